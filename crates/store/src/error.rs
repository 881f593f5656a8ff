//! Why something could not be kept or found.

use std::path::{Path, PathBuf};

use crate::blobs::id::BlobId;

/// The audit log is not what was appended, or this version cannot read it. Numbers are those of entries, from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenLog {
    #[error("entry {0} of custody was changed: its hash does not match")]
    Changed(u64),
    #[error("entry {0} of custody is missing")]
    Missing(u64),
    #[error("entry {0} of custody cannot be read by this version of the program: {1}")]
    Unreadable(u64, String),
    #[error("custody is of version {found}; this program knows version {known}")]
    LaterVersion { found: i64, known: i64 },
}

/// The store could not keep or find something. After every error but [`Self::InDoubt`] nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{path}: {error}")]
    File { path: PathBuf, error: std::io::Error },
    #[error("{0} is in use by another firsthand")]
    InUse(PathBuf),
    #[error("the database could not be used: {0}")]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    BrokenLog(#[from] BrokenLog),
    /// The event may have been kept, or not. The next start shows which.
    #[error("the database failed, and does not say whether the event was kept: {0}")]
    InDoubt(sqlx::Error),
    #[error("the blob {0} is missing")]
    MissingBlob(BlobId),
    #[error("the blob {0} is damaged: the hash of its bytes is not its name")]
    DamagedBlob(BlobId),
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
