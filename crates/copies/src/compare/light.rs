//! Whether two words differ only in light punctuation.
//!
//! Quotation marks, commas, brackets and full stops outside numbers are light: people change them when they write a text down
//! again. Everything else may change the meaning: marks on letters, signs, points in numbers, `?` and `!`, case, and the
//! alphabet.

use std::borrow::Cow;

const QUOTES: &str = "\"'“”„‟‘’‚‛«»‹›「」『』﹁﹂﹃﹄〝〞〟＂＇";
const BRACKETS: &str = "()[]{}（）［］｛｝【】〔〕〈〉《》⟨⟩";
const STOPS: &str = ".,…。．｡۔।॥።։،，、､﹐﹑፣";

fn is_light(sign: char) -> bool {
    [QUOTES, BRACKETS, STOPS].iter().any(|signs| signs.contains(sign))
}

/// A word without its light punctuation. Two words are one word if their results are equal. Empty if the word has nothing
/// else.
///
/// These stay: every sign between digits; commas and full stops before a digit (`1.5`, `.5`); quotation marks between letters
/// (`it's`); quotation marks after a digit (`5"`), unless the word begins with one; and all signs within addresses.
pub fn light(word: &str) -> Cow<'_, str> {
    if !word.contains(is_light) {
        return Cow::Borrowed(word);
    }
    let letters: Vec<char> = word.chars().collect();
    let is_address = word.contains(['/', '@', '\\', ':']);
    let is_digit = |at: Option<&char>| at.is_some_and(|letter| letter.is_numeric());
    let mut kept = String::with_capacity(word.len());
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        while at < letters.len() && is_light(letters[at]) {
            at += 1;
        }
        let (signs, at_end) = (&letters[start..at], start == 0 || at == letters.len());
        let behind_digit = start > 0 && is_digit(letters.get(start - 1));
        let before_digit = is_digit(letters.get(at));
        let of_number = before_digit && (behind_digit || signs.iter().any(|sign| STOPS.contains(*sign)));
        let quotes_stay = !at_end || (behind_digit && !QUOTES.contains(letters[0]));
        let stays = |sign: &&char| of_number || (is_address && !at_end) || (quotes_stay && QUOTES.contains(**sign));
        kept.extend(signs.iter().filter(stays));
        kept.extend(letters.get(at));
        at += 1;
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_alone_makes_no_other_word() {
        for (one, other) in [
            ("bridge", "bridge,"),
            ("bridge", "\"bridge.\""),
            ("«мост»", "мост..."),
            ("(s)he", "she"),
            ("U.S.", "US"),
            ("1941", "(1941)."),
            ("\"1941\"", "1941"),
            ("'here'", "here"),
            ("。", "，"),
            ("1.5,", "1.5"),
            ("x.org/a,", "x.org/a"),
            ("السلام،", "السلام"),
        ] {
            assert_eq!(light(one), light(other), "{one} {other}");
        }
    }

    #[test]
    fn what_may_change_what_is_said_makes_another_word() {
        for (one, other) in [
            ("мой", "мои"),
            ("disparó", "disparo"),
            ("ตีสาม", "ตีสี่"),
            ("öldü", "oldu"),
            ("-5", "5"),
            ("1.5", "15"),
            ("1,5", "1.5"),
            ("1),5", "15"),
            ("1(,)5", "15"),
            ("5(3)", "53"),
            (".5", "5"),
            ("١٫٥", "١٥"),
            ("1،5", "15"),
            ("nine?", "nine"),
            ("nine!", "nine"),
            ("nine:", "nine"),
            ("here\u{1f600}", "here"),
            ("it's", "its"),
            ("צה\"ל", "צהל"),
            ("5\"", "5"),
            ("Nine", "nine"),
            ("Аidar", "Aidar"),
            ("x.org/a", "xorg/a"),
            ("50%", "50"),
            ("█", "bridge"),
        ] {
            assert_ne!(light(one), light(other), "{one} {other}");
        }
    }
}
