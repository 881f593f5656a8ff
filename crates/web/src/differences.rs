//! Two texts held against each other, as a page shows it.

use std::ops::Range;

use firsthand_account::characters::MARK;
use firsthand_account::display::spaced;
use firsthand_copies::{Counts, Piece, compare};

use crate::locale::Language;

pub struct Differences {
    pub counts: Counts,
    /// Every word of the first is in the second, in order, with nothing between.
    pub clean: bool,
    pub every_word: bool,
    pub marked: Vec<Marked>,
}

/// A stretch of the second text, with what differs.
pub enum Marked {
    Kept(String),
    Changed { old: String, new: String },
    Moved(String),
    Withheld(String),
    Missing(String),
    Added(String),
}

impl Differences {
    /// What `copy` made of `account`, whose withheld places are marks. Long stretches that are the same are shortened.
    pub fn of(account: &[&str], copy: &[&str]) -> Self {
        let comparison = compare(account, copy, |word| word.starts_with(MARK));
        let old = |range: &Range<usize>| spaced(&account[range.clone()]);
        let marked = comparison.shown(false).map(|shown| {
            let new = shown.text(|range| spaced(&copy[range]));
            match shown.piece {
                Piece::Kept { .. } => Marked::Kept(new),
                Piece::Changed { text, .. } => Marked::Changed { old: old(text), new },
                Piece::Moved { .. } => Marked::Moved(new),
                Piece::Withheld { .. } => Marked::Withheld(new),
                Piece::Missing { text } => Marked::Missing(old(text)),
                Piece::Added { .. } => Marked::Added(new),
            }
        });
        Self {
            counts: comparison.counts(),
            clean: comparison.is_clean(),
            every_word: comparison.has_every_word(),
            marked: marked.collect(),
        }
    }

    /// How many words each kind of difference takes, in sentences.
    pub fn lines(&self, language: &Language) -> Vec<String> {
        let counts = self.counts;
        let counted = [
            ("verdict-kept", counts.kept),
            ("verdict-changed", counts.changed),
            ("verdict-missing", counts.missing),
            ("verdict-moved", counts.moved),
            ("verdict-withheld", counts.withheld),
            ("verdict-added", counts.added),
        ];
        let said = counted.into_iter().filter(|(key, count)| *count > 0 || *key == "verdict-kept");
        let mut lines: Vec<String> = said.map(|(key, count)| language.say_with(key, "count", count as u64)).collect();
        if self.every_word && !self.clean {
            lines.push(language.say("verdict-every-word"));
        }
        lines
    }
}
