//! What must hold for every input: the bodies of the fuzz targets. Each takes any bytes and panics where something
//! does not hold. `cargo fuzz` drives them (`scripts/soak`); `tests/corpus.rs` replays what it found on stable Rust.

mod bundle;
mod channels;
mod characters;
mod chat;
mod check;
mod copies;
mod input;
mod proof;
mod slip;
mod words;

pub use bundle::bundle;
pub use channels::{copy, document, mail, page, pdf};
pub use chat::chat;
pub use check::{check, fixed_copies};
pub use copies::{segment, versions};
pub use slip::slip;
pub use words::words;

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]));

pub const TARGETS: [Target; 12] = [
    ("words", words),
    ("slip", slip),
    ("bundle", bundle),
    ("check", check),
    ("segment", segment),
    ("versions", versions),
    ("chat", chat),
    ("copy", copy),
    ("page", page),
    ("mail", mail),
    ("document", document),
    ("pdf", pdf),
];
