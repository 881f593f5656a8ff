//! One kind of error for every command: what happened and where, and what to do.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::out::{quoted, shorter};

/// How many characters of a message are shown; it may hold what another program said.
const MOST: usize = 1000;

/// What is printed when a command cannot do its work. It never holds words of an account.
#[derive(Debug)]
pub struct CliError {
    message: String,
    /// What it is about in detail, in lines of our own.
    details: Vec<String>,
    hint: Option<String>,
}

impl CliError {
    pub fn new(message: impl Display) -> Self {
        Self { message: message.to_string(), details: Vec::new(), hint: None }
    }

    pub fn details(self, details: Vec<String>) -> Self {
        Self { details, ..self }
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
        warn!("error: {}", shorter(&self.message, MOST));
        for line in &self.details {
            warn!("{}", shorter(line, MOST));
        }
        if let Some(hint) = &self.hint {
            warn!("hint: {}", shorter(hint, MOST));
        }
    }
}

/// A path as it is named to the person.
pub fn name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { quoted(&path.to_string_lossy()) }
}
