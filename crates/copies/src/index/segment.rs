//! One file of an index: some texts, and where their grams stand. Written once, never changed.
//!
//! `body | sums | footer`. The body's sections follow each other in the order of `Section`, each from a multiple of
//! eight bytes on; integers are little-endian. `sums` has a CRC-32 for each 4,096 bytes of the body, and the footer one
//! of the sums and one of itself, so that what is read is either what was written or refused, without reading it all.
//!
//! Postings are pairs of a gram's key and a stretch, in order. The keys stand as Elias and Fano wrote them (1974): their
//! low bits packed, their high bits in unary, with the number of postings before each 256th high value as a way in.

use std::io::{self, Write};
use std::ops::{Deref, Range};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::grams::each_gram;

const MAGIC: [u8; 8] = *b"firstidx";
const VERSION: u32 = 1;
const BLOCK: usize = 4096;
const FOOTER: usize = 128;
/// High values between two entries of the directory.
const BUCKET: u64 = 256;
/// A stretch ends at the first line break after so many bytes,
const STRETCH: usize = 256;
/// or at a space, if there is none in so many.
const LONGEST: usize = 2048;
/// The most bytes of text in one segment; places are 32 bits.
pub const MOST_TEXT: usize = 1 << 31;

/// Why a segment is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    #[error("it is not part of an index")]
    NotOurs,
    #[error("it was written by a later version ({0})")]
    Later(u32),
    #[error("it is cut short")]
    Short,
    #[error("its bytes from {0} on are not those that were written")]
    Changed(usize),
}

#[derive(Clone, Copy)]
enum Section {
    /// The texts, one after another, UTF-8.
    Texts,
    /// Their ids, the same.
    Ids,
    /// For each text, where its id ends and its first stretch, two u32.
    Table,
    /// For each stretch, where it begins in `Texts`, u32.
    Stretches,
    /// For each 256th high value, how many postings stand before it, u32.
    Directory,
    /// For each posting with high bits h, the bit h + number of the posting.
    Upper,
    /// For each posting, the low bits of its key.
    Lower,
    /// For each posting, its stretch.
    Owners,
}
const SECTIONS: usize = 8;

/// Bytes in memory, or a file as memory.
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

/// Numbers of so many bits, one after another.
#[derive(Default)]
struct Packed {
    bytes: Vec<u8>,
    held: u64,
    bits: u32,
}

impl Packed {
    fn push(&mut self, value: u32, width: u32) {
        self.held |= u64::from(value) << self.bits;
        self.bits += width;
        while self.bits >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.bits -= 8;
        }
    }

    /// With what a reader needs who takes eight bytes at a time.
    fn done(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(&self.held.to_le_bytes());
        self.bytes.extend_from_slice(&[0; 8]);
        self.bytes
    }
}

/// How many bits hold every number below `count`.
fn width(count: u32) -> u32 {
    32 - count.saturating_sub(1).leading_zeros()
}

/// How many low bits of a key take the least room.
fn low_bits(postings: u64) -> u32 {
    (0..=24).min_by_key(|low| u64::from(*low) * postings + (1u64 << (32 - low))).expect("there are some")
}

/// Texts on their way into a segment.
#[derive(Default)]
pub struct Builder {
    texts: Vec<u8>,
    ids: Vec<u8>,
    table: Vec<u8>,
    stretches: Vec<u8>,
    postings: Vec<u64>,
}

impl Builder {
    pub fn texts(&self) -> u32 {
        (self.table.len() / 8) as u32
    }

    /// How many bytes it holds.
    pub fn size(&self) -> usize {
        self.texts.len() + self.ids.len() + self.table.len() + self.stretches.len() + 8 * self.postings.len()
    }

    fn stretch_count(&self) -> u32 {
        (self.stretches.len() / 4) as u32
    }

    /// The start of a text: its bytes and its id.
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

    /// Adds a text, which has its number from its place.
    pub fn add(&mut self, id: &str, text: &str) {
        self.begin(id);
        let mut stretch = self.stretch_count();
        let mut ends = Vec::new();
        let mut from = 0;
        while let Some(length) = stretch_end(&text[from..]) {
            self.stretch(&text[from..from + length]);
            from += length;
            ends.push(from as u32);
        }
        self.stretch(&text[from..]);
        let mut ends = ends.into_iter().peekable();
        let (before, mut least) = (self.postings.len(), None);
        each_gram(text, |gram| {
            while ends.next_if(|end| *end <= gram.at).is_some() {
                stretch += 1;
            }
            let posting = u64::from(gram.key) << 32 | u64::from(stretch);
            if gram.kept {
                self.postings.push(posting);
            }
            least = Some(least.map_or(posting, |least: u64| least.min(posting)));
        });
        // A text of few letters is found by one gram at least.
        if self.postings.len() == before {
            self.postings.extend(least);
        }
    }

    /// Writes the segment.
    pub fn write(mut self, out: &mut impl Write) -> io::Result<()> {
        let mut postings = std::mem::take(&mut self.postings);
        postings.sort_unstable();
        postings.dedup();
        let pairs = postings.iter().map(|posting| ((posting >> 32) as u32, *posting as u32));
        self.write_with(postings.len() as u64, pairs, out)
    }

    /// Writes the segment with `count` postings that come in order.
    fn write_with(
        self,
        count: u64,
        postings: impl Iterator<Item = (u32, u32)>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let low = low_bits(count);
        let highs = 1u64 << (32 - low);
        let owner = width(self.stretch_count());
        let mut directory = Vec::with_capacity((highs / BUCKET) as usize * 4 + 4);
        let mut upper = vec![0u64; ((count + highs) / 64 + 1) as usize];
        let (mut lower, mut owners) = (Packed::default(), Packed::default());
        let mut number = 0u64;
        for (key, stretch) in postings {
            let high = u64::from(key >> low);
            while directory.len() as u64 / 4 <= high / BUCKET {
                directory.extend_from_slice(&(number as u32).to_le_bytes());
            }
            let bit = high + number;
            upper[(bit / 64) as usize] |= 1 << (bit % 64);
            lower.push(key & ((1u32 << low) - 1), low);
            owners.push(stretch, owner);
            number += 1;
        }
        assert_eq!(number, count, "postings are counted before they are written");
        while directory.len() as u64 / 4 <= highs / BUCKET {
            directory.extend_from_slice(&(number as u32).to_le_bytes());
        }
        let upper: Vec<u8> = upper.iter().flat_map(|word| word.to_le_bytes()).collect();
        let sections: [&[u8]; SECTIONS] =
            [&self.texts, &self.ids, &self.table, &self.stretches, &directory, &upper, &lower.done(), &owners.done()];
        let mut body = Summed { out, sums: Vec::new(), block: crc32fast::Hasher::new(), length: 0 };
        for section in sections {
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
        footer.extend_from_slice(&low.to_le_bytes());
        footer.extend_from_slice(&count.to_le_bytes());
        sections.iter().for_each(|section| footer.extend_from_slice(&(section.len() as u64).to_le_bytes()));
        footer.extend_from_slice(&crc32fast::hash(&sums).to_le_bytes());
        footer.resize(FOOTER - 4, 0);
        let sum = crc32fast::hash(&footer);
        footer.extend_from_slice(&sum.to_le_bytes());
        out.write_all(&footer)
    }

    /// Writes one segment with the texts of several that `keep` says of, by segment and number.
    pub fn merge(
        segments: &[&Segment],
        keep: impl Fn(usize, u32) -> bool,
        out: &mut impl Write,
    ) -> Result<(), MergeError> {
        let mut merged = Self::default();
        // By segment: the new number of each stretch.
        let mut numbers: Vec<Vec<u32>> = Vec::new();
        const GONE: u32 = u32::MAX;
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
        let all = || {
            segments
                .iter()
                .zip(&numbers)
                .map(|(segment, of)| {
                    segment.postings().filter_map(|posting| match posting {
                        Ok((key, stretch)) => {
                            let number = of.get(stretch as usize).copied().filter(|number| *number != GONE);
                            number.map(|number| Ok((key, number)))
                        }
                        Err(damage) => Some(Err(damage)),
                    })
                })
                .collect::<Vec<_>>()
        };
        // Read once to count them, and to see that each is as it was written.
        let mut count = 0;
        for posting in all().into_iter().flatten() {
            posting?;
            count += 1;
        }
        let mut streams: Vec<_> = all().into_iter().map(|stream| stream.map_while(Result::ok).peekable()).collect();
        let merging = std::iter::from_fn(|| {
            let (_, least) =
                streams.iter_mut().enumerate().filter_map(|(at, stream)| Some((*stream.peek()?, at))).min()?;
            streams[least].next()
        });
        Ok(merged.write_with(count, merging, out)?)
    }
}

#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    #[error(transparent)]
    Damage(#[from] Damage),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Where the first stretch of a text ends, if another follows.
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

/// Counts and sums what is written.
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

/// A segment that is read.
pub struct Segment {
    data: Data,
    /// Where each section begins and ends.
    sections: [Range<usize>; SECTIONS],
    body: usize,
    postings: u64,
    low: u32,
    owner: u32,
    /// Which blocks were found to be as written.
    seen: Vec<AtomicU64>,
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

impl Segment {
    pub fn open(data: Data) -> Result<Self, Damage> {
        let length = data.len();
        let from = length.checked_sub(FOOTER).ok_or(Damage::Short)?;
        let footer = &data[from..];
        if footer[..8] != MAGIC {
            return Err(if data.starts_with(&MAGIC) { Damage::Short } else { Damage::NotOurs });
        }
        if number(&footer[FOOTER - 4..]) != crc32fast::hash(&footer[..FOOTER - 4]) as usize {
            return Err(Damage::Changed(from));
        }
        let version = number(&footer[8..12]) as u32;
        if version != VERSION {
            return Err(Damage::Later(version));
        }
        let (low, postings) = (number(&footer[12..16]) as u32, number(&footer[16..24]) as u64);
        let mut sections = [const { 0..0 }; SECTIONS];
        let mut at = 0usize;
        for (section, length) in sections.iter_mut().zip(footer[24..].chunks_exact(8)) {
            let length = number(length);
            let end = at.checked_add(length).filter(|end| *end <= from).ok_or(Damage::Short)?;
            *section = at..end;
            at = end.next_multiple_of(8);
        }
        let blocks = at.div_ceil(BLOCK);
        if at.checked_add(4 * blocks) != Some(from) {
            return Err(Damage::Short);
        }
        if number(&footer[24 + 8 * SECTIONS..][..4]) != crc32fast::hash(&data[at..from]) as usize {
            return Err(Damage::Changed(at));
        }
        let length = |section: Section| sections[section as usize].len() as u64;
        let stretches = length(Section::Stretches) / 4;
        let owner = width(u32::try_from(stretches).map_err(|_| Damage::Short)?);
        let fits = low <= 24
            && length(Section::Table).is_multiple_of(8)
            && postings < 1 << 32
            && length(Section::Directory) == (((1u64 << (32 - low)) / BUCKET) + 1) * 4
            && length(Section::Upper) == ((postings + (1u64 << (32 - low))) / 64 + 1) * 8
            && length(Section::Lower) >= (postings * u64::from(low)).div_ceil(8) + 8
            && length(Section::Owners) >= (postings * u64::from(owner)).div_ceil(8) + 8;
        if !fits {
            return Err(Damage::Changed(from));
        }
        let seen = (0..blocks.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        Ok(Self { data, sections, body: at, postings, low, owner, seen })
    }

    /// The bytes of a section, each block once held against its sum.
    #[inline]
    fn bytes(&self, section: Section, at: usize, length: usize) -> Result<&[u8], Damage> {
        let section = &self.sections[section as usize];
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
    fn check_block(&self, block: usize) -> Result<(), Damage> {
        let bytes = &self.data[block * BLOCK..self.body.min((block + 1) * BLOCK)];
        let sum = &self.data[self.body + 4 * block..][..4];
        if number(sum) != crc32fast::hash(bytes) as usize {
            return Err(Damage::Changed(block * BLOCK));
        }
        self.seen[block / 64].fetch_or(1 << (block % 64), Ordering::Relaxed);
        Ok(())
    }

    /// Reads all of it.
    pub fn check(&self) -> Result<(), Damage> {
        (0..self.body.div_ceil(BLOCK)).try_for_each(|block| self.check_block(block))?;
        (0..self.texts()).try_for_each(|text| self.text(text).and(self.id(text)).map(drop))?;
        let owned = |posting: (u32, u32)| if posting.1 < self.stretches() { Ok(()) } else { Err(Damage::Changed(0)) };
        self.postings().try_for_each(|posting| owned(posting?))
    }

    #[inline]
    fn small(&self, section: Section, index: usize) -> Result<usize, Damage> {
        let bytes = self.bytes(section, index * 4, 4)?;
        Ok(u32::from_le_bytes(bytes.try_into().expect("there are four")) as usize)
    }

    #[inline]
    fn packed(&self, section: Section, index: u64, width: u32) -> Result<u32, Damage> {
        let bit = index * u64::from(width);
        let bytes = self.bytes(section, (bit / 8) as usize, 8)?;
        let word = u64::from_le_bytes(bytes.try_into().expect("there are eight")) >> (bit % 8);
        Ok((word & ((1 << width) - 1)) as u32)
    }

    #[inline]
    fn upper(&self, word: u64) -> Result<u64, Damage> {
        let bytes = self.bytes(Section::Upper, word as usize * 8, 8)?;
        Ok(u64::from_le_bytes(bytes.try_into().expect("there are eight")))
    }

    pub fn texts(&self) -> u32 {
        (self.sections[Section::Table as usize].len() / 8) as u32
    }

    pub fn stretches(&self) -> u32 {
        (self.sections[Section::Stretches as usize].len() / 4) as u32
    }

    /// How many bytes of text it holds.
    pub fn text_bytes(&self) -> usize {
        self.sections[Section::Texts as usize].len()
    }

    pub fn size(&self) -> usize {
        self.data.len()
    }

    pub fn id(&self, text: u32) -> Result<&str, Damage> {
        let text = text as usize;
        let from = if text == 0 { 0 } else { self.small(Section::Table, 2 * text - 2)? };
        let to = self.small(Section::Table, 2 * text)?;
        self.utf8(Section::Ids, from..to)
    }

    /// The stretches of a text.
    pub fn stretches_of(&self, text: u32) -> Result<Range<u32>, Damage> {
        let first = self.small(Section::Table, 2 * text as usize + 1)?;
        let last = text + 1 == self.texts();
        let next = if last { self.stretches() as usize } else { self.small(Section::Table, 2 * text as usize + 3)? };
        Ok(first as u32..next as u32)
    }

    /// The text that a stretch is of.
    pub fn text_of(&self, stretch: u32) -> Result<u32, Damage> {
        let (mut low, mut high) = (0, self.texts());
        while high - low > 1 {
            let middle = low.midpoint(high);
            if self.small(Section::Table, 2 * middle as usize + 1)? <= stretch as usize {
                low = middle;
            } else {
                high = middle;
            }
        }
        if high == 0 { Err(Damage::Changed(0)) } else { Ok(low) }
    }

    fn place(&self, stretch: u32) -> Result<usize, Damage> {
        if stretch == self.stretches() {
            return Ok(self.text_bytes());
        }
        self.small(Section::Stretches, stretch as usize)
    }

    pub fn stretch_text(&self, stretch: u32) -> Result<&str, Damage> {
        self.stretches_text(stretch..stretch + 1)
    }

    /// What stands in some stretches that follow each other.
    pub fn stretches_text(&self, stretches: Range<u32>) -> Result<&str, Damage> {
        let range = self.place(stretches.start)?..self.place(stretches.end)?;
        self.utf8(Section::Texts, range)
    }

    pub fn text(&self, text: u32) -> Result<&str, Damage> {
        self.stretches_text(self.stretches_of(text)?)
    }

    fn utf8(&self, section: Section, range: Range<usize>) -> Result<&str, Damage> {
        let length = range.end.checked_sub(range.start).ok_or(Damage::Changed(range.start))?;
        let bytes = self.bytes(section, range.start, length)?;
        std::str::from_utf8(bytes).map_err(|_| Damage::Changed(range.start))
    }

    /// Calls `each` with the stretches in which a gram stands, `most` at most.
    #[inline]
    pub fn find(&self, key: u32, most: usize, mut each: impl FnMut(u32)) -> Result<(), Damage> {
        let high = u64::from(key >> self.low);
        let bucket = high / BUCKET;
        let mut posting = self.small(Section::Directory, bucket as usize)? as u64;
        let mut bit = posting + bucket * BUCKET;
        let mut zeros = high % BUCKET;
        // To where the postings of this high value begin: behind so many zeros.
        let mut word = self.upper(bit / 64)? >> (bit % 64);
        let mut left = 64 - bit % 64;
        loop {
            let ones = u64::from(word.count_ones());
            if left - ones >= zeros {
                break;
            }
            zeros -= left - ones;
            posting += ones;
            bit += left;
            word = self.upper(bit / 64)?;
            left = 64;
        }
        for _ in 0..zeros {
            let ones = u64::from(word.trailing_ones());
            posting += ones;
            bit += ones + 1;
            word = word.checked_shr(ones as u32 + 1).unwrap_or(0);
        }
        let wanted = key & ((1u32 << self.low) - 1);
        let mut found = 0;
        while self.upper(bit / 64)? >> (bit % 64) & 1 == 1 && found < most {
            let low = self.packed(Section::Lower, posting, self.low)?;
            if low > wanted {
                break;
            }
            if low == wanted {
                each(self.packed(Section::Owners, posting, self.owner)?);
                found += 1;
            }
            posting += 1;
            bit += 1;
        }
        Ok(())
    }

    /// Every gram with a stretch that it stands in, in order.
    pub fn postings(&self) -> impl Iterator<Item = Result<(u32, u32), Damage>> {
        let mut bit = 0u64;
        (0..self.postings).map(move |number| {
            loop {
                let rest = self.upper(bit / 64)? >> (bit % 64);
                if rest != 0 {
                    bit += u64::from(rest.trailing_zeros());
                    break;
                }
                bit = (bit / 64 + 1) * 64;
            }
            let high = bit.checked_sub(number).filter(|high| *high < 1 << (32 - self.low)).ok_or(Damage::Changed(0))?;
            bit += 1;
            let low = self.packed(Section::Lower, number, self.low)?;
            Ok(((high << self.low) as u32 | low, self.packed(Section::Owners, number, self.owner)?))
        })
    }
}
