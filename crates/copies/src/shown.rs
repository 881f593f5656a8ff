//! Shortens a comparison for people: the differences in full, with a few words around each.

use std::ops::Range;

use crate::{Comparison, Piece};

/// The number of words that are shown before and after a difference.
const AROUND: usize = 8;

/// A piece, and the words of it that are shown. Ranges are of the words of the copy.
pub struct ShownPiece<'a> {
    pub piece: &'a Piece,
    pub head: Range<usize>,
    /// The words at the end. `None` if all words are in `head`.
    pub tail: Option<Range<usize>>,
}

impl Comparison {
    /// Every piece. If `whole` is false, long runs of kept or added words are shortened to the words beside a difference.
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

    /// Whether the copy has the whole text word for word. Other words may stand before and after it.
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
    /// The words that are shown. `join` writes a range of the words of the copy.
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
