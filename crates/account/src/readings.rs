//! The ways in which a copy's text is read: as it stands, without a mail program's quoting, and with words put together
//! that print or PDF broke at the end of a line (`spec/seal.md`, section 5).

use std::borrow::Cow;

use crate::characters::{Character, Class, breaks_line};

/// How a text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// `>` and spaces before lines were left out.
    pub unquoted: bool,
    pub hyphens: Hyphens,
}

/// What was done with hyphens at line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    AsTheyStand,
    /// The lines were joined and the hyphens kept.
    Joined,
    /// The lines were joined and the hyphens dropped.
    Dropped,
}

impl Reading {
    pub const AS_WRITTEN: Self = Self { unquoted: false, hyphens: Hyphens::AsTheyStand };

    /// All readings, in the order in which they are tried.
    pub const ALL: [Self; 6] = {
        use Hyphens::{AsTheyStand, Dropped, Joined};
        [
            Self::AS_WRITTEN,
            Self { unquoted: true, hyphens: AsTheyStand },
            Self { unquoted: false, hyphens: Joined },
            Self { unquoted: true, hyphens: Joined },
            Self { unquoted: false, hyphens: Dropped },
            Self { unquoted: true, hyphens: Dropped },
        ]
    };

    /// `text` in this reading; `None` if it has nothing that this reading would read otherwise.
    pub fn apply(self, text: &str) -> Option<Cow<'_, str>> {
        let mut read = Cow::Borrowed(text);
        if self.unquoted {
            read = Cow::Owned(unquoted(&read)?);
        }
        match self.hyphens {
            Hyphens::AsTheyStand => {}
            Hyphens::Joined => read = Cow::Owned(joined(&read, true)?),
            Hyphens::Dropped => read = Cow::Owned(joined(&read, false)?),
        }
        Some(read)
    }
}

fn unquoted(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    for line in text.split_inclusive(breaks_line) {
        let kept = line.trim_start_matches(['>', ' ']);
        quoted |= line[..line.len() - kept.len()].contains('>');
        out.push_str(kept);
    }
    quoted.then_some(out)
}

fn joined(text: &str, keep: bool) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut joins = false;
    let mut rest = text;
    while let Some(end) = rest.find(breaks_line) {
        let (line, after) = rest.split_at(end);
        let line_break = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        let next = &after[line_break..];
        let indent = next.find(|c| breaks_line(c) && c != '\u{C}' || !is_space(c)).unwrap_or(next.len());
        let continues = next[indent..].chars().next().is_some_and(|c| !is_space(c));
        match ends_in_hyphen(line) {
            Some(hyphen) if continues => {
                out.push_str(if keep { &line[..hyphen.end] } else { &line[..hyphen.start] });
                joins = true;
                rest = &next[indent..];
            }
            _ => {
                out.push_str(&rest[..rest.len() - next.len()]);
                rest = next;
            }
        }
    }
    out.push_str(rest);
    joins.then_some(out)
}

fn is_space(character: char) -> bool {
    Character::of(character).class() == Class::Space
}

/// Where the hyphen stands that a line ends in, behind a letter and what combines with it; spaces behind do not count.
fn ends_in_hyphen(line: &str) -> Option<std::ops::Range<usize>> {
    let line = line.trim_end_matches(is_space);
    let hyphen = line.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{AD}'))?;
    let before = &line[..line.len() - hyphen.len_utf8()];
    let letter = before.chars().rev().find(|c| !Character::of(*c).is_combining())?;
    Character::of(letter).is_letter().then_some(before.len()..line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_broken_words() {
        let text = "> > We saw the well-\r\n> > known exam\u{AD}\n>  ple.\n";
        let read = |unquoted, hyphens| Reading { unquoted, hyphens }.apply(text).map(Cow::into_owned);
        assert_eq!(read(true, Hyphens::AsTheyStand).as_deref(), Some("We saw the well-\r\nknown exam\u{AD}\nple.\n"));
        assert_eq!(read(true, Hyphens::Joined).as_deref(), Some("We saw the well-known exam\u{AD}ple.\n"));
        assert_eq!(read(true, Hyphens::Dropped).as_deref(), Some("We saw the wellknown example.\n"));
        assert_eq!(Reading::ALL[1].apply("no > quote\nhere"), None);
        assert_eq!(unquoted("> - a\n> | b\n# c").as_deref(), Some("- a\n| b\n# c"), "these signs are words");
        assert_eq!(Reading::ALL[2].apply("a line-\n\nand another - \nx"), None, "never over an empty line");
        assert_eq!(joined("page-\u{C}\nend", true), None);
        assert_eq!(joined("page-\n\u{C}end", true).as_deref(), Some("page-end"));
        assert_eq!(joined("cafe\u{301}-\nbar", false).as_deref(), Some("cafe\u{301}bar"));
        assert_eq!(joined("стро-\u{2028}ка", false).as_deref(), Some("строка"));
    }
}
