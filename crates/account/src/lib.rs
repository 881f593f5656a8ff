//! What a seal is over, and what it proves.
//!
//! From a text to its [`words`]; from words and a key to a [`slip`] ([`seal`]); from a slip to one that says less
//! ([`edition`]); from any copy and a slip to a verdict ([`check`]). `spec/seal.md` is the norm; this crate holds no
//! file, clock or randomness of its own.

pub mod base32;
pub mod bundle;
pub mod characters;
pub mod check;
pub mod directions;
pub mod display;
pub mod edition;
pub mod enclosures;
pub mod hash;
pub mod identity;
pub mod near;
pub mod parts;
pub mod ranges;
pub mod readings;
pub mod seal;
pub mod slip;
pub mod tree;
pub mod warnings;
pub mod words;
