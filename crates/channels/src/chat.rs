//! Messages of chat programs, exported as JSON (RFC 8259): one value, several objects, or an object a line.
//!
//! Whoever exports a chat sees other things than the file holds: names, dates, what was deleted since. A file may also
//! say more than any program shows. So what is read here is no claim of what was seen: it is what the file holds as the
//! texts of messages, and the reader is told that it was read so ([`crate::Form::Chat`]). What the file says of a
//! message besides (deleted, edited, hidden, who sent it) changes nothing.
//!
//! The text of a message is what stands under one of the keys of `TEXTS`, wherever it stands, in the order of the file;
//! each makes a paragraph. An array under `text` holds one text in pieces, as Telegram writes it: strings, and objects
//! with a `text` of their own. What stands under the keys of `REPEATS` says again what stands elsewhere, and is passed
//! over. If that comes to nothing, every string that is no key is a text.
//!
//! JSON is read here, and not by a crate, since the order of keys, keys that stand twice, single halves of surrogate
//! pairs and any depth must be read the same by the page in the pocket (`crates/web/pocket/chat.mjs`). Nothing is
//! built of it but the text, which is no longer than the file; time grows with the length.

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

/// Keys under which texts stand again that stand elsewhere: Telegram's `text_entities`, Slack's `blocks`, Signal's
/// `quote` (of another message) and `revisions` (before an edit); written as in `TEXTS`.
const REPEATS: [&str; 6] = ["textentities", "entities", "blocks", "quote", "quotedmessage", "revisions"];

/// Blanks of JSON.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// The texts of the messages in `text`, with an empty line between; `None` where it is not JSON, holds no string, or is
/// one string without an escape, which may as well be a quotation.
///
/// Where a text is not JSON as a whole and its first line is an object, it is read line by line, and a line that is no
/// object stands as it is: what a program broke off or wrote between.
pub fn read(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{FEFF}').trim_matches(BLANKS);
    if !text.starts_with(['{', '[', '"']) || (text.starts_with('"') && !text.contains('\\')) {
        return None;
    }
    [values, lines].into_iter().find_map(|read| {
        [false, true].into_iter().find_map(|every| {
            let mut texts = Texts { every, ..Texts::default() };
            read(text, &mut texts)?;
            texts.found.then_some(texts.out)
        })
    })
}

/// One value, or several objects one behind another.
fn values(text: &str, texts: &mut Texts) -> Option<()> {
    let mut json = Json { text, at: 0 };
    json.value(texts)?;
    json.blanks();
    while json.at < text.len() {
        if !text.starts_with('{') || json.peek() != Some(b'{') {
            return None;
        }
        json.value(texts)?;
        json.blanks();
    }
    Some(())
}

/// An object a line, and lines that are none.
fn lines(text: &str, texts: &mut Texts) -> Option<()> {
    let mut follows = false;
    for (at, line) in text.split('\n').enumerate() {
        let mut found = Texts { every: texts.every, ..Texts::default() };
        if object(line.trim_matches(BLANKS), &mut found).is_some() {
            texts.paragraph(&found.out);
            follows = false;
        } else if at == 0 {
            return None;
        } else {
            texts.line(line, follows);
            follows = true;
        }
    }
    Some(())
}

/// One object and nothing else.
fn object(line: &str, texts: &mut Texts) -> Option<()> {
    let mut json = Json { text: line, at: 0 };
    if json.peek() != Some(b'{') {
        return None;
    }
    json.value(texts)?;
    (json.at == line.len()).then_some(())
}

/// The texts that were found, in order.
#[derive(Default)]
struct Texts {
    out: String,
    /// Whether every string counts.
    every: bool,
    /// Whether JSON held a text.
    found: bool,
    /// The pieces, up to now, of a text that is written in pieces.
    pieces: String,
}

impl Texts {
    fn string(&mut self, string: &str, place: Place) {
        match place {
            _ if self.every => self.paragraph(string),
            Place::Text | Place::Own => self.paragraph(string),
            Place::Pieces => self.pieces.push_str(string),
            Place::Other | Place::Passed => {}
        }
    }

    fn paragraph(&mut self, text: &str) {
        if text.trim_matches(BLANKS).is_empty() {
            return;
        }
        self.found = true;
        self.apart();
        self.out.push_str(text);
    }

    fn end_of_pieces(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        self.paragraph(&pieces);
    }

    /// A line that is no JSON, directly behind another if `follows`.
    fn line(&mut self, line: &str, follows: bool) {
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

/// What a value stands under: a key of an object, or an array.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// No text of a message.
    Other,
    /// A text, or several.
    Text,
    /// The key `text`: a text, which may be in pieces.
    Own,
    /// A piece of a text.
    Pieces,
    /// What repeats or quotes a text.
    Passed,
}

impl Place {
    /// The place of what stands in an array that stands here.
    fn in_array(self) -> Self {
        if self == Self::Own { Self::Pieces } else { self }
    }

    /// The place of what stands under `key` in an object that stands here.
    fn under(self, key: &str) -> Self {
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

/// An object or array that is not yet closed.
struct Open {
    closing: u8,
    /// Where it stands itself.
    place: Place,
}

impl Open {
    fn is_object(&self) -> bool {
        self.closing == b'}'
    }
}

/// A reader of JSON.
struct Json<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Json<'t> {
    /// Reads a value and passes its strings on. Nothing is recursive: a file may be as deep as it is long.
    fn value(&mut self, texts: &mut Texts) -> Option<()> {
        let mut open: Vec<Open> = Vec::new();
        let mut place = Place::Other;
        loop {
            self.blanks();
            match self.peek()? {
                start @ (b'{' | b'[') => {
                    self.at += 1;
                    // The signs of each pair stand two apart.
                    let inner = Open { closing: start + 2, place };
                    self.blanks();
                    if self.peek() != Some(inner.closing) {
                        place = self.inside(&inner)?;
                        open.push(inner);
                        continue;
                    }
                    self.at += 1;
                }
                b'"' => texts.string(&self.string()?, place),
                _ => self.scalar()?,
            }
            loop {
                let Some(inner) = open.last() else { return Some(()) };
                self.blanks();
                if self.take(b',') {
                    place = self.inside(inner)?;
                    break;
                }
                if !self.take(inner.closing) {
                    return None;
                }
                if inner.place == Place::Own && !inner.is_object() {
                    texts.end_of_pieces();
                }
                open.pop();
            }
        }
    }

    /// The place of the next value in `open`, behind its key if it has one.
    fn inside(&mut self, open: &Open) -> Option<Place> {
        if !open.is_object() {
            return Some(open.place.in_array());
        }
        self.blanks();
        let key = self.string()?;
        self.blanks();
        self.take(b':').then(|| open.place.under(&key))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Option<Cow<'t, str>> {
        if !self.take(b'"') {
            return None;
        }
        let mut decoded: Option<String> = None;
        let mut from = self.at;
        loop {
            let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1F);
            self.at += self.text.as_bytes()[self.at..].iter().position(special)?;
            let run = &self.text[from..self.at];
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(match decoded {
                        None => run.into(),
                        Some(decoded) => (decoded + run).into(),
                    });
                }
                b'\\' => {
                    self.at += 1;
                    let decoded = decoded.get_or_insert_default();
                    decoded.push_str(run);
                    decoded.push(self.escape()?);
                    from = self.at;
                }
                _ => return None,
            }
        }
    }

    /// The character of an escape, behind its backslash. A half of a surrogate pair alone is U+FFFD.
    fn escape(&mut self) -> Option<char> {
        let kind = self.peek()?;
        self.at += 1;
        Some(match kind {
            b'"' | b'\\' | b'/' => kind.into(),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.unit()?;
                let behind = self.at;
                if (0xD800..0xDC00).contains(&first) && self.take(b'\\') && self.take(b'u') {
                    let second = self.unit()?;
                    if let Some(Ok(pair)) = char::decode_utf16([first, second]).next() {
                        return Some(pair);
                    }
                }
                // What follows is an escape of its own.
                self.at = behind;
                char::from_u32(first.into()).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return None,
        })
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        self.at += 4;
        let digits = digits.iter().map(|digit| char::from(*digit).to_digit(16));
        digits.reduce(|unit, digit| Some(unit? << 4 | digit?))??.try_into().ok()
    }

    /// A number, `true`, `false` or `null`.
    fn scalar(&mut self) -> Option<()> {
        for name in ["true", "false", "null"] {
            if self.text.as_bytes()[self.at..].starts_with(name.as_bytes()) {
                self.at += name.len();
                return Some(());
            }
        }
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }
}
