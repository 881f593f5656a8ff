//! The bytes of a slip (`spec/seal.md`, section 4). Each slip has one encoding, and every bound is checked before memory is
//! allocated. How bytes become letters is in `text`.

use super::{Enclosed, Slip};
use crate::identity::PenName;
use crate::limits::{MAX_ENCLOSURES, MAX_PAYLOAD_BYTES, MAX_WORDS};
use crate::ranges::Ranges;
use crate::tree::{SlipItem, for_each_item};

const VERSION: u8 = 1;
const WITHHELD: u8 = 1;
const ENCLOSURES: u8 = 2;

/// Why bytes cannot be read as a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("the slip is of version {0}, later than this program knows")]
    LaterVersion(u8),
    #[error("the slip ends too early")]
    TooShort,
    #[error("the slip goes on after its end")]
    Surplus,
    #[error("a number in the slip is out of range or not in its shortest form")]
    Number,
    #[error("the slip has a flag that version 1 does not know")]
    Flags,
}

impl Slip {
    /// The payload: the bytes of the slip, without parity.
    pub fn to_bytes(&self) -> Vec<u8> {
        let withheld = if self.withheld.is_empty() { 0 } else { WITHHELD };
        let enclosures = if self.enclosed.is_some() { ENCLOSURES } else { 0 };
        let mut out = vec![VERSION, withheld | enclosures];
        out.extend(self.pen_name.0);
        out.extend(self.signature);
        put_number(&mut out, self.n);
        out.extend(self.tail);
        if let Some(enclosed) = &self.enclosed {
            put_number(&mut out, enclosed.count);
            out.extend(enclosed.root);
        }
        if !self.withheld.is_empty() {
            put_number(&mut out, self.withheld.len() as u32);
            let mut end = 0;
            for range in self.withheld.iter() {
                put_number(&mut out, range.start - end);
                put_number(&mut out, range.end - range.start);
                end = range.end;
            }
        }
        for item in &self.items {
            match item {
                SlipItem::Open(seed) => out.extend(seed),
                SlipItem::Withheld(hash) => out.extend(hash),
            }
        }
        out
    }

    /// Reads a payload. Fails if `bytes` are not exactly one well-formed slip.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > MAX_PAYLOAD_BYTES {
            return Err(Malformed::Surplus);
        }
        let mut reader = PayloadReader(bytes);
        let header = Header::read(&mut reader)?;
        let mut items = Vec::with_capacity(reader.0.len() / 16);
        let whole = for_each_item(header.n, &header.withheld, &mut |withheld| {
            let item =
                if withheld { reader.array().map(SlipItem::Withheld) } else { reader.array().map(SlipItem::Open) };
            item.map(|item| items.push(item)).is_ok()
        });
        if !whole {
            return Err(Malformed::TooShort);
        }
        if !reader.0.is_empty() {
            return Err(Malformed::Surplus);
        }
        let Header { pen_name, signature, n, tail, enclosed, withheld } = header;
        Ok(Self { pen_name, signature, n, tail, enclosed, withheld, items })
    }

    /// The length in bytes of the payload that begins with `start`. `None` if `start` is too short to tell.
    pub(super) fn payload_length(start: &[u8]) -> Result<Option<usize>, Malformed> {
        let mut reader = PayloadReader(start);
        let header = match Header::read(&mut reader) {
            Err(Malformed::TooShort) => return Ok(None),
            header => header?,
        };
        let mut length = start.len() - reader.0.len();
        let within = for_each_item(header.n, &header.withheld, &mut |withheld| {
            length += if withheld { 32 } else { 16 };
            length <= MAX_PAYLOAD_BYTES
        });
        if within { Ok(Some(length)) } else { Err(Malformed::Surplus) }
    }
}

/// The fields of a payload before its items.
struct Header {
    pen_name: PenName,
    signature: [u8; 64],
    n: u32,
    tail: [u8; 2],
    enclosed: Option<Enclosed>,
    withheld: Ranges,
}

impl Header {
    fn read(reader: &mut PayloadReader) -> Result<Self, Malformed> {
        let [version] = reader.array()?;
        match version {
            VERSION => {}
            0 => return Err(Malformed::Number),
            later => return Err(Malformed::LaterVersion(later)),
        }
        let [flags] = reader.array()?;
        if flags & !(WITHHELD | ENCLOSURES) != 0 {
            return Err(Malformed::Flags);
        }
        let pen_name = PenName(reader.array()?);
        let signature = reader.array()?;
        let n = reader.number(1, MAX_WORDS)?;
        let tail = reader.array()?;
        let enclosed = if flags & ENCLOSURES == 0 {
            None
        } else {
            Some(Enclosed { count: reader.number(1, MAX_ENCLOSURES)?, root: reader.array()? })
        };
        let withheld = if flags & WITHHELD == 0 { Ranges::default() } else { reader.ranges(n)? };
        Ok(Self { pen_name, signature, n, tail, enclosed, withheld })
    }
}

/// The bytes of a payload that are still to be read.
struct PayloadReader<'a>(&'a [u8]);

impl PayloadReader<'_> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (start, rest) = self.0.split_first_chunk().ok_or(Malformed::TooShort)?;
        self.0 = rest;
        Ok(*start)
    }

    /// An unsigned LEB128 number of at most four bytes. Fails if the number is not between `min` and `max`, or is not in
    /// its shortest form.
    fn number(&mut self, min: u32, max: u32) -> Result<u32, Malformed> {
        let mut number = 0;
        for shift in (0..28).step_by(7) {
            let [byte] = self.array()?;
            number |= u32::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                let shortest = byte != 0 || shift == 0;
                return if shortest && (min..=max).contains(&number) { Ok(number) } else { Err(Malformed::Number) };
            }
        }
        Err(Malformed::Number)
    }

    /// The withheld ranges of an account of `n` words.
    fn ranges(&mut self, n: u32) -> Result<Ranges, Malformed> {
        let count = self.number(1, n.div_ceil(2))?;
        if count as usize > self.0.len() / 2 {
            return Err(Malformed::TooShort);
        }
        let mut ranges = Vec::with_capacity(count as usize);
        let mut end = 0;
        for at in 0..count {
            let start = end + self.number(u32::from(at > 0), n - end)?;
            end = start + self.number(1, n - start)?;
            ranges.push(start..end);
        }
        let ranges = Ranges::new(ranges);
        if ranges.words() == n { Err(Malformed::Number) } else { Ok(ranges) }
    }
}

fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
