//! Limits how much work runs at once. Work that decrypts, derives a key, judges, searches or reads files must go
//! through [`blocking`]. It never runs on the threads that serve connections. Work that is slow or needs much memory
//! first waits at the gate of its kind. So one kind of work cannot block another kind.

use std::sync::Arc;

use firsthand_desk::error::DeskError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::limits::{
    FORM_MEMORY_UNIT, MAX_CODENAMES_AT_ONCE, MAX_CODENAMES_WAITING, MAX_COPY_MEMORY, MAX_FORM_MEMORY,
    MAX_JUDGED_AT_ONCE, MAX_PASSPHRASES_AT_ONCE, MAX_PASSPHRASES_WAITING, MAX_PICTURE_WAIT, MAX_SEALED_AT_ONCE,
};

/// A gate for each kind of slow work.
pub struct Gates {
    codenames: Gate,
    passphrases: Gate,
    judging: Gate,
    sealing: Gate,
    pictures: Gate,
    /// The free memory for long forms of sources and members, and for long copies of readers, in units of
    /// [`FORM_MEMORY_UNIT`].
    pub form_memory: Arc<Semaphore>,
    pub copy_memory: Arc<Semaphore>,
}

/// Lets a fixed number of works run at once. The others wait for their turn, in order.
struct Gate {
    turns: Arc<Semaphore>,
    /// The places for those that run or wait.
    places: Semaphore,
}

impl Gate {
    fn new(at_once: usize) -> Self {
        Self::bounded(at_once, Semaphore::MAX_PERMITS - at_once)
    }

    fn bounded(at_once: usize, waiting: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(at_once)), places: Semaphore::new(at_once + waiting) }
    }

    async fn turn(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.turns).acquire_owned().await.expect("never closed")
    }

    /// Like [`Self::pass`], but fails if too many wait already.
    async fn pass_if_free<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, DeskError> {
        let _place = self.places.try_acquire().map_err(|_| DeskError::Busy)?;
        Ok(self.pass(work).await)
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
            codenames: Gate::bounded(MAX_CODENAMES_AT_ONCE, MAX_CODENAMES_WAITING),
            passphrases: Gate::bounded(MAX_PASSPHRASES_AT_ONCE, MAX_PASSPHRASES_WAITING),
            judging: Gate::new(MAX_JUDGED_AT_ONCE),
            sealing: Gate::new(MAX_SEALED_AT_ONCE),
            pictures: Gate::new(1),
            form_memory: Arc::new(Semaphore::new(MAX_FORM_MEMORY / FORM_MEMORY_UNIT)),
            copy_memory: Arc::new(Semaphore::new(MAX_COPY_MEMORY / FORM_MEMORY_UNIT)),
        }
    }

    /// For work that derives a key from a codename. Sources do not wait for members: their gates are apart.
    pub async fn codename<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, DeskError> {
        self.codenames.pass_if_free(work).await
    }

    /// For work that derives a key from a passphrase.
    pub async fn passphrase<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, DeskError> {
        self.passphrases.pass_if_free(work).await
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
