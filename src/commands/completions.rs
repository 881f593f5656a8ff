use clap::{Args, CommandFactory};

use crate::Answer;
use crate::commands::Firsthand;
use crate::error::CliError;
use crate::files::Output;

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
        let mut completions = Vec::new();
        clap_complete::generate(self.shell, &mut Firsthand::command(), "firsthand", &mut completions);
        Output::new(None, false)?.write(&completions)?;
        Ok(Answer::Yes)
    }
}
