//! The words of a text as a seal sees them (`spec/seal.md`, section 1).

use std::collections::HashMap;
use std::ops::Range;

use crate::characters::{Character, Class, MARK, passed_over};

mod reader;
use reader::Reader;
pub(crate) use reader::separates;

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 1 << 28;

const END: u32 = (1 << 30) - 1;
const LINE: u32 = 1 << 30;
const PARAGRAPH: u32 = 1 << 31;

/// A text with more bytes than [`MAX_TEXT`], or one that grows beyond it when its ligatures are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is longer than {MAX_TEXT} bytes")]
pub struct TooLong;

/// The words of a text, in order.
///
/// They stand one after another in one string, with four bytes a word beside it for where it ends and whether it
/// begins a line or a paragraph: that is layout, kept to show the words and never sealed.
#[derive(Clone, Debug, Default)]
pub struct Words {
    text: String,
    ends: Vec<u32>,
    suspects: Vec<Suspect>,
}

/// A character that no account may hold, or that was passed over with a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Byte offset in the text that was read.
    pub offset: u32,
    /// Index of the word that it stands in; of one that was passed over, that of the first word between the spaces
    /// around, or of the word behind it.
    pub word: u32,
    pub character: char,
}

impl Suspect {
    /// Whether words that hold it are never true; otherwise it was passed over in reading.
    pub fn is_refused(self) -> bool {
        Character::of(self.character).class() != Class::Embed && passed_over(self.character).is_none()
    }
}

impl Words {
    /// Reads the words of `text`.
    pub fn read(text: &str) -> Result<Self, TooLong> {
        Ok(Reader::new(text, None)?.run(text)?.words)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The word at `index`, counted from 0.
    pub fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] & END };
        &self.text[start as usize..(self.ends[index] & END) as usize]
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Whether the word at `index` is a mark, the sign of a withheld place.
    pub fn is_mark(&self, index: usize) -> bool {
        self.get(index).starts_with(MARK)
    }

    /// Whether a line ends between the word at `index` and the one before it. The first word begins a line, and so
    /// does the end of the text.
    pub fn begins_line(&self, index: usize) -> bool {
        index == 0 || index == self.len() || self.ends[index] & (LINE | PARAGRAPH) != 0
    }

    /// Whether an empty line stands between the word at `index` and the one before it.
    pub fn begins_paragraph(&self, index: usize) -> bool {
        self.ends[index] & PARAGRAPH != 0
    }

    /// Characters that no account may hold, and those deleted with a warning, in order.
    pub fn suspects(&self) -> &[Suspect] {
        &self.suspects
    }

    /// The words from `range` as text: joined by spaces, with line and paragraph breaks where they stood.
    pub fn show(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for index in range {
            if !out.is_empty() {
                out.push_str(self.gap(index));
            }
            out.push_str(self.get(index));
        }
        out
    }

    /// What to write before the word at `index` when words are shown: a paragraph break, a line break, nothing
    /// between two solo characters, or a space.
    pub fn gap(&self, index: usize) -> &'static str {
        if self.begins_paragraph(index) {
            "\n\n"
        } else if self.begins_line(index) {
            "\n"
        } else if is_solo(self.get(index)) && is_solo(self.get(index - 1)) && !begins_combining(self.get(index)) {
            ""
        } else {
            " "
        }
    }
}

/// Where in a text its words stand; six bytes a word that is kept.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// How many words there are.
    count: usize,
    /// The words whose places are kept, in order; `None` for all.
    wanted: Option<Vec<usize>>,
    starts: Vec<u32>,
    /// In bytes; of a longer word the number stands in `long`.
    lengths: Vec<u16>,
    long: HashMap<usize, u32>,
}

impl Places {
    /// Where the words of `text` stand: those that [`Words::read`] gives.
    pub fn read(text: &str) -> Result<Self, TooLong> {
        Self::default().filled(text)
    }

    /// Where some of them stand, by their numbers.
    pub fn of(text: &str, mut wanted: Vec<usize>) -> Result<Self, TooLong> {
        wanted.sort_unstable();
        wanted.dedup();
        Self { wanted: Some(wanted), ..Self::default() }.filled(text)
    }

    fn filled(self, text: &str) -> Result<Self, TooLong> {
        Ok(Reader::new(text, Some(self))?.run(text)?.places.unwrap_or_default())
    }

    /// How many words the text has.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The bytes that the word at `index` stands in, in the text that was read. Words overlap where one character
    /// stands for several (U+FDFA), or where normalisation moves one into the word before.
    ///
    /// # Panics
    /// If there is no such word, or its place was not asked for.
    pub fn source(&self, index: usize) -> Range<usize> {
        let kept = self.wanted.as_ref().map_or(Ok(index), |wanted| wanted.binary_search(&index));
        let kept = kept.expect("the place of this word was asked for");
        let start = self.starts[kept] as usize;
        let length = match self.lengths[kept] {
            u16::MAX => self.long[&kept] as usize,
            short => usize::from(short),
        };
        start..start + length
    }

    /// Whether the word that was begun last is kept.
    fn keeps_last(&self) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.get(self.starts.len()) == Some(&(self.count - 1)))
    }

    fn begin(&mut self, start: u32) {
        self.count += 1;
        if self.keeps_last() {
            self.starts.push(start);
            self.lengths.push(0);
        }
    }

    /// The last word reaches to `end`.
    fn reach(&mut self, end: u32) {
        let last = self.wanted.as_ref().map_or(Some(self.count - 1), |wanted| {
            let kept = self.starts.len().checked_sub(1)?;
            (wanted[kept] + 1 == self.count).then_some(kept)
        });
        let Some(kept) = last else { return };
        let length = end - self.starts[kept];
        self.lengths[kept] = u16::try_from(length).unwrap_or(u16::MAX);
        if self.lengths[kept] == u16::MAX {
            self.long.insert(kept, length);
        }
    }
}

/// Whether `word` is a solo character with what joins it: written without a space beside its like.
pub fn is_solo(word: &str) -> bool {
    word.chars().next().is_some_and(|first| Character::of(first).class() == Class::Solo)
}

/// Whether `word` would join a solo character written directly before it.
fn begins_combining(word: &str) -> bool {
    word.chars().next().is_some_and(|first| Character::of(first).is_combining())
}

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
            let places = Places::read(text).unwrap();
            (0..places.len()).map(|i| &text[places.source(i)]).collect()
        };
        assert_eq!(
            shown("He said: «Ne\u{301}t\u{200B}»\u{200B}  — 我们。███"),
            ["He", "said:", "«Ne\u{301}t\u{200B}»", "—", "我", "们", "。", "███"]
        );
        let long = format!("a {} b", "x".repeat(70_000));
        assert_eq!(Places::read(&long).unwrap().source(1), 2..70_002);
        assert_eq!(shown("xa\u{F900}"), ["xa\u{F900}", "a\u{F900}"], "one stretch to NFC");
        assert_eq!(shown("o\u{FDFA}"), ["o\u{FDFA}", "\u{FDFA}", "\u{FDFA}", "\u{FDFA}"]);
    }
}
