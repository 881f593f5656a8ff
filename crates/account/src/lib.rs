//! Sealing, withholding and checking of accounts, by the rules of `spec/seal.md`.
//!
//! A text is read as [`words`]. [`seal`] makes a [`slip`] from words and a key. [`edition`] withholds words from an account
//! and makes its new slip. [`check`] holds a copy against a slip and gives a verdict.
//!
//! Opening files, reading clocks, and making random numbers are not in this crate.

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
pub mod limits;
pub mod near;
pub mod parts;
pub mod ranges;
pub mod readings;
pub mod seal;
pub mod slip;
pub mod tree;
pub mod warnings;
pub mod words;
