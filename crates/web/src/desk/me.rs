//! `/desk/me`: a member changes their passphrase, and may replace their authenticator.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use firsthand_desk::keyring;
use firsthand_desk::limits::MIN_PASSPHRASE;
use zeroize::Zeroizing;

use crate::app::App;
use crate::desk::enter::Authenticator;
use crate::desk::{Member, token};
use crate::form::Form;
use crate::page::{Asked, Frame, Keep, html};
use crate::refusals;

#[derive(Template)]
#[template(path = "desk/me.html")]
struct Me {
    f: Frame,
    hint: String,
    authenticator: Authenticator,
    wrong: Option<String>,
    done: bool,
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked, Member(session): Member) -> Response {
    page(asked, &session.name, &app.random(), None, false)
}

fn page(asked: Asked, name: &str, secret: &[u8; 20], wrong: Option<String>, done: bool) -> Response {
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Me {
        f: asked.answer("desk"),
        hint: asked.0.say_with("join-passphrase-hint", "count", MIN_PASSPHRASE as u64),
        authenticator: Authenticator::of(secret, name),
        wrong,
        done,
    };
    html(status, Keep::Never, &page)
}

pub async fn change(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let secret = Authenticator::read(&form).unwrap_or_else(|| app.random());
    let [old, new] = ["old", "new"].map(|field| Zeroizing::new(form.get(field).to_owned()));
    let totp = (!form.get("code").trim().is_empty()).then_some(secret);
    let wrong = if form.get("again") != *new {
        Some(asked.0.say("join-different"))
    } else if totp.is_some() && !keyring::is_code(&secret, form.get("code"), app.seconds()) {
        Some(asked.0.say("join-wrong-code"))
    } else {
        let done = app.change_passphrase(Arc::clone(&session), old, new, totp).await;
        done.err().map(|error| refusals::for_member(asked.0, &error).1)
    };
    if wrong.is_some() {
        return page(asked, &session.name, &secret, wrong, false);
    }
    if let Some(token) = token(&headers) {
        app.end_others(&session, token);
    }
    page(asked, &session.name, &app.random(), None, true)
}
