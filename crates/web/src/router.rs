//! Every address, and the handler that answers it.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use firsthand_store::room::Room;

use crate::app::App;
use crate::page::{Asked, guard, not_found, problem};
use crate::{archive, check, desk, drop, pocket, pull, words};

/// The routes of the parts that this server offers, with what holds for all of them.
pub fn router(app: Arc<App>) -> Router {
    let mut routes = Router::new();
    for (serves, part) in [
        (app.roles.archive, archive as fn(&Arc<App>) -> Router<Arc<App>>),
        (app.roles.drop, drop_box),
        (app.roles.desk, desk),
        (app.roles.pulled_by.is_some(), pulled),
    ] {
        if serves {
            routes = routes.merge(part(&app));
        }
    }
    routes
        .route("/page", get(pocket::show))
        .route("/words", get(words::show))
        .fallback(not_found)
        // `form.rs` reads forms piece by piece, and limits them there.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(Arc::clone(&app), with_a_page))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), at_home))
        .layer(middleware::from_fn(to_its_end))
        .layer(middleware::map_response(guard))
        .with_state(app)
}

/// The published accounts, and the check of copies.
fn archive(_: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/", get(archive::index::show))
        .route("/feed.atom", get(archive::feed::show))
        .route("/a/{id}", get(archive::account::show))
        .route("/a/{id}/account.txt", get(archive::files::text))
        .route("/a/{id}/photo/{number}", get(archive::files::photograph))
        .route("/firsthand.mjs", get(archive::files::second))
        .route("/characters.json", get(archive::files::characters))
        .route("/check", get(check::show).post(check::check))
        .route("/api/check", post(check::api::check))
        .route("/api/accounts", get(check::api::accounts))
        .route("/api/openapi.json", get(check::api::described))
}

/// The pages of a source, who leaves an account and comes back.
fn drop_box(app: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/drop", get(drop::write::show).post(drop::preview::show))
        .route("/drop/edit", post(drop::write::again))
        .route("/drop/send", post(drop::send::send))
        .route("/return", get(drop::back::ask).post(drop::back::open))
        .route("/return/consent", post(drop::back::consent))
        .route("/return/withdraw", post(drop::back::withdraw))
        .route("/return/delete", post(drop::back::delete))
        .layer(middleware::from_fn_with_state(Arc::clone(app), if_open))
}

/// The pages of members.
fn desk(_: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/desk", get(desk::inbox::show))
        .route("/desk/join/{invitation}", get(desk::enter::invited).post(desk::enter::join))
        .route("/desk/sign-in", post(desk::enter::sign_in))
        .route("/desk/sign-out", post(desk::enter::sign_out))
        .route("/desk/me", get(desk::me::show).post(desk::me::change))
        .route("/desk/members", get(desk::members::show))
        .route("/desk/members/invite", post(desk::members::invite))
        .route("/desk/members/send-away", post(desk::members::remove_member))
        .route("/desk/members/two", post(desk::members::two))
        .route("/desk/members/key", post(desk::members::new_key))
        .route("/desk/members/clock", post(desk::members::confirm_clock))
        .route("/desk/custody", get(desk::custody::show))
        .route("/desk/{number}", get(desk::account::show))
        .route("/desk/{number}/file/{index}", get(desk::account::file))
        .route("/desk/{number}/reply", post(desk::account::reply))
        .route("/desk/{number}/note", post(desk::account::note))
        .route("/desk/{number}/decline", post(desk::account::decline))
        .route("/desk/{number}/discard", post(desk::account::discard))
        .route("/desk/{number}/compare", get(desk::compare::show))
        .route("/desk/{number}/find", post(desk::withhold::find))
        .route("/desk/{number}/withhold", post(desk::withhold::add))
        .route("/desk/{number}/words/{first}/{last}", get(desk::withhold::passage).post(desk::withhold::choose))
        .route("/desk/{number}/publish", get(desk::publish::show).post(desk::publish::publish))
        .route("/desk/{number}/draft", post(desk::publish::save))
        .route("/desk/{number}/agree", post(desk::publish::agree))
        .route("/desk/{number}/notice", post(desk::public::notice))
}

/// The requests of a desk that fetches from this drop box.
fn pulled(_: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/pull", get(pull::waiting))
        .route("/pull/blob/{blob}", get(pull::blob))
        .route("/pull/answer", post(pull::take_answer))
        .route("/pull/done/{number}", post(pull::handed_over))
}

/// Gives every refused request for a page an HTML page, even if the refusal comes from the framework.
async fn with_a_page(asked: Asked, request: Request, next: Next) -> Response {
    let for_programs = ["/api/", "/pull"].iter().any(|start| request.uri().path().starts_with(start));
    let response = next.run(request).await;
    let is_page = |value: &HeaderValue| value.as_bytes().starts_with(b"text/html");
    if for_programs || !response.status().is_client_error() || response.headers().get(CONTENT_TYPE).is_some_and(is_page)
    {
        return response;
    }
    let key = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => "error-method",
        StatusCode::NOT_FOUND => "error-not-found",
        _ => "error-broken",
    };
    problem(response.status(), asked.answer(""), asked.0.say(key))
}

/// Closes the drop box while there is no room on the disk, and while nobody has joined its desk. The next start then gives the desk a new key, and nobody could
/// read what was encrypted to the old one.
async fn if_open(State(app): State<Arc<App>>, asked: Asked, request: Request, next: Next) -> Response {
    if app.roles.pulled_by.is_none() && app.desk.is_empty() {
        return problem(StatusCode::SERVICE_UNAVAILABLE, asked.answer("drop"), asked.0.say("drop-not-open"));
    }
    // A form that was filled in is read in any case, so that the page can give back what was typed.
    let begins = request.method() == Method::GET && request.uri().path() == "/drop";
    if begins && app.desk.room().is_some_and(Room::is_full) {
        return problem(StatusCode::INSUFFICIENT_STORAGE, asked.answer("drop"), asked.0.say("drop-no-room"));
    }
    next.run(request).await
}

/// Finishes every request that has begun, even if the client disconnects.
async fn to_its_end(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Refuses forms that were sent from pages of other sites.
async fn at_home(asked: Asked, request: Request, next: Next) -> Response {
    if !request.method().is_safe() && is_from_elsewhere(request.headers()) {
        let sentence = asked.0.say("error-elsewhere");
        return problem(StatusCode::FORBIDDEN, asked.answer(""), sentence);
    }
    next.run(request).await
}

fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            origin.split_once("://").is_none_or(|(_, origin)| origin != header("host").unwrap_or_default())
        }
        (None, None) => false,
    }
}
