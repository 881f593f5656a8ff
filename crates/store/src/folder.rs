//! The folder of a desk: who may enter it, and one program at a time.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, io};

use tempfile::TempPath;

use crate::error::{StoreError, at};

/// Locks the folder for one program. A second program would remove the files that this one is writing, because it
/// would believe that a dead program left them.
pub(crate) fn lock(folder: &Path) -> Result<fs::File, StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    let path = folder.join("lock");
    let file = fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path);
    locked(file.map_err(at(&path))?, folder, path)
}

/// Locks the folder if it has a file to lock. A copy that is write-protected may have none.
pub(crate) fn lock_to_read(folder: &Path) -> Result<Option<fs::File>, StoreError> {
    let path = folder.join("lock");
    match fs::File::open(&path) {
        Ok(file) => locked(file, folder, path).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::File { path, error }),
    }
}

fn locked(file: fs::File, folder: &Path, path: PathBuf) -> Result<fs::File, StoreError> {
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

/// Lets only its owner enter a folder that was there already.
pub(crate) fn make_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(at(path))
}

/// Waits until the names in `path` are on disk.
pub(crate) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    fs::File::open(path).and_then(|folder| folder.sync_all()).map_err(at(path))
}

/// Whether `folder` is not there, or holds nothing but names that `is_left` knows.
pub(crate) fn is_empty(folder: &Path, is_left: impl Fn(&str) -> bool) -> Result<bool, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(at(folder)(error)),
    };
    for entry in entries {
        if !entry.map_err(at(folder))?.file_name().to_str().is_some_and(&is_left) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives a file that was written its place, and waits until it is on disk there. The time of the file is the beginning of
/// the day, in UTC. So it does not show when somebody acted.
pub(crate) fn persist(written: TempPath, path: &Path) -> Result<(), StoreError> {
    let file = fs::File::options().write(true).open(&written);
    let dated = file.and_then(|file| file.set_modified(whole_day(SystemTime::now())).and_then(|()| file.sync_all()));
    dated.map_err(at(&written))?;
    written.persist(path).map_err(|error| StoreError::File { path: path.to_owned(), error: error.error })?;
    sync_folder(path.parent().expect("a file in a folder"))
}

/// The beginning of the day of `time`, in UTC.
fn whole_day(time: SystemTime) -> SystemTime {
    const DAY: u64 = 24 * 60 * 60;
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds / DAY * DAY)
}

/// The paths of what lies in `folder`.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    entries.map_err(at(folder))
}
