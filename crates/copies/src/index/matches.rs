//! The texts that a copy has to do with, and the part of the copy that comes from each.

use std::ops::Range;

use crate::align::{Alignment, Stretch, Token, weight};

/// A copy and a text are nearly the same where this part of one stands in the other.
const NEARLY_THE_SAME: f64 = 0.5;
/// and they say at least so much, or are the whole text: *in the middle of the night* is nobody's;
pub(super) const COPY_WEIGHT: usize = 12;

/// What a copy is to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    Copy,
    Retelling,
    SameMatter,
}

/// What a text was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// Letters in a row.
    Grams,
    /// Single words, of what no text that shares letters in a row accounts for.
    Terms,
}

/// A text that a copy has to do with.
#[derive(Clone, Debug)]
pub struct Match<'i> {
    pub id: &'i str,
    pub kind: MatchKind,
    pub tier: Tier,
    /// Which part of the copy's words stands in stretches that come from the text, 0 to 1.
    pub of_copy: f64,
    /// Which part of the text, by bytes, those stretches were made from, 0 to 1.
    pub of_text: f64,
    /// Which part of the words in those stretches is the same, 0 to 1.
    pub identity: f64,
    /// What of the text was held against the copy: from the first to the last place where grams are shared.
    pub text: &'i str,
    /// Its words, and those of the copy, to which the alignment's ranges refer.
    pub text_words: Vec<Token>,
    pub alignment: Alignment,
}

impl Match<'_> {
    /// Whether half of the copy's words stand in the text, or half of the text's in the copy, in order: a word changed in
    /// every ten leaves nine.
    pub fn is_nearly_the_same(&self) -> bool {
        self.kind != MatchKind::SameMatter && self.identity * self.of_copy.max(self.of_text) >= NEARLY_THE_SAME
    }
}

/// What was found of a copy.
#[derive(Clone, Debug)]
pub struct Matches<'i> {
    pub copy_words: Vec<Token>,
    /// Those that have the most words in common with the copy first.
    pub matches: Vec<Match<'i>>,
}

impl Matches<'_> {
    /// Whether `copy`, in which this was found, says enough to tell it from chance.
    pub fn is_long_enough(&self, copy: &str) -> bool {
        self.copy_words.iter().map(|word| weight(&copy[word.range()])).sum::<usize>() >= COPY_WEIGHT
    }

    /// The copy's words from left to right, with the match that they come from: of those that have a word, the one with
    /// the most words around it.
    pub fn sources(&self) -> Vec<(Range<usize>, usize)> {
        let mut source: Vec<Option<usize>> = vec![None; self.copy_words.len()];
        let mut stretches: Vec<(&Stretch, usize)> = Vec::new();
        for (at, found) in self.matches.iter().enumerate().filter(|(_, found)| found.kind != MatchKind::SameMatter) {
            stretches.extend(found.alignment.stretches.iter().map(|stretch| (stretch, at)));
        }
        stretches.sort_by(|(a, _), (b, _)| b.same.total_cmp(&a.same));
        for (stretch, at) in stretches {
            source[stretch.copy.clone()].iter_mut().for_each(|source| {
                source.get_or_insert(at);
            });
        }
        let words: Vec<usize> = (0..source.len()).collect();
        let runs = words.chunk_by(|a, b| source[*a] == source[*b]);
        runs.filter_map(|run| Some((run[0]..run[run.len() - 1] + 1, source[run[0]]?))).collect()
    }
}

/// A text that shares grams with a copy.
#[derive(Clone, Debug)]
pub struct Candidate<'i> {
    pub id: &'i str,
    /// The sum of ln(stretches of the index / stretches that hold the gram) over the grams that are shared.
    pub score: f64,
    pub(super) part: usize,
    pub(super) text: u32,
    /// The first and the last stretch that hold any.
    pub(super) stretches: Range<u32>,
}
