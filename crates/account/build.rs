//! Packs `spec/characters.json` into the two-stage table that `src/characters.rs` reads.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

// The numbers of `Class` in src/characters.rs, and the bits beside them.
const CLASSES: [(&str, u8); 7] =
    [("space", 1), ("drop", 2), ("embed", 3), ("attach", 4), ("refuse", REFUSE), ("solo", 7), ("mark", 8)];
const REFUSE: u8 = 5;
const FOLD: u8 = 6;
const MARK: u8 = 0x10;
const LETTER: u8 = 0x20;
const STABLE: u8 = 0x40;
const BLOCK: usize = 256;

fn main() {
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../spec/characters.json");
    println!("cargo::rerun-if-changed={}", source.display());
    let json: Value = serde_json::from_str(&fs::read_to_string(&source).expect("spec/characters.json can be read"))
        .expect("it is JSON");

    let mut table = vec![0u8; 0x11_0000];
    for (name, number) in CLASSES {
        each(&json["classes"][name], |point| table[point] |= number);
    }
    each(&json["marks"], |point| table[point] |= MARK);
    each(&json["letters"], |point| table[point] |= LETTER);
    for (point, entry) in table.iter_mut().enumerate() {
        // A refused character is stable, because a later version of Unicode may normalise it otherwise.
        let refused = *entry & 0x0F == REFUSE;
        if let Some(character) = char::from_u32(point as u32)
            && (refused
                || canonical_combining_class(character) == 0
                    && is_nfc_quick([character].into_iter()) == IsNormalized::Yes)
        {
            *entry |= STABLE;
        }
    }

    let mut folds = String::from("pub static FOLDS: &[(char, &str)] = &[\n");
    let mut in_order: Vec<(u32, &str)> = json["fold"]
        .as_object()
        .expect("an object")
        .iter()
        .map(|(hex, to)| (u32::from_str_radix(hex, 16).expect("hexadecimal"), to.as_str().expect("a string")))
        .collect();
    in_order.sort_unstable();
    for (point, to) in in_order {
        table[point as usize] |= FOLD;
        writeln!(folds, "    ('\\u{{{point:x}}}', {to:?}),").expect("writing to a string");
    }
    folds.push_str("];\n");

    let mut blocks: Vec<u8> = Vec::new();
    let mut known: HashMap<&[u8], u16> = HashMap::new();
    let index: Vec<u16> = table
        .chunks(BLOCK)
        .map(|block| {
            *known.entry(block).or_insert_with(|| {
                blocks.extend_from_slice(block);
                u16::try_from(blocks.len() / BLOCK - 1).expect("few distinct blocks")
            })
        })
        .collect();
    let code = format!(
        "pub static INDEX: [u16; {}] = {index:?};\npub static BLOCKS: [u8; {}] = {blocks:?};\n{folds}",
        index.len(),
        blocks.len()
    );
    fs::write(Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("characters.rs"), code)
        .expect("the table can be written");
}

fn each(ranges: &Value, mut act: impl FnMut(usize)) {
    for range in ranges.as_str().expect("ranges stand in a string").split(' ') {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let hex = |text| usize::from_str_radix(text, 16).expect("hexadecimal");
        (hex(first)..=hex(last)).for_each(&mut act);
    }
}
