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

/// A text with more bytes than [`MAX_TEXT_BYTES`], or one that grows beyond it when its ligatures are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is longer than {MAX_TEXT_BYTES} bytes")]
pub struct TooLong;

/// The words of a text, in order.
///
/// They stand one after another in one string, with four bytes a word beside it for where it ends and whether it
/// begins a line or a paragraph: that is layout, kept to show the words and never sealed.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub(super) text: String,
    pub(super) ends: Vec<u32>,
    pub(super) suspects: Vec<Suspect>,
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

/// Whether `word` is a solo character with what joins it: written without a space beside its like.
pub fn is_solo(word: &str) -> bool {
    word.chars().next().is_some_and(|first| Character::of(first).class() == Class::Solo)
}

/// Whether `word` would join a solo character written directly before it.
fn begins_combining(word: &str) -> bool {
    word.chars().next().is_some_and(|first| Character::of(first).is_combining())
}
