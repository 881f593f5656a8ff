//! Which of many texts has nearly the same words as a copy.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many words in a row are held against each other.
const RUN: usize = 4;
/// A copy with at least this share of a text's runs, or a text with this share of the copy's, is nearly the same: a
/// word changed in every ten leaves two thirds.
pub const NEARLY_THE_SAME: f64 = 0.5;
/// Of so many runs that follow each other at least one is in the index.
const WINDOW: usize = 8;
/// How many texts that share the most runs are held against the copy in full.
const CANDIDATES: usize = 24;

/// The runs of words of a text, as hashes; the whole of a shorter one.
pub struct Runs(HashSet<u64>);

impl Runs {
    pub fn of<W: Hash>(words: &[W]) -> Self {
        Self(hashes(words).collect())
    }

    /// Which share of the runs of the shorter text the two have in common.
    pub fn shared(&self, other: &Self) -> f64 {
        let shared = self.0.intersection(&other.0).count() as f64;
        shared / self.0.len().min(other.0.len()).max(1) as f64
    }
}

fn hashes<W: Hash>(words: &[W]) -> impl Iterator<Item = u64> {
    let run = RUN.min(words.len()).max(1);
    words.windows(run).map(|run| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    })
}

/// Some runs of many texts, by which the nearest are found: of each eight the run with the least hash (winnowing,
/// Schleimer, Wilkerson and Aiken 2003), so that eleven words in a row that a copy kept always find their text.
#[derive(Clone, Default)]
pub struct Index {
    /// Hash and text, in order.
    runs: Vec<(u32, u32)>,
}

impl Index {
    /// Adds texts with their numbers.
    pub fn add<'w, W: Hash + 'w>(&mut self, texts: impl Iterator<Item = (u32, &'w [W])>) {
        for (text, words) in texts {
            let sampled: HashSet<u32> = sampled(words).collect();
            self.runs.extend(sampled.into_iter().map(|run| (run, text)));
        }
        self.runs.sort();
    }

    /// The texts that may have nearly the same words as `copy`; whether they do shows by [`Runs::shared`].
    pub fn candidates<W: Hash>(&self, copy: &[W]) -> Vec<u32> {
        let mut found: HashMap<u32, u32> = HashMap::new();
        let runs: HashSet<u32> = sampled(copy).collect();
        for run in runs {
            let from = self.runs.partition_point(|(other, _)| *other < run);
            for (_, text) in self.runs[from..].iter().take_while(|(other, _)| *other == run) {
                *found.entry(*text).or_default() += 1;
            }
        }
        let mut found: Vec<(u32, u32)> = found.into_iter().collect();
        found.sort_by_key(|(text, shared)| (std::cmp::Reverse(*shared), *text));
        found.into_iter().take(CANDIDATES).map(|(text, _)| text).collect()
    }
}

fn sampled<W: Hash>(words: &[W]) -> impl Iterator<Item = u32> {
    let hashes: Vec<u32> = hashes(words).map(|hash| (hash >> 32) as u32).collect();
    let window = WINDOW.min(hashes.len()).max(1);
    let least: Vec<u32> =
        hashes.windows(window).map(|window| *window.iter().min().expect("windows are not empty")).collect();
    least.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: u32, words: usize) -> Vec<String> {
        let mut state = u64::from(number) + 1;
        let word = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            format!("word{}", (state >> 33) % 5_000)
        };
        (0..words).map(word).collect()
    }

    #[test]
    fn the_nearest_of_many_texts_is_found() {
        let texts: Vec<Vec<String>> = (0..500).map(|number| text(number, 200)).collect();
        let mut index = Index::default();
        index.add(texts.iter().enumerate().map(|(at, words)| (at as u32, &words[..])));
        for number in [0, 77, 499] {
            let whole = &texts[number as usize];
            assert_eq!(index.candidates(whole)[0], number);
            assert_eq!(index.candidates(&whole[60..71]), [number], "eleven words are enough");
            let mut changed = whole.clone();
            changed.iter_mut().step_by(10).for_each(|word| *word = "changed".into());
            assert_eq!(index.candidates(&changed)[0], number);
            let shared = Runs::of(whole).shared(&Runs::of(&changed));
            assert!((NEARLY_THE_SAME..0.7).contains(&shared), "{shared}");
        }
        assert!(index.candidates(&text(1_000, 200)).is_empty());
        assert!(index.candidates(&[] as &[String]).is_empty());
        assert_eq!(Runs::of(&["one"]).shared(&Runs::of(&["one"])), 1.0);
        assert_eq!(Runs::of(&[] as &[&str]).shared(&Runs::of(&["one"])), 0.0);
    }

    /// `cargo test --release -p firsthand-copies -- --ignored --nocapture`
    #[test]
    #[ignore = "a measurement"]
    fn among_ten_thousand() {
        let texts: Vec<Vec<String>> = (0..10_000).map(|number| text(number, 500)).collect();
        let mut index = Index::default();
        let start = std::time::Instant::now();
        index.add(texts.iter().enumerate().map(|(at, words)| (at as u32, &words[..])));
        println!("built in {:?}, {} runs", start.elapsed(), index.runs.len());
        let start = std::time::Instant::now();
        for number in (0..10_000).step_by(100) {
            let copy = &texts[number as usize];
            let found = index.candidates(copy);
            let runs = Runs::of(copy);
            let near = found.iter().filter(|at| Runs::of(&texts[**at as usize]).shared(&runs) >= NEARLY_THE_SAME);
            assert_eq!(near.copied().collect::<Vec<_>>(), [number]);
        }
        println!("found in {:?} each", start.elapsed() / 100);
    }
}
