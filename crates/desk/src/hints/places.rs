//! Finds streets and houses, and schools, hospitals and factories that have a number or a name.

use super::kinds::Kind;
use super::lexicon::{COMMON, FLAT, HOUSE, INSTITUTION, PARTICLE, PLACE, STREET_FIRST, STREET_LAST};
use super::reading::Reading;
use super::words::Gap;

/// Maximum number of words in the name of a street or an institution.
const NAME: usize = 4;

/// Offers streets with the numbers of their houses, and houses alone.
pub fn streets(reading: &mut Reading) {
    for at in 0..reading.words.len() {
        if reading.taken[at] {
            continue;
        }
        let (mut start, mut end, mut named) = (at, at + 1, false);
        if reading.is(at, STREET_LAST) {
            while start > 0 && at - start < NAME && reading.joined(start, Gap::Mark) && in_name(reading, start - 1) {
                start -= 1;
                named |= reading.words[start].capital || reading.words[start].low.contains('-');
                if reading.words[start].gap == Gap::Hard || reading.taken[start] {
                    break;
                }
            }
            start = if named { start } else { at };
        }
        if reading.is(at, STREET_FIRST) && !named {
            while end - at <= NAME && reading.joined(end, Gap::Mark) {
                let particle = reading.is(end, PARTICLE) && !reading.words[end].capital;
                if !particle && !in_name(reading, end) {
                    break;
                }
                named |= !particle && (reading.words[end].capital || reading.words[end].low.contains('-'));
                end += 1;
            }
            end = if named { end } else { at + 1 };
        }
        if named {
            let last = house(reading, end);
            reading.offer(start..last, Kind::Address);
        } else if reading.is(at, HOUSE) && (reading.words[at].digits > 0 || numbered(reading, at + 1)) {
            let last = if reading.words[at].digits > 0 { at + 1 } else { at + 2 };
            reading.offer(at..last, Kind::Address);
        }
    }
}

/// Whether the word at `at` may be part of the name of a street.
fn in_name(reading: &Reading, at: usize) -> bool {
    let word = &reading.words[at];
    let capital = word.capital && !reading.is(at, COMMON) && !(word.start && reading.is(at, PLACE));
    !reading.taken[at] && (capital || (word.digits > 0 && word.digits < 4)) && !reading.is(at, HOUSE | FLAT)
}

/// Whether the word at `at` is a small number that belongs to the word before.
fn numbered(reading: &Reading, at: usize) -> bool {
    reading.joined(at, Gap::Mark)
        && (1..=3).contains(&reading.words[at].digits)
        && reading.words[at].low.chars().count() <= 5
        && !reading.is(at + 1, super::lexicon::COUNTED)
}

/// The end of the number of a house that begins at `at`. Returns `at` if no such number stands there.
fn house(reading: &Reading, at: usize) -> usize {
    let word = if reading.joined(at, Gap::Comma) && reading.is(at, HOUSE) && reading.words[at].digits == 0 {
        at + 1
    } else {
        at
    };
    let number = reading.joined(word, Gap::Comma) && (1..=4).contains(&reading.words[word].digits);
    // In "Furmanov Street 5 people" the number is not that of a house.
    let other =
        reading.words.get(word + 1).is_some_and(|next| next.gap == Gap::Space && !next.capital && next.digits == 0);
    let suffixed = reading.words.get(word).is_some_and(|each| each.low.contains(char::is_alphabetic));
    let sure = word > at || suffixed || reading.is(word, HOUSE);
    if number && (sure || !other) { word + 1 } else { at }
}

/// Offers schools, hospitals and factories that have a number, or a name in quotation marks.
pub fn institutions(reading: &mut Reading) {
    for at in 0..reading.words.len() {
        if !reading.is(at, INSTITUTION) || reading.taken[at] {
            continue;
        }
        let sign = reading
            .words
            .get(at + 1)
            .is_some_and(|word| matches!(word.low.as_str(), "no" | "nº" | "number" | "n" | "numero"));
        let number = if sign { at + 2 } else { at + 1 };
        let marked = sign || reading.before(number).contains('№') || reading.words[at].digits > 0;
        let quoted = reading.joined(at + 1, Gap::Mark)
            && (reading.before(at + 1).trim_start().starts_with(['«', '“', '„', '"']));
        if reading.words[at].digits > 0 {
            reading.offer(at..at + 1, Kind::Work);
        } else if marked && number < reading.words.len() && reading.words[number].digits > 0 {
            reading.offer(at..number + 1, Kind::Work);
        } else if at > 0 && reading.words[at - 1].digits > 0 && reading.before(at - 1).ends_with(['№', '#']) {
            reading.offer(at - 1..at + 1, Kind::Work);
        } else if quoted {
            let closes =
                |&end: &usize| end == reading.words.len() || reading.before(end).contains(['»', '”', '“', '"']);
            if let Some(end) = (at + 2..=reading.words.len().min(at + 2 + NAME)).find(closes) {
                reading.offer(at..end, Kind::Work);
            }
        } else if at > 0 && reading.words[at].gap == Gap::Mark && reading.before(at).contains(['»', '”']) {
            let opens = |&start: &usize| reading.before(start).ends_with(['«', '“', '„']);
            if let Some(start) = (at.saturating_sub(NAME)..at).rev().find(opens) {
                reading.offer(start..at + 1, Kind::Work);
            }
        }
    }
}
