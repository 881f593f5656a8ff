//! Where the words of a text stand in it.

use std::collections::HashMap;
use std::ops::Range;

/// The places of the words of a text, in six bytes for each word.
#[derive(Clone, Debug, Default)]
pub struct WordPlaces {
    /// The number of words in the text.
    count: usize,
    /// The numbers of the words whose places are kept, in order. `None` if all are kept.
    wanted: Option<Vec<usize>>,
    /// Byte offsets.
    starts: Vec<u32>,
    /// Lengths in bytes. The length of a word that is too long for 16 bits is in `long`.
    lengths: Vec<u16>,
    long: HashMap<usize, u32>,
}

impl WordPlaces {
    /// How many words the text has.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The bytes of the text that the word at `index` comes from. Two words overlap if one character stands for both (U+FDFA),
    /// or if normalisation moves a character into the word before.
    ///
    /// # Panics
    /// If there is no such word, or its place is not kept.
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

    /// Places of the words with these numbers, to be filled in order.
    pub(super) fn of_words(mut wanted: Vec<usize>) -> Self {
        wanted.sort_unstable();
        wanted.dedup();
        Self { wanted: Some(wanted), ..Self::default() }
    }

    /// Whether the place of the last word is to be kept.
    fn keeps_last(&self) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.get(self.starts.len()) == Some(&(self.count - 1)))
    }

    /// A word begins at byte `start`.
    pub(super) fn begin(&mut self, start: u32) {
        self.count += 1;
        if self.keeps_last() {
            self.starts.push(start);
            self.lengths.push(0);
        }
    }

    /// The last word reaches to byte `end`.
    pub(super) fn reach(&mut self, end: u32) {
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
