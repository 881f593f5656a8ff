//! The archive: the published accounts, for everybody. A saved page can be read without other pages and without the
//! network.

pub mod account;
pub mod feed;
pub mod files;
pub mod index;
pub mod notices;
mod retracted;
mod sent;
pub mod site;
mod text;

use firsthand_account::identity::AccountId;
use firsthand_desk::editions;
use firsthand_desk::page::Page;
use firsthand_store::catalogue::Published;
use firsthand_store::event::Outline;

use crate::app::App;
use crate::locale::Language;
use crate::published::{Card, Entry, PagePart, PublishedIndex};

/// A published page that an address leads to.
pub struct Found {
    page: Page,
    published: Published,
    /// Every text of the page, the edition first; and the index of the text that the address names.
    texts: Vec<Entry>,
    named: usize,
}

impl Found {
    /// The text that the address names.
    fn entry(&self) -> &Entry {
        &self.texts[self.named]
    }

    fn outline(&self) -> Outline {
        let texts = self.texts.iter().map(|text| {
            let translation = matches!(text.part, PagePart::Translation(_)).then_some(&*text.language);
            (text.id, &text.slip, translation)
        });
        editions::outline(&self.page, texts)
    }
}

/// The page at `/a/{id}`. Capitals in the id do not matter.
fn find(app: &App, id: &str) -> Option<Found> {
    let id: AccountId = id.parse().ok()?;
    let index = app.published();
    of(app, &index, index.get(&id)?)
}

/// The page on which a text stands. `None` if it cannot be read.
fn of(app: &App, index: &PublishedIndex, card: &Card) -> Option<Found> {
    let (published, page) = app.page_of(card)?;
    let texts: Vec<Entry> = index.texts(&card.page).iter().filter_map(|card| Entry::of(&page, card)).collect();
    texts.first().filter(|edition| edition.part == PagePart::Edition)?;
    let named = texts.iter().position(|entry| entry.part == card.part)?;
    Some(Found { page, published, texts, named })
}

/// The name of a language, in that language. Its tag, if the pages do not have that language.
fn language_name(tag: &str) -> String {
    Language::from_tag(tag).map_or_else(|| tag.to_owned(), |language| language.say("language-name"))
}

/// A sentence with the number of words, and the number of withheld words.
pub fn words_of(language: Language, words: u32, withheld: u32) -> String {
    let words = language.say_with("archive-words", "count", words);
    match withheld {
        0 => words,
        withheld => format!("{words}, {}", language.say_with("archive-withheld", "count", withheld)),
    }
}
