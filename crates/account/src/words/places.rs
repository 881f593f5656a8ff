//! Where the words of a text stand in it.

use std::collections::HashMap;
use std::ops::Range;

/// Where in a text its words stand; six bytes a word that is kept.
#[derive(Clone, Debug, Default)]
pub struct WordPlaces {
    /// How many words there are.
    count: usize,
    /// The words whose places are kept, in order; `None` for all.
    wanted: Option<Vec<usize>>,
    starts: Vec<u32>,
    /// In bytes; of a longer word the number stands in `long`.
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

    /// Places of the words with these numbers, to be filled in order.
    pub(super) fn of_words(mut wanted: Vec<usize>) -> Self {
        wanted.sort_unstable();
        wanted.dedup();
        Self { wanted: Some(wanted), ..Self::default() }
    }

    /// Whether the word that was begun last is kept.
    fn keeps_last(&self) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.get(self.starts.len()) == Some(&(self.count - 1)))
    }

    pub(super) fn begin(&mut self, start: u32) {
        self.count += 1;
        if self.keeps_last() {
            self.starts.push(start);
            self.lengths.push(0);
        }
    }

    /// The last word reaches to `end`.
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
