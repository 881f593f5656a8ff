//! The endings that may follow the stem of a name in Russian, Kazakh and English, as they sound (see `sound`): cases,
//! plurals, possessives, patronymics, and adjectives made of names.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether `sounds` is an ending. No sounds count as one.
pub fn is_ending(sounds: &[u8]) -> bool {
    sounds.is_empty() || ENDINGS.contains(sounds)
}

static ENDINGS: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| {
    let mut endings = HashSet::new();
    let mut add = |parts: &[&[&str]]| {
        for ending in combine(parts) {
            endings.insert(single(&ending));
        }
    };
    add(&[RUSSIAN_CASES]);
    add(&[&["ov", "ev", "in", "sk", "ovsk"], RUSSIAN_CASES]);
    add(&[&["ovis", "evis", "is", "ovn", "evn", "isn"], RUSSIAN_CASES]);
    add(&[KAZAKH_PLURALS, KAZAKH_POSSESSIVES, KAZAKH_CASES]);
    add(&[&["jan", "uli", "kisi", "ov", "ova", "ev", "eva"], KAZAKH_CASES]);
    add(&[&["s", "es", "ian", "esk"]]);
    endings
});

const RUSSIAN_CASES: &[&str] = &[
    "", "a", "u", "om", "em", "e", "i", "ei", "oi", "oiu", "eiu", "iu", "ia", "iam", "iami", "iah", "am", "ami", "ah",
    "ov", "ev", "iei", "iem", "io", "o", "oe", "ogo", "ego", "omu", "emu", "im", "imi", "ih", "aia", "uiu",
];

const KAZAKH_PLURALS: &[&str] = &["", "lar", "ler", "dar", "der", "tar", "ter"];

const KAZAKH_POSSESSIVES: &[&str] = &["", "im", "in", "i", "si", "imis", "inis"];

const KAZAKH_CASES: &[&str] = &[
    "", "nin", "din", "tin", "ga", "ge", "ka", "ke", "na", "ne", "ni", "di", "ti", "n", "da", "de", "ta", "te", "nda",
    "nde", "dan", "den", "tan", "ten", "nan", "nen", "men", "ben", "pen", "niki", "diki", "tiki", "dagi", "degi",
    "tagi", "tegi", "sa", "se", "pin", "bin", "min", "mis", "bis", "pis",
];

/// Every concatenation of one string of each part, in order.
fn combine(parts: &[&[&str]]) -> Vec<String> {
    parts.iter().fold(vec![String::new()], |starts, part| {
        starts.iter().flat_map(|start| part.iter().map(move |next| format!("{start}{next}"))).collect()
    })
}

/// The sounds of `ending`, none twice in a row.
fn single(ending: &str) -> Vec<u8> {
    let mut sounds = ending.as_bytes().to_vec();
    sounds.dedup();
    sounds
}
