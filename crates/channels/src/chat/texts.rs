//! The strings of an export that are texts of messages, by the keys under which they stand.

use std::borrow::Cow;

/// Keys of a message's text, in lower case and without `_` and `-`: Telegram, Slack, VK and Signal (`text`, `body`),
/// Facebook, Messenger, Instagram and Discord (`content`, `post`, `comment`), Twitter (`fullText`), and programs that
/// write WhatsApp's messages as JSON (`message`, `data`, `caption` and the like).
const TEXTS: [&str; 13] = [
    "text",
    "body",
    "content",
    "message",
    "msg",
    "caption",
    "data",
    "post",
    "comment",
    "fulltext",
    "messagetext",
    "messagebody",
    "textcontent",
];

/// Keys of values that repeat other texts: Telegram's `text_entities`, Slack's `blocks`, Signal's `quote` (of another message)
/// and `revisions` (before an edit). They are written as in `TEXTS`.
const REPEATS: [&str; 6] = ["textentities", "entities", "blocks", "quote", "quotedmessage", "revisions"];

/// Blanks of JSON.
pub const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// The texts that were found, in order.
#[derive(Default)]
pub struct Texts {
    pub out: String,
    /// Whether every string counts.
    pub every: bool,
    /// Whether JSON held a text.
    pub found: bool,
    /// The pieces so far of a text that is written in pieces.
    pub pieces: String,
}

impl Texts {
    pub fn string(&mut self, string: &str, place: ValuePlace) {
        match place {
            _ if self.every => self.paragraph(string),
            ValuePlace::Text | ValuePlace::Own => self.paragraph(string),
            ValuePlace::Pieces => self.pieces.push_str(string),
            ValuePlace::Other | ValuePlace::Passed => {}
        }
    }

    pub fn paragraph(&mut self, text: &str) {
        if text.trim_matches(BLANKS).is_empty() {
            return;
        }
        self.found = true;
        self.apart();
        self.out.push_str(text);
    }

    pub fn end_of_pieces(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        self.paragraph(&pieces);
    }

    /// Adds a line that is no JSON. If `follows` is true, the line before is none either, and no empty line is added.
    pub fn line(&mut self, line: &str, follows: bool) {
        if follows {
            self.out.push('\n')
        } else {
            self.apart()
        }
        self.out.push_str(line);
    }

    fn apart(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
    }
}

/// The place of a value, by the keys and arrays that hold it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ValuePlace {
    /// No text of a message.
    Other,
    /// A text, or an array of texts.
    Text,
    /// The key `text`: a text, which may be in pieces.
    Own,
    /// A piece of a text.
    Pieces,
    /// A value that repeats or quotes a text.
    Passed,
}

impl ValuePlace {
    /// The place of the values of an array in this place.
    pub fn in_array(self) -> Self {
        if self == Self::Own { Self::Pieces } else { self }
    }

    /// The place of the value of `key` in an object in this place.
    pub fn under(self, key: &str) -> Self {
        let key: Cow<str> = if key.bytes().any(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-')) {
            key.replace(['_', '-'], "").to_ascii_lowercase().into()
        } else {
            key.into()
        };
        let key = &*key;
        match self {
            Self::Passed => Self::Passed,
            Self::Pieces if key == "text" => Self::Pieces,
            Self::Pieces => Self::Passed,
            _ if key == "text" => Self::Own,
            _ if TEXTS.contains(&key) => Self::Text,
            _ if REPEATS.contains(&key) => Self::Passed,
            _ => Self::Other,
        }
    }
}
