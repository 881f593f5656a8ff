//! The one error of every command: what happened and where, the cause, and what to do next.

use std::error::Error;
use std::fmt::{self, Display};
use std::io;
use std::path::Path;

use crate::limits::{MAX_CAUSES, MAX_MESSAGE};
use crate::out::{quoted, shorter};

/// The command could not do its work. No part of it holds words of an account.
#[derive(Debug)]
pub struct CliError {
    message: String,
    /// Further lines about the message, in words of the command.
    details: Vec<String>,
    hint: Option<String>,
    cause: Option<Box<dyn Error + Send + Sync>>,
    /// Whether the message says all that the cause says, in plainer words.
    cause_is_told: bool,
}

impl CliError {
    pub fn new(message: impl Display) -> Self {
        Self { message: message.to_string(), details: Vec::new(), hint: None, cause: None, cause_is_told: false }
    }

    /// The error of a crate, with its own sentence as the message. It is kept as the cause.
    pub fn of(error: impl Error + Send + Sync + 'static) -> Self {
        Self::new(&error).because(error)
    }

    /// Keeps `cause`, which is printed where it says something new.
    pub fn because(self, cause: impl Error + Send + Sync + 'static) -> Self {
        Self { cause: Some(Box::new(cause)), ..self }
    }

    pub fn details(self, details: Vec<String>) -> Self {
        Self { details, ..self }
    }

    pub fn hint(self, hint: impl Display) -> Self {
        Self { hint: Some(hint.to_string()), ..self }
    }

    /// The error of the operating system about `path`, which could not be `done` ("read", "written"). The usual ones are
    /// said in plain words.
    pub fn io(path: &Path, done: &str, error: io::Error) -> Self {
        let message = format!("{} could not be {done}", name(path));
        let plain = |what: &str| Self { cause_is_told: true, ..Self::new(format!("{message}: {what}")) };
        let said = match error.kind() {
            io::ErrorKind::NotFound => {
                plain("there is no such file").hint("check the name; `ls` shows the files that are there")
            }
            io::ErrorKind::PermissionDenied => {
                plain("you do not have permission").hint("check who owns the file and its folder")
            }
            io::ErrorKind::IsADirectory => plain("it is a folder"),
            io::ErrorKind::StorageFull => {
                plain("the disk is full").hint("no file was left half-written; make room and try again")
            }
            _ => Self::new(message),
        };
        said.because(error)
    }

    pub fn print(&self) {
        warn!("error: {}", shorter(&self.message, MAX_MESSAGE));
        for line in &self.details {
            warn!("{}", shorter(line, MAX_MESSAGE));
        }
        for cause in self.causes() {
            warn!("caused by: {}", shorter(&cause, MAX_MESSAGE));
        }
        if let Some(hint) = &self.hint {
            warn!("hint: {}", shorter(hint, MAX_MESSAGE));
        }
    }

    /// What the chain of causes says, without the causes whose words are in the message or in a cause before them.
    fn causes(&self) -> Vec<String> {
        let mut causes: Vec<String> = Vec::new();
        let mut next = if self.cause_is_told { None } else { self.source() };
        while let Some(cause) = next.filter(|_| causes.len() < MAX_CAUSES) {
            let said = said(cause);
            let is_said = |by: &String| by.to_lowercase().contains(&said.to_lowercase());
            if !said.is_empty() && !is_said(&self.message) && !causes.iter().any(is_said) {
                causes.push(said);
            }
            next = cause.source();
        }
        causes
    }
}

/// What a cause says. A parser of JSON may quote what it read, so only the place and the kind of its error are said.
fn said(cause: &(dyn Error + 'static)) -> String {
    match cause.downcast_ref::<serde_json::Error>() {
        Some(json) => {
            let what = match json.classify() {
                serde_json::error::Category::Io => "it could not be read",
                serde_json::error::Category::Syntax => "it is not JSON",
                serde_json::error::Category::Data => "it is JSON of another form",
                serde_json::error::Category::Eof => "it ends too early",
            };
            format!("{what} (line {}, column {})", json.line(), json.column())
        }
        None => cause.to_string(),
    }
}

impl Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for CliError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn Error + 'static))
    }
}

/// A path as the person is told it.
pub fn name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { quoted(&path.to_string_lossy()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says more than its cause, or repeats it.
    #[derive(Debug)]
    struct Outer(&'static str, io::Error);

    impl Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.1)
        }
    }

    #[test]
    fn causes_are_kept_and_printed_once() {
        let outer = |said| Outer(said, io::Error::other("the wire was cut"));
        let error = CliError::new("nothing came").because(outer("the line is dead"));
        assert_eq!(error.causes(), ["the line is dead", "the wire was cut"]);
        let error = CliError::new("nothing came").because(outer("line dead: the wire was cut"));
        assert_eq!(error.causes(), ["line dead: the wire was cut"]);
        let error = CliError::of(outer("the line is dead"));
        assert_eq!(
            (error.to_string().as_str(), error.causes()),
            ("the line is dead", vec!["the wire was cut".to_owned()])
        );
        let full = CliError::io(Path::new("a"), "written", io::ErrorKind::StorageFull.into());
        assert!(full.causes().is_empty() && full.source().is_some_and(|cause| cause.is::<io::Error>()));
    }

    #[test]
    fn a_cause_never_quotes_json() {
        let json = serde_json::from_str::<u8>("\"Aidar was there\"").expect_err("it is no number");
        assert!(json.to_string().contains("Aidar"), "the parser quotes: {json}");
        let error = CliError::new("the file cannot be used").because(json);
        assert_eq!(error.causes(), ["it is JSON of another form (line 1, column 17)"]);
    }
}
