//! Words of a text that may point to a person: offered to the person who wrote it before it goes out, never decided for
//! them.
//!
//! A missed hint may cost the writer more than their attention, a false one costs attention each time; so both are
//! measured, on sentences held out (`tests/hints.rs`). What is offered, and what is not on purpose:
//!
//! - Names: capitals within a sentence; at its start only if they are a name elsewhere or by their form. Not weekdays,
//!   countries, peoples, bodies of the state, nor heads of state: they stand in every account and single nobody out.
//! - Places: streets, houses, and places that are not known to be large. Cities of a million and capitals are skipped.
//! - Kin and neighbours, if they are one's own: *my brother*, not *his*. Friends are skipped.
//! - Ages and births, if they are exact; sums, times and the dates of events are skipped.
//!
//! In a language without lists only numbers, plates and what is online are offered. The lists are written from general
//! knowledge, and no native speaker has read them.

use std::ops::Range;

mod lexicon;
mod lists;
mod names;
mod numbers;
mod phrases;
mod places;
mod words;

use lexicon::{Classes, Lexicon};
use serde::Deserialize;
use words::{Gap, Word};

/// A language that there are lists for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    Kazakh,
    Russian,
    Spanish,
}

impl Language {
    /// BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::Spanish => "es",
        }
    }
}

/// What a hint is, as far as can be told; the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Name,
    /// One's own kin, and those who live or learn beside one.
    Kin,
    /// A role, a place of work or study, those whom one works with.
    Work,
    /// Of a telephone, a document, a card, a flat.
    Number,
    Plate,
    /// A street, a house, a small place.
    Address,
    /// An address of e-mail, of a page or of an account.
    Online,
    /// An exact age or a birth.
    Age,
    /// That somebody was the only one, the first or the last.
    OnlyOne,
}

impl Kind {
    /// As programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kin => "kin",
            Self::Work => "work",
            Self::Number => "number",
            Self::Plate => "plate",
            Self::Address => "address",
            Self::Online => "online",
            Self::Age => "age",
            Self::OnlyOne => "onlyone",
        }
    }
}

/// Words that may point to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub kind: Kind,
}

/// Words of a text that may point to a person, in order, not overlapping.
pub fn hints(text: &str, language: Option<Language>) -> Vec<Hint> {
    let mut reading = Reading::of(text, language);
    // What is surer goes first; a word is offered once.
    numbers::online(&mut reading);
    numbers::plates(&mut reading);
    numbers::numbers(&mut reading);
    if let Some(language) = language {
        places::streets(&mut reading);
        places::institutions(&mut reading);
        phrases::phrases(&mut reading, language);
        names::names(&mut reading);
    }
    reading.found.sort_by_key(|hint| hint.range.start);
    reading.found
}

/// A text being read.
struct Reading<'a> {
    text: &'a str,
    language: Option<Language>,
    words: Vec<Word<'a>>,
    /// What each word may be.
    classes: Vec<Classes>,
    /// Whether each word is offered already.
    taken: Vec<bool>,
    found: Vec<Hint>,
}

impl<'a> Reading<'a> {
    fn of(text: &'a str, language: Option<Language>) -> Self {
        let words = words::words(text);
        let lexicon = Lexicon::of(language.unwrap_or(Language::English));
        let classes = words
            .iter()
            .map(|word| {
                // 5-үйде, 17-летний: what stands behind the number.
                let behind =
                    (word.digits > 0).then(|| word.low.trim_start_matches(|c: char| c.is_numeric() || c == '-'));
                // My ex-husband, брата-близнеца.
                let (first, second) = word.low.split_once('-').filter(|_| !word.capital).unwrap_or_default();
                let part = if first == "ex" { second } else { first };
                lexicon.classes(&word.low) | lexicon.classes(part) | behind.map_or(0, |rest| lexicon.classes(rest))
            })
            .collect();
        let taken = vec![false; words.len()];
        Self { text, language, words, classes, taken, found: Vec::new() }
    }

    fn is(&self, at: usize, classes: Classes) -> bool {
        self.classes.get(at).is_some_and(|each| each & classes != 0)
    }

    /// Whether the word at `at` is there, free, and joined to the one before it by no more than `gap`.
    fn joined(&self, at: usize, gap: Gap) -> bool {
        self.words.get(at).is_some_and(|word| word.gap <= gap && !self.taken[at])
    }

    /// What stands between the word at `at` and the one before it.
    fn before(&self, at: usize) -> &'a str {
        let start = at.checked_sub(1).map_or(0, |before| self.words[before].range.end);
        &self.text[start..self.words.get(at).map_or(self.text.len(), |word| word.range.start)]
    }

    /// Offers the words of `range`, if all are free.
    fn offer(&mut self, range: Range<usize>, kind: Kind) -> bool {
        let free = !range.is_empty() && range.end <= self.words.len() && !self.taken[range.clone()].contains(&true);
        if free {
            let bytes = self.words[range.start].range.start..self.words[range.end - 1].range.end;
            self.taken[range].fill(true);
            self.found.push(Hint { range: bytes, kind });
        }
        free
    }
}
