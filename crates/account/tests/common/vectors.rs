//! What the two files of vectors share.

use std::fs;
use std::path::PathBuf;

use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{seal, sealable};
use firsthand_account::slip::Slip;
use serde_json::{Value, json};

use super::{edition, key};

/// A path from the root of the repository.
pub fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Compares the cases with the vectors of this name, or writes them.
pub fn hold(name: &str, cases: Vec<Value>) {
    let path = repository(&format!("spec/vectors/{name}.json"));
    let made = format!("{}\n", serde_json::to_string_pretty(&json!({ "cases": cases })).expect("JSON"));
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        fs::write(&path, made).expect("the vectors can be written");
        return;
    }
    let kept = fs::read_to_string(&path).expect("the vectors are there");
    assert!(kept == made, "{name}: this program gives something else than spec/vectors/{name}.json");
}

pub fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

pub fn account(language: &str) -> String {
    fs::read_to_string(repository(&format!("tests/data/accounts/{language}.txt"))).expect("a sample account")
}

pub const LANGUAGES: [&str; 8] = ["en", "kk", "ru", "ar", "fa", "zh", "ja", "th"];

/// The English account, its slip, and the slip of an edition of it.
pub fn sample() -> (String, Slip, Slip) {
    let text = account("en");
    let slip = seal(&sealable(&text).expect("it can be sealed"), &key(10), &[10; 32], None).slip;
    let made = edition(&text, &slip, &Ranges::new((0..9).map(|at| at * 29 + 3..at * 29 + 4 + at % 2).collect()))
        .expect("open");
    (text, slip, made.slip)
}

/// The letters of any payload, well formed or not.
pub fn letters(payload: &[u8]) -> String {
    use firsthand_account::base32::encode;
    use firsthand_account::hash::sha256_start;
    use firsthand_account::slip::text::MARKER;
    let length = &(payload.len() as u32).to_be_bytes()[1..];
    let check: [u8; 2] = sha256_start(&[b"firsthand length", length]);
    let checksum: [u8; 4] = sha256_start(&[b"firsthand slip", payload]);
    let data = [payload, &checksum].concat();
    let blocks: Vec<u8> = data.chunks(239).flat_map(|block| [block, &parity(block)].concat()).collect();
    format!("{MARKER} {} {}", encode(&[length, &check].concat()), encode(&blocks))
}

/// The Reed–Solomon parity of `data` by plain polynomial division, without the code of the crate.
fn parity(data: &[u8]) -> Vec<u8> {
    let multiply = |mut a: u16, mut b: u16| {
        let mut product = 0;
        while b > 0 {
            if b & 1 == 1 {
                product ^= a;
            }
            a <<= 1;
            if a & 0x100 != 0 {
                a ^= 0x11D;
            }
            b >>= 1;
        }
        product
    };
    let mut generator = vec![1u16];
    let mut root = 1;
    for _ in 0..16 {
        let mut next = [&generator[..], &[0]].concat();
        for (at, &c) in generator.iter().enumerate() {
            next[at + 1] ^= multiply(c, root);
        }
        generator = next;
        root = multiply(root, 2);
    }
    let mut rest: Vec<u16> = data.iter().map(|&byte| u16::from(byte)).chain([0; 16]).collect();
    for at in 0..data.len() {
        let factor = rest[at];
        for (place, &c) in generator.iter().enumerate() {
            rest[at + place] ^= multiply(c, factor);
        }
    }
    rest[data.len()..].iter().map(|&value| value as u8).collect()
}
