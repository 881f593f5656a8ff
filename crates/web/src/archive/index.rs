//! `/`: the list of published accounts, the newest first.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use firsthand_store::catalogue::Published;
use serde::Deserialize;

use super::{language_name, words_of};
use crate::app::App;
use crate::links::Links;
use crate::page::{Asked, Frame, Keep, html};
use crate::published::Card;

/// Maximum number of accounts on one page.
const ON_A_PAGE: usize = 20;

/// The query of the list: a language and a page. Wrong values are ignored.
#[derive(Deserialize)]
pub struct Wanted {
    language: Option<String>,
    page: Option<String>,
}

/// The data of a page of the list.
#[derive(Template)]
#[template(path = "archive/index.html")]
pub struct Index {
    f: Frame,
    rows: Vec<Row>,
    /// The tag, the name and the number of accounts of each language in which something is published.
    spoken: Vec<(String, String, usize)>,
    wanted: Option<String>,
    total: usize,
    before: Option<usize>,
    pub(super) after: Option<usize>,
}

struct Row {
    id: String,
    day: String,
    /// `None` if the account was retracted.
    text: Option<RowText>,
    corrected: bool,
}

struct RowText {
    tag: String,
    language: String,
    first: String,
    words: String,
    name: Option<String>,
    translated: Vec<String>,
}

impl Index {
    /// The address of another page of this list, or of the list for another language.
    fn to(&self, language: Option<&str>, page: &usize) -> String {
        self.f.links.list(self.f.language, language, *page)
    }

    fn start(&self, language: Option<&str>) -> String {
        self.to(language, &1)
    }
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked, Query(wanted): Query<Wanted>, uri: Uri) -> Response {
    let page = wanted.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1);
    let page = app.read(move |app| list(app, asked.page("archive", &uri), wanted.language, page)).await;
    html(StatusCode::OK, Keep::Public, &page)
}

/// One page of the list, counted from 1. With `wanted`, only accounts in that language.
pub fn list(app: &App, mut f: Frame, wanted: Option<String>, page: usize) -> Index {
    let index = app.published();
    let accounts = index.accounts();
    let mut spoken: BTreeMap<String, usize> = BTreeMap::new();
    for card in &accounts {
        *spoken.entry(card.language.clone()).or_default() += 1;
    }
    let only = wanted.filter(|language| spoken.contains_key(language));
    let catalogue = app.desk.catalogue();
    let texts = accounts.into_iter().filter(|card| only.as_ref().is_none_or(|only| *only == card.language));
    let texts = texts.filter_map(|card| Some((&card.page, catalogue.published.get(&card.page)?, Some(card))));
    // Nothing is known of the language of a retracted account.
    let retracted = catalogue.published.iter().filter(|(_, each)| only.is_none() && each.is_retracted());
    let mut chosen: Vec<_> = texts.chain(retracted.map(|(id, published)| (id, published, None))).collect();
    chosen.sort_by_key(|(_, published, _)| std::cmp::Reverse(published.number));
    let pages = chosen.len().div_ceil(ON_A_PAGE).max(1);
    let at = page.clamp(1, pages);
    let row = |(id, published, card): &(&String, &Published, Option<&Arc<Card>>)| Row {
        id: (*id).clone(),
        day: published.day.to_string(),
        text: card.map(|card| RowText {
            tag: card.language.clone(),
            language: language_name(&card.language),
            first: card.first.clone(),
            words: words_of(f.language, card.words, card.withheld),
            name: card.name.clone(),
            translated: index.translations(&card.page).map(|card| language_name(&card.language)).collect(),
        }),
        corrected: published.has_correction(),
    };
    let rows = chosen.iter().skip((at - 1) * ON_A_PAGE).take(ON_A_PAGE).map(row).collect();
    if let Some(only) = &only {
        f.here = Some(format!("/?language={only}"));
    }
    let total = spoken.values().sum();
    // An archive of files has no lists by language.
    if matches!(f.links, Links::Files(_)) {
        spoken.clear();
    }
    Index {
        f,
        rows,
        total,
        spoken: spoken.into_iter().map(|(tag, count)| (tag.clone(), language_name(&tag), count)).collect(),
        wanted: only,
        before: (at > 1).then(|| at - 1),
        after: (at < pages).then(|| at + 1),
    }
}
