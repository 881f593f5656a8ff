//! A comparison as people are shown it: what differs in full, with a few words around it.

use std::ops::Range;

use crate::{Comparison, Piece};

/// How many words are shown around one that differs.
const AROUND: usize = 8;

/// A piece as it is shown: its words in the copy or, where they were passed over in the middle, those at its ends.
pub struct ShownPiece<'a> {
    pub piece: &'a Piece,
    pub head: Range<usize>,
    /// `None` where nothing was passed over.
    pub tail: Option<Range<usize>>,
}

impl Comparison {
    /// Every piece; of words that were kept, and of many that were added, only those beside what differs, unless the
    /// `whole` is wanted.
    pub fn shown(&self, whole: bool) -> impl Iterator<Item = ShownPiece<'_>> {
        let last = self.pieces.len().saturating_sub(1);
        self.pieces.iter().enumerate().map(move |(at, piece)| {
            let (copy, most, after, before) = match piece {
                Piece::Kept { copy, .. } => (copy, 3 * AROUND, at > 0, at < last),
                Piece::Added { copy } | Piece::Again { copy, .. } => (copy, 4 * AROUND, true, true),
                Piece::Punctuated { copy, .. }
                | Piece::Changed { copy, .. }
                | Piece::Moved { copy, .. }
                | Piece::Withheld { copy, .. } => (copy, usize::MAX, true, true),
                Piece::Missing { .. } | Piece::Beyond { .. } => (&(0..0), usize::MAX, true, true),
            };
            if whole || copy.len() <= most {
                return ShownPiece { piece, head: copy.clone(), tail: None };
            }
            let head = copy.start..copy.start + if after { AROUND } else { 0 };
            let tail = copy.end - if before { AROUND } else { 0 }..copy.end;
            ShownPiece { piece, head, tail: Some(tail) }
        })
    }

    /// Whether the copy is the text and nothing else, but for words before it and after it.
    pub fn is_clean(&self) -> bool {
        let last = self.pieces.len().saturating_sub(1);
        self.pieces.iter().enumerate().all(|(at, piece)| match piece {
            Piece::Kept { .. } => true,
            Piece::Added { .. } => at == 0 || at == last,
            _ => false,
        })
    }
}

impl ShownPiece<'_> {
    /// Its words, as `join` writes a range of the copy's words.
    pub fn text(&self, join: impl Fn(Range<usize>) -> String) -> String {
        let Some(tail) = &self.tail else { return join(self.head.clone()) };
        let (head, tail) = (join(self.head.clone()), join(tail.clone()));
        format!("{head} … {tail}").trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::compare;

    #[test]
    fn long_stretches_are_passed_over() {
        let text: Vec<String> = (0..100).map(|word| format!("w{word}")).collect();
        let mut copy = text.clone();
        copy[50] = "other".into();
        let (text, copy): (Vec<&str>, Vec<&str>) =
            (text.iter().map(String::as_str).collect(), copy.iter().map(String::as_str).collect());
        let comparison = compare(&text, &copy, |_| false);
        let shown: Vec<String> =
            comparison.shown(false).map(|shown| shown.text(|range| copy[range].join(" "))).collect();
        assert_eq!(shown, ["… w42 w43 w44 w45 w46 w47 w48 w49", "other", "w51 w52 w53 w54 w55 w56 w57 w58 …"]);
        assert!(!comparison.is_clean() && comparison.shown(true).all(|shown| shown.tail.is_none()));
        let around: Vec<&str> = ["so", "it", "says:"].into_iter().chain(text.iter().copied()).collect();
        assert!(compare(&text, &around, |_| false).is_clean());
    }
}
