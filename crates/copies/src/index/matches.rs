//! The texts that a copy has to do with, and the part of the copy that comes from each.

use std::ops::Range;

use crate::align::{Alignment, Stretch, Token, weight};

/// A copy and a text are nearly the same if this share of one stands in the other.
const NEARLY_THE_SAME: f64 = 0.5;
/// The equal words of a copy must weigh at least this much, unless they are the whole text. *In the middle of the night* stands
/// in many texts.
pub(super) const COPY_WEIGHT: usize = 12;

/// The relation of a copy to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    Copy,
    Retelling,
    SameMatter,
}

/// The search that found a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// The search for runs of letters.
    Grams,
    /// The search for single words, among the words that come from no text of the first search.
    Terms,
}

/// A text that was found for a copy.
#[derive(Clone, Debug)]
pub struct Match<'i> {
    pub id: &'i str,
    pub kind: MatchKind,
    pub tier: Tier,
    /// The share of the copy's words that stand in stretches from the text, from 0 to 1.
    pub of_copy: f64,
    /// The share of the text, by bytes, that is in these stretches, from 0 to 1.
    pub of_text: f64,
    /// The share of equal words in these stretches, from 0 to 1.
    pub identity: f64,
    /// The part of the text that was aligned: from the first to the last place with shared grams.
    pub text: &'i str,
    /// The words of `text`, to which the ranges of the alignment refer.
    pub text_words: Vec<Token>,
    pub alignment: Alignment,
}

impl Match<'_> {
    /// Whether half of the copy's words stand in the text, or half of the text's words in the copy, in order.
    pub fn is_nearly_the_same(&self) -> bool {
        self.kind != MatchKind::SameMatter && self.identity * self.of_copy.max(self.of_text) >= NEARLY_THE_SAME
    }
}

/// The texts that were found for a copy.
#[derive(Clone, Debug)]
pub struct Matches<'i> {
    pub copy_words: Vec<Token>,
    /// The matches. The text with the most words in common with the copy is first.
    pub matches: Vec<Match<'i>>,
}

impl Matches<'_> {
    /// Whether `copy` weighs enough to tell a copy from chance. It must be the copy that was searched for.
    pub fn is_long_enough(&self, copy: &str) -> bool {
        self.copy_words.iter().map(|word| weight(&copy[word.range()])).sum::<usize>() >= COPY_WEIGHT
    }

    /// The ranges of the copy's words that come from a match, in order, with the index of the match. If a word comes from
    /// several matches, the match with the most words around it is taken.
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
    /// The sum of ln(stretches of the index / stretches with the gram) over the shared grams.
    pub score: f64,
    pub(super) part: usize,
    pub(super) text: u32,
    /// The stretches from the first to the last that share a gram.
    pub(super) stretches: Range<u32>,
}
