//! `/desk`: the list of accounts that came in, the newest first.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use firsthand_account::words::Words;
use firsthand_desk::error::DeskError;
use firsthand_store::catalogue::{Catalogue, Received};
use serde::Deserialize;

use crate::app::App;
use crate::desk::{enter, token};
use crate::drop::{size, value};
use crate::page::{Asked, Frame, Keep, html};
use crate::refusals;

/// Maximum number of accounts on a page.
const ROWS: usize = 50;
/// The number of words that show what an account is about.
const FIRST_WORDS: usize = 12;

struct Row {
    number: u64,
    day: String,
    state: String,
    files: usize,
    words: String,
}

#[derive(Template)]
#[template(path = "desk/inbox.html")]
struct Inbox {
    f: Frame,
    rows: Vec<Row>,
    /// The room on the disk, in a sentence, and whether somebody should make room.
    room: Option<(String, bool)>,
    /// Older accounts have numbers below this one. `None` if there are no older accounts.
    older: Option<u64>,
}

#[derive(Deserialize)]
pub struct Before {
    before: Option<u64>,
}

pub async fn show(
    State(app): State<Arc<App>>,
    asked: Asked,
    headers: HeaderMap,
    Query(Before { before }): Query<Before>,
) -> Response {
    let Some(session) = token(&headers).and_then(|token| app.session(token)) else {
        return enter::sign_in_page(&app, asked, None, None);
    };
    let (mut rows, older) = {
        let catalogue = app.desk.catalogue();
        let mut newest = catalogue.received.range(..before.unwrap_or(u64::MAX)).rev();
        let rows: Vec<Row> =
            newest.by_ref().take(ROWS).map(|(number, received)| row(asked, &catalogue, *number, received)).collect();
        let older = newest.next().and_then(|_| rows.last().map(|row| row.number));
        (rows, older)
    };
    let rows = app.read(move |app| {
        for row in &mut rows {
            match app.desk.glance(&session, row.number) {
                Ok(glance) => (row.words, row.files) = (first_words(&glance.text), glance.files),
                Err(error @ DeskError::CannotOpen(_)) => row.words = refusals::for_member(asked.0, &error).1,
                Err(_) => {}
            }
        }
        rows
    });
    let rows = rows.await;
    let room = app.desk.room().map(|room| {
        let [free, total] = [room.free, room.total].map(|bytes| value(size(asked.0, bytes)));
        let key = match (room.is_full(), room.is_scarce()) {
            (true, _) => "inbox-no-room",
            (false, true) => "inbox-scarce",
            (false, false) => "inbox-room",
        };
        (asked.0.say_all(key, [("free", free), ("total", total)]), room.is_scarce())
    });
    let page = Inbox { f: asked.answer("desk"), rows, room, older };
    html(StatusCode::OK, Keep::Never, &page)
}

fn row(asked: Asked, catalogue: &Catalogue, number: u64, received: &Received) -> Row {
    let files = received.files.len();
    Row {
        number,
        day: received.day.to_string(),
        state: asked.0.say(state(catalogue, received)),
        files,
        words: String::new(),
    }
}

/// The key of the sentence for the state of an account.
pub fn state(catalogue: &Catalogue, received: &Received) -> &'static str {
    let published = received.published.as_ref().and_then(|id| catalogue.published.get(id));
    let withdrawn = catalogue.sources.get(&received.source).is_some_and(|source| source.withdrawn);
    match published {
        Some(published) if published.is_retracted() => "state-retracted",
        Some(_) if withdrawn => "state-published-withdrawn",
        Some(_) => "state-published",
        None if received.discarded.is_some() => "state-discarded",
        None if received.content.is_none() => "state-deleted",
        None if withdrawn => "state-withdrawn",
        None if received.declined.is_some() => "state-declined",
        None if received.draft.is_some() => "state-draft",
        None => "state-new",
    }
}

/// The first words of an account.
pub fn first_words(text: &str) -> String {
    let start = &text[..text.floor_char_boundary(1000)];
    let Ok(words) = Words::read(start) else { return String::new() };
    let shown = words.len().min(FIRST_WORDS);
    let more = if words.len() > shown { " …" } else { "" };
    words.show(0..shown).replace('\n', " ") + more
}
