//! A slip in pieces for QR codes: one that is too long for one code goes into several, numbered (`spec/seal.md`,
//! section 4).

use crate::base32;
use crate::hash::sha256_start;
use crate::slip::Slip;

/// More letters than this make a code that phones read badly.
const ONE_CODE: usize = 1_000;
/// What a numbered part begins with.
pub const PART: &str = "FHPART";

/// What the codes of a slip hold, in order.
pub fn parts(slip: &Slip) -> Vec<String> {
    let run = slip.to_run();
    if run.len() <= ONE_CODE {
        return vec![run.to_ascii_uppercase()];
    }
    let count = run.len().div_ceil(ONE_CODE);
    let size = run.len().div_ceil(count);
    let pieces: Vec<&[u8]> = run.as_bytes().chunks(size).collect();
    let check = check(&run);
    let part = |(at, piece): (usize, &&[u8])| {
        format!("{PART}:{}:{}:{check}:{}", at + 1, pieces.len(), String::from_utf8_lossy(piece)).to_ascii_uppercase()
    };
    pieces.iter().enumerate().map(part).collect()
}

/// What binds the parts of one slip together: four letters.
pub fn check(run: &str) -> String {
    let hash: [u8; 3] = sha256_start(&[b"firsthand part", run.as_bytes()]);
    base32::encode(&hash)[..4].to_owned()
}
