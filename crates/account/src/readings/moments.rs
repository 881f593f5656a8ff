//! Dates and times as chat programs write them, read from left to right.

use super::digits::{digit, digits};
use super::lines::is_pad;

/// The most characters before and behind a time that say which half of the day it is in.
const HALF_BEFORE: usize = 3;
const HALF_BEHIND: usize = 6;
/// The most characters of a line that is a time alone, pads between included.
const TIME_ALONE: usize = 60;

/// What is left of a text while it is read from left to right.
#[derive(Clone, Copy)]
pub struct RestOfText<'t>(pub &'t str);

impl<'t> RestOfText<'t> {
    pub fn pads(self) -> Self {
        Self(self.0.trim_start_matches(is_pad))
    }

    /// One of `signs`.
    pub fn one(self, signs: &[char]) -> Option<Self> {
        self.0.strip_prefix(signs).map(Self)
    }

    /// One of `signs`, if it is there.
    pub fn maybe(self, signs: &[char]) -> Self {
        self.one(signs).unwrap_or(self)
    }

    /// A number of so many digits, a whole run of them.
    pub fn digits(self, least: usize, most: usize) -> Option<Self> {
        let (_, rest) = digits(self.0, most)?;
        let number = &self.0[..self.0.len() - rest.len()];
        (number.chars().count() >= least).then_some(Self(rest))
    }

    /// A time: `14:00`, `2.05`, `14:00:22`, `2:05 PM`.
    pub fn time(self) -> Option<Self> {
        let minutes = self.digits(1, 2)?.one(&[':', '.'])?.digits(2, 2)?;
        let time = minutes.one(&[':', '.']).and_then(|rest| rest.digits(2, 2)).unwrap_or(minutes);
        let half = time.pads().one(&['A', 'a', 'P', 'p']).map(|rest| rest.maybe(&['.']));
        Some(half.and_then(|rest| rest.one(&['M', 'm'])).map_or(time, |rest| rest.maybe(&['.'])))
    }

    /// A date in numbers: `27/11/2025`, `05.01.2022`, `2025. 11. 27`.
    pub fn date(self) -> Option<Self> {
        const BETWEEN: [char; 3] = ['.', '/', '-'];
        let month = self.digits(1, 4)?.pads().one(&BETWEEN)?.pads();
        month.digits(1, 2)?.pads().one(&BETWEEN)?.pads().digits(1, 4)
    }
}

/// Whether `text` is a time alone, perhaps with the half of the day: `14:00`, `下午2:05`, `2:05 p. m.`
pub fn is_time(text: &str) -> bool {
    if text.chars().take(TIME_ALONE + 1).count() > TIME_ALONE {
        return false;
    }
    let is_short = |text: &str, most| text.trim_matches(is_pad).chars().take(most + 1).count() <= most;
    let (before, rest) = text.split_at(text.find(|c| digit(c).is_some()).unwrap_or(text.len()));
    let rest = RestOfText(rest).time().filter(|rest| !rest.0.contains(|c| digit(c).is_some()));
    is_short(before, HALF_BEFORE) && rest.is_some_and(|rest| is_short(rest.0, HALF_BEHIND))
}

/// Whether there is a time in `text`.
pub fn has_time(text: &str) -> bool {
    numbers_in(text).any(|rest| rest.time().is_some())
}

/// Whether there is a date in `text`.
pub fn has_date(text: &str) -> bool {
    numbers_in(text).any(|rest| rest.date().is_some())
}

/// What is left of `text` from each place on that may begin a number.
fn numbers_in(text: &str) -> impl Iterator<Item = RestOfText<'_>> {
    let begins = |at: usize| !text[..at].ends_with(|c: char| digit(c).is_some());
    text.char_indices().filter(move |(at, _)| begins(*at)).map(|(at, _)| RestOfText(&text[at..]))
}
