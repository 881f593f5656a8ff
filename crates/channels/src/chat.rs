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
//! pairs and any depth must be read the same by the page in the pocket (`pocket/page/chat.mjs`). Nothing is
//! built of it but the text, which is no longer than the file; time grows with the length.

mod json;
mod texts;

use json::Json;
use texts::{BLANKS, Texts};

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
