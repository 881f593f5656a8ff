//! Side an account may stand among the words of a text.

use std::ops::Range;

use crate::slip::{Slip, TAIL_WORDS, tail};
use crate::words::{Suspect, Words};

/// How many words before the slip the account's end is looked for.
const MAX_SEARCHED_WORDS: usize = 2_000;
/// How many places that look like the account's end are tried in each reading.
const MAX_TRIED_PLACES: usize = 8;
/// Signs that programs write onto an account's first and last word: quotation marks, signs of formatting, dots.
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

/// With fewer open words than this, nothing else may stand on the same line or before the slip: a few words say
/// something else when others stand around them.
pub const FEW_WORDS: u32 = 20;
/// On which side of its slip an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

/// Side a text stands that is searched for the account.
pub struct Beside {
    pub stands: Side,
    /// The first word behind the slip, where a sign may stand that closes one before the account.
    pub closing: String,
}

impl Beside {
    /// A text with nothing behind its slip.
    pub const ALONE: Self = Self { stands: Side::Before, closing: String::new() };
}

/// Why a text is not true to its slip, as far as can be said without the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The account's last words are not found before the slip.
    EndNotFound,
    /// The account's last words are there, and the words before them are not those that were sealed; or marks are
    /// missing or stand elsewhere; or signs stand before some of its lines only; or the slip is not what the key signed.
    Words,
    /// The words hold a character that no account may hold.
    Hidden(Suspect),
    /// There are too few open words to stand among others on one line.
    AmongOthers,
}

impl Why {
    /// This, or what is known from another part of the text.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::EndNotFound { other } else { self }
    }
}

/// A sign that is written onto the account's first open word, and onto its last one or behind its slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    pub first: &'static str,
    pub last: &'static str,
}

/// A place where the account may stand among a text's words.
#[derive(Clone, Debug)]
pub struct AccountPlace {
    pub account: Range<usize>,
    /// Side each open span begins.
    pub spans: Vec<u32>,
    /// The first and the last open word.
    pub ends: [usize; 2],
    pub around: Around,
}

impl AccountPlace {
    /// The word at `index` without the sign around the account.
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

/// Side the account may stand: ends at which the slip's tail matches, the nearest to the text's end first, with a mark
/// at each withheld place and none elsewhere.
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

fn tail_matches(words: &Words, end: usize, around: Around, slip: &Slip) -> bool {
    let open = slip.open_words() as usize;
    let wanted = TAIL_WORDS.min(open);
    let mut last: Vec<&str> = Vec::with_capacity(wanted);
    last.extend((0..end).rev().filter(|&at| !words.is_mark(at)).map(|at| words.get(at)).take(wanted));
    if last.len() < wanted {
        return false;
    }
    last[0] = &last[0][..last[0].len() - around.last.len()];
    // The sign stands on the first word too, which is among the last few of a short account.
    if wanted == open {
        match last[wanted - 1].strip_prefix(around.first) {
            Some(rest) => last[wanted - 1] = rest,
            None => return false,
        }
    }
    last.reverse();
    tail(&last) == slip.tail
}

/// The place of an account whose last open word stands before `end`.
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
            // Only a range that starts the account may lack its mark.
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
