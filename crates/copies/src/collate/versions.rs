//! Versions of a text, and the collation of them.

use std::ops::Range;

use super::words::{is_same, words};
use crate::align::Token;

/// A text with its words.
#[derive(Clone, Debug)]
pub struct Version<'t> {
    pub text: &'t str,
    pub words: Vec<Token>,
}

impl<'t> Version<'t> {
    /// The version with this text.
    pub fn of(text: &'t str) -> Self {
        Self { text, words: words(text) }
    }

    /// The words of a range with the punctuation after them, joined by single spaces.
    pub fn show(&self, words: Range<usize>) -> String {
        let Some(first) = self.words[words.clone()].first() else { return String::new() };
        let end = self.words.get(words.end).map_or(self.text.len(), |next| next.from as usize);
        self.text[first.from as usize..end].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn word(&self, at: usize) -> &'t str {
        &self.text[self.words[at].range()]
    }
}

/// A stretch of the collation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The words of each version. The range is empty if the version has no words here.
    pub words: Vec<Range<usize>>,
    /// Whether all versions have the same words.
    pub same: bool,
}

/// Words that two versions have in different places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The two versions, and the words in each.
    pub of: [(usize, Range<usize>); 2],
}

/// Several versions, collated.
#[derive(Clone, Debug)]
pub struct Collation<'t> {
    pub versions: Vec<Version<'t>>,
    /// The segments, in order. Each word of each version is in one segment.
    pub segments: Vec<Segment>,
    pub moved: Vec<Moved>,
}

impl Collation<'_> {
    /// The versions, grouped by their words in this segment.
    pub fn readings(&self, segment: &Segment) -> Vec<Vec<usize>> {
        let mut readings: Vec<Vec<usize>> = Vec::new();
        for (at, words) in segment.words.iter().enumerate() {
            let reads = |other: &Vec<usize>| {
                let first = other[0];
                let (one, other) = (&self.versions[first], &self.versions[at]);
                let both = segment.words[first].clone().zip(words.clone());
                segment.words[first].len() == words.len()
                    && both.into_iter().all(|(a, b)| is_same(one.word(a), other.word(b)))
            };
            match readings.iter().position(reads) {
                Some(known) => readings[known].push(at),
                None => readings.push(vec![at]),
            }
        }
        readings
    }

    /// The number of words that all versions have in common.
    pub fn in_common(&self) -> usize {
        self.segments.iter().filter(|segment| segment.same).map(|segment| segment.words[0].len()).sum()
    }
}
