//! One kind of error for every command: what happened and where, and what to do.

use std::fmt::Display;
use std::io;
use std::path::Path;

use anstream::eprintln;

/// What is printed when a command cannot do its work. It never holds words of an account.
#[derive(Debug)]
pub struct CliError {
    message: String,
    hint: Option<String>,
}

impl CliError {
    pub fn new(message: impl Display) -> Self {
        Self { message: message.to_string(), hint: None }
    }

    pub fn hint(self, hint: impl Display) -> Self {
        Self { hint: Some(hint.to_string()), ..self }
    }

    /// What the operating system said of `path`, in words.
    pub fn io(path: &Path, doing: &str, error: &io::Error) -> Self {
        let path = name(path);
        let plain = |what: &str| Self::new(format!("{path} could not be {doing}: {what}"));
        match error.kind() {
            io::ErrorKind::NotFound => plain("there is no such file").hint("check the name; `ls` shows what is there"),
            io::ErrorKind::PermissionDenied => plain("you may not").hint("check who owns the file and its folder"),
            io::ErrorKind::IsADirectory => plain("it is a folder"),
            io::ErrorKind::StorageFull => {
                plain("the disk is full").hint("nothing was half-written; make room and try again")
            }
            _ => plain(&error.to_string()),
        }
    }

    pub fn print(&self) {
        eprintln!("error: {}", self.message);
        if let Some(hint) = &self.hint {
            eprintln!("hint: {hint}");
        }
    }
}

/// A path as it is named to the person.
pub fn name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { format!("{:?}", path.display().to_string()) }
}
