//! The lines of a text, and the parts of them that a reading leaves out.

use std::borrow::Cow;

use crate::characters::{Character, Class};

/// A part that a reading left out of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut<'t> {
    /// The sign before a line, or around it.
    Sign(&'t str),
    /// Nothing: the line is not empty and has no sign. Other lines of the text have one.
    NoSign,
    /// A message head, or a number that counts messages.
    Head(&'t str),
}

/// A text in one reading.
#[derive(Clone, Debug)]
pub struct ReadText<'t> {
    pub text: Cow<'t, str>,
    /// Each part that was left out, in order, with the byte offset in `text` before which it stood.
    pub left_out: Vec<(u32, LeftOut<'t>)>,
    /// Whether a line changes its direction on a screen when its sign or head is left out.
    pub turned: bool,
}

/// A line of a text, and what was left out of it.
pub struct TextLine<'t> {
    /// The line as it was written, without its line break.
    pub whole: &'t str,
    /// The rest of the line when the parts below are left out.
    pub text: &'t str,
    pub line_break: &'t str,
    /// The sign before or around the line; `None` before signs are looked for, and for an empty line.
    pub sign: Option<LeftOut<'t>>,
    /// The message head before the rest.
    pub head: Option<&'t str>,
    /// The number of the message. It may stand after the rest, or between head and rest.
    pub end: Option<&'t str>,
    /// A note that the chat program wrote after the rest.
    pub note: Option<&'t str>,
}

/// Whether a character ends a line on every screen. Some screens show nothing for the other line breaks.
pub fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// The lines of a text. CR LF is one line break.
pub fn lines(text: &str) -> impl Iterator<Item = TextLine<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.find(ends_line).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        let length = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        let (line_break, next) = after.split_at(length);
        let is_end = rest.is_empty();
        rest = next;
        (!is_end).then_some(TextLine {
            whole: line,
            text: line,
            line_break,
            sign: None,
            head: None,
            end: None,
            note: None,
        })
    })
}

/// Whether a character is a space within a line, or is dropped in reading. Such characters may stand around signs.
pub fn is_pad(character: char) -> bool {
    match Character::of(character).class() {
        Class::Space => !ends_line(character),
        Class::Drop | Class::Embed => true,
        _ => false,
    }
}

/// A sign without the spaces in it. Signs are compared and named in this form.
pub fn bare(sign: &str) -> String {
    sign.chars().filter(|c| !is_pad(*c)).collect()
}
