//! `/feed.atom`: the accounts that changed last, as an Atom feed (RFC 4287). Its links are relative, because the server does not
//! know its own address.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use firsthand_store::catalogue::Published;
use sha2::{Digest, Sha256};

use super::notices::why;
use crate::app::App;
use crate::links::Links;
use crate::locale::Language;
use crate::page::Asked;

/// Maximum number of accounts in the feed.
const NEWEST: usize = 50;

/// The data of the feed.
#[derive(Template)]
#[template(path = "archive/feed.xml")]
pub struct Feed {
    links: Links,
    language: Language,
    /// The permanent id of this archive.
    id: String,
    updated: String,
    entries: Vec<Item>,
}

struct Item {
    id: String,
    tag: String,
    published: String,
    updated: String,
    /// The first words; of a retracted account, that it was retracted.
    title: String,
    /// The same; of a retracted account, the public reason.
    summary: String,
    name: Option<String>,
}

impl Feed {
    fn home(&self) -> String {
        self.links.list(self.language, None, 1)
    }

    fn account(&self, id: &str) -> String {
        self.links.account(self.language, id)
    }

    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response {
    let feed = app.read(move |app| feed(app, asked.0, Links::Server)).await;
    let headers = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, feed.render().expect("plain data")).into_response()
}

/// The feed of the accounts that were published, replaced, corrected or retracted last.
pub fn feed(app: &App, language: Language, links: Links) -> Feed {
    let index = app.published();
    let catalogue = app.desk.catalogue();
    let mut changed: Vec<(&String, &Published)> = catalogue.published.iter().collect();
    changed.sort_by_key(|(_, published)| std::cmp::Reverse(published.changed));
    let item = |(id, published): (&String, &Published)| {
        let day = published.day.to_string();
        let updated = published.notices.last().map_or(published.day, |notice| notice.day.max(published.day));
        // No time of day is kept. The second tells apart what happened on one day.
        let on_that_day = published.notices.iter().filter(|notice| notice.day == updated).count();
        let item = |tag: &str, title: String, summary: String, name| Item {
            id: id.clone(),
            tag: tag.to_owned(),
            published: day.clone(),
            updated: format!("{updated}T00:00:{:02}Z", on_that_day.min(59)),
            title,
            summary,
            name,
        };
        if let Some(retraction) = published.retraction().filter(|_| published.is_retracted()) {
            let title = language.say_with("feed-retracted", "day", day.clone());
            return Some(item(language.tag(), title, why(retraction), None));
        }
        let card = index.texts(id).first()?;
        Some(item(&card.language, card.first.clone(), card.first.clone(), card.name.clone()))
    };
    let entries: Vec<Item> = changed.into_iter().filter_map(item).take(NEWEST).collect();
    // The first key of the desk, because the id must never change.
    let recipient = catalogue
        .desk
        .as_ref()
        .map_or("", |desk| desk.earlier.first().map_or(&*desk.recipient, |earlier| &*earlier.recipient));
    let id = Sha256::new().chain_update("firsthand/feed\n").chain_update(recipient).finalize();
    let updated = entries.iter().map(|item| item.updated.clone()).max();
    Feed {
        links,
        language,
        id: HEXLOWER.encode(&id[..16]),
        updated: updated.unwrap_or_else(|| format!("{}T00:00:00Z", app.today())),
        entries,
    }
}
