//! The commitment: a tree over the words from which any of them can be withheld (`spec/seal.md`, section 2).

use crate::hash::{Hash, ONE_BLOCK, first, node, one_block, sha256};
use crate::identity::PenName;
use crate::ranges::{Part, Ranges};

/// What the salts of a subtree grow from. Whoever has it can prove, and guess, every word below it.
pub type Seed = [u8; 16];

/// What a slip says of one subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Every word below is open: this is its seed.
    Open(Seed),
    /// Every word below is withheld: this is its hash.
    Withheld(Hash),
}

/// The tree of one key's account. The key is hashed in, so that no part of it fits another's.
#[derive(Clone, Copy)]
pub struct Tree {
    domain: [u8; 16],
}

/// Where a range of `m` > 1 leaves splits: at the largest power of two below `m` (RFC 6962, section 2.1).
pub fn split(m: u32) -> u32 {
    1 << (m - 1).ilog2()
}

impl Tree {
    pub fn of(pen_name: &PenName) -> Self {
        Self { domain: first(&pen_name.0) }
    }

    /// The root over `m` leaves from `lo`, all open, for `K` readings of the words at once: their salts are the same
    /// and computed once. `words(i)` are the words at leaf `i`, one for each reading.
    pub fn roots<'w, const K: usize>(
        &self,
        lo: u32,
        m: u32,
        seed: &Seed,
        words: &mut impl FnMut(u32) -> [&'w str; K],
    ) -> [Hash; K] {
        if m == 1 {
            let salt = self.salt(lo, seed);
            return words(lo).map(|word| leaf(&salt, word));
        }
        let half = split(m);
        let left = self.roots(lo, half, &self.child(0, lo, m, seed), words);
        let right = self.roots(lo + half, m - half, &self.child(1, lo, m, seed), words);
        std::array::from_fn(|k| node(&left[k], &right[k]))
    }

    /// The root over leaves `0..n` of which `items` are known, as a slip holds them: `None` if there are too few or
    /// too many, or one is of the wrong kind.
    pub fn roots_from_items<'w, const K: usize>(
        &self,
        n: u32,
        withheld: &Ranges,
        items: &[Item],
        words: &mut impl FnMut(u32) -> [&'w str; K],
    ) -> Option<[Hash; K]> {
        let mut items = items.iter();
        let roots = fold_items(0, n, withheld, &mut |lo, m, withheld| match items.next()? {
            Item::Open(seed) if !withheld => Some(self.roots(lo, m, seed, words)),
            Item::Withheld(hash) if withheld => Some([*hash; K]),
            _ => None,
        })?;
        items.next().is_none().then_some(roots)
    }

    /// What a slip says when `withhold` is withheld, given what it says (`items`) where `already` is. `withhold` holds
    /// all of `already`. The words at leaves that are open so far are asked for; `None` if `items` do not fit.
    pub fn narrow<'w>(
        &self,
        n: u32,
        already: &Ranges,
        items: &[Item],
        withhold: &Ranges,
        word: &mut impl FnMut(u32) -> &'w str,
    ) -> Option<Vec<Item>> {
        let mut narrowing = Narrowing { tree: self, already, items: items.iter(), withhold, word, out: Vec::new() };
        narrowing.subtree(0, n, None)?;
        narrowing.items.next().is_none().then_some(narrowing.out)
    }

    #[inline]
    fn child(&self, side: u8, lo: u32, m: u32, parent: &Seed) -> Seed {
        let mut block = [0; 64];
        block[0] = 0x02;
        block[1] = side;
        block[2..6].copy_from_slice(&lo.to_be_bytes());
        block[6..10].copy_from_slice(&m.to_be_bytes());
        block[10..26].copy_from_slice(&self.domain);
        block[26..42].copy_from_slice(parent);
        first(&one_block(block, 42))
    }

    #[inline]
    fn salt(&self, index: u32, seed: &Seed) -> Seed {
        let mut block = [0; 64];
        block[0] = 0x03;
        block[1..5].copy_from_slice(&index.to_be_bytes());
        block[5..21].copy_from_slice(&self.domain);
        block[21..37].copy_from_slice(seed);
        first(&one_block(block, 37))
    }
}

#[inline]
fn leaf(salt: &Seed, word: &str) -> Hash {
    let length = 17 + word.len();
    if length > ONE_BLOCK {
        return sha256(&[&[0x00], salt, word.as_bytes()]);
    }
    let mut block = [0; 64];
    block[1..17].copy_from_slice(salt);
    block[17..length].copy_from_slice(word.as_bytes());
    one_block(block, length)
}

/// The root over hashes that stand already: the enclosures' leaves.
pub fn root_of_leaves(leaves: &[Hash]) -> Option<Hash> {
    match leaves {
        [] => None,
        [leaf] => Some(*leaf),
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len() as u32) as usize);
            Some(node(&root_of_leaves(left)?, &root_of_leaves(right)?))
        }
    }
}

/// Goes through the highest subtrees wholly open or wholly withheld, left to right, and hashes what `each` gives for
/// them up to the root. `each` takes the first leaf, the number of leaves, and whether they are withheld.
fn fold_items<const K: usize>(
    lo: u32,
    m: u32,
    withheld: &Ranges,
    each: &mut impl FnMut(u32, u32, bool) -> Option<[Hash; K]>,
) -> Option<[Hash; K]> {
    match withheld.part(lo, m) {
        Part::Mixed => {
            let half = split(m);
            let left = fold_items(lo, half, withheld, each)?;
            let right = fold_items(lo + half, m - half, withheld, each)?;
            Some(std::array::from_fn(|k| node(&left[k], &right[k])))
        }
        part => each(lo, m, part == Part::Withheld),
    }
}

/// Which items a slip holds, left to right: `true` for a withheld subtree's hash. Stops when `take` returns false, and
/// says whether it never did.
pub fn for_each_item(n: u32, withheld: &Ranges, take: &mut impl FnMut(bool) -> bool) -> bool {
    fold_items::<0>(0, n, withheld, &mut |_, _, withheld| take(withheld).then_some([])).is_some()
}

struct Narrowing<'a, 'w, F: FnMut(u32) -> &'w str> {
    tree: &'a Tree,
    already: &'a Ranges,
    items: std::slice::Iter<'a, Item>,
    withhold: &'a Ranges,
    word: &'a mut F,
    out: Vec<Item>,
}

impl<'w, F: FnMut(u32) -> &'w str> Narrowing<'_, 'w, F> {
    /// Writes the items of one subtree, whose seed is `seed` if it lies in one that was open.
    fn subtree(&mut self, lo: u32, m: u32, seed: Option<Seed>) -> Option<()> {
        let known = self.known(lo, m, seed)?;
        match (self.withhold.part(lo, m), known) {
            (Part::Withheld, _) => {
                let hash = self.hash(lo, m, known)?;
                self.out.push(Item::Withheld(hash));
            }
            (Part::Open, Known::Seed(seed)) => self.out.push(Item::Open(seed)),
            (Part::Mixed, Known::Seed(_) | Known::Parts) => {
                let half = split(m);
                self.subtree(lo, half, self.child(0, lo, m, known))?;
                self.subtree(lo + half, m - half, self.child(1, lo, m, known))?;
            }
            (Part::Open, _) | (Part::Mixed, Known::Hash(_)) => return None,
        }
        Some(())
    }

    fn known(&mut self, lo: u32, m: u32, seed: Option<Seed>) -> Option<Known> {
        if let Some(seed) = seed {
            return Some(Known::Seed(seed));
        }
        if self.already.part(lo, m) == Part::Mixed {
            return Some(Known::Parts);
        }
        Some(match self.items.next()? {
            Item::Open(seed) => Known::Seed(*seed),
            Item::Withheld(hash) => Known::Hash(*hash),
        })
    }

    fn child(&self, side: u8, lo: u32, m: u32, known: Known) -> Option<Seed> {
        match known {
            Known::Seed(seed) => Some(self.tree.child(side, lo, m, &seed)),
            _ => None,
        }
    }

    fn hash(&mut self, lo: u32, m: u32, known: Known) -> Option<Hash> {
        match known {
            Known::Hash(hash) => Some(hash),
            Known::Seed(seed) => {
                let word = &mut *self.word;
                Some(self.tree.roots(lo, m, &seed, &mut |at| [word(at)])[0])
            }
            Known::Parts => {
                let half = split(m);
                let left = self.known(lo, half, None)?;
                let left = self.hash(lo, half, left)?;
                let right = self.known(lo + half, m - half, None)?;
                let right = self.hash(lo + half, m - half, right)?;
                Some(node(&left, &right))
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Known {
    Seed(Seed),
    Hash(Hash),
    Parts,
}
