//! The command. Each verb has its file in `commands`; what they say stands in `wording`.

mod archive;
mod commands;
mod copy;
mod error;
mod files;
mod known;
mod progress;
mod secret;
mod wording;

use std::process::ExitCode;

use clap::Parser;

/// What a command answers; the exit code says it to scripts. An error is 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes = 0,
    No = 1,
    CouldNotTell = 3,
}

fn main() -> ExitCode {
    let command = commands::Firsthand::parse();
    match command.run() {
        Ok(answer) => ExitCode::from(answer as u8),
        Err(error) => {
            error.print();
            ExitCode::from(2)
        }
    }
}
