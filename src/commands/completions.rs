use clap::{Args, Command};

use crate::error::CliError;
use crate::files::Output;
use firsthand_verdict::Answer;

/// Print the file with which a shell completes this command.
///
/// Example: firsthand completions bash > ~/.local/share/bash-completion/completions/firsthand
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Completions {
    /// The shell.
    shell: clap_complete::Shell,
}

impl Completions {
    /// `command` is the whole command line, which is completed.
    pub fn run(self, mut command: Command) -> Result<Answer, CliError> {
        let mut completions = Vec::new();
        clap_complete::generate(self.shell, &mut command, "firsthand", &mut completions);
        Output::new(None, false)?.write(&completions)?;
        Ok(Answer::Yes)
    }
}
