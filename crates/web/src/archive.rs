//! The archive: what is published, for everybody. No page of it needs another to be read, or the net.

pub mod account;
pub mod feed;
pub mod files;
pub mod index;
pub mod site;
mod text;

use std::sync::Arc;

use firsthand_account::identity::AccountId;
use firsthand_desk::publication::Page;
use firsthand_store::catalogue::{Notice, Published};

use crate::app::App;
use crate::library::Entry;
use crate::locale::Language;

/// What the public sees under an address, and what was said of it since.
pub struct Found {
    page: Page,
    published: Published,
    /// Which text of the page the address names.
    entry: Arc<Entry>,
}

/// What stands under `/a/{id}`, whatever its capitals.
fn find(app: &App, id: &str) -> Option<Found> {
    let id: AccountId = id.parse().ok()?;
    of(app, app.library().get(&id)?)
}

/// The page that a text stands on.
fn of(app: &App, entry: &Arc<Entry>) -> Option<Found> {
    let published = app.desk.store().catalogue().published.get(&entry.page).cloned()?;
    Some(Found { page: app.desk.page(&entry.page).ok()?, published, entry: Arc::clone(entry) })
}

/// The name of a text's language, in itself; its tag where the pages do not speak it.
fn language_name(tag: &str) -> String {
    Language::from_tag(tag).map_or_else(|| tag.to_owned(), |language| language.say("language-name"))
}

/// How many words, and how many of them are withheld.
pub fn words_of(language: Language, entry: &Entry) -> String {
    let words = language.say_with("archive-words", "count", entry.slip.n);
    match entry.withheld() {
        0 => words,
        withheld => format!("{words}, {}", language.say_with("archive-withheld", "count", withheld)),
    }
}

/// What a desk said of an account, fit to be written.
fn why(notice: &Notice) -> String {
    notice.why.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}
