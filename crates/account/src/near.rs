//! Finds a phrase among words, and the near forms of its names: the same name in another case, ending or script. The person
//! who withholds decides which of these places are withheld.

mod endings;
mod sound;
mod tables;

use std::collections::HashSet;
use std::ops::Range;

use endings::is_ending;
use sound::sound;

use crate::words::{Words, is_solo};

/// A place where a phrase or a near form stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Indices of words.
    pub words: Range<usize>,
    /// Whether the phrase itself stands there, in any case and with any punctuation around it.
    pub exact: bool,
}

/// The places of `phrase` and of near forms of its names among `words`, in order. Empty if the phrase has no words.
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
        // First name and surname side by side are one place. The same name twice in a row is two places.
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

/// Whether two words are the same in any case.
fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

/// Whether near forms of this word are worth offering, in a phrase of so many `words`. In a long phrase, only words with a
/// capital are names.
fn is_name_like(word: &str, words: usize) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    letters >= 3 && !is_solo(word) && (words == 1 || capital || (words <= 3 && letters >= 4))
}

/// A name.
struct Name {
    /// The sounds that a form of the name may begin with.
    stems: Vec<Vec<u8>>,
}

/// Sounds of the shortest name. A stem without the vowel at its end may have one sound less: Анна, Анны.
const MIN_NAME_SOUNDS: usize = 3;
/// Sounds of the shortest stem in which one sound may differ.
const MIN_SOUNDS_FOR_ONE_ERROR: usize = 5;
/// Sounds of the shortest stem in which two sounds may differ.
const MIN_SOUNDS_FOR_TWO_ERRORS: usize = 9;

impl Name {
    /// The name that is written `word`. `None` if it is too short.
    fn of(word: &str) -> Option<Self> {
        let whole = sound(word);
        let mut stems = vec![whole.clone()];
        // The word may have an ending, which its other forms do not have: one or two vowels, or more after a long stem.
        for length in 1..=whole.len().saturating_sub(MIN_NAME_SOUNDS - 1) {
            let (stem, ending) = whole.split_at(whole.len() - length);
            let vowels = ending.iter().all(|sound| sound::is_vowel(*sound));
            if (vowels && length <= 2) || (stem.len() > MIN_SOUNDS_FOR_ONE_ERROR && is_ending(ending)) {
                stems.push(stem.to_vec());
            }
        }
        // The last vowel is dropped before an ending: Павел, Павла.
        if let [start @ .., vowel, last] = &whole[..]
            && sound::is_vowel(*vowel)
            && !sound::is_vowel(*last)
            && start.len() >= 2
        {
            stems.push([start, &[*last]].concat());
        }
        (whole.len() >= MIN_NAME_SOUNDS).then_some(Self { stems })
    }

    /// Whether `word` may be a form of this name.
    fn is_near(&self, word: &str) -> bool {
        let capital = word.chars().next().is_some_and(|first| !first.is_lowercase());
        // The name may be a part of a compound.
        std::iter::once(word).chain(word.split(['-', '–', '/'])).any(|part| {
            let heard = sound(part);
            self.stems.iter().any(|stem| {
                let wrong = match stem.len() {
                    _ if !capital => 0,
                    length if length >= MIN_SOUNDS_FOR_TWO_ERRORS => 2,
                    length if length >= MIN_SOUNDS_FOR_ONE_ERROR => 1,
                    _ => 0,
                };
                (capital || stem.len() >= MIN_SOUNDS_FOR_ONE_ERROR) && begins_with(&heard, stem, wrong)
            })
        })
    }
}

/// Whether the sounds `heard` are `stem` and an ending. At most `wrong` sounds of the stem may be changed, missing or added,
/// but not the first.
fn begins_with(heard: &[u8], stem: &[u8], wrong: usize) -> bool {
    if heard.first() != stem.first() || heard.len() + wrong < stem.len() {
        return false;
    }
    // distance[k] is the edit distance between the stem so far and the first k sounds heard.
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
    // If the stem ends with the sound that the ending begins with, the sound is heard once: Асан, Асаннан.
    let meets = |k: usize| heard.get(k - 1) == stem.last() && is_ending(&heard[k - 1..]);
    (1..=heard.len()).any(|k| distance[k] <= wrong && (is_ending(&heard[k..]) || meets(k)))
}
