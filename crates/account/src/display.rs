//! Joins words into a text for people to read.

use crate::words::is_solo;

/// The words joined by spaces. No space stands between two words of a script that is written without spaces.
pub fn spaced(words: &[&str]) -> String {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && !(is_solo(word) && is_solo(words[at - 1])) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
