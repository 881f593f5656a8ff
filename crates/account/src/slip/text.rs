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
/// The most words that may stand between a slip's letters.
const MAX_AMONG: usize = 200;
/// So many letters in a row that are none of the slip's are words; fewer were read wrong.
const WORD: usize = 3;

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
    /// The letters are whole; their payload may be malformed all the same.
    pub slip: Result<Slip, Malformed>,
    /// How many letters were wrong, missing or unreadable and have been repaired.
    pub repaired: usize,
    /// How many bytes of the text after the marker it takes up.
    pub length: usize,
    /// Those bytes without the slip's letters: spaces and line breaks, and whatever else stands between the letters.
    pub among: String,
}

impl Slip {
    /// The slip in one run of letters, as it stands in a QR code or a link.
    pub fn to_run(&self) -> String {
        format!("{MARKER}{}", letters_of_payload(self.to_bytes()))
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

/// The letters of a payload, behind the marker.
fn letters_of_payload(mut bytes: Vec<u8>) -> String {
    let length = length_group(bytes.len());
    let checksum: [u8; CHECKSUM] = sha256_start(&[b"firsthand slip", &bytes]);
    bytes.extend(checksum);
    let blocks: Vec<u8> = bytes.chunks(DATA).flat_map(|data| [data, &parity(data)].concat()).collect();
    base32::encode(&length) + &base32::encode(&blocks)
}

fn length_group(payload: usize) -> [u8; 5] {
    let length: [u8; 3] = (payload as u32).to_be_bytes()[1..].try_into().expect("three of four bytes");
    let check: [u8; 2] = sha256_start(&[b"firsthand length", &length]);
    [length[0], length[1], length[2], check[0], check[1]]
}

/// How many letters hold a payload of this many bytes, after the length group.
const fn letters_for(payload: usize) -> usize {
    let data = payload + CHECKSUM;
    base32::length(data + PARITY * data.div_ceil(DATA))
}

/// A letter's five bits, or `None` where it cannot be read.
type Letter = Option<u8>;

/// A letter that was taken for one of the slip's, and the byte behind it; a missing one has none.
#[derive(Clone, Copy)]
struct Taken {
    letter: Letter,
    end: Option<usize>,
}

const UNREADABLE: Taken = Taken { letter: None, end: None };
/// How many letters behind a marker are looked at.
const MAX_LETTERS: usize = 2 * letters_for(MAX_PAYLOAD);
/// How many of them where every length is tried.
const NEAR_LETTERS: usize = 4_096;
/// How many letters a block of 255 bytes has.
const FULL: usize = base32::length(DATA + PARITY);

/// Letters that one way of reading gives.
struct Letters {
    /// The length group.
    group: Vec<Taken>,
    rest: Vec<Taken>,
}

/// Reads slips, within one bound on all the work that damaged ones may cost.
pub struct Reader {
    /// How many blocks may still be decoded beyond those that whole slips need.
    blocks: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self { blocks: 1_500 }
    }
}

impl Reader {
    /// Reads the slip whose letters begin at the start of `text`, behind the marker; `text` ends where the next marker
    /// begins. `None` if too many of them are wrong or missing, or too many words stand between them.
    pub fn read(&mut self, text: &str) -> Option<Read> {
        let read = self.letters(text)?;
        (runs_of_letters(&read.among) <= MAX_AMONG).then_some(read)
    }

    fn letters(&mut self, text: &str) -> Option<Read> {
        let mut signs = Signs::of(text, MAX_LETTERS);
        let announced = HOWS.map(|how| Some((how, announced(&letters(&signs.take(how, 0).group))?)));
        let announced: Vec<(How, usize)> = announced.into_iter().flatten().collect();
        if let Some((_, payload)) = announced.first() {
            self.blocks += (payload + CHECKSUM).div_ceil(DATA).min(1 + signs.letters.len() / FULL);
            let mut failed = Vec::new();
            for (how, payload) in announced {
                match self.known_length(&signs, how, payload) {
                    Ok(read) => return Some(read),
                    Err(done) => failed.push((how, payload, done)),
                }
            }
            return failed.iter().find_map(|(how, payload, done)| self.edited(&signs, *how, *payload, done));
        }
        if let Some(read) = HOWS.into_iter().find_map(|how| self.own_length(&signs, how)) {
            return Some(read);
        }
        signs.letters.truncate(NEAR_LETTERS);
        HOWS.into_iter().find_map(|how| self.every_length(&signs, how))
    }

    /// Err with the data of the blocks before the first that cannot be read, or all but the last.
    fn known_length(&mut self, signs: &Signs, how: How, payload: usize) -> Result<Read, Vec<Vec<u8>>> {
        let Letters { group, rest } = signs.take(how, letters_for(payload));
        let all = payload + CHECKSUM;
        let mut blocks = Vec::new();
        while let Some(block) = self.block_at(&rest, blocks.len(), all) {
            blocks.push(block);
        }
        if blocks.len() == all.div_ceil(DATA) {
            if let Some(data) = checked(blocks.concat(), payload) {
                return Ok(finish(signs, data, &group, &rest));
            }
            blocks.pop();
        }
        Err(blocks)
    }

    /// The same with one group put in or left out.
    fn edited(&mut self, signs: &Signs, how: How, payload: usize, done: &[Vec<u8>]) -> Option<Read> {
        [Edit::Insert, Edit::Remove].into_iter().find_map(|edit| {
            let letters = letters_for(payload);
            let take = match edit {
                Edit::Insert => letters.saturating_sub(GROUP),
                Edit::Remove => letters + GROUP,
            };
            let Letters { group, rest } = signs.take(how, take);
            let (data, taken) = self.decode(&rest, payload, edit, done)?;
            Some(finish(signs, data, &group, &taken))
        })
    }

    /// For a damaged length group: the length that the payload itself says, from blocks of 255 bytes.
    fn own_length(&mut self, signs: &Signs, how: How) -> Option<Read> {
        let mut data = Vec::new();
        for blocks in 0.. {
            let taken = signs.take(how, FULL * (blocks + 1)).rest;
            data.extend(self.block(taken.get(FULL * blocks..)?, DATA)?);
            match Slip::payload_length(&data) {
                Ok(Some(payload)) => {
                    return match self.known_length(signs, how, payload) {
                        Ok(read) => Some(read),
                        Err(done) => self.edited(signs, how, payload, &done),
                    };
                }
                Ok(None) if data.len() < MAX_PAYLOAD => {}
                _ => break,
            }
        }
        None
    }

    /// For a damaged length group: every length that fits one block.
    fn every_length(&mut self, signs: &Signs, how: How) -> Option<Read> {
        let Letters { group, rest } = signs.take(how, FULL);
        let most = group.len() + rest.len() + 2 * PARITY;
        for payload in (0..=DATA - CHECKSUM).take_while(|payload| GROUP + letters_for(*payload) <= most) {
            if let Ok(read) = self.known_length(signs, how, payload) {
                return Some(read);
            }
        }
        None
    }

    /// The payload in `letters`, if every block can be repaired and the checksum holds, and the letters it was read
    /// from: with one group put in or left out wherever that makes it so. That is in the block behind those that are
    /// `done` or the one before, or in any other, for the code is cyclic, and a full block that is shifted by a group
    /// reads as another.
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
            let at = FULL * number;
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

    /// The data of block `number` of all these bytes.
    fn block_at(&mut self, letters: &[Taken], number: usize, all: usize) -> Option<Vec<u8>> {
        let length = all.checked_sub(number * DATA).filter(|left| *left > 0)?.min(DATA);
        self.block(letters.get(FULL * number..FULL * number + base32::length(length + PARITY))?, length)
    }

    /// The payload, given the `data` of all blocks before these letters.
    fn blocks_from(&mut self, mut letters: &[Taken], payload: usize, mut data: Vec<u8>) -> Option<Vec<u8>> {
        while data.len() < payload + CHECKSUM {
            let length = (payload + CHECKSUM - data.len()).min(DATA);
            let (block, rest) = letters.split_at_checked(base32::length(length + PARITY))?;
            data.extend(self.block(block, length)?);
            letters = rest;
        }
        checked(data, payload)
    }

    /// The first `length` bytes of one block, repaired.
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

/// Reads the payload, counts the letters that are not as it would be written, and finds what stands between them.
fn finish(signs: &Signs, payload: Vec<u8>, length_group: &[Taken], taken: &[Taken]) -> Read {
    let slip = Slip::from_bytes(&payload);
    let written: Vec<Letter> = letters_of_payload(payload).bytes().map(base32::value).collect();
    let (group, rest) = written.split_at(GROUP);
    // The last letter may hold bits that fill it up, and are ignored.
    let filled = 5 * rest.len() % 8;
    let mut repaired = 0;
    let mut right = vec![false; signs.text.len() + 1];
    let mut few = Vec::new();
    for (taken, written, filled) in [(length_group, group, 0), (taken, rest, filled)] {
        let is_right = |at: usize| {
            let less = if at + 1 == written.len() { filled } else { 0 };
            let data = |letter: Letter| letter.map(|letter| letter >> less);
            taken[at].letter.is_some() && data(taken[at].letter) == data(written[at])
        };
        let mut at = 0;
        while at < written.len() {
            let run = (at..written.len()).take_while(|&next| is_right(next) == is_right(at)).count();
            let ends = taken[at..at + run].iter().filter_map(|taken| taken.end);
            if is_right(at) {
                ends.for_each(|end| right[end] = true);
            } else {
                repaired += run;
                few.extend(Some(ends.collect::<Vec<_>>()).filter(|_| run < WORD));
            }
            at += run;
        }
    }
    // Wrong letters that stand alone are words; those beside right ones were read wrong.
    let mut used = right.clone();
    for letters in few {
        for letters in letters.chunk_by(|one, next| one + 1 == *next) {
            if right[letters[0] - 1] || right.get(letters[letters.len() - 1] + 1) == Some(&true) {
                letters.iter().for_each(|&end| used[end] = true);
            }
        }
    }
    let length = used.iter().rposition(|used| *used).unwrap_or(0);
    short_runs_are_words(&signs.text[..length], &right, &mut used);
    let among = signs.text[..length].char_indices().filter(|(at, _)| !used[at + 1]).map(|(_, character)| character);
    Read { slip, repaired, length, among: among.collect() }
}

/// A short run between spaces in which a letter is wrong is no group of the slip, but perhaps a word; the last group alone
/// may be short. Both lists tell of a letter by the byte behind it.
fn short_runs_are_words(text: &str, right: &[bool], used: &mut [bool]) {
    let mut start = 0;
    for run in text.split_inclusive(|c| Character::of(c).class() == Class::Space) {
        let letters = run.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric());
        let ends: Vec<usize> = letters.map(|(at, _)| start + at + 1).collect();
        start += run.len();
        let is_last = start == text.len();
        if ends.len() < GROUP && !is_last && ends.iter().any(|&end| used[end] && !right[end]) {
            ends.into_iter().for_each(|end| used[end] = false);
        }
    }
}

fn letters(taken: &[Taken]) -> Vec<Letter> {
    taken.iter().map(|taken| taken.letter).collect()
}

/// The payload, if the checksum behind it holds.
fn checked(mut data: Vec<u8>, payload: usize) -> Option<Vec<u8>> {
    let checksum = data.split_off(payload);
    (checksum == sha256_start::<CHECKSUM>(&[b"firsthand slip", &data])).then_some(data)
}

/// How many runs of characters between spaces hold a letter or an ASCII digit.
fn runs_of_letters(text: &str) -> usize {
    let counts = |run: &&str| run.chars().any(|c| c.is_ascii_digit() || Character::of(c).is_letter());
    text.split(|c| Character::of(c).class() == Class::Space).filter(counts).count()
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

const HOWS: [How; 4] = [How::Run, How::Groups, How::Eights, How::Lines];

/// What may be done to one block to make it readable.
#[derive(Clone, Copy)]
enum Edit {
    /// A group is missing without a trace.
    Insert,
    /// A group too many: a word of eight letters.
    Remove,
}

/// The letters and digits behind a marker, each with the offset behind it.
struct Signs<'t> {
    text: &'t str,
    letters: Vec<(Letter, usize)>,
    /// Which letters stand behind a space, behind anything else that is no letter or digit, and first in a line.
    after_space: Vec<bool>,
    after_sign: Vec<bool>,
    after_line: Vec<bool>,
}

impl<'t> Signs<'t> {
    fn of(text: &'t str, limit: usize) -> Self {
        let mut signs =
            Self { text, letters: Vec::new(), after_space: Vec::new(), after_sign: Vec::new(), after_line: Vec::new() };
        // What stands on the marker's own line is no line of its own.
        let (mut space, mut sign, mut line) = (true, true, false);
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

    /// The length group and `count` letters behind it; fewer if the text ends.
    fn take(&self, how: How, count: usize) -> Letters {
        let count = GROUP + count;
        let mut out: Vec<Taken> = Vec::with_capacity(count.min(self.letters.len()));
        let mut at = 0;
        while out.len() < count && at < self.letters.len() {
            if how == How::Lines && self.after_line[at] {
                at = self.next_good_line(at, count - out.len());
                if at == self.letters.len() {
                    break;
                }
            }
            let wanted = GROUP.min(count - out.len());
            let next = if how == How::Run { (at + wanted).min(self.letters.len()) } else { self.group_end(how, at) };
            let fits = next - at == wanted || how == How::Run;
            if fits {
                out.extend(
                    self.letters[at..next].iter().map(|(letter, end)| Taken { letter: *letter, end: Some(*end) }),
                );
            } else if how == How::Groups {
                out.extend(std::iter::repeat_n(UNREADABLE, wanted));
            }
            at = next;
        }
        let rest = out.split_off(GROUP.min(out.len()));
        let mut letters = Letters { group: out, rest };
        // Cut off at the end: what is missing counts as unreadable, if it can be repaired at all.
        let missing = count - GROUP - letters.rest.len();
        if (1..=2 * PARITY).contains(&missing) {
            letters.rest.resize(count - GROUP, UNREADABLE);
        }
        letters
    }

    /// The first line from `at` on of whose groups, but for the last, each has as many letters as it should.
    fn next_good_line(&self, mut at: usize, missing: usize) -> usize {
        while at < self.letters.len() {
            let start = at;
            let (mut good, mut left) = (true, missing);
            loop {
                let end = self.group_end(How::Lines, at);
                let last = end == self.letters.len() || self.after_line[end];
                good &= last || left == 0 || end - at == GROUP.min(left);
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
