//! Why an index cannot be read or changed.

use std::io;
use std::path::{Path, PathBuf};

use super::segment::Damage;
use crate::limits::MAX_ID_BYTES;

#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("{0:?} holds no index")]
    None(PathBuf),
    #[error("another program is changing the index {0:?}")]
    Locked(PathBuf),
    #[error("{0:?} holds other files, and no index")]
    Other(PathBuf),
    #[error("the index {0:?} was written by a later version of firsthand")]
    Later(PathBuf),
    #[error("the index file {path:?} cannot be trusted: {damage}")]
    Damage { path: PathBuf, damage: Damage },
    #[error("{path:?}: {error}")]
    Io { path: PathBuf, error: io::Error },
    #[error("a text is too long for the index: {0} bytes")]
    TooLong(usize),
    #[error("an id is empty, longer than {MAX_ID_BYTES} bytes, or has a control character")]
    Id,
}

pub(super) fn io_at(path: &Path) -> impl Fn(io::Error) -> IndexError + '_ {
    |error| IndexError::Io { path: path.to_owned(), error }
}
