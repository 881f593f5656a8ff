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
mod head;
pub mod keys;
pub mod limits;
mod quarantine;
pub mod room;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::{fs, io};

use jiff::civil::Date;
use sqlx::SqliteConnection;
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::audit_log::AuditLog;
pub use crate::audit_log::Link;
use crate::blobs::{BlobId, Blobs};
use crate::catalogue::Catalogue;
use crate::error::at;
pub use crate::error::{BrokenLog, StoreError};
use crate::event::Entry;
use crate::folder::{is_empty, lock, lock_to_read, make_private, private_folder};
use crate::keys::Keys;
use crate::quarantine::Quarantine;
use crate::room::{Reserve, Room};

/// The folder of a desk, open. Events are appended to its audit log one after another.
pub struct Store(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    blobs: Blobs,
    keys: Keys,
    reserve: Reserve,
    custody: Custody,
    catalogue: RwLock<Catalogue>,
}

/// The audit log, and what a store that is open holds until it is dropped.
enum Custody {
    /// The lock keeps other programs from the folder.
    Writes { log: Arc<Mutex<AuditLog>>, _lock: fs::File },
    /// The folder is only read: beside a program that writes (no lock), or from a copy of the audit log.
    Reads { database: Mutex<SqliteConnection>, _lock: Option<fs::File>, _copy: Option<TempDir> },
}

/// What [`Store::verify`] found.
#[derive(Debug)]
pub struct Verified {
    /// The last entry.
    pub last: Link,
    /// The number of blobs that the events need. Each has its hash.
    pub blobs: usize,
    /// The number of key files. Each has the hash at its end.
    pub keys: usize,
    /// The number of blobs that no event names, with those in quarantine.
    pub unnamed: usize,
}

impl Store {
    /// Whether nothing lies in `folder`, so that [`Store::create`] may make a store there.
    pub fn is_new(folder: &Path) -> Result<bool, StoreError> {
        // A disk of its own has a folder lost+found. The others are of a start that broke off.
        let is_left = |name: &str| name == "lock" || name == "lost+found" || audit_log::is_unfinished(folder, name);
        is_empty(folder, is_left)
    }

    /// Makes a store in `folder`, with its first `entries`. Fails if anything lies there. Only the owner can read it.
    pub async fn create(folder: &Path, entries: &[Entry], today: Date) -> Result<Self, StoreError> {
        private_folder(folder)?;
        make_private(folder)?;
        let lock = lock(folder)?;
        if !Self::is_new(folder)? {
            return Err(StoreError::NotEmpty(folder.to_owned()));
        }
        AuditLog::create(folder, entries).await?;
        Self::load(folder, lock, today).await
    }

    /// Opens the store in `folder`. Removes files that were half written when the last program stopped, and puts blobs
    /// that no event names in quarantine. Fails if there is no store, if another program has it open, or if the audit
    /// log is broken.
    pub async fn open(folder: &Path, today: Date) -> Result<Self, StoreError> {
        is_there(folder)?;
        let lock = lock(folder)?;
        Self::load(folder, lock, today).await
    }

    async fn load(folder: &Path, lock: fs::File, today: Date) -> Result<Self, StoreError> {
        let (log, entries) = AuditLog::open(folder).await?;
        let catalogue = Catalogue::of(&entries);
        let blobs = Blobs::open(folder)?;
        let quarantine = Quarantine::of(folder);
        // A clock that is behind must not make the quarantine older than it is.
        let day = catalogue.last_day.max(Some(today)).unwrap_or(today);
        quarantine.sweep(&blobs, &catalogue.blobs(), &named(&entries), &blobs.in_clear()?, day)?;
        blobs.empty_spool()?;
        if !catalogue.clock_jumped(today) && day == today {
            quarantine.expire(today)?;
        }
        let custody = Custody::Writes { log: Arc::new(Mutex::new(log)), _lock: lock };
        let store = Self::of(folder, blobs, custody, catalogue);
        store.keep_reserve();
        Ok(store)
    }

    /// Opens the store in `folder` read-only, while another program may have it open. Changes nothing, and refuses
    /// every event. Fails if there is no store.
    pub async fn open_beside(folder: &Path) -> Result<Self, StoreError> {
        is_there(folder)?;
        let (database, entries) = AuditLog::open_beside(folder).await?;
        let custody = Custody::Reads { database: Mutex::new(database), _lock: None, _copy: None };
        Ok(Self::of(folder, Blobs::of(folder), custody, Catalogue::of(&entries)))
    }

    /// Opens the store in `folder` read-only, through a temporary copy of its audit log. So `folder` may be
    /// write-protected, and stays as it is to the last byte. Fails if another program has it open.
    pub async fn open_copy(folder: &Path) -> Result<Self, StoreError> {
        is_there(folder)?;
        let lock = lock_to_read(folder)?;
        let copy = tempfile::tempdir().map_err(at(&std::env::temp_dir()))?;
        AuditLog::copy(folder, copy.path())?;
        let (database, entries) = AuditLog::open_beside(copy.path()).await?;
        let custody = Custody::Reads { database: Mutex::new(database), _lock: lock, _copy: Some(copy) };
        Ok(Self::of(folder, Blobs::of(folder), custody, Catalogue::of(&entries)))
    }

    /// Accepts the audit log in `folder` as it is, although its head says that later events are missing or that
    /// another list was there. Returns its last entry, and whether the head had to be changed for that.
    pub async fn accept(folder: &Path) -> Result<(Link, bool), StoreError> {
        is_there(folder)?;
        let _lock = lock(folder)?;
        AuditLog::accept(folder).await
    }

    fn of(folder: &Path, blobs: Blobs, custody: Custody, catalogue: Catalogue) -> Self {
        let catalogue = RwLock::new(catalogue);
        let (keys, reserve) = (Keys::of(folder), Reserve::of(folder));
        Self(Arc::new(Inner { folder: folder.to_owned(), blobs, keys, reserve, custody, catalogue }))
    }

    /// The path of the folder.
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// The room on the disk.
    pub fn room(&self) -> Result<Room, StoreError> {
        Room::of(&self.0.folder)
    }

    /// Makes the reserve again that a full disk used up, if there is room.
    pub fn keep_reserve(&self) {
        self.0.reserve.keep();
    }

    /// The blobs in this folder.
    pub fn blobs(&self) -> &Blobs {
        &self.0.blobs
    }

    /// The key files of members and invitations.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// The state after all events so far. Release it soon: new events wait until it is released.
    pub fn catalogue(&self) -> RwLockReadGuard<'_, Catalogue> {
        self.0.catalogue.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends the entry that `decide` returns, and returns its number. Nothing else changes the catalogue while
    /// `decide` reads it. The entry is on disk when this returns. An entry that was decided is appended even if the
    /// caller stops waiting. Blobs that the event makes useless are removed after it. On a full disk, an event that must
    /// always work uses up the reserve. Fails if the day of the entry is before the day of the last one.
    pub async fn append<E: From<StoreError>>(
        &self,
        decide: impl FnOnce(&Catalogue) -> Result<Entry, E>,
    ) -> Result<u64, E> {
        let in_order = |catalogue: &Catalogue| {
            let entry = decide(catalogue)?;
            match catalogue.last_day {
                Some(last) if entry.day < last => Err(StoreError::ClockBehind { today: entry.day, last }.into()),
                _ => Ok(entry),
            }
        };
        self.append_late(in_order).await
    }

    /// Like [`Self::append`], for an event that may be of an earlier day: one that comes from a drop box, or with which
    /// an admin confirms the clock.
    pub async fn append_late<E: From<StoreError>>(
        &self,
        decide: impl FnOnce(&Catalogue) -> Result<Entry, E>,
    ) -> Result<u64, E> {
        let Custody::Writes { log, .. } = &self.0.custody else {
            return Err(StoreError::InUse(self.0.folder.clone()).into());
        };
        let mut log = Arc::clone(log).lock_owned().await;
        let entry = decide(&self.catalogue())?;
        let inner = Arc::clone(&self.0);
        let done = tokio::spawn(async move {
            let number = match log.append(&entry).await {
                Err(error) if error.is_full() && entry.event.always_works() => {
                    inner.reserve.release();
                    log.append(&entry).await?
                }
                appended => appended?,
            };
            let head = tokio::task::spawn_blocking(log.write_head()).await.expect("the task does not panic");
            inner.apply(Entry { number, ..entry })?;
            // The entry is kept, but the disk fails.
            head.map_err(|error| StoreError::InDoubt(error.into()))?;
            Ok::<_, StoreError>(number)
        });
        Ok(done.await.expect("the task does not panic")?)
    }

    /// Removes those of `blobs` that no event needs, after the event for which they were written was refused.
    pub fn forget<'a>(&self, blobs: impl Iterator<Item = &'a BlobId>) -> Result<(), StoreError> {
        let needed = self.catalogue().blobs();
        blobs.filter(|blob| !needed.contains(blob)).try_for_each(|blob| self.0.blobs.remove(blob))
    }

    /// Like [`Self::forget`], between two events. Blobs that are not encrypted may belong to several events, and the next
    /// one may need them.
    pub async fn forget_in_turn(&self, blobs: &[BlobId]) -> Result<(), StoreError> {
        let _turn = match &self.0.custody {
            Custody::Writes { log, .. } => Some(log.lock().await),
            Custody::Reads { .. } => None,
        };
        self.forget(blobs.iter())
    }

    /// Every entry of the audit log with its hash, the oldest first.
    pub async fn audit_log(&self) -> Result<Vec<Link>, StoreError> {
        match &self.0.custody {
            Custody::Writes { log, .. } => audit_log::links(log.lock().await.database()).await,
            Custody::Reads { database, .. } => audit_log::links(&mut *database.lock().await).await,
        }
    }

    /// Checks every hash: the chain of the audit log, every blob that the catalogue needs, and every key file. The head was checked
    /// when the store was opened.
    pub async fn verify(&self) -> Result<Verified, StoreError> {
        let mut links = self.audit_log().await?;
        audit_log::verify(&links)?;
        let last = links.pop().ok_or(BrokenLog::Empty)?;
        let needed = self.catalogue().blobs();
        for blob in &needed {
            self.0.blobs.read(blob)?;
        }
        let keys = self.0.keys.verify()?;
        {
            let catalogue = self.catalogue();
            let recipient = catalogue.desk.iter().map(|desk| &*desk.recipient);
            for kind in recipient.chain(["own"]) {
                let mut members = catalogue.members.values().filter_map(|member| member.public.as_deref());
                members.try_for_each(|public| self.0.keys.must_be_there(kind, public))?;
            }
        }
        let here = self.0.blobs.all()?.into_iter().chain(Quarantine::of(&self.0.folder).all()?);
        let unnamed = here.filter(|(_, blob)| !needed.contains(blob)).count();
        Ok(Verified { last, blobs: needed.len(), keys, unnamed })
    }
}

/// Fails if no store is in `folder`.
fn is_there(folder: &Path) -> Result<(), StoreError> {
    let path = audit_log::path(folder);
    match fs::metadata(&path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(&path)(error)),
        Err(_) if Store::is_new(folder)? => Err(StoreError::NoDesk(folder.to_owned())),
        Err(_) => Err(StoreError::NotEmpty(folder.to_owned())),
    }
}

/// Every blob that an event named.
fn named(entries: &[Entry]) -> HashSet<BlobId> {
    entries.iter().flat_map(|entry| entry.event.blobs()).collect()
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
