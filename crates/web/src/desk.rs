//! The pages of the desk, where members sign in, read, answer, withhold and publish.

pub mod account;
pub mod compare;
pub mod custody;
pub mod enter;
pub mod inbox;
pub mod me;
pub mod members;
pub mod public;
pub mod publish;
pub mod withhold;

use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use firsthand_desk::error::DeskError;
use firsthand_desk::session::Session;
use firsthand_store::event::Role;

use crate::app::{App, Token};
use crate::page::{Asked, Keep, html, problem};
use crate::refusals;

/// The name of the cookie that holds a member's token.
const COOKIE: &str = "desk";

/// A member who is signed in, as an argument of a handler. Anybody else is sent to the page for signing in.
pub struct Member(pub Arc<Session>);

impl FromRequestParts<Arc<App>> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let session = token(&parts.headers).and_then(|token| app.session(token));
        session.map(Self).ok_or_else(|| Redirect::to("/desk").into_response())
    }
}

/// The token in the member's cookie.
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

/// A page of the desk, or the page for the error.
fn shown(asked: Asked, page: Result<impl Template, DeskError>) -> Response {
    match page {
        Ok(page) => html(StatusCode::OK, Keep::Never, &page),
        Err(error) => not_done(asked, &error),
    }
}

/// Redirects to `address` if something was done, or shows the page for the error.
fn then(asked: Asked, address: &str, done: Result<(), DeskError>) -> Response {
    match done {
        Ok(()) => Redirect::to(address).into_response(),
        Err(error) => not_done(asked, &error),
    }
}

/// The page for an error of the desk.
fn not_done(asked: Asked, error: &DeskError) -> Response {
    let (status, sentence) = refusals::for_member(asked.0, error);
    problem(status, asked.answer("desk"), sentence)
}
