//! The slip: what carries a seal beside a copy (`spec/seal.md`, section 4).

pub mod find;
mod payload;
pub mod reed_solomon;
pub mod text;

use crate::hash::{Hash, sha256_start};
use crate::identity::{AccountId, PenName};
use crate::ranges::Ranges;
use crate::tree::Item;

pub use payload::Malformed;

/// The most words an account may have, less one: 2²⁴.
pub const MAX_WORDS: u32 = 1 << 24;
/// The longest payload, in bytes.
pub const MAX_PAYLOAD: usize = 1 << 20;
/// The longest slip that stands in the text itself, in characters; a longer one travels as a file or QR codes.
pub const MAX_IN_TEXT: usize = 2_900;

/// What is sealed beside the words: how many enclosures, and the root of the tree over them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enclosed {
    pub count: u32,
    pub root: Hash,
}

/// A slip that is well formed. Nothing is proved by it until a text is held against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub pen_name: PenName,
    pub signature: [u8; 64],
    /// How many words the account has, from 1 to 2²⁴ − 1.
    pub n: u32,
    /// [`tail`] of the open words.
    pub tail: [u8; 2],
    pub enclosed: Option<Enclosed>,
    pub withheld: Ranges,
    /// The highest subtrees wholly open or wholly withheld, left to right.
    pub items: Vec<Item>,
}

impl Slip {
    /// How many words are open.
    pub fn open_words(&self) -> u32 {
        self.n - self.withheld.words()
    }

    /// What the key signed, given the root over the words (`spec/seal.md`, section 3).
    pub fn statement(&self, root: &Hash) -> String {
        statement(&self.pen_name, self.n, root, self.enclosed.as_ref())
    }

    /// The account's id, if the signature holds over the statement with this root.
    pub fn prove(&self, root: &Hash) -> Option<AccountId> {
        let statement = self.statement(root);
        self.pen_name.verifies(statement.as_bytes(), &self.signature).then(|| AccountId::of(&statement))
    }
}

/// The text that is signed.
pub fn statement(pen_name: &PenName, n: u32, root: &Hash, enclosed: Option<&Enclosed>) -> String {
    let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    let enclosures = enclosed.map_or("0 -".to_owned(), |e| format!("{} {}", e.count, base64(&e.root)));
    format!("firsthand/account/v1\n{}\n{n} {}\n{enclosures}\n", base64(&pen_name.0), base64(root))
}

/// How many of the last open words the tail is over.
pub const TAIL_WORDS: usize = 8;

/// Two bytes of the hash of the last open words, by which a copy is searched for the account's end. They prove nothing.
pub fn tail(words: &[&str]) -> [u8; 2] {
    let last = &words[words.len().saturating_sub(TAIL_WORDS)..];
    sha256_start(&[b"firsthand tail", last.join("\n").as_bytes()])
}
