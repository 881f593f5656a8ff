//! `/api`: the results of a check as JSON, for programs. `assets/openapi.json` describes them.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use firsthand_account::words::TooLong;
use firsthand_channels::ReadCopy;
use firsthand_store::catalogue::{Notice, NoticeKind, Published};
use serde::Deserialize;
use serde_json::{Value, json};

use super::judged::judged;
use crate::app::App;
use crate::limits::{FORM_MEMORY_UNIT, MAX_TEXT};
use crate::published::Card;

/// How long a copy may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Deserialize)]
struct Asked {
    text: String,
}

/// `POST /api/check`.
pub async fn check(State(app): State<Arc<App>>, headers: HeaderMap, body: Body) -> Response {
    // The memory is held until the answer is made.
    let units = (MAX_TEXT / FORM_MEMORY_UNIT) as u32;
    let Ok(_room) = Arc::clone(&app.gates.copy_memory).try_acquire_many_owned(units) else {
        return refused(StatusCode::SERVICE_UNAVAILABLE, "busy");
    };
    let text = match text(&headers, body).await {
        Ok(text) => text,
        Err((status, code)) => return refused(status, code),
    };
    let copy = ReadCopy::of_text(text);
    match app.judge(move |app| judged(app, &copy, &[]).map(|judged| judged.json())).await {
        Ok(judged) => answer(StatusCode::OK, judged),
        Err(TooLong) => refused(StatusCode::PAYLOAD_TOO_LARGE, "too long"),
    }
}

async fn text(headers: &HeaderMap, body: Body) -> Result<String, (StatusCode, &'static str)> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("text/plain");
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind != "text/plain" && kind != "application/json" {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "media type"));
    }
    let bytes = tokio::time::timeout(PATIENCE, to_bytes(body, MAX_TEXT)).await;
    let bytes = bytes.map_err(|_| (StatusCode::REQUEST_TIMEOUT, "too slow"))?;
    let bytes = bytes.map_err(|_| (StatusCode::PAYLOAD_TOO_LARGE, "too long"))?;
    if kind == "application/json" {
        let asked: Asked =
            serde_json::from_slice(&bytes).map_err(|_| (StatusCode::BAD_REQUEST, "not json with a text"))?;
        return Ok(asked.text);
    }
    String::from_utf8(bytes.into()).map_err(|_| (StatusCode::BAD_REQUEST, "not utf-8"))
}

/// `GET /api/accounts`: all published accounts, the newest first, and all retracted ones.
pub async fn accounts(State(app): State<Arc<App>>) -> Response {
    let accounts = app.read(|app| {
        let index = app.published();
        let catalogue = app.desk.catalogue();
        let account = |card: &&Arc<Card>| {
            let published = catalogue.published.get(&card.page)?;
            let translation = |card: &Arc<Card>| json!({ "account": card.id, "pen_name": card.pen_name, "language": card.language });
            Some(json!({
                "account": card.page, "pen_name": card.pen_name, "day": published.day,
                "language": card.language, "name": card.name, "words": card.words, "withheld": card.withheld,
                "first": card.first, "path": format!("/a/{}", card.page), "text": format!("/a/{}/account.txt", card.page),
                "translations": index.translations(&card.page).map(translation).collect::<Vec<_>>(),
                "notices": published.notices.iter().map(notice).collect::<Vec<_>>(),
            }))
        };
        let retracted = |(id, published): (&String, &Published)| {
            json!({
                "account": id, "day": published.day, "path": format!("/a/{id}"),
                "notices": published.notices.iter().map(notice).collect::<Vec<_>>(),
            })
        };
        json!({
            "accounts": index.accounts().iter().filter_map(account).collect::<Vec<_>>(),
            "retracted": catalogue.published.iter().filter(|(_, each)| each.is_retracted()).map(retracted).collect::<Vec<_>>(),
        })
    });
    answer(StatusCode::OK, accounts.await)
}

fn notice(notice: &Notice) -> Value {
    let kind = match notice.kind {
        NoticeKind::Corrected => "corrected",
        NoticeKind::Replaced(_) => "replaced",
        NoticeKind::Retracted => "retracted",
        NoticeKind::PublishedAgain(_) => "published again",
    };
    json!({ "day": notice.day, "kind": kind, "why": notice.why })
}

/// `GET /api/openapi.json`: the description, with the schema of a verdict. The command uses the same schema.
pub async fn described() -> Response {
    static DESCRIBED: LazyLock<String> = LazyLock::new(|| {
        let described = include_str!("../../assets/openapi.json");
        let verdict = include_str!("../../../../spec/verdict.schema.json").replace("#/$defs/", "#/components/schemas/");
        let read = |json: &str| serde_json::from_str::<Value>(json).expect("JSON of ours");
        let (mut described, mut verdict) = (read(described), read(&verdict));
        let parts = verdict.as_object_mut().and_then(|verdict| verdict.remove("$defs"));
        let schemas = described["components"]["schemas"].as_object_mut().expect("an object of ours");
        schemas.extend(parts.as_ref().and_then(Value::as_object).cloned().unwrap_or_default());
        schemas.insert("verdict".to_owned(), verdict);
        described.to_string()
    });
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, DESCRIBED.as_str()).into_response()
}

/// A refusal with its code. `assets/openapi.json` explains the codes.
fn refused(status: StatusCode, code: &str) -> Response {
    answer(status, json!({ "error": code }))
}

fn answer(status: StatusCode, json: Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, json.to_string()).into_response()
}
