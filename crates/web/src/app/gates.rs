//! Limits how much work runs at once. Work that decrypts, derives a key, judges, searches or reads files must go
//! through [`blocking`]. It never runs on the threads that serve connections. Work that is slow or needs much memory
//! first waits at the gate of its kind. So one kind of work cannot block another kind.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::limits::{
    FORM_MEMORY_UNIT, MAX_FORM_MEMORY, MAX_JUDGED_AT_ONCE, MAX_KEY_DERIVATIONS, MAX_PICTURE_WAIT, MAX_SEALED_AT_ONCE,
};

/// A gate for each kind of slow work.
pub struct Gates {
    keys: Gate,
    judging: Gate,
    sealing: Gate,
    pictures: Gate,
    /// The free memory for long forms, in units of [`FORM_MEMORY_UNIT`].
    pub form_memory: Arc<Semaphore>,
}

/// Lets a fixed number of works run at once. The others wait for their turn.
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

/// Runs `work`, and keeps `turn` until the work is done, even if the caller stops waiting.
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

    /// For work that derives a key from a codename or a passphrase. It takes up to half a second and 128 MiB.
    pub async fn derive<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        self.keys.pass(work).await
    }

    /// For work that judges a copy.
    pub async fn judge<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        self.judging.pass(work).await
    }

    /// For work that seals an account. It has its own gate, so sources need not wait for readers who check copies.
    pub async fn seal<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        self.sealing.pass(work).await
    }

    /// For work that searches pictures. `None` if the pictures of others take too long.
    pub async fn look_at<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let turn = tokio::time::timeout(MAX_PICTURE_WAIT, self.pictures.turn()).await.ok()?;
        Some(in_turn(turn, work).await)
    }
}

/// Runs `work` on another thread than those that serve connections.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.expect("the work does not panic")
}
