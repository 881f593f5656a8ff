//! Photographs from many cameras and programs, judged by stock exiftool and Pillow.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use firsthand_photos::strip;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && !entry.file_name().to_string_lossy().starts_with('.') {
            files(&entry.path(), found);
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
}

/// Many sets keep only the beginning of a camera's file: what stands before its picture, then before one of ours.
fn with_a_picture(start: &[u8]) -> Option<Vec<u8>> {
    const PICTURE: &[u8] = include_bytes!("data/restarts.jpg");
    let mut at = 2;
    while let Some([0xff, 0xe0..=0xef | 0xfe, high, low, ..]) = start.get(at..) {
        let end = at + 2 + usize::from(u16::from_be_bytes([*high, *low]));
        if end > start.len() {
            break;
        }
        at = end;
    }
    // Behind the 18 bytes of its own JFIF.
    (start.starts_with(b"\xff\xd8") && at > 2).then(|| [&start[..at], &PICTURE[20..]].concat())
}

/// `PHOTO_SAMPLES` names the folder; what was fetched into `target/tmp/photo-samples` is found without it.
#[test]
#[ignore = "needs the samples: tests/samples.sh target/tmp/photo-samples"]
fn samples_keep_their_pixels_and_nothing_else() {
    let here = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let samples = std::env::var_os("PHOTO_SAMPLES").map_or_else(|| here.join("photo-samples"), PathBuf::from);
    assert!(samples.is_dir(), "no samples in {}: tests/samples.sh fetches them", samples.display());
    let out = here.join("photo-samples-stripped");
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out).unwrap();

    let mut found = Vec::new();
    files(&samples, &mut found);
    let mut seen = HashSet::new();
    let mut counts = BTreeMap::<String, usize>::new();
    let mut pairs = String::new();
    for path in &found {
        let bytes = fs::read(path).unwrap();
        if !seen.insert(bytes.clone()) {
            continue;
        }
        let mut path = path.clone();
        let mut bytes = bytes;
        let mut grafted = "";
        if let (Err(_), Some(whole)) = (strip(&bytes), with_a_picture(&bytes)) {
            grafted = ", from a beginning alone";
            path = out.join(format!("{:05}-before.jpg", seen.len()));
            fs::write(&path, &whole).unwrap();
            bytes = whole;
        }
        let count = match strip(&bytes) {
            Ok(photograph) => {
                assert!(photograph.bytes.len() <= bytes.len() + 8, "{}", path.display());
                assert_eq!(strip(&photograph.bytes).as_ref(), Ok(&photograph), "{}", path.display());
                let to = out.join(format!("{:05}.{}", seen.len(), photograph.format.extension()));
                fs::write(&to, &photograph.bytes).unwrap();
                pairs += &format!("{}\t{}\n", path.display(), to.display());
                format!("stripped: {}{grafted}", photograph.format.media_type())
            }
            Err(refused) => {
                println!("{}: {refused}", path.strip_prefix(&samples).unwrap().display());
                let reason = format!("{refused:?}");
                format!("refused: {}", reason.split(" {").next().unwrap())
            }
        };
        *counts.entry(count).or_default() += 1;
    }
    println!("{} files, {} of them different: {counts:#?}", found.len(), seen.len());
    fs::write(out.join("pairs.tsv"), &pairs).unwrap();
    assert!(pairs.lines().count() > 300, "too few samples to say anything");

    let python = samples.join(".python/bin/python");
    let python = if python.exists() { python } else { PathBuf::from("python3") };
    let witness = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/witness.py");
    let status = Command::new(python).arg(witness).arg(out.join("pairs.tsv")).status().unwrap();
    assert!(status.success());
}
