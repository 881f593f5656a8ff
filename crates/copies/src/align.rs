//! Aligns a copy with a text by the letters of their words, and measures how much of each comes from the other. A comparison
//! to the letter is in `compare`.

use std::collections::HashMap;
use std::ops::Range;

use crate::compare::pairs::pairs as pairs_of;
pub use crate::near::Pair;
use crate::near::near_pairs;
pub use crate::tokens::{Token, tokens};
pub(crate) use crate::tokens::{each_between_spaces, is_written_without_spaces, weight};

/// The number of words in a row that make a seed.
const SEED: usize = 3;
/// A seed that stands in more places of the text is passed over.
const PLACES: usize = 16;

/// A stretch may have gaps of at most this many words.
const GAP: usize = 8;
/// An unmatched word takes this from the score of a stretch, and an equal word adds 1. Two unrelated texts have one word in
/// four in common.
const OTHER: f64 = 0.5;
/// A stretch ends where its score falls this far below its best.
const DROP: f64 = 4.0;
/// A stretch with fewer matched words is chance.
const STRETCH: usize = 4;

/// Equal words that weigh less ([`Alignment::weight`]) are chance: of a hundred thousand texts, one always shares a phrase or
/// two. Chosen with the thresholds of `index::find`.
pub const RETELLING_WEIGHT: usize = 22;

/// A stretch of the copy that comes from a stretch of the text. Ranges are of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    pub text: Range<usize>,
    pub copy: Range<usize>,
    /// The number of equal words. A word that is nearly the same counts in part.
    pub same: f64,
}

/// A text and a copy, aligned.
#[derive(Clone, Debug)]
pub struct Alignment {
    /// The pairs of words, in the order of the copy. No word is in two pairs.
    pub pairs: Vec<Pair>,
    /// The stretches, in the order of the copy.
    pub stretches: Vec<Stretch>,
    /// The length in words of the longest run of equal words.
    pub longest: usize,
    /// The weight of the equal words in stretches. Each word weighs its letters beyond the second, at most six. *I should like
    /// to* weighs little.
    pub weight: usize,
}

/// A run of equal words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SameRun {
    text: usize,
    copy: usize,
    length: usize,
}

impl Alignment {
    /// Aligns the words of a text and a copy. The longest equal runs are paired first, in any order; then the words between
    /// them.
    pub fn of(text: &str, text_words: &[Token], copy: &str, copy_words: &[Token]) -> Self {
        let letters = |words: &[Token]| words.iter().map(|word| word.letters).collect::<Vec<_>>();
        let (text_letters, copy_letters) = (letters(text_words), letters(copy_words));
        let mut blocks = blocks(&text_letters, &copy_letters);
        blocks.sort_unstable_by_key(|block| block.copy);
        let mut pairs: Vec<Pair> = Vec::new();
        let mut used = vec![false; text_words.len()];
        for SameRun { text, copy, length } in &blocks {
            used[*text..text + length].fill(true);
            pairs.extend((0..*length).map(|at| Pair { text: text + at, copy: copy + at, alike: 1.0 }));
        }
        let sides = [(text, text_words), (copy, copy_words)];
        let mut between = |of_text: Range<usize>, of_copy: Range<usize>| {
            let mut found = Vec::new();
            let mut from = (of_text.start, of_copy.start);
            let same = pairs_of(&text_letters[of_text.clone()], &copy_letters[of_copy.clone()]);
            for (text, copy) in same {
                let (text, copy) = (text + of_text.start, copy + of_copy.start);
                near_pairs(sides, from.0..text, from.1..copy, &mut found);
                found.push(Pair { text, copy, alike: 1.0 });
                from = (text + 1, copy + 1);
            }
            near_pairs(sides, from.0..of_text.end, from.1..of_copy.end, &mut found);
            found.retain(|pair| !std::mem::replace(&mut used[pair.text], true));
            pairs.extend(found);
        };
        // The words of the text that are looked at, for this many words of the copy.
        let room = |words: usize| 2 * words + GAP;
        match (blocks.first(), blocks.last()) {
            (Some(first), Some(last)) => {
                between(first.text.saturating_sub(room(first.copy))..first.text, 0..first.copy);
                for pair in blocks.windows(2) {
                    let from = (pair[0].text + pair[0].length, pair[0].copy + pair[0].length);
                    let words = pair[1].copy - from.1;
                    let end = (from.0 + room(words)).min(text_letters.len());
                    let end = if (from.0..=end).contains(&pair[1].text) { pair[1].text } else { end };
                    between(from.0..end, from.1..pair[1].copy);
                }
                let from = (last.text + last.length, last.copy + last.length);
                let end = (from.0 + room(copy_letters.len() - from.1)).min(text_letters.len());
                between(from.0..end, from.1..copy_letters.len());
            }
            _ if text_letters.len() <= 4 * room(copy_letters.len()) => {
                between(0..text_letters.len(), 0..copy_letters.len());
            }
            _ => {}
        }
        pairs.sort_unstable_by_key(|pair| pair.copy);
        let follows =
            |a: &Pair, b: &Pair| a.copy + 1 == b.copy && a.text + 1 == b.text && a.alike == 1.0 && b.alike == 1.0;
        let longest = pairs.chunk_by(follows).map(<[Pair]>::len).max().unwrap_or(0);
        let (stretches, joined) = stretches(&pairs);
        let same = joined.iter().filter(|pair| pair.alike == 1.0);
        let weight = same.map(|pair| weight(&copy[copy_words[pair.copy].range()])).sum();
        Self { pairs, stretches, longest, weight }
    }

    /// The number of words of the copy in stretches.
    pub fn copy_words(&self) -> usize {
        self.stretches.iter().map(|stretch| stretch.copy.len()).sum()
    }

    /// The words of the text in stretches, as ranges in order. Overlapping stretches, which moved passages may cause, are
    /// joined.
    pub fn text_ranges(&self) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = self.stretches.iter().map(|stretch| stretch.text.clone()).collect();
        ranges.sort_unstable_by_key(|range| range.start);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        joined
    }

    /// The number of equal words in stretches. A word that is nearly the same counts in part.
    pub fn same(&self) -> f64 {
        self.stretches.iter().map(|stretch| stretch.same).sum()
    }

    /// The share of equal words among the words in stretches, from 0 to 1.
    pub fn identity(&self) -> f64 {
        let of_text: usize = self.text_ranges().iter().map(Range::len).sum();
        let longer = of_text.max(self.copy_words());
        if longer == 0 { 0.0 } else { self.same() / longer as f64 }
    }
}

/// The runs of equal words, the longest first. No two runs share a word.
fn blocks(text: &[u64], copy: &[u64]) -> Vec<SameRun> {
    let mut places: HashMap<&[u64], Vec<usize>> = HashMap::new();
    for (at, seed) in text.windows(SEED).enumerate() {
        places.entry(seed).or_default().push(at);
    }
    let mut all = Vec::new();
    // For each distance between the two places: where in the copy the last run ended.
    let mut ends: HashMap<isize, usize> = HashMap::new();
    for (at, seed) in copy.windows(SEED).enumerate() {
        for &place in places.get(seed).filter(|places| places.len() <= PLACES).map_or(&[][..], Vec::as_slice) {
            let end = ends.entry(place as isize - at as isize).or_default();
            if at >= *end {
                let length = copy[at..].iter().zip(&text[place..]).take_while(|(a, b)| a == b).count();
                all.push(SameRun { text: place, copy: at, length });
                *end = at + length;
            }
        }
    }
    all.sort_unstable_by_key(|block| (std::cmp::Reverse(block.length), block.copy, block.text));
    let (mut in_text, mut in_copy) = (vec![false; text.len()], vec![false; copy.len()]);
    let mut chosen = Vec::new();
    for SameRun { text, copy, length } in all {
        let free: Vec<usize> = (0..length).filter(|at| !in_text[text + at] && !in_copy[copy + at]).collect();
        // A longer run may have taken a part of this run.
        for run in free.chunk_by(|a, b| a + 1 == *b).filter(|run| run.len() >= SEED) {
            let block = SameRun { text: text + run[0], copy: copy + run[0], length: run.len() };
            in_text[block.text..block.text + block.length].fill(true);
            in_copy[block.copy..block.copy + block.length].fill(true);
            chosen.push(block);
        }
    }
    chosen
}

/// Joins pairs that are near each other on both sides to stretches in which equal words outweigh others. Returns the
/// stretches, and the pairs in them.
fn stretches(pairs: &[Pair]) -> (Vec<Stretch>, Vec<Pair>) {
    let (mut found, mut joined) = (Vec::new(), Vec::new());
    let mut from = 0;
    while from < pairs.len() {
        let (mut score, mut best, mut end) = (pairs[from].alike, pairs[from].alike, from + 1);
        for at in from + 1..pairs.len() {
            let (before, pair) = (&pairs[at - 1], &pairs[at]);
            let gap = (pair.text.wrapping_sub(before.text + 1)).max(pair.copy - before.copy - 1);
            score += pair.alike - OTHER * gap as f64;
            if gap > GAP || score <= best - DROP {
                break;
            }
            if score > best {
                (best, end) = (score, at + 1);
            }
        }
        let run = &pairs[from..end];
        if run.len() >= STRETCH {
            let (first, last) = (run[0], run[run.len() - 1]);
            let same = run.iter().map(|pair| pair.alike).sum();
            found.push(Stretch { text: first.text..last.text + 1, copy: first.copy..last.copy + 1, same });
            joined.extend_from_slice(run);
        }
        from = end;
    }
    (found, joined)
}
