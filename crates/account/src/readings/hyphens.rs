//! Joins words that print or PDF broke with a hyphen at the end of a line.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::{ReadText, ends_line};
use crate::characters::{Character, Class};

/// Joins each line that ends in a hyphen to the next, and keeps the hyphen if `keep` is true. `None` if no line ends in a
/// hyphen.
pub(super) fn join(read: &mut ReadText, keep: bool) -> Option<()> {
    let (text, taken_out) = joined(&read.text, keep)?;
    let mut coming = taken_out.iter().peekable();
    let mut less = 0;
    for (at, _) in &mut read.left_out {
        while let Some(out) = coming.next_if(|out| out.end <= *at as usize) {
            less += out.len() as u32;
        }
        // A part that stood before a line now stands where that line was joined.
        *at = coming.peek().map_or(*at, |out| (*at).min(out.start as u32)) - less;
    }
    read.text = Cow::Owned(text);
    Some(())
}

/// The text with these lines joined, and the bytes of `text` that were taken out.
fn joined(text: &str, keep: bool) -> Option<(String, Vec<Range<usize>>)> {
    let mut out = String::with_capacity(text.len());
    let mut taken_out = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(ends_line) {
        let (line, after) = rest.split_at(end);
        let line_break = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        let next = &after[line_break..];
        let indent = next.find(|c| ends_line(c) || !is_space(c)).unwrap_or(next.len());
        let continues = next[indent..].chars().next().is_some_and(|c| !is_space(c));
        match ends_in_hyphen(line) {
            Some(hyphen) if continues => {
                let kept = if keep { hyphen.end } else { hyphen.start };
                out.push_str(&line[..kept]);
                let here = text.len() - rest.len();
                rest = &next[indent..];
                taken_out.push(here + kept..text.len() - rest.len());
            }
            _ => {
                out.push_str(&rest[..rest.len() - next.len()]);
                rest = next;
            }
        }
    }
    out.push_str(rest);
    (!taken_out.is_empty()).then_some((out, taken_out))
}

fn is_space(character: char) -> bool {
    Character::of(character).class() == Class::Space
}

/// The bytes of the hyphen at the end of a line. It must follow a letter, perhaps with combining marks. Spaces after the
/// hyphen do not count.
fn ends_in_hyphen(line: &str) -> Option<Range<usize>> {
    let line = line.trim_end_matches(is_space);
    let hyphen = line.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{AD}'))?;
    let before = &line[..line.len() - hyphen.len_utf8()];
    let letter = before.chars().rev().find(|c| !Character::of(*c).is_combining())?;
    Character::of(letter).is_letter().then_some(before.len()..line.len())
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_are_joined_where_a_word_was_broken() {
        let joined = |text, keep| super::joined(text, keep).map(|(text, _)| text);
        assert_eq!(joined("page-\u{C}\nend", true).as_deref(), Some("page-end"));
        assert_eq!(joined("page-\n\u{C}end", true).as_deref(), Some("page-end"));
        assert_eq!(joined("cafe\u{301}-\nbar", false).as_deref(), Some("cafe\u{301}bar"));
        assert_eq!(joined("стро-\u{2028}ка", false), None);
    }
}
