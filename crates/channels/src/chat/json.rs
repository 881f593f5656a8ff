//! Reads JSON (RFC 8259) and passes its strings on. Nothing is built of it.

use std::borrow::Cow;

use super::texts::{Texts, ValuePlace};

/// An object or array that is not yet closed.
struct Open {
    closing: u8,
    /// The place of the object or array.
    place: ValuePlace,
}

impl Open {
    fn is_object(&self) -> bool {
        self.closing == b'}'
    }
}

/// A reader of JSON.
pub struct Json<'t> {
    pub text: &'t str,
    pub at: usize,
}

impl<'t> Json<'t> {
    /// Reads a value and passes its strings on. There is no recursion, because a file may be as deep as it is long.
    pub fn value(&mut self, texts: &mut Texts) -> Option<()> {
        let mut open: Vec<Open> = Vec::new();
        let mut place = ValuePlace::Other;
        loop {
            self.blanks();
            match self.peek()? {
                start @ (b'{' | b'[') => {
                    self.at += 1;
                    // In ASCII, each closing bracket stands two after its opening bracket.
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
                if inner.place == ValuePlace::Own && !inner.is_object() {
                    texts.end_of_pieces();
                }
                open.pop();
            }
        }
    }

    /// The place of the next value in `open`. Reads its key if it has one.
    fn inside(&mut self, open: &Open) -> Option<ValuePlace> {
        if !open.is_object() {
            return Some(open.place.in_array());
        }
        self.blanks();
        let key = self.string()?;
        self.blanks();
        self.take(b':').then(|| open.place.under(&key))
    }

    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    pub fn blanks(&mut self) {
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

    /// The character of an escape after its backslash. A single half of a surrogate pair gives U+FFFD.
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
                // The second half does not match, so it is read as an escape of its own.
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
