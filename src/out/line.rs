//! A line of the command's output: pieces of text, each with its colour.

use std::fmt::{self, Display};

use super::visible::{Breaks, Visible, shorter};

/// How a piece of a line looks on a terminal that shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    /// The three kinds of verdict: yes, no, and not decided.
    Yes,
    No,
    Open,
    /// Words that a copy lacks, has in addition, or has in another place.
    Missing,
    Added,
    Moved,
    /// Words that differ in punctuation alone.
    Light,
    /// The letters that name versions, and the words of these versions.
    Versions,
    Reading,
    /// The dots of a QR code, dark on light.
    Dots,
}

impl Style {
    /// The escape sequence that begins this style; empty for plain text.
    pub fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Yes => "\x1b[1;32m",
            Self::No => "\x1b[1;31m",
            Self::Open => "\x1b[1;33m",
            Self::Missing => "\x1b[31m",
            Self::Added => "\x1b[32m",
            Self::Light => "\x1b[2m",
            Self::Moved | Self::Reading => "\x1b[33m",
            Self::Versions => "\x1b[1m",
            Self::Dots => "\x1b[30;107m",
        }
    }
}

/// One line, in pieces. Its `Display` writes the pieces unchanged and without colour.
#[derive(Clone, Debug, Default)]
pub struct Line(Vec<(Style, String)>);

impl Line {
    /// This line with another piece at its end.
    pub fn and(mut self, style: Style, text: impl Into<String>) -> Self {
        self.0.push((style, text.into()));
        self
    }

    /// This line with the pieces of `others` at its end.
    pub fn then(mut self, others: impl IntoIterator<Item = Self>) -> Self {
        self.0.extend(others.into_iter().flat_map(|line| line.0));
        self
    }

    /// This line with each of its pieces shortened to about `max` characters.
    pub fn shorter(self, max: usize) -> Self {
        Self(self.0.into_iter().map(|(style, text)| (style, shorter(&text, max))).collect())
    }

    /// The line as it is written into a file: without colour, and with every hidden character as its number.
    pub fn shown(&self) -> String {
        let (mut out, mut visible) = (String::new(), Visible::new(Breaks::Shown));
        self.0.iter().for_each(|(_, text)| visible.push_str(text, &mut out));
        out
    }

    pub fn pieces(&self) -> &[(Style, String)] {
        &self.0
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::default().and(Style::Plain, text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::default().and(Style::Plain, text)
    }
}

impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(_, text)| f.write_str(text))
    }
}
