//! The commitment: a hash tree over the words of an account, from which any words can be withheld (`spec/seal.md`,
//! section 2). The bytes of a slip are in [`crate::slip`].

use crate::hash::{Hash, ONE_BLOCK, first, node, one_block, sha256};
use crate::identity::PenName;
use crate::ranges::{Openness, Ranges};

/// The secret from which the salts of a subtree are computed. With the seed, anybody can prove every word of the subtree,
/// and can guess it.
pub type Seed = [u8; 16];

/// What a slip holds for one subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipItem {
    /// The seed of a subtree with open words only.
    Open(Seed),
    /// The hash of a subtree with withheld words only.
    Withheld(Hash),
}

/// The tree of an account of one key. The key goes into its salts, so that no part of the tree fits an account of another
/// key.
#[derive(Clone, Copy)]
pub struct Tree {
    domain: [u8; 16],
}

/// The number of leaves in the left half of `m` leaves: the largest power of two below `m` (RFC 6962, section 2.1). `m` must
/// be at least 2.
pub fn split(m: u32) -> u32 {
    1 << (m - 1).ilog2()
}

impl Tree {
    /// The tree of an account of this key.
    pub fn of(pen_name: &PenName) -> Self {
        Self { domain: first(&pen_name.0) }
    }

    /// The roots over the `m` leaves from `lo`, all open, for `K` readings of the words at once. The readings share their
    /// salts, which are computed once. `words(i)` returns the words at leaf `i`, one for each reading.
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

    /// The roots over the leaves `0..n`, given the items of a slip, for `K` readings of the words at once. `None` if there
    /// are too few or too many items, or an item is of the wrong kind.
    pub fn roots_from_items<'w, const K: usize>(
        &self,
        n: u32,
        withheld: &Ranges,
        items: &[SlipItem],
        words: &mut impl FnMut(u32) -> [&'w str; K],
    ) -> Option<[Hash; K]> {
        let mut items = items.iter();
        let roots = fold_items(0, n, withheld, &mut |lo, m, withheld| match items.next()? {
            SlipItem::Open(seed) if !withheld => Some(self.roots(lo, m, seed, words)),
            SlipItem::Withheld(hash) if withheld => Some([*hash; K]),
            _ => None,
        })?;
        items.next().is_none().then_some(roots)
    }

    /// The items of a slip that withholds `withhold`, made from the `items` of a slip that withholds `already`. `withhold`
    /// must contain `already`. `word(i)` returns the open word at leaf `i`. `None` if `items` do not fit `already`.
    pub fn narrow<'w>(
        &self,
        n: u32,
        already: &Ranges,
        items: &[SlipItem],
        withhold: &Ranges,
        word: &mut impl FnMut(u32) -> &'w str,
    ) -> Option<Vec<SlipItem>> {
        let mut narrowing = Narrowing { tree: self, already, items: items.iter(), withhold, word, out: Vec::new() };
        narrowing.subtree(0, n, None)?;
        narrowing.items.next().is_none().then_some(narrowing.out)
    }

    /// The seed of the left (`side` 0) or right (1) half of a subtree.
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

    /// The salt of the leaf at `index`, whose seed is `seed`.
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

/// The hash of a leaf, H(0x00 ‖ salt ‖ word).
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

/// The root over leaves that are already hashed, such as those of enclosures. `None` if there are none.
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

/// The roots over the leaves `lo .. lo + m`. Calls `each` for the highest subtrees that are wholly open or wholly withheld,
/// from left to right, and hashes the results. `each` takes the first leaf, the number of leaves, and whether they are
/// withheld. Stops and returns `None` when `each` does.
fn fold_items<const K: usize>(
    lo: u32,
    m: u32,
    withheld: &Ranges,
    each: &mut impl FnMut(u32, u32, bool) -> Option<[Hash; K]>,
) -> Option<[Hash; K]> {
    match withheld.openness(lo, m) {
        Openness::Mixed => {
            let half = split(m);
            let left = fold_items(lo, half, withheld, each)?;
            let right = fold_items(lo + half, m - half, withheld, each)?;
            Some(std::array::from_fn(|k| node(&left[k], &right[k])))
        }
        part => each(lo, m, part == Openness::Withheld),
    }
}

/// Calls `take` for each item of a slip, from left to right, with `true` for the hash of a withheld subtree and `false` for a
/// seed. Stops when `take` returns false. Returns whether `take` was called for all items.
pub fn for_each_item(n: u32, withheld: &Ranges, take: &mut impl FnMut(bool) -> bool) -> bool {
    fold_items::<0>(0, n, withheld, &mut |_, _, withheld| take(withheld).then_some([])).is_some()
}

/// The state of [`Tree::narrow`].
struct Narrowing<'a, 'w, F: FnMut(u32) -> &'w str> {
    tree: &'a Tree,
    already: &'a Ranges,
    items: std::slice::Iter<'a, SlipItem>,
    withhold: &'a Ranges,
    word: &'a mut F,
    out: Vec<SlipItem>,
}

impl<'w, F: FnMut(u32) -> &'w str> Narrowing<'_, 'w, F> {
    /// Writes the items of one subtree. `seed` is its seed if it lies in a larger subtree that was open.
    fn subtree(&mut self, lo: u32, m: u32, seed: Option<Seed>) -> Option<()> {
        let known = self.known(lo, m, seed)?;
        match (self.withhold.openness(lo, m), known) {
            (Openness::Withheld, _) => {
                let hash = self.hash(lo, m, known)?;
                self.out.push(SlipItem::Withheld(hash));
            }
            (Openness::Open, Known::Seed(seed)) => self.out.push(SlipItem::Open(seed)),
            (Openness::Mixed, Known::Seed(_) | Known::Parts) => {
                let half = split(m);
                self.subtree(lo, half, self.child(0, lo, m, known))?;
                self.subtree(lo + half, m - half, self.child(1, lo, m, known))?;
            }
            (Openness::Open, _) | (Openness::Mixed, Known::Hash(_)) => return None,
        }
        Some(())
    }

    /// What is known of a subtree. Takes its item from those of the old slip.
    fn known(&mut self, lo: u32, m: u32, seed: Option<Seed>) -> Option<Known> {
        if let Some(seed) = seed {
            return Some(Known::Seed(seed));
        }
        if self.already.openness(lo, m) == Openness::Mixed {
            return Some(Known::Parts);
        }
        Some(match self.items.next()? {
            SlipItem::Open(seed) => Known::Seed(*seed),
            SlipItem::Withheld(hash) => Known::Hash(*hash),
        })
    }

    fn child(&self, side: u8, lo: u32, m: u32, known: Known) -> Option<Seed> {
        match known {
            Known::Seed(seed) => Some(self.tree.child(side, lo, m, &seed)),
            _ => None,
        }
    }

    /// The hash of a subtree.
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

/// What is known of a subtree before it is narrowed.
#[derive(Clone, Copy)]
enum Known {
    Seed(Seed),
    Hash(Hash),
    /// The old slip has items for its parts.
    Parts,
}
