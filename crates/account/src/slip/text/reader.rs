//! Reads a slip back from its letters, some of which may be wrong, missing, or too many.

use super::format::{CHECKSUM, FULL_BLOCK, GROUP, Letter, announced_length, checked_payload, letters_for};
use super::read::{ReadSlip, finish, runs_of_letters};
use super::signs::{GROUPINGS, Grouping, Letters, Signs, Taken, UNREADABLE};
use crate::base32;
use crate::limits::{
    MAX_BLOCKS_OF_DAMAGED_SLIPS, MAX_LETTERS, MAX_LETTERS_OF_UNKNOWN_LENGTH, MAX_PAYLOAD_BYTES, MAX_WORDS_AMONG_LETTERS,
};
use crate::slip::reed_solomon::{DATA, PARITY, repair};
use crate::slip::{Malformed, Slip};

/// Why letters cannot be read as a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("too many letters of the slip are wrong or missing")]
    Damaged,
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

/// Reads the slips of one text, and bounds the work that damaged slips may cost together.
pub struct LetterReader {
    /// Blocks that may still be decoded.
    blocks: usize,
}

impl Default for LetterReader {
    fn default() -> Self {
        Self { blocks: MAX_BLOCKS_OF_DAMAGED_SLIPS }
    }
}

impl LetterReader {
    /// Reads the slip whose letters begin at the start of `text`, which is the text from a marker to the next marker.
    /// `None` if too many letters are wrong or missing, or too many words stand between them.
    pub fn read(&mut self, text: &str) -> Option<ReadSlip> {
        let read = self.letters(text)?;
        (runs_of_letters(&read.among) <= MAX_WORDS_AMONG_LETTERS).then_some(read)
    }

    fn letters(&mut self, text: &str) -> Option<ReadSlip> {
        let mut signs = Signs::of(text, MAX_LETTERS);
        let announced =
            GROUPINGS.map(|grouping| Some((grouping, announced_length(&letters(&signs.take(grouping, 0).group))?)));
        let announced: Vec<(Grouping, usize)> = announced.into_iter().flatten().collect();
        if let Some((_, payload)) = announced.first() {
            self.blocks += (payload + CHECKSUM).div_ceil(DATA).min(1 + signs.letters.len() / FULL_BLOCK);
            let mut failed = Vec::new();
            for (grouping, payload) in announced {
                match self.known_length(&signs, grouping, payload) {
                    Ok(read) => return Some(read),
                    Err(done) => failed.push((grouping, payload, done)),
                }
            }
            return failed.iter().find_map(|(grouping, payload, done)| self.edited(&signs, *grouping, *payload, done));
        }
        if let Some(read) = GROUPINGS.into_iter().find_map(|grouping| self.own_length(&signs, grouping)) {
            return Some(read);
        }
        signs.letters.truncate(MAX_LETTERS_OF_UNKNOWN_LENGTH);
        GROUPINGS.into_iter().find_map(|grouping| self.every_length(&signs, grouping))
    }

    /// Reads a slip whose payload has this length. The error holds the data of the blocks before the first that cannot be
    /// read; if all blocks can be read but the checksum fails, it holds all but the last.
    fn known_length(&mut self, signs: &Signs, grouping: Grouping, payload: usize) -> Result<ReadSlip, Vec<Vec<u8>>> {
        let Letters { group, rest } = signs.take(grouping, letters_for(payload));
        let all = payload + CHECKSUM;
        let mut blocks = Vec::new();
        while let Some(block) = self.block_at(&rest, blocks.len(), all) {
            blocks.push(block);
        }
        if blocks.len() == all.div_ceil(DATA) {
            if let Some(data) = checked_payload(blocks.concat(), payload) {
                return Ok(finish(signs, data, &group, &rest));
            }
            blocks.pop();
        }
        Err(blocks)
    }

    /// Reads a slip whose payload has this length, with one group inserted or removed.
    fn edited(&mut self, signs: &Signs, grouping: Grouping, payload: usize, done: &[Vec<u8>]) -> Option<ReadSlip> {
        [Edit::Insert, Edit::Remove].into_iter().find_map(|edit| {
            let letters = letters_for(payload);
            let take = match edit {
                Edit::Insert => letters.saturating_sub(GROUP),
                Edit::Remove => letters + GROUP,
            };
            let Letters { group, rest } = signs.take(grouping, take);
            let (data, taken) = self.decode(&rest, payload, edit, done)?;
            Some(finish(signs, data, &group, &taken))
        })
    }

    /// Reads a slip whose length group is damaged, by the length that its payload implies. The payload must begin with
    /// whole blocks of 255 bytes.
    fn own_length(&mut self, signs: &Signs, grouping: Grouping) -> Option<ReadSlip> {
        let mut data = Vec::new();
        for blocks in 0.. {
            let taken = signs.take(grouping, FULL_BLOCK * (blocks + 1)).rest;
            data.extend(self.block(taken.get(FULL_BLOCK * blocks..)?, DATA)?);
            match Slip::payload_length(&data) {
                Ok(Some(payload)) => {
                    return match self.known_length(signs, grouping, payload) {
                        Ok(read) => Some(read),
                        Err(done) => self.edited(signs, grouping, payload, &done),
                    };
                }
                Ok(None) if data.len() < MAX_PAYLOAD_BYTES => {}
                _ => break,
            }
        }
        None
    }

    /// Reads a slip whose length group is damaged by trying every length that fits one block.
    fn every_length(&mut self, signs: &Signs, grouping: Grouping) -> Option<ReadSlip> {
        let Letters { group, rest } = signs.take(grouping, FULL_BLOCK);
        let most = group.len() + rest.len() + 2 * PARITY;
        for payload in (0..=DATA - CHECKSUM).take_while(|payload| GROUP + letters_for(*payload) <= most) {
            if let Ok(read) = self.known_length(signs, grouping, payload) {
                return Some(read);
            }
        }
        None
    }

    /// Inserts or removes one group, at the first place where every block can then be repaired and the checksum holds.
    /// Returns the payload and the letters that it was read from.
    ///
    /// The place is most often in the block after those that are `done`, or in the last of these. But it may be in any
    /// block: the code is cyclic, so a full block that is shifted by a group may read as another block.
    fn decode(
        &mut self,
        letters: &[Taken],
        payload: usize,
        edit: Edit,
        done: &[Vec<u8>],
    ) -> Option<(Vec<u8>, Vec<Taken>)> {
        let (put_in, left_out) = match edit {
            Edit::Insert => (&[UNREADABLE; GROUP][..], 0),
            Edit::Remove => (&[][..], GROUP),
        };
        let all = payload + CHECKSUM;
        let near = done.len().saturating_sub(1);
        for number in (near..=done.len()).chain(0..near) {
            let data = done[..number].concat();
            let at = FULL_BLOCK * number;
            let length = (all - data.len()).min(DATA);
            let size = base32::length(length + PARITY);
            let mut tried = Vec::new();
            if at > letters.len() {
                continue;
            }
            for place in (at..at + size).step_by(GROUP).map(|place| place.min(letters.len())) {
                let behind = &letters[(place + left_out).min(letters.len())..];
                let mut edited = [&letters[at..place], put_in].concat();
                let used = size.saturating_sub(edited.len()).min(behind.len());
                edited.extend(&behind[..used]);
                edited.truncate(size);
                let Some(block) = self.block(&edited, length) else { continue };
                if tried.contains(&block) {
                    continue;
                }
                if let Some(data) = self.blocks_from(&behind[used..], payload, [&data[..], &block].concat()) {
                    return Some((data, [&letters[..place], put_in, behind].concat()));
                }
                tried.push(block);
            }
        }
        None
    }

    /// The data of the block with this number, where `all` is the length of payload and checksum.
    fn block_at(&mut self, letters: &[Taken], number: usize, all: usize) -> Option<Vec<u8>> {
        let length = all.checked_sub(number * DATA).filter(|left| *left > 0)?.min(DATA);
        self.block(letters.get(FULL_BLOCK * number..FULL_BLOCK * number + base32::length(length + PARITY))?, length)
    }

    /// The payload, given the `data` of all blocks before `letters`. `None` if a block cannot be repaired or the checksum
    /// fails.
    fn blocks_from(&mut self, mut letters: &[Taken], payload: usize, mut data: Vec<u8>) -> Option<Vec<u8>> {
        while data.len() < payload + CHECKSUM {
            let length = (payload + CHECKSUM - data.len()).min(DATA);
            let (block, rest) = letters.split_at_checked(base32::length(length + PARITY))?;
            data.extend(self.block(block, length)?);
            letters = rest;
        }
        checked_payload(data, payload)
    }

    /// The `length` bytes of data of one block, repaired. `None` if the block cannot be repaired, or no more blocks may be
    /// decoded.
    fn block(&mut self, letters: &[Taken], length: usize) -> Option<Vec<u8>> {
        if letters.len() != base32::length(length + PARITY) {
            return None;
        }
        self.blocks = self.blocks.checked_sub(1)?;
        let mut bytes = vec![0u8; length + PARITY];
        let mut erased = Vec::new();
        for (at, Taken { letter, .. }) in letters.iter().enumerate() {
            let (byte, bit) = (at * 5 / 8, at * 5 % 8);
            let bits = u16::from(letter.unwrap_or(0)) << 11 >> bit;
            for (place, part) in [(byte, (bits >> 8) as u8), (byte + 1, bits as u8)] {
                let touched = place == byte || bit > 3;
                if let Some(byte) = bytes.get_mut(place).filter(|_| touched) {
                    *byte |= part;
                    if letter.is_none() && erased.last() != Some(&place) {
                        erased.push(place);
                    }
                }
            }
            if erased.len() > PARITY {
                return None;
            }
        }
        repair(&mut bytes, &erased)?;
        bytes.truncate(length);
        Some(bytes)
    }
}

/// The letters of `taken`, without their offsets.
fn letters(taken: &[Taken]) -> Vec<Letter> {
    taken.iter().map(|taken| taken.letter).collect()
}

/// What may be done to one block to make it readable.
#[derive(Clone, Copy)]
enum Edit {
    /// Insert a group, because one is missing.
    Insert,
    /// Remove a group, because a word of eight letters was taken for one.
    Remove,
}
