//! The differences between a copy and an account, in words.

use std::ops::Range;

use firsthand_account::characters::MARK;
use firsthand_account::display::spaced;
use firsthand_account::warnings::other_alphabets;
use firsthand_copies::{Comparison, Counts, Piece, compare};

/// The differences between a copy and an account.
pub struct Differences {
    account: Vec<String>,
    copy: Vec<String>,
    comparison: Comparison,
}

/// A stretch of the copy, or of words that the copy does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marked {
    Kept(String),
    /// The same words with other punctuation.
    Punctuated {
        old: String,
        new: String,
    },
    Changed {
        old: String,
        new: String,
    },
    Moved(String),
    Withheld(String),
    Missing(String),
    Added(String),
    /// Words that repeat a passage from elsewhere in the copy. `of` are the words of the account that they are a version of,
    /// counted from 0.
    Again {
        of: Range<usize>,
        text: String,
    },
    /// Words of the account before or after those that the copy quotes.
    Beyond,
}

impl Differences {
    /// The differences between the words of `copy` and those of `account`, which has marks for withheld words.
    pub fn of(account: &[&str], copy: &[&str]) -> Self {
        let comparison = compare(account, copy, |word| word.starts_with(MARK));
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self { account: owned(account), copy: owned(copy), comparison }
    }

    /// The number of words of the account.
    pub fn words(&self) -> usize {
        self.account.len()
    }

    /// The number of words of the copy.
    pub fn copy_words(&self) -> usize {
        self.copy.len()
    }

    pub fn counts(&self) -> Counts {
        self.comparison.counts()
    }

    /// Whether every word of the account is in the copy, in order, with nothing between.
    pub fn is_clean(&self) -> bool {
        self.comparison.is_clean()
    }

    /// Whether every word of the account is in the copy, in order. Other words may stand among them.
    pub fn has_every_word(&self) -> bool {
        self.comparison.has_every_word()
    }

    /// The words of the account, counted from 0, that the copy quotes. `None` if it is no quote of a part.
    pub fn quoted(&self) -> Option<Range<usize>> {
        self.comparison.quoted()
    }

    /// The words of the account that the copy quotes without a gap and word for word. Only punctuation may differ.
    pub fn quote(&self) -> Option<Range<usize>> {
        self.quoted().and_then(|_| self.comparison.quote())
    }

    /// Whether the copy has the whole account word for word, perhaps with words around it, or is only a quote of it.
    pub fn is_word_for_word(&self) -> bool {
        let counts = self.counts();
        self.is_clean() || (self.quote().is_some() && counts.punctuated == 0 && counts.added == 0)
    }

    /// Whether the copy has at least half of the account's words, in any place. Withheld words count.
    pub fn is_near(&self) -> bool {
        let counts = self.counts();
        let found = counts.kept + counts.moved;
        found > 0 && 2 * (found + counts.withheld) >= self.words()
    }

    /// Whether the copy has no words that differ, and no words of its own.
    pub fn is_same(&self) -> bool {
        self.is_word_for_word() && self.counts().added == 0
    }

    /// The copy with its differences, in order. If `whole` is false, long stretches of equal words are shortened.
    pub fn marked(&self, whole: bool) -> Vec<Marked> {
        let words = |words: &[String], range: &Range<usize>| {
            spaced(&words[range.clone()].iter().map(String::as_str).collect::<Vec<_>>())
        };
        let old = |range: &Range<usize>| words(&self.account, range);
        let is_mark = |range: &Range<usize>| self.copy[range.start].starts_with(MARK);
        let marked = self.comparison.shown(whole).map(|shown| {
            let new = shown.text(|range| words(&self.copy, &range));
            match shown.piece {
                Piece::Kept { .. } => Marked::Kept(new),
                Piece::Punctuated { text, .. } => Marked::Punctuated { old: old(text), new },
                Piece::Withheld { copy, .. } if is_mark(copy) => Marked::Withheld(new),
                // Words in place of a mark may or may not be the withheld words.
                Piece::Changed { text, .. } | Piece::Withheld { text, .. } => Marked::Changed { old: old(text), new },
                Piece::Moved { .. } => Marked::Moved(new),
                Piece::Missing { text } => Marked::Missing(old(text)),
                Piece::Added { .. } => Marked::Added(new),
                Piece::Again { of, .. } => Marked::Again { of: of.clone(), text: new },
                Piece::Beyond { .. } => Marked::Beyond,
            }
        });
        marked.collect()
    }

    /// The pairs of changed words with letters of different alphabets, which may look alike. Each word comes with the English
    /// names of its alphabets (ISO 15924).
    pub fn other_alphabets(&self) -> Vec<[(&str, Vec<&'static str>); 2]> {
        let changed = self.comparison.pieces.iter().filter_map(|piece| match piece {
            Piece::Changed { text, copy } => Some(text.clone().zip(copy.clone())),
            _ => None,
        });
        let pairs = changed.flatten().map(|(old, new)| (self.account[old].as_str(), self.copy[new].as_str()));
        pairs.filter_map(|(old, new)| other_alphabets(old, new).map(|[a, b]| [(old, a), (new, b)])).collect()
    }
}
