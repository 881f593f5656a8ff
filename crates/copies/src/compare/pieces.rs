//! The pieces of a comparison, and what they say together.

use std::ops::Range;

/// One stretch of the comparison. Ranges are of words: `text` in the text, `copy` in the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The same words.
    Kept { text: Range<usize>, copy: Range<usize> },
    /// The same words, each with other punctuation: quotation marks, commas, brackets, full stops
    /// ([`light`](crate::light())).
    Punctuated { text: Range<usize>, copy: Range<usize> },
    /// Words of the copy in place of the same number of words of the text.
    Changed { text: Range<usize>, copy: Range<usize> },
    /// Words of the text that stand in another place of the copy, perhaps with other punctuation.
    Moved { text: Range<usize>, copy: Range<usize> },
    /// Words on one side, and a mark in their place on the other side.
    Withheld { text: Range<usize>, copy: Range<usize> },
    /// Words of the text that the copy does not have.
    Missing { text: Range<usize> },
    /// Words of the text before or after those that the copy quotes ([`Comparison::quoted`]).
    Beyond { text: Range<usize> },
    /// Words of the copy that the text does not have.
    Added { copy: Range<usize> },
    /// Words of the copy that repeat a passage from elsewhere in the copy, as a second draft does. `of` are the words of the
    /// text that they are a version of. Those words are in other pieces too.
    Again { of: Range<usize>, copy: Range<usize> },
}

impl Piece {
    /// The words of the piece in the text and in the copy. A range is empty if the piece has no words there. Every word of
    /// both sides is in exactly one piece.
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

/// The number of words in each kind of piece. `added` and `again` count words of the copy, the others words of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Equal words, with those that have other punctuation.
    pub kept: usize,
    /// Equal words that have other punctuation.
    pub punctuated: usize,
    pub changed: usize,
    pub moved: usize,
    pub withheld: usize,
    pub missing: usize,
    pub beyond: usize,
    pub added: usize,
    pub again: usize,
}

/// The comparison of a text and a copy.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The pieces, in the order of the copy. Missing words stand where they were left out.
    pub pieces: Vec<Piece>,
}

impl Comparison {
    /// The number of words in each kind of piece.
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

    /// Whether the copy has every word of the text, in order. Other words may stand around and between them, and punctuation
    /// may differ.
    pub fn has_every_word(&self) -> bool {
        self.pieces.iter().all(|piece| {
            matches!(piece, Piece::Kept { .. } | Piece::Punctuated { .. } | Piece::Added { .. } | Piece::Again { .. })
        })
    }

    /// The words of the text that the copy quotes, perhaps with errors. `None` if the copy is no quote.
    ///
    /// A quote takes at most half of the text, from one place. At least half of its own words, and at least four, are kept
    /// from there. The words of the text before and after that place are then [`Piece::Beyond`]. In a copy of more than
    /// half of the text they are [`Piece::Missing`].
    pub fn quoted(&self) -> Option<Range<usize>> {
        let is_beyond = |piece: &&Piece| matches!(piece, Piece::Beyond { .. });
        self.pieces.iter().find(is_beyond)?;
        let of_text = self.pieces.iter().filter(|piece| !is_beyond(piece)).map(|piece| piece.ranges().0);
        let of_text = of_text.filter(|text| !text.is_empty());
        of_text.reduce(|all, next| all.start.min(next.start)..all.end.max(next.end))
    }

    /// The words of the text that the copy quotes word for word and without a gap. At least half of the copy must be these
    /// words, and its other words must stand before or after them. Punctuation may differ. `None` if there is no such quote, or
    /// the copy has the whole text.
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
