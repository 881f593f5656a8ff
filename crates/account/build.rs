//! Packs `spec/characters.json` into the two-stage table that `src/characters.rs` reads, and writes `spec/near.json` as the
//! tables of `src/near`.

use std::collections::{BTreeSet, HashMap};
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
    write("characters.rs", &characters(&read("characters.json")));
    write("near.rs", &near(&read("near.json")));
}

/// A file of `spec/`.
fn read(name: &str) -> Value {
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../spec").join(name);
    println!("cargo::rerun-if-changed={}", source.display());
    let text = fs::read_to_string(&source).unwrap_or_else(|error| panic!("spec/{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("spec/{name}: {error}"))
}

fn write(name: &str, code: &str) {
    let path = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join(name);
    fs::write(path, code).expect("cargo's folder is writable");
}

/// The letters and endings of near forms, as Rust: `ENDINGS` (sorted), `SOUNDS`, and the function `latin`.
fn near(json: &Value) -> String {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let words = |list: &str| -> Vec<String> {
        list.split(' ').map(|word| if word == "0" { String::new() } else { word.to_owned() }).collect()
    };
    let part = |written: &Value| -> Vec<String> {
        let written = text(written);
        match written.strip_prefix('$') {
            Some(name) => {
                json["parts"][name].as_array().expect("lines").iter().flat_map(|line| words(&text(line))).collect()
            }
            None => words(&written),
        }
    };
    let mut endings = BTreeSet::new();
    for parts in json["endings"].as_array().expect("a list") {
        let parts = parts.as_array().expect("the parts of an ending").iter().map(part);
        let all = parts.fold(vec![String::new()], |starts, part| {
            starts.iter().flat_map(|start| part.iter().map(move |next| format!("{start}{next}"))).collect()
        });
        // No sound stands twice in a row.
        endings.extend(all.into_iter().map(|ending| {
            let mut sounds = ending.into_bytes();
            sounds.dedup();
            String::from_utf8(sounds).expect("sounds are ASCII")
        }));
    }
    let endings: Vec<String> = endings.into_iter().collect();
    let mut code = format!("pub static ENDINGS: &[&str] = &{endings:?};\n");
    code.push_str(
        "/// Runs of letters that stand for one sound, the longest first.\npub static SOUNDS: &[(&str, u8)] = &[\n",
    );
    for pair in json["sounds"].as_array().expect("pairs") {
        writeln!(code, "    ({:?}, b'{}'),", text(&pair[0]), text(&pair[1])).expect("writing to a string");
    }
    code.push_str("];\n/// A letter of another alphabet in plain Latin letters.\npub fn latin(letter: char) -> Option<&'static str> {\n");
    code.push_str("    Some(match letter {\n");
    for (latin, letters) in json["latin"].as_object().expect("by letters") {
        let letters: Vec<String> = text(letters).chars().map(|letter| format!("{letter:?}")).collect();
        writeln!(code, "        {} => {latin:?},", letters.join(" | ")).expect("writing to a string");
    }
    code + "        _ => return None,\n    })\n}\n"
}

/// The table of characters, as Rust.
fn characters(json: &Value) -> String {
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
    format!(
        "pub static INDEX: [u16; {}] = {index:?};\npub static BLOCKS: [u8; {}] = {blocks:?};\n{folds}",
        index.len(),
        blocks.len()
    )
}

fn each(ranges: &Value, mut act: impl FnMut(usize)) {
    for range in ranges.as_str().expect("ranges stand in a string").split(' ') {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let hex = |text| usize::from_str_radix(text, 16).expect("hexadecimal");
        (hex(first)..=hex(last)).for_each(&mut act);
    }
}
