//! What a desk keeps. Truth is two things: blobs, named by their hash, and custody, the list of every event, each entry
//! of which commits to the one before. The catalogue is what the events come to, and is read from custody at each start.
//!
//! Nothing of a source's is in the clear here: their words come in as age files, and custody names blobs and days.

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

/// A desk's folder.
pub struct Store(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    /// Held as long as the store is open; `None` where another program has it, and this one only reads.
    lock: Option<fs::File>,
    blobs: Blobs,
    custody: Arc<Mutex<AuditLog>>,
    catalogue: RwLock<Catalogue>,
}

impl Store {
    /// Opens the store in `folder`, or makes one there; for its owner alone. What was being written when it was left
    /// is removed.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        private_folder(folder)?;
        let lock = lock(folder)?;
        Self::load(folder, Some(lock)).await
    }

    /// Opens the store in `folder` to read what it holds now, beside a program that has it open. Nothing is removed, and
    /// every event is refused.
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

    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    pub fn blobs(&self) -> &Blobs {
        &self.0.blobs
    }

    /// What all events so far come to. Not to be held for long: events wait for it.
    pub fn catalogue(&self) -> RwLockReadGuard<'_, Catalogue> {
        self.0.catalogue.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets `decide` look at the catalogue, while nothing else can change it, and appends the event that it comes to. The
    /// event is on disk when this returns its number; what was decided is done even if nobody waits for it any more.
    /// Blobs that it is the last to need are removed behind it.
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
        Ok(done.await.expect("it does not panic")?)
    }

    /// Removes blobs that were kept for an event that was refused.
    pub fn forget<'a>(&self, blobs: impl Iterator<Item = &'a BlobId>) -> Result<(), StoreError> {
        let needed = self.catalogue().blobs();
        blobs.filter(|blob| !needed.contains(blob)).try_for_each(|blob| self.0.blobs.remove(blob))
    }

    /// Every event with its place in the chain, the first first.
    pub async fn audit_log(&self) -> Result<Vec<Link>, StoreError> {
        self.0.custody.lock().await.links().await
    }

    /// Holds everything against its hash: the chain of custody, then every blob that the catalogue needs. Returns the
    /// last entry, if there is one, and how many blobs there are. That entries are missing at the end shows only to
    /// whoever wrote down the last one before.
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
