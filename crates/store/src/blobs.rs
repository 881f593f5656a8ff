//! Files named by the SHA-256 of their bytes. A blob is written to `spool/`, flushed, and renamed: it is there whole or
//! not at all.

pub(crate) mod id;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};

use crate::error::{StoreError, at};
use crate::folder::private_folder;
pub use id::BlobId;

/// What an age file begins with.
const AGE: &[u8] = b"age-encryption.org/v1\n";
/// For how long a blob stays that nothing needs.
const ORPHANED_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The folder of blobs, and the one where they are written.
pub struct Blobs {
    blobs: PathBuf,
    spool: PathBuf,
}

impl Blobs {
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let (blobs, spool) = (folder.join("blobs"), folder.join("spool"));
        private_folder(&blobs)?;
        private_folder(&spool)?;
        Ok(Self { blobs, spool })
    }

    /// A new blob, to be written to. Dropped before it is kept, it is gone.
    pub fn begin(&self) -> Result<NewBlob, StoreError> {
        let file = tempfile::Builder::new().prefix("").rand_bytes(16).tempfile_in(&self.spool);
        Ok(NewBlob { file: file.map_err(at(&self.spool))?, hash: Sha256::new() })
    }

    /// Keeps what waits for ever: its bytes and its name are on disk when this returns.
    pub fn keep_spooled(&self, spooled: Spooled) -> Result<BlobId, StoreError> {
        let Spooled { path: spooled, blob } = spooled;
        let path = self.path(&blob);
        let folder = path.parent().expect("a blob's path has a folder");
        if !folder.exists() {
            private_folder(folder)?;
            sync_folder(&self.blobs)?;
        }
        // Of a source's hour nothing stays in the file's time.
        let file = File::options().write(true).open(&spooled);
        let dated =
            file.and_then(|file| file.set_modified(whole_day(SystemTime::now())).and_then(|()| file.sync_all()));
        dated.map_err(at(&spooled))?;
        spooled.persist(&path).map_err(|error| StoreError::File { path: path.clone(), error: error.error })?;
        sync_folder(folder)?;
        Ok(blob)
    }

    /// Keeps `new` for ever.
    pub fn keep(&self, new: NewBlob) -> Result<BlobId, StoreError> {
        self.keep_spooled(new.finish().map_err(at(&self.spool))?)
    }

    /// Keeps `bytes`.
    pub fn put(&self, bytes: &[u8]) -> Result<BlobId, StoreError> {
        let mut new = self.begin()?;
        new.write_all(bytes).map_err(at(&self.spool))?;
        self.keep(new)
    }

    /// The bytes of `blob`, held against its hash.
    pub fn read(&self, blob: &BlobId) -> Result<Vec<u8>, StoreError> {
        let mut reading = self.reading(blob)?;
        let mut bytes = Vec::with_capacity(reading.length);
        reading.read_to_end(&mut bytes).map_err(at(&reading.path))?;
        reading.verify()?;
        Ok(bytes)
    }

    /// `blob`, to be read piece by piece. Its bytes are held against its hash by [`Reading::verify`], not before.
    pub fn reading(&self, blob: &BlobId) -> Result<Reading, StoreError> {
        let path = self.path(blob);
        let opened = File::open(&path).and_then(|file| Ok((file.metadata()?.len() as usize, file)));
        match opened {
            Ok((length, file)) => Ok(Reading { file, length, path, blob: *blob, hash: Sha256::new() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::MissingBlob(*blob)),
            Err(error) => Err(StoreError::File { path, error }),
        }
    }

    pub(crate) fn remove(&self, blob: &BlobId) -> Result<(), StoreError> {
        let path = self.path(blob);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::File { path, error }),
            _ => Ok(()),
        }
    }

    /// Removes what was being written, what a source had `deleted`, what is in the clear and not `needed`, and in time
    /// all that is not: events that never came to their end left that, or custody was put back to an earlier day, and then
    /// it will be wanted.
    pub(crate) fn sweep(&self, needed: &HashSet<BlobId>, deleted: &HashSet<BlobId>) -> Result<(), StoreError> {
        for entry in fs::read_dir(&self.spool).map_err(at(&self.spool))? {
            let path = entry.map_err(at(&self.spool))?.path();
            fs::remove_file(&path).map_err(at(&path))?;
        }
        for folder in fs::read_dir(&self.blobs).map_err(at(&self.blobs))? {
            let folder = folder.map_err(at(&self.blobs))?.path();
            for entry in fs::read_dir(&folder).map_err(at(&folder))? {
                let path = entry.map_err(at(&folder))?.path();
                let parts =
                    [folder.file_name(), path.file_name()].map(|part| part.unwrap_or_default().to_string_lossy());
                let Ok(blob) = parts.concat().parse() else { continue };
                let old = || {
                    let modified = fs::metadata(&path).and_then(|metadata| metadata.modified());
                    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > ORPHANED_FOR))
                };
                // What is not encrypted was on its way to be published.
                let clear = || !fs::read(&path).is_ok_and(|bytes| bytes.starts_with(AGE));
                if !needed.contains(&blob) && (deleted.contains(&blob) || old() || clear()) {
                    fs::remove_file(&path).map_err(at(&path))?;
                }
            }
        }
        Ok(())
    }

    fn path(&self, blob: &BlobId) -> PathBuf {
        let name = blob.to_string();
        self.blobs.join(&name[..2]).join(&name[2..])
    }
}

/// A blob that is being read.
pub struct Reading {
    file: File,
    length: usize,
    path: PathBuf,
    blob: BlobId,
    hash: Sha256,
}

impl Reading {
    /// How many bytes it has.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Reads what is left, and holds all of it against the hash.
    pub fn verify(mut self) -> Result<(), StoreError> {
        let rest = io::copy(&mut self, &mut io::sink());
        rest.map_err(at(&self.path))?;
        if self.hash.finalize()[..] == self.blob.0 { Ok(()) } else { Err(StoreError::DamagedBlob(self.blob)) }
    }
}

impl Read for Reading {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(bytes)?;
        self.hash.update(&bytes[..read]);
        Ok(read)
    }
}

/// A blob that is being written.
pub struct NewBlob {
    file: NamedTempFile,
    hash: Sha256,
}

/// A blob that was written and waits to be kept. Dropped, it is gone.
pub struct Spooled {
    path: TempPath,
    blob: BlobId,
}

impl Spooled {
    /// What it will be kept as.
    pub fn id(&self) -> BlobId {
        self.blob
    }
}

impl NewBlob {
    /// Closes the file.
    pub fn finish(mut self) -> io::Result<Spooled> {
        self.file.flush()?;
        Ok(Spooled { path: self.file.into_temp_path(), blob: BlobId(self.hash.finalize().into()) })
    }
}

impl Write for NewBlob {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))
}

/// The beginning of the day, in UTC.
fn whole_day(time: SystemTime) -> SystemTime {
    const DAY: u64 = 24 * 60 * 60;
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds / DAY * DAY)
}
