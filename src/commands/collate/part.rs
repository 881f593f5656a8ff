//! Versions of a text side by side, in the form that the terminal, HTML, TEI and JSON are made from.

use std::ops::Range;

use firsthand_copies::collate::{Collation, Moved, Segment};

use crate::out::visible;

/// Versions of one text, or of one passage.
pub struct Part<'t> {
    /// The name of each version, in the order of their letters.
    pub names: Vec<String>,
    pub collation: Collation<'t>,
}

/// A text for HTML and XML: signs with a meaning there are escaped, characters that XML does not allow are removed, and hidden
/// characters become their numbers.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

/// The letter that stands for a version.
pub fn letter(version: usize) -> char {
    char::from(b'A' + version as u8)
}

impl Part<'_> {
    /// The different words of a segment, each with the versions that have them.
    pub fn readings(&self, segment: &Segment) -> Vec<(Vec<usize>, String)> {
        let show = |versions: Vec<usize>| {
            let text = self.collation.versions[versions[0]].show(segment.words[versions[0]].clone());
            (versions, text)
        };
        self.collation.readings(segment).into_iter().map(show).collect()
    }

    /// How many words each version has, and how many are in all of them.
    pub fn counts(&self) -> String {
        let words = self.collation.versions.iter().map(|version| version.words.len().to_string()).collect::<Vec<_>>();
        format!("{} in all of them, of {} words", self.collation.in_common(), words.join(" and "))
    }

    /// A sentence about each passage that is in another place in another version.
    pub fn moved(&self) -> impl Iterator<Item = String> {
        let place = |(version, words): &(usize, Range<usize>)| {
            format!("words {}\u{2013}{} of {}", words.start + 1, words.end, letter(*version))
        };
        self.collation
            .moved
            .iter()
            .map(move |Moved { of: [one, other] }| format!("{} are {}", place(one), place(other)))
    }
}
