//! Postings: which stretches a key stands in, as pairs of a key and a stretch, in order.
//!
//! The keys stand as Elias and Fano wrote them (1974): their low bits packed, their high bits in unary, with the number of
//! postings before each 256th high value as a way in.

use super::segment::{Damage, Segment};

/// High values between two entries of the directory.
const BUCKET: u64 = 256;

/// The sections of one list, in this order.
#[derive(Clone, Copy)]
enum Section {
    /// For each 256th high value, how many postings stand before it, u32.
    Directory,
    /// For each posting with high bits h, the bit h + number of the posting.
    Upper,
    /// For each posting, the low bits of its key.
    Lower,
    /// For each posting, its stretch.
    Owners,
}
pub const SECTIONS: usize = 4;

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

/// A list as it is written.
pub struct Written {
    pub shape: Shape,
    pub sections: [Vec<u8>; SECTIONS],
}

/// What the footer says of a list.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub count: u64,
    low: u32,
}

impl Shape {
    pub const SIZE: usize = 12;

    pub fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..8].copy_from_slice(&self.count.to_le_bytes());
        bytes[8..].copy_from_slice(&self.low.to_le_bytes());
        bytes
    }

    pub fn of(bytes: &[u8; Self::SIZE]) -> Self {
        let (count, low) = bytes.split_at(8);
        let low = u32::from_le_bytes(low.try_into().expect("there are four"));
        Self { count: u64::from_le_bytes(count.try_into().expect("there are eight")), low }
    }

    /// Whether sections of these lengths can hold a list of this shape, of some stretches.
    pub fn fits(self, lengths: [usize; SECTIONS], stretches: u32) -> bool {
        if self.low > 24 || self.count >= 1 << 32 {
            return false;
        }
        let [directory, upper, lower, owners] = lengths.map(|length| length as u64);
        let highs = 1u64 << (32 - self.low);
        directory == (highs / BUCKET + 1) * 4
            && upper == ((self.count + highs) / 64 + 1) * 8
            && lower >= (self.count * u64::from(self.low)).div_ceil(8) + 8
            && owners >= (self.count * u64::from(width(stretches))).div_ceil(8) + 8
    }
}

/// Writes `count` postings that come in order, of stretches below `stretches`; `None` if there are more or fewer.
pub fn write(count: u64, stretches: u32, postings: impl Iterator<Item = (u32, u32)>) -> Option<Written> {
    let low = low_bits(count);
    let highs = 1u64 << (32 - low);
    let owner = width(stretches);
    let mut directory = Vec::with_capacity((highs / BUCKET) as usize * 4 + 4);
    let mut upper = vec![0u64; ((count + highs) / 64 + 1) as usize];
    let (mut lower, mut owners) = (Packed::default(), Packed::default());
    let mut number = 0u64;
    for (key, stretch) in postings {
        let high = u64::from(key >> low);
        while directory.len() as u64 / 4 <= high / BUCKET {
            directory.extend_from_slice(&(number as u32).to_le_bytes());
        }
        if number == count {
            return None;
        }
        let bit = high + number;
        upper[(bit / 64) as usize] |= 1 << (bit % 64);
        lower.push(key & ((1u32 << low) - 1), low);
        owners.push(stretch, owner);
        number += 1;
    }
    if number < count {
        return None;
    }
    while directory.len() as u64 / 4 <= highs / BUCKET {
        directory.extend_from_slice(&(number as u32).to_le_bytes());
    }
    let upper = upper.iter().flat_map(|word| word.to_le_bytes()).collect();
    Some(Written { shape: Shape { count, low }, sections: [directory, upper, lower.done(), owners.done()] })
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

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.shape.count
    }

    #[inline]
    fn eight(&self, section: Section, at: u64) -> Result<u64, Damage> {
        let bytes = self.segment.bytes(self.first + section as usize, at as usize, 8)?;
        Ok(u64::from_le_bytes(bytes.try_into().expect("there are eight")))
    }

    #[inline]
    fn packed(&self, section: Section, index: u64, width: u32) -> Result<u32, Damage> {
        let bit = index * u64::from(width);
        let word = self.eight(section, bit / 8)? >> (bit % 8);
        Ok((word & ((1 << width) - 1)) as u32)
    }

    #[inline]
    fn upper(&self, word: u64) -> Result<u64, Damage> {
        self.eight(Section::Upper, word * 8)
    }

    /// Calls `each` with the stretches in which a key stands, `most` at most.
    #[inline]
    pub fn find(&self, key: u32, most: usize, mut each: impl FnMut(u32)) -> Result<(), Damage> {
        let high = u64::from(key >> self.shape.low);
        let bucket = high / BUCKET;
        let mut posting = self.segment.small(self.first + Section::Directory as usize, bucket as usize)? as u64;
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
        let wanted = key & ((1u32 << self.shape.low) - 1);
        let mut found = 0;
        while self.upper(bit / 64)? >> (bit % 64) & 1 == 1 && found < most {
            let low = self.packed(Section::Lower, posting, self.shape.low)?;
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

    /// Every key with a stretch that it stands in, in order.
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
            let low = self.packed(Section::Lower, number, self.shape.low)?;
            Ok(((high << self.shape.low) as u32 | low, self.packed(Section::Owners, number, self.owner)?))
        })
    }
}
