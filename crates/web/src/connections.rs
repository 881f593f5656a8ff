//! Accepts connections, and limits the memory and the waiting time of each.

use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::time;
use tokio_io_timeout::TimeoutStream;

use crate::limits::{MAX_HEAD_WAIT, MAX_READ_AHEAD, MAX_SHUTDOWN, MAX_UNREAD};

/// How long to wait after a connection could not be accepted, because too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers requests with `router` until `stop` is ready. Then finishes the requests that have begun.
pub async fn serve(router: Router, listener: TcpListener, stop: impl Future<Output = ()>) {
    serve_with(router, listener, stop, MAX_UNREAD).await;
}

async fn serve_with(router: Router, listener: TcpListener, stop: impl Future<Output = ()>, unread: Duration) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(MAX_HEAD_WAIT).max_buf_size(MAX_READ_AHEAD);
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
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(unread));
        let connection = http.serve_connection(TokioIo::new(Box::pin(stream)), service.clone());
        tokio::spawn(under_way.watch(connection));
    }
    drop(listener);
    let _ = time::timeout(MAX_SHUTDOWN, under_way.shutdown()).await;
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use axum::routing::get;

    use super::*;

    /// An answer of this size does not fit into the buffers of the system.
    const ANSWER: usize = 64 << 20;

    /// The number of bytes that a client receives if it waits before it reads the answer.
    fn read_after(wait: Duration) -> usize {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(|| async { vec![0u8; ANSWER] }));
        runtime.spawn(serve_with(router, listener, std::future::pending(), Duration::from_millis(300)));
        let mut client = TcpStream::connect(address).unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        std::thread::sleep(wait);
        let mut read = Vec::new();
        // If the server disconnected, reading may end with an error.
        let _ = client.read_to_end(&mut read);
        read.len()
    }

    #[test]
    fn whoever_does_not_read_is_hung_up_on() {
        assert!(read_after(Duration::ZERO) > ANSWER);
        assert!(read_after(Duration::from_secs(2)) < ANSWER);
    }
}
