//! The slip, which carries a seal beside a copy (`spec/seal.md`, section 4).
//!
//! This file has the slip and the statement that its key signed. Below it are the slip's bytes (`payload`), its letters
//! (`text`, `reed_solomon`), and where slips stand in a text (`find`). How a text stands to a slip is in [`crate::check`].

pub mod find;
mod payload;
pub mod reed_solomon;
pub mod text;

use crate::hash::{Hash, sha256_start};
use crate::identity::{AccountId, PenName};
use crate::ranges::Ranges;
use crate::tree::SlipItem;

pub use payload::Malformed;

/// How many enclosures are sealed with the words, and the root of the tree over them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enclosed {
    pub count: u32,
    pub root: Hash,
}

/// A well-formed slip. It proves nothing until a text is checked against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub pen_name: PenName,
    /// The Ed25519 signature over [`Slip::statement`].
    pub signature: [u8; 64],
    /// How many words the account has, from 1 to [`crate::limits::MAX_WORDS`].
    pub n: u32,
    /// The [`tail`] of the open words.
    pub tail: [u8; 2],
    pub enclosed: Option<Enclosed>,
    pub withheld: Ranges,
    /// The highest subtrees that are wholly open or wholly withheld, from left to right.
    pub items: Vec<SlipItem>,
}

impl Slip {
    /// How many words are open.
    pub fn open_words(&self) -> u32 {
        self.n - self.withheld.words()
    }

    /// The statement that the key signed, if `root` is the root over the words (`spec/seal.md`, section 3).
    pub fn statement(&self, root: &Hash) -> String {
        statement(&self.pen_name, self.n, root, self.enclosed.as_ref())
    }

    /// The account's id, if the signature holds over the statement with this root over the words.
    pub fn prove(&self, root: &Hash) -> Option<AccountId> {
        let statement = self.statement(root);
        self.pen_name.verifies(statement.as_bytes(), &self.signature).then(|| AccountId::of(&statement))
    }
}

/// The text that a key signs (`spec/seal.md`, section 3): the pen name, the number of words, the root over them, and the
/// enclosures.
pub fn statement(pen_name: &PenName, n: u32, root: &Hash, enclosed: Option<&Enclosed>) -> String {
    let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    let enclosures = enclosed.map_or("0 -".to_owned(), |e| format!("{} {}", e.count, base64(&e.root)));
    format!("firsthand/account/v1\n{}\n{n} {}\n{enclosures}\n", base64(&pen_name.0), base64(root))
}

/// How many of the last open words go into the tail.
pub const TAIL_WORDS: usize = 8;

/// Two bytes of the hash of the last [`TAIL_WORDS`] of `words`. A copy is searched for the end of the account by them.
/// They prove nothing.
pub fn tail(words: &[&str]) -> [u8; 2] {
    let last = &words[words.len().saturating_sub(TAIL_WORDS)..];
    sha256_start(&[b"firsthand tail", last.join("\n").as_bytes()])
}
