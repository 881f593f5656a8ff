//! The ways in which the text of a copy is read (`spec/seal.md`, section 5).
//!
//! A text is read as it was written. It is also read without the signs that programs put before lines (`signs`), without the
//! heads that they put between messages (`messages`, `moments`, `numbering`), and with words joined that were broken at the
//! end of a line (`hyphens`). Each part that a reading leaves out is returned with its place, so that it can be named.

mod digits;
mod hyphens;
mod lines;
mod messages;
mod moments;
mod numbering;
mod signs;

use std::borrow::Cow;

use crate::directions::is_turned;
pub(crate) use lines::bare;
pub use lines::{LeftOut, ReadText};
use lines::{TextLine, lines};
pub(crate) use signs::number;

/// A way of reading a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Whether signs before or around each line are left out, as in quoted mail or lists.
    pub signs: bool,
    /// Whether the heads and numbers that chat programs write at messages are left out.
    pub messages: bool,
    pub hyphens: Hyphens,
}

/// How hyphens at line ends are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    AsTheyStand,
    /// The lines are joined and the hyphens kept.
    Joined,
    /// The lines are joined and the hyphens dropped.
    Dropped,
}

impl Reading {
    /// The text as it was written.
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

    /// `text` in this reading. `None` if the text has nothing that this reading is for.
    pub fn apply(self, text: &str) -> Option<ReadText<'_>> {
        let mut read = ReadText { text: Cow::Borrowed(text), left_out: Vec::new(), turned: false };
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

    /// `text` without signs and message heads.
    fn without_layout(self, text: &str) -> Option<ReadText<'_>> {
        let mut lines: Vec<TextLine> = lines(text).collect();
        let has_sign = |line: &TextLine| matches!(line.sign, Some(LeftOut::Sign(_)));
        if self.signs {
            lines.iter_mut().for_each(signs::strip);
            lines.iter().any(has_sign).then_some(())?;
        }
        if self.messages {
            messages::strip(&mut lines).then_some(())?;
        }
        let turned = lines.iter().any(|line| is_turned(line.whole, line.text));
        let mut read = ReadText { text: Cow::Owned(String::with_capacity(text.len())), left_out: Vec::new(), turned };
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

/// The text between the letters of a slip, in the reading of the account beside it. Left out are the `sign` before the lines
/// of the account, and message heads and numbers. Returns the text, and the heads and numbers.
pub(crate) fn as_beside(text: &str, reading: Reading, sign: Option<&str>) -> (String, Vec<String>) {
    let mut lines: Vec<TextLine> = lines(text).collect();
    for line in lines.iter_mut().filter(|_| reading.signs) {
        let whole = line.text;
        signs::strip(line);
        // Another sign is not left out, because no report would name it.
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
