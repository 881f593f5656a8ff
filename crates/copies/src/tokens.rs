//! The words of a text, by their letters.

use std::ops::Range;

use crate::grams::{each_letter, mixed};

/// A word of a text: a run of characters without a space that has letters. In a script without spaces, a letter is a word.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// A hash of its letters. Two words with other letters have the same hash with a probability of 1 in 2^64.
    pub letters: u64,
    /// The byte offset where it begins.
    pub from: u32,
    /// The byte offset where it ends.
    pub to: u32,
}

impl Token {
    pub fn range(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// Whether a character is of a script without spaces: Han, kana, and the scripts of south-east Asia.
pub(crate) fn is_written_without_spaces(character: char) -> bool {
    matches!(u32::from(character), 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// Calls `push` for each run of characters without a space, with the byte offsets where it begins and ends. Each letter of a
/// script without spaces is a run of its own.
pub(crate) fn each_between_spaces(text: &str, mut push: impl FnMut(usize, usize)) {
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let alone = is_written_without_spaces(character);
        if alone || character.is_whitespace() {
            if from < at {
                push(from, at);
            }
            from = at + character.len_utf8();
            if alone {
                push(at, from);
            }
        }
    }
    if from < text.len() {
        push(from, text.len());
    }
}

/// The words of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    each_between_spaces(text, |from, to| {
        let mut letters = 0;
        each_letter(&text[from..to], |letter, _| letters = mixed(letters ^ u64::from(letter)));
        if letters != 0 {
            tokens.push(Token { letters, from: from as u32, to: to as u32 });
        }
    });
    tokens
}

/// The weight of a word ([`crate::align::Alignment::weight`]).
pub(crate) fn weight(word: &str) -> usize {
    let mut letters = 0usize;
    each_letter(word, |_, _| letters += 1);
    if word.starts_with(is_written_without_spaces) { 2 } else { letters.saturating_sub(2).min(6) }
}
