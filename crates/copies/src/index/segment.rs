//! One file of an index: some texts, and the lists of their grams and terms. It is written once and never changed.
//!
//! A file is `body | sums | footer`. The body has the sections of [`Section`], then those of two lists of postings, for grams
//! and for terms. Each section begins at a multiple of eight bytes. Integers are little-endian.
//!
//! `sums` has a CRC-32 for each 4,096 bytes of the body. The footer has one for the sums and one for itself. Damage is
//! therefore found in the blocks that are read, without reading the whole file.

use std::ops::{Deref, Range};
use std::sync::atomic::{AtomicU64, Ordering};

use super::postings::{self, Shape};

/// The first bytes of the footer.
pub const MAGIC: [u8; 8] = *b"firstidx";
/// The version of the form.
pub const VERSION: u32 = 1;
/// The bytes of the body that have one sum.
pub const BLOCK: usize = 4096;
/// The length of the footer in bytes: magic, version, the sum of the sums, two shapes, the lengths of the sections, and the
/// sum of the footer.
pub const FOOTER: usize = 8 + 4 + 4 + 2 * Shape::SIZE + 8 * SECTIONS + 4;

/// Why a segment cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    #[error("it is not part of an index, or cut short")]
    NotOurs,
    #[error("it was written by a later version ({0})")]
    Later(u32),
    #[error("it is cut short")]
    Short,
    #[error("it is not there")]
    Missing,
    #[error("its bytes from {0} on are not those that were written")]
    Changed(usize),
}

#[derive(Clone, Copy)]
pub enum Section {
    /// The texts, one after another, UTF-8.
    Texts,
    /// Their ids, one after another, UTF-8.
    Ids,
    /// Two u32 for each text: the byte offset where its id ends, and the number of its first stretch.
    Table,
    /// A u32 for each stretch: the byte offset where it begins in `Texts`.
    Stretches,
    /// The first section of the list of grams.
    Grams,
}
/// The first section of the list of terms.
pub(super) const TERMS: usize = Section::Grams as usize + postings::SECTIONS;
const SECTIONS: usize = TERMS + postings::SECTIONS;

/// The bytes of a segment, in memory or in a mapped file.
pub enum Data {
    Held(Vec<u8>),
    Mapped(memmap2::Mmap),
}

impl Deref for Data {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Held(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

/// A segment that is open to be read.
pub struct Segment {
    data: Data,
    /// The bytes of each section.
    sections: [Range<usize>; SECTIONS],
    pub(super) body: usize,
    pub(super) grams: Shape,
    pub(super) terms: Shape,
    /// A bit for each block that was checked and is not damaged.
    seen: Vec<AtomicU64>,
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

impl Segment {
    /// Opens a segment. Fails if its footer or its sums are damaged.
    pub fn open(data: Data) -> Result<Self, Damage> {
        let length = data.len();
        let from = length.checked_sub(FOOTER).ok_or(Damage::Short)?;
        let footer = &data[from..];
        if footer[..8] != MAGIC {
            return Err(Damage::NotOurs);
        }
        let (footer, sum) = footer.split_at(FOOTER - 4);
        if number(sum) != crc32fast::hash(footer) as usize {
            return Err(Damage::Changed(from));
        }
        let version = number(&footer[8..12]) as u32;
        if version != VERSION {
            return Err(Damage::Later(version));
        }
        let (shapes, lengths) = footer[16..].split_at(2 * Shape::SIZE);
        let shape = |at: usize| Shape::of(shapes[at * Shape::SIZE..][..Shape::SIZE].try_into().expect("its size"));
        let mut sections = [const { 0..0 }; SECTIONS];
        let mut at = 0usize;
        for (section, length) in sections.iter_mut().zip(lengths.chunks_exact(8)) {
            let length = number(length);
            let end = at.checked_add(length).filter(|end| *end <= from).ok_or(Damage::Short)?;
            *section = at..end;
            at = end.next_multiple_of(8);
        }
        let blocks = at.div_ceil(BLOCK);
        if at.checked_add(4 * blocks) != Some(from) {
            return Err(Damage::Short);
        }
        if number(&footer[12..16]) != crc32fast::hash(&data[at..from]) as usize {
            return Err(Damage::Changed(at));
        }
        let stretches = sections[Section::Stretches as usize].len() / 4;
        let stretches = u32::try_from(stretches).map_err(|_| Damage::Short)?;
        let lengths = |first: usize| std::array::from_fn(|section| sections[first + section].len());
        let (grams, terms) = (shape(0), shape(1));
        let fits = sections[Section::Table as usize].len().is_multiple_of(8)
            && grams.fits(lengths(Section::Grams as usize), stretches)
            && terms.fits(lengths(TERMS), stretches);
        if !fits {
            return Err(Damage::Changed(from));
        }
        let seen = (0..blocks.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        Ok(Self { data, sections, body: at, grams, terms, seen })
    }

    /// The `length` bytes of a section from `at` on. Fails if they are damaged. Each block is checked once.
    #[inline]
    pub fn bytes(&self, section: usize, at: usize, length: usize) -> Result<&[u8], Damage> {
        let section = &self.sections[section];
        let from = section.start + at;
        let to = from.checked_add(length).filter(|to| *to <= section.end).ok_or(Damage::Changed(from))?;
        for block in from / BLOCK..to.div_ceil(BLOCK) {
            if self.seen[block / 64].load(Ordering::Relaxed) >> (block % 64) & 1 == 0 {
                self.check_block(block)?;
            }
        }
        Ok(&self.data[from..to])
    }

    #[cold]
    pub(super) fn check_block(&self, block: usize) -> Result<(), Damage> {
        let bytes = &self.data[block * BLOCK..self.body.min((block + 1) * BLOCK)];
        let sum = &self.data[self.body + 4 * block..][..4];
        if number(sum) != crc32fast::hash(bytes) as usize {
            return Err(Damage::Changed(block * BLOCK));
        }
        self.seen[block / 64].fetch_or(1 << (block % 64), Ordering::Relaxed);
        Ok(())
    }

    #[inline]
    pub fn small(&self, section: usize, index: usize) -> Result<usize, Damage> {
        let bytes = self.bytes(section, index * 4, 4)?;
        Ok(u32::from_le_bytes(bytes.try_into().expect("there are four")) as usize)
    }

    pub fn texts(&self) -> u32 {
        (self.sections[Section::Table as usize].len() / 8) as u32
    }

    pub fn stretches(&self) -> u32 {
        (self.sections[Section::Stretches as usize].len() / 4) as u32
    }

    /// The bytes of text.
    pub fn text_bytes(&self) -> usize {
        self.sections[Section::Texts as usize].len()
    }

    /// The bytes of the list of terms.
    pub fn term_bytes(&self) -> usize {
        self.sections[TERMS..].iter().map(Range::len).sum()
    }

    pub fn size(&self) -> usize {
        self.data.len()
    }

    pub fn id(&self, text: u32) -> Result<&str, Damage> {
        let text = text as usize;
        let from = if text == 0 { 0 } else { self.small(Section::Table as usize, 2 * text - 2)? };
        let to = self.small(Section::Table as usize, 2 * text)?;
        self.utf8(Section::Ids, from..to)
    }

    /// The stretches of a text.
    pub fn stretches_of(&self, text: u32) -> Result<Range<u32>, Damage> {
        let first = self.small(Section::Table as usize, 2 * text as usize + 1)?;
        let last = text + 1 == self.texts();
        let next =
            if last { self.stretches() as usize } else { self.small(Section::Table as usize, 2 * text as usize + 3)? };
        // A file with valid sums may still have been written by a hostile program.
        let within = first <= next && next <= self.stretches() as usize;
        if within { Ok(first as u32..next as u32) } else { Err(Damage::Changed(0)) }
    }

    /// The number of the text that has a stretch.
    pub fn text_of(&self, stretch: u32) -> Result<u32, Damage> {
        let (mut low, mut high) = (0, self.texts());
        while high - low > 1 {
            let middle = low.midpoint(high);
            if self.small(Section::Table as usize, 2 * middle as usize + 1)? <= stretch as usize {
                low = middle;
            } else {
                high = middle;
            }
        }
        if high == 0 { Err(Damage::Changed(0)) } else { Ok(low) }
    }

    /// The byte offset where a stretch begins among all texts. For the number after the last stretch, where the texts end.
    pub fn place(&self, stretch: u32) -> Result<usize, Damage> {
        if stretch == self.stretches() {
            return Ok(self.text_bytes());
        }
        self.small(Section::Stretches as usize, stretch as usize)
    }

    pub fn stretch_text(&self, stretch: u32) -> Result<&str, Damage> {
        self.stretches_text(stretch..stretch + 1)
    }

    /// The text of several neighbouring stretches.
    pub fn stretches_text(&self, stretches: Range<u32>) -> Result<&str, Damage> {
        let range = self.place(stretches.start)?..self.place(stretches.end)?;
        self.utf8(Section::Texts, range)
    }

    pub fn text(&self, text: u32) -> Result<&str, Damage> {
        self.stretches_text(self.stretches_of(text)?)
    }

    fn utf8(&self, section: Section, range: Range<usize>) -> Result<&str, Damage> {
        let length = range.end.checked_sub(range.start).ok_or(Damage::Changed(range.start))?;
        let bytes = self.bytes(section as usize, range.start, length)?;
        std::str::from_utf8(bytes).map_err(|_| Damage::Changed(range.start))
    }
}
