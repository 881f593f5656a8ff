//! Prints hints and near forms, for the tests of the page in the pocket (`tests/pocket/core.mjs`). They compare the
//! page's own implementation with this one. For each line of JSON on standard input, it prints one line on standard
//! output.
//!
//! `{"text", "language"}` returns the hints as `[start, end, kind]`, in bytes of the text. `{"words", "phrase"}`
//! returns the places of the phrase among the words, as `[start, end, exact]`.

use std::io::{self, BufRead, Write};

use firsthand_account::near::occurrences;
use firsthand_desk::hints::{Language, hints};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(untagged)]
enum Asked {
    Hints { text: String, language: Option<String> },
    Near { words: Vec<String>, phrase: String },
}

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let offers: Vec<Value> = match serde_json::from_str(&line?)? {
            Asked::Hints { text, language } => {
                let found = hints(&text, language.as_deref().and_then(Language::from_tag));
                found.iter().map(|each| json!([each.range.start, each.range.end, each.kind.name()])).collect()
            }
            Asked::Near { words, phrase } => {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let found = occurrences(&words, &phrase);
                found.iter().map(|each| json!([each.words.start, each.words.end, each.exact])).collect()
            }
        };
        writeln!(out, "{}", Value::from(offers))?;
    }
    Ok(())
}
