//! Finds words of a copy that come from elsewhere in the text: passages that moved, and passages that are repeated.

use std::collections::HashMap;
use std::ops::Range;

use super::pairs::{Pair, pairs};

/// The minimum number of words in a row that have moved. A shorter run may stand in a text twice by chance.
pub(super) const MOVED: usize = 5;
/// The maximum number of places in the text that a moved run may come from. Further places are not tried.
const FEW: usize = 16;

/// The minimum number of equal words in a passage that is repeated. At least half of its words must be equal, too.
const AGAIN: usize = 8;
/// A passage may have gaps of at most this many words on both sides.
const GAP: usize = 16;
/// An equal word adds this to the score of a passage, and a word in a gap takes 1.
const SAME: usize = 2;
/// A passage ends where its score falls this far below its best.
const DROP: usize = 16;
/// The number of times that the remaining words are searched, so that a third draft is found besides the second.
const ROUNDS: usize = 4;

/// Words of the copy, and the words of the text that they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub text: Range<usize>,
    pub copy: Range<usize>,
}

/// The runs of words that moved, in the order of the copy: `free` words of the text that are also `added` words of the copy.
/// The words of the text are then no longer free.
pub(super) fn moved(text: &[u32], copy: &[u32], free: &mut [bool], added: &[Range<usize>]) -> Vec<Passage> {
    let mut starts: HashMap<&[u32], Vec<usize>> = HashMap::new();
    for (at, run) in text.windows(MOVED).enumerate() {
        if free[at..at + MOVED].iter().all(|free| *free) {
            let places = starts.entry(run).or_default();
            if places.len() < FEW {
                places.push(at);
            }
        }
    }
    let mut found = Vec::new();
    if starts.is_empty() {
        return found;
    }
    for range in added {
        let mut at = range.start;
        while at + MOVED <= range.end {
            let (mut best, mut length) = (0, MOVED - 1);
            for &start in starts.get(&copy[at..at + MOVED]).map_or(&[][..], Vec::as_slice) {
                let same = text[start..].iter().zip(&free[start..]).zip(&copy[at..range.end]);
                let same = same.take_while(|((word, free), other)| **free && word == other).count();
                if same > length {
                    (best, length) = (start, same);
                }
            }
            if length < MOVED {
                at += 1;
                continue;
            }
            free[best..best + length].fill(false);
            found.push(Passage { text: best..best + length, copy: at..at + length });
            at += length;
        }
    }
    found
}

/// The passages among the `added` words of the copy that repeat words of the text that are not `free`, in the order of the
/// copy. They may differ from the text.
pub(super) fn again(text: &[u32], copy: &[u32], free: &[bool], added: &[Range<usize>]) -> Vec<Passage> {
    let of_text: Vec<usize> = (0..text.len()).filter(|at| !free[*at]).collect();
    let words: Vec<u32> = of_text.iter().map(|at| text[*at]).collect();
    let mut left: Vec<usize> = added.iter().flat_map(Range::clone).collect();
    let mut found: Vec<Passage> = Vec::new();
    for _ in 0..ROUNDS {
        if words.len() < AGAIN || left.len() < AGAIN {
            break;
        }
        let others: Vec<u32> = left.iter().map(|at| copy[*at]).collect();
        let same: Vec<Pair> =
            pairs(&words, &others).into_iter().map(|(one, other)| (of_text[one], left[other])).collect();
        let passages = passages(&same, added);
        if passages.is_empty() {
            break;
        }
        let mut next = passages.iter().peekable();
        left.retain(|at| {
            next.next_if(|passage| passage.copy.end <= *at);
            next.peek().is_none_or(|passage| *at < passage.copy.start)
        });
        found.extend(passages);
    }
    found.sort_unstable_by_key(|passage| passage.copy.start);
    found
}

/// Joins pairs to passages if they are near each other on both sides and in one range of `added`.
fn passages(pairs: &[Pair], added: &[Range<usize>]) -> Vec<Passage> {
    let mut found = Vec::new();
    let (mut from, mut range) = (0, 0);
    while from < pairs.len() {
        while added[range].end <= pairs[from].1 {
            range += 1;
        }
        let (mut score, mut best, mut end) = (SAME, SAME, from + 1);
        for at in from + 1..pairs.len() {
            let (before, pair) = (pairs[at - 1], pairs[at]);
            let gap = (pair.0 - before.0 - 1).max(pair.1 - before.1 - 1);
            if gap > GAP || pair.1 >= added[range].end || score + SAME <= gap {
                break;
            }
            score = score + SAME - gap;
            if score + DROP <= best {
                break;
            }
            if score > best {
                (best, end) = (score, at + 1);
            }
        }
        let (first, last) = (pairs[from], pairs[end - 1]);
        let passage = Passage { text: first.0..last.0 + 1, copy: first.1..last.1 + 1 };
        if end - from >= AGAIN && 2 * (end - from) >= passage.copy.len() {
            found.push(passage);
        }
        from = end;
    }
    found
}
