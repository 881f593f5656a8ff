//! The pages of a server: drop box, desk, archive and check. `router.rs` lists every address. Out of scope: the rules
//! of a desk (`firsthand-desk`), and how copies are judged (`firsthand-verdict`).
//!
//! The server logs nothing about a request: no network address, no time, no words.

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

/// The names at the top of an archive that is written as files. `page-2.html` and so on are there too.
pub const SITE: [&str; 9] =
    ["a", "characters.json", "es", "feed.atom", "firsthand.mjs", "index.html", "kk", "ru", "words.html"];

/// Makes the archive as files that need no server, and passes each path and its bytes to `put`. Returns the number of
/// accounts. Fails if `put` fails, or if a published account cannot be read.
pub fn site<E>(app: &App, put: impl FnMut(&str, &[u8]) -> Result<(), E>) -> Result<usize, SiteError<E>> {
    archive::site::write(app, put)
}

/// Serves the pages until `stop` is ready. Then finishes the requests that have begun.
pub async fn serve(app: App, listener: TcpListener, stop: impl Future<Output = ()>) {
    let app = Arc::new(app);
    let reader = Arc::clone(&app);
    tokio::spawn(async move { reader.read(|app| std::mem::drop(app.published())).await });
    let sweeper = tokio::spawn(app::expire(Arc::clone(&app)));
    connections::serve(router::router(app), listener, stop).await;
    sweeper.abort();
}
