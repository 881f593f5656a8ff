//! Pairs equal words of two texts, in the order of both.
//!
//! Words in a row that stand once in both texts are anchors ("patience", Cohen 2003). Between anchors, a table finds the
//! longest common subsequence with the fewest runs. `pocket/page/differences.mjs` follows this step by step.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

/// The table is used if one side has at most this many words, and it has at most [`CELLS`].
const NARROW: usize = 512;
/// The maximum number of cells of the table, of one byte each.
const CELLS: usize = 1 << 24;
/// If there are no anchors, the table is used on parts with at most this many words on one side.
const LEAST: usize = 128;
/// The number of words in an anchor. If the table would be too large between anchors, the next number is tried there.
const ANCHORS: [usize; 4] = [4, 4, 2, 1];
/// The minimum number of equal words in a row that is no chance.
pub(super) const SOLID: usize = 4;
/// A pair adds this to the score of the table, and a run takes 1. It is larger than the number of runs.
const WORD: i32 = 1024;

/// The indices of a word in the text and of a word in the copy.
pub(crate) type Pair = (usize, usize);

/// Pairs of equal words, which rise on both sides.
pub(crate) fn pairs<W: Copy + Eq + Hash>(text: &[W], copy: &[W]) -> Vec<Pair> {
    let mut aligner = Aligner { text, copy, pairs: Vec::new(), steps: Vec::new() };
    aligner.between(0..text.len(), 0..copy.len(), 0, [false; 2]);
    aligner.pairs
}

struct Aligner<'a, W> {
    text: &'a [W],
    copy: &'a [W],
    pairs: Vec<Pair>,
    /// The table, kept for the next one.
    steps: Vec<u8>,
}

// The values of a cell of the table: the next step outside a run, and a bit that is set if a run goes on.
const PAIR: u8 = 0;
const SKIP_TEXT: u8 = 1;
const SKIP_COPY: u8 = 2;
const GOES_ON: u8 = 4;

impl<W: Copy + Eq + Hash> Aligner<'_, W> {
    /// Pairs the words between two pairs. `held` tells whether there is a pair before them, and a pair after them.
    fn between(&mut self, mut text: Range<usize>, mut copy: Range<usize>, mut level: usize, held: [bool; 2]) {
        // Equal words beside a pair belong to it. At the ends of the texts, a few equal words may be chance.
        let most = text.len().min(copy.len());
        let same = |at: &usize| self.text[text.start + at] == self.copy[copy.start + at];
        let head = (0..most).take_while(same).count();
        let head = if held[0] || head >= SOLID { head } else { 0 };
        let same = |at: &usize| self.text[text.end - 1 - at] == self.copy[copy.end - 1 - at];
        let tail = (0..most - head).take_while(same).count();
        let tail = if held[1] || tail >= SOLID { tail } else { 0 };
        self.pairs.extend((0..head).map(|at| (text.start + at, copy.start + at)));
        text = text.start + head..text.end - tail;
        copy = copy.start + head..copy.end - tail;
        let (rows, columns) = (text.len(), copy.len());
        if rows > 0 && columns > 0 {
            let narrow = if level < ANCHORS.len() { NARROW } else { LEAST };
            if rows.min(columns) <= narrow && rows * columns <= CELLS {
                self.table(text.clone(), copy.clone());
            } else {
                let held = [held[0] || head > 0, held[1] || tail > 0];
                let mut anchors = Vec::new();
                while level < ANCHORS.len() && anchors.is_empty() {
                    anchors = self.anchors(text.clone(), copy.clone(), ANCHORS[level]);
                    level += 1;
                }
                if anchors.is_empty() {
                    // There are no anchors, so both sides are divided in half.
                    let middle = (text.start + rows / 2, copy.start + columns / 2);
                    self.between(text.start..middle.0, copy.start..middle.1, level, [held[0], false]);
                    self.between(middle.0..text.end, middle.1..copy.end, level, [false, held[1]]);
                } else {
                    self.through(anchors, text.clone(), copy.clone(), level, held);
                }
            }
        }
        self.pairs.extend((0..tail).map(|at| (text.end + at, copy.end + at)));
    }

    fn through(&mut self, anchors: Vec<Pair>, text: Range<usize>, copy: Range<usize>, level: usize, held: [bool; 2]) {
        let (mut from, mut held_before) = ((text.start, copy.start), held[0]);
        for (in_text, in_copy) in anchors {
            self.between(from.0..in_text, from.1..in_copy, level, [held_before, true]);
            self.pairs.push((in_text, in_copy));
            (from, held_before) = ((in_text + 1, in_copy + 1), true);
        }
        self.between(from.0..text.end, from.1..copy.end, level, [true, held[1]]);
    }

    /// The anchors of `length` words in a row, which stand once on both sides. Of these, the largest number that rises on
    /// both.
    fn anchors(&self, text: Range<usize>, copy: Range<usize>, length: usize) -> Vec<Pair> {
        let (of_text, of_copy) = (&self.text[text.clone()], &self.copy[copy.clone()]);
        // The place of each run in the copy. `None` if it stands there more than once.
        let mut in_copy: HashMap<&[W], Option<usize>> = HashMap::with_capacity(of_copy.len());
        for (at, run) in of_copy.windows(length).enumerate() {
            in_copy.entry(run).and_modify(|place| *place = None).or_insert(Some(at));
        }
        let mut times: HashMap<&[W], bool> = HashMap::with_capacity(of_text.len());
        for run in of_text.windows(length) {
            times.entry(run).and_modify(|once| *once = false).or_insert(true);
        }
        let places = of_text.windows(length).enumerate().filter(|(_, run)| times[run]);
        let places = places.filter_map(|(at, run)| Some((text.start + at, copy.start + (*in_copy.get(run)?)?)));
        rising(places.collect())
    }

    /// Pairs the longest common subsequence with the fewest runs. Of several, the one that begins first is taken.
    fn table(&mut self, text: Range<usize>, copy: Range<usize>) {
        let (rows, columns) = (&self.text[text.clone()], &self.copy[copy.clone()]);
        let width = columns.len();
        self.steps.clear();
        self.steps.resize(rows.len() * width, 0);
        // Of the row behind: the best score from there on, outside of a run and in one.
        let (mut outside, mut inside) = (vec![0i32; width + 1], vec![0i32; width + 1]);
        for (row, word) in rows.iter().enumerate().rev() {
            let steps = &mut self.steps[row * width..(row + 1) * width];
            let (mut right, mut across) = (0i32, 0i32);
            for column in (0..width).rev() {
                let below = outside[column];
                let (mut best, mut step) = if below >= right { (below, SKIP_TEXT) } else { (right, SKIP_COPY) };
                let mut in_run = best;
                if *word == columns[column] {
                    let pair = across + WORD;
                    if pair > best {
                        (best, step) = (pair - 1, PAIR);
                    }
                    if pair >= best {
                        step |= GOES_ON;
                    }
                    in_run = best.max(pair);
                }
                across = std::mem::replace(&mut inside[column], in_run);
                outside[column] = best;
                right = best;
                steps[column] = step;
            }
        }
        let (mut row, mut column, mut in_run) = (0, 0, false);
        while row < rows.len() && column < width {
            let step = self.steps[row * width + column];
            if (in_run && step & GOES_ON != 0) || step & !GOES_ON == PAIR {
                self.pairs.push((text.start + row, copy.start + column));
                (row, column, in_run) = (row + 1, column + 1, true);
            } else {
                in_run = false;
                if step & SKIP_TEXT != 0 { row += 1 } else { column += 1 }
            }
        }
    }
}

/// The largest number of pairs that rise in the copy, too. The pairs are in the order of the text.
fn rising(pairs: Vec<Pair>) -> Vec<Pair> {
    // By length, the pair that ends the chain which ends first; of each pair, the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<usize> = vec![usize::MAX; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        if length > 0 {
            before[at] = ends[length - 1];
        }
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        chain.push(pairs[at]);
        at = before[at];
    }
    chain.reverse();
    chain
}

/// Removes pairs of words that are equal by chance, because two texts in one language have one word in three in common. Such
/// pairs stand between runs of [`SOLID`] words, where fewer words are equal than not, and do not continue the run before or
/// after.
pub(super) fn without_chance(pairs: Vec<Pair>, text: usize, copy: usize) -> Vec<Pair> {
    let follows = |a: &Pair, b: &Pair| (a.0 + 1, a.1 + 1) == *b;
    let apart = |pair: Pair| pair.1 as isize - pair.0 as isize;
    let mut kept: Vec<Pair> = Vec::with_capacity(pairs.len());
    let mut islands: Vec<Pair> = Vec::new();
    // Where the last solid run ended.
    let mut from: Pair = (0, 0);
    let end_region = |kept: &mut Vec<Pair>, islands: &mut Vec<Pair>, from: Pair, to: Pair| {
        let others = (to.0 - from.0).min(to.1 - from.1) - islands.len();
        let stays = |pair: &Pair| islands.len() >= others || apart(*pair) == apart(from) || apart(*pair) == apart(to);
        kept.extend(islands.iter().copied().filter(stays));
        islands.clear();
    };
    for run in pairs.chunk_by(follows) {
        if run.len() < SOLID {
            islands.extend_from_slice(run);
            continue;
        }
        end_region(&mut kept, &mut islands, from, run[0]);
        kept.extend_from_slice(run);
        let last = run[run.len() - 1];
        from = (last.0 + 1, last.1 + 1);
    }
    end_region(&mut kept, &mut islands, from, (text, copy));
    kept
}
