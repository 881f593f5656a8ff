//! Accepts connections, and limits their number, and the memory and the waiting time of each.

mod watched;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::time;
use tokio_io_timeout::TimeoutStream;

use crate::limits::{MAX_CONNECTIONS, MAX_HEAD_WAIT, MAX_READ_AHEAD, MAX_SHUTDOWN, MAX_UNREAD};
use watched::{Arriving, Open, Watched};

/// How long to wait after a connection could not be accepted, because too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers requests with `router` until `stop` is ready. Then finishes the requests that have begun.
pub async fn serve(router: Router, listener: TcpListener, stop: impl Future<Output = ()>) {
    serve_with(router, listener, stop, MAX_UNREAD, MAX_CONNECTIONS).await;
}

async fn serve_with(
    router: Router,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
    unread: Duration,
    at_most: usize,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(MAX_HEAD_WAIT).max_buf_size(MAX_READ_AHEAD);
    let service = TowerToHyperService::new(router);
    let under_way = GracefulShutdown::new();
    let open = Arc::new(Open::default());
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
        // If there is no room for the new connection, it is closed here.
        let Some(place) = open.add(at_most, Instant::now()) else { continue };
        let mut stream = TimeoutStream::new(Watched::new(stream, place.connection()));
        stream.set_write_timeout(Some(unread));
        let (service, connection) = (service.clone(), place.connection());
        let answer = service_fn(move |request: Request<Incoming>| {
            let (service, connection) = (service.clone(), Arc::clone(&connection));
            async move {
                let request = request.map(|body| Arriving::new(body, Arc::clone(&connection)));
                let answer = service.call(request).await;
                connection.waits(Instant::now());
                answer
            }
        });
        let answering = under_way.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), answer));
        tokio::spawn(async move {
            tokio::select! {
                _ = answering => {}
                () = place.ended() => {}
            }
        });
    }
    drop(listener);
    let _ = time::timeout(MAX_SHUTDOWN, under_way.shutdown()).await;
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};

    use axum::body::Bytes;
    use axum::routing::{get, post};

    use super::*;

    /// An answer of this size does not fit into the buffers of the system.
    const ANSWER: usize = 64 << 20;

    /// The number of bytes that a client receives if it waits before it reads the answer.
    fn read_after(wait: Duration) -> usize {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(|| async { vec![0u8; ANSWER] }));
        runtime.spawn(serve_with(router, listener, std::future::pending(), Duration::from_millis(300), 10));
        let mut client = TcpStream::connect(address).unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        std::thread::sleep(wait);
        let mut read = Vec::new();
        // If the server disconnected, reading may end with an error.
        let _ = client.read_to_end(&mut read);
        read.len()
    }

    /// A connection that sent `head`.
    fn connected(address: SocketAddr, head: &str) -> TcpStream {
        let mut client = TcpStream::connect(address).unwrap();
        client.write_all(head.as_bytes()).unwrap();
        client.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        client
    }

    /// Whether the server closes the connection without an answer.
    fn is_closed(mut client: &TcpStream) -> bool {
        client.set_nonblocking(false).unwrap();
        matches!(client.read(&mut [0; 64]), Ok(0) | Err(_))
    }

    #[test]
    fn when_there_are_too_many_the_slowest_gives_way() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let slow_work = get(|| async {
            time::sleep(Duration::from_secs(6)).await;
            "done"
        });
        let take = post(|body: Bytes| async move { body.len().to_string() });
        let router = Router::new().route("/", get(|| async { "here" })).route("/slow", slow_work).route("/take", take);
        runtime.spawn(serve_with(router, listener, std::future::pending(), MAX_UNREAD, 4));

        // Two that never finish their heads, one whose form arrives steadily, and one for which the server works.
        let idle = [(); 2].map(|()| connected(address, "GET / HTTP/1.1\r\nHost: x\r\n"));
        let mut form = connected(address, "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        let mut served = connected(address, "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        std::thread::sleep(Duration::from_millis(300));
        let asked = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        assert!(is_closed(&connected(address, asked)), "nobody has waited for long");
        for _ in 0..10 {
            form.write_all(&[b'a'; 1_000]).unwrap();
            std::thread::sleep(Duration::from_millis(250));
        }
        for idle in &idle {
            let mut came = connected(address, asked);
            let mut answer = String::new();
            came.read_to_string(&mut answer).unwrap();
            assert!(answer.ends_with("here"), "{answer}");
            // The place of the one that was answered is free again. It is taken, so that the next idle one gives way.
            let taken = connected(address, "GET / HTTP/1.1\r\n");
            std::thread::sleep(Duration::from_millis(100));
            assert!(is_closed(idle));
            std::mem::forget(taken);
        }
        form.write_all(&[b'a'; 90_000]).unwrap();
        let mut answer = [0; 512];
        let read = form.read(&mut answer).unwrap();
        assert!(String::from_utf8_lossy(&answer[..read]).ends_with("100000"), "a form that moves goes on");
        let mut answer = String::new();
        served.read_to_string(&mut answer).unwrap();
        assert!(answer.ends_with("done"), "nobody gives way while the server works for them: {answer}");
    }

    #[test]
    fn whoever_does_not_read_is_hung_up_on() {
        assert!(read_after(Duration::ZERO) > ANSWER);
        assert!(read_after(Duration::from_secs(2)) < ANSWER);
    }
}
