//! The open connections. When there are too many, the one that moves slowest gives way, so that connections which hardly
//! move cannot keep others out. A connection for which the server works never gives way.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::limits::MIN_CONNECTION_WAIT;

/// All open connections.
#[derive(Default)]
pub struct Open {
    connections: Mutex<HashMap<u64, Arc<Connection>>>,
    next: AtomicU64,
}

/// An open connection.
pub struct Connection {
    /// The bytes that came and went.
    moved: AtomicU64,
    /// Since when the server waits for the client, and the bytes until then. `None` while it works for the client.
    waits: Mutex<Option<(Instant, u64)>>,
    gives_way: Notify,
}

/// The place of a connection among the open ones. It is free again when this is dropped.
pub struct Place {
    open: Arc<Open>,
    number: u64,
    connection: Arc<Connection>,
}

impl Open {
    /// Adds a connection. If there are `at_most` already, the slowest gives way; `None` if none has waited for
    /// [`MIN_CONNECTION_WAIT`].
    pub fn add(self: &Arc<Self>, at_most: usize, now: Instant) -> Option<Place> {
        let mut connections = locked(&self.connections);
        if connections.len() >= at_most {
            let waiting = connections.iter().filter_map(|(number, each)| Some((*number, each.speed(now)?)));
            let (slowest, _) = waiting.min_by(|(_, one), (_, other)| one.total_cmp(other))?;
            connections.remove(&slowest)?.gives_way.notify_one();
        }
        let number = self.next.fetch_add(1, Relaxed);
        let waits = Mutex::new(Some((now, 0)));
        let connection = Arc::new(Connection { moved: AtomicU64::new(0), waits, gives_way: Notify::new() });
        connections.insert(number, Arc::clone(&connection));
        Some(Place { open: Arc::clone(self), number, connection })
    }
}

impl Connection {
    /// The server waits for the client: for a request or more of it, or until the client has read the answer.
    pub fn waits(&self, now: Instant) {
        *locked(&self.waits) = Some((now, self.moved.load(Relaxed)));
    }

    /// The server works for the client.
    fn works(&self) {
        *locked(&self.waits) = None;
    }

    /// Bytes a second since the server waits for the client. `None` if it does not, or not for long.
    fn speed(&self, now: Instant) -> Option<f64> {
        let (since, then) = (*locked(&self.waits))?;
        let waited = now.saturating_duration_since(since);
        let moved = self.moved.load(Relaxed) - then;
        (waited >= MIN_CONNECTION_WAIT).then(|| moved as f64 / waited.max(Duration::from_millis(1)).as_secs_f64())
    }
}

impl Place {
    pub fn connection(&self) -> Arc<Connection> {
        Arc::clone(&self.connection)
    }

    /// Waits until the connection must give way.
    pub async fn ended(&self) {
        self.connection.gives_way.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        locked(&self.open.connections).remove(&self.number);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The stream of a connection. It counts the bytes.
pub struct Watched {
    stream: TcpStream,
    connection: Arc<Connection>,
}

impl Watched {
    pub fn new(stream: TcpStream, connection: Arc<Connection>) -> Self {
        Self { stream, connection }
    }

    fn count(&self, bytes: usize) {
        self.connection.moved.fetch_add(bytes as u64, Relaxed);
    }
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let read = ready!(Pin::new(&mut self.stream).poll_read(context, into));
        self.count(into.filled().len() - before);
        Poll::Ready(read)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, bytes));
        self.count(*written.as_ref().unwrap_or(&0));
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(context, slices));
        self.count(*written.as_ref().unwrap_or(&0));
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The body of a request. When all of it has arrived, the server works for the client.
pub struct Arriving {
    body: Incoming,
    connection: Arc<Connection>,
}

impl Arriving {
    pub fn new(body: Incoming, connection: Arc<Connection>) -> Self {
        if body.is_end_stream() {
            connection.works();
        } else {
            connection.waits(Instant::now());
        }
        Self { body, connection }
    }
}

impl Body for Arriving {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.connection.works();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
