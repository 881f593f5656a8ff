//! A second writing of the commitment (`spec/seal.md`, section 2), as plain as can be: the tree with every seed and
//! every hash in it. What `firsthand-account` makes and accepts is held against it.

use std::ops::Range;

use firsthand_account::ranges::Ranges;
use firsthand_account::slip::Slip;
use firsthand_account::tree::SlipItem;
use sha2::{Digest, Sha256};

type Hash = [u8; 32];
type Seed = [u8; 16];

fn h(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

fn first(hash: Hash) -> Seed {
    *hash.first_chunk().expect("shorter than a hash")
}

fn split(m: usize) -> usize {
    let mut half = 1;
    while half * 2 < m {
        half *= 2;
    }
    half
}

/// One subtree of an account whose words and seed are known.
pub struct Node {
    leaves: Range<usize>,
    seed: Seed,
    /// Of a leaf alone.
    salt: Option<Seed>,
    pub hash: Hash,
    children: Vec<Node>,
}

impl Node {
    pub fn new(pk: &[u8; 32], leaves: Range<usize>, seed: Seed, words: &[String]) -> Self {
        let (lo, m) = (leaves.start, leaves.len());
        let number = |number: usize| (number as u32).to_be_bytes();
        if m == 1 {
            let salt = first(h(&[&[3], &number(lo), &pk[..16], &seed]));
            let hash = h(&[&[0], &salt, words[lo].as_bytes()]);
            return Self { leaves, seed, salt: Some(salt), hash, children: Vec::new() };
        }
        let child = |side: u8, leaves: Range<usize>| {
            let seed = first(h(&[&[2], &[side], &number(lo), &number(m), &pk[..16], &seed]));
            Self::new(pk, leaves, seed, words)
        };
        let middle = lo + split(m);
        let children = vec![child(0, lo..middle), child(1, middle..leaves.end)];
        let hash = h(&[&[1], &children[0].hash, &children[1].hash]);
        Self { leaves, seed, salt: None, hash, children }
    }

    fn withheld(&self, withheld: &[bool]) -> (bool, bool) {
        let part = &withheld[self.leaves.clone()];
        (part.contains(&true), part.contains(&false))
    }

    /// What a slip must say where these words are withheld.
    fn items(&self, withheld: &[bool], out: &mut Vec<SlipItem>) {
        match self.withheld(withheld) {
            (true, true) => self.children.iter().for_each(|child| child.items(withheld, out)),
            (true, false) => out.push(SlipItem::Withheld(self.hash)),
            _ => out.push(SlipItem::Open(self.seed)),
        }
    }

    /// Every seed and salt from which a withheld word could be guessed.
    fn secrets(&self, withheld: &[bool], out: &mut Vec<Seed>) {
        if self.withheld(withheld).0 {
            out.push(self.seed);
            out.extend(self.salt);
            self.children.iter().for_each(|child| child.secrets(withheld, out));
        }
    }

    /// `slip` says of this account what it must, and nothing from which a withheld word could be guessed.
    pub fn holds(&self, slip: &Slip, withheld: &[bool]) {
        assert_eq!(slip.n as usize, withheld.len());
        let mut items = Vec::new();
        self.items(withheld, &mut items);
        assert_eq!(slip.items, items);
        let payload = slip.to_bytes();
        let mut secrets = Vec::new();
        self.secrets(withheld, &mut secrets);
        for secret in secrets {
            assert!(!payload.windows(secret.len()).any(|part| part == secret), "a seed above a withheld word");
        }
    }
}

/// Which words are withheld, one by one.
pub fn each_withheld(ranges: &Ranges, n: usize) -> Vec<bool> {
    let mut withheld = vec![false; n];
    for range in ranges.iter() {
        withheld[range.start as usize..range.end as usize].fill(true);
    }
    withheld
}

/// The root that a slip and open words give; `words` holds `None` where one is withheld.
pub fn root(slip: &Slip, words: &[Option<String>]) -> Hash {
    let mut items = slip.items.iter();
    let root = subtree(slip, 0..words.len(), words, &mut items);
    assert!(items.next().is_none(), "an item too many");
    root
}

fn subtree(slip: &Slip, leaves: Range<usize>, words: &[Option<String>], items: &mut std::slice::Iter<SlipItem>) -> Hash {
    let open = words[leaves.clone()].iter().filter(|word| word.is_some()).count();
    if open != 0 && open != leaves.len() {
        let middle = leaves.start + split(leaves.len());
        let left = subtree(slip, leaves.start..middle, words, items);
        return h(&[&[1], &left, &subtree(slip, middle..leaves.end, words, items)]);
    }
    match items.next().expect("an item too few") {
        SlipItem::Withheld(hash) => {
            assert_eq!(open, 0, "the hash of open words");
            *hash
        }
        SlipItem::Open(seed) => {
            assert_eq!(open, leaves.len(), "a seed above a withheld word");
            let words: Vec<String> = words.iter().map(|word| word.clone().unwrap_or_default()).collect();
            Node::new(&slip.pen_name.0, leaves, *seed, &words).hash
        }
    }
}

/// What is signed (section 3).
pub fn statement(slip: &Slip, root: &Hash) -> String {
    let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    let enclosed = slip.enclosed.map_or("0 -".to_owned(), |each| format!("{} {}", each.count, base64(&each.root)));
    format!("firsthand/account/v1\n{}\n{} {}\n{enclosed}\n", base64(&slip.pen_name.0), slip.n, base64(root))
}

/// The account's id: H(statement).
pub fn id(statement: &str) -> Hash {
    h(&[statement.as_bytes()])
}
