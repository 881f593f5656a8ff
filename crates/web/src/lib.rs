//! The pages: drop box, desk, archive and check. `router.rs` is their table of contents.
//!
//! Nothing is logged of a request: no address, no hour, no word.

mod app;
mod archive;
mod check;
mod desk;
mod drop;
mod form;
mod library;
mod locale;
mod page;
mod pull;
mod router;

use std::sync::Arc;

use tokio::net::TcpListener;

pub use app::{App, Roles, World};

/// Serves the pages until `stop` comes.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let app = Arc::new(app);
    let reader = Arc::clone(&app);
    tokio::task::spawn_blocking(move || std::mem::drop(reader.library()));
    let sweeper = tokio::spawn(app::sweep(Arc::clone(&app)));
    axum::serve(listener, router::router(app)).with_graceful_shutdown(stop).await?;
    sweeper.abort();
    Ok(())
}
