//! `/words`: the page that explains the words of firsthand.

use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::page::{Asked, Frame, Keep, html};

/// The keys of the words, in the order of the page. `KEY` is the sentence with the word, `KEY-is` that with its
/// meaning.
const WORDS: [&str; 16] = [
    "glossary-account",
    "glossary-word",
    "glossary-seal",
    "glossary-slip",
    "glossary-pen-name",
    "glossary-edition",
    "glossary-excerpt",
    "glossary-withhold",
    "glossary-near-form",
    "glossary-enclosure",
    "glossary-copy",
    "glossary-true-to-its-slip",
    "glossary-desk",
    "glossary-source",
    "glossary-codename",
    "glossary-custody",
];

/// The data of the page.
#[derive(Template)]
#[template(path = "words.html")]
pub struct Words {
    pub f: Frame,
}

impl Words {
    /// Each word and its meaning.
    fn words(&self) -> impl Iterator<Item = (String, String)> {
        WORDS.into_iter().map(|key| (self.f.say(key), self.f.say(&format!("{key}-is"))))
    }
}

pub async fn show(asked: Asked, uri: Uri) -> Response {
    html(StatusCode::OK, Keep::Public, &Words { f: asked.page("words", &uri) })
}
