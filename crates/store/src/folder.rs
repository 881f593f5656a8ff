//! The folder of a desk: who may enter it, and one program at a time.

use std::fs;
use std::path::Path;

use crate::error::{StoreError, at};

/// Locks the folder for one program. A second program would remove the files that this one is writing, because it
/// would believe that a dead program left them.
pub(crate) fn lock(folder: &Path) -> Result<fs::File, StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    let path = folder.join("lock");
    let file = fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path);
    let file = file.map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(StoreError::InUse(folder.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(StoreError::File { path, error }),
    }
}

/// Makes a folder that only its owner can enter, if it is not there.
pub(crate) fn private_folder(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(at(path))
}
