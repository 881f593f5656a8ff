//! What every page has: its language, its frame, and the HTTP headers that forbid it to contact anybody.

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

/// Every page includes this style, so that a saved page looks the same.
pub const STYLE: &str = include_str!("../assets/style.css");

/// The Content-Security-Policy: a page makes no requests to other sites, is not shown in a frame, and runs no script
/// but its own.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = BASE64.encode(&Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("ASCII")
});

/// The part of a template's data that all templates share.
pub struct Frame {
    pub language: Language,
    /// The address of the page without its language, for the links to other languages. `None` if the page answers a
    /// form.
    pub here: Option<String>,
    /// The entry of the navigation that is marked as the current one.
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

    /// The address of the list of accounts.
    pub fn home(&self) -> String {
        self.links.list(self.language, None, 1)
    }

    /// The address of the page of an account.
    pub fn account(&self, id: &str) -> String {
        self.links.account(self.language, id)
    }

    /// The address of the page that explains the words of firsthand.
    pub fn words(&self) -> String {
        self.links.words(self.language)
    }

    /// The address of this page in another language.
    pub fn in_language(&self, here: &str, language: &Language) -> String {
        self.links.in_language(here, *language)
    }

    pub fn style(&self) -> &'static str {
        STYLE
    }
}

/// The language of a request, from `?lang=` or from the browser's header; and the parts that this server has.
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
    /// The frame of a page that has its own address.
    pub fn page(self, at: &'static str, uri: &Uri) -> Frame {
        Frame { language: self.0, here: Some(uri.path().to_owned()), at, shows: self.1, links: Links::Server }
    }

    /// The frame of a page that answers a form.
    pub fn answer(self, at: &'static str) -> Frame {
        Frame { language: self.0, here: None, at, shows: self.1, links: Links::Server }
    }
}

/// Whether a page may stay in a cache.
#[derive(Clone, Copy, PartialEq)]
pub enum Keep {
    /// A public page. A cache may keep it, but must ask each time whether it is still current.
    Public,
    /// A page of a source or of the desk. No cache may keep it.
    Never,
}

/// The response for a page. Pages of sources and of the desk are padded, so that their sizes say little.
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

/// Adds the headers that every response has.
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

/// A page with one sentence that says what went wrong.
pub fn problem(status: StatusCode, frame: Frame, sentence: String) -> Response {
    html(status, Keep::Never, &Problem { f: frame, sentence })
}

/// The page for an address that does not exist.
pub async fn not_found(asked: Asked) -> Response {
    let sentence = asked.0.say("error-not-found");
    problem(StatusCode::NOT_FOUND, asked.answer(""), sentence)
}
