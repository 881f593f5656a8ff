//! The ways in which a copy's text is read: as it stands, or without what programs put at its lines and between its
//! messages, and with words put together that print or PDF broke at the end of a line (`spec/seal.md`, section 5).
//!
//! Whatever a reading leaves out is kept beside it, with its place, and is named to the reader.

mod hyphens;
mod messages;
mod moments;
mod signs;

use std::borrow::Cow;

use crate::characters::{Character, Class};
use crate::directions::is_turned;
pub(crate) use signs::number;

/// How a text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The signs were left out that stand before each line (quoted mail, bullets), or around each line.
    pub signs: bool,
    /// Message heads and numbering were left out, as chat programs write them.
    pub messages: bool,
    pub hyphens: Hyphens,
}

/// What was done with hyphens at line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    AsTheyStand,
    /// The lines were joined and the hyphens kept.
    Joined,
    /// The lines were joined and the hyphens dropped.
    Dropped,
}

/// What a reading left out of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut<'t> {
    /// The sign before a line, or around it.
    Sign(&'t str),
    /// Nothing: a line that is not empty has no sign, where other lines have one.
    NoSign,
    /// A message head, or a number that counts messages.
    Head(&'t str),
}

/// A text in one reading.
#[derive(Clone, Debug)]
pub struct Read<'t> {
    pub text: Cow<'t, str>,
    /// What was left out, each with the byte of `text` before which it stood, in order.
    pub left_out: Vec<(u32, LeftOut<'t>)>,
    /// Whether a line runs in the other direction without what was left out of it.
    pub turned: bool,
}

impl Reading {
    pub const AS_WRITTEN: Self = Self { signs: false, messages: false, hyphens: Hyphens::AsTheyStand };

    /// All readings, in the order in which they are tried.
    pub const ALL: [Self; 12] = {
        let mut all = [Self::AS_WRITTEN; 12];
        let hyphens = [Hyphens::AsTheyStand, Hyphens::Joined, Hyphens::Dropped];
        let mut at = 0;
        while at < all.len() {
            all[at] = Self { signs: at % 2 == 1, messages: at / 2 % 2 == 1, hyphens: hyphens[at / 4] };
            at += 1;
        }
        all
    };

    /// `text` in this reading; `None` if it has nothing that this reading would read otherwise.
    pub fn apply(self, text: &str) -> Option<Read<'_>> {
        let mut read = Read { text: Cow::Borrowed(text), left_out: Vec::new(), turned: false };
        if self.signs || self.messages {
            read = self.without_layout(text)?;
        }
        match self.hyphens {
            Hyphens::AsTheyStand => {}
            Hyphens::Joined => hyphens::join(&mut read, true)?,
            Hyphens::Dropped => hyphens::join(&mut read, false)?,
        }
        Some(read)
    }

    fn without_layout(self, text: &str) -> Option<Read<'_>> {
        let mut lines: Vec<Line> = lines(text).collect();
        let has_sign = |line: &Line| matches!(line.sign, Some(LeftOut::Sign(_)));
        if self.signs {
            lines.iter_mut().for_each(signs::strip);
            lines.iter().any(has_sign).then_some(())?;
        }
        if self.messages {
            messages::strip(&mut lines).then_some(())?;
        }
        let turned = lines.iter().any(|line| is_turned(line.whole, line.text));
        let mut read = Read { text: Cow::Owned(String::with_capacity(text.len())), left_out: Vec::new(), turned };
        for line in &lines {
            let out = read.text.to_mut();
            let left_out = [line.sign, line.head.map(LeftOut::Head)];
            read.left_out.extend(left_out.into_iter().flatten().map(|what| (out.len() as u32, what)));
            out.push_str(line.text);
            let behind = [line.end, line.note].into_iter().flatten();
            read.left_out.extend(behind.map(|what| (out.len() as u32, LeftOut::Head(what))));
            out.push_str(line.line_break);
        }
        Some(read)
    }
}

/// A line of a text, and what was left out of it.
struct Line<'t> {
    /// The line as it stands.
    whole: &'t str,
    /// What is left of it.
    text: &'t str,
    line_break: &'t str,
    sign: Option<LeftOut<'t>>,
    /// The head before what is left, and what was taken from behind it: a number, and the chat program's own note.
    head: Option<&'t str>,
    end: Option<&'t str>,
    note: Option<&'t str>,
}

/// Whether a character ends a line on every screen. The other line breaks show as nothing on some.
fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// The lines of a text; CR LF is one line break.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.find(ends_line).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        let length = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        let (line_break, next) = after.split_at(length);
        let is_end = rest.is_empty();
        rest = next;
        (!is_end).then_some(Line { whole: line, text: line, line_break, sign: None, head: None, end: None, note: None })
    })
}

/// Whether a character is space within a line, or is dropped in reading: what may stand around signs.
pub(crate) fn is_pad(character: char) -> bool {
    match Character::of(character).class() {
        Class::Space => !ends_line(character),
        Class::Drop | Class::Embed => true,
        _ => false,
    }
}

/// The digit zero of scripts whose digits stand in dates and numbers of messages; the other nine follow it.
const ZEROS: [char; 20] =
    ['0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '᠐', '０'];

/// The value of a digit of one of these scripts.
fn digit(character: char) -> Option<u32> {
    if character < ZEROS[1] {
        return character.to_digit(10);
    }
    ZEROS.iter().find_map(|zero| u32::from(character).checked_sub(u32::from(*zero)).filter(|value| *value < 10))
}

/// The number that `text` begins with, a whole run of at most so many digits, and what stands behind it.
fn digits(text: &str, most: usize) -> Option<(u32, &str)> {
    let end = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let value = number.chars().take(most).filter_map(digit).fold(0, |value, digit| value * 10 + digit);
    (1..=most).contains(&number.chars().take(most + 1).count()).then_some((value, rest))
}

/// A sign as signs are compared and named.
pub(crate) fn bare(sign: &str) -> String {
    sign.chars().filter(|c| !is_pad(*c)).collect()
}

/// What stands between the letters of a slip, as the account beside it was read: without the sign that its lines have,
/// and without message heads and numbering, which are given too.
pub(crate) fn as_beside(text: &str, reading: Reading, sign: Option<&str>) -> (String, Vec<String>) {
    let mut lines: Vec<Line> = lines(text).collect();
    for line in lines.iter_mut().filter(|_| reading.signs) {
        let whole = line.text;
        signs::strip(line);
        // Another sign is named nowhere.
        if !matches!(line.sign, Some(LeftOut::Sign(own)) if sign == Some(&bare(own))) {
            line.text = whole;
        }
    }
    if reading.messages {
        messages::strip(&mut lines);
    }
    let heads = lines.iter().flat_map(|line| [line.head, line.end, line.note]).flatten().map(str::to_owned).collect();
    (lines.iter().flat_map(|line| [line.text, line.line_break]).collect(), heads)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, signs: bool, messages: bool, hyphens: Hyphens) -> Option<String> {
        Reading { signs, messages, hyphens }.apply(text).map(|read| read.text.into_owned())
    }

    #[test]
    fn quotes_and_broken_words() {
        let text = "> > We saw the well-\r\n> > known exam\u{AD}\n>  ple.\n";
        let read = |hyphens| read(text, true, false, hyphens);
        assert_eq!(read(Hyphens::AsTheyStand).as_deref(), Some("We saw the well-\r\nknown exam\u{AD}\nple.\n"));
        assert_eq!(read(Hyphens::Joined).as_deref(), Some("We saw the well-known exam\u{AD}ple.\n"));
        assert_eq!(read(Hyphens::Dropped).as_deref(), Some("We saw the wellknown example.\n"));
        assert!(Reading::ALL[1].apply("no > quote\nhere").is_none());
        assert!(Reading::ALL[4].apply("a line-\n\nand another - \nx").is_none(), "never over an empty line");
    }

    #[test]
    fn what_was_left_out_keeps_its_place() {
        let read = Reading { signs: true, messages: false, hyphens: Hyphens::Joined };
        let read = read.apply("> a well-\n> known\nbridge\n>\n> x").unwrap();
        assert_eq!(read.text, "a well-known\nbridge\n\nx");
        let sign = LeftOut::Sign(">");
        let places: Vec<(u32, bool)> = read.left_out.iter().map(|(at, what)| (*at, *what == sign)).collect();
        assert_eq!(places, [(0, true), (7, true), (13, false), (20, true), (21, true)]);
    }
}
