//! The desk: its members sign in, read, answer, withhold, publish.

pub mod account;
pub mod compare;
pub mod custody;
pub mod enter;
pub mod inbox;
pub mod members;
pub mod publish;
pub mod withhold;

use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use firsthand_desk::consent::Refusal;
use firsthand_desk::desk::DeskError;
use firsthand_desk::members::Seat;
use firsthand_desk::vault::CannotOpen;
use firsthand_store::act::Role;

use crate::app::{App, Token};
use crate::locale::Language;
use crate::page::{Asked, Keep, html, problem};

/// The cookie of a member who is signed in.
const COOKIE: &str = "desk";

/// A member who is signed in. Who is not is shown the door.
pub struct Member(pub Arc<Seat>);

impl FromRequestParts<Arc<App>> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let seat = token(&parts.headers).and_then(|token| app.seat(token));
        seat.map(Self).ok_or_else(|| Redirect::to("/desk").into_response())
    }
}

/// What the browser of a member holds.
fn token(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(name, value)| (name == COOKIE).then(|| Token::read(value)).flatten())
}

fn role_key(role: Role) -> &'static str {
    match role {
        Role::Reader => "role-reader",
        Role::Editor => "role-editor",
        Role::Publisher => "role-publisher",
        Role::Admin => "role-admin",
    }
}

/// Whose wish it is that something is not published.
fn refusal(language: Language, refusal: Refusal) -> String {
    match refusal {
        Refusal::Withdrawn => language.say("refusal-withdrawn"),
        Refusal::AskFirst => language.say("refusal-ask-first"),
        Refusal::Names(count) => language.say_with("refusal-names", "count", count as u64),
        Refusal::Photographs => language.say("refusal-photographs"),
        Refusal::Original => language.say("refusal-original"),
        Refusal::NoName => language.say("refusal-no-name"),
        Refusal::OtherName => language.say("refusal-other-name"),
        Refusal::TooEarly(day) => language.say_with("refusal-too-early", "day", day.to_string()),
        Refusal::NotOver(day) => language.say_with("refusal-not-over", "day", day.to_string()),
        Refusal::CameBack => language.say("refusal-came-back"),
    }
}

/// A page of the desk, or why there is none.
fn shown(asked: Asked, page: Result<impl Template, DeskError>) -> Response {
    match page {
        Ok(page) => html(StatusCode::OK, Keep::Never, &page),
        Err(error) => not_done(asked, &error),
    }
}

/// On to `address` when something is done, or why it was not.
fn then(asked: Asked, address: &str, done: Result<(), DeskError>) -> Response {
    match done {
        Ok(()) => Redirect::to(address).into_response(),
        Err(error) => not_done(asked, &error),
    }
}

/// The page for what could not be done.
fn not_done(asked: Asked, error: &DeskError) -> Response {
    let (status, sentence) = why_not(asked.0, error);
    problem(status, asked.answer("desk"), sentence)
}

fn why_not(language: Language, error: &DeskError) -> (StatusCode, String) {
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    match error {
        DeskError::NeedsRole(_) => (StatusCode::FORBIDDEN, language.say("refused-role")),
        DeskError::NoAccount | DeskError::NotPublished => (StatusCode::NOT_FOUND, language.say("account-gone")),
        DeskError::NoSource => (StatusCode::CONFLICT, language.say("account-no-source")),
        DeskError::OtherDraft | DeskError::NoDraft => (StatusCode::CONFLICT, language.say("desk-other-draft")),
        DeskError::NeedsSecond => (StatusCode::CONFLICT, language.say("public-needs-second")),
        DeskError::LastAdmin => (StatusCode::CONFLICT, language.say("members-last-admin")),
        DeskError::NoInvitation => (StatusCode::GONE, language.say("join-gone")),
        DeskError::BadName => (unprocessable, language.say("join-bad-name")),
        DeskError::ShortPassphrase => (unprocessable, language.say("join-short")),
        DeskError::WrongCode => (unprocessable, language.say("join-wrong-code")),
        DeskError::Refused(why) => (StatusCode::CONFLICT, refusal(language, *why)),
        DeskError::CannotWithhold(why) => {
            (unprocessable, language.say_with("desk-cannot-withhold", "why", why.to_string()))
        }
        DeskError::Translation(why) => {
            (unprocessable, language.say_with("desk-cannot-translate", "why", why.to_string()))
        }
        DeskError::Photograph(number, why) => {
            let values = [("number", (*number as u64).into()), ("why", why.to_string().into())];
            (unprocessable, language.say_all("desk-cannot-show", values))
        }
        DeskError::CannotOpen(CannotOpen::WrongKey) => (unprocessable, language.say("account-other-key")),
        DeskError::CannotOpen(CannotOpen::Damaged) => (unprocessable, language.say("account-damaged")),
        DeskError::Store(store) if store.is_full() => (StatusCode::INSUFFICIENT_STORAGE, language.say("error-full")),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, language.say("error-internal")),
    }
}
