//! `/pull`: the requests with which a desk fetches from this drop box. A request without the desk's token gets "not
//! found".

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use firsthand_desk::error::DeskError;
use firsthand_desk::pull::{Answer, PullToken};
use firsthand_store::blobs::BlobId;

use crate::app::App;

/// Shows that a request comes from the desk, because it has the desk's token. An argument of a handler.
pub struct TheDesk;

impl FromRequestParts<Arc<App>> for TheDesk {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let shown = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let pass = shown.and_then(|shown| shown.strip_prefix("Bearer ")).map(PullToken::read);
        match (&app.roles.pulled_by, pass) {
            (Some(public), Some(pass)) if pass.opens(public) => Ok(Self),
            _ => Err(StatusCode::NOT_FOUND),
        }
    }
}

fn answer(result: Result<impl IntoResponse, DeskError>) -> Response {
    match result {
        Ok(response) => response.into_response(),
        Err(DeskError::NoAccount | DeskError::NoSource) => StatusCode::GONE.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

pub async fn waiting(State(app): State<Arc<App>>, _: TheDesk) -> Response {
    answer(app.desk.waiting().await.map(Json))
}

pub async fn blob(State(app): State<Arc<App>>, _: TheDesk, Path(blob): Path<BlobId>) -> Response {
    answer(app.desk.blob(&blob).map_err(|_| DeskError::NoAccount))
}

pub async fn take_answer(State(app): State<Arc<App>>, _: TheDesk, Json(reply): Json<Answer>) -> Response {
    answer(app.desk.take_answer(&reply).await)
}

pub async fn handed_over(State(app): State<Arc<App>>, _: TheDesk, Path(number): Path<u64>) -> Response {
    answer(app.desk.handed_over(number, app.today()).await)
}
