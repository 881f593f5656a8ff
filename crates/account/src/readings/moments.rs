//! Finds dates and times as chat programs write them.

use super::digits::{digit, digits};
use super::lines::is_pad;

/// Characters before a time that may tell the half of the day.
const MAX_HALF_BEFORE: usize = 3;
/// Characters after a time that may tell the half of the day.
const MAX_HALF_AFTER: usize = 6;
/// Characters of the longest line that is only a time, with the spaces in it.
const MAX_TIME_LINE: usize = 60;

/// The rest of a text that is read from left to right. The methods return the rest after the part that they read, or `None`
/// if the rest does not begin with it.
#[derive(Clone, Copy)]
pub struct RestOfText<'t>(pub &'t str);

impl<'t> RestOfText<'t> {
    /// Spaces, if there are any.
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

    /// All digits up to the next other character. There must be `min` to `max` of them.
    pub fn digits(self, min: usize, max: usize) -> Option<Self> {
        let (_, rest) = digits(self.0, max)?;
        let number = &self.0[..self.0.len() - rest.len()];
        (number.chars().count() >= min).then_some(Self(rest))
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

/// Whether `text` is only a time, perhaps with the half of the day: `14:00`, `下午2:05`, `2:05 p. m.`
pub fn is_time(text: &str) -> bool {
    if text.chars().take(MAX_TIME_LINE + 1).count() > MAX_TIME_LINE {
        return false;
    }
    let is_short = |text: &str, max| text.trim_matches(is_pad).chars().take(max + 1).count() <= max;
    let (before, rest) = text.split_at(text.find(|c| digit(c).is_some()).unwrap_or(text.len()));
    let rest = RestOfText(rest).time().filter(|rest| !rest.0.contains(|c| digit(c).is_some()));
    is_short(before, MAX_HALF_BEFORE) && rest.is_some_and(|rest| is_short(rest.0, MAX_HALF_AFTER))
}

/// Whether there is a time in `text`.
pub fn has_time(text: &str) -> bool {
    numbers_in(text).any(|rest| rest.time().is_some())
}

/// Whether there is a date in `text`.
pub fn has_date(text: &str) -> bool {
    numbers_in(text).any(|rest| rest.date().is_some())
}

/// The rest of `text` from each place that is not within a number.
fn numbers_in(text: &str) -> impl Iterator<Item = RestOfText<'_>> {
    let begins = |at: usize| !text[..at].ends_with(|c: char| digit(c).is_some());
    text.char_indices().filter(move |(at, _)| begins(*at)).map(|(at, _)| RestOfText(&text[at..]))
}
