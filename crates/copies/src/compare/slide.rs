//! Moves the start of added or missing words to the end of a sentence, if their place is ambiguous: the same words may stand
//! before them and at their end.

use super::pairs::Pair;

/// Fewer words stay where they are.
const FEWEST: usize = 5;
/// The maximum number of words by which they move.
const FAR: usize = 1024;

/// The words of one side.
pub(super) struct ComparedWords<'a> {
    pub words: &'a [&'a str],
    /// A number for each word. Equal words have equal numbers.
    pub numbers: &'a [u32],
}

impl ComparedWords<'_> {
    /// Whether a sentence ends before the word at `at`.
    fn begins(&self, at: usize) -> bool {
        let closing = |sign: char| "\"'”’»)]".contains(sign);
        at == 0
            || self.words[at - 1]
                .trim_end_matches(closing)
                .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '።'])
    }
}

/// Moves words that only one side has between two pairs. They move to the nearest place where a sentence ends before them and
/// at their end, if as many of the words around them are equal to the letter there.
pub(super) fn slide(pairs: &mut [Pair], text: &ComparedWords, copy: &ComparedWords) {
    for at in 1..pairs.len() {
        let (before, behind) = (pairs[at - 1], pairs[at]);
        let (in_text, in_copy) = (behind.0 - before.0 - 1, behind.1 - before.1 - 1);
        let sides = match (in_text, in_copy) {
            (0, FEWEST..) => Sides { one: copy, other: text, from: before.1 + 1, to: behind.1, at_other: behind.0 },
            (FEWEST.., 0) => Sides { one: text, other: copy, from: before.0 + 1, to: behind.0, at_other: behind.1 },
            _ => continue,
        };
        // As far as the runs around go.
        let follows = |far: &usize| pairs[at + far] == (behind.0 + far, behind.1 + far);
        let leads = |far: &usize| (pairs[at - 1 - far].0 + far, pairs[at - 1 - far].1 + far) == before;
        let ahead = (0..FAR.min(pairs.len() - at)).take_while(follows).count();
        let back = (0..FAR.min(at)).take_while(leads).count();
        let length = sides.to - sides.from;
        let moved = |pair: &mut Pair, by: isize| {
            let place = if in_text == 0 { &mut pair.1 } else { &mut pair.0 };
            *place = place.wrapping_add_signed(by);
        };
        match (sides.ahead(ahead), sides.back(back)) {
            (Some(far), up) if up.is_none_or(|up| far <= up) => {
                pairs[at..at + far].iter_mut().for_each(|pair| moved(pair, -(length as isize)));
            }
            (_, Some(far)) => pairs[at - far..at].iter_mut().for_each(|pair| moved(pair, length as isize)),
            _ => {}
        }
    }
}

/// Words `from..to` that only one side has, and what stands behind them on the other.
struct Sides<'a> {
    one: &'a ComparedWords<'a>,
    other: &'a ComparedWords<'a>,
    from: usize,
    to: usize,
    at_other: usize,
}

impl Sides<'_> {
    fn is_good(&self, from: usize, to: usize) -> bool {
        self.one.begins(from) && self.one.begins(to)
    }

    /// What a word of the other side gains if it stands at `to` in place of `from`.
    fn gains(&self, other: usize, from: usize, to: usize) -> i32 {
        let same = |at: usize| i32::from(self.one.words[at] == self.other.words[other]);
        same(to) - same(from)
    }

    /// How many words further on there is a good place.
    fn ahead(&self, most: usize) -> Option<usize> {
        let mut gained = 0;
        for far in 0..=most {
            let (from, to) = (self.from + far, self.to + far);
            if gained >= 0 && self.is_good(from, to) {
                return Some(far);
            }
            if far == most || self.one.numbers[from] != self.one.numbers[to] {
                break;
            }
            gained += self.gains(self.at_other + far, to, from);
        }
        None
    }

    /// How many words further back there is one.
    fn back(&self, most: usize) -> Option<usize> {
        let mut gained = 0;
        for far in 0..=most {
            let (from, to) = (self.from - far, self.to - far);
            if gained >= 0 && self.is_good(from, to) {
                return Some(far);
            }
            if far == most || self.one.numbers[from - 1] != self.one.numbers[to - 1] {
                break;
            }
            gained += self.gains(self.at_other - far - 1, from - 1, to - 1);
        }
        None
    }
}
