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
    pub fn of(text: &'t str) -> Self {
        Self { text, words: words(text) }
    }

    /// Some of its words as they stand, with the punctuation behind them.
    pub fn show(&self, words: Range<usize>) -> String {
        let Some(first) = self.words[words.clone()].first() else { return String::new() };
        let end = self.words.get(words.end).map_or(self.text.len(), |next| next.from as usize);
        self.text[first.from as usize..end].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn word(&self, at: usize) -> &'t str {
        &self.text[self.words[at].range()]
    }
}

/// A stretch of the collation: words of each version, none where it has nothing there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub words: Vec<Range<usize>>,
    /// Whether all versions have the same words.
    pub same: bool,
}

/// Words that stand in two versions, in another order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The versions, and where the words stand in each.
    pub of: [(usize, Range<usize>); 2],
}

/// Several versions, collated.
#[derive(Clone, Debug)]
pub struct Collation<'t> {
    pub versions: Vec<Version<'t>>,
    /// From left to right; each version's words stand in them in order, each once.
    pub segments: Vec<Segment>,
    pub moved: Vec<Moved>,
}

impl Collation<'_> {
    /// The versions of a segment by what they read there: those that read the same stand together.
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

    /// How many words all versions have in common.
    pub fn in_common(&self) -> usize {
        self.segments.iter().filter(|segment| segment.same).map(|segment| segment.words[0].len()).sum()
    }
}
