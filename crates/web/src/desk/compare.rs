//! `/desk/NUMBER/compare`: compares an account that came in with another one, or with a published text.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use firsthand_account::identity::AccountId;
use firsthand_desk::error::DeskError;
use firsthand_desk::publication::proved;
use firsthand_desk::session::Session;
use serde::Deserialize;

use crate::app::App;
use crate::desk::inbox::first_words;
use crate::desk::{Member, shown};
use crate::differences::{Marked, Shown};
use crate::page::{Asked, Frame};

/// Maximum number of other accounts of the same source that are offered. The newest are taken.
const SIBLINGS: usize = 50;

#[derive(Deserialize)]
pub struct Wanted {
    with: Option<String>,
}

/// A text with which this account can be compared.
struct Other {
    /// The number of the account, or the id of the published text.
    with: String,
    label: String,
    first: String,
}

#[derive(Template)]
#[template(path = "desk/compare.html")]
struct Compare {
    f: Frame,
    number: u64,
    title: String,
    others: Vec<Other>,
    with: String,
    wrong: Option<String>,
    held: Option<(String, Shown)>,
}

pub async fn show(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    Query(Wanted { with }): Query<Wanted>,
) -> Response {
    shown(asked, app.read(move |app| page(app, asked, &session, number, with.unwrap_or_default().trim())).await)
}

fn page(app: &App, asked: Asked, session: &Session, number: u64, with: &str) -> Result<Compare, DeskError> {
    let language = asked.0;
    let own = words(app, session, number)?;
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let index = app.published();
    let of_account = |other: u64| language.say_with("compare-account", "number", other);
    let of_published = |id: &str| language.say_with("compare-published", "id", id);
    let (siblings, published) = {
        let catalogue = app.desk.catalogue();
        let received = catalogue.received.get(&number).ok_or(DeskError::NoAccount)?;
        let source = catalogue.source(&received.source);
        let siblings: Vec<u64> =
            source.map_or_else(Vec::new, |source| source.accounts.iter().rev().take(SIBLINGS).copied().collect());
        (siblings, received.published.clone())
    };
    let siblings = siblings.into_iter().filter(|other| *other != number).map(|other| Other {
        with: other.to_string(),
        label: of_account(other),
        first: app.desk.glance(session, other).map(|glance| first_words(&glance.text)).unwrap_or_default(),
    });
    let near = index.nearest(&app.desk, &own).into_iter().filter(|card| Some(&card.page) != published.as_ref());
    let near =
        near.map(|card| Other { label: of_published(&card.id), with: card.id.clone(), first: card.first.clone() });
    let others = siblings.chain(near).collect();
    let other = if let Ok(other) = with.parse::<u64>() {
        words(app, session, other).ok().map(|words| (of_account(other), words))
    } else {
        let entry = with.parse::<AccountId>().ok().and_then(|id| app.entry(index.get(&id)?));
        entry.map(|entry| (of_published(with), entry.sealed().into_iter().map(str::to_owned).collect()))
    };
    let held = other.map(|(label, words)| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        (language.say_with("compare-differs", "other", label), Shown::of(&words, &own))
    });
    Ok(Compare {
        f: asked.answer("desk"),
        number,
        title: language.say_with("compare-title", "number", number),
        others,
        wrong: (held.is_none() && !with.is_empty()).then(|| language.say("compare-none")),
        with: with.to_owned(),
        held,
    })
}

/// The words of an account that came in.
fn words(app: &App, session: &Session, number: u64) -> Result<Vec<String>, DeskError> {
    let content = app.desk.content(session, number)?;
    let (_, truth) = proved(&content)?;
    Ok(truth.account.clone().map(|at| truth.words.get(at).to_owned()).collect())
}
