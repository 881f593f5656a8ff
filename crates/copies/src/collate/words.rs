//! The words of a version, and which of two versions are the same.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::align::{Token, each_between_spaces};
use crate::compare::light;
use crate::grams::{each_letter, mixed};

/// The words of a text, and signs between spaces, for these may change what is said too: `-`, `?`, an emoji. Where a
/// script has no spaces, a letter is a word, with the marks on it. Punctuation alone ([`light`]) is none.
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
                    // No letter has a number so high: a sign is never taken for a word.
                    sign.chars().for_each(|sign| letters = mixed(letters ^ (1 << 32) ^ u64::from(u32::from(sign))));
                    words.push(Token { letters, from: from as u32, to: to as u32 });
                }
            }
            _ => words.push(Token { letters, from: from as u32, to: to as u32 }),
        }
    });
    words
}

/// Whether two words are the same, but for how they are set ([`key`]) and for punctuation ([`light`]).
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || key(one) == key(other)
}

/// A word in plain quotation marks and dashes, composed (NFC), without what cannot be seen, and without punctuation that
/// makes no other word of it.
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
