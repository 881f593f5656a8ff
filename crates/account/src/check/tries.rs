//! Tries the places where an account may stand, until one proves or a limit on the work is reached.

use std::ops::Range;

use super::places::AccountPlace;
use crate::hash::Hash;
use crate::identity::AccountId;
use crate::readings::Reading;
use crate::slip::Slip;
use crate::tree::Tree;
use crate::words::Words;

/// The maximum number of places that are tried together.
const TOGETHER: usize = 4;

/// The words of a text in one reading, and the places among them where the account may stand.
pub struct Candidates {
    pub reading: Reading,
    pub words: Words,
    pub places: Vec<AccountPlace>,
}

/// The tries for one slip. The first place is tried alone, because it is nearly always the right one. The others are tried
/// several at a time, because they share the salts, which are half of the work.
pub struct Tries<'a> {
    pub slip: &'a Slip,
    /// The readings that have places to try.
    pub waiting: Vec<Candidates>,
    /// Whether the first place is still to be tried. The limit does not hold for it.
    pub first: bool,
    /// The number of leaves that all other tries have hashed, for all slips of the text.
    pub leaves_hashed: &'a mut u64,
    /// The limit on `leaves_hashed`.
    pub max_leaves: u64,
}

/// The outcome of some tries.
pub enum Tried {
    /// No place proves so far.
    Nothing,
    /// A place proves. `at` is the index of its reading in [`Tries::waiting`].
    Found { at: usize, place: AccountPlace, id: AccountId },
    /// The limit on the work is reached.
    Bound,
}

impl Tries<'_> {
    /// Tries the first place, then the places of two readings together, so that the words of few readings are in memory at
    /// once. Waits for further places unless this is the `last` reading.
    pub fn make(&mut self, last: bool) -> Tried {
        loop {
            self.waiting.retain(|read| !read.places.is_empty());
            let count: usize = self.waiting.iter().map(|read| read.places.len()).sum();
            if count == 0 || (!self.first && self.waiting.len() < 2 && count < TOGETHER && !last) {
                return Tried::Nothing;
            }
            let count = if std::mem::take(&mut self.first) {
                1
            } else {
                let leaves = u64::from(self.slip.open_words());
                let left = self.max_leaves.saturating_sub(*self.leaves_hashed);
                let affordable = (left / leaves).min(count.min(TOGETHER) as u64);
                if affordable == 0 {
                    return Tried::Bound;
                }
                *self.leaves_hashed += affordable * leaves;
                affordable as usize
            };
            let next = self
                .waiting
                .iter()
                .enumerate()
                .flat_map(|(at, read)| (0..read.places.len()).map(move |place| (at, place)));
            let next: Vec<(usize, usize)> = next.take(count).collect();
            let tried: Vec<(&Words, &AccountPlace)> =
                next.iter().map(|&(at, place)| (&self.waiting[at].words, &self.waiting[at].places[place])).collect();
            let proved = prove(self.slip, &tried);
            let found = proved.map(|(found, id)| {
                let (at, place) = next[found];
                Tried::Found { at, place: self.waiting[at].places[place].clone(), id }
            });
            let mut left = proved.map_or(count, |(found, _)| found + 1);
            for read in &mut self.waiting {
                left -= read.places.drain(..left.min(read.places.len())).len();
            }
            if let Some(found) = found {
                return found;
            }
        }
    }
}

/// The index of the first place that proves, and the account's id. Takes at most [`TOGETHER`] places.
fn prove(slip: &Slip, places: &[(&Words, &AccountPlace)]) -> Option<(usize, AccountId)> {
    let roots = match *places {
        [one] => roots(slip, [one]).to_vec(),
        [one, two] => roots(slip, [one, two]).to_vec(),
        [one, two, three] => roots(slip, [one, two, three]).to_vec(),
        [one, two, three, four] => roots(slip, [one, two, three, four]).to_vec(),
        _ => unreachable!("at most {TOGETHER} together"),
    };
    roots.iter().enumerate().find_map(|(at, root)| Some((at, slip.prove(root.as_ref()?)?)))
}

/// The root over the words for each place. `None` if the items of the slip do not fit its ranges.
fn roots<const K: usize>(slip: &Slip, places: [(&Words, &AccountPlace); K]) -> [Option<Hash>; K] {
    let open = slip.withheld.open(slip.n);
    let open: Vec<&Range<u32>> = open.iter().collect();
    let mut span = 0;
    let roots = Tree::of(&slip.pen_name).roots_from_items(slip.n, &slip.withheld, &slip.items, &mut |leaf| {
        while leaf >= open[span].end {
            span += 1;
        }
        places.map(|(words, place)| place.word(words, (place.spans[span] + leaf - open[span].start) as usize))
    });
    match roots {
        Some(roots) => roots.map(Some),
        None => [None; K],
    }
}
