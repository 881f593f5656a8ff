//! The files that readers can download: texts with their slips, photographs, and the second implementation.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use firsthand_desk::page::Photo;
use serde::Deserialize;

use super::{Found, find, why};
use crate::app::App;
use crate::locale::Language;
use crate::page::Asked;
use crate::page::not_found;
use crate::published::PagePart;

/// The second implementation of the check, and the table of characters that it needs.
pub const SECOND: &str = include_str!("../../../../spec/firsthand.mjs");
pub const CHARACTERS: &str = include_str!("../../../../spec/characters.json");
const TEXT: &str = "text/plain; charset=utf-8";

/// `/a/{id}/account.txt`: the text with its slip. Corrections and a retraction stand after it.
pub async fn text(State(app): State<Arc<App>>, asked: Asked, Path(id): Path<String>) -> Response {
    let text = app.read(move |app| text_of(asked.0, &find(app, &id)?));
    let Some((id, text)) = text.await else { return not_found(asked).await };
    let headers = [
        (header::CONTENT_TYPE, TEXT.to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"firsthand-{}.txt\"", short(&id))),
    ];
    (headers, text).into_response()
}

/// The id of a text, and the text with its slip and the notices after it.
pub fn text_of(language: Language, found: &Found) -> Option<(String, String)> {
    let mut text = match found.entry().part {
        PagePart::Edition => found.page.text.clone(),
        PagePart::Translation(at) => found.page.translations.get(at)?.text.clone(),
        PagePart::Short => found.page.short.clone()?,
    };
    // Notices stand after the slip, because words before the slip would break its check.
    for notice in &found.published.notices {
        let key = if notice.retracted { "page-retracted" } else { "page-corrected" };
        text += &format!("\n\n{} {}: {}", language.say(key), notice.day, why(notice));
    }
    Some((found.entry().id.to_string(), text + "\n"))
}

#[derive(Deserialize)]
pub struct Version {
    v: Option<String>,
}

/// `/a/{id}/photo/{number}`, counted from 1.
pub async fn photograph(
    State(app): State<Arc<App>>,
    asked: Asked,
    Path((id, number)): Path<(String, usize)>,
    Query(wanted): Query<Version>,
) -> Response {
    let photograph = app.read(move |app| {
        let found = find(app, &id)?;
        let shown = found.page.photographs.get(number.checked_sub(1)?)?.clone();
        let bytes = app.desk.blob(&shown.blob).ok()?;
        Some((found.page.id, shown, bytes))
    });
    let Some((id, shown, bytes)) = photograph.await else { return not_found(asked).await };
    let Some(ending) = ending(&shown.media_type) else { return not_found(asked).await };
    // A later edition may have another photograph with the same number, but never with the same version.
    let same = wanted.v.is_some_and(|wanted| wanted == version(&shown));
    let cache = if same { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, shown.media_type),
        (header::CACHE_CONTROL, cache.to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"firsthand-{}-{number}.{ending}\"", short(&id))),
    ];
    (headers, bytes).into_response()
}

/// The version of a photograph: the first 16 digits of its hash.
pub fn version(shown: &Photo) -> String {
    shown.blob.to_string()[..16].to_owned()
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
