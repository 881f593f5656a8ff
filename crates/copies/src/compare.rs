//! Compares a copy with a text, word by word.
//!
//! First the words that both have in the same order are paired ([`pairs`]). The other words of the copy are then looked for
//! in the rest of the text ([`elsewhere`]). Two words are equal if only their punctuation differs ([`light`](light())). Letters
//! are not folded.
//!
//! `pocket/page/differences.mjs` does the same in JavaScript. `spec/vectors/comparisons.json` tests both.

mod elsewhere;
mod light;
mod making;
pub(crate) mod pairs;
mod pieces;
mod slide;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use elsewhere::{Passage, again, moved};
pub use light::light;
use making::Making;
use pairs::{SOLID, pairs, without_chance};
pub use pieces::{Comparison, Counts, Piece};
use slide::{ComparedWords, slide};

/// Compares the words of `copy` with those of `text`. `is_mark` tells which words are marks of withheld places.
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
    let side = |words, numbers| ComparedWords { words, numbers };
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

/// The gaps before, between and after runs of pairs. Either side of a gap may be empty.
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

/// The ranges without the words of the passages. The passages lie in the ranges, and both are in order.
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

/// The pieces for added words that come from elsewhere in the text, in the order of the copy.
fn parts(moved: Vec<Passage>, again: Vec<Passage>, changed: Vec<Piece>) -> Vec<Piece> {
    let moved = moved.into_iter().map(|Passage { text, copy }| Piece::Moved { text, copy });
    let again = again.into_iter().map(|Passage { text, copy }| Piece::Again { of: text, copy });
    let mut parts: Vec<Piece> = moved.chain(again).chain(changed).collect();
    parts.sort_by_key(|part| part.ranges().1.start);
    parts
}

/// Turns the missing words before and after a quote into [`Piece::Beyond`].
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
