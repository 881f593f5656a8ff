//! The words of a text, kept one after another, and the characters in them that need attention.

use std::ops::Range;

use crate::characters::{Character, Class, MARK, passed_over};
use crate::limits::MAX_TEXT_BYTES;

/// The bits of an entry of [`Words::ends`] that hold the byte offset of the word's end.
pub(super) const END: u32 = (1 << 30) - 1;
/// The bit of a word that begins a line.
pub(super) const LINE: u32 = 1 << 30;
/// The bit of a word that begins a paragraph.
pub(super) const PARAGRAPH: u32 = 1 << 31;

/// A text is longer than [`MAX_TEXT_BYTES`], or becomes longer when its ligatures are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is longer than {MAX_TEXT_BYTES} bytes")]
pub struct TooLong;

/// The words of a text, in order.
///
/// The words stand one after another in one string. Four bytes for each word hold where it ends, and whether it begins a line
/// or a paragraph. Lines and paragraphs are kept to show the words. They are not sealed.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub(super) text: String,
    pub(super) ends: Vec<u32>,
    pub(super) suspects: Vec<Suspect>,
}

/// A character that no account may hold. It is refused, or it was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Byte offset in the text that was read.
    pub offset: u32,
    /// The index of the word that holds it. If the character was passed over: the index of the first word in its run of
    /// characters without a space, or of the next word.
    pub word: u32,
    pub character: char,
}

impl Suspect {
    /// Whether the character is refused: words that hold it are never true. Otherwise it was passed over.
    pub fn is_refused(self) -> bool {
        Character::of(self.character).class() != Class::Embed && passed_over(self.character).is_none()
    }
}

impl Words {
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

    /// The words, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Whether the word at `index` is a mark, which stands for withheld words.
    pub fn is_mark(&self, index: usize) -> bool {
        self.get(index).starts_with(MARK)
    }

    /// Whether a line ends between the word at `index` and the one before it. True for the first word, and for the end of the
    /// text.
    pub fn begins_line(&self, index: usize) -> bool {
        index == 0 || index == self.len() || self.ends[index] & (LINE | PARAGRAPH) != 0
    }

    /// Whether an empty line stands between the word at `index` and the one before it.
    pub fn begins_paragraph(&self, index: usize) -> bool {
        self.ends[index] & PARAGRAPH != 0
    }

    /// The characters that no account may hold, in order.
    pub fn suspects(&self) -> &[Suspect] {
        &self.suspects
    }

    /// The words of `range` as text, joined by [`Self::gap`].
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

    /// The separator before the word at `index` when words are shown: a paragraph break, a line break, nothing between two
    /// solo characters, or a space.
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

/// Whether `word` is a solo character, perhaps with combining marks. No space is written between two such words.
pub fn is_solo(word: &str) -> bool {
    word.chars().next().is_some_and(|first| Character::of(first).class() == Class::Solo)
}

/// Whether `word` would join a solo character that is written directly before it.
fn begins_combining(word: &str) -> bool {
    word.chars().next().is_some_and(|first| Character::of(first).is_combining())
}
