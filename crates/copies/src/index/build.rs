//! Writes a segment, from texts or from other segments.

use std::cell::Cell;
use std::io::{self, Write};

use super::lists::Postings;
use super::postings::{self, WrittenList};
use super::segment::{BLOCK, Damage, FOOTER, MAGIC, Segment, VERSION};
use crate::grams::each_gram;
use crate::terms::each_term;

/// A stretch ends at the first line break after this many bytes.
pub(super) const STRETCH: usize = 256;
/// If there is no line break before this many bytes, a stretch ends at a space.
const LONGEST: usize = 2048;

/// The texts of a segment that is to be written.
#[derive(Default)]
pub struct Builder {
    texts: Vec<u8>,
    ids: Vec<u8>,
    table: Vec<u8>,
    stretches: Vec<u8>,
    grams: Vec<u64>,
    terms: Vec<u64>,
}

impl Builder {
    pub fn texts(&self) -> u32 {
        (self.table.len() / 8) as u32
    }

    /// The bytes of memory that it holds.
    pub fn size(&self) -> usize {
        let plain = self.texts.len() + self.ids.len() + self.table.len() + self.stretches.len();
        plain + 8 * (self.grams.len() + self.terms.len())
    }

    fn stretch_count(&self) -> u32 {
        (self.stretches.len() / 4) as u32
    }

    /// Begins a text with this id.
    fn begin(&mut self, id: &str) {
        self.ids.extend_from_slice(id.as_bytes());
        self.table.extend_from_slice(&(self.ids.len() as u32).to_le_bytes());
        let first = self.stretch_count();
        self.table.extend_from_slice(&first.to_le_bytes());
    }

    fn stretch(&mut self, text: &str) {
        self.stretches.extend_from_slice(&(self.texts.len() as u32).to_le_bytes());
        self.texts.extend_from_slice(text.as_bytes());
    }

    /// Adds a text. Its number is the number of texts before it.
    pub fn add(&mut self, id: &str, text: &str) {
        self.begin(id);
        let first = self.stretch_count();
        let mut ends = Vec::new();
        let mut from = 0;
        while let Some(length) = stretch_end(&text[from..]) {
            self.stretch(&text[from..from + length]);
            from += length;
            ends.push(from as u32);
        }
        self.stretch(&text[from..]);

        let (before, mut least) = (self.grams.len(), None);
        let mut posting = postings_in(&ends, first);
        each_gram(text, |gram| {
            let posting = posting(gram.key, gram.at);
            if gram.kept {
                self.grams.push(posting);
            }
            least = Some(least.map_or(posting, |least: u64| least.min(posting)));
        });
        // A text of few letters must have at least one gram in the index.
        if self.grams.len() == before {
            self.grams.extend(least);
        }
        let mut posting = postings_in(&ends, first);
        each_term(text, |key, at| self.terms.push(posting(key, at)));
    }

    /// Writes the segment.
    pub fn write(mut self, out: &mut impl Write) -> io::Result<()> {
        let stretches = self.stretch_count();
        let written = [std::mem::take(&mut self.grams), std::mem::take(&mut self.terms)].map(|mut postings| {
            postings.sort_unstable();
            postings.dedup();
            let pairs = postings.iter().map(|posting| ((posting >> 32) as u32, *posting as u32));
            postings::write(postings.len() as u64, stretches, pairs).expect("they were counted")
        });
        self.write_with(&written, out)
    }

    /// Writes the segment with these lists of grams and terms.
    fn write_with(&self, [grams, terms]: &[WrittenList; 2], out: &mut impl Write) -> io::Result<()> {
        let lists = [grams, terms];
        let mut sections: Vec<&[u8]> = vec![&self.texts, &self.ids, &self.table, &self.stretches];
        sections.extend(lists.iter().flat_map(|list| &list.sections).map(Vec::as_slice));
        let mut body = Summed { out, sums: Vec::new(), block: crc32fast::Hasher::new(), length: 0 };
        for section in &sections {
            body.put(section)?;
            body.put(&[0; 8][..section.len().next_multiple_of(8) - section.len()])?;
        }
        let Summed { out, mut sums, block, length } = body;
        if length % BLOCK != 0 {
            sums.extend_from_slice(&block.finalize().to_le_bytes());
        }
        out.write_all(&sums)?;
        let mut footer = Vec::with_capacity(FOOTER);
        footer.extend_from_slice(&MAGIC);
        footer.extend_from_slice(&VERSION.to_le_bytes());
        footer.extend_from_slice(&crc32fast::hash(&sums).to_le_bytes());
        lists.iter().for_each(|list| footer.extend_from_slice(&list.shape.to_bytes()));
        sections.iter().for_each(|section| footer.extend_from_slice(&(section.len() as u64).to_le_bytes()));
        let sum = crc32fast::hash(&footer);
        footer.extend_from_slice(&sum.to_le_bytes());
        out.write_all(&footer)
    }

    /// Merges segments into one. `keep` tells by segment and number whether a text is kept. Fails if a segment is damaged.
    pub fn merge(
        segments: &[&Segment],
        keep: impl Fn(usize, u32) -> bool,
        out: &mut impl Write,
    ) -> Result<(), MergeError> {
        let mut merged = Self::default();
        // For each segment, the new number of each stretch.
        let mut numbers: Vec<Vec<u32>> = Vec::new();
        for (at, segment) in segments.iter().enumerate() {
            let mut of = vec![GONE; segment.stretches() as usize];
            for number in (0..segment.texts()).filter(|number| keep(at, *number)) {
                merged.begin(segment.id(number)?);
                for stretch in segment.stretches_of(number)? {
                    of[stretch as usize] = merged.stretch_count();
                    merged.stretch(segment.stretch_text(stretch)?);
                }
            }
            numbers.push(of);
        }
        let stretches = merged.stretch_count();
        let all_stay = !numbers.iter().any(|of| of.contains(&GONE));
        let list = |of: fn(&Segment) -> Postings<'_>| {
            let streams = || segments.iter().zip(&numbers).map(|(segment, numbers)| renumbered(of(segment), numbers));
            let mut count = segments.iter().map(|segment| of(segment).count()).sum();
            if !all_stay {
                count = 0;
                for posting in streams().flatten() {
                    posting?;
                    count += 1;
                }
            }
            let damage = Cell::new(None);
            let whole = |posting: Result<_, _>| posting.map_err(|found| damage.set(Some(found))).ok();
            let mut streams: Vec<_> = streams().map(|stream| stream.map_while(whole).peekable()).collect();
            let merging = std::iter::from_fn(|| {
                let (_, least) =
                    streams.iter_mut().enumerate().filter_map(|(at, stream)| Some((*stream.peek()?, at))).min()?;
                streams[least].next()
            });
            let written = postings::write(count, stretches, merging);
            match damage.take() {
                Some(damage) => Err(damage),
                None => written.ok_or(Damage::Changed(0)),
            }
        };
        Ok(merged.write_with(&[list(Segment::grams)?, list(Segment::terms)?], out)?)
    }
}

#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    #[error(transparent)]
    Damage(#[from] Damage),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Stands for the new number of a stretch that is not kept.
const GONE: u32 = u32::MAX;

/// The postings of a segment with the new numbers of their stretches, without stretches that are not kept.
fn renumbered<'s>(postings: Postings<'s>, numbers: &'s [u32]) -> impl Iterator<Item = Result<(u32, u32), Damage>> + 's {
    postings.iter().filter_map(|posting| match posting {
        Ok((key, stretch)) => {
            let number = numbers.get(stretch as usize).copied().filter(|number| *number != GONE);
            number.map(|number| Ok((key, number)))
        }
        Err(damage) => Some(Err(damage)),
    })
}

/// A function that makes postings from keys and their byte offsets, which must rise. `ends` are the byte offsets where the
/// stretches of the text end, without the last. `first` is the number of the first stretch.
fn postings_in(ends: &[u32], first: u32) -> impl FnMut(u32, u32) -> u64 {
    let mut stretch = 0;
    move |key, at| {
        while ends.get(stretch).is_some_and(|end| *end <= at) {
            stretch += 1;
        }
        u64::from(key) << 32 | u64::from(first + stretch as u32)
    }
}

/// The byte offset where the first stretch of a text ends. `None` if the text has no other stretch.
fn stretch_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let from = bytes.len().min(STRETCH);
    let to = bytes.len().min(LONGEST);
    let end = bytes[from..to].iter().position(|byte| *byte == b'\n').map(|at| from + at + 1).or_else(|| {
        let space = || bytes[from..to].iter().rposition(|byte| *byte == b' ').map(|at| from + at + 1);
        (bytes.len() > LONGEST).then(|| space().unwrap_or_else(|| text.floor_char_boundary(to)))
    });
    end.filter(|end| *end < bytes.len())
}

/// A writer that counts the bytes and computes the sum of each block.
struct Summed<'w, W> {
    out: &'w mut W,
    sums: Vec<u8>,
    block: crc32fast::Hasher,
    length: usize,
}

impl<W: Write> Summed<'_, W> {
    fn put(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        while !bytes.is_empty() {
            let (now, rest) = bytes.split_at(bytes.len().min(BLOCK - self.length % BLOCK));
            self.block.update(now);
            self.length += now.len();
            if self.length.is_multiple_of(BLOCK) {
                let sum = std::mem::take(&mut self.block).finalize();
                self.sums.extend_from_slice(&sum.to_le_bytes());
            }
            bytes = rest;
        }
        Ok(())
    }
}
