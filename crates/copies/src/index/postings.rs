//! The form of a list of postings, and its writing. A posting is a key and a stretch that has the key. Reading is in `lists`.
//!
//! The keys are in Elias-Fano form (1974): their low bits are packed, and their high bits are in unary. A directory has the
//! number of postings before each 256th high value.

/// The number of high values between two entries of the directory.
pub(super) const BUCKET: u64 = 256;

/// The sections of one list, in this order.
#[derive(Clone, Copy)]
pub(super) enum ListSection {
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

/// Numbers of a few bits each, packed one after another.
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

    /// The bytes, followed by zeros, because a reader takes eight bytes at a time.
    fn done(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(&self.held.to_le_bytes());
        self.bytes.extend_from_slice(&[0; 8]);
        self.bytes
    }
}

/// The number of bits that hold every number below `count`.
pub(super) fn width(count: u32) -> u32 {
    32 - count.saturating_sub(1).leading_zeros()
}

/// The number of low bits with which the list is shortest.
fn low_bits(postings: u64) -> u32 {
    (0..=24).min_by_key(|low| u64::from(*low) * postings + (1u64 << (32 - low))).expect("there are some")
}

/// A list that is ready to be written to a segment.
pub struct WrittenList {
    pub shape: Shape,
    pub sections: [Vec<u8>; SECTIONS],
}

/// The fields of a list in the footer of a segment.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub count: u64,
    pub(super) low: u32,
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

    /// Whether sections of these lengths in bytes can hold a list of this shape, for this many stretches.
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

/// The list of `count` postings, which must be in order and have stretches below `stretches`. `None` if there are more or fewer
/// postings.
pub fn write(count: u64, stretches: u32, postings: impl Iterator<Item = (u32, u32)>) -> Option<WrittenList> {
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
    Some(WrittenList { shape: Shape { count, low }, sections: [directory, upper, lower.done(), owners.done()] })
}
