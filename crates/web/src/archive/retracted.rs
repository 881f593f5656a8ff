//! `/a/{id}` of a retracted account: the notices are left of it, and nothing else.

use std::sync::Arc;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use firsthand_account::identity::AccountId;
use firsthand_store::catalogue::Published;

use super::notices::{ShownNotice, notices};
use crate::app::App;
use crate::page::{Asked, Frame, not_found};

/// The data of the page.
#[derive(Template)]
#[template(path = "archive/retracted.html")]
pub struct Retracted {
    f: Frame,
    id: String,
    /// The newest first.
    notices: Vec<ShownNotice>,
}

/// The page of the retracted account `id`.
pub fn retracted(f: Frame, id: &str, published: &Published) -> Retracted {
    let mut notices = notices(f.language, published, None);
    notices.reverse();
    Retracted { f, id: id.to_owned(), notices }
}

/// The account on whose page a text stood that is not public any more, and its id.
pub fn account_of(app: &App, id: &str) -> Option<(String, Published)> {
    let id = id.parse::<AccountId>().ok()?.to_string();
    let catalogue = app.desk.catalogue();
    let page = catalogue.past_texts.get(&id).unwrap_or(&id);
    Some((page.clone(), catalogue.published.get(page)?.clone()))
}

/// Leads from the address of a file that is not public any more to the page of its account, if there is one.
pub async fn instead(app: &Arc<App>, asked: Asked, id: String) -> Response {
    match app.read(move |app| account_of(app, &id)).await {
        Some((page, _)) => Redirect::to(&format!("/a/{page}")).into_response(),
        None => not_found(asked).await,
    }
}
