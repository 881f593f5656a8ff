//! A slip as letters: written to be copied, printed, photographed and typed, and read back although some letters are wrong.
//!
//! `format` writes them. `reader` reads them, from the groups that `signs` finds; `read` tells what was repaired and what
//! stands between the letters.

mod format;
mod read;
mod reader;
mod signs;

pub use format::MARKER;
pub use read::ReadSlip;
pub use reader::{LetterReader, Unreadable};

#[cfg(test)]
mod tests;
