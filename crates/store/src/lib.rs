//! The store of a desk: its files on disk. It keeps two things. Blobs are files that are named by their hash. The
//! audit log is the list of every event, and each entry holds the hash of the entry before. The catalogue is the state
//! that follows from all events; it is read from the audit log at each start.
//!
//! The store sees no words of a source in the clear: they arrive as age files, and the audit log holds only hashes and
//! days. Out of scope: which events are allowed (`firsthand-desk`).

mod audit_log;
pub mod blobs;
pub mod catalogue;
mod error;
pub mod event;
mod export;
mod folder;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use tokio::sync::Mutex;

use crate::audit_log::AuditLog;
pub use crate::audit_log::Link;
use crate::blobs::{BlobId, Blobs};
use crate::catalogue::Catalogue;
use crate::error::at;
pub use crate::error::{BrokenLog, StoreError};
use crate::event::Entry;
use crate::folder::{lock, private_folder};

/// The folder of a desk, open. Events are appended to its audit log one after another.
pub struct Store(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    /// The lock on the folder, held while the store is open. `None` if this program only reads, beside the one that
    /// writes.
    lock: Option<fs::File>,
    blobs: Blobs,
    custody: Arc<Mutex<AuditLog>>,
    catalogue: RwLock<Catalogue>,
}

impl Store {
    /// Opens the store in `folder`, or makes one that only the owner can read. Removes files that were half written
    /// when the last program stopped. Fails if another program has the folder open, or if the audit log is broken.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        private_folder(folder)?;
        let lock = lock(folder)?;
        Self::load(folder, Some(lock)).await
    }

    /// Opens the store in `folder` read-only, while another program may have it open. Removes nothing, and refuses
    /// every event. Fails if there is no store.
    pub async fn open_beside(folder: &Path) -> Result<Self, StoreError> {
        let custody = folder.join("custody.sqlite");
        fs::metadata(&custody).map_err(at(&custody))?;
        Self::load(folder, None).await
    }

    async fn load(folder: &Path, lock: Option<fs::File>) -> Result<Self, StoreError> {
        let (custody, entries) = AuditLog::open(&folder.join("custody.sqlite")).await?;
        let mut catalogue = Catalogue::default();
        let mut deleted = HashSet::new();
        for entry in &entries {
            deleted.extend(catalogue.ended_by(&entry.event));
            catalogue.apply(entry);
        }
        let blobs = Blobs::open(folder)?;
        if lock.is_some() {
            blobs.sweep(&catalogue.blobs(), &deleted)?;
        }
        let (custody, catalogue) = (Arc::new(Mutex::new(custody)), RwLock::new(catalogue));
        Ok(Self(Arc::new(Inner { folder: folder.to_owned(), lock, blobs, custody, catalogue })))
    }

    /// The path of the folder.
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// The blobs in this folder.
    pub fn blobs(&self) -> &Blobs {
        &self.0.blobs
    }

    /// The state after all events so far. Release it soon: new events wait until it is released.
    pub fn catalogue(&self) -> RwLockReadGuard<'_, Catalogue> {
        self.0.catalogue.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends the entry that `decide` returns, and returns its number. Nothing else changes the catalogue while
    /// `decide` reads it. The entry is on disk when this returns. An entry that was decided is appended even if the
    /// caller stops waiting. Blobs that the event makes useless are removed after it.
    pub async fn append<E: From<StoreError>>(
        &self,
        decide: impl FnOnce(&Catalogue) -> Result<Entry, E>,
    ) -> Result<u64, E> {
        if self.0.lock.is_none() {
            return Err(StoreError::InUse(self.0.folder.clone()).into());
        }
        let mut custody = Arc::clone(&self.0.custody).lock_owned().await;
        let entry = decide(&self.catalogue())?;
        let inner = Arc::clone(&self.0);
        let done = tokio::spawn(async move {
            let number = custody.append(&entry).await?;
            inner.apply(Entry { number, ..entry })?;
            Ok::<_, StoreError>(number)
        });
        Ok(done.await.expect("the task does not panic")?)
    }

    /// Removes those of `blobs` that no event needs, after the event for which they were written was refused.
    pub fn forget<'a>(&self, blobs: impl Iterator<Item = &'a BlobId>) -> Result<(), StoreError> {
        let needed = self.catalogue().blobs();
        blobs.filter(|blob| !needed.contains(blob)).try_for_each(|blob| self.0.blobs.remove(blob))
    }

    /// Every entry of the audit log with its hash, the oldest first.
    pub async fn audit_log(&self) -> Result<Vec<Link>, StoreError> {
        self.0.custody.lock().await.links().await
    }

    /// Checks every hash: the chain of the audit log, then every blob that the catalogue needs. Returns the last
    /// entry, if there is one, and the number of blobs. This cannot show that entries are missing at the end. For
    /// that, somebody compares the last entry with one that they wrote down before.
    pub async fn verify(&self) -> Result<(Option<Link>, usize), StoreError> {
        let mut links = self.audit_log().await?;
        audit_log::verify(&links)?;
        let blobs = self.catalogue().blobs();
        for blob in &blobs {
            self.0.blobs.read(blob)?;
        }
        Ok((links.pop(), blobs.len()))
    }
}

impl Inner {
    fn apply(&self, entry: Entry) -> Result<(), StoreError> {
        let gone: Vec<BlobId> = {
            let mut catalogue = self.catalogue.write().unwrap_or_else(PoisonError::into_inner);
            let before = catalogue.ended_by(&entry.event);
            catalogue.apply(&entry);
            if before.is_empty() {
                return Ok(());
            }
            let needed = catalogue.blobs();
            before.into_iter().filter(|blob| !needed.contains(blob)).collect()
        };
        gone.iter().try_for_each(|blob| self.blobs.remove(blob))
    }
}
