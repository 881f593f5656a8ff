//! Makes the pieces of a comparison, from kept words and the gaps between them.

use std::ops::Range;

use super::elsewhere::{MOVED, Passage};
use super::pairs::Pair;
use super::pieces::Piece;

/// Makes the pieces of a comparison, from the start of the copy to its end.
pub(super) struct Making<'a, M> {
    pub pieces: Vec<Piece>,
    /// Whether each word of the text is neither kept nor in a piece.
    pub free: Vec<bool>,
    pub in_text: &'a [&'a str],
    pub in_copy: &'a [&'a str],
    pub is_mark: M,
}

impl<M: Fn(&str) -> bool> Making<'_, M> {
    /// Adds the pieces for a run of pairs.
    pub fn kept(&mut self, run: &[Pair]) {
        let same = |pair: &Pair| self.in_text[pair.0] == self.in_copy[pair.1];
        for run in run.chunk_by(|a, b| same(a) == same(b)) {
            let (text, copy) = (run[0].0..run[0].0 + run.len(), run[0].1..run[0].1 + run.len());
            self.pieces.push(if same(&run[0]) { Piece::Kept { text, copy } } else { Piece::Punctuated { text, copy } });
        }
    }

    /// The changed words between two passages that moved together. They are `added` words, and are not repeated ones
    /// (`again`).
    pub fn changed_within(&mut self, moved: &[Passage], added: &[Range<usize>], again: &[Passage]) -> Vec<Piece> {
        let mut changed = Vec::new();
        let mut starts: Vec<usize> = again.iter().map(|passage| passage.copy.start).collect();
        starts.sort_unstable();
        for pair in moved.windows(2) {
            let (text, copy) = (pair[0].text.end..pair[1].text.start, pair[0].copy.end..pair[1].copy.start);
            let few = (1..MOVED).contains(&text.len()) && text.len() == copy.len();
            // Repeated passages lie within added words.
            let is_added =
                added.binary_search_by_key(&copy.start, |range| range.start).is_ok_and(|at| added[at] == copy);
            let next = starts.get(starts.partition_point(|start| *start < copy.start));
            let are_new = few && is_added && next.is_none_or(|next| *next >= copy.end);
            if are_new && self.free[text.clone()].iter().all(|free| *free) {
                self.free[text.clone()].fill(false);
                changed.push(Piece::Changed { text, copy });
            }
        }
        changed
    }

    /// Adds the pieces for a gap. `parts` are the pieces for words of the copy that come from elsewhere. `at_end` tells whether
    /// the text begins or ends in the gap.
    pub fn gap(&mut self, gap: &Passage, parts: &[Piece], at_end: bool) {
        let left: Vec<usize> = gap.text.clone().filter(|at| self.free[*at]).collect();
        let mut missing: Vec<Range<usize>> =
            left.chunk_by(|a, b| a + 1 == *b).map(|run| run[0]..run[run.len() - 1] + 1).collect();
        let mut from = gap.copy.start;
        let mut copied = Vec::new();
        for part in parts {
            let range = part.ranges().1;
            copied.push(Piece::Added { copy: from..range.start });
            copied.push(part.clone());
            from = range.end;
        }
        copied.push(Piece::Added { copy: from..gap.copy.end });
        copied.retain(|piece| !piece.ranges().1.is_empty());
        // A single run of missing words is paired with added words at the start or the end of the gap.
        let is_added = |piece: Option<&Piece>| matches!(piece, Some(Piece::Added { .. }));
        let place = if is_added(copied.first()) { Some(0) } else { copied.len().checked_sub(1) };
        let place = place.filter(|at| missing.len() == 1 && is_added(copied.get(*at)));
        let text = if place.is_some() { missing.pop() } else { None };
        self.pieces.extend(missing.into_iter().map(|text| Piece::Missing { text }));
        for (at, piece) in copied.into_iter().enumerate() {
            match &text {
                Some(text) if place == Some(at) => self.difference(text.clone(), piece.ranges().1, at_end),
                _ => self.pieces.push(piece),
            }
        }
    }

    /// Adds the pieces for words of the text and other words in their place. A mark on one side stands for the words of the
    /// other side that have no counterpart beside the mark.
    fn difference(&mut self, text: Range<usize>, copy: Range<usize>, at_end: bool) {
        let is_mark = |words: &[&str], at: usize| (self.is_mark)(words[at]);
        let marks = |words: &[&str], range: &Range<usize>| {
            let first = range.clone().find(|at| is_mark(words, *at))?;
            Some(first..range.clone().rfind(|at| is_mark(words, *at))? + 1)
        };
        let in_copy = marks(self.in_copy, &copy);
        let Some(marked) = in_copy.clone().or_else(|| marks(self.in_text, &text)) else {
            self.replaced(text, copy, at_end);
            return;
        };
        let (side, other) = if in_copy.is_some() { (&copy, &text) } else { (&text, &copy) };
        let head = (marked.start - side.start).min(other.len());
        let tail = (side.end - marked.end).min(other.len() - head);
        let covered = other.start + head..other.end - tail;
        let (heads, tails) =
            ((side.start..marked.start, other.start..covered.start), (marked.end..side.end, covered.end..other.end));
        let turned =
            |(side, other): (Range<usize>, Range<usize>)| if in_copy.is_some() { (other, side) } else { (side, other) };
        let ((head_text, head_copy), (tail_text, tail_copy)) = (turned(heads), turned(tails));
        let words = if in_copy.is_some() { self.in_copy } else { self.in_text };
        let runs: Vec<Range<usize>> = marked
            .collect::<Vec<_>>()
            .chunk_by(|a, b| is_mark(words, *a) == is_mark(words, *b))
            .map(|run| run[0]..run[run.len() - 1] + 1)
            .collect();
        self.replaced(head_text, head_copy, false);
        let mut covered = Some(covered).filter(|covered| !covered.is_empty());
        for run in runs {
            let covered = if (self.is_mark)(words[run.start]) { covered.take() } else { None };
            self.pieces.push(match (covered, in_copy.is_some()) {
                (Some(text), true) => Piece::Withheld { text, copy: run },
                (Some(copy), false) => Piece::Withheld { text: run, copy },
                (None, true) => Piece::Added { copy: run },
                (None, false) => Piece::Missing { text: run },
            });
        }
        self.replaced(tail_text, tail_copy, false);
    }

    /// Adds the pieces for words in place of others. A few words are changed; many are missing and added. At the ends of the
    /// text fewer words count as changed, because other words often stand around a copy.
    fn replaced(&mut self, mut text: Range<usize>, mut copy: Range<usize>, at_end: bool) {
        let changed = text.len().min(copy.len());
        let few = changed < if at_end { 3 } else { MOVED };
        if changed > 0 && few && (!at_end || text.len() == copy.len()) {
            let (text_end, copy_end) = (text.start + changed, copy.start + changed);
            self.pieces.push(Piece::Changed { text: text.start..text_end, copy: copy.start..copy_end });
            (text.start, copy.start) = (text_end, copy_end);
        }
        if !text.is_empty() {
            self.pieces.push(Piece::Missing { text });
        }
        if !copy.is_empty() {
            self.pieces.push(Piece::Added { copy });
        }
    }
}
