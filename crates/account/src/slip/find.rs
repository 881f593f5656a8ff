//! Finds the slips in a text, and the account id that may stand in place of a long slip. It judges nothing.

use std::ops::Range;

use super::Slip;
use super::text::{LetterReader, MARKER, ReadSlip, Unreadable};
use crate::characters::{Character, Class, breaks_line};
use crate::identity::AccountId;
use crate::limits::MAX_UNREADABLE_SLIPS;

/// A place in a text that looks like a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSlip {
    /// The bytes that the slip takes up. If its letters cannot be read, these are the bytes of its marker.
    pub place: Range<usize>,
    /// `None` if the letters cannot be read.
    pub read: Option<ReadSlip>,
}

impl FoundSlip {
    /// The slip, or why it cannot be read.
    pub fn slip(&self) -> Result<&Slip, Unreadable> {
        let read = self.read.as_ref().ok_or(Unreadable::Damaged)?;
        read.slip.as_ref().map_err(|malformed| Unreadable::Malformed(*malformed))
    }
}

/// Every slip in `text`, in order. Of the markers with no readable slip, the first [`MAX_UNREADABLE_SLIPS`] are among
/// them.
pub fn slips(text: &str) -> Vec<FoundSlip> {
    let mut reader = LetterReader::default();
    let mut found: Vec<FoundSlip> = Vec::new();
    let mut unread = 0;
    let mut coming = next_marker(text, 0);
    while let Some(marker) = coming {
        coming = next_marker(text, marker.end);
        let read = reader.read(&text[marker.end..coming.as_ref().map_or(text.len(), |next| next.start)]);
        let end = marker.end + read.as_ref().map_or(0, |read| read.length);
        unread += usize::from(read.is_none());
        if read.is_some() || unread <= MAX_UNREADABLE_SLIPS {
            found.push(FoundSlip { place: marker.start..end, read });
        }
    }
    found
}

fn next_marker(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes[at..].iter().position(|byte| byte.eq_ignore_ascii_case(&b'f'))?;
        if let Some(length) = marker_length(&text[at..]) {
            return Some(at..at + length);
        }
        at += 1;
    }
}

/// The length in bytes of the marker that `text` begins with, in either case and with invisible characters in it. Its last
/// character, 1, may have been misread as another stroke.
fn marker_length(text: &str) -> Option<usize> {
    let mut wanted = MARKER.chars().peekable();
    for (at, character) in text.char_indices() {
        match wanted.peek() {
            None => return Some(at),
            Some('1') if matches!(character, '1' | 'l' | 'I' | 'i' | '|') => drop(wanted.next()),
            Some(next) if character.eq_ignore_ascii_case(next) => drop(wanted.next()),
            Some(_) if Character::of(character).class() == Class::Drop => {}
            Some(_) => return None,
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// The last line of `text` that holds only an account id and perhaps signs of quoting, as its place in bytes and the id. An
/// edition ends with such a line when its slip is too long to stand in the text.
pub fn account_id_line(text: &str) -> Option<(Range<usize>, AccountId)> {
    let mut end = text.len();
    for line in text.rsplit(breaks_line) {
        let start = end - line.len();
        let is_space = |c: char| Character::of(c).class() == Class::Space;
        let bare = line.trim_start_matches(|c: char| c == '>' || is_space(c)).trim_end_matches(is_space);
        if let Ok(id) = bare.parse() {
            return Some((start..end, id));
        }
        // Every line break is one character.
        end = start - text[..start].chars().next_back().map_or(0, char::len_utf8);
    }
    None
}
