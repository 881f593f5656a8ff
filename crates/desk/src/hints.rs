//! Hints: the words of a text that may identify a person. The page shows them to the writer before the text goes out.
//! The writer decides about each of them.
//!
//! A missed hint can endanger a person. A false hint costs the writer's attention each time. So both are measured, on
//! sentences that were put aside before the lists were tuned (`tests/hints.rs`). These are offered, and these are left
//! out on purpose:
//!
//! - Names: words with a capital within a sentence. At the start of a sentence, a word is offered only if it is a name
//!   elsewhere in the text, or has the form of a name. Left out: weekdays, countries, peoples, state bodies and heads
//!   of state. They stand in every account and identify nobody.
//! - Places: streets, houses, and places that are not known to be large. Left out: capitals and cities of a million.
//! - Kin and neighbours of the writer: *my brother*, not *his*. Left out: friends.
//! - Ages and births, if they are exact. Left out: sums, times and the dates of events.
//!
//! For a language without lists, only numbers, number plates and online addresses are offered. The lists were written
//! from general knowledge. No native speaker has read them.

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

/// A language that has lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    Kazakh,
    Russian,
    Spanish,
}

impl Language {
    /// The language tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::Spanish => "es",
        }
    }
}

/// The kind of a hint. Where several kinds fit, a word gets the kind that is looked for first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Name,
    /// Kin, neighbours and classmates of the writer.
    Kin,
    /// A role, a place of work or study, or the people at work.
    Work,
    /// The number of a telephone, a document, a bank card or a flat.
    Number,
    /// A number plate of a vehicle.
    Plate,
    /// A street, a house or a small place.
    Address,
    /// An address of e-mail or of a page, or the name of an online account.
    Online,
    /// An exact age or a birth.
    Age,
    /// A phrase that says that somebody was the only one, the first or the last.
    OnlyOne,
}

impl Kind {
    /// The name of the kind in JSON, as in `spec/hints.json`.
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

/// One or more words that may identify a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The place in the text, in bytes.
    pub range: Range<usize>,
    pub kind: Kind,
}

/// Finds the words of `text` that may identify a person. Returns them in the order of the text; no two overlap.
pub fn hints(text: &str, language: Option<Language>) -> Vec<Hint> {
    let mut reading = Reading::of(text, language);
    // The surest kinds come first, because each word is offered only once.
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

/// A text, with what the search has found in it so far.
struct Reading<'a> {
    text: &'a str,
    language: Option<Language>,
    words: Vec<Word<'a>>,
    /// The classes of each word.
    classes: Vec<Classes>,
    /// For each word, whether it is offered already.
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

    /// Whether the word at `at` has one of `classes`.
    fn is(&self, at: usize, classes: Classes) -> bool {
        self.classes.get(at).is_some_and(|each| each & classes != 0)
    }

    /// Whether a word stands at `at`, is not offered yet, and is separated from the word before by at most `gap`.
    fn joined(&self, at: usize, gap: Gap) -> bool {
        self.words.get(at).is_some_and(|word| word.gap <= gap && !self.taken[at])
    }

    /// The characters between the word at `at` and the word before it.
    fn before(&self, at: usize) -> &'a str {
        let start = at.checked_sub(1).map_or(0, |before| self.words[before].range.end);
        &self.text[start..self.words.get(at).map_or(self.text.len(), |word| word.range.start)]
    }

    /// Offers the words of `range`, if none of them is offered yet. Returns whether it did.
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
