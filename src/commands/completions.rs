use clap::{Args, CommandFactory};

use crate::Answer;
use crate::commands::Firsthand;
use crate::error::CliError;

/// Print completions for a shell.
///
/// Example: firsthand completions bash > ~/.local/share/bash-completion/completions/firsthand
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Completions {
    shell: clap_complete::Shell,
}

impl Completions {
    pub fn run(self) -> Result<Answer, CliError> {
        clap_complete::generate(self.shell, &mut Firsthand::command(), "firsthand", &mut std::io::stdout());
        Ok(Answer::Yes)
    }
}
