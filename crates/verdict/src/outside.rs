//! Words that stand beside an account in its copy, and that no seal is over.

use std::ops::Range;

use firsthand_account::words::Words;

/// How many words outside the seal are shown: all of so many, the ends of more.
const SHOWN: usize = 300;
/// Of those between a slip's letters all are shown: there are so few.
pub const AMONG: usize = usize::MAX;

/// Words that no seal is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// How many there are.
    pub count: usize,
    /// On one line; of many those at the ends.
    pub text: String,
}

impl Outside {
    /// `None` if there are none.
    pub fn of(words: &Words, range: Range<usize>) -> Option<Self> {
        Self::shown(words, range, SHOWN)
    }

    /// The words of a text, of which at most so many are shown.
    pub fn of_text(text: &str, most: usize) -> Option<Self> {
        let words = Words::read(text).ok()?;
        Self::shown(&words, 0..words.len(), most)
    }

    /// The words of a text.
    pub fn in_text(text: &str) -> Option<Self> {
        Self::of_text(text, SHOWN)
    }

    fn shown(words: &Words, range: Range<usize>, most: usize) -> Option<Self> {
        let count = range.len();
        let text = if count <= most {
            words.show(range)
        } else {
            let (head, tail) = (range.start..range.start + most / 2, range.end - most / 2..range.end);
            format!("{} … {}", words.show(head), words.show(tail))
        };
        (count > 0).then(|| Self { count, text: text.split_whitespace().collect::<Vec<_>>().join(" ") })
    }
}

/// The texts before and behind the slip at `place`, up to the other slips at `places`, which are in order.
pub fn around<'t>(text: &'t str, places: &[Range<usize>], place: &Range<usize>) -> (&'t str, &'t str) {
    let at = places.partition_point(|other| other.start < place.start);
    let from = at.checked_sub(1).map_or(0, |before| places[before].end);
    let to = places.get(at + 1).map_or(text.len(), |next| next.start);
    (&text[from..place.start], &text[place.end..to])
}
