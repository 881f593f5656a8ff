//! An index: a folder of segments, by which the texts are found that a copy was made from.
//!
//! The file `list` names the segments, and the texts that were taken out of them. It is replaced in one step, and a file that
//! it does not name is no part of the index. A program that is killed therefore leaves the index as it was before or after
//! the change. Readers keep the state that they opened. One writer at a time holds `lock`.

mod build;
mod candidates;
mod error;
pub(crate) mod find;
mod lists;
mod map;
mod matches;
mod opened;
mod postings;
pub mod segment;
mod writer;

pub use error::IndexError;
pub use matches::{Candidate, Match, MatchKind, Matches, Tier};
pub use opened::{Index, Stat};
pub use writer::Writer;
