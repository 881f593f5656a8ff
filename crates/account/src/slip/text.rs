//! A slip as letters: written to be copied, printed, photographed and typed, and read back with some of them wrong.

use super::payload::Malformed;
use super::reed_solomon::{DATA, PARITY, parity, repair};
use super::{MAX_PAYLOAD, Slip};
use crate::base32;
use crate::characters::{Character, Class, breaks_line};
use crate::hash::sha256_start;

/// What every slip begins with.
pub const MARKER: &str = "firsthand1";

const GROUP: usize = 8;
const CHECKSUM: usize = 4;
const GROUPS_A_LINE: usize = 8;

/// Why letters are no slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("too many letters of the slip are wrong or missing")]
    Damaged,
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

/// A slip that was read from a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub slip: Slip,
    /// How many letters were wrong, missing or unreadable and have been repaired.
    pub repaired: usize,
    /// How many bytes of the text after the marker it takes up.
    pub length: usize,
}

impl Slip {
    /// The slip in one run of letters, as it stands in a QR code or a link.
    pub fn to_run(&self) -> String {
        let mut bytes = self.to_bytes();
        let length = length_group(bytes.len());
        let checksum: [u8; CHECKSUM] = sha256_start(&[b"firsthand slip", &bytes]);
        bytes.extend(checksum);
        let blocks: Vec<u8> = bytes.chunks(DATA).flat_map(|data| [data, &parity(data)].concat()).collect();
        format!("{MARKER}{}{}", base32::encode(&length), base32::encode(&blocks))
    }

    /// The slip in lines of groups of eight letters, without a line end after the last.
    pub fn to_text(&self) -> String {
        let run = self.to_run();
        let (marker, letters) = run.split_at(MARKER.len());
        let mut out = marker.to_owned();
        for (at, group) in letters.as_bytes().chunks(GROUP).enumerate() {
            // The marker takes a group's place and more: one fewer in the first line.
            out.push(if (at + 1) % GROUPS_A_LINE == 0 { '\n' } else { ' ' });
            out.push_str(std::str::from_utf8(group).expect("letters are ASCII"));
        }
        out
    }
}

fn length_group(payload: usize) -> [u8; 5] {
    let length: [u8; 3] = (payload as u32).to_be_bytes()[1..].try_into().expect("three of four bytes");
    let check: [u8; 2] = sha256_start(&[b"firsthand length", &length]);
    [length[0], length[1], length[2], check[0], check[1]]
}

/// How many letters hold a payload of this many bytes, after the length group.
fn letters_for(payload: usize) -> usize {
    let data = payload + CHECKSUM;
    base32::length(data + PARITY * data.div_ceil(DATA))
}

/// A letter's five bits, or `None` where it cannot be read.
type Letter = Option<u8>;

/// Reads slips, within one bound on all the work that damaged ones may cost.
pub struct Reader {
    /// How many blocks may still be decoded beyond those that whole slips need.
    blocks: usize,
    /// How many letters may still be looked at behind damaged length groups.
    letters: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self { blocks: 1_500, letters: 2 * letters_for(MAX_PAYLOAD) }
    }
}

impl Reader {
    /// Reads the slip whose letters begin at the start of `text`, behind the marker.
    pub fn read(&mut self, text: &str) -> Result<Read, Unreadable> {
        let start: Vec<Letter> = letters_of(text).take(GROUP).map(|(letter, _)| letter).collect();
        let limit = match announced(&start) {
            Some(payload) => 2 * letters_for(payload) + 8 * GROUP,
            None => self.letters,
        };
        let signs = Signs::of(text, limit);
        if announced(&start).is_none() {
            self.letters -= signs.letters.len().min(self.letters);
        }
        let ways = [How::Run, How::Groups, How::Eights, How::Lines];
        for edits in [&[Edit::None][..], &[Edit::Insert, Edit::Remove]] {
            for how in ways {
                if let Some(payload) = announced(&signs.length_group(how)) {
                    self.blocks += (payload + CHECKSUM).div_ceil(DATA);
                    if let Some(read) = self.known_length(&signs, how, payload, edits) {
                        return read;
                    }
                }
            }
        }
        for how in [How::Groups, How::Run, How::Eights, How::Lines] {
            if let Some(read) = self.unknown_length(&signs, how) {
                return read;
            }
        }
        Err(Unreadable::Damaged)
    }

    fn known_length(
        &mut self,
        signs: &Signs,
        how: How,
        payload: usize,
        edits: &[Edit],
    ) -> Option<Result<Read, Unreadable>> {
        let letters = letters_for(payload);
        edits.iter().find_map(|&edit| {
            let take = match edit {
                Edit::None => letters,
                Edit::Insert => letters.saturating_sub(GROUP),
                Edit::Remove => letters + GROUP,
            };
            let (taken, end) = signs.take(how, take);
            let (bytes, letters) = self.decode(taken, payload, edit)?;
            Some(finish(&bytes, &letters, &signs.length_group(how), end))
        })
    }

    /// Tries lengths: a slip of one block every one that it can have, a longer one what its own beginning says.
    fn unknown_length(&mut self, signs: &Signs, how: How) -> Option<Result<Read, Unreadable>> {
        const FULL: usize = base32::length(DATA + PARITY);
        let (taken, _) = signs.take(how, FULL);
        let mut start = self.block(&taken, DATA);
        let mut blocks = 1;
        while let Some(data) = &mut start {
            match Slip::payload_length(data) {
                Ok(Some(payload)) => {
                    return self.known_length(signs, how, payload, &[Edit::None, Edit::Insert, Edit::Remove]);
                }
                Ok(None) if data.len() < MAX_PAYLOAD => {
                    let (taken, _) = signs.take(how, FULL * (blocks + 1));
                    let next = taken.get(FULL * blocks..).and_then(|letters| self.block(letters, DATA));
                    blocks += 1;
                    match next {
                        Some(more) => data.extend(more),
                        None => start = None,
                    }
                }
                _ => start = None,
            }
        }
        (SHORTEST..=DATA - CHECKSUM).find_map(|payload| {
            let (taken, end) = signs.take(how, letters_for(payload));
            let (bytes, letters) = self.decode(taken, payload, Edit::None)?;
            Some(finish(&bytes, &letters, &signs.length_group(how), end))
        })
    }

    /// The payload in `letters`, if every block can be repaired and the checksum holds, and the letters it was read
    /// from. With an edit, one group is put in or left out wherever that makes it so: not just in the first block that
    /// cannot be read, for the code is cyclic, and a full block that is shifted by a group reads as another.
    fn decode(&mut self, letters: Vec<Letter>, payload: usize, edit: Edit) -> Option<(Vec<u8>, Vec<Letter>)> {
        if matches!(edit, Edit::None) {
            let data = self.blocks_from(&letters, 0, payload, Vec::new())?;
            return Some((data, letters));
        }
        let mut data = Vec::new();
        let mut at = 0;
        while data.len() < payload + CHECKSUM {
            let length = (payload + CHECKSUM - data.len()).min(DATA);
            let end = at + base32::length(length + PARITY);
            let mut tried = Vec::new();
            for place in (at..end).step_by(GROUP) {
                let mut edited = letters.clone();
                let place = place.min(edited.len());
                match edit {
                    Edit::Remove => drop(edited.drain(place..(place + GROUP).min(letters.len()))),
                    _ => drop(edited.splice(place..place, [None; GROUP])),
                }
                let Some(block) = edited.get(at..end).and_then(|letters| self.block(letters, length)) else { continue };
                if tried.contains(&block) {
                    continue;
                }
                if let Some(data) = self.blocks_from(&edited, end, payload, [&data[..], &block].concat()) {
                    return Some((data, edited));
                }
                tried.push(block);
            }
            data.extend(self.block(letters.get(at..end)?, length)?);
            at = end;
        }
        None
    }

    /// The payload, given the `data` of all blocks before letter `at`.
    fn blocks_from(&mut self, letters: &[Letter], mut at: usize, payload: usize, mut data: Vec<u8>) -> Option<Vec<u8>> {
        while data.len() < payload + CHECKSUM {
            let length = (payload + CHECKSUM - data.len()).min(DATA);
            let end = at + base32::length(length + PARITY);
            data.extend(self.block(letters.get(at..end)?, length)?);
            at = end;
        }
        let checksum = data.split_off(payload);
        (checksum == sha256_start::<CHECKSUM>(&[b"firsthand slip", &data])).then_some(data)
    }

    /// The first `length` bytes of one block, repaired.
    fn block(&mut self, letters: &[Letter], length: usize) -> Option<Vec<u8>> {
        if letters.len() != base32::length(length + PARITY) {
            return None;
        }
        let mut bytes = vec![0u8; length + PARITY];
        let mut erased = Vec::new();
        for (at, letter) in letters.iter().enumerate() {
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
        self.blocks = self.blocks.checked_sub(1)?;
        repair(&mut bytes, &erased)?;
        bytes.truncate(length);
        Some(bytes)
    }
}

/// The shortest payload: a whole account of under 128 words without enclosures.
const SHORTEST: usize = 1 + 1 + 32 + 64 + 1 + 2 + 16;

/// Reads the slip, and counts the letters that are not as it would be written.
fn finish(payload: &[u8], letters: &[Letter], length_group: &[Letter], length: usize) -> Result<Read, Unreadable> {
    let slip = Slip::from_bytes(payload)?;
    let written = slip.to_run();
    let written: Vec<Letter> = written.bytes().skip(MARKER.len()).map(base32::value).collect();
    let (group, rest) = written.split_at(GROUP);
    let wrong = |read: &[Letter], written: &[Letter]| {
        written.len().saturating_sub(read.len())
            + read.iter().zip(written).filter(|(read, written)| read != written).count()
    };
    // The last letter may hold pad bits, which are ignored.
    let last_only = letters.last() != rest.last() && letters[..letters.len() - 1] == rest[..rest.len() - 1];
    let last_only = last_only && letters.last().is_some_and(Option::is_some);
    let repaired = wrong(length_group, group) + if last_only { 0 } else { wrong(letters, rest) };
    Ok(Read { slip, repaired, length })
}

/// The payload length that a length group holds, if the group is whole.
fn announced(group: &[Letter]) -> Option<usize> {
    let bits = group.iter().try_fold(0u64, |bits, letter| Some(bits << 5 | u64::from((*letter)?)))?;
    let payload = (bits >> 16) as usize;
    let whole =
        group.len() == GROUP && payload <= MAX_PAYLOAD && length_group(payload)[3..] == (bits as u16).to_be_bytes();
    whole.then_some(payload)
}

/// Ways of reading the letters behind a marker, in the order in which they are tried.
#[derive(Clone, Copy, PartialEq)]
enum How {
    /// One after another.
    Run,
    /// By what stands between spaces; a group of the wrong length is unreadable.
    Groups,
    /// By what stands between anything else; a group of the wrong length is left out: line numbers.
    Eights,
    /// As `Eights`, and a line in which another group than the last has the wrong length is left out: a caption.
    Lines,
}

/// What may be done to one block to make it readable.
#[derive(Clone, Copy)]
enum Edit {
    None,
    /// A group is missing without a trace.
    Insert,
    /// A group too many: a word of eight letters.
    Remove,
}

fn letters_of(text: &str) -> impl Iterator<Item = (Letter, usize)> {
    text.bytes()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_alphanumeric())
        .map(|(at, byte)| (base32::value(byte), at + 1))
}

/// The letters and digits behind a marker, each with the offset behind it.
struct Signs {
    letters: Vec<(Letter, usize)>,
    /// Which letters stand behind a space, behind anything else that is no letter or digit, and first in a line.
    after_space: Vec<bool>,
    after_sign: Vec<bool>,
    after_line: Vec<bool>,
}

impl Signs {
    fn of(text: &str, limit: usize) -> Self {
        let mut signs =
            Self { letters: Vec::new(), after_space: Vec::new(), after_sign: Vec::new(), after_line: Vec::new() };
        let (mut space, mut sign, mut line) = (true, true, true);
        for (at, character) in text.char_indices() {
            if character.is_ascii_alphanumeric() {
                if signs.letters.len() == limit {
                    break;
                }
                signs.letters.push((base32::value(character as u8), at + 1));
                signs.after_space.push(space);
                signs.after_sign.push(sign);
                signs.after_line.push(line);
                (space, sign, line) = (false, false, false);
            } else if Character::of(character).class() != Class::Drop {
                sign = true;
                space |= Character::of(character).class() == Class::Space;
                line |= breaks_line(character);
            }
        }
        signs
    }

    /// The end of the group that begins at letter `start`.
    fn group_end(&self, how: How, start: usize) -> usize {
        let begins = if how == How::Groups { &self.after_space } else { &self.after_sign };
        (start + 1..self.letters.len()).find(|&at| begins[at]).unwrap_or(self.letters.len())
    }

    fn plain(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Letter> {
        self.letters[range].iter().map(|(letter, _)| *letter)
    }

    fn length_group_end(&self, how: How) -> usize {
        match how {
            _ if self.letters.is_empty() => 0,
            How::Run => GROUP.min(self.letters.len()),
            _ => self.group_end(how, 0),
        }
    }

    fn length_group(&self, how: How) -> Vec<Letter> {
        self.plain(0..self.length_group_end(how)).collect()
    }

    /// `count` letters behind the length group, and the offset behind the last; fewer if the text ends.
    fn take(&self, how: How, count: usize) -> (Vec<Letter>, usize) {
        let mut at = self.length_group_end(how);
        let mut out: Vec<Letter> = Vec::with_capacity(count.min(self.letters.len()));
        if how == How::Run {
            let end = (at + count).min(self.letters.len());
            out.extend(self.plain(at..end));
            at = end;
        }
        while out.len() < count && at < self.letters.len() {
            if how == How::Lines && self.after_line[at] {
                at = self.next_good_line(at, count - out.len());
                if at == self.letters.len() {
                    break;
                }
            }
            let end = self.group_end(how, at);
            let wanted = GROUP.min(count - out.len());
            if end - at == wanted {
                out.extend(self.plain(at..end));
            } else if how == How::Groups {
                out.extend(std::iter::repeat_n(None, wanted));
            }
            at = end;
        }
        // Cut off at the end: what is missing counts as unreadable, if it can be repaired at all.
        if (1..=2 * PARITY).contains(&count.saturating_sub(out.len())) {
            out.resize(count, None);
        }
        (out, at.checked_sub(1).map_or(0, |last| self.letters[last].1))
    }

    /// The first line from `at` on whose groups, but for the last, all have eight letters.
    fn next_good_line(&self, mut at: usize, missing: usize) -> usize {
        while at < self.letters.len() {
            let start = at;
            let (mut good, mut left) = (true, missing);
            loop {
                let end = self.group_end(How::Lines, at);
                let last = end == self.letters.len() || self.after_line[end];
                good &= end - at == GROUP.min(left) || (last && end - at == GROUP) || left == 0;
                left = left.saturating_sub(end - at);
                at = end;
                if last {
                    break;
                }
            }
            if good {
                return start;
            }
        }
        at
    }
}

#[cfg(test)]
mod tests;
