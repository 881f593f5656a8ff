//! A text in which hints are looked for: its words, what each may be, and which of them are offered already.

use std::ops::Range;

use super::kinds::{Hint, Kind, Language};
use super::lexicon::{Classes, Lexicon};
use super::words::{self, Gap, Word};

/// A text, with what the search has found in it so far.
pub struct Reading<'a> {
    pub text: &'a str,
    pub language: Option<Language>,
    pub words: Vec<Word<'a>>,
    /// The classes of each word.
    pub classes: Vec<Classes>,
    /// For each word, whether it is offered already.
    pub taken: Vec<bool>,
    pub found: Vec<Hint>,
}

impl<'a> Reading<'a> {
    pub fn of(text: &'a str, language: Option<Language>) -> Self {
        let words = words::words(text);
        let lexicon = Lexicon::of(language.unwrap_or(Language::English));
        let classes = words
            .iter()
            .map(|word| {
                // 5-үйде, 17-летний: the part after the number has a class of its own.
                let behind =
                    (word.digits > 0).then(|| word.low.trim_start_matches(|c: char| c.is_numeric() || c == '-'));
                // ex-husband, брата-близнеца: a part of a word with a hyphen has a class of its own.
                let (first, second) = word.low.split_once('-').filter(|_| !word.capital).unwrap_or_default();
                let part = if first == "ex" { second } else { first };
                lexicon.classes(&word.low) | lexicon.classes(part) | behind.map_or(0, |rest| lexicon.classes(rest))
            })
            .collect();
        let taken = vec![false; words.len()];
        Self { text, language, words, classes, taken, found: Vec::new() }
    }

    pub fn is(&self, at: usize, classes: Classes) -> bool {
        self.classes.get(at).is_some_and(|each| each & classes != 0)
    }

    /// Whether a word stands at `at`, is not offered yet, and is separated from the word before by at most `gap`.
    pub fn joined(&self, at: usize, gap: Gap) -> bool {
        self.words.get(at).is_some_and(|word| word.gap <= gap && !self.taken[at])
    }

    /// The characters between the word at `at` and the word before it.
    pub fn before(&self, at: usize) -> &'a str {
        let start = at.checked_sub(1).map_or(0, |before| self.words[before].range.end);
        &self.text[start..self.words.get(at).map_or(self.text.len(), |word| word.range.start)]
    }

    /// Offers the words of `range`, if none of them is offered yet. Returns whether it did.
    pub fn offer(&mut self, range: Range<usize>, kind: Kind) -> bool {
        let free = !range.is_empty() && range.end <= self.words.len() && !self.taken[range.clone()].contains(&true);
        if free {
            let bytes = self.words[range.start].range.start..self.words[range.end - 1].range.end;
            self.taken[range].fill(true);
            self.found.push(Hint { range: bytes, kind });
        }
        free
    }
}
