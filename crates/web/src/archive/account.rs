//! `/a/{id}`: the page of one account, with everything that is needed to check a copy of it. A saved page says the
//! same.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::BASE64;
use firsthand_account::parts::parts;
use firsthand_account::slip::Slip;
use firsthand_channels::qr::Code;

use super::files::ending;
use super::notices::{ShownNotice, notices};
use super::retracted::{self, Retracted, retracted};
use super::text::{Stretch, paragraphs};
use super::{Found, find, language_name, words_of};
use crate::app::App;
use crate::limits::MAX_CODES;
use crate::page::{Asked, Frame, Keep, html, not_found};
use crate::published::{Entry, PagePart};

/// The number of pixels for each dot of a QR code.
const DOT: usize = 4;

/// The data of the page of an account.
#[derive(Template)]
#[template(path = "archive/account.html")]
pub struct Account {
    f: Frame,
    /// The first words of the text.
    first: String,
    day: String,
    words: String,
    name: Option<String>,
    /// The newest first.
    notices: Vec<ShownNotice>,
    own: Text,
    /// A translation with the same number of paragraphs, shown beside the text.
    beside: Option<Text>,
    below: Vec<Text>,
    /// The id of the short edition, and the QR codes of its slip. The text of that slip is not on the page, because a
    /// copy of the whole page would not be true to it.
    short: Option<(String, Vec<String>)>,
    photographs: Vec<Photograph>,
    codes: Vec<String>,
    enclosed: u32,
}

struct Text {
    id: String,
    pen_name: String,
    tag: String,
    language: String,
    paragraphs: Vec<Vec<Stretch>>,
    slip: String,
    has_glosses: bool,
}

struct Photograph {
    address: String,
    width: u32,
    height: u32,
}

impl Text {
    fn of(entry: &Entry) -> Self {
        let paragraphs = paragraphs(entry);
        let has_glosses = paragraphs.iter().flatten().any(|stretch| matches!(stretch, Stretch::Gloss(_)));
        Self {
            id: entry.id.to_string(),
            pen_name: entry.slip.pen_name.to_string(),
            tag: entry.language.clone(),
            language: language_name(&entry.language),
            paragraphs,
            slip: entry.slip.to_text(),
            has_glosses,
        }
    }
}

impl Account {
    fn photograph(&self, number: &usize) -> String {
        self.f.language.say_with("page-photograph", "number", *number as u64)
    }

    fn code(&self, number: &usize) -> String {
        let values = [("number", (*number as u64).into()), ("count", (self.codes.len() as u64).into())];
        self.f.language.say_all("page-code", values)
    }

    fn enclosures(&self) -> String {
        self.f.language.say_with("page-enclosed", "count", self.enclosed)
    }
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked, Path(id): Path<String>, uri: Uri) -> Response {
    enum Shown {
        Page(Box<Account>),
        Retracted(Retracted),
        Elsewhere(String),
    }
    let shown = app.read(move |app| {
        let Some(found) = find(app, &id) else {
            let (page, published) = retracted::account_of(app, &id)?;
            return match page == id {
                true if published.is_retracted() => {
                    Some(Shown::Retracted(retracted(asked.page("archive", &uri), &id, &published)))
                }
                true => None,
                false => Some(Shown::Elsewhere(format!("/a/{page}"))),
            };
        };
        let entry = found.entry();
        if entry.part != PagePart::Edition || id != entry.page {
            return Some(Shown::Elsewhere(format!("/a/{}#{}", entry.page, entry.id)));
        }
        Some(Shown::Page(Box::new(account(asked.page("archive", &uri), &found))))
    });
    match shown.await {
        Some(Shown::Page(page)) => html(StatusCode::OK, Keep::Public, &*page),
        Some(Shown::Retracted(page)) => html(StatusCode::GONE, Keep::Public, &page),
        Some(Shown::Elsewhere(address)) => Redirect::to(&address).into_response(),
        None => not_found(asked).await,
    }
}

/// The QR codes of a slip as data URLs (RFC 2397), so that the page needs no other file. Empty if there would be more
/// than [`MAX_CODES`], because nobody photographs so many.
fn codes(slip: &Slip) -> Vec<String> {
    if parts(slip).len() > MAX_CODES {
        return Vec::new();
    }
    let address = |code: &Code| format!("data:image/png;base64,{}", BASE64.encode(&code.png(DOT)));
    Code::of_slip(slip).iter().map(address).collect()
}

/// The page of an account.
pub fn account(f: Frame, found: &Found) -> Account {
    let Found { page, published, texts, .. } = found;
    let entry = &texts[0];
    let mut notices = notices(f.language, published, Some(&found.outline()));
    notices.reverse();
    let own = Text::of(entry);
    let translations = texts.iter().filter(|text| matches!(text.part, PagePart::Translation(_)));
    let mut below: Vec<Text> = translations.map(Text::of).collect();
    // If several translations fit, the one in the language of the reader is shown beside the text.
    below.sort_by_key(|text| text.tag != f.language.tag());
    let fits = below.iter().position(|text| text.paragraphs.len() == own.paragraphs.len());
    let beside = fits.map(|at| below.remove(at));
    let links = f.links;
    let photographs = page.photographs.iter().enumerate().map(|(at, shown)| Photograph {
        address: links.photograph(&page.id, at + 1, ending(&shown.media_type).unwrap_or("bin")),
        width: shown.width,
        height: shown.height,
    });
    Account {
        first: entry.first(),
        day: published.day.to_string(),
        words: words_of(f.language, entry.slip.n, entry.slip.withheld.words()),
        f,
        name: page.name.clone(),
        notices,
        photographs: photographs.collect(),
        codes: codes(&entry.slip),
        short: texts
            .iter()
            .find(|text| text.part == PagePart::Short)
            .map(|text| (text.id.to_string(), codes(&text.slip))),
        enclosed: entry.slip.enclosed.as_ref().map_or(0, |enclosed| enclosed.count),
        own,
        beside,
        below,
    }
}
