//! `POST /drop/send`: receives the account, and gives a new source their codename.
//!
//! The codename is derived from the token of the page and is not stored. If the answer was lost on its way, the source
//! sends the form again. Then the same codename is shown, and the account is not kept twice.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use firsthand_desk::codename::Codename;
use firsthand_desk::error::DeskError;
use firsthand_desk::sources::Arrival;

use crate::app::App;
use crate::drop::{Fields, write};
use crate::form::Form;
use crate::page::{Asked, Frame, Keep, html};
use crate::refusals;

#[derive(Template)]
#[template(path = "drop/codename.html")]
struct Shown {
    f: Frame,
    codename: String,
}

#[derive(Template)]
#[template(path = "drop/added.html")]
struct Added {
    f: Frame,
    codename: String,
}

pub async fn send(State(app): State<Arc<App>>, asked: Asked, form: Form) -> Response {
    let mut fields = Fields::of(&form);
    let language = asked.0;
    let token = fields.token(&app);
    let adds = !fields.codename.is_empty();
    let codename = if adds { Codename::typed(&fields.codename) } else { Codename::new(&token.0) };
    let again = |fields, (status, sentence)| html(status, Keep::Never, &write::filled(asked, fields, Some(sentence)));
    let key = match app.key(codename.clone()).await {
        Ok(key) => key,
        Err(error) => {
            let (status, sentence) = refusals::for_source(language, &error);
            return again(fields, (status, format!("{sentence} {}", language.say("error-not-received"))));
        }
    };

    let is_here = if adds { app.uploads.was_sent(token) } else { app.desk.knows(&key) };
    if !is_here {
        if adds && !app.desk.knows(&key) {
            return again(fields, refusals::for_source(language, &DeskError::NoSource));
        }
        if app.uploads.count(token) < fields.waiting {
            fields.waiting = 0;
            return again(fields, (StatusCode::GONE, language.say("error-files-gone")));
        }
        let consent = match fields.consent() {
            Ok(consent) => consent,
            Err(wrong) => return again(fields, (StatusCode::UNPROCESSABLE_ENTITY, language.say(wrong))),
        };
        let arrival = Arrival {
            text: fields.text.clone(),
            language: language.tag().to_owned(),
            consent,
            files: app.uploads.take(token),
        };
        if let Err(error) = app.receive(key, arrival).await {
            let (status, sentence) = refusals::for_source(language, &error);
            let sentence = match error {
                DeskError::Store(firsthand_store::StoreError::InDoubt(_)) => sentence,
                _ if fields.waiting == 0 => format!("{sentence} {}", language.say("error-not-received")),
                _ => ["error-not-received", "error-files-again"]
                    .iter()
                    .fold(sentence, |all, key| all + " " + &language.say(key)),
            };
            fields.waiting = 0;
            return again(fields, (status, sentence));
        }
        app.uploads.note_sent(token);
    }
    let (f, codename) = (asked.answer("drop"), codename.as_str().to_owned());
    if adds {
        html(StatusCode::OK, Keep::Never, &Added { f, codename })
    } else {
        html(StatusCode::OK, Keep::Never, &Shown { f, codename })
    }
}
