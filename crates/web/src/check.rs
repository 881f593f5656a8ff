//! `/check`: checks a copy against its slip, and compares it with the texts that this archive published. The page
//! always gives both results.
//!
//! The server keeps nothing of a copy.

pub mod api;
mod judged;
mod said;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use firsthand_account::slip::Slip;
use firsthand_channels::qr::{BadParts, NoCode, PictureLimits, is_picture};
use firsthand_channels::{NoSlip, NotACopy, ReadCopy, read_slips};

use crate::app::App;
use crate::differences::Marked;
use crate::form::{BadForm, Form, Kind, Looked, Parts};
use crate::limits::{MAX_CHECKED_PICTURES, MAX_TEXT};
use crate::locale::Language;
use crate::page::{Asked, Frame, Keep, html};
use judged::judged;
use said::Said;

/// Maximum number of pictures of a slip that are unpacked, and that are searched.
const MAX_PICTURES: PictureLimits = PictureLimits { unpacked: 16, searched: 2 };

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

pub async fn check(State(app): State<Arc<App>>, asked: Asked, body: Parts) -> Response {
    let language = asked.0;
    let mut form = Form::default();
    let read = form.fill(&app, body, Kind::Copy).await.map_err(|bad| refused(language, &bad, form.text()));
    match async { answer(&app, language, read.map(|()| form)?).await }.await {
        Ok(said) => html(StatusCode::OK, Keep::Never, &Verdict { f: asked.answer("check"), said }),
        Err(Wrong { status, text, sentence }) => {
            html(status, Keep::Never, &Ask { f: asked.answer("check"), text, wrong: Some(sentence) })
        }
    }
}

/// The reason why nothing was judged, and the text to put into the form again.
struct Wrong {
    status: StatusCode,
    text: String,
    sentence: String,
}

async fn answer(app: &Arc<App>, language: Language, mut form: Form) -> Result<Said, Wrong> {
    let copies = std::mem::take(&mut form.copies);
    let (pictures, files): (Vec<Looked>, Vec<Looked>) = copies.into_iter().partition(|file| is_picture(&file.bytes));
    let pictures: Vec<Vec<u8>> = pictures.into_iter().map(|file| file.bytes).collect();
    let wrong = |sentence| Wrong { status: StatusCode::UNPROCESSABLE_ENTITY, text: form.text().to_owned(), sentence };
    let slips = match pictures.len() {
        0 => Vec::new(),
        1..=MAX_CHECKED_PICTURES => match app.gates.look_at(move || read_slips(pictures, MAX_PICTURES)).await {
            Some(slips) => slips.map_err(|error| wrong(no_slip(language, &error)))?,
            None => return Err(refused(language, &BadForm::Busy, form.text())),
        },
        _ => return Err(wrong(language.say_with("check-pictures", "count", MAX_CHECKED_PICTURES as u64))),
    };
    app.judge(move |app| said(app, language, &form, files, &slips)).await
}

fn said(app: &App, language: Language, form: &Form, mut files: Vec<Looked>, slips: &[Slip]) -> Result<Said, Wrong> {
    let wrong = |sentence| Wrong { status: StatusCode::UNPROCESSABLE_ENTITY, text: form.text().to_owned(), sentence };
    let pasted = form.text();
    let copy = match (pasted.trim().is_empty(), files.pop(), files.is_empty()) {
        (true, Some(file), true) => {
            ReadCopy::read(file.bytes, file.named_as_page).map_err(|error| wrong(language.say(not_a_copy(&error))))?
        }
        (false, None, _) => ReadCopy::of_text(pasted.to_owned()),
        (true, None, _) if !slips.is_empty() => {
            let text = slips.iter().map(|slip| format!("\n\n{}", slip.to_text())).collect();
            return Err(Wrong { text, ..wrong(language.say("check-slip-alone")) });
        }
        (true, None, _) => return Err(wrong(language.say("check-nothing"))),
        _ => return Err(wrong(language.say("check-two"))),
    };
    if copy.text.trim().is_empty() {
        return Err(wrong(language.say("check-nothing")));
    }
    let judged = if copy.text.len() > MAX_TEXT { None } else { judged(app, &copy, slips).ok() };
    let judged = judged.ok_or_else(|| too_long(language, MAX_TEXT, pasted))?;
    Ok(Said::of(language, judged))
}

fn not_a_copy(error: &NotACopy) -> &'static str {
    match error {
        NotACopy::Picture => "check-picture",
        NotACopy::Video => "check-video",
        NotACopy::Sound => "check-sound",
        NotACopy::Archive => "check-archive",
        NotACopy::OtherDocument => "check-document",
        NotACopy::Encrypted => "check-encrypted",
        NotACopy::NoText => "check-no-text",
        NotACopy::Damaged => "check-damaged",
        NotACopy::Overfull => "check-overfull",
        NotACopy::Bundle(_) => "check-bundle",
        NotACopy::TooMuch => "check-web-page",
        NotACopy::NotText { .. } => "check-not-text",
    }
}

/// The sentence for a picture without a readable slip. Pictures are counted from 1.
fn no_slip(language: Language, error: &NoSlip) -> String {
    match error {
        NoSlip::Picture(at, why) => {
            let number = ("number", (*at as u64 + 1).into());
            match why {
                NoCode::Unreadable(_) => language.say_all("check-picture-broken", [number]),
                NoCode::TooLarge(max) => language.say_all("check-picture-large", [number, ("count", (*max).into())]),
                NoCode::Crowded => language.say_all("check-picture-crowded", [number]),
                NoCode::NotFound => language.say_all("check-no-code", [number]),
            }
        }
        NoSlip::Parts(BadParts::Missing { count, missing }) => {
            let numbers = missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let values = [("count", (*count as u64).into()), ("numbers", numbers.into())];
            language.say_all("check-codes-missing", values)
        }
        NoSlip::Parts(BadParts::NotOne) => language.say("check-codes-mixed"),
        NoSlip::Text(..) | NoSlip::Unreadable(_) | NoSlip::Nothing => language.say("check-code-no-slip"),
    }
}

fn too_long(language: Language, max: usize, text: &str) -> Wrong {
    let sentence = language.say_with("check-too-long", "size", (max >> 20) as u64);
    Wrong { status: StatusCode::PAYLOAD_TOO_LARGE, text: text.to_owned(), sentence }
}

fn refused(language: Language, bad: &BadForm, text: &str) -> Wrong {
    let (status, sentence) = match bad {
        BadForm::TooLong(max) => return too_long(language, *max, text),
        BadForm::TooSlow | BadForm::Busy => bad.said(language),
        _ => (StatusCode::BAD_REQUEST, language.say("check-broken")),
    };
    Wrong { status, text: text.to_owned(), sentence }
}
