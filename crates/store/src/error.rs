//! Why something could not be kept or found.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::blobs::id::BlobId;

/// The audit log is not what was appended, or this version cannot read it. Numbers are those of entries, from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenLog {
    #[error("event {0} of custody was changed: its hash does not match")]
    Changed(u64),
    #[error("event {0} of custody is missing")]
    Missing(u64),
    #[error("event {0} of custody cannot be read by this version of the program: {1}")]
    Unreadable(u64, String),
    #[error("custody is of version {found}; this program knows version {known}")]
    LaterVersion { found: i64, known: i64 },
    #[error("custody holds no events: its file was emptied, or never finished")]
    Empty,
    #[error("the file of custody is damaged: {0}")]
    Damaged(String),
    /// The head names a later entry than the last one.
    #[error(
        "custody ends at event {last}, but custody.head says that event {head} was kept: events are missing at the end"
    )]
    Shorter { last: u64, head: u64 },
    /// The entry with this number is not the one that the head names.
    #[error("event {0} of custody is not the event that custody.head names: this is another list of events")]
    Other(u64),
    #[error("custody.head is missing: without it nothing shows whether events are missing at the end of custody")]
    NoHead,
    #[error("custody.head is damaged: without it nothing shows whether events are missing at the end of custody")]
    DamagedHead,
}

impl BrokenLog {
    /// Whether every entry that is here is whole, and only the head does not fit. A person may then accept the list
    /// as it is ([`crate::Store::accept`]).
    pub fn is_only_the_head(&self) -> bool {
        matches!(self, Self::Shorter { .. } | Self::Other(_) | Self::NoHead | Self::DamagedHead)
    }
}

/// The store could not keep or find something. After every error but [`Self::InDoubt`] nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{path}: {error}")]
    File { path: PathBuf, error: std::io::Error },
    #[error("{0} is in use by another firsthand")]
    InUse(PathBuf),
    #[error("there is no desk in {0}")]
    NoDesk(PathBuf),
    /// A desk is made only in a folder where nothing lies.
    #[error("{0} holds files, but no desk: custody.sqlite is not there")]
    NotEmpty(PathBuf),
    /// The day of a new event is before the day of the last one.
    #[error("the clock of this machine says {today}, but the last event of this desk is of {last}")]
    ClockBehind { today: Date, last: Date },
    #[error("the database could not be used: {0}")]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    BrokenLog(#[from] BrokenLog),
    /// The event may have been kept, or not. The next start shows which.
    #[error("the disk failed, and does not say whether the event was kept: {0}")]
    InDoubt(Box<dyn std::error::Error + Send + Sync>),
    #[error("the blob {0} is missing")]
    MissingBlob(BlobId),
    #[error("the blob {0} is damaged: the hash of its bytes is not its name")]
    DamagedBlob(BlobId),
    #[error("the key file {0} is damaged: the hash at its end does not match")]
    DamagedKey(PathBuf),
    #[error("the key file {0} is missing")]
    MissingKey(PathBuf),
}

impl StoreError {
    /// Whether the disk is full.
    pub fn is_full(&self) -> bool {
        match self {
            Self::File { error, .. } => error.kind() == std::io::ErrorKind::StorageFull,
            // The result code SQLITE_FULL.
            Self::Database(sqlx::Error::Database(error)) => error.code().is_some_and(|code| code == "13"),
            _ => false,
        }
    }
}

pub(crate) fn at<'a>(path: &'a Path) -> impl FnOnce(std::io::Error) -> StoreError + 'a {
    move |error| StoreError::File { path: path.to_owned(), error }
}
