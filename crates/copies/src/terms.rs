//! The terms of a text: the beginnings of its longer words. They find a text that was retold in other words.
//!
//! If every third word is replaced, no gram is left, but single words are. A term is the first six letters of a word of four
//! letters or more. *Witness* and *witnesses* are therefore one term, and short words are none. In a script without spaces,
//! two neighbouring characters are a term.

use crate::align::is_written_without_spaces;
use crate::grams::{each_letter, mixed};

/// A word of fewer letters is no term: *the*, *and*, *это*.
const MIN_LETTERS: usize = 4;
/// The number of letters of a word that count.
const LETTERS: usize = 6;

/// Calls `each` for every term of `text`, in order, with its key and the byte offset where it begins.
pub fn each_term(text: &str, mut each: impl FnMut(u32, u32)) {
    let (mut letters, mut hash, mut from) = (0, 0u64, 0);
    // The end of the last letter in bytes, and the last character of a script without spaces that stands there.
    let (mut end, mut before): (usize, Option<u32>) = (0, None);
    let word = |letters: usize, hash: u64| (letters >= MIN_LETTERS).then_some(mixed(hash) as u32);
    each_letter(text, |letter, at| {
        let place = at as usize;
        let character = char::from_u32(letter).filter(|character| is_written_without_spaces(*character));
        let apart = place > end && !is_joined(&text[end..place]);
        if apart || character.is_some() || before.is_some() {
            if let Some(key) = word(letters, hash) {
                each(key, from);
            }
            (letters, hash) = (0, 0);
        }
        if place >= end {
            end = place + text[place..].chars().next().map_or(0, char::len_utf8);
        }
        if character.is_some() {
            if let Some(other) = before.filter(|_| !apart) {
                each(mixed(u64::from(other) << 32 | u64::from(letter)) as u32, at);
            }
            before = Some(letter);
            return;
        }
        before = None;
        if letters == 0 {
            from = at;
        }
        if letters < LETTERS {
            hash = mixed(hash ^ u64::from(letter));
        }
        letters += 1;
    });
    if let Some(key) = word(letters, hash) {
        each(key, from);
    }
}

/// Whether the characters between two letters leave them in one word: combining marks and invisible characters do.
fn is_joined(between: &str) -> bool {
    between.chars().all(|character| {
        unicode_normalization::char::is_combining_mark(character)
            || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<u32> {
        let mut terms = Vec::new();
        each_term(text, |key, _| terms.push(key));
        terms
    }

    #[test]
    fn a_word_is_known_by_its_beginning() {
        assert_eq!(terms("Witness, the Account"), terms("it was WITNESSES; accounts"));
        assert_eq!(terms("brother\u{2014}in law"), terms("\u{201c}brothers\u{201d}"), "in, law are too short");
        assert_eq!(terms("caf\u{e9}s bridges"), terms("cafe\u{301}s bri\u{ad}dges"));
        assert_eq!(terms("мост закрыли").len(), 2);
        assert_ne!(terms("bridge"), terms("square"));
        assert_eq!(terms("桥被封锁").len(), 3, "pairs");
        assert_eq!(terms("桥。被 封bridge锁"), terms("bridge"), "pairs stand together");
        assert!(terms("it was so. 1 22 333").is_empty() && terms("").is_empty());
        let mut places = Vec::new();
        each_term("on the bridge, at nine", |_, at| places.push(at));
        assert_eq!(places, [7, 18]);
    }
}
