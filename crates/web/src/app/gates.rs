//! How much is done at once. One rule: whatever decrypts, derives a key, judges, searches or reads files goes through
//! [`blocking`], and never runs on the threads that serve connections. What is slow or needs much memory waits at a gate
//! first, so that one kind of work cannot keep another waiting.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::limits::{
    FORM_MEMORY_UNIT, MAX_FORM_MEMORY, MAX_JUDGED_AT_ONCE, MAX_KEY_DERIVATIONS, MAX_PICTURE_WAIT, MAX_SEALED_AT_ONCE,
};

pub struct Gates {
    keys: Gate,
    judging: Gate,
    sealing: Gate,
    pictures: Gate,
    /// What long forms hold, in units of [`FORM_MEMORY_UNIT`].
    pub form_memory: Arc<Semaphore>,
}

/// Lets so many through at once; the others wait for their turn.
struct Gate(Arc<Semaphore>);

impl Gate {
    fn new(at_once: usize) -> Self {
        Self(Arc::new(Semaphore::new(at_once)))
    }

    async fn turn(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.0).acquire_owned().await.expect("never closed")
    }

    async fn pass<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        in_turn(self.turn().await, work).await
    }
}

/// Does `work` and keeps its place until it is done, even if nobody waits for it any more.
async fn in_turn<T: Send + 'static>(turn: OwnedSemaphorePermit, work: impl FnOnce() -> T + Send + 'static) -> T {
    blocking(move || {
        let _turn = turn;
        work()
    })
    .await
}

impl Gates {
    pub fn new() -> Self {
        Self {
            keys: Gate::new(MAX_KEY_DERIVATIONS),
            judging: Gate::new(MAX_JUDGED_AT_ONCE),
            sealing: Gate::new(MAX_SEALED_AT_ONCE),
            pictures: Gate::new(1),
            form_memory: Arc::new(Semaphore::new(MAX_FORM_MEMORY / FORM_MEMORY_UNIT)),
        }
    }

    /// Derives a key from a codename or a passphrase: it takes half a second and up to 128 MiB.
    pub async fn derive<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        self.keys.pass(work).await
    }

    /// Judges a copy.
    pub async fn judge<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        self.judging.pass(work).await
    }

    /// Seals an account. Readers who check copies do not keep sources waiting.
    pub async fn seal<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        self.sealing.pass(work).await
    }

    /// Looks at pictures; `None` if those of others take too long.
    pub async fn look_at<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let turn = tokio::time::timeout(MAX_PICTURE_WAIT, self.pictures.turn()).await.ok()?;
        Some(in_turn(turn, work).await)
    }
}

/// Does `work` beside the threads that serve connections.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.expect("it does not panic")
}
