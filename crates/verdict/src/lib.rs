//! Judges copies. The command, the pages and the programs' interface word what is decided here. None of them decides.
//!
//! A copy is judged in two halves: whether its text is true to each slip ([`Stands`]), and what the reader knows about the
//! seal of each slip ([`Standing`]). A copy that is true to no slip is compared with the accounts that the reader has
//! ([`Held`]). [`Judged::json`] is the verdict in a form for programs (`spec/verdict.schema.json`).
//!
//! Sentences for people, files, clocks and networks are not in this crate. What the reader knows comes in [`Reader`].

mod answer;
mod differences;
mod held;
mod json;
mod judge;
mod judged;
mod known;
pub mod limits;
mod outside;
mod proved;
mod reader;

pub use answer::Answer;
pub use differences::{Differences, Marked};
pub use held::Held;
pub use json::not_read;
pub use judge::judge;
pub use judged::{Judged, JudgedSlip, Stands};
pub use known::{KnownText, PagePart, PastText};
pub use outside::Outside;
pub use proved::{Enclosures, Proved};
pub use reader::{Archive, Id, Reader, Standing};
