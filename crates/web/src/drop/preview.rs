//! `POST /drop`: the preview. It shows the text once more and underlines the words that may identify a person.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use firsthand_account::seal::CannotSeal;
use firsthand_desk::content::SealedBy;
use firsthand_desk::error::DeskError;
use firsthand_desk::hints::{Hint, Kind, hints};
use firsthand_desk::publication::language_of;
use firsthand_desk::sealing::{Ready, ready};

use crate::app::{App, Full};
use crate::drop::{Fields, consent_in_words, size, value, write};
use crate::form::{self, BadForm, Form, Parts};
use crate::locale::Language;
use crate::page::{Asked, Frame, Keep, html, problem};
use crate::refusals;

/// A text in pieces. A piece that may identify a person has a sentence that says how.
type Pieces = Vec<(String, Option<String>)>;

#[derive(Template)]
#[template(path = "drop/preview.html")]
struct Preview {
    f: Frame,
    fields: Fields,
    pieces: Pieces,
    pointed: bool,
    notices: Vec<String>,
    files: String,
    consent: Vec<String>,
}

/// The preview of a submission, which this server cannot open.
#[derive(Template)]
#[template(path = "drop/parcel.html")]
struct Submission {
    f: Frame,
    fields: Fields,
    files: String,
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked, body: Parts) -> Response {
    let mut form = Form::default();
    let read = form.fill(&app, body, form::Kind::Account).await;
    let mut fields = Fields::of(&form);
    if let Err(bad) = read {
        return kept(asked, fields, &bad);
    }
    let token = fields.token(&app);
    let language = asked.0;
    let room = app.desk.room().map_or(u64::MAX / 2, |room| room.free.saturating_sub(room.floor()));
    let (count, bytes) = match app.uploads.add(token, std::mem::take(&mut form.files), room) {
        Ok(added) => added,
        Err(full) => {
            fields.waiting = app.uploads.count(token);
            let bad = match full {
                Full::Files => BadForm::TooManyFiles,
                Full::Room => BadForm::Desk(DeskError::NoRoom),
            };
            return kept(asked, fields, &bad);
        }
    };
    let gone = count < fields.waiting;
    fields.waiting = count;
    let again = |fields, status, sentence| html(status, Keep::Never, &write::filled(asked, fields, Some(sentence)));
    if gone {
        return again(fields, StatusCode::GONE, language.say("error-files-gone"));
    }
    let consent = match fields.consent() {
        Ok(consent) => consent,
        Err(key) => return again(fields, StatusCode::UNPROCESSABLE_ENTITY, language.say(key)),
    };
    if fields.text.trim().is_empty() && app.uploads.is_submission(token) {
        let values = [("count", value(count as u64)), ("size", value(size(language, bytes)))];
        let page = Submission { f: asked.answer("drop"), files: language.say_all("preview-files", values), fields };
        return html(StatusCode::OK, Keep::Never, &page);
    }
    let text = fields.text.clone();
    let (ready, pieces) = app.seal(move |app| look(app, language, &text)).await;
    let ready = match ready {
        Ok(ready) => ready,
        Err(error) => {
            let (status, sentence) = refusals::for_source(language, &DeskError::CannotSeal(error));
            return again(fields, status, sentence);
        }
    };
    let mut notices = Vec::new();
    match (ready.sealed_by, &ready.pasted) {
        (SealedBy::Source, _) => notices.push(language.say("preview-own-slip")),
        (SealedBy::DropBox, Some(pasted)) => {
            if pasted.contains("firsthand1") {
                notices.push(language.say("preview-false-slip"));
            }
            if let Ok((_, removed)) = firsthand_account::seal::clean(pasted)
                && !removed.is_empty()
            {
                notices.push(language.say_with("preview-removed", "count", removed.len() as u64));
            }
        }
        _ => {}
    }
    let page = Preview {
        f: asked.answer("drop"),
        pointed: pieces.iter().any(|(_, kind)| kind.is_some()),
        pieces,
        notices,
        files: language
            .say_all("preview-files", [("count", value(count as u64)), ("size", value(size(language, bytes)))]),
        consent: consent_in_words(language, &consent),
        fields,
    };
    html(StatusCode::OK, Keep::Never, &page)
}

/// The form again, with the typed words, after an error in something else.
fn kept(asked: Asked, fields: Fields, bad: &BadForm) -> Response {
    let (status, sentence) = bad.said(asked.0);
    if fields.text.is_empty() {
        return problem(status, asked.answer("drop"), sentence);
    }
    let sentence = format!("{sentence} {}", asked.0.say("error-not-received"));
    html(status, Keep::Never, &write::filled(asked, fields, Some(sentence)))
}

/// The slow part of a preview: tries whether the text can be sealed, and finds the hints. The seal is thrown away.
fn look(app: &App, language: Language, text: &str) -> (Result<Ready, CannotSeal>, Pieces) {
    (ready(text, &[], &app.random(), &app.random()), pieces(language, text))
}

fn pieces(language: Language, text: &str) -> Pieces {
    let mut pieces = Vec::new();
    let mut from = 0;
    for Hint { range, kind } in hints(text, language_of(language.tag())) {
        pieces.push((text[from..range.start].to_owned(), None));
        let key = match kind {
            Kind::Name => "kind-name",
            Kind::Kin => "kind-kin",
            Kind::Work => "kind-work",
            Kind::Number => "kind-number",
            Kind::Plate => "kind-plate",
            Kind::Address => "kind-address",
            Kind::Online => "kind-online",
            Kind::Age => "kind-age",
            Kind::OnlyOne => "kind-onlyone",
        };
        pieces.push((text[range.clone()].to_owned(), Some(language.say(key))));
        from = range.end;
    }
    pieces.push((text[from..].to_owned(), None));
    pieces
}
