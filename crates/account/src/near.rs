//! Where a phrase stands among words, and where a name in it may stand in another case, ending or script: offered to the
//! person who withholds it, never decided for them.

mod endings;
mod sound;

use std::collections::HashSet;
use std::ops::Range;

use endings::is_ending;
use sound::sound;

use crate::words::{Words, is_solo};

/// A place where a phrase stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Indices of words.
    pub words: Range<usize>,
    /// Whether it stands there as it was asked for, but for case and punctuation around it.
    pub exact: bool,
}

/// Where `phrase` stands among `words`, and near forms of the names in it, in order.
pub fn occurrences(words: &[&str], phrase: &str) -> Vec<Occurrence> {
    let Ok(read) = Words::read(phrase) else { return Vec::new() };
    let asked: Vec<String> = read.iter().map(bare).filter(|word| !word.is_empty()).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let bare: Vec<String> = words.iter().map(|word| self::bare(word)).collect();
    let mut found: Vec<Occurrence> = bare
        .windows(asked.len())
        .enumerate()
        .filter(|(_, window)| window.iter().zip(&asked).all(|(word, asked)| same(word, asked)))
        .map(|(at, _)| Occurrence { words: at..at + asked.len(), exact: true })
        .collect();
    found.dedup_by(|next, before| next.words.start < before.words.end);
    let taken: HashSet<usize> = found.iter().flat_map(|each| each.words.clone()).collect();

    let names: Vec<Name> =
        asked.iter().filter(|word| is_name_like(word, asked.len())).filter_map(|word| Name::of(word)).collect();
    let near = |at: usize| !taken.contains(&at) && names.iter().any(|name| name.is_near(&bare[at]));
    let mut at = 0;
    while at < words.len() {
        let end = (at..words.len()).find(|&end| !near(end)).unwrap_or(words.len());
        // A name and a surname side by side are one place, but not the same name twice.
        for place in (at..end).collect::<Vec<_>>().chunks(asked.len()) {
            found.push(Occurrence { words: place[0]..place[0] + place.len(), exact: false });
        }
        at = end + 1;
    }
    found.sort_by_key(|each| each.words.start);
    found
}

/// A word without the punctuation around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

/// Whether near forms of this word of a phrase are worth offering: in a long phrase, only of what is written as a name.
fn is_name_like(word: &str, words: usize) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    letters >= 3 && !is_solo(word) && (words == 1 || capital || (words <= 3 && letters >= 4))
}

/// What a name's forms begin with, as they sound.
struct Name {
    stems: Vec<Vec<u8>>,
}

/// The fewest sounds of a name; its stem, without a vowel at its end, may have one fewer: Анна, Анны.
const SHORTEST_STEM: usize = 3;
/// A stem at least so long may have one sound wrong.
const FORGIVING: usize = 5;
/// A stem at least so long may have two sounds wrong.
const MOST_FORGIVING: usize = 9;

impl Name {
    fn of(word: &str) -> Option<Self> {
        let whole = sound(word);
        let mut stems = vec![whole.clone()];
        // Without the ending it was asked for in: a vowel, or a longer one if enough is left to go by.
        for length in 1..=whole.len().saturating_sub(SHORTEST_STEM - 1) {
            let (stem, ending) = whole.split_at(whole.len() - length);
            let vowels = ending.iter().all(|sound| sound::is_vowel(*sound));
            if (vowels && length <= 2) || (stem.len() > FORGIVING && is_ending(ending)) {
                stems.push(stem.to_vec());
            }
        }
        // Павел, Павла: the last vowel goes when an ending comes.
        if let [start @ .., vowel, last] = &whole[..]
            && sound::is_vowel(*vowel)
            && !sound::is_vowel(*last)
            && start.len() >= 2
        {
            stems.push([start, &[*last]].concat());
        }
        (whole.len() >= SHORTEST_STEM).then_some(Self { stems })
    }

    /// Whether `word` may be a form of this name.
    fn is_near(&self, word: &str) -> bool {
        let capital = word.chars().next().is_some_and(|first| !first.is_lowercase());
        // Parts of a compound may be the name.
        std::iter::once(word).chain(word.split(['-', '–', '/'])).any(|part| {
            let heard = sound(part);
            self.stems.iter().any(|stem| {
                let wrong = match stem.len() {
                    _ if !capital => 0,
                    length if length >= MOST_FORGIVING => 2,
                    length if length >= FORGIVING => 1,
                    _ => 0,
                };
                (capital || stem.len() >= FORGIVING) && begins_with(&heard, stem, wrong)
            })
        })
    }
}

/// Whether `heard` is `stem`, with at most `wrong` sounds changed, missing or too many, and an ending. The first sound
/// is always right.
fn begins_with(heard: &[u8], stem: &[u8], wrong: usize) -> bool {
    if heard.first() != stem.first() || heard.len() + wrong < stem.len() {
        return false;
    }
    // distance[k]: how far the stem is from the first k sounds heard.
    let mut distance: Vec<usize> = (0..=heard.len()).collect();
    for (at, sound) in stem.iter().enumerate() {
        let mut before = distance[0];
        distance[0] = at + 1;
        for k in 1..=heard.len() {
            let change = before + usize::from(heard[k - 1] != *sound);
            before = distance[k];
            distance[k] = change.min(before + 1).min(distance[k - 1] + 1);
        }
    }
    // Where stem and ending meet in the same sound, it is heard once: Асан, Асаннан.
    let meets = |k: usize| heard.get(k - 1) == stem.last() && is_ending(&heard[k - 1..]);
    (1..=heard.len()).any(|k| distance[k] <= wrong && (is_ending(&heard[k..]) || meets(k)))
}
