//! Chats that were exported as JSON, and texts that were encoded twice (`crates/channels`).

use firsthand_channels::{ReadCopy, Form, chat, twice};
use serde_json::Value;

use crate::input::{Input, utf8};

/// The input: `t` and a text, or another byte and the numbers from which JSON is made.
pub fn chat(data: &[u8]) {
    match data.split_first() {
        Some((b't', text)) => one(&utf8(text)),
        Some((_, making)) => made(Input::new(making)),
        None => {}
    }
}

/// Any text is read, or left unchanged.
fn one(text: &str) {
    let read = chat::read(text);
    if let Some(read) = &read {
        // A line that is not JSON may get an empty line before and after it.
        let lines = text.matches('\n').count();
        assert!(!read.trim_matches([' ', '\t', '\n', '\r']).is_empty(), "a chat says something");
        assert!(read.len() <= text.len() + 2 * lines, "and no more than the text");
    }
    if let Some(decoded) = twice::decode(text) {
        assert!(decoded.len() < text.len() && decoded.lines().count() > 0);
    }
    let copy = ReadCopy::of_text(text.to_owned());
    assert!(matches!(copy.form, Form::Text | Form::Chat));
    assert!(copy.form == Form::Text || read.is_some(), "what is said to be a chat is one");
    // JSON that another parser accepts is accepted here.
    let is_open = text.trim_start_matches([' ', '\t', '\n', '\r']).starts_with(['{', '[']);
    if is_open && let Ok(value) = serde_json::from_str::<Value>(text) {
        assert!(read.is_some() || !says_something(&value), "{text:?}");
    }
    // Letters of another script are recognised beside any other letters, unless something speaks against it.
    let again: String = format!("{text}\nОна сказала").bytes().map(char::from).collect();
    assert_eq!(twice::decode(&again), Some(format!("{text}\nОна сказала")));
}

/// Whether a string of `value` is more than blanks.
fn says_something(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim_matches([' ', '\t', '\n', '\r']).is_empty(),
        Value::Array(values) => values.iter().any(says_something),
        Value::Object(fields) => fields.values().any(says_something),
        _ => false,
    }
}

const PIECES: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\n",
    " ",
    "\"text\":",
    "\"text\":[",
    "\"body\":",
    "\"data\":",
    "\"text_entities\":",
    "\"quote\":",
    "\"Message\":",
    "\"from\":",
    "\"one two\"",
    "\"\\u0041\\n\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\u00d0\\u0096\\u00d0\\u00b0\\u00d0\\u00bd\"",
    "{\"text\":\"one\"}",
    "{\"type\":\"bold\",\"text\":\"one\"}",
    "0",
    "-1.5e3",
    "01",
    "1e999",
    "true",
    "null",
    "nul",
    "\u{A0}",
    "ә",
    "\t",
    "Ð",
    "Ã©",
    "â€™",
    "É…",
    "ðŸ˜€",
];

/// Pieces of JSON in any order, some of them repeated; then an object of messages, each of which is read.
fn made(mut input: Input) {
    let mut text = String::new();
    while !input.is_empty() && text.len() < 4_000 {
        text += &input.pick(&PIECES).repeat(1 + input.below(3) * input.below(40));
    }
    one(&text);
    let messages: Vec<&str> =
        text.split('\n').filter(|message| !message.trim_matches([' ', '\t', '\r']).is_empty()).collect();
    let objects: Vec<Value> = messages.iter().map(|message| serde_json::json!({ "id": 7, "text": message })).collect();
    let lines: String = objects.iter().map(|object| format!("{object}\n")).collect();
    for export in [Value::from(objects).to_string(), lines] {
        let expected = (!messages.is_empty()).then(|| messages.join("\n\n"));
        assert_eq!(chat::read(&export), expected, "each message is a paragraph");
    }
}
