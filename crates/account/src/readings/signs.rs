//! Signs that programs put before or around each line: the `>` of quoted mail, bullets, stars around bold text.

use super::{LeftOut, Line, is_pad};
use crate::characters::{Character, breaks_line, fold};

/// Signs of quoting; spaces may be missing behind them. `>` may have up to four letters before it, the initials of who
/// is quoted.
const QUOTES: [&str; 12] = ["&gt;", ">", "＞", "»", "›", "|", "｜", "¦", "│", "┃", ":", "："];
/// Signs before the lines of a list, before a space; those of the first row are never words of their own and need none.
const BULLETS: [&str; 9] = ["•", "·", "◦", "▪", "●", "○", "‣", "∙", "■"];
const WORD_BULLETS: [&str; 5] = ["-", "–", "—", "*", "+"];
/// What stands around words, before and behind, once or twice.
const AROUND: [char; 6] = ['"', '\'', '*', '_', '~', '`'];
const INITIALS: usize = 4;

/// Strips the sign of a line, if it has one.
pub(super) fn strip(line: &mut Line) {
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

/// Where the rest of a line begins behind signs of quoting or a bullet. A sign may be repeated, and is not followed by
/// another one: that is a word of the account.
fn before(line: &str) -> Option<usize> {
    let start = line.find(|c| !is_pad(c))?;
    let text = &line[start..];
    let mut rest = quoted(text, None).map(|(_, rest)| rest);
    if let Some((sign, _)) = quoted(text, None) {
        while let Some((_, next)) = rest.and_then(|rest| quoted(rest.trim_start_matches(is_pad), Some(sign))) {
            rest = Some(next);
        }
    } else {
        let bullet = |bullets: &[&str]| bullets.iter().find_map(|bullet| text.strip_prefix(bullet));
        let word = bullet(&WORD_BULLETS).filter(|rest| rest.starts_with(is_pad));
        rest = bullet(&BULLETS).or(word);
    }
    Some(line.len() - rest?.trim_start_matches(is_pad).len())
}

/// The sign of quoting that `text` begins with, `wanted` or any, and what stands behind it.
fn quoted<'t>(text: &'t str, wanted: Option<&'static str>) -> Option<(&'static str, &'t str)> {
    let signs = QUOTES.iter().filter(|sign| wanted.is_none_or(|wanted| wanted == **sign));
    let plain = signs.clone().find_map(|sign| Some((*sign, text.strip_prefix(sign)?)));
    plain.or_else(|| {
        let initials = text.chars().take_while(|c| Character::of(*c).is_letter()).take(INITIALS).map(char::len_utf8);
        let rest = text[initials.sum()..].strip_prefix('>')?;
        wanted.is_none_or(|wanted| wanted == ">").then_some((">", rest))
    })
}

/// Where the rest of a line begins and ends between equal signs around it.
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
    let is_word = |c: Option<char>| c.is_some_and(|c| !is_pad(c) && !breaks_line(c));
    let holds = count > 0 && is_word(inner.chars().next()) && is_word(inner.chars().next_back());
    holds.then_some((start + head, start + text.len() - tail))
}

/// A quotation mark as all of its kind are sealed; any other character is itself.
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
        assert_eq!(of("**"), None);
        assert_eq!(of("one > two"), None);
        assert_eq!(of("HELLO> one"), None);
    }
}
