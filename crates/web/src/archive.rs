//! The archive: what is published, for everybody. No page of it needs another to be read, or the net.

pub mod account;
pub mod feed;
pub mod files;
pub mod index;
pub mod site;
mod text;

use firsthand_account::identity::AccountId;
use firsthand_desk::page::Page;
use firsthand_store::catalogue::{Notice, Published};

use crate::app::App;
use crate::locale::Language;
use crate::published::{Card, Entry, PublishedIndex};

/// What the public sees under an address, and what was said of it since.
pub struct Found {
    page: Page,
    published: Published,
    /// Every text of the page, and which of them the address names.
    texts: Vec<Entry>,
    named: usize,
}

impl Found {
    fn entry(&self) -> &Entry {
        &self.texts[self.named]
    }
}

/// What stands under `/a/{id}`, whatever its capitals.
fn find(app: &App, id: &str) -> Option<Found> {
    let id: AccountId = id.parse().ok()?;
    let index = app.published();
    of(app, &index, index.get(&id)?)
}

/// The page that a text stands on.
fn of(app: &App, index: &PublishedIndex, card: &Card) -> Option<Found> {
    let (published, page) = app.page_of(card)?;
    let texts: Vec<Entry> = index.texts(&card.page).iter().filter_map(|card| Entry::of(&page, card)).collect();
    let named = texts.iter().position(|entry| entry.part == card.part)?;
    Some(Found { page, published, texts, named })
}

/// The name of a text's language, in itself; its tag where the pages do not speak it.
fn language_name(tag: &str) -> String {
    Language::from_tag(tag).map_or_else(|| tag.to_owned(), |language| language.say("language-name"))
}

/// How many words, and how many of them are withheld.
pub fn words_of(language: Language, words: u32, withheld: u32) -> String {
    let words = language.say_with("archive-words", "count", words);
    match withheld {
        0 => words,
        withheld => format!("{words}, {}", language.say_with("archive-withheld", "count", withheld)),
    }
}

/// What a desk said of an account, fit to be written.
fn why(notice: &Notice) -> String {
    notice.why.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}
