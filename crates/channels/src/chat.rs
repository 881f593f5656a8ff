//! Messages of chat programs, exported as JSON (RFC 8259): one value, several objects, or an object a line.
//!
//! A chat program may show other things than its export holds, such as names, dates, and messages that were deleted since.
//! The text is therefore no claim of what a person saw, and the form of the copy tells that it was read from an export
//! ([`crate::Form::Chat`]). Whether a message was deleted, edited or hidden changes nothing.
//!
//! The text of a message is the value of a key of `TEXTS`, at any depth. Each text becomes a paragraph, in the order of the
//! file. An array under `text` is one text in pieces, as Telegram writes it: strings, and objects with a `text` of their own.
//! Values of the keys of `REPEATS` repeat other values, and are passed over. If no text is found, every string that is no key
//! is a text.
//!
//! JSON is read by our own code, because the page in the pocket (`pocket/page/chat.mjs`) must read every file alike: the
//! order of keys, duplicate keys, single halves of surrogate pairs, and any depth. The time grows with the length of the file,
//! and the text is no longer than the file.

mod json;
mod texts;

use json::Json;
use texts::{BLANKS, Texts};

/// The texts of the messages in `text`, with empty lines between them. `None` if `text` is not JSON, has no string, or is a
/// single string without an escape, which may be a quotation.
///
/// If the whole text is not JSON but its first line is an object, it is read line by line. A line that is no object is kept as
/// it is.
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

/// Reads one value, or several objects in a row. `None` if `text` is anything else.
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

/// Reads one object on each line, and keeps lines that are no object. `None` if the first line is no object.
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

/// Reads a line that is one object and nothing else.
fn object(line: &str, texts: &mut Texts) -> Option<()> {
    let mut json = Json { text: line, at: 0 };
    if json.peek() != Some(b'{') {
        return None;
    }
    json.value(texts)?;
    (json.at == line.len()).then_some(())
}
