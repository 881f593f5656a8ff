//! A page: its language, its frame, and the headers that keep it at home.

use std::sync::{Arc, LazyLock};

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use axum::http::header::{self, HeaderValue};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::links::Links;
use crate::locale::Language;

/// Every page carries its own style, so that it looks the same when it was saved.
pub const STYLE: &str = include_str!("../assets/style.css");

/// No page calls out, is framed, or runs anything that did not come with it.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = BASE64.encode(&Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("ASCII")
});

/// Everything that a template needs beside its own.
pub struct Frame {
    pub language: Language,
    /// The page's address without its language, to offer it in the others; `None` where a form led.
    pub here: Option<String>,
    /// What is marked in the navigation.
    pub at: &'static str,
    pub shows: Shows,
    pub links: Links,
}

/// Which parts of the navigation this server has.
#[derive(Clone, Copy)]
pub struct Shows {
    pub drop: bool,
    pub archive: bool,
    pub check: bool,
}

impl Frame {
    pub fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    pub fn languages(&self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter()
    }

    /// The list of accounts.
    pub fn home(&self) -> String {
        self.links.list(self.language, None, 1)
    }

    /// The page of an account.
    pub fn account(&self, id: &str) -> String {
        self.links.account(self.language, id)
    }

    /// The page that explains our own words.
    pub fn words(&self) -> String {
        self.links.words(self.language)
    }

    /// This page in another language.
    pub fn in_language(&self, here: &str, language: &Language) -> String {
        self.links.in_language(here, *language)
    }

    pub fn style(&self) -> &'static str {
        STYLE
    }
}

/// The language of a request: `?lang=`, or what the browser asks for; and what this server has to show.
#[derive(Clone, Copy)]
pub struct Asked(pub Language, Shows);

#[derive(Deserialize)]
struct Choice {
    lang: Option<String>,
}

impl FromRequestParts<Arc<App>> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let chosen = Query::<Choice>::try_from_uri(&parts.uri).ok().and_then(|Query(choice)| choice.lang);
        let header = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok());
        let language = chosen.as_deref().and_then(Language::from_tag).or_else(|| Language::accepted(header?));
        let shows = Shows { drop: app.roles.drop, archive: app.roles.archive, check: app.roles.archive };
        Ok(Self(language.unwrap_or(Language::English), shows))
    }
}

impl Asked {
    /// The frame of a page that has an address.
    pub fn page(self, at: &'static str, uri: &Uri) -> Frame {
        Frame { language: self.0, here: Some(uri.path().to_owned()), at, shows: self.1, links: Links::Server }
    }

    /// The frame of a page that a form led to.
    pub fn answer(self, at: &'static str) -> Frame {
        Frame { language: self.0, here: None, at, shows: self.1, links: Links::Server }
    }
}

/// Whether a page may stay in a cache.
#[derive(Clone, Copy, PartialEq)]
pub enum Keep {
    /// Public: it is asked for anew each time, and may be kept.
    Public,
    /// A source's or the desk's: nowhere.
    Never,
}

/// The response for a page. Pages of sources and the desk are padded, so that their sizes say little.
pub fn html(status: StatusCode, keep: Keep, page: &impl Template) -> Response {
    let mut body = match page.render() {
        Ok(body) => body,
        Err(_) => return (StatusCode::INTERNAL_SERVER_ERROR, "This page could not be written.\n").into_response(),
    };
    if keep == Keep::Never {
        let to = firsthand_desk::vault::padded(body.len() as u64 + 7) as usize;
        let spaces = to - body.len() - 7;
        body.push_str("<!--");
        body.extend(std::iter::repeat_n(' ', spaces));
        body.push_str("-->");
    }
    let cache = if keep == Keep::Never { "no-store" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::CONTENT_SECURITY_POLICY, POLICY.clone()),
    ];
    (status, headers, body).into_response()
}

/// What every response says, pages or not.
pub async fn guard(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static("default-src 'none'"));
    response
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Problem {
    f: Frame,
    sentence: String,
}

/// A page with one sentence that says what is wrong.
pub fn problem(status: StatusCode, frame: Frame, sentence: String) -> Response {
    html(status, Keep::Never, &Problem { f: frame, sentence })
}

/// The page for an address that leads nowhere.
pub async fn not_found(asked: Asked) -> Response {
    let sentence = asked.0.say("error-not-found");
    problem(StatusCode::NOT_FOUND, asked.answer(""), sentence)
}
