//! The quarantine: blobs that no event ever named. An event that broke off leaves them; so does a person who
//! puts back an older audit log, and then they may be needed again. They lie in a folder named for the day on which
//! they were found, for [`QUARANTINE_DAYS`] days.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::blobs::{BlobId, Blobs};
use crate::error::{StoreError, at};
use crate::folder::{files, private_folder, sync_folder};
use crate::limits::QUARANTINE_DAYS;

/// The folder of the quarantine.
pub(crate) struct Quarantine(PathBuf);

impl Quarantine {
    pub fn of(folder: &Path) -> Self {
        Self(folder.join("quarantine"))
    }

    /// Puts `blobs` in order with the events: brings back those that are `needed`, removes those that events `named` and
    /// no longer need, and those `in_clear` that were about to be published; and moves all others into the quarantine of
    /// `today`.
    pub fn sweep(
        &self,
        blobs: &Blobs,
        needed: &HashSet<BlobId>,
        named: &HashSet<BlobId>,
        in_clear: &HashSet<BlobId>,
        today: Date,
    ) -> Result<(), StoreError> {
        for (path, blob) in self.all()? {
            if named.contains(&blob) && !needed.contains(&blob) {
                fs::remove_file(&path).map_err(at(&path))?;
            } else if needed.contains(&blob) && !blobs.is_here(&blob) {
                blobs.bring_back(&path, &blob)?;
            }
        }
        let day = self.0.join(today.to_string());
        let mut moved = false;
        for (path, blob) in blobs.all()? {
            if needed.contains(&blob) {
                continue;
            }
            if named.contains(&blob) || in_clear.contains(&blob) {
                fs::remove_file(&path).map_err(at(&path))?;
                continue;
            }
            if !std::mem::replace(&mut moved, true) {
                private_folder(&day)?;
            }
            fs::rename(&path, day.join(blob.to_string())).map_err(at(&path))?;
        }
        if moved { sync_folder(&day) } else { Ok(()) }
    }

    /// Removes what has been here for [`QUARANTINE_DAYS`] days.
    pub fn expire(&self, today: Date) -> Result<(), StoreError> {
        for (folder, day) in self.days()? {
            if day.until(today).is_ok_and(|span| span.get_days() >= QUARANTINE_DAYS) {
                fs::remove_dir_all(&folder).map_err(at(&folder))?;
            }
        }
        Ok(())
    }

    /// The path and the name of every blob in the quarantine.
    pub fn all(&self) -> Result<Vec<(PathBuf, BlobId)>, StoreError> {
        let mut all = Vec::new();
        for (folder, _) in self.days()? {
            let named = |path: PathBuf| Some((path.clone(), path.file_name()?.to_str()?.parse().ok()?));
            all.extend(files(&folder)?.into_iter().filter_map(named));
        }
        Ok(all)
    }

    fn days(&self) -> Result<Vec<(PathBuf, Date)>, StoreError> {
        if !self.0.exists() {
            return Ok(Vec::new());
        }
        let day = |path: PathBuf| Some((path.clone(), path.file_name()?.to_str()?.parse().ok()?));
        Ok(files(&self.0)?.into_iter().filter_map(day).collect())
    }
}
