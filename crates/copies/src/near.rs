//! Pairs words of a text and a copy that are nearly the same.

use std::ops::Range;

use crate::grams::each_letter;
use crate::limits::MAX_NEAR_COMPARISONS;
use crate::tokens::Token;

/// The share of the longer word's letters that two words must have in common.
const NEARLY: f64 = 0.5;

/// A word of the copy and the word of the text that it comes from, as indices.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub text: usize,
    pub copy: usize,
    /// 1 if their letters are equal, otherwise their similarity, from a half.
    pub alike: f64,
}

/// Pairs words that are nearly the same, in order, so that the sum of their similarities is greatest. Does nothing if there
/// would be more than [`MAX_NEAR_COMPARISONS`].
pub(crate) fn near_pairs(
    sides: [(&str, &[Token]); 2],
    missing: Range<usize>,
    added: Range<usize>,
    pairs: &mut Vec<Pair>,
) {
    if missing.is_empty() || added.is_empty() || missing.len() * added.len() > MAX_NEAR_COMPARISONS {
        return;
    }
    let words = |side: usize, range: &Range<usize>| {
        let (text, tokens) = sides[side];
        let word = |word: &Token| {
            let mut letters = Vec::new();
            each_letter(&text[word.range()], |letter, _| letters.push(letter));
            letters
        };
        tokens[range.clone()].iter().map(word).collect::<Vec<_>>()
    };
    let (text, copy) = (words(0, &missing), words(1, &added));
    let columns = copy.len() + 1;
    let mut best = vec![0.0f64; (text.len() + 1) * columns];
    let mut alike = vec![0.0f64; text.len() * copy.len()];
    for (row, word) in text.iter().enumerate() {
        for (column, other) in copy.iter().enumerate() {
            let shared = similarity(word, other);
            alike[row * copy.len() + column] = shared;
            let across = best[row * columns + column] + shared;
            best[(row + 1) * columns + column + 1] =
                across.max(best[row * columns + column + 1]).max(best[(row + 1) * columns + column]);
        }
    }
    let (mut row, mut column) = (text.len(), copy.len());
    while row > 0 && column > 0 {
        let here = best[row * columns + column];
        if here == best[(row - 1) * columns + column] {
            row -= 1;
        } else if here == best[row * columns + column - 1] {
            column -= 1;
        } else {
            (row, column) = (row - 1, column - 1);
            pairs.push(Pair {
                text: missing.start + row,
                copy: added.start + column,
                alike: alike[row * copy.len() + column],
            });
        }
    }
}

/// The similarity of two words, from 0 to 1: 1 minus their edit distance (Levenshtein 1966) divided by the length of the
/// longer word. 0 if this is less than a half.
fn similarity(a: &[u32], b: &[u32]) -> f64 {
    const LONGEST: usize = 32;
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if long.is_empty() || long.len() > LONGEST || (short.len() as f64) < NEARLY * long.len() as f64 {
        return 0.0;
    }
    let mut row = [0usize; LONGEST + 1];
    row[..=short.len()].iter_mut().enumerate().for_each(|(at, cell)| *cell = at);
    for (at, letter) in long.iter().enumerate() {
        let mut corner = at;
        row[0] = at + 1;
        for (other, cell) in short.iter().zip(1..) {
            let across = corner + usize::from(letter != other);
            corner = row[cell];
            row[cell] = across.min(corner + 1).min(row[cell - 1] + 1);
        }
    }
    let alike = 1.0 - row[short.len()] as f64 / long.len() as f64;
    if alike < NEARLY { 0.0 } else { alike }
}
