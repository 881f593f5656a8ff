//! Where slips stand in a text, and where an account id stands in place of one.

use std::ops::Range;

use super::text::{MARKER, Read, Reader, Unreadable};
use crate::characters::{Character, Class};
use crate::identity::AccountId;

/// A place in a text that looks like a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The bytes it takes up; for one that cannot be read, those of its marker.
    pub place: Range<usize>,
    pub read: Result<Read, Unreadable>,
}

/// Every slip in `text`, in order.
pub fn slips(text: &str) -> Vec<Found> {
    let mut reader = Reader::default();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while let Some(marker) = next_marker(text, at) {
        let read = reader.read(&text[marker.end..]);
        let end = marker.end + read.as_ref().map_or(0, |read| read.length);
        at = end;
        found.push(Found { place: marker.start..end, read });
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

/// The last line of `text` that holds an account id and nothing else, and where it stands: what an edition ends with
/// when its slip is too long to stand in the text.
pub fn account_id_line(text: &str) -> Option<(Range<usize>, AccountId)> {
    let mut end = text.len();
    for line in text.split_inclusive('\n').rev() {
        let start = end - line.len();
        if let Ok(id) = line.trim_start_matches(['>', ' ', '\t']).parse() {
            return Some((start..end, id));
        }
        end = start;
    }
    None
}
