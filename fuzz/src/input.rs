//! Reads the bytes of an input as numbers, from its beginning. Missing bytes read as zero, so every input is valid.

use crate::characters::CHARACTERS;

pub struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    pub fn new(data: &'a [u8]) -> Self {
        Self(data)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn rest(self) -> &'a [u8] {
        self.0
    }

    pub fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    /// Up to `count` bytes.
    pub fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        bytes
    }

    /// A number below `bound`, which is at most 2¹⁶; of one byte where that is enough.
    pub fn below(&mut self, bound: usize) -> usize {
        let number = match bound {
            0..=1 => return 0,
            2..=256 => usize::from(self.byte()),
            _ => usize::from(self.byte()) << 8 | usize::from(self.byte()),
        };
        number % bound
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    /// One of [`CHARACTERS`], or any code point.
    pub fn character(&mut self) -> char {
        match self.byte() {
            0xFF => {
                let point = self.bytes(3).iter().fold(0, |point, &byte| point << 8 | u32::from(byte));
                char::from_u32(point % 0x11_0000).unwrap_or('\u{FFFD}')
            }
            byte => CHARACTERS[usize::from(byte) % CHARACTERS.len()],
        }
    }

    /// Up to `count` characters.
    pub fn characters(&mut self, count: usize) -> String {
        let mut out = String::new();
        for _ in 0..count {
            if self.is_empty() {
                break;
            }
            out.push(self.character());
        }
        out
    }
}

/// What of `data` is UTF-8.
pub fn utf8(data: &[u8]) -> String {
    data.utf8_chunks().map(|chunk| chunk.valid()).collect()
}
