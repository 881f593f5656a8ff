//! Finds names by their capitals. At the start of a sentence a capital is not enough: there a word must be a known
//! name, have the form of a name, or be a name elsewhere in the text.

use std::collections::{HashMap, HashSet};

use super::kinds::{Kind, Language};
use super::lexicon::{COMMON, GIVEN, INSTITUTION, NOT_NAME, PARTICLE, PLACE, PUBLIC, TITLE, is_ending};
use super::lists::LISTS;
use super::reading::Reading;
use super::words::{Gap, Word};

/// How sure the search is that a word is a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    Not,
    /// The word has a capital, but its place may be the reason.
    Maybe,
    Yes,
}

/// Offers names, and places and institutions that are written like names.
pub fn names(reading: &mut Reading) {
    let mut seen = Seen::new();
    let mut small = HashSet::new();
    for (at, word) in reading.words.iter().enumerate() {
        if !word.capital {
            small.insert(word.low.clone());
        } else if !word.start && !word.shout && sure(reading, at, &Seen::new()) == Sure::Yes {
            let alike = seen.entry(key(word)).or_default();
            if alike.len() < ALIKE && !alike.contains(&word.low) {
                alike.push(word.low.clone());
            }
        }
    }
    let mut at = 0;
    while at < reading.words.len() {
        let mut known: Vec<(usize, Sure)> = Vec::new();
        let mut end = at;
        while end < reading.words.len() && !reading.taken[end] && (end == at || continues(reading, end)) {
            let sure = sure(reading, end, &seen);
            let particle = end > at && reading.is(end, PARTICLE) && !reading.words[end].capital;
            let title = reading.is(end, TITLE) && end == at;
            if sure == Sure::Not && !particle && !title {
                break;
            }
            known.push((end, if title && sure != Sure::Yes { Sure::Maybe } else { sure }));
            end += 1;
        }
        offer(reading, &known, &small);
        at = end.max(at + 1);
    }
}

/// Whether the word at `at` may belong to the same name as the word before it.
fn continues(reading: &Reading, at: usize) -> bool {
    let spaces = reading.before(at).trim_matches('.').trim_matches(' ').trim_matches('\u{A0}').is_empty();
    reading.words[at].gap <= Gap::Mark && spaces && !reading.words[at].range.is_empty()
}

fn sure(reading: &Reading, at: usize, seen: &Seen) -> Sure {
    let word = &reading.words[at];
    if !word.capital || word.digits > 0 || reading.taken[at] || word.range.len() < 2 && !word.initial {
        return Sure::Not;
    }
    let common = reading.is(at, COMMON);
    let mid = !word.start && !word.shout;
    match () {
        _ if word.initial => Sure::Maybe,
        _ if common || reading.is(at, PUBLIC) || is_month(reading, at) => Sure::Not,
        _ if reading.is(at, GIVEN) || is_formed(word) => Sure::Yes,
        _ if reading.is(at, NOT_NAME) || word.text.chars().count() < 2 => Sure::Not,
        _ if mid || (!word.shout && is_seen(reading, word, seen)) => Sure::Yes,
        _ if word.shout && !reading.words.get(at + 1).is_some_and(|next| next.shout) => Sure::Not,
        _ => Sure::Maybe,
    }
}

/// Whether the word is a month with a day, as in "5 de Julio", and so not a name.
fn is_month(reading: &Reading, at: usize) -> bool {
    let number = |at: Option<usize>| at.is_some_and(|at| reading.words[at].digits > 0);
    let of = at.checked_sub(1).is_some_and(|before| reading.words[before].low == "de");
    reading.is(at, NOT_NAME) && (number(at.checked_sub(1)) || (of && number(at.checked_sub(2))))
}

/// Whether a word has the form of a patronymic, a surname or a Kazakh name, with or without a case ending.
fn is_formed(word: &Word) -> bool {
    let long = |stem: &str| stem.chars().count() >= 3;
    let ends = |end: &str| word.low.strip_suffix(end).is_some_and(long);
    let tail = |tail: &str| {
        word.low.rfind(tail).is_some_and(|at| long(&word.low[..at]) && is_ending(&word.low[at + tail.len()..]))
    };
    LISTS.name_ends.split_whitespace().any(ends)
        || (!word.low.is_ascii() && LISTS.kazakh_tails.split_whitespace().any(tail))
}

/// The names that stand within sentences, by their first letters (see [`key`]).
type Seen = HashMap<String, Vec<String>>;

/// Maximum number of names that are remembered for one beginning.
const ALIKE: usize = 8;

/// The first three letters of a word. All forms of a name share them.
fn key(word: &Word) -> String {
    word.low.chars().take(3).collect()
}

/// Whether `word` may be another form of a name that stands within a sentence: Болаттың for Болат.
fn is_seen(reading: &Reading, word: &Word, seen: &Seen) -> bool {
    // The lists have endings in Cyrillic letters only. In Latin letters every short ending counts.
    let latin = reading.language == Some(Language::Kazakh) && word.low.chars().all(|c| c < '\u{370}');
    seen.get(&key(word)).into_iter().flatten().any(|name| {
        let shared: usize =
            name.chars().zip(word.low.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let (of_name, of_word) = (&name[shared..], &word.low[shared..]);
        let fits = |rest: &str| is_ending(rest) || (latin && shared >= 4 && rest.chars().count() <= 5);
        fits(of_name) && fits(of_word) && (shared > 8 || of_name.len() + of_word.len() <= shared.max(6))
    })
}

/// Offers the words in `known` as one name, if one of them is surely a name. `small` holds the words that stand
/// elsewhere in the text without a capital.
fn offer(reading: &mut Reading, known: &[(usize, Sure)], small: &HashSet<String>) {
    let alone = |at: usize| reading.is(at, TITLE) && !reading.words[at].initial;
    let named = |each: &&(usize, Sure)| each.1 >= Sure::Maybe && !alone(each.0) && !reading.words[each.0].initial;
    let initials = known.iter().filter(|(at, _)| reading.words[*at].initial).count();
    let titled = known.first().is_some_and(|(at, _)| alone(*at));
    let certain = known.iter().any(|(at, sure)| *sure == Sure::Yes && !alone(*at));
    let last = known.iter().rfind(named).map(|(at, _)| *at);
    let (Some((first, _)), Some(last)) = (known.first(), last) else { return };
    let mut first = *first;
    let follows_initials = initials > 0 && last > first;
    // "School" alone, with a capital, is not a name.
    if first == last && reading.is(first, INSTITUTION) && !reading.is(first, GIVEN) {
        return;
    }
    if !(certain || follows_initials || (titled && known.len() > 1)) {
        return;
    }
    // "Yesterday Tamsin": "yesterday" stands elsewhere without a capital, so it is not part of the name.
    while first < last && reading.words[first].start && !alone(first) && !reading.words[first].initial {
        let is_name = reading.is(first, GIVEN) || is_formed(&reading.words[first]);
        if is_name || !small.contains(&reading.words[first].low) {
            break;
        }
        first += 1;
    }
    // Given names before the surname of a head of state are left out: "Vladimir Putin".
    let public = reading.is(last + 1, PUBLIC) && reading.words[last + 1].gap == Gap::Space;
    if public && (first..=last).all(|at| reading.is(at, GIVEN | TITLE)) {
        return;
    }
    let given = (first..=last).any(|at| reading.is(at, GIVEN | TITLE) || is_formed(&reading.words[at]));
    let work = (first..=last).any(|at| reading.is(at, INSTITUTION));
    let place = first > 0 && reading.words[first].gap == Gap::Space && reading.is(first - 1, PLACE) && !given;
    // "На Абая, 5": a street without the word "street", and the number of a house.
    let number = reading.words.get(last + 1).is_some_and(|next| {
        next.gap <= Gap::Comma
            && (1..=3).contains(&next.digits)
            && next.low.len() <= 4
            && next.text.chars().all(char::is_numeric)
    });
    let ends = reading.words.get(last + 2).is_none_or(|next| next.gap >= Gap::Comma);
    let on = first > 0 && matches!(reading.words[first - 1].low.as_str(), "на" | "en" | "at" | "on" | "по");
    let address = number && ends && on && !reading.taken[last + 1];
    let kind = match () {
        _ if work => Kind::Work,
        _ if place || address => Kind::Address,
        _ => Kind::Name,
    };
    reading.offer(first..last + 1 + usize::from(address), kind);
}
