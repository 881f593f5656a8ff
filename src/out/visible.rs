//! Which characters are printed as they are and which as their number, and how a long text is shortened.

use firsthand_account::characters::{Character, Class};
use serde::Serialize;

use crate::limits::{MAX_NAME, MAX_STACKED};

/// What happens to line feeds and tabs.
#[derive(Clone, Copy, PartialEq)]
pub enum Breaks {
    /// Line feeds are written as their number.
    Shown,
    /// Line feeds and tabs are written as their number.
    AndTabs,
    /// Line feeds and tabs stay.
    Kept,
}

/// Makes a text visible, character by character.
pub struct Visible {
    breaks: Breaks,
    /// The character before.
    before: char,
    /// How many marks stand on it.
    stacked: u8,
    /// How many characters were written as their number.
    pub replaced: usize,
}

impl Visible {
    pub fn new(breaks: Breaks) -> Self {
        Self { breaks, before: ' ', stacked: 0, replaced: 0 }
    }

    pub fn push_str(&mut self, text: &str, out: &mut String) {
        text.chars().for_each(|character| self.push(character, out));
    }

    pub fn push(&mut self, character: char, out: &mut String) {
        if self.stays(character) {
            out.push(character);
            self.before = character;
        } else {
            out.push_str(&format!("\u{27e8}U+{:04X}\u{27e9}", character as u32));
            self.before = '\u{27e9}';
            self.replaced += 1;
        }
    }

    /// Whether a character is written as it is.
    fn stays(&mut self, character: char) -> bool {
        let of = Character::of(character);
        if of.is_combining() {
            self.stacked = self.stacked.saturating_add(1);
            return !self.before.is_whitespace() && self.stacked <= MAX_STACKED && !is_hidden(character)
                || self.joins(character);
        }
        self.stacked = 0;
        match character {
            '\n' => self.breaks == Breaks::Kept,
            '\t' => self.breaks != Breaks::AndTabs,
            _ => !is_hidden(character) || self.joins(character),
        }
    }

    /// Whether this is a joiner or a variation selector that has an effect: it follows a sign, or a letter of a script that
    /// uses joiners.
    fn joins(&self, character: char) -> bool {
        let joins = Character::of(character).class() == Class::Attach || matches!(character, '\u{fe0e}' | '\u{fe0f}');
        let keycap = character == '\u{fe0f}' && self.before.is_ascii_graphic();
        let in_emoji = character == '\u{200d}' && self.before == '\u{fe0f}';
        let after_a_sign = in_emoji || !is_hidden(self.before) && !self.before.is_whitespace();
        joins && after_a_sign && (keycap || !self.before.is_ascii())
    }
}

/// Whether a character steers the terminal instead of being shown, or cannot be seen. The table of the seal decides it.
fn is_hidden(character: char) -> bool {
    match Character::of(character).class() {
        Class::Drop | Class::Embed | Class::Attach => true,
        // U+FFFD is visible, and says that something was lost.
        Class::Refuse => character != char::REPLACEMENT_CHARACTER,
        Class::Space => character.is_control() || matches!(character, '\u{2028}' | '\u{2029}'),
        Class::Plain | Class::Fold | Class::Solo | Class::Mark => false,
    }
}

/// A text from outside, for a page or document that the command writes: hidden characters become their numbers, lines stay.
pub fn visible(text: &str) -> String {
    let (mut out, mut visible) = (String::with_capacity(text.len()), Visible::new(Breaks::Kept));
    visible.push_str(text, &mut out);
    out
}

/// A name, an id or the like, for a place within a line. If it is long, its beginning and its end.
pub fn short(text: &str) -> String {
    shorter(text, MAX_NAME)
}

/// A text for a place within a line, in about `max` characters. If it is longer: its beginning, its end, and how many
/// characters it has.
pub fn shorter(text: &str, max: usize) -> String {
    let one_line = |text: &str| {
        let (mut out, mut visible) = (String::new(), Visible::new(Breaks::AndTabs));
        visible.push_str(text, &mut out);
        out
    };
    // How many bytes of these characters fit into so many columns.
    let fit = |characters: &mut dyn Iterator<Item = char>, columns: usize| {
        let columns_of = |character: char| if is_hidden(character) { "⟨U+0000⟩".chars().count() } else { 1 };
        let mut taken = 0;
        let fitting = characters.take_while(|character| {
            taken += columns_of(*character);
            taken <= columns
        });
        fitting.map(char::len_utf8).sum::<usize>()
    };
    if fit(&mut text.chars(), max) == text.len() {
        return one_line(text);
    }
    let head = fit(&mut text.chars(), max - max / 4);
    let tail = text.len() - fit(&mut text.chars().rev(), max / 4);
    let count = text.chars().count();
    format!("{}\u{2026}{} ({count} characters)", one_line(&text[..head]), one_line(&text[tail..]))
}

/// A name, a path or the like in quotation marks, for a place within a line.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", short(&text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// A text in quotation marks that is never shortened, with single spaces between its words: text that a copy shows among
/// sealed words.
pub fn quoted_whole(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", shorter(&words.replace('\\', "\\\\").replace('"', "\\\""), usize::MAX))
}

/// `value` as JSON on one line. Every hidden character is escaped, and the values stay the same.
pub fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("plain data");
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            // They stand outside strings only, where JSON from outside is passed on.
            '\t' | '\n' | '\r' => out.push(' '),
            ' '..='~' => out.push(character),
            hidden if is_hidden(hidden) => {
                for unit in hidden.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            other => out.push(other),
        }
    }
    out
}
