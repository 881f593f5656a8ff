//! The command. Each verb has a file in `commands`; the sentences that several verbs print are in `wording`.

#[macro_use]
mod out;

mod commands;
mod copy;
mod error;
mod files;
mod folder;
mod known;
mod limits;
mod progress;
mod refusals;
mod secret;
mod wording;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use commands::Firsthand;
use error::CliError;

fn main() -> ExitCode {
    let command = match parse() {
        Ok(command) => command,
        Err(said) if said.use_stderr() => {
            out::warn_text(&said.render().to_string());
            return ExitCode::from(2);
        }
        Err(asked) => {
            out::say_text(&asked.render().to_string());
            return ExitCode::SUCCESS;
        }
    };
    let written = |error| CliError::new("standard output could not be written").because(error);
    match command.run().and_then(|answer| out::finish().map(|()| answer).map_err(written)) {
        Ok(answer) => ExitCode::from(answer as u8),
        Err(error) => {
            error.print();
            ExitCode::from(2)
        }
    }
}

/// Reads the command line. An error quotes the arguments, so the arguments are made visible first.
fn parse() -> Result<Firsthand, clap::Error> {
    let program = || OsString::from("firsthand");
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    Firsthand::try_parse_from([program()].iter().chain(&arguments)).map_err(|said| {
        let shown = arguments.iter().map(|argument| out::short(&argument.to_string_lossy()).into());
        let again = Firsthand::try_parse_from([program()].into_iter().chain(shown)).err();
        again.unwrap_or_else(|| clap::Error::raw(said.kind(), "an argument cannot be read\n"))
    })
}
