//! Where an account may stand among the words of a text.

use std::ops::Range;

use super::{FEW_WORDS, Where, Why};
use crate::slip::{Slip, TAIL_WORDS, tail};
use crate::words::{Suspect, Words};

/// How many words before the slip the account's end is looked for.
const SEARCHED: usize = 2_000;
/// How many places that look like the account's end are tried in each reading.
const PLACES: usize = 8;
/// Signs that programs write onto an account's first and last word: quotation marks, signs of formatting, dots.
const AROUND: [&str; 11] = ["\"", "'", "**", "*", "__", "_", "~~", "~", "```", "`", "..."];

/// A place where the account may stand among a text's words.
#[derive(Clone, Debug)]
pub struct Place {
    pub account: Range<usize>,
    /// Where each open span begins.
    pub spans: Vec<u32>,
    /// The first and the last open word, and a sign that is written onto both; empty if there is none.
    pub ends: [usize; 2],
    pub around: &'static str,
}

impl Place {
    /// The word at `index` without the sign around the account.
    pub fn word<'w>(&self, words: &'w Words, index: usize) -> &'w str {
        let mut word = words.get(index);
        if !self.around.is_empty() {
            let [first, last] = self.ends;
            if index == first {
                word = &word[self.around.len()..];
            }
            if index == last {
                word = &word[..word.len() - self.around.len()];
            }
        }
        word
    }
}

/// Where the account may stand: ends at which the slip's tail matches, the nearest to the text's end first, with a mark
/// at each withheld place and none elsewhere.
pub fn places(words: &Words, slip: &Slip, stands: Where, why: &mut Why) -> Vec<Place> {
    let mut places = Vec::new();
    let mut matches = 0;
    for end in (words.len().saturating_sub(SEARCHED).max(1)..=words.len()).rev() {
        if words.is_mark(end - 1) {
            continue;
        }
        for around in std::iter::once("").chain(AROUND) {
            let last = words.get(end - 1);
            if last.len() <= around.len() || !last.ends_with(around) || !tail_matches(words, end, around, slip) {
                continue;
            }
            match place(words, end, around, slip, stands) {
                Ok(place) => places.push(place),
                Err(reason) if *why == Why::EndNotFound || matches!(reason, Why::Hidden(_)) => *why = reason,
                Err(_) => {}
            }
            matches += 1;
            if matches == PLACES {
                return places;
            }
        }
    }
    places
}

fn tail_matches(words: &Words, end: usize, around: &str, slip: &Slip) -> bool {
    let open = slip.open_words() as usize;
    let wanted = TAIL_WORDS.min(open);
    let mut last: Vec<&str> = Vec::with_capacity(wanted);
    last.extend((0..end).rev().filter(|&at| !words.is_mark(at)).map(|at| words.get(at)).take(wanted));
    if last.len() < wanted {
        return false;
    }
    last[0] = &last[0][..last[0].len() - around.len()];
    // The sign stands on the first word too, which is among the last few of a short account.
    if !around.is_empty() && wanted == open {
        match last[wanted - 1].strip_prefix(around) {
            Some(rest) => last[wanted - 1] = rest,
            None => return false,
        }
    }
    last.reverse();
    tail(&last) == slip.tail
}

/// The place of an account whose last open word stands before `end`.
fn place(words: &Words, end: usize, around: &'static str, slip: &Slip, stands: Where) -> Result<Place, Why> {
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
    if !first.starts_with(around) || first.len() <= around.len() * if ends[0] == ends[1] { 2 } else { 1 } {
        return Err(Why::Words);
    }
    let held = |suspect: &&Suspect| suspect.is_refused() && account.contains(&(suspect.word as usize));
    if let Some(hidden) = words.suspects().iter().find(held) {
        return Err(Why::Hidden(*hidden));
    }
    let alone = match stands {
        Where::Before => account.end == words.len(),
        Where::Behind => account.start == 0,
    };
    let on_own_lines = words.begins_line(account.start) && words.begins_line(account.end);
    if slip.open_words() < FEW_WORDS && !(alone && on_own_lines) {
        return Err(Why::AmongOthers);
    }
    Ok(Place { account, spans, ends, around })
}
