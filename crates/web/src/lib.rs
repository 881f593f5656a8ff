//! The pages: drop box, desk, archive and check. `router.rs` is their table of contents.
//!
//! Nothing is logged of a request: no address, no hour, no word.

mod app;
mod archive;
mod check;
mod connections;
mod desk;
mod differences;
mod drop;
mod form;
mod limits;
mod links;
mod locale;
mod page;
mod pocket;
mod published;
mod pull;
mod refusals;
mod router;
mod words;

use std::sync::Arc;

use tokio::net::TcpListener;

pub use app::{App, Roles, World};
pub use archive::site::SiteError;

/// What lies at the top of an archive that is written as files, beside `page-2.html` and so on.
pub const SITE: [&str; 9] =
    ["a", "characters.json", "es", "feed.atom", "firsthand.mjs", "index.html", "kk", "ru", "words.html"];

/// Hands every file of the archive to `put`, with its path: pages that lead to each other and need no server. Returns how
/// many accounts there are.
pub fn site<E>(app: &App, put: impl FnMut(&str, &[u8]) -> Result<(), E>) -> Result<usize, SiteError<E>> {
    archive::site::write(app, put)
}

/// Serves the pages until `stop` comes.
pub async fn serve(app: App, listener: TcpListener, stop: impl Future<Output = ()>) {
    let app = Arc::new(app);
    let reader = Arc::clone(&app);
    tokio::spawn(async move { reader.read(|app| std::mem::drop(app.published())).await });
    let sweeper = tokio::spawn(app::expire(Arc::clone(&app)));
    connections::serve(router::router(app), listener, stop).await;
    sweeper.abort();
}
