//! Signs that change the direction in which a screen shows words. They are not sealed, so a copy may hold them and show the
//! sealed words in another order. This file tells where that may happen, and changes no text.

use std::ops::Range;

use crate::characters::{Character, Class};

/// Signs that change nothing in a line from left to right.
const LEFT: [char; 3] = ['\u{200E}', '\u{202A}', '\u{2066}'];
/// Signs that change nothing in a line from right to left.
const RIGHT: [char; 4] = ['\u{200F}', '\u{61C}', '\u{202B}', '\u{2067}'];
/// Signs that turn all characters, whatever their script.
const OVERRIDES: [char; 2] = ['\u{202D}', '\u{202E}'];
/// Signs that isolate characters, and signs that end the reach of another sign.
const OTHERS: [char; 3] = ['\u{202C}', '\u{2068}', '\u{2069}'];

/// Characters that divide a line into pieces. The direction of the line decides the order of the pieces.
const TABS: [char; 3] = ['\t', '\u{B}', '\u{1F}'];
/// Blanks that join two numbers into one.
const BLANKS: [char; 2] = ['\u{A0}', '\u{202F}'];

/// The line breaks that end the reach of direction signs. The other line breaks do not.
pub const ENDS: [char; 4] = ['\n', '\r', '\u{85}', '\u{2029}'];

/// Whether a character is a direction sign.
pub fn is_direction(character: char) -> bool {
    matches!(character, '\u{61C}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is in a block of a script that is written from right to left.
pub fn is_from_right(character: char) -> bool {
    matches!(u32::from(character), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// Whether a character is a European, Arabic or Persian digit.
fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// Whether `text` has any character that may change the order of its words. A fast test before [`may_reorder`].
pub fn may_turn(text: &str) -> bool {
    text.contains(is_direction) || (text.contains(is_from_right) && (text.contains(TABS) || text.contains(BLANKS)))
}

/// Whether a line changes its direction when parts of it are left out. `whole` is the line, and `line` is its rest. A screen
/// takes the direction of a line from its first letter. Returns false if the rest has letters of one direction only.
pub fn is_turned(whole: &str, line: &str) -> bool {
    let directions = |text: &str| -> Vec<bool> {
        text.chars().filter(|c| Character::of(*c).is_letter()).map(is_from_right).collect()
    };
    if whole.len() == line.len() || !whole.contains(is_from_right) {
        return false;
    }
    let (before, left) = (directions(whole), directions(line));
    left.contains(&true) && left.contains(&false) && before.first() != left.first()
}

/// The text before and after `bytes` on the first and last line that they touch.
pub fn beside(text: &str, bytes: &Range<usize>) -> String {
    let start = text[..bytes.start].rfind(ENDS).unwrap_or(0);
    let end = text[bytes.end..].find(ENDS).map_or(text.len(), |at| bytes.end + at);
    [&text[start..bytes.start], &text[bytes.end..end]].concat()
}

/// Whether direction signs may change the order of words on the lines of `text` that hold `bytes`. The answer may be true
/// where a screen changes nothing, because the default direction of the screen is unknown.
pub fn may_reorder(text: &str, bytes: Range<usize>) -> bool {
    let start = text[..bytes.start].rfind(ENDS).unwrap_or(0);
    let end = text[bytes.end..].find(ENDS).map_or(text.len(), |at| bytes.end + at);
    text[start..end].split(ENDS).any(|line| {
        let has = |signs: &[char]| line.contains(signs);
        if !may_turn(line) {
            return false;
        }
        let from_right = line.contains(|c| is_from_right(c) && !is_direction(c));
        let from_left = line.contains(|c| Character::of(c).is_letter() && !is_from_right(c));
        let digit = line.contains(is_digit);
        // A right-to-left sign within a number divides it in two. A blank between two numbers joins them.
        let mut runs = line.split(|c| Character::of(c).class() == Class::Space);
        let parted = from_right && runs.any(|run| run.contains(RIGHT) && run.contains(is_digit));
        let characters: Vec<char> = line.chars().collect();
        let joined = characters.windows(3).any(|of| is_digit(of[0]) && BLANKS.contains(&of[1]) && is_digit(of[2]));
        let behind_tab = line.trim_start_matches(|c| Character::of(c).class() == Class::Space).contains(TABS);
        has(&OVERRIDES)
            || (has(&LEFT) && (from_right || has(&RIGHT)))
            || (has(&RIGHT) && (from_left || (digit && !from_right)))
            || (has(&OTHERS) && from_right && from_left)
            || parted
            || (from_right && joined)
            || (from_right && behind_tab && (from_left || digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_may_show_another_order() {
        let of = |text: &str| may_reorder(text, 0..text.len());
        assert!(of("\u{200F}3 + 40"));
        assert!(of("\u{2067}nobody told me\u{2069}"));
        assert!(of("one \u{202D}two"));
        assert!(of("شكرا C++\u{200E} لكم"));
        assert!(!of("\u{200E}27.11.25 Dana: one") && !of("one \u{2068}two\u{2069} 3"));
        assert!(!of("شكرا\u{200F} لكم 10") && !of("شكرا لكم"));
        assert!(
            of("في 05\u{200F}/06 شكرا") && of("شكرا 05\u{A0}06") && of("شكرا one\ttwo لكم") && of("ש \u{61C}20-30")
        );
        assert!(!of("\tشكرا one") && !of("one\ttwo 05\u{A0}06"));
        assert!(is_turned("D> شكرا one", "شكرا one") && !is_turned("D> شكرا 10", "شكرا 10"));
        assert!(!is_turned("D> one شكرا", "one شكرا") && is_turned("عن> one شكرا", "one شكرا"));
        assert!(may_reorder("\u{202E}\u{2028}one", 6..9), "it reaches beyond a line separator");
        assert!(!may_reorder("one\n\u{200F}3 + 40", 0..3) && may_reorder("\u{200F}3 + 40 one", 10..13));
    }
}
