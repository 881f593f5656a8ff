//! The words around an account in its copy, which are not sealed.

use std::ops::Range;

use firsthand_account::words::Words;

use crate::limits::MAX_SHOWN_WORDS;

/// Words that are not sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The number of words.
    pub count: usize,
    /// The words on one line. If there are too many, those at both ends.
    pub text: String,
}

impl Outside {
    /// The words of a range. `None` if it is empty. At most [`MAX_SHOWN_WORDS`] are shown.
    pub fn of(words: &Words, range: Range<usize>) -> Option<Self> {
        Self::shown(words, range, MAX_SHOWN_WORDS)
    }

    /// The words of a text. `None` if there are none. At most `max_words` are shown.
    pub fn of_text(text: &str, max_words: usize) -> Option<Self> {
        let words = Words::read(text).ok()?;
        Self::shown(&words, 0..words.len(), max_words)
    }

    /// The words of a text. `None` if there are none. At most [`MAX_SHOWN_WORDS`] are shown.
    pub fn in_text(text: &str) -> Option<Self> {
        Self::of_text(text, MAX_SHOWN_WORDS)
    }

    fn shown(words: &Words, range: Range<usize>, max_words: usize) -> Option<Self> {
        let count = range.len();
        let text = if count <= max_words {
            words.show(range)
        } else {
            let (head, tail) = (range.start..range.start + max_words / 2, range.end - max_words / 2..range.end);
            format!("{} … {}", words.show(head), words.show(tail))
        };
        (count > 0).then(|| Self { count, text: text.split_whitespace().collect::<Vec<_>>().join(" ") })
    }
}

/// The texts before and after the slip at `place`, up to the nearest other slips. `places` are those of all slips, in order.
pub fn around<'t>(text: &'t str, places: &[Range<usize>], place: &Range<usize>) -> (&'t str, &'t str) {
    let at = places.partition_point(|other| other.start < place.start);
    let from = at.checked_sub(1).map_or(0, |before| places[before].end);
    let to = places.get(at + 1).map_or(text.len(), |next| next.start);
    (&text[from..place.start], &text[place.end..to])
}
