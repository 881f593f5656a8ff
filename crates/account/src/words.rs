//! The words of a text as a seal sees them (`spec/seal.md`, section 1).
//!
//! `reader` makes words of a text in one pass. `list` keeps them, and `places` tells where each stands in the text. The
//! layout that other programs add to a text is left out before, in [`crate::readings`].

mod list;
mod places;
mod reader;

pub use list::{Suspect, TooLong, Words, is_solo};
pub use places::WordPlaces;
pub(crate) use reader::separates;

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Words::read(text).unwrap().iter().map(str::to_owned).collect()
    }

    #[test]
    fn layout_and_typography_are_not_words() {
        let plain = words("It's \"here\" - well-known... and -- so on");
        assert_eq!(words("It’s  «here»\r\n—\twell\u{2011}known… and\u{A0}– so\u{200B} on\n"), plain);
        assert_eq!(plain, ["It's", "\"here\"", "-", "well-known...", "and", "-", "so", "on"]);
    }

    #[test]
    fn hyphens_stay_in_addresses_and_options() {
        assert_eq!(
            words("a--b https://x.org/a--b me@a--b.org xn--p1ai --help --1"),
            ["a-b", "https://x.org/a--b", "me@a--b.org", "xn--p1ai", "--help", "-1"]
        );
    }

    #[test]
    fn scripts_without_spaces_are_words_by_the_character() {
        assert_eq!(words("我说，abc好。"), ["我", "说", "，", "abc", "好", "。"]);
        assert_eq!(words("ที่นี่ไม่"), ["ที่", "นี่", "ไ", "ม่"]);
        assert_eq!(words("བཀྲ་ཤིས་"), ["བཀྲ་", "ཤིས་"]);
        assert_eq!(words("かが\u{304B}\u{3099}"), ["か", "が", "が"]);
    }

    #[test]
    fn a_run_of_marks_is_one_word() {
        assert_eq!(words("the █████, man ██ ██"), ["the", "█", ",", "man", "█", "█"]);
    }

    #[test]
    fn ligatures_and_words_in_one_character() {
        assert_eq!(words("ﬁnd ﷺ"), ["find", "صلى", "الله", "عليه", "وسلم"]);
    }

    #[test]
    fn suspects_are_named_with_their_word() {
        let read = Words::read("one t\u{202E}wo \u{202A}three\u{202C} \u{200D}x e\u{200D}\u{200D}").unwrap();
        let found: Vec<_> = read.suspects().iter().map(|s| (s.word, s.character, s.is_refused())).collect();
        assert_eq!(
            found,
            [
                (1, '\u{202E}', false),
                (2, '\u{202A}', false),
                (2, '\u{202C}', false),
                (3, '\u{200D}', true),
                (4, '\u{200D}', true)
            ]
        );
    }

    #[test]
    fn lines_and_paragraphs_are_known() {
        let read = Words::read("a b\r\nc\r\n\r\nd\u{2028}e").unwrap();
        assert_eq!(
            (0..5).map(|i| (read.begins_line(i), read.begins_paragraph(i))).collect::<Vec<_>>(),
            [(true, false), (false, false), (true, false), (true, true), (true, false)]
        );
        assert_eq!(read.show(0..5), "a b\nc\n\nd\ne");
    }

    #[test]
    fn sources_cover_what_was_written() {
        let shown = |text: &'static str| -> Vec<_> {
            let places = WordPlaces::read(text).unwrap();
            (0..places.len()).map(|i| &text[places.source(i)]).collect()
        };
        assert_eq!(
            shown("He said: «Ne\u{301}t\u{200B}»\u{200B}  — 我们。███"),
            ["He", "said:", "«Ne\u{301}t\u{200B}»", "—", "我", "们", "。", "███"]
        );
        let long = format!("a {} b", "x".repeat(70_000));
        assert_eq!(WordPlaces::read(&long).unwrap().source(1), 2..70_002);
        assert_eq!(shown("xa\u{F900}"), ["xa\u{F900}", "a\u{F900}"], "one stretch to NFC");
        assert_eq!(shown("o\u{FDFA}"), ["o\u{FDFA}", "\u{FDFA}", "\u{FDFA}", "\u{FDFA}"]);
    }
}
