//! Finds the text that a copy was made from, compares the two, and collates versions of a text. This crate knows texts and
//! ids. Accounts and slips are not in it.
//!
//! The text that a copy was made from:
//!
//! ```
//! use firsthand_copies::index::{Index, MatchKind};
//!
//! let text = "They closed the bridge at nine, and nobody was let through, not even the ambulance from the other side.";
//! let index = Index::of([("bridge", text), ("bakery", "The ovens stayed cold for nine days, and on the tenth we went in.")]);
//! let found = index.find("THEY CLOSED THE BRIDGE AT TEN, and nobody was let through - not even the ambulance", 5)?;
//! assert_eq!((found.matches[0].id, found.matches[0].kind), ("bridge", MatchKind::Copy));
//! assert!(found.matches[0].of_copy > 0.9 && found.matches[0].identity > 0.9);
//! assert!(index.find("Chop four ripe tomatoes, and let them stand with the salt.", 5)?.matches.is_empty());
//! # Ok::<(), firsthand_copies::index::IndexError>(())
//! ```
//!
//! [`index::Writer`] keeps an index on disk, and [`index::Index::open`] reads it. [`trace::Tracer`] looks through much text
//! for copies of the texts in an index. The differences between versions of a text:
//!
//! ```
//! use firsthand_copies::collate::collate;
//!
//! let versions = collate(&["They closed the bridge at nine.", "They closed the old bridge, at ten"]);
//! let differs = versions.segments.iter().filter(|segment| !segment.same);
//! let second: Vec<String> = differs.map(|segment| versions.versions[1].show(segment.words[1].clone())).collect();
//! assert_eq!(second, ["old", "ten"]);
//! ```
//!
//! [`compare()`] compares a copy with a text word by word, and to the letter.

pub mod align;
pub mod collate;
mod compare;
pub mod grams;
pub mod index;
pub mod limits;
mod near;
mod shown;
mod terms;
mod tokens;
pub mod trace;

pub use compare::{Comparison, Counts, Piece, compare, light};
pub use shown::ShownPiece;
