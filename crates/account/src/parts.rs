//! Divides a slip that is too long for one QR code into several numbered parts (`spec/seal.md`, section 4). Drawing and
//! reading the codes is not in this crate.

use crate::base32;
use crate::hash::sha256_start;
use crate::limits::MAX_LETTERS_IN_CODE;
use crate::slip::Slip;

/// The letters that a numbered part begins with.
pub const PART: &str = "FHPART";

/// The texts of the QR codes of a slip, in order.
pub fn parts(slip: &Slip) -> Vec<String> {
    let run = slip.to_run();
    if run.len() <= MAX_LETTERS_IN_CODE {
        return vec![run.to_ascii_uppercase()];
    }
    let count = run.len().div_ceil(MAX_LETTERS_IN_CODE);
    let size = run.len().div_ceil(count);
    let pieces: Vec<&[u8]> = run.as_bytes().chunks(size).collect();
    let check = check(&run);
    let part = |(at, piece): (usize, &&[u8])| {
        format!("{PART}:{}:{}:{check}:{}", at + 1, pieces.len(), String::from_utf8_lossy(piece)).to_ascii_uppercase()
    };
    pieces.iter().enumerate().map(part).collect()
}

/// The four letters that stand in every part of one slip, so that parts of different slips are not joined.
pub fn check(run: &str) -> String {
    let hash: [u8; 3] = sha256_start(&[b"firsthand part", run.as_bytes()]);
    base32::encode(&hash)[..4].to_owned()
}
