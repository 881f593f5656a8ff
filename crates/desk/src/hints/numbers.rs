//! Finds hints that need no language: online addresses, number plates, and numbers of telephones and documents.

use super::kinds::{Hint, Kind};
use super::lexicon::{COUNTED, DOCUMENT, FLAT, NUMBER, PLATE};
use super::lists::{LISTS, has};
use super::reading::Reading;
use super::words::{Gap, Word};

/// Offers addresses of e-mail and of pages, and names of online accounts.
pub fn online(reading: &mut Reading) {
    let parts = |c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '<' | '>' | '"' | '«' | '»' | '“' | '”')
    };
    let mut word = 0;
    let mut start = 0;
    for part in reading.text.split_inclusive(parts) {
        let whole = start..start + part.len();
        start = whole.end;
        let kept = part.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/' && c != '_');
        let kept = kept.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
        let first = reading.words[word..].iter().take_while(|each| each.range.start < whole.start).count() + word;
        let inside = reading.words[first..].iter().take_while(|each| each.range.end <= whole.end).count();
        word = first + inside;
        if inside > 0 && is_online(kept) {
            let begins = kept.as_ptr() as usize - reading.text.as_ptr() as usize;
            reading.found.push(Hint { range: begins..begins + kept.len(), kind: Kind::Online });
            reading.taken[first..word].fill(true);
        }
    }
}

fn is_online(part: &str) -> bool {
    let letters = |text: &str, few: usize| text.chars().filter(|c| c.is_alphabetic()).count() >= few;
    if let Some((_, after)) = part.split_once('@') {
        return letters(after, 2) && !after.starts_with(char::is_numeric);
    }
    if part.contains("://") || part.starts_with("www.") {
        return letters(part, 3);
    }
    let host = part.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((name, end)) = host.rsplit_once('.') else {
        // The name of an online account: letters and digits joined by an underscore.
        let plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && !part.contains("__");
        return plain && part.split_once('_').is_some_and(|(a, b)| letters(a, 1) && !b.is_empty());
    };
    let path = part.len() > host.len() + 1 && end.is_ascii();
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
    let known = path || has(&LISTS.host_ends, end);
    named && known && letters(name, 1) && end.chars().count() >= 2 && end.chars().all(char::is_lowercase)
}

/// Offers number plates. They are known by their form, or by a word such as "plate" before them.
pub fn plates(reading: &mut Reading) {
    for at in 0..reading.words.len() {
        let said = (at.saturating_sub(4)..at).rev().take_while(|&each| reading.words[each + 1].gap < Gap::Hard);
        let said = said.into_iter().any(|each| reading.is(each, PLATE));
        let mut form = String::new();
        let mut longest = 0;
        for (length, word) in reading.words[at..].iter().take(4).enumerate() {
            let spaces = reading.before(at + length);
            let near = length == 0 || matches!(spaces, "" | " " | "-" | "\u{A0}" | "·" | "–");
            if !near || reading.taken[at + length] || !shape(word, &mut form) {
                break;
            }
            if is_plate(&form, &reading.words[at..=at + length], said) {
                longest = length + 1;
            }
        }
        reading.offer(at..at + longest, Kind::Plate);
    }
}

/// Adds the form of `word` to `form`: L for a letter, D for a digit. Returns whether it can still be the form of a
/// plate: no plate has other characters, or more than nine.
fn shape(word: &Word, form: &mut String) -> bool {
    for c in word.text.chars().filter(|c| *c != '-') {
        match c {
            c if c.is_ascii_digit() => form.push('D'),
            c if c.is_uppercase() || (c.is_alphabetic() && word.digits >= 3) => form.push('L'),
            _ => return false,
        }
    }
    form.len() <= 9
}

fn is_plate(form: &str, words: &[Word], said: bool) -> bool {
    let year = words.iter().any(|word| is_year(word.text));
    let consonant = |c: char| c.is_ascii() && !"aeiou".contains(c);
    let consonants = || words.iter().all(|word| word.low.chars().all(consonant));
    let plates = &LISTS.plates;
    let own = has(&plates.own, form)
        || (!year && has(&plates.without_vowels, form) && consonants())
        || (!year && has(&plates.in_one_word, form) && words.len() == 1);
    let mixed = form.contains('L') && form.matches('D').count() >= 2 && form.len() >= 4;
    own || (said && mixed && !year)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Maximum number of parts of one number. A number may be written as single digits.
const PARTS: usize = 16;

/// Offers numbers of telephones, documents, bank cards and flats. Leaves out sums, dates, times and years.
pub fn numbers(reading: &mut Reading) {
    let mut at = 0;
    while at < reading.words.len() {
        let limit = reading.words.len().min(at + PARTS);
        let end = (at + 1..limit)
            .find(|&next| !(is_number(&reading.words[next]) && groups(reading.before(next))))
            .unwrap_or(limit);
        if reading.taken[at] || reading.words[at].digits == 0 {
            at += 1;
        } else if is_date(&reading.words[at..end]) {
            at = end;
        } else if is_number(&reading.words[at]) && is_telephone_like(reading, at, end) {
            let plus = reading.before(at).trim_end_matches('(').ends_with('+');
            let opens = if plus { reading.before(at).len() - reading.before(at).rfind('+').unwrap_or(0) } else { 0 };
            if reading.offer(at..end, Kind::Number)
                && let Some(hint) = reading.found.last_mut()
            {
                hint.range.start -= opens;
            }
            at = end;
        } else if let Some(start) = flat(reading, at) {
            reading.offer(start..at + 1, Kind::Number);
            at += 1;
        } else {
            if is_document(reading, at) {
                reading.offer(at..at + 1, Kind::Number);
            }
            at += 1;
        }
    }
}

fn is_number(word: &Word) -> bool {
    word.digits > 0 && word.text.chars().all(|c| c.is_numeric() || c == '-')
}

/// Whether `between` can separate the parts of one number.
fn groups(between: &str) -> bool {
    between.chars().count() <= 3
        && between.chars().all(|c| matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '-' | '(' | ')' | '.' | '–'))
}

/// Whether `words` are a date or a span of years: 05.01.2022, 2022-01-05, 1941-1945.
fn is_date(words: &[Word]) -> bool {
    let parts: Vec<&str> = words.iter().flat_map(|word| word.text.split('-')).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.chars().count()).collect();
    let years = || parts.iter().all(|part| part.starts_with('1') || part.starts_with("20"));
    matches!(lengths[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4]) || (lengths == [4, 4] && years())
}

fn is_telephone_like(reading: &Reading, at: usize, end: usize) -> bool {
    let words = &reading.words[at..end];
    let parts: Vec<&str> = words.iter().flat_map(|word| word.text.split('-')).collect();
    let digits: usize = words.iter().map(|word| word.digits).sum();
    let lengths: Vec<usize> = parts.iter().map(|part| part.chars().count()).collect();
    let plus = reading.before(at).trim_end_matches('(').ends_with('+');
    let said = (at.saturating_sub(3)..at).any(|each| reading.is(each, DOCUMENT));
    let counted = reading.is(end, COUNTED) || reading.before(end).trim_start().starts_with(['€', '$', '₸', '₽', '%']);
    let sum = match &lengths[..] {
        [9] | [3, 3, 3] => parts[1.min(parts.len() - 1)..].iter().all(|part| part.ends_with("00")),
        [1..=3, rest @ ..] if !rest.is_empty() => rest.iter().all(|length| *length == 3) && digits < 10,
        [_] => parts[0].ends_with("000"),
        _ => false,
    };
    // "2022 87 01" may be a year beside other numbers.
    let years = lengths.len() > 1 && parts.iter().any(|part| is_year(part)) && !plus && !said;
    !counted && ((plus && digits >= 7) || (!sum && !years && (digits >= 7 || (said && digits >= 5))))
}

/// The place of the word "flat" (or its like), if the word at `at` is the number of a flat.
fn flat(reading: &Reading, at: usize) -> Option<usize> {
    if reading.words[at].digits > 4 || reading.is(at + 1, COUNTED) {
        return None;
    }
    if reading.is(at, FLAT) {
        return Some(at);
    }
    let joined = |at: usize| reading.words[at].gap <= Gap::Mark;
    let mut before = at.checked_sub(1).filter(|_| joined(at) && reading.words[at].low.len() <= 5)?;
    if matches!(reading.words[before].low.as_str(), "no" | "nº" | "n" | "number" | "número" | "numero")
        && joined(before)
    {
        before = before.checked_sub(1)?;
    }
    (reading.is(before, FLAT) && !reading.taken[before] && !is_year(reading.words[at].text)).then_some(before)
}

/// Whether the word at `at` is the number of a document: it has the form of one, or a word such as "passport" stands
/// before it.
fn is_document(reading: &Reading, at: usize) -> bool {
    let word = &reading.words[at];
    let upper = word.text.chars().filter(|c| c.is_uppercase()).count();
    let only = word.text.chars().all(|c| c.is_uppercase() || c.is_numeric());
    let said = (at.saturating_sub(3)..at).rev().take_while(|&each| reading.words[each + 1].gap < Gap::Hard);
    let said = said.into_iter().any(|each| reading.is(each, DOCUMENT));
    let formed = only && word.digits >= 6 && (1..=3).contains(&upper);
    formed
        || (said
            && word.digits >= 4
            && !is_year(word.text)
            && !reading.is(at + 1, COUNTED | NUMBER)
            && !word.text.contains('-'))
}
