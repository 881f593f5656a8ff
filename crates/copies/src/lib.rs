//! Copies of texts: which text a copy was made from, what it kept, changed, moved, left out and added, and how versions
//! differ. Knows texts and ids, not accounts.
//!
//! What a copy was made from:
//!
//! ```
//! use firsthand_copies::index::{Index, Kind};
//!
//! let text = "They closed the bridge at nine, and nobody was let through, not even the ambulance from the other side.";
//! let index = Index::of([("bridge", text), ("bakery", "The ovens stayed cold for nine days, and on the tenth we went in.")]);
//! let found = index.find("THEY CLOSED THE BRIDGE AT TEN, and nobody was let through - not even the ambulance", 5)?;
//! assert_eq!((found.matches[0].id, found.matches[0].kind), ("bridge", Kind::Copy));
//! assert!(found.matches[0].of_copy > 0.9 && found.matches[0].identity > 0.9);
//! assert!(index.find("Chop four ripe tomatoes, and let them stand with the salt.", 5)?.matches.is_empty());
//! # Ok::<(), firsthand_copies::index::IndexError>(())
//! ```
//!
//! [`index::Writer`] keeps an index on disk, which [`index::Index::open`] reads; [`trace::Tracer`] looks through much
//! text for copies of what is in one. How versions of a text differ:
//!
//! ```
//! use firsthand_copies::collate::collate;
//!
//! let versions = collate(&["They closed the bridge at nine.", "they closed the old bridge at ten"]);
//! let differs = versions.segments.iter().filter(|segment| !segment.same);
//! let second: Vec<String> = differs.map(|segment| versions.versions[1].show(segment.words[1].clone())).collect();
//! assert_eq!(second, ["old", "ten"]);
//! ```
//!
//! [`compare`] holds words against words, for those that must be the same to the letter.

pub mod align;
pub mod collate;
pub mod grams;
pub mod index;
mod shown;
mod terms;
pub mod trace;

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput};

pub use shown::Shown;

/// A run of at least so many words that stands elsewhere counts as moved; a shorter one is as likely said twice.
const MOVED: usize = 5;
/// How many places are tried that a moved run may come from.
const FEW: usize = 16;

/// One stretch of the comparison. Ranges are of words: `text` in the text that is compared with, `copy` in the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Kept {
        text: Range<usize>,
        copy: Range<usize>,
    },
    /// Words in place of words; never of another number.
    Changed {
        text: Range<usize>,
        copy: Range<usize>,
    },
    /// Words of the text that stand in another place of the copy.
    Moved {
        text: Range<usize>,
        copy: Range<usize>,
    },
    /// A mark in place of words.
    Withheld {
        text: Range<usize>,
        copy: Range<usize>,
    },
    Missing {
        text: Range<usize>,
    },
    Added {
        copy: Range<usize>,
    },
}

impl Piece {
    /// Its words in the text and in the copy; an empty range where it has none there.
    pub fn ranges(&self) -> (Range<usize>, Range<usize>) {
        match self.clone() {
            Self::Kept { text, copy }
            | Self::Changed { text, copy }
            | Self::Moved { text, copy }
            | Self::Withheld { text, copy } => (text, copy),
            Self::Missing { text } => (text, 0..0),
            Self::Added { copy } => (0..0, copy),
        }
    }
}

/// How many words there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub kept: usize,
    pub changed: usize,
    pub moved: usize,
    pub withheld: usize,
    pub missing: usize,
    pub added: usize,
}

/// A text and a copy held side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// In the order of the copy, what is missing standing where it was left out.
    pub pieces: Vec<Piece>,
}

impl Comparison {
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for piece in &self.pieces {
            match piece {
                Piece::Kept { text, .. } => counts.kept += text.len(),
                Piece::Changed { text, .. } => counts.changed += text.len(),
                Piece::Moved { text, .. } => counts.moved += text.len(),
                Piece::Withheld { text, .. } => counts.withheld += text.len(),
                Piece::Missing { text } => counts.missing += text.len(),
                Piece::Added { copy } => counts.added += copy.len(),
            }
        }
        counts
    }

    /// Whether the copy has every word of the text, in order; others may stand around and between them.
    pub fn has_every_word(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Kept { .. } | Piece::Added { .. }))
    }
}

/// Holds `copy` beside `text`. `is_mark` says which words of the copy are marks of withheld places.
pub fn compare<W: Copy + Default + Eq + Hash>(text: &[W], copy: &[W], is_mark: impl Fn(&W) -> bool) -> Comparison {
    let mut input: InternedInput<W> = InternedInput::default();
    input.update_before(text.iter().copied());
    input.update_after(copy.iter().copied());
    let diff = Diff::compute(Algorithm::Myers, &input);

    let mut pieces = Vec::new();
    let (mut text_at, mut copy_at) = (0, 0);
    for Hunk { before, after } in diff.hunks() {
        let before = before.start as usize..before.end as usize;
        let after = after.start as usize..after.end as usize;
        keep(&mut pieces, text_at..before.start, copy_at..after.start);
        (text_at, copy_at) = (before.end, after.end);
        difference(&mut pieces, before, after, copy, &is_mark);
    }
    keep(&mut pieces, text_at..text.len(), copy_at..copy.len());
    Comparison { pieces: find_moved(pieces, text, copy) }
}

fn keep(pieces: &mut Vec<Piece>, text: Range<usize>, copy: Range<usize>) {
    if !text.is_empty() {
        pieces.push(Piece::Kept { text, copy });
    }
}

fn difference<W>(
    pieces: &mut Vec<Piece>,
    mut text: Range<usize>,
    mut copy: Range<usize>,
    words: &[W],
    is_mark: impl Fn(&W) -> bool,
) {
    if !text.is_empty() && !copy.is_empty() && words[copy.clone()].iter().all(is_mark) {
        pieces.push(Piece::Withheld { text, copy });
        return;
    }
    let changed = text.len().min(copy.len());
    if changed > 0 && changed < MOVED {
        let (text_end, copy_end) = (text.start + changed, copy.start + changed);
        pieces.push(Piece::Changed { text: text.start..text_end, copy: copy.start..copy_end });
        (text.start, copy.start) = (text_end, copy_end);
    }
    if !text.is_empty() {
        pieces.push(Piece::Missing { text });
    }
    if !copy.is_empty() {
        pieces.push(Piece::Added { copy });
    }
}

/// Words that are missing in one place and added in another have moved.
fn find_moved<W: Eq + Hash>(pieces: Vec<Piece>, text: &[W], copy: &[W]) -> Vec<Piece> {
    // Where each run of MOVED words begins among the missing ones.
    let mut missing: HashMap<&[W], Vec<usize>> = HashMap::new();
    let mut is_missing = vec![false; text.len()];
    for piece in &pieces {
        if let Piece::Missing { text: range } = piece {
            is_missing[range.clone()].fill(true);
            for (at, run) in text[range.clone()].windows(MOVED).enumerate() {
                missing.entry(run).or_default().push(range.start + at);
            }
        }
    }
    if missing.is_empty() {
        return pieces;
    }
    let mut found: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Added { copy: range } => place_moved(&mut found, range, text, copy, &missing, &mut is_missing),
            other => found.push(other),
        }
    }
    change_within_moved(&mut found, &mut is_missing);
    // What has moved is no longer missing.
    found
        .into_iter()
        .flat_map(|piece| match piece {
            Piece::Missing { text } => {
                let left: Vec<usize> = text.filter(|&at| is_missing[at]).collect();
                left.chunk_by(|a, b| a + 1 == *b)
                    .map(|run| Piece::Missing { text: run[0]..run[run.len() - 1] + 1 })
                    .collect()
            }
            other => vec![other],
        })
        .collect()
}

/// A few words between two runs that moved together stand in place of those that stood there in the text.
fn change_within_moved(pieces: &mut [Piece], is_missing: &mut [bool]) {
    for at in 1..pieces.len().saturating_sub(1) {
        let (Piece::Moved { text: before, .. }, Piece::Added { copy }, Piece::Moved { text: after, .. }) =
            (&pieces[at - 1], &pieces[at], &pieces[at + 1])
        else {
            continue;
        };
        let (text, copy) = (before.end..after.start, copy.clone());
        if text.len() == copy.len() && copy.len() < MOVED && is_missing[text.clone()].iter().all(|missing| *missing) {
            is_missing[text.clone()].fill(false);
            pieces[at] = Piece::Changed { text, copy };
        }
    }
}

fn place_moved<W: Eq + Hash>(
    pieces: &mut Vec<Piece>,
    added: Range<usize>,
    text: &[W],
    copy: &[W],
    missing: &HashMap<&[W], Vec<usize>>,
    is_missing: &mut [bool],
) {
    let mut from = added.start;
    let mut at = added.start;
    while at + MOVED <= added.end {
        let starts = missing.get(&copy[at..at + MOVED]).map_or(&[][..], Vec::as_slice);
        let free = |start: usize| {
            let pairs = text[start..].iter().zip(&is_missing[start..]).zip(&copy[at..added.end]);
            pairs.take_while(|((word, missing), other)| **missing && word == other).count()
        };
        match starts
            .iter()
            .take(FEW)
            .map(|&start| (free(start), start))
            .max_by_key(|(length, start)| (*length, usize::MAX - start))
        {
            Some((length, start)) if length >= MOVED => {
                if from < at {
                    pieces.push(Piece::Added { copy: from..at });
                }
                is_missing[start..start + length].fill(false);
                pieces.push(Piece::Moved { text: start..start + length, copy: at..at + length });
                at += length;
                from = at;
            }
            _ => at += 1,
        }
    }
    if from < added.end {
        pieces.push(Piece::Added { copy: from..added.end });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str, copy: &str) -> Comparison {
        let words = |text: &'static str| text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>();
        let leak = |text: &str| &*Box::leak(text.to_owned().into_boxed_str());
        compare(&words(leak(text)), &words(leak(copy)), |word| *word == "█")
    }

    #[test]
    fn each_kind_of_difference_is_named() {
        let text = "we saw the bridge closed at nine and they did not let the ambulance through to the hospital";
        let counts = |copy: &str| of(text, copy).counts();
        assert_eq!(counts(text), Counts { kept: 18, ..Counts::default() });
        assert_eq!(counts(&text.replace("nine", "ten")), Counts { kept: 17, changed: 1, ..Counts::default() });
        assert_eq!(counts(&text.replace("not ", "")), Counts { kept: 17, missing: 1, ..Counts::default() });
        assert_eq!(counts(&format!("read this {text}")), Counts { kept: 18, added: 2, ..Counts::default() });
        assert_eq!(counts(&text.replace("at nine", "█")), Counts { kept: 16, withheld: 2, ..Counts::default() });
        let moved = "and they did not let the ambulance through to the hospital we saw the bridge closed at nine";
        assert_eq!(counts(moved), Counts { kept: 11, moved: 7, ..Counts::default() });
        let changed = moved.replace("nine", "ten").replace("we saw the bridge", "then we saw the bridge just");
        let long = format!("{text} where I stood until the evening and waited with all of the others");
        let moved = "where I stood until the evening or waited with all of the others";
        let (before, _) = long.split_at(text.len());
        assert_eq!(
            of(&long, &format!("{moved} {before}")).counts(),
            Counts { kept: 18, moved: 12, changed: 1, ..Counts::default() }
        );
        assert_eq!(of(text, &changed).counts().missing, 7, "in shorter runs it is as likely said twice");
        assert!(of(text, &text.replace("closed", "was closed")).has_every_word());
        assert!(!of(text, &text.replace("closed", "shut")).has_every_word());
    }

    proptest! {
        #[test]
        fn a_comparison_holds_every_word_of_both_texts(text in "([a-c] ){0,40}", copy in "([a-c█] ){0,40}") {
            let comparison = of(&text, &copy);
            let words = |text: &str| text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
            let (text, copy) = (words(&text), words(&copy));
            let (mut in_text, mut in_copy) = (vec![0; text.len()], Vec::new());
            for piece in &comparison.pieces {
                let (text_range, copy_range) = piece.ranges();
                if matches!(piece, Piece::Kept { .. } | Piece::Moved { .. }) {
                    prop_assert_eq!(&text[text_range.clone()], &copy[copy_range.clone()]);
                }
                text_range.for_each(|at| in_text[at] += 1);
                in_copy.extend(copy_range);
            }
            prop_assert!(in_text.iter().all(|times| *times == 1));
            prop_assert_eq!(in_copy, (0..copy.len()).collect::<Vec<_>>());
        }
    }
}
