//! `/check`: a copy is held against its slip and against what this archive published. Both are always said.
//!
//! Nothing of a copy is kept: it is read, answered and forgotten.

pub mod api;
mod judged;
mod said;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::app::App;
use crate::form::{BadForm, Form, MOST_TEXT};
use crate::locale::Language;
use crate::page::{Asked, Frame, Keep, html};
use judged::Marked;
use said::Said;

#[derive(Template)]
#[template(path = "check/ask.html")]
struct Ask {
    f: Frame,
    text: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "check/verdict.html")]
struct Verdict {
    f: Frame,
    said: Said,
}

pub async fn show(asked: Asked, uri: Uri) -> Response {
    html(StatusCode::OK, Keep::Never, &Ask { f: asked.page("check", &uri), text: String::new(), wrong: None })
}

pub async fn check(State(app): State<Arc<App>>, asked: Asked, body: Multipart) -> Response {
    let language = asked.0;
    let again =
        |status, text, wrong| html(status, Keep::Never, &Ask { f: asked.answer("check"), text, wrong: Some(wrong) });
    let form = match Form::read(&app, body, false).await {
        Ok(form) => form,
        Err(bad) => {
            let (status, wrong) = refused(language, &bad);
            return again(status, String::new(), wrong);
        }
    };
    let text = match text(&form) {
        Ok(text) => text,
        Err(key) => return again(StatusCode::UNPROCESSABLE_ENTITY, form.text().to_owned(), language.say(key)),
    };
    let judged =
        app.judge(move |app| judged::judge(app, &text).map(|judged| Said::of(language, judged)).map_err(|_| text));
    match judged.await {
        Ok(said) => html(StatusCode::OK, Keep::Never, &Verdict { f: asked.answer("check"), said }),
        Err(text) => {
            let wrong = language.say_with("check-too-long", "size", (MOST_TEXT >> 20) as u64);
            again(StatusCode::PAYLOAD_TOO_LARGE, text, wrong)
        }
    }
}

/// The copy: what was pasted, or else the file; or the sentence that says why it cannot be checked.
fn text(form: &Form) -> Result<String, &'static str> {
    if form.copy.is_empty() {
        return if form.text().trim().is_empty() { Err("check-nothing") } else { Ok(form.text().to_owned()) };
    }
    if !form.text().trim().is_empty() {
        return Err("check-two");
    }
    let bytes = &form.copy[..];
    if bytes.starts_with(b"\x89PNG") || bytes.starts_with(&[0xFF, 0xD8, 0xFF]) || bytes.starts_with(b"RIFF") {
        return Err("check-picture");
    }
    let text = utf16(bytes).or_else(|| std::str::from_utf8(bytes).ok().map(str::to_owned)).ok_or("check-not-text")?;
    let text = text.trim_start_matches('\u{FEFF}');
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Err("check-web-page");
    }
    if text.contains('\0') {
        return Err("check-not-text");
    }
    if text.trim().is_empty() { Err("check-nothing") } else { Ok(text.to_owned()) }
}

/// What Windows calls Unicode text.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (mark, bytes) = bytes.split_first_chunk::<2>()?;
    let unit: fn([u8; 2]) -> u16 = match mark {
        [0xFF, 0xFE] => u16::from_le_bytes,
        [0xFE, 0xFF] => u16::from_be_bytes,
        _ => return None,
    };
    let (units, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|pair| unit(*pair)).collect();
    rest.is_empty().then(|| String::from_utf16(&units).ok()).flatten()
}

fn refused(language: Language, bad: &BadForm) -> (StatusCode, String) {
    match bad {
        BadForm::TooLong | BadForm::FileTooBig => {
            let size = (MOST_TEXT >> 20) as u64;
            (StatusCode::PAYLOAD_TOO_LARGE, language.say_with("check-too-long", "size", size))
        }
        BadForm::TooSlow => (StatusCode::REQUEST_TIMEOUT, language.say("error-slow")),
        _ => (StatusCode::BAD_REQUEST, language.say("check-broken")),
    }
}
