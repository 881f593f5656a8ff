//! Measures the body of a form while it arrives. A form whose parts have heads without end needs no memory without end,
//! and a form that hardly moves is ended.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::Frame;

use crate::limits::{MAX_FORM_PAUSE, MAX_FORM_TIME, MAX_PART_HEAD, MIN_FORM_PROGRESS};

/// What has arrived of a body.
#[derive(Default)]
pub struct Meter {
    all: AtomicU64,
    /// The bytes that arrived since the reader of the form made anything of them. It holds them in memory.
    unread: AtomicUsize,
    /// Whether the body paused, so that the reader takes what is there.
    paused: AtomicBool,
}

impl Meter {
    /// Notes that the reader of the form has taken what arrived.
    pub fn taken(&self) {
        self.unread.store(0, Relaxed);
        self.paused.store(false, Relaxed);
    }
}

/// A body that is measured. It fails if more than about [`MAX_PART_HEAD`] bytes arrive and nothing can be made of them.
pub struct Metered {
    body: Body,
    meter: Arc<Meter>,
}

impl Metered {
    pub fn new(body: Body) -> (Self, Arc<Meter>) {
        let meter = Arc::new(Meter::default());
        (Self { body, meter: Arc::clone(&meter) }, meter)
    }
}

impl HttpBody for Metered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.meter.unread.load(Relaxed) > MAX_PART_HEAD {
            // The reader takes all that it gets before it makes something of it. If it can make nothing of it, it asks again.
            if self.meter.paused.swap(true, Relaxed) {
                return Poll::Ready(Some(Err(axum::Error::new("the head of a part is too long"))));
            }
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        let length = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()).map_or(0, Bytes::len);
        self.meter.all.fetch_add(length as u64, Relaxed);
        self.meter.unread.fetch_add(length, Relaxed);
        Poll::Ready(frame)
    }
}

/// Whether a form moves on: it must bring [`MIN_FORM_PROGRESS`] bytes in each [`MAX_FORM_PAUSE`], and end within
/// [`MAX_FORM_TIME`].
pub struct Pace {
    began: Instant,
    marked: Instant,
    at_mark: u64,
}

impl Pace {
    pub fn new() -> Self {
        let now = Instant::now();
        Self { began: now, marked: now, at_mark: 0 }
    }

    /// Whether the form is too slow at the time `now`.
    pub fn is_too_slow(&mut self, meter: &Meter, now: Instant) -> bool {
        let all = meter.all.load(Relaxed);
        let mut stuck = false;
        if now.duration_since(self.marked) >= MAX_FORM_PAUSE {
            stuck = all - self.at_mark < MIN_FORM_PROGRESS;
            (self.marked, self.at_mark) = (now, all);
        }
        stuck || now.duration_since(self.began) > MAX_FORM_TIME
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_form_that_hardly_moves_is_too_slow() {
        let (meter, mut pace) = (Meter::default(), Pace::new());
        let began = pace.began;
        let times = [59, 61, 122, 183].map(|seconds| began + Duration::from_secs(seconds));
        assert!(!pace.is_too_slow(&meter, times[0]));
        meter.all.fetch_add(MIN_FORM_PROGRESS, Relaxed);
        assert!(!pace.is_too_slow(&meter, times[1]));
        meter.all.fetch_add(MIN_FORM_PROGRESS - 1, Relaxed);
        assert!(pace.is_too_slow(&meter, times[2]));
        meter.all.fetch_add(1 << 30, Relaxed);
        assert!(!pace.is_too_slow(&meter, times[3]));
        let late = began + MAX_FORM_TIME + Duration::from_secs(1);
        assert!(pace.is_too_slow(&meter, late));
    }
}
