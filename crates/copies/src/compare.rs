//! A copy held beside a text, word by word.
//!
//! The text is read in the copy once, in order ([`pairs`]); what the copy has beside that is looked for in the rest of
//! the text ([`elsewhere`]). Words are one word where nothing but punctuation differs ([`light`](light())): letters are
//! not folded here. `pocket/page/differences.mjs` is the same in JavaScript, and `spec/vectors/comparisons.json`
//! holds the two together.

mod elsewhere;
mod light;
mod making;
pub(crate) mod pairs;
mod slide;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use elsewhere::{Passage, again, moved};
pub use light::light;
use making::Making;
use pairs::{SOLID, pairs, without_chance};
use slide::{Side, slide};

/// One stretch of the comparison. Ranges are of words: `text` in the text that is compared with, `copy` in the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Kept {
        text: Range<usize>,
        copy: Range<usize>,
    },
    /// The same words, each with other punctuation: quotation marks, commas, brackets, full stops ([`light`](light())).
    Punctuated {
        text: Range<usize>,
        copy: Range<usize>,
    },
    /// Words in place of words; never of another number.
    Changed {
        text: Range<usize>,
        copy: Range<usize>,
    },
    /// Words of the text that stand in another place of the copy, perhaps with other punctuation.
    Moved {
        text: Range<usize>,
        copy: Range<usize>,
    },
    /// A mark in place of words: in the copy, or in the text.
    Withheld {
        text: Range<usize>,
        copy: Range<usize>,
    },
    Missing {
        text: Range<usize>,
    },
    /// Words of the text before and behind those that the copy quotes ([`Comparison::quoted`]).
    Beyond {
        text: Range<usize>,
    },
    Added {
        copy: Range<usize>,
    },
    /// Added words that say a passage again that stands elsewhere in the copy, as a second draft does. `of` are the words
    /// of the text that they are a version of; these have pieces of their own.
    Again {
        of: Range<usize>,
        copy: Range<usize>,
    },
}

impl Piece {
    /// Its words in the text and in the copy; an empty range where it has none there. Every word of both texts is in one
    /// piece.
    pub fn ranges(&self) -> (Range<usize>, Range<usize>) {
        match self.clone() {
            Self::Kept { text, copy }
            | Self::Punctuated { text, copy }
            | Self::Changed { text, copy }
            | Self::Moved { text, copy }
            | Self::Withheld { text, copy } => (text, copy),
            Self::Missing { text } | Self::Beyond { text } => (text, 0..0),
            Self::Added { copy } | Self::Again { copy, .. } => (0..0, copy),
        }
    }
}

/// How many words there are of each kind: of the text, but `added` and `again`, which are of the copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// With those that have other punctuation.
    pub kept: usize,
    /// How many of the words kept have other punctuation.
    pub punctuated: usize,
    pub changed: usize,
    pub moved: usize,
    pub withheld: usize,
    pub missing: usize,
    pub beyond: usize,
    pub added: usize,
    pub again: usize,
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
            let (text, copy) = piece.ranges();
            let (text, copy) = (text.len(), copy.len());
            match piece {
                Piece::Kept { .. } => counts.kept += text,
                Piece::Punctuated { .. } => {
                    counts.kept += text;
                    counts.punctuated += text;
                }
                Piece::Changed { .. } => counts.changed += text,
                Piece::Moved { .. } => counts.moved += text,
                Piece::Withheld { .. } => counts.withheld += text,
                Piece::Missing { .. } => counts.missing += text,
                Piece::Beyond { .. } => counts.beyond += text,
                Piece::Added { .. } => counts.added += copy,
                Piece::Again { .. } => counts.again += copy,
            }
        }
        counts
    }

    /// Whether the copy has every word of the text, in order; others may stand around and between them, and their
    /// punctuation may differ.
    pub fn has_every_word(&self) -> bool {
        self.pieces.iter().all(|piece| {
            matches!(piece, Piece::Kept { .. } | Piece::Punctuated { .. } | Piece::Added { .. } | Piece::Again { .. })
        })
    }

    /// The words of the text that the copy quotes, where it is a quote with or without slips: it takes at most half of
    /// the text, from one place, and at least half of its own words are kept from there, four at least. Words before
    /// and behind are then [`Piece::Beyond`]. A copy that takes more is one of the whole, and what it has not is missing.
    pub fn quoted(&self) -> Option<Range<usize>> {
        let is_beyond = |piece: &&Piece| matches!(piece, Piece::Beyond { .. });
        self.pieces.iter().find(is_beyond)?;
        let of_text = self.pieces.iter().filter(|piece| !is_beyond(piece)).map(|piece| piece.ranges().0);
        let of_text = of_text.filter(|text| !text.is_empty());
        of_text.reduce(|all, next| all.start.min(next.start)..all.end.max(next.end))
    }

    /// The words of the text that stand in the copy word for word and side by side, where all of the copy is these words,
    /// or at least half of it and the rest stands before and behind them. Punctuation may differ. Not where it has the
    /// whole text.
    pub fn quote(&self) -> Option<Range<usize>> {
        let inner = |piece: &&Piece| !matches!(piece, Piece::Beyond { .. } | Piece::Missing { .. });
        let mut pieces: Vec<&Piece> = self.pieces.iter().filter(inner).collect();
        let mut added = 0;
        if let Some(Piece::Added { copy }) = pieces.first() {
            added += copy.len();
            pieces.remove(0);
        }
        if let Some(Piece::Added { copy }) = pieces.last() {
            added += copy.len();
            pieces.pop();
        }
        let mut quote: Option<Range<usize>> = None;
        for piece in pieces {
            let (Piece::Kept { text, .. } | Piece::Punctuated { text, .. }) = piece else { return None };
            match &mut quote {
                None => quote = Some(text.clone()),
                Some(quote) if quote.end == text.start => quote.end = text.end,
                Some(_) => return None,
            }
        }
        let of_text: usize = self.pieces.iter().map(|piece| piece.ranges().0.len()).sum();
        quote.filter(|quote| quote.len() < of_text && quote.len() >= added)
    }
}

/// Holds `copy` beside `text`. `is_mark` says which words are marks of withheld places.
pub fn compare<'a>(text: &[&'a str], copy: &[&'a str], is_mark: impl Fn(&str) -> bool) -> Comparison {
    let mut numbers: HashMap<Cow<str>, u32> = HashMap::new();
    let mut numbered = |words: &[&'a str]| -> Vec<u32> {
        let mut made = Vec::with_capacity(words.len());
        for word in words {
            let next = numbers.len() as u32;
            made.push(*numbers.entry(light(word)).or_insert(next));
        }
        made
    };
    let (of_text, of_copy) = (numbered(text), numbered(copy));
    let mut same = without_chance(pairs(&of_text, &of_copy), text.len(), copy.len());
    let side = |words, numbers| Side { words, numbers };
    slide(&mut same, &side(text, &of_text), &side(copy, &of_copy));
    let mut free = vec![true; text.len()];
    same.iter().for_each(|pair| free[pair.0] = false);
    let gaps = gaps(&same, text.len(), copy.len());

    let added: Vec<Range<usize>> = gaps.iter().map(|gap| gap.copy.clone()).filter(|copy| !copy.is_empty()).collect();
    let moved = moved(&of_text, &of_copy, &mut free, &added);
    let rest: Vec<Range<usize>> = without(&added, &moved);
    let again = again(&of_text, &of_copy, &free, &rest);

    let mut making = Making { pieces: Vec::new(), free, in_text: text, in_copy: copy, is_mark };
    let changed = making.changed_within(&moved, &rest, &again);
    let parts = parts(moved, again, changed);
    let mut parts = &parts[..];
    let mut kept = same.chunk_by(|a, b| (a.0 + 1, a.1 + 1) == *b);
    for gap in gaps {
        let here = parts.iter().take_while(|part| part.ranges().1.start < gap.copy.end).count();
        making.gap(&gap, &parts[..here], gap.text.start == 0 || gap.text.end == text.len());
        parts = &parts[here..];
        if let Some(run) = kept.next() {
            making.kept(run);
        }
    }
    let mut comparison = Comparison { pieces: making.pieces };
    name_beyond(&mut comparison, text.len(), copy.len());
    comparison
}

/// What lies before, between and behind runs of pairs, one more than there are runs; either side may be empty.
fn gaps(same: &[pairs::Pair], text: usize, copy: usize) -> Vec<Passage> {
    let mut gaps = Vec::new();
    let mut from = (0, 0);
    for run in same.chunk_by(|a, b| (a.0 + 1, a.1 + 1) == *b) {
        gaps.push(Passage { text: from.0..run[0].0, copy: from.1..run[0].1 });
        let last = run[run.len() - 1];
        from = (last.0 + 1, last.1 + 1);
    }
    gaps.push(Passage { text: from.0..text, copy: from.1..copy });
    gaps
}

/// The ranges without the words of the passages, which lie in them, in order.
fn without(ranges: &[Range<usize>], passages: &[Passage]) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut passages = passages.iter().peekable();
    for range in ranges {
        let mut from = range.start;
        while let Some(passage) = passages.next_if(|passage| passage.copy.start < range.end) {
            left.push(from..passage.copy.start);
            from = passage.copy.end;
        }
        left.push(from..range.end);
    }
    left.retain(|range| !range.is_empty());
    left
}

/// What was found of added words, in the order of the copy.
fn parts(moved: Vec<Passage>, again: Vec<Passage>, changed: Vec<Piece>) -> Vec<Piece> {
    let moved = moved.into_iter().map(|Passage { text, copy }| Piece::Moved { text, copy });
    let again = again.into_iter().map(|Passage { text, copy }| Piece::Again { of: text, copy });
    let mut parts: Vec<Piece> = moved.chain(again).chain(changed).collect();
    parts.sort_by_key(|part| part.ranges().1.start);
    parts
}

/// Names what lies before and behind the words that a copy quotes.
fn name_beyond(comparison: &mut Comparison, text: usize, copy: usize) {
    let mut taken: Option<Range<usize>> = None;
    for piece in comparison.pieces.iter().filter(|piece| !matches!(piece, Piece::Missing { .. })) {
        let (range, _) = piece.ranges();
        if !range.is_empty() {
            let all = taken.unwrap_or(range.clone());
            taken = Some(all.start.min(range.start)..all.end.max(range.end));
        }
    }
    let Some(taken) = taken.filter(|taken| 2 * taken.len() <= text) else { return };
    let Counts { kept, .. } = comparison.counts();
    if (kept < SOLID && kept < copy) || 2 * kept < copy {
        return;
    }
    for piece in &mut comparison.pieces {
        if let Piece::Missing { text } = piece
            && (text.end <= taken.start || text.start >= taken.end)
        {
            *piece = Piece::Beyond { text: text.clone() };
        }
    }
}
