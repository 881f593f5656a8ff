//! The words of a version, and whether two words are equal.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::align::{Token, each_between_spaces};
use crate::compare::light;
use crate::grams::{each_letter, mixed};

/// The words of a text. A sign between spaces is a word too, because it may change the meaning: `-`, `?`, an emoji.
/// Punctuation alone ([`light`]) is none. In a script without spaces, a letter with its marks is a word.
pub(super) fn words(text: &str) -> Vec<Token> {
    let mut words: Vec<Token> = Vec::new();
    each_between_spaces(text, |from, to| {
        let word = &text[from..to];
        let mut letters = 0;
        each_letter(word, |letter, _| letters = mixed(letters ^ u64::from(letter)));
        let last = words.last_mut().filter(|last| last.to as usize == from);
        match last {
            Some(last) if letters == 0 && word.starts_with(is_combining_mark) => last.to = to as u32,
            _ if letters == 0 => {
                let sign = key(word);
                if !sign.is_empty() {
                    // Bit 32 is set in no letter, so a sign never has the hash of a word.
                    sign.chars().for_each(|sign| letters = mixed(letters ^ (1 << 32) ^ u64::from(u32::from(sign))));
                    words.push(Token { letters, from: from as u32, to: to as u32 });
                }
            }
            _ => words.push(Token { letters, from: from as u32, to: to as u32 }),
        }
    });
    words
}

/// Whether two words are equal, apart from typography ([`key`]) and punctuation ([`light`]).
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || key(one) == key(other)
}

/// A word with plain quotation marks and dashes, in NFC, without invisible characters and light punctuation.
fn key(word: &str) -> String {
    let is_seen = |character: &char| {
        !matches!(character, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2060}' | '\u{feff}')
    };
    let plain = |character| match character {
        '‘' | '’' | '‛' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        other => other,
    };
    let plain: Cow<str> =
        if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(word.nfc().filter(is_seen).map(plain).collect()) };
    light(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<&str> {
        words(text).iter().map(|word| &text[word.range()]).collect()
    }

    #[test]
    fn signs_are_words_and_punctuation_is_none() {
        assert_eq!(shown("it was — cold 🙂 , « yes »"), ["it", "was", "—", "cold", "🙂", "yes"]);
        assert_eq!(shown("桥被。封 ？"), ["桥", "被", "封", "？"]);
        assert_eq!(shown("ตีสี่"), ["ตี", "สี่"]);
        let [one, other] = ["-", "x"].map(|text| words(text)[0].letters);
        assert_ne!(one, other);
    }

    #[test]
    fn words_are_the_same_to_the_letter() {
        for (one, other) in [("«Мост»", "мост\u{ad}"), ("e\u{301}t", "et"), ("1.5", "15"), ("-5", "5"), ("สา", "สี่")]
        {
            assert!(!is_same(one, other), "{one} {other}");
        }
        for (one, other) in [("«мост»,", "“мо\u{ad}ст”"), ("e\u{301}t", "ét"), ("it’s", "it's"), ("–5", "−5")]
        {
            assert!(is_same(one, other), "{one} {other}");
        }
    }
}
