//! A slip that was read: how many of its letters were repaired, and what stands between its letters.

use super::format::{GROUP, Letter, letters_of_payload};
use super::signs::{Signs, Taken};
use crate::base32;
use crate::characters::{Character, Class};
use crate::slip::{Malformed, Slip};

/// The number of wrong letters in a row that are a word between the letters of the slip. Fewer were read wrong.
const WORD: usize = 3;

/// A slip that was read from a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSlip {
    /// The payload of the letters. It may be malformed although its checksum holds.
    pub slip: Result<Slip, Malformed>,
    /// How many letters were wrong, missing or unreadable and have been repaired.
    pub repaired: usize,
    /// How many bytes of the text after the marker the slip takes up.
    pub length: usize,
    /// Those bytes without the letters of the slip: spaces, line breaks, and any words between the letters.
    pub among: String,
}

/// The slip of this payload, which was read from the letters `length_group` and `taken`. Letters that differ from those
/// that the payload would be written in count as repaired.
pub fn finish(signs: &Signs, payload: Vec<u8>, length_group: &[Taken], taken: &[Taken]) -> ReadSlip {
    let slip = Slip::from_bytes(&payload);
    let written: Vec<Letter> = letters_of_payload(payload).bytes().map(base32::value).collect();
    let (group, rest) = written.split_at(GROUP);
    // The last letter may end in filler bits, which are ignored.
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
    // Wrong letters beside right ones were read wrong. Other wrong letters are words.
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
    ReadSlip { slip, repaired, length, among: among.collect() }
}

/// Removes from `used` the letters of each short run between spaces that holds a wrong letter: such a run may be a word.
/// Only the last group of a slip may be short. `right` and `used` have an entry for each byte offset, and a letter's is
/// the offset after it.
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

/// How many runs of characters between spaces hold a letter or an ASCII digit.
pub fn runs_of_letters(text: &str) -> usize {
    let counts = |run: &&str| run.chars().any(|c| c.is_ascii_digit() || Character::of(c).is_letter());
    text.split(|c| Character::of(c).class() == Class::Space).filter(counts).count()
}
