//! Where slips stand in a text, and where an account id stands in place of one.

use std::ops::Range;

use super::Slip;
use super::text::{MARKER, Read, Reader, Unreadable};
use crate::characters::{Character, Class, breaks_line};
use crate::identity::AccountId;

/// A place in a text that looks like a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The bytes it takes up; where its letters cannot be read, those of its marker.
    pub place: Range<usize>,
    /// `None` where its letters cannot be read.
    pub read: Option<Read>,
}

impl Found {
    pub fn slip(&self) -> Result<&Slip, Unreadable> {
        let read = self.read.as_ref().ok_or(Unreadable::Damaged)?;
        read.slip.as_ref().map_err(|malformed| Unreadable::Malformed(*malformed))
    }
}

/// How many markers are reported that no slip could be read behind.
const UNREAD: usize = 256;

/// Every slip in `text`, in order.
pub fn slips(text: &str) -> Vec<Found> {
    let mut reader = Reader::default();
    let mut found: Vec<Found> = Vec::new();
    let mut unread = 0;
    let mut coming = next_marker(text, 0);
    while let Some(marker) = coming {
        coming = next_marker(text, marker.end);
        let read = reader.read(&text[marker.end..coming.as_ref().map_or(text.len(), |next| next.start)]);
        let end = marker.end + read.as_ref().map_or(0, |read| read.length);
        unread += usize::from(read.is_none());
        if read.is_some() || unread <= UNREAD {
            found.push(Found { place: marker.start..end, read });
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

/// The length of the marker that `text` begins with, whatever its case and the invisible characters in it. What it ends
/// with may have been read as another stroke.
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

/// The last line of `text` that holds an account id and nothing else but signs of quoting, and where it stands: what an
/// edition ends with when its slip is too long to stand in the text.
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
