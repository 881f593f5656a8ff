//! The same answers for programs. `assets/openapi.json` describes them.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use firsthand_account::check::{Kind, Why};
use firsthand_account::readings::Hyphens;
use firsthand_channels::Copy;
use serde::Deserialize;
use serde_json::{Value, json};

use super::judged::{Found, Held, Judged, Outside, Proved, Standing, Stands, judge};
use crate::app::App;
use crate::differences::Marked;
use crate::form::{MOST_TEXT, UNIT};
use crate::library::Card;

/// How long a copy may take to come in.
const PATIENCE: Duration = Duration::from_secs(300);

#[derive(Deserialize)]
struct Asked {
    text: String,
}

/// `POST /api/check`.
pub async fn check(State(app): State<Arc<App>>, headers: HeaderMap, body: Body) -> Response {
    // It is held until it is answered.
    let units = (MOST_TEXT / UNIT) as u32;
    let Ok(_room) = Arc::clone(&app.memory).try_acquire_many_owned(units) else {
        return answer(
            StatusCode::SERVICE_UNAVAILABLE,
            json!({ "error": "too much is being checked; try again in a minute" }),
        );
    };
    let text = match text(&headers, body).await {
        Ok(text) => text,
        Err((status, error)) => return answer(status, json!({ "error": error })),
    };
    let copy = Copy::of_text(text);
    let judged = app.judge(move |app| judge(app, &copy, &[]).map(|judged| of(&judged))).await;
    match judged {
        Ok(judged) => answer(StatusCode::OK, judged),
        Err(too_long) => answer(StatusCode::PAYLOAD_TOO_LARGE, json!({ "error": too_long.to_string() })),
    }
}

async fn text(headers: &HeaderMap, body: Body) -> Result<String, (StatusCode, &'static str)> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("text/plain");
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind != "text/plain" && kind != "application/json" {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "send text/plain, or application/json with \"text\""));
    }
    let bytes = tokio::time::timeout(PATIENCE, to_bytes(body, MOST_TEXT)).await;
    let bytes = bytes.map_err(|_| (StatusCode::REQUEST_TIMEOUT, "the copy came too slowly"))?;
    let bytes = bytes.map_err(|_| (StatusCode::PAYLOAD_TOO_LARGE, "a copy has at most 4 MiB"))?;
    if kind == "application/json" {
        let asked: Asked = serde_json::from_slice(&bytes)
            .map_err(|_| (StatusCode::BAD_REQUEST, "the body is not a JSON object with a string \"text\""))?;
        return Ok(asked.text);
    }
    String::from_utf8(bytes.into()).map_err(|_| (StatusCode::BAD_REQUEST, "the body is not text in UTF-8"))
}

/// `GET /api/accounts`: all of them, the last published first.
pub async fn accounts(State(app): State<Arc<App>>) -> Response {
    let accounts = app.read(|app| {
        let library = app.library();
        let catalogue = app.desk.store().catalogue();
        let account = |card: &&Arc<Card>| {
            let published = catalogue.published.get(&card.page)?;
            let notice = |notice: &firsthand_store::catalogue::Notice| json!({ "day": notice.day, "retracted": notice.retracted, "why": notice.why });
            let translation = |card: &Arc<Card>| json!({ "account": card.id, "pen_name": card.pen_name, "language": card.language });
            Some(json!({
                "account": card.page, "pen_name": card.pen_name, "day": published.day,
                "language": card.language, "name": card.name, "words": card.words, "withheld": card.withheld,
                "first": card.first, "path": format!("/a/{}", card.page), "text": format!("/a/{}/account.txt", card.page),
                "translations": library.translations(&card.page).map(translation).collect::<Vec<_>>(),
                "notices": published.notices.iter().map(notice).collect::<Vec<_>>(),
            }))
        };
        json!({ "accounts": library.accounts().iter().filter_map(account).collect::<Vec<_>>() })
    });
    answer(StatusCode::OK, accounts.await)
}

/// `GET /api/openapi.json`.
pub async fn described() -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, include_str!("../../assets/openapi.json")).into_response()
}

fn answer(status: StatusCode, json: Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, json.to_string()).into_response()
}

fn of(judged: &Judged) -> Value {
    json!({
        "slips": judged.slips.iter().map(slip).collect::<Vec<_>>(),
        "names": judged.names.map(|id| id.to_string()),
        "against": judged.held.iter().map(against).collect::<Vec<_>>(),
        "exit": judged.answer() as u8,
    })
}

fn slip(found: &Found) -> Value {
    match &found.stands {
        Stands::True(proved) => truth(found, proved),
        Stands::NotTrue(why, slip) => {
            json!({ "verdict": "not true", "why": code(*why), "pen_name": slip.pen_name.to_string() })
        }
        Stands::OtherFiles(slip) => {
            json!({ "verdict": "not true", "why": "enclosures", "pen_name": slip.pen_name.to_string() })
        }
        Stands::Damaged => json!({ "verdict": "slip damaged" }),
        Stands::LaterVersion(_) => json!({ "verdict": "later version" }),
        Stands::CannotJudge => json!({ "verdict": "cannot judge" }),
    }
}

fn truth(found: &Found, proved: &Proved) -> Value {
    let slip = &proved.slip;
    let kind = match proved.kind {
        Kind::Whole => "whole",
        Kind::Excerpt { .. } => "excerpt",
        Kind::Edition { .. } => "edition",
    };
    let hyphens = match proved.reading.hyphens {
        Hyphens::AsTheyStand => "as they stand",
        Hyphens::Joined => "joined",
        Hyphens::Dropped => "dropped",
    };
    let outside = |outside: &Option<Outside>| outside.as_ref().map(|outside| outside.text.clone());
    json!({
        "verdict": "true", "kind": kind, "words": slip.n, "withheld": slip.withheld.words(),
        "places": slip.withheld.iter().map(|range| [range.start + 1, range.end]).collect::<Vec<_>>(),
        "account": proved.id.to_string(), "pen_name": slip.pen_name.to_string(), "standing": standing(proved),
        "reading": { "unquoted": proved.reading.unquoted, "hyphens": hyphens }, "repaired": found.repaired,
        "outside": { "before": outside(&proved.before), "after": outside(&proved.after), "behind_the_slip": outside(&proved.behind) },
        "sealed": proved.sealed,
    })
}

fn standing(proved: &Proved) -> Value {
    let rival = proved.rival.as_ref().map(against);
    match &proved.standing {
        Standing::Here { entry, retracted, corrected } => json!({
            "is": "in the archive", "path": format!("/a/{}", entry.page), "retracted": retracted, "corrected": corrected, "rival": rival,
        }),
        Standing::Rivalled => json!({ "is": "rivalled", "rival": rival }),
        Standing::Unknown => json!({ "is": "unknown" }),
    }
}

fn against(held: &Held) -> Value {
    let counts = held.differences.counts;
    json!({
        "account": held.entry.id.to_string(), "pen_name": held.entry.slip.pen_name.to_string(),
        "path": format!("/a/{}", held.entry.page), "retracted": held.retracted,
        "differences": {
            "kept": counts.kept, "changed": counts.changed, "moved": counts.moved, "withheld": counts.withheld,
            "missing": counts.missing, "added": counts.added, "every_word_in_order": held.differences.every_word,
            "marked": marked(&held.differences.marked),
        },
    })
}

/// With the signs of the command: `[-missing-]`, `{+added+}`, `[-old-]{+new+}`, `{>moved<}`.
fn marked(marked: &[Marked]) -> String {
    let sign = |marked: &Marked| match marked {
        Marked::Kept(text) | Marked::Withheld(text) => text.clone(),
        Marked::Changed { old, new } => format!("[-{old}-]{{+{new}+}}"),
        Marked::Moved(text) => format!("{{>{text}<}}"),
        Marked::Missing(text) => format!("[-{text}-]"),
        Marked::Added(text) => format!("{{+{text}+}}"),
    };
    marked.iter().map(sign).collect::<Vec<_>>().join(" ")
}

fn code(why: Why) -> &'static str {
    match why {
        Why::EndNotFound => "end not found",
        Why::Words => "words",
        Why::Hidden(_) => "hidden character",
        Why::AmongOthers => "among others",
    }
}
