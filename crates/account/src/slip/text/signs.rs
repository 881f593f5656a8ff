//! The letters and digits after a marker, and the ways in which a slip's groups may be found among them.

use super::format::{GROUP, Letter};
use crate::base32;
use crate::characters::{Character, Class, breaks_line};
use crate::slip::reed_solomon::PARITY;

/// A letter that was taken for one of the slip's, and the byte offset after it. A missing letter has no offset.
#[derive(Clone, Copy)]
pub struct Taken {
    pub letter: Letter,
    pub end: Option<usize>,
}

/// A letter that is missing or cannot be read.
pub const UNREADABLE: Taken = Taken { letter: None, end: None };

/// The letters that one grouping gives.
pub struct Letters {
    /// The length group.
    pub group: Vec<Taken>,
    /// The letters of the blocks.
    pub rest: Vec<Taken>,
}

/// Grouping the letters after a marker are taken for groups of a slip.
#[derive(Clone, Copy, PartialEq)]
pub enum Grouping {
    /// All letters, one after another.
    Run,
    /// Groups stand between spaces. A group of the wrong length is unreadable.
    Groups,
    /// Groups stand between any characters but letters and digits. A group of the wrong length, such as a line number, is
    /// left out.
    Eights,
    /// As `Eights`. A line is left out if a group of it, other than the last, has the wrong length. Such a line may be a
    /// caption.
    Lines,
}

/// Every grouping, in the order in which they are tried.
pub const GROUPINGS: [Grouping; 4] = [Grouping::Run, Grouping::Groups, Grouping::Eights, Grouping::Lines];

/// The letters and digits after a marker.
pub struct Signs<'t> {
    /// The text after the marker.
    pub text: &'t str,
    /// Each letter with the byte offset after it.
    pub letters: Vec<(Letter, usize)>,
    /// Whether a space stands before each letter.
    after_space: Vec<bool>,
    /// Whether a space or a sign stands before each letter.
    after_sign: Vec<bool>,
    /// Whether each letter is the first of a line.
    after_line: Vec<bool>,
}

impl<'t> Signs<'t> {
    /// The first `limit` letters and digits of `text`.
    pub fn of(text: &'t str, limit: usize) -> Self {
        let mut signs =
            Self { text, letters: Vec::new(), after_space: Vec::new(), after_sign: Vec::new(), after_line: Vec::new() };
        // The letters after the marker on its line begin no new line.
        let (mut space, mut sign, mut line) = (true, true, false);
        for (at, character) in text.char_indices() {
            if character.is_ascii_alphanumeric() {
                if signs.letters.len() == limit {
                    break;
                }
                signs.letters.push((base32::value(character as u8), at + 1));
                signs.after_space.push(space);
                signs.after_sign.push(sign);
                signs.after_line.push(line);
                (space, sign, line) = (false, false, false);
            } else if Character::of(character).class() != Class::Drop {
                sign = true;
                space |= Character::of(character).class() == Class::Space;
                line |= breaks_line(character);
            }
        }
        signs
    }

    /// The end of the group that begins at letter `start`.
    fn group_end(&self, grouping: Grouping, start: usize) -> usize {
        let begins = if grouping == Grouping::Groups { &self.after_space } else { &self.after_sign };
        (start + 1..self.letters.len()).find(|&at| begins[at]).unwrap_or(self.letters.len())
    }

    /// The length group and the `count` letters after it, or fewer if the text ends. If at most twice
    /// [`PARITY`] letters are missing at the end, unreadable ones stand in their place.
    pub fn take(&self, grouping: Grouping, count: usize) -> Letters {
        let count = GROUP + count;
        let mut out: Vec<Taken> = Vec::with_capacity(count.min(self.letters.len()));
        let mut at = 0;
        while out.len() < count && at < self.letters.len() {
            if grouping == Grouping::Lines && self.after_line[at] {
                at = self.next_good_line(at, count - out.len());
                if at == self.letters.len() {
                    break;
                }
            }
            let wanted = GROUP.min(count - out.len());
            let next = if grouping == Grouping::Run {
                (at + wanted).min(self.letters.len())
            } else {
                self.group_end(grouping, at)
            };
            let fits = next - at == wanted || grouping == Grouping::Run;
            if fits {
                out.extend(
                    self.letters[at..next].iter().map(|(letter, end)| Taken { letter: *letter, end: Some(*end) }),
                );
            } else if grouping == Grouping::Groups {
                out.extend(std::iter::repeat_n(UNREADABLE, wanted));
            }
            at = next;
        }
        let rest = out.split_off(GROUP.min(out.len()));
        let mut letters = Letters { group: out, rest };
        // A block can be repaired only if few letters are missing.
        let missing = count - GROUP - letters.rest.len();
        if (1..=2 * PARITY).contains(&missing) {
            letters.rest.resize(count - GROUP, UNREADABLE);
        }
        letters
    }

    /// The first letter of the first line, from letter `at` on, in which every group but the last has its eight letters.
    fn next_good_line(&self, mut at: usize, missing: usize) -> usize {
        while at < self.letters.len() {
            let start = at;
            let (mut good, mut left) = (true, missing);
            loop {
                let end = self.group_end(Grouping::Lines, at);
                let last = end == self.letters.len() || self.after_line[end];
                good &= last || left == 0 || end - at == GROUP.min(left);
                left = left.saturating_sub(end - at);
                at = end;
                if last {
                    break;
                }
            }
            if good {
                return start;
            }
        }
        at
    }
}
