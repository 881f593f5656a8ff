//! The lists of grams and terms of a segment, as they are read.

use super::postings::{BUCKET, ListSection, Shape, width};
use super::segment::{BLOCK, Damage, Section, Segment, TERMS};

impl Segment {
    /// The list of grams.
    pub fn grams(&self) -> Postings<'_> {
        Postings::new(self, self.grams, Section::Grams as usize)
    }

    /// The list of terms.
    pub fn terms(&self) -> Postings<'_> {
        Postings::new(self, self.terms, TERMS)
    }

    /// Reads the whole segment. Fails at the first part that is damaged.
    pub fn check(&self) -> Result<(), Damage> {
        (0..self.body.div_ceil(BLOCK)).try_for_each(|block| self.check_block(block))?;
        (0..self.texts()).try_for_each(|text| self.text(text).and(self.id(text)).map(drop))?;
        let owned = |posting: (u32, u32)| if posting.1 < self.stretches() { Ok(()) } else { Err(Damage::Changed(0)) };
        self.grams().iter().chain(self.terms().iter()).try_for_each(|posting| owned(posting?))
    }
}

/// A list that is read.
pub struct Postings<'s> {
    segment: &'s Segment,
    shape: Shape,
    /// The number of its first section.
    first: usize,
    owner: u32,
}

impl<'s> Postings<'s> {
    pub fn new(segment: &'s Segment, shape: Shape, first: usize) -> Self {
        Self { segment, shape, first, owner: width(segment.stretches()) }
    }

    /// The number of postings.
    pub fn count(&self) -> u64 {
        self.shape.count
    }

    #[inline]
    fn eight(&self, section: ListSection, at: u64) -> Result<u64, Damage> {
        let bytes = self.segment.bytes(self.first + section as usize, at as usize, 8)?;
        Ok(u64::from_le_bytes(bytes.try_into().expect("there are eight")))
    }

    #[inline]
    fn packed(&self, section: ListSection, index: u64, width: u32) -> Result<u32, Damage> {
        let bit = index * u64::from(width);
        let word = self.eight(section, bit / 8)? >> (bit % 8);
        Ok((word & ((1 << width) - 1)) as u32)
    }

    #[inline]
    fn upper(&self, word: u64) -> Result<u64, Damage> {
        self.eight(ListSection::Upper, word * 8)
    }

    /// Calls `each` for the first `max` stretches that have the key. Fails if the list is damaged.
    #[inline]
    pub fn find(&self, key: u32, max: usize, mut each: impl FnMut(u32)) -> Result<(), Damage> {
        let high = u64::from(key >> self.shape.low);
        let bucket = high / BUCKET;
        let mut posting = self.segment.small(self.first + ListSection::Directory as usize, bucket as usize)? as u64;
        let mut bit = posting + bucket * BUCKET;
        let mut zeros = high % BUCKET;
        // The postings of this high value begin after `zeros` zeros.
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
        let wanted = key & ((1u32 << self.shape.low) - 1);
        let mut found = 0;
        while self.upper(bit / 64)? >> (bit % 64) & 1 == 1 && found < max {
            let low = self.packed(ListSection::Lower, posting, self.shape.low)?;
            if low > wanted {
                break;
            }
            if low == wanted {
                each(self.packed(ListSection::Owners, posting, self.owner)?);
                found += 1;
            }
            posting += 1;
            bit += 1;
        }
        Ok(())
    }

    /// Every posting, as key and stretch, in order. Fails where the list is damaged.
    pub fn iter(self) -> impl Iterator<Item = Result<(u32, u32), Damage>> + use<'s> {
        let mut bit = 0u64;
        (0..self.shape.count).map(move |number| {
            loop {
                let rest = self.upper(bit / 64)? >> (bit % 64);
                if rest != 0 {
                    bit += u64::from(rest.trailing_zeros());
                    break;
                }
                bit = (bit / 64 + 1) * 64;
            }
            let high =
                bit.checked_sub(number).filter(|high| *high < 1 << (32 - self.shape.low)).ok_or(Damage::Changed(0))?;
            bit += 1;
            let low = self.packed(ListSection::Lower, number, self.shape.low)?;
            Ok(((high << self.shape.low) as u32 | low, self.packed(ListSection::Owners, number, self.owner)?))
        })
    }
}
