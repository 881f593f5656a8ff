//! The files that readers can download: texts with their slips, photographs, and the second implementation.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::notices::notices;
use super::retracted::instead;
use super::sent::Sent;
use super::{Found, find};
use crate::app::App;
use crate::locale::Language;
use crate::page::Asked;
use crate::page::not_found;
use crate::published::{Entry, PagePart};

/// The second implementation of the check, and the table of characters that it needs.
pub const SECOND: &str = include_str!("../../../../spec/firsthand.mjs");
pub const CHARACTERS: &str = include_str!("../../../../spec/characters.json");
const TEXT: &str = "text/plain; charset=utf-8";

/// `/a/{id}/account.txt`: the text with its slip. The notices of the desk stand after it.
pub async fn text(State(app): State<Arc<App>>, asked: Asked, Path(id): Path<String>) -> Response {
    let named = id.clone();
    let text = app.read(move |app| {
        let found = find(app, &named)?;
        Some((found.entry().id.to_string(), text_of(asked.0, &found, found.entry())?))
    });
    let Some((id, text)) = text.await else { return instead(&app, asked, id).await };
    let headers = [
        (header::CONTENT_TYPE, TEXT.to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"firsthand-{}.txt\"", short(&id))),
    ];
    (headers, text).into_response()
}

/// A text of a page with its slip and the notices after it.
pub fn text_of(language: Language, found: &Found, entry: &Entry) -> Option<String> {
    let mut text = match entry.part {
        PagePart::Edition => found.page.text.clone(),
        PagePart::Translation(at) => found.page.translations.get(at)?.text.clone(),
        PagePart::Short => found.page.short.clone()?,
    };
    // Notices stand after the slip, because words before the slip would break its check.
    for notice in notices(language, &found.published, Some(&found.outline())) {
        text += &format!("\n\n{} {}", notice.head, notice.day);
        [notice.why].into_iter().filter(|why| !why.is_empty()).chain(notice.changes).for_each(|line| {
            text += "\n";
            text += &line;
        });
    }
    Some(text + "\n")
}

/// `/a/{id}/photo/{number}`, counted from 1. A cache must ask each time, because the desk may take a photograph back.
pub async fn photograph(
    State(app): State<Arc<App>>,
    asked: Asked,
    Path((id, number)): Path<(String, usize)>,
    headers: HeaderMap,
) -> Response {
    let named = id.clone();
    let shown = app.read(move |app| {
        let found = find(app, &named)?;
        let shown = found.page.photographs.get(number.checked_sub(1)?)?.clone();
        Some((found.page.id, shown))
    });
    let Some((page, shown)) = shown.await else { return instead(&app, asked, id).await };
    let Some(ending) = ending(&shown.media_type) else { return not_found(asked).await };
    let tag = format!("\"{}\"", shown.blob);
    let kept = headers.get_all(header::IF_NONE_MATCH).iter().any(|kept| kept.as_bytes() == tag.as_bytes());
    let caching = [(header::CACHE_CONTROL, "no-cache".to_owned()), (header::ETAG, tag)];
    if kept {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    let Some(file) = app.read(move |app| app.desk.blob_in_pieces(&shown.blob).ok()).await else {
        return not_found(asked).await;
    };
    let length = file.length() as u64;
    let name = format!("inline; filename=\"firsthand-{}-{number}.{ending}\"", short(&page));
    let headers = [(header::CONTENT_TYPE, shown.media_type), (header::CONTENT_DISPOSITION, name)];
    (caching, headers, Body::new(Sent::new(file, length))).into_response()
}

/// The ending of the file name of a photograph. `None` for other media types.
pub fn ending(media_type: &str) -> Option<&'static str> {
    Some(match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        _ => return None,
    })
}

/// The first 12 characters of an account id, for the names of its files.
fn short(id: &str) -> &str {
    &id[..id.len().min(12)]
}

/// `/firsthand.mjs`: the second implementation, which checks a page without this server.
pub async fn second() -> Response {
    file("text/javascript; charset=utf-8", SECOND)
}

/// `/characters.json`: the table of characters that the second implementation needs.
pub async fn characters() -> Response {
    file("application/json", CHARACTERS)
}

fn file(media_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}
