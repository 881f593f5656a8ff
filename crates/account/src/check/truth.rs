//! Describes a text that was found true: the account as the copy has it, the parts that the reading left out, and doubts
//! about how a screen shows it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::places::{AccountPlace, Around, Side};
use super::tries::Candidates;
use crate::characters::{Character, Class, vanishes};
use crate::directions::{ENDS, beside, is_from_right, is_turned, may_reorder, may_turn};
use crate::identity::AccountId;
use crate::limits::MAX_NAMED_HEADS;
use crate::readings::{LeftOut, Reading, bare, number};
use crate::words::{TooLong, WordPlaces, Words, separates};

/// More blanks in a row can push words off a screen.
const GAP: usize = 150;
/// More blanks in a row at which no line is broken can push words off a screen.
const UNBROKEN: usize = 20;
/// The columns that a tab may take.
const TAB: usize = 8;

/// A text that is true to its slip, as it was read.
#[derive(Clone, Debug)]
pub struct Truth<'t> {
    pub id: AccountId,
    /// The side of the slip on which the account stands.
    pub stands: Side,
    /// The first reading in which the text is true.
    pub reading: Reading,
    pub left_out: Named,
    /// Whether direction signs, or letters beside the account, may make a screen show its words in another order.
    pub reordered: bool,
    /// Whether the blanks between its words are so long that a screen may not show all words.
    pub gaps: bool,
    /// The text in this reading, without the sign around the account.
    pub text: Cow<'t, str>,
    /// The words of `text`.
    pub words: Words,
    /// The indices of the account's words and marks in `words`.
    pub account: Range<usize>,
    /// The index in `words` of the first word of each open span.
    pub spans: Vec<u32>,
}

impl Truth<'_> {
    /// The characters that no account may hold and that were passed over within the account, each with its count. Characters
    /// that touch its first or last word are counted too.
    pub fn passed_over(&self) -> BTreeMap<char, usize> {
        let mut counts = BTreeMap::new();
        let mut suspects = self.words.suspects().iter().filter(|suspect| !suspect.is_refused()).peekable();
        if suspects.peek().is_some() {
            // The text was read before, so it is not too long.
            let places = WordPlaces::read(&self.text).unwrap_or_default();
            let [start, end] = [places.source(self.account.start).start, places.source(self.account.end - 1).end];
            let before = self.text[..start].char_indices().rev().find(|(_, c)| separates(*c));
            let start = before.map_or(0, |(at, c)| at + c.len_utf8());
            let end = self.text[end..].find(separates).map_or(self.text.len(), |at| end + at);
            let inside = suspects.filter(|suspect| (start..end).contains(&(suspect.offset as usize)));
            inside.for_each(|suspect| *counts.entry(suspect.character).or_default() += 1);
        }
        counts
    }
}

/// The parts of a copy that are not sealed and that were left out in reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The sign before or around each line of the account.
    pub sign: Option<String>,
    /// The sign that is joined to its first and last word.
    pub around: Option<&'static str>,
    /// The first [`MAX_NAMED_HEADS`] different heads, each with its count. Heads are message heads, numbers that count
    /// messages, and signs with letters before lines outside the account.
    pub heads: Vec<(String, usize)>,
    /// The number of heads that are not in `heads`.
    pub more_heads: usize,
}

impl Named {
    /// Counts a head.
    pub(super) fn name(&mut self, head: &str) {
        match self.heads.iter().position(|(known, _)| known == head) {
            Some(known) => self.heads[known].1 += 1,
            None if self.heads.len() < MAX_NAMED_HEADS => self.heads.push((head.to_owned(), 1)),
            None => self.more_heads += 1,
        }
    }
}

/// The description of a text in which the account proves at `place`. Fails if the text is too long.
///
/// `None` if the reading left a sign out of some lines of the account only, because that sign may be a word. `None` also if
/// other words are read when the sign around the account is taken away.
pub fn truth<'t>(
    text: &Cow<'t, str>,
    stands: Side,
    found: &mut Candidates,
    place: AccountPlace,
    id: AccountId,
) -> Result<Option<Truth<'t>>, TooLong> {
    let reading = found.reading;
    let read = reading.apply(text).expect("it was read so");
    let has_layout = reading.signs || reading.messages || !place.around.first.is_empty();
    let is_ascii = text.is_ascii();
    let has_directions = !is_ascii && may_turn(text);
    let mut own_words = place.account.clone().map(|at| found.words.get(at));
    let from_right = !is_ascii && text.contains(is_from_right);
    let beside_from_right = from_right && !own_words.any(|word| word.contains(is_from_right));
    let hidden_gaps = reading != Reading::AS_WRITTEN && has_gap(text);
    let may_have_gaps = has_gap(&read.text);
    let shares_line = from_right && !found.words.begins_line(place.account.start);
    let is_looked_at = shares_line || has_layout || has_directions || beside_from_right || may_have_gaps;
    let places = if is_looked_at { Some(WordPlaces::read(&read.text)?) } else { None };
    let source = |word: usize| places.as_ref().map_or(0..0, |places| places.source(word));
    let bytes = source(place.account.start).start..source(place.account.end - 1).end;
    let mut left_out = Named::default();
    if has_layout {
        let Some(named) = named(&read.left_out, &bytes) else { return Ok(None) };
        left_out = named;
    }
    let left_from_right = |(_, what): &(u32, LeftOut)| match what {
        LeftOut::Sign(what) | LeftOut::Head(what) => what.contains(is_from_right),
        LeftOut::NoSign => false,
    };
    let reordered = has_directions
        && (may_reorder(&read.text, bytes.clone()) || (has_layout && may_reorder(text, 0..text.len())))
        || read.turned
        || shares_line && is_first_line_turned(&read.text, &bytes)
        || beside_from_right
            && (read.left_out.iter().any(left_from_right) || beside(&read.text, &bytes).contains(is_from_right));
    // A reading may leave out the part that holds a gap. A gap before the account on its first line counts too.
    let begins =
        read.text[..bytes.start].trim_end_matches(|c| !matches!(c, '\n' | '\r') && (separates(c) || vanishes(c)));
    let gaps = hidden_gaps || may_have_gaps && has_gap(&read.text[begins.len()..bytes.end]);
    let (text, words) = if place.around.first.is_empty() {
        let own_text = match (reading, text) {
            (Reading::AS_WRITTEN, Cow::Borrowed(text)) => Cow::Borrowed(*text),
            _ => Cow::Owned(read.text.into_owned()),
        };
        (own_text, std::mem::take(&mut found.words))
    } else {
        left_out.around = Some(place.around.first);
        let text = without_signs(&read.text, place.around, place.ends.map(source));
        let words = Words::read(&text)?;
        let same = |word| words.get(word) == place.word(&found.words, word);
        if words.len() != found.words.len() || !place.account.clone().all(same) {
            return Ok(None);
        }
        (Cow::Owned(text), words)
    };
    let AccountPlace { account, spans, .. } = place;
    Ok(Some(Truth { id, stands, reading, left_out, reordered, gaps, text, words, account, spans }))
}

/// Whether text before the account on its first line gives that line another direction than the account's own.
fn is_first_line_turned(text: &str, account: &Range<usize>) -> bool {
    let start =
        text[..account.start].rfind(ENDS).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let end = text[account.start..account.end].find(ENDS).map_or(account.end, |at| account.start + at);
    is_turned(&text[start..end], &text[account.start..end])
}

/// Whether `text` has so many blanks or line breaks in a row that the words after them may be off a screen.
fn has_gap(text: &str) -> bool {
    let (mut run, mut unbroken) = (0, 0);
    let is_seen = |character: &char| character.is_ascii_graphic() || !vanishes(*character);
    text.chars().filter(is_seen).any(|character| {
        if character.is_ascii_graphic() || !separates(character) {
            (run, unbroken) = (0, 0);
            return false;
        }
        run += if character == '\t' { TAB } else { 1 };
        // No line is broken at a character that is passed over as a blank.
        let breaks = Character::of(character).class() == Class::Space;
        unbroken += usize::from(!breaks || matches!(character, '\u{A0}' | '\u{2007}' | '\u{202F}'));
        run > GAP || unbroken > UNBROKEN
    })
}

/// `text` without the sign before the word at `first` and after the word at `last`. The text may write the sign with other
/// characters than `around` has.
fn without_signs(text: &str, around: Around, [first, last]: [Range<usize>; 2]) -> String {
    let length = |characters: &mut dyn Iterator<Item = char>, sign: &str| {
        let (mut seen, mut length) = (String::new(), 0);
        for character in characters.take_while(|_| !sign.is_empty()) {
            length += character.len_utf8();
            seen.extend((!vanishes(character)).then_some(character));
            let holds = Words::read(&seen).is_ok_and(|words| words.iter().collect::<String>() == sign);
            if holds || seen.chars().count() > sign.len() {
                return if holds { length } else { 0 };
            }
        }
        0
    };
    let head = length(&mut text[first.clone()].chars(), around.first);
    let tail = length(&mut text[last.clone()].chars().rev(), around.last);
    [&text[..first.start], text.get(first.start + head..last.end - tail).unwrap_or(""), &text[last.end..]].concat()
}

/// Whether `next` is the list number that follows `last`.
fn counts_on(last: &str, next: &str) -> bool {
    let is_next = |(last, close): (u32, &str)| number(next) == Some((last + 1, close));
    last.starts_with('(') == next.starts_with('(') && number(last).is_some_and(is_next)
}

/// The parts to name among those that a reading left out, if the account stands in the bytes `account`. `None` if a line of
/// the account has no sign, another sign than the other lines, or a number that does not follow the last.
fn named(left_out: &[(u32, LeftOut)], account: &Range<usize>) -> Option<Named> {
    let is_sign = |what: &LeftOut| matches!(what, LeftOut::Sign(_) | LeftOut::NoSign);
    let before = left_out.iter().rposition(|(at, what)| *at as usize <= account.start && is_sign(what));
    let is_inside = |index: usize, at: usize| Some(index) == before || (at > account.start && at < account.end);
    let mut named = Named::default();
    let mut own: Option<(String, String)> = None;
    for (index, (at, what)) in left_out.iter().enumerate() {
        let sign = match what {
            _ if !is_inside(index, *at as usize) => continue,
            LeftOut::Sign(sign) => bare(sign),
            LeftOut::NoSign => return None,
            LeftOut::Head(_) => continue,
        };
        own = Some(match own {
            None => (sign.clone(), sign),
            Some((first, last)) if sign == last || counts_on(&last, &sign) => (first, sign),
            Some(_) => return None,
        });
    }
    named.sign = own.map(|(first, last)| if first == last { first } else { format!("{first} … {last}") });
    for (index, (at, what)) in left_out.iter().enumerate() {
        match what {
            LeftOut::Head(head) => named.name(head),
            // A sign with letters or digits before a line outside the account could be read as a word.
            LeftOut::Sign(sign) if number(sign).is_some() || sign.chars().any(|c| Character::of(c).is_letter()) => {
                let sign = bare(sign);
                if named.sign.as_ref() != Some(&sign) && !is_inside(index, *at as usize) {
                    named.name(&sign);
                }
            }
            _ => {}
        }
    }
    Some(named)
}
