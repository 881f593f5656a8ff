//! Bytes that the command was asked to make, when they go to a terminal and not into a file.

use std::io::{self, Write};

use super::visible::{Breaks, Visible};

/// Writes bytes to a terminal as visible text.
pub struct Screen<W> {
    out: W,
    visible: Visible,
    /// The first bytes of a character whose other bytes did not come yet.
    begun: Vec<u8>,
    /// How many stretches of bytes were not UTF-8.
    replaced: usize,
}

impl<W: Write> Screen<W> {
    pub fn new(out: W) -> Self {
        Self { out, visible: Visible::new(Breaks::Kept), begun: Vec::new(), replaced: 0 }
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut shown = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            self.visible.push_str(chunk.valid(), &mut shown);
            if !chunk.invalid().is_empty() {
                self.visible.push(char::REPLACEMENT_CHARACTER, &mut shown);
                self.replaced += 1;
            }
        }
        self.out.write_all(shown.as_bytes())
    }

    /// Writes the bytes that are left. Returns how many characters were replaced.
    pub fn end(mut self) -> io::Result<usize> {
        let begun = std::mem::take(&mut self.begun);
        self.put(&begun)?;
        self.out.flush()?;
        Ok(self.replaced + self.visible.replaced)
    }
}

/// How many of `bytes` remain if a character that is cut off at their end is left out.
fn without_a_cut_character(bytes: &[u8]) -> usize {
    for back in 1..=bytes.len().min(3) {
        let needs = match bytes[bytes.len() - back] {
            0x80..=0xBF => continue,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        return if needs > back { bytes.len() - back } else { bytes.len() };
    }
    bytes.len()
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        self.begun = all.split_off(without_a_cut_character(&all));
        self.put(&all)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
