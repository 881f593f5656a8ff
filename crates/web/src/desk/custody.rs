//! `/desk/custody`: the audit log, as it is stored.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use data_encoding::HEXLOWER;
use firsthand_desk::error::DeskError;

use crate::app::App;
use crate::desk::{Member, not_done};
use crate::page::{Asked, Frame, Keep, html};

/// Maximum number of events on the page. The newest are shown.
const ROWS: usize = 500;

struct Row {
    number: u64,
    day: String,
    event: String,
    by: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "desk/custody.html")]
struct AuditLog {
    f: Frame,
    rows: Vec<Row>,
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked, Member(_): Member) -> Response {
    let links = match app.desk.audit_log().await {
        Ok(links) => links,
        Err(error) => return not_done(asked, &DeskError::Store(error)),
    };
    let row = |link: &firsthand_store::Link| {
        let entry: serde_json::Value = serde_json::from_str(&link.entry).unwrap_or_default();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let by = entry["by"]["member"].as_str().unwrap_or_else(|| entry["by"].as_str().unwrap_or_default());
        let (day, event, by) = (text(&entry["day"]), text(&entry["act"]), by.to_owned());
        Row { number: link.number, day, event, by, hash: HEXLOWER.encode(&link.hash[..8]) }
    };
    let rows = links.iter().rev().take(ROWS).map(row).collect();
    html(StatusCode::OK, Keep::Never, &AuditLog { f: asked.answer("desk"), rows })
}
