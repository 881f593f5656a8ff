//! How words are shown beside each other.

use crate::words::is_solo;

/// Words one after another; those of scripts without spaces, without.
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
