//! Why something could not be kept or found.

use std::path::{Path, PathBuf};

use crate::blobs::id::BlobId;

/// Why the list of events is not what was appended.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenLog {
    #[error("entry {0} of custody was changed: its hash does not hold")]
    Changed(u64),
    #[error("entry {0} of custody is missing")]
    Missing(u64),
    #[error("entry {0} of custody cannot be read by this version: {1}")]
    Unreadable(u64, String),
    #[error("custody is of version {found}; this program knows version {known}")]
    LaterVersion { found: i64, known: i64 },
}

/// Why something could not be kept or found.
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
    /// Neither done nor certainly not done.
    #[error("the database does not say whether the event was kept: {0}")]
    InDoubt(sqlx::Error),
    #[error("the blob {0} is missing")]
    MissingBlob(BlobId),
    #[error("the blob {0} is damaged: its bytes do not have its name's hash")]
    DamagedBlob(BlobId),
}

impl StoreError {
    /// Whether the disk is full.
    pub fn is_full(&self) -> bool {
        match self {
            Self::File { error, .. } => error.kind() == std::io::ErrorKind::StorageFull,
            // SQLITE_FULL
            Self::Database(sqlx::Error::Database(error)) => error.code().is_some_and(|code| code == "13"),
            _ => false,
        }
    }
}

pub(crate) fn at<'a>(path: &'a Path) -> impl FnOnce(std::io::Error) -> StoreError + 'a {
    move |error| StoreError::File { path: path.to_owned(), error }
}
