//! The pieces of a comparison, and what they say together.

use std::ops::Range;

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
