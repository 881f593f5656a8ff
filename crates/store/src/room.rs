//! The room on the disk: how much is free, and a reserve for what must always work.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{StoreError, at};
use crate::limits::{MAX_FLOOR, RESERVE};

/// The room on the disk of a desk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// What this program may still write.
    pub free: u64,
    /// The size of the disk.
    pub total: u64,
}

impl Room {
    /// The room on the disk on which `folder` lies.
    pub fn of(folder: &Path) -> Result<Self, StoreError> {
        let disk = rustix::fs::statvfs(folder).map_err(|error| at(folder)(error.into()))?;
        Ok(Self { free: disk.f_bavail * disk.f_frsize, total: disk.f_blocks * disk.f_frsize })
    }

    /// If less than this is free, nothing is taken in any more, so that what is here can be worked on: a twentieth of
    /// the disk, but at most [`MAX_FLOOR`].
    pub fn floor(self) -> u64 {
        (self.total / 20).min(MAX_FLOOR)
    }

    /// Whether less than the floor is free.
    pub fn is_full(self) -> bool {
        self.free < self.floor()
    }

    /// Whether so little is free that somebody should make room.
    pub fn is_scarce(self) -> bool {
        self.free < 4 * self.floor()
    }
}

/// A file that holds room on the disk. When nothing else is left, it is removed, so that a source can still come back,
/// withdraw and delete.
pub(crate) struct Reserve(PathBuf);

impl Reserve {
    pub fn of(folder: &Path) -> Self {
        Self(folder.join("reserve"))
    }

    /// Makes the file, if it is not there and whole. An error is ignored: then there is no reserve on a full disk.
    pub fn keep(&self) {
        if fs::metadata(&self.0).is_ok_and(|file| file.len() == RESERVE as u64) {
            return;
        }
        // The bytes are written, because a file without them holds no room.
        let written = private(&self.0).and_then(|mut file| {
            file.write_all(&vec![0; RESERVE])?;
            file.sync_all()
        });
        if written.is_err() {
            self.release();
        }
    }

    /// Removes the file.
    pub fn release(&self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_small_on_a_small_disk_and_bounded_on_a_large_one() {
        let small = Room { free: 1 << 20, total: 40 << 20 };
        assert_eq!((small.floor(), small.is_full(), small.is_scarce()), (2 << 20, true, true));
        let large = Room { free: 2 * MAX_FLOOR, total: 1 << 40 };
        assert_eq!((large.floor(), large.is_full(), large.is_scarce()), (MAX_FLOOR, false, true));
        assert!(!Room { free: 1 << 39, ..large }.is_scarce());
    }
}
