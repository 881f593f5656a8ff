//! Finds the places among the words of a text where the account of a slip may stand. Whether a place proves is tested in
//! `tries`.

use std::ops::Range;

use crate::limits::{MAX_SEARCHED_WORDS, MAX_TRIED_PLACES};
use crate::slip::{Slip, TAIL_WORDS, tail};
use crate::words::{Suspect, Words};

/// Signs that programs write before the first and after the last word of an account: quotation marks, signs of formatting,
/// dots.
const AROUND: [(&str, &str); 13] = [
    ("\"", "\""),
    ("'", "'"),
    ("**", "**"),
    ("*", "*"),
    ("__", "__"),
    ("_", "_"),
    ("~~", "~~"),
    ("~", "~"),
    ("```", "```"),
    ("`", "`"),
    ("...", "..."),
    ("‹", "›"),
    ("›", "‹"),
];

/// An account with fewer open words must stand on lines of its own, with nothing between it and its slip. The meaning of a
/// few words changes when others stand beside them.
pub const FEW_WORDS: u32 = 20;

/// The side of its slip on which an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

/// The place of a text that is searched for the account.
pub struct Beside {
    /// The side of the slip on which the text stands.
    pub stands: Side,
    /// The first word after the slip. It may be a sign that closes one before the account.
    pub closing: String,
}

impl Beside {
    /// A text before a slip with nothing after it.
    pub const ALONE: Self = Self { stands: Side::Before, closing: String::new() };
}

/// Why a text is not true to its slip, as far as can be known without the sealed words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The last words of the account are not found.
    EndNotFound,
    /// The last words of the account are found, but there is no proof. Other words may be changed, or marks may be missing or
    /// moved. Signs may stand before some lines only. Or the key did not sign this slip.
    Words,
    /// The words contain a character that no account may hold.
    Hidden(Suspect),
    /// The account has fewer than [`FEW_WORDS`] open words, and other words stand beside them.
    AmongOthers,
}

impl Why {
    /// This reason, or the one from another part of the text if the end of the account was not found here.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::EndNotFound { other } else { self }
    }
}

/// A sign that is joined to the first open word of the account, and to the last open word or the slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    pub first: &'static str,
    pub last: &'static str,
}

/// A place where the account may stand, as indices of the words of a text.
#[derive(Clone, Debug)]
pub struct AccountPlace {
    /// The words and marks of the account.
    pub account: Range<usize>,
    /// The first word of each open span.
    pub spans: Vec<u32>,
    /// The first and the last open word.
    pub ends: [usize; 2],
    pub around: Around,
}

impl AccountPlace {
    /// The word at `index`, without the sign around the account.
    pub fn word<'w>(&self, words: &'w Words, index: usize) -> &'w str {
        let mut word = words.get(index);
        let [first, last] = self.ends;
        if index == first {
            word = &word[self.around.first.len()..];
        }
        if index == last {
            word = &word[..word.len() - self.around.last.len()];
        }
        word
    }
}

/// The places where the account may stand, from the end of the text backwards. Each ends with words that match the tail of
/// the slip. Each has a mark for every withheld range, and no other marks. If an end matches but the account cannot stand
/// there, `why` becomes the reason.
pub fn places(words: &Words, slip: &Slip, beside: &Beside, why: &mut Why) -> Vec<AccountPlace> {
    let both = AROUND.iter().map(|&(first, last)| Around { first, last });
    let closed = AROUND.iter().filter(|(_, last)| beside.closing.starts_with(last));
    let closed = closed.map(|&(first, _)| Around { first, last: "" });
    let none = Around { first: "", last: "" };
    let around: Vec<Around> = std::iter::once(none).chain(both).chain(closed).collect();
    let mut places = Vec::new();
    let mut matches = 0;
    for end in (words.len().saturating_sub(MAX_SEARCHED_WORDS).max(1)..=words.len()).rev() {
        if words.is_mark(end - 1) {
            continue;
        }
        let last = words.get(end - 1);
        for &around in &around {
            let ends = last.len() > around.last.len() && last.ends_with(around.last);
            if !ends || !tail_matches(words, end, around, slip) {
                continue;
            }
            match place(words, end, around, slip, beside.stands) {
                Ok(place) => places.push(place),
                Err(reason) if *why == Why::EndNotFound || matches!(reason, Why::Hidden(_)) => *why = reason,
                Err(_) => {}
            }
            matches += 1;
            if matches == MAX_TRIED_PLACES {
                return places;
            }
        }
    }
    places
}

/// Whether the last open words before `end` match the tail of the slip, without the sign `around` the account.
fn tail_matches(words: &Words, end: usize, around: Around, slip: &Slip) -> bool {
    let open = slip.open_words() as usize;
    let wanted = TAIL_WORDS.min(open);
    let mut last: Vec<&str> = Vec::with_capacity(wanted);
    last.extend((0..end).rev().filter(|&at| !words.is_mark(at)).map(|at| words.get(at)).take(wanted));
    if last.len() < wanted {
        return false;
    }
    last[0] = &last[0][..last[0].len() - around.last.len()];
    // The first word of a short account is one of these words, and carries the sign too.
    if wanted == open {
        match last[wanted - 1].strip_prefix(around.first) {
            Some(rest) => last[wanted - 1] = rest,
            None => return false,
        }
    }
    last.reverse();
    tail(&last) == slip.tail
}

/// The place of the account whose last open word stands before `end`. Fails if the account cannot stand there.
fn place(words: &Words, end: usize, around: Around, slip: &Slip, stands: Side) -> Result<AccountPlace, Why> {
    let marks_end = |from: usize| (from..words.len()).find(|&at| !words.is_mark(at)).unwrap_or(words.len());
    let marks_start = |to: usize| (0..to).rev().find(|&at| !words.is_mark(at)).map_or(0, |at| at + 1);

    let mut account_end = end;
    if slip.withheld.iter().next_back().is_some_and(|range| range.end == slip.n) {
        account_end = marks_end(end);
        if account_end == end && !words.begins_line(end) {
            return Err(Why::Words);
        }
    }
    let open = slip.withheld.open(slip.n);
    let mut spans = Vec::with_capacity(open.len());
    let mut at = end;
    for span in open.iter().rev() {
        let start = at.checked_sub((span.end - span.start) as usize).ok_or(Why::Words)?;
        if (start..at).any(|word| words.is_mark(word)) {
            return Err(Why::Words);
        }
        spans.push(start as u32);
        at = if span.start == 0 { start } else { marks_start(start) };
        if span.start > 0 && at == start {
            // An excerpt has no mark for the words that are withheld at its start.
            let first = spans.len() == open.len();
            if !(first && words.begins_line(start)) {
                return Err(Why::Words);
            }
        }
    }
    spans.reverse();
    let account = at..account_end;
    let ends = [spans[0] as usize, end - 1];
    let first = words.get(ends[0]);
    let taken = around.first.len() + if ends[0] == ends[1] { around.last.len() } else { 0 };
    if !first.starts_with(around.first) || first.len() <= taken {
        return Err(Why::Words);
    }
    let held = |suspect: &&Suspect| suspect.is_refused() && account.contains(&(suspect.word as usize));
    if let Some(hidden) = words.suspects().iter().find(held) {
        return Err(Why::Hidden(*hidden));
    }
    let alone = match stands {
        Side::Before => account.end == words.len(),
        Side::After => account.start == 0,
    };
    let on_own_lines = words.begins_line(account.start) && words.begins_line(account.end);
    if slip.open_words() < FEW_WORDS && !(alone && on_own_lines) {
        return Err(Why::AmongOthers);
    }
    Ok(AccountPlace { account, spans, ends, around })
}
