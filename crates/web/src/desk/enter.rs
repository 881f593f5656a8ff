//! `/desk/join/…`, `/desk/sign-in`, `/desk/sign-out`: how members join, sign in and sign out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use firsthand_channels::qr::Code;
use firsthand_desk::error::DeskError;
use firsthand_desk::keyring::{self, Invitation};
use firsthand_desk::limits::MIN_PASSPHRASE;
use zeroize::Zeroizing;

use crate::app::App;
use crate::desk::{COOKIE, not_done, role_key, token};
use crate::form::Form;
use crate::page::{Asked, Frame, Keep, html, problem};
use crate::refusals;

#[derive(Template)]
#[template(path = "desk/sign_in.html")]
pub struct SignIn {
    pub f: Frame,
    pub said: Option<String>,
    pub wrong: Option<String>,
    pub nobody: bool,
}

#[derive(Template)]
#[template(path = "desk/join.html")]
struct Join {
    f: Frame,
    invitation: String,
    role: String,
    hint: String,
    name: String,
    authenticator: Authenticator,
    wrong: Option<String>,
}

/// The secret of one-time codes, for an authenticator app.
pub struct Authenticator {
    /// In hexadecimal digits, for the form.
    pub hex: String,
    /// In base32, to be typed into the app.
    pub typed: String,
    /// A QR code for the app: its SVG path, and the length of its side.
    pub path: String,
    pub side: usize,
}

impl Authenticator {
    pub fn of(secret: &[u8; 20], member: &str) -> Self {
        let code = Code::of(&keyring::authenticator(secret, member));
        let (path, side) = code.map_or_else(Default::default, |code| (code.path(), code.side()));
        Self { hex: HEXLOWER.encode(secret), typed: BASE32_NOPAD.encode(secret), path, side }
    }

    /// The secret that a form sends back.
    pub fn read(form: &Form) -> Option<[u8; 20]> {
        HEXLOWER.decode(form.get("secret").as_bytes()).ok()?.try_into().ok()
    }
}

/// The page on which members sign in.
pub fn sign_in_page(app: &App, asked: Asked, said: Option<String>, wrong: Option<String>) -> Response {
    let nobody = app.desk.catalogue().members.is_empty();
    let status = if wrong.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    html(status, Keep::Never, &SignIn { f: asked.answer("desk"), said, wrong, nobody })
}

pub async fn sign_in(State(app): State<Arc<App>>, asked: Asked, form: Form) -> Response {
    let passphrase = Zeroizing::new(form.get("passphrase").to_owned());
    match app.sign_in(form.get("name").to_owned(), passphrase, form.get("code").to_owned()).await {
        Ok(token) => {
            let cookie = format!("{COOKIE}={}; Path=/desk; HttpOnly; SameSite=Strict", token.to_text());
            ([(header::SET_COOKIE, cookie)], Redirect::to("/desk")).into_response()
        }
        Err(DeskError::Busy) => {
            let (status, sentence) = refusals::for_member(asked.0, &DeskError::Busy);
            problem(status, asked.answer("desk"), sentence)
        }
        Err(error) => sign_in_page(&app, asked, None, Some(refusals::for_member(asked.0, &error).1)),
    }
}

pub async fn sign_out(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if let Some(token) = token(&headers) {
        app.sign_out(token);
    }
    let cookie = format!("{COOKIE}=; Path=/desk; Max-Age=0; HttpOnly; SameSite=Strict");
    ([(header::SET_COOKIE, cookie)], Redirect::to("/desk")).into_response()
}

pub async fn invited(State(app): State<Arc<App>>, asked: Asked, Path(text): Path<String>) -> Response {
    let secret = app.random();
    join_page(&app, asked, &text, "", &secret, None)
}

fn join_page(app: &App, asked: Asked, text: &str, name: &str, secret: &[u8; 20], wrong: Option<String>) -> Response {
    let Some(invitation) = Invitation::read(text) else { return not_done(asked, &DeskError::NoInvitation) };
    let role = match app.desk.invited(&invitation, app.today()) {
        Ok(role) => role,
        Err(error) => return not_done(asked, &error),
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Join {
        f: asked.answer("desk"),
        invitation: text.to_owned(),
        role: asked.0.say_with("join-lead", "role", asked.0.say(role_key(role))),
        hint: asked.0.say_with("join-passphrase-hint", "count", MIN_PASSPHRASE as u64),
        name: name.to_owned(),
        authenticator: Authenticator::of(secret, if name.is_empty() { "desk" } else { name }),
        wrong,
    };
    html(status, Keep::Never, &page)
}

pub async fn join(State(app): State<Arc<App>>, asked: Asked, Path(text): Path<String>, form: Form) -> Response {
    let Some(invitation) = Invitation::read(&text) else { return not_done(asked, &DeskError::NoInvitation) };
    let secret = Authenticator::read(&form).unwrap_or_else(|| app.random());
    let name = form.get("name").to_owned();
    let passphrase = Zeroizing::new(form.get("passphrase").to_owned());
    let wrong = if form.get("again") != *passphrase {
        Some(asked.0.say("join-different"))
    } else if !keyring::is_code(&secret, form.get("code"), app.seconds()) {
        Some(asked.0.say("join-wrong-code"))
    } else {
        match app.join(invitation, name.clone(), passphrase, secret).await {
            Ok(()) => None,
            Err(error) => Some(refusals::for_member(asked.0, &error).1),
        }
    };
    match wrong {
        None => sign_in_page(&app, asked, Some(asked.0.say("join-done")), None),
        Some(_) => join_page(&app, asked, &text, &name, &secret, wrong),
    }
}
