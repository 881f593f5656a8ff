//! Replays every file under `corpus/`, then 2,000 changes of them for each target, the same ones every time.
//!
//! What fails is left as a file in the system's directory for temporary files, and named.

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use firsthand_fuzz::{TARGETS, Target};

const CHANGED: usize = 2_000;
const LONGEST: usize = 8_192;

fn main() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let (mut passed, mut failed) = (0, 0);
    for target in TARGETS {
        let name = target.0;
        let mut paths: Vec<PathBuf> = fs::read_dir(corpus.join(name))
            .unwrap_or_else(|error| panic!("corpus/{name}: {error}"))
            .map(|entry| entry.expect("it can be listed").path())
            .collect();
        paths.sort();
        assert!(!paths.is_empty(), "corpus/{name} is empty");
        let mut held = true;
        let files: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("it can be read")).collect();
        for (path, data) in paths.iter().zip(&files) {
            held &= holds(target, data, &path.display().to_string());
        }
        let mut numbers = Numbers(0x6669_7273_7468_616e);
        for number in 0..CHANGED {
            let data = changed(&files, &mut numbers);
            let path = env::temp_dir().join(format!("firsthand-{name}-{number}"));
            if !holds(target, &data, &path.display().to_string()) {
                fs::write(path, data).expect("it can be written");
                held = false;
            }
        }
        println!("{name}: {} files replayed, and {CHANGED} changes of them", files.len());
        if held { passed += 1 } else { failed += 1 }
    }
    println!("{passed} passed, {failed} failed");
    process::exit(failed);
}

fn holds((name, run): Target, data: &[u8], path: &str) -> bool {
    let held = catch_unwind(|| run(data)).is_ok();
    if !held {
        eprintln!("{name} does not hold for {path}");
    }
    held
}

/// One of `files` with one to eight changes.
fn changed(files: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut data = files[numbers.below(files.len())].clone();
    for _ in 0..=numbers.below(8) {
        let at = numbers.below(data.len() + 1);
        let end = (at + 1 + numbers.below(16)).min(data.len());
        match numbers.below(6) {
            0 if at < data.len() => data[at] = numbers.below(256) as u8,
            1 if at < data.len() => data[at] ^= 1 << numbers.below(8),
            2 => data.insert(at, numbers.below(256) as u8),
            3 => drop(data.drain(at..end.max(at))),
            4 => {
                let again = data[at..end.max(at)].to_vec();
                data.splice(at..at, again);
            }
            _ => {
                let other = &files[numbers.below(files.len())];
                let from = numbers.below(other.len() + 1);
                data.truncate(at);
                data.extend(&other[from..]);
            }
        }
    }
    data.truncate(LONGEST);
    data
}

/// Numbers from a seed: a linear congruential generator's high bits.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}
