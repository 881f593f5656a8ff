//! Warnings about a text before it is sealed: letters that look alike, signs that chat programs remove, and invisible
//! characters. Nothing here changes the text or the verdict.

use unicode_bidi::BidiInfo;
use unicode_script::{Script, UnicodeScript};
use unicode_security::MixedScript;

use crate::characters::{Character, Class};
use crate::words::Words;

/// A warning about a text. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A word has letters of several scripts, which may look alike (UTS #39).
    MixedScripts { word: String, line: usize },
    /// Chat programs take this sign for formatting and remove it. The copy is then not true to its slip.
    Eaten { sign: &'static str, line: usize },
    /// This line is displayed in another order without its direction marks, which are not sealed (UAX #9).
    Reordered { line: usize },
    /// The text has this many invisible characters. They are not sealed, and can mark whose copy it is.
    Invisible { count: usize },
}

/// The warnings about `text`, line by line.
pub fn warnings(text: &str) -> Vec<Warning> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        for word in line.split_whitespace() {
            let letters: String = word.chars().filter(|c| Character::of(*c).is_letter()).collect();
            if !letters.is_ascii() && !letters.is_single_script() {
                found.push(Warning::MixedScripts { word: word.to_owned(), line: number });
            }
        }
        found.extend(eaten(line).map(|sign| Warning::Eaten { sign, line: number }));
        if reordered(line) {
            found.push(Warning::Reordered { line: number });
        }
    }
    // Soft hyphens and variation selectors are part of typesetting, so they are not counted.
    let invisible = |c: &char| matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    let count = text.trim_start_matches('\u{FEFF}').chars().filter(invisible).count();
    if count > 0 {
        found.push(Warning::Invisible { count });
    }
    found
}

/// The words in `range` that have letters of several scripts.
pub fn mixed_scripts(words: &Words, range: std::ops::Range<usize>) -> Vec<String> {
    let letters = |word: &str| word.chars().filter(|c| Character::of(*c).is_letter()).collect::<String>();
    let mixed = |word: &&str| {
        let letters = letters(word);
        !letters.is_ascii() && !letters.is_single_script()
    };
    range.map(|at| words.get(at)).filter(mixed).map(str::to_owned).collect()
}

/// The alphabets with letters that look like those of another alphabet.
const ALPHABETS: [(&str, Script); 6] = [
    ("Latin", Script::Latin),
    ("Cyrillic", Script::Cyrillic),
    ("Greek", Script::Greek),
    ("Armenian", Script::Armenian),
    ("Coptic", Script::Coptic),
    ("Cherokee", Script::Cherokee),
];

/// The alphabets of each of two words, if they differ: *Aidar* may be all Latin, or begin with a Cyrillic letter. `None` if
/// they are the same, or a word has no letter of the alphabets above.
pub fn other_alphabets(word: &str, other: &str) -> Option<[Vec<&'static str>; 2]> {
    let of = |word: &str| -> Vec<&'static str> {
        let scripts: Vec<Script> = word.chars().map(|character| character.script()).collect();
        ALPHABETS.iter().filter(|(_, script)| scripts.contains(script)).map(|(name, _)| *name).collect()
    };
    let both = [of(word), of(other)];
    (both[0] != both[1] && both.iter().all(|alphabets| !alphabets.is_empty())).then_some(both)
}

/// The signs of `line` that formatting, quoting or automatic replacement in chat programs remove.
fn eaten(line: &str) -> impl Iterator<Item = &'static str> {
    let start = line.trim_start();
    let around = |sign: &str| {
        let opens = |word: &str| word.starts_with(sign) && word.len() > sign.len();
        let closes = |word: &str| word.trim_end_matches(['.', ',', '!', '?', ':', ';']).ends_with(sign);
        line.split_whitespace().any(opens) && line.split_whitespace().any(closes)
    };
    [
        ("*", around("*")),
        ("_", around("_")),
        ("~", around("~")),
        ("||", around("||")),
        ("`", around("`")),
        (">", start.starts_with('>')),
        ("#", start.starts_with('#')),
        ("->", line.contains("->")),
        ("(c)", line.contains("(c)") || line.contains("(C)")),
    ]
    .into_iter()
    .filter_map(|(sign, found)| found.then_some(sign))
}

fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{61C}')
}

/// Whether the visible characters of `line` stand in another order when its direction marks are dropped.
fn reordered(line: &str) -> bool {
    if !line.contains(is_direction_mark) {
        return false;
    }
    let shown = |line: &str| {
        let info = BidiInfo::new(line, None);
        info.paragraphs
            .iter()
            .map(|paragraph| info.reorder_line(paragraph, paragraph.range.clone()))
            .collect::<String>()
    };
    let dropped: String = line.chars().filter(|c| Character::of(*c).class() != Class::Drop).collect();
    let visible: String = shown(line).chars().filter(|c| Character::of(*c).class() != Class::Drop).collect();
    visible != shown(&dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_chat_programs_eat_and_what_looks_alike() {
        let of = |text: &str| warnings(text);
        assert_eq!(of("plain text, 2 * 3 = 6 and snake_case"), []);
        assert_eq!(of("It was *very* cold"), [Warning::Eaten { sign: "*", line: 1 }]);
        assert_eq!(of("one\n> two"), [Warning::Eaten { sign: ">", line: 2 }]);
        assert_eq!(of("Аidar said"), [Warning::MixedScripts { word: "Аidar".into(), line: 1 }]);
        assert_eq!(of("日本のテスト Қазақ тілі العربية"), []);
        assert_eq!(of("a\u{200B}b\u{200B}"), [Warning::Invisible { count: 2 }]);
        assert_eq!(of("\u{FEFF}a"), []);
        let alphabets = other_alphabets;
        assert_eq!(alphabets("Aidar", "Аidar"), Some([vec!["Latin"], vec!["Latin", "Cyrillic"]]));
        assert_eq!(alphabets("мой", "мои"), None);
        assert_eq!(alphabets("5", "A"), None);
        assert_eq!(of("شكرا C++\u{200E} لكم"), [Warning::Reordered { line: 1 }]);
    }
}
