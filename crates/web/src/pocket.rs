//! `/page`: the page in the pocket, to use here or to save.

use axum::http::header;
use axum::response::{IntoResponse, Response};

pub async fn show() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, firsthand_pocket::POLICY),
    ];
    (headers, firsthand_pocket::HTML).into_response()
}
