//! Leaves out the signs that programs put before or around lines: the `>` of quoted mail, bullets, stars around bold text.

use std::ops::RangeInclusive;

use super::digits::digits;
use super::lines::{LeftOut, TextLine, is_pad};
use crate::characters::{Character, fold};

/// Signs of quoting. No space need follow them. Before `>` may stand up to [`MAX_INITIALS`] letters, the initials of the
/// person who is quoted.
const QUOTES: [&str; 9] = ["&gt;", ">", "＞", "»", "›", "|", "¦", ":", "："];
/// Bars and blocks, which are signs of quoting too. The mark of withheld words is not among them.
const BARS: [RangeInclusive<char>; 8] = [
    '\u{2016}'..='\u{2016}',
    '\u{2223}'..='\u{2223}',
    '\u{23D0}'..='\u{23D0}',
    '\u{2500}'..='\u{2587}',
    '\u{2589}'..='\u{259F}',
    '\u{2758}'..='\u{275A}',
    '\u{FF5C}'..='\u{FF5C}',
    '\u{FFE8}'..='\u{FFE8}',
];
/// Signs before the lines of a list: dots, arrows and shapes, and those of the fonts Symbol and Wingdings. They are never
/// words, so no space need follow them.
const BULLETS: [RangeInclusive<char>; 11] = [
    '\u{B7}'..='\u{B7}',
    '\u{2022}'..='\u{2023}',
    '\u{2043}'..='\u{2043}',
    '\u{204C}'..='\u{204D}',
    '\u{2190}'..='\u{21FF}',
    '\u{2219}'..='\u{2219}',
    '\u{25A0}'..='\u{25FF}',
    '\u{2726}'..='\u{2727}',
    '\u{2794}'..='\u{27BE}',
    '\u{2B00}'..='\u{2B2F}',
    '\u{F020}'..='\u{F0FF}',
];
/// Signs before the lines of a list that may also be words. A space must follow them.
const WORD_BULLETS: [char; 5] = ['-', '–', '—', '*', '+'];
/// Signs that may stand around a line, once or twice on each side.
const AROUND: [char; 6] = ['"', '\'', '*', '_', '~', '`'];
/// Letters before `>` that may be initials.
const MAX_INITIALS: usize = 4;

/// Leaves out the sign of a line, if it has one.
pub(super) fn strip(line: &mut TextLine) {
    let text = line.text;
    let found = before(text).map(|rest| (rest, text.len())).or_else(|| around(text));
    let is_empty = |text: &str| text.chars().all(is_pad);
    match found {
        Some((start, end)) => {
            line.sign = Some(LeftOut::Sign(text[..start].trim_matches(is_pad)));
            line.text = &text[start..end];
        }
        None if is_empty(text) => {}
        None => line.sign = Some(LeftOut::NoSign),
    }
}

/// The number of a line in a list, `12.`, `12)` or `(12)`, and the sign after the digits. `None` if `sign` is no such number.
pub(crate) fn number(sign: &str) -> Option<(u32, &str)> {
    let (open, rest) = sign.strip_prefix(['(', '（']).map_or((false, sign), |rest| (true, rest));
    let (number, rest) = digits(rest, 3)?;
    (matches!(rest, ")" | "）") || (!open && matches!(rest, "." | "．" | "、"))).then_some((number, rest))
}

/// The byte offset of the rest of a line after signs of quoting, a bullet or a number. `None` if there is no sign. A sign of
/// quoting may be repeated. A different sign after it is a word of the account.
fn before(line: &str) -> Option<usize> {
    let start = line.find(|c| !is_pad(c))?;
    let text = &line[start..];
    let mut rest = quoted(text, None).map(|(_, rest)| rest);
    if let Some((sign, _)) = quoted(text, None) {
        while let Some((_, next)) = rest.and_then(|rest| quoted(rest.trim_start_matches(is_pad), Some(sign))) {
            rest = Some(next);
        }
    } else {
        let bullet = |c: char| BULLETS.iter().any(|bullets| bullets.contains(&c));
        let (first, _) = text.split_at(text.find(is_pad).unwrap_or(text.len()));
        let is_word = number(first).is_some()
            || (first.len() < text.len() && WORD_BULLETS.iter().any(|c| first.chars().eq([*c])));
        rest = text.strip_prefix(bullet).or(is_word.then(|| &text[first.len()..]));
    }
    Some(line.len() - rest?.trim_start_matches(is_pad).len())
}

/// The sign of quoting that `text` begins with, and the text after it. Only the sign `wanted` counts, if it is given.
fn quoted<'t>(text: &'t str, wanted: Option<&str>) -> Option<(&'t str, &'t str)> {
    let bar = text.chars().next().filter(|c| BARS.iter().any(|bars| bars.contains(c))).map_or(0, char::len_utf8);
    let sign = QUOTES.iter().find(|sign| text.starts_with(**sign)).map_or(bar, |sign| sign.len());
    let initials =
        text.chars().take_while(|c| Character::of(*c).is_letter()).take(MAX_INITIALS).map(char::len_utf8).sum();
    let found = if sign > 0 {
        Some(text.split_at(sign))
    } else {
        let rest = text[initials..].strip_prefix('>')?;
        Some((&text[initials..=initials], rest))
    };
    found.filter(|(sign, _)| wanted.is_none_or(|wanted| wanted == *sign))
}

/// The byte offsets where the rest of a line begins and ends between equal signs around it. `None` if there are none.
fn around(line: &str) -> Option<(usize, usize)> {
    let start = line.find(|c| !is_pad(c))?;
    let text = line.trim_matches(is_pad);
    let sign = |c: char| as_sign(c).filter(|sign| AROUND.contains(sign));
    let first = sign(text.chars().next()?)?;
    let run = |characters: &mut dyn Iterator<Item = char>| {
        characters.take_while(|c| sign(*c) == Some(first)).take(2).map(char::len_utf8).collect::<Vec<_>>()
    };
    let (head, tail) = (run(&mut text.chars()), run(&mut text.chars().rev()));
    let count = head.len().min(tail.len());
    let (head, tail): (usize, usize) = (head[..count].iter().sum(), tail[..count].iter().sum());
    let inner = text.get(head..text.len().checked_sub(tail)?)?;
    let is_word = |c: Option<char>| c.is_some_and(|c| !is_pad(c));
    let holds = count > 0 && is_word(inner.chars().next()) && is_word(inner.chars().next_back());
    holds.then_some((start + head, start + text.len() - tail))
}

/// The character that `character` is folded to, or itself. All forms of a quotation mark fold to one. `None` if it folds to
/// several characters.
fn as_sign(character: char) -> Option<char> {
    match fold(character) {
        Some(folded) => folded.chars().next().filter(|first| first.len_utf8() == folded.len()),
        None => Some(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readings::lines;

    #[test]
    fn signs_before_and_around_a_line() {
        let of = |text: &'static str| {
            let mut line = lines(text).next().unwrap();
            strip(&mut line);
            match line.sign {
                Some(LeftOut::Sign(sign)) => Some((sign, line.text)),
                _ => None,
            }
        };
        assert_eq!(of("> > one"), Some(("> >", "one")));
        assert_eq!(of("\t>one"), Some((">", "one")));
        assert_eq!(of("&gt; &gt;one"), Some(("&gt; &gt;", "one")));
        assert_eq!(of("DK> DK>> one"), Some(("DK> DK>>", "one")));
        assert_eq!(of("> - one"), Some((">", "- one")), "the dash is a word");
        assert_eq!(of("» «one»"), Some(("»", "«one»")));
        assert_eq!(of("- one"), Some(("-", "one")));
        assert_eq!(of("-one"), None);
        assert_eq!(of("•one"), Some(("•", "one")));
        assert_eq!(of("*one two.*"), Some(("*", "one two.")));
        assert_eq!(of("**one two.**"), Some(("**", "one two.")));
        assert_eq!(of("“one,” he said"), None);
        assert_eq!(of("“one two.”"), Some(("“", "one two.")));
        assert_eq!(of("▌one"), Some(("▌", "one")));
        assert_eq!(of("❙ ❙ one"), Some(("❙ ❙", "one")));
        assert_eq!(of("\u{F0B7}\tone"), Some(("\u{F0B7}", "one")));
        assert_eq!(of("➤ one"), Some(("➤", "one")));
        assert_eq!(of("12. one"), Some(("12.", "one")));
        assert_eq!(of("(٣) one"), Some(("(٣)", "one")));
        assert_eq!(of("12.5 one"), None);
        assert_eq!(of("(12. one"), None);
        assert_eq!(of("**"), None);
        assert_eq!(of("one > two"), None);
        assert_eq!(of("HELLO> one"), None);
    }
}
