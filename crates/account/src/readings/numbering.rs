//! Numbers that chat programs and people write to count the messages of one text.

use super::digits::digits;
use super::lines::{TextLine, is_pad};
use super::moments::RestOfText;

/// A number that counts messages, at the start or end of a line.
struct MessageNumber {
    line: usize,
    at_start: bool,
    /// The bytes of the line without the number.
    rest: (usize, usize),
    /// The number of this message.
    count: u32,
    /// The number of all messages.
    of: Option<u32>,
}

/// Leaves out numbers that count the messages from 1: `1/4`, `(1/4)`, `1/`. Returns whether there are at least two of them;
/// otherwise nothing is left out.
pub fn strip(lines: &mut [TextLine]) -> bool {
    let mut chain: Vec<MessageNumber> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for number in [number_at_start(line.text), number_at_end(line.text)].into_iter().flatten() {
            let follows = match chain.last() {
                None => number.count == 1,
                Some(last) => {
                    number.count == last.count + 1 && number.of == last.of && number.at_start == chain[0].at_start
                }
            };
            if follows {
                chain.push(MessageNumber { line: at, ..number });
            }
        }
    }
    if chain.len() < 2 {
        return false;
    }
    for number in chain {
        let line = &mut lines[number.line];
        let (start, end) = number.rest;
        let out = if number.at_start { &line.text[..start] } else { &line.text[end..] };
        // Where the line has a head too, head and number each keep a field of their own.
        if number.at_start && line.head.is_none() {
            line.head = Some(out.trim_matches(is_pad));
        } else {
            line.end = Some(out.trim_matches(is_pad));
        }
        line.text = &line.text[start..end];
    }
    true
}

fn number_at_start(line: &str) -> Option<MessageNumber> {
    let text = RestOfText(line).pads();
    let (open, text) = match text.one(&['(', '[']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (count, of, rest) = counted(text)?;
    let rest = if open { rest.one(&[')', ']'])? } else { rest.maybe(&[')', ':', '.']) };
    let behind = rest.pads();
    let apart = behind.0.is_empty() || behind.0.len() < rest.0.len();
    let start = line.len() - behind.0.len();
    apart.then_some(MessageNumber { line: 0, at_start: true, rest: (start, line.len()), count, of })
}

fn number_at_end(line: &str) -> Option<MessageNumber> {
    let trimmed = line.trim_end_matches(is_pad);
    let start = trimmed.rfind(is_pad)?;
    let start = start + trimmed[start..].chars().next().map_or(0, char::len_utf8);
    let text = RestOfText(&trimmed[start..]);
    let (open, text) = match text.one(&['(', '[']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (count, of, rest) = counted(text)?;
    let rest = if open { rest.one(&[')', ']'])? } else { rest };
    let end = trimmed[..start].trim_end_matches(is_pad).len();
    rest.0.is_empty().then_some(MessageNumber { line: 0, at_start: false, rest: (0, end), count, of })
}

/// The number of this message, the number of all messages if it is given, and the text after them: `1/4`, or `1/`.
fn counted(text: RestOfText) -> Option<(u32, Option<u32>, RestOfText)> {
    let (count, slash) = digits(text.0, 3)?;
    let behind = RestOfText(slash).one(&['/'])?;
    let (of, rest) = digits(behind.0, 3).map_or((None, behind), |(of, rest)| (Some(of), RestOfText(rest)));
    of.is_none_or(|of| count <= of).then_some((count, of, rest))
}
