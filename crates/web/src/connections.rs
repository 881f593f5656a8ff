//! Connections: what each may hold, and how long it may keep us waiting.

use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::time;

/// What is read of a connection before it is looked at, in bytes: two hundred uploads at once are to fit into a small
/// machine.
const READ_AHEAD: usize = 16 << 10;
/// For how long the head of a request may take to come.
const HEAD: Duration = Duration::from_secs(60);
/// For how long what is under way when `stop` comes may go on.
const LAST: Duration = Duration::from_secs(60);
/// How long to wait where no connection can be taken: too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers by `router` until `stop` comes, and brings to an end what is under way then.
pub async fn serve(router: Router, listener: TcpListener, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(READ_AHEAD);
    let service = TowerToHyperService::new(router);
    let under_way = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = accepted else {
            time::sleep(PAUSE).await;
            continue;
        };
        let connection = http.serve_connection(TokioIo::new(stream), service.clone());
        tokio::spawn(under_way.watch(connection));
    }
    drop(listener);
    let _ = time::timeout(LAST, under_way.shutdown()).await;
}
