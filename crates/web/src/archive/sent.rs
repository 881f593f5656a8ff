//! A file as the body of an answer. It is read piece by piece, while the client takes it, so that many clients who do
//! not take it need little memory.

use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::limits::SENT_PIECE;

/// A file that is sent.
pub struct Sent<F> {
    /// `None` while a piece is read.
    file: Option<F>,
    piece: Option<JoinHandle<(F, io::Result<Vec<u8>>)>>,
    /// The number of bytes that are left.
    left: u64,
}

impl<F: Read + Send + 'static> Sent<F> {
    /// `length` is the number of bytes of the file.
    pub fn new(file: F, length: u64) -> Self {
        Self { file: Some(file), piece: None, left: length }
    }
}

impl<F: Read + Send + Unpin + 'static> HttpBody for Sent<F> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(mut file) = self.file.take() {
            if self.left == 0 {
                return Poll::Ready(None);
            }
            let wanted = self.left.min(SENT_PIECE as u64) as usize;
            self.piece = Some(spawn_blocking(move || {
                let mut piece = vec![0; wanted];
                let read = file.read_exact(&mut piece);
                (file, read.map(|()| piece))
            }));
        }
        let Some(reading) = &mut self.piece else { return Poll::Ready(None) };
        let (file, piece) = ready!(Pin::new(reading).poll(context)).map_err(io::Error::other)?;
        self.piece = None;
        let piece = piece?;
        self.file = Some(file);
        self.left -= piece.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(piece.into()))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
