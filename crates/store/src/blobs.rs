//! Blobs: files named by the SHA-256 of their bytes. A blob is written to `spool/`, synced to disk, and renamed. So it
//! is there whole or not at all. Out of scope: which blobs are needed (`catalogue`).

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

/// The first bytes of an age file.
const AGE: &[u8] = b"age-encryption.org/v1\n";
/// How long an encrypted blob is kept after its last use.
const ORPHANED_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The folder of blobs, and the folder in which new blobs are written.
pub struct Blobs {
    blobs: PathBuf,
    spool: PathBuf,
}

impl Blobs {
    /// Opens the folders `blobs` and `spool` in `folder`, or makes them.
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let (blobs, spool) = (folder.join("blobs"), folder.join("spool"));
        private_folder(&blobs)?;
        private_folder(&spool)?;
        Ok(Self { blobs, spool })
    }

    /// Begins a new blob. If it is dropped before it is kept, its file is removed.
    pub fn begin(&self) -> Result<NewBlob, StoreError> {
        let file = tempfile::Builder::new().prefix("").rand_bytes(16).tempfile_in(&self.spool);
        Ok(NewBlob { file: file.map_err(at(&self.spool))?, hash: Sha256::new() })
    }

    /// Keeps a blob that was written. Its bytes and its name are on disk when this returns.
    pub fn keep_spooled(&self, spooled: Spooled) -> Result<BlobId, StoreError> {
        let Spooled { path: spooled, blob } = spooled;
        let path = self.path(&blob);
        let folder = path.parent().expect("a blob's path has a folder");
        if !folder.exists() {
            private_folder(folder)?;
            sync_folder(&self.blobs)?;
        }
        // The time of the file is the beginning of the day. So it does not show when the source wrote.
        let file = File::options().write(true).open(&spooled);
        let dated =
            file.and_then(|file| file.set_modified(whole_day(SystemTime::now())).and_then(|()| file.sync_all()));
        dated.map_err(at(&spooled))?;
        spooled.persist(&path).map_err(|error| StoreError::File { path: path.clone(), error: error.error })?;
        sync_folder(folder)?;
        Ok(blob)
    }

    /// Closes `new` and keeps it.
    pub fn keep(&self, new: NewBlob) -> Result<BlobId, StoreError> {
        self.keep_spooled(new.finish().map_err(at(&self.spool))?)
    }

    /// Keeps `bytes` as a blob.
    pub fn put(&self, bytes: &[u8]) -> Result<BlobId, StoreError> {
        let mut new = self.begin()?;
        new.write_all(bytes).map_err(at(&self.spool))?;
        self.keep(new)
    }

    /// The bytes of `blob`, checked against its hash. Fails if the blob is missing or damaged.
    pub fn read(&self, blob: &BlobId) -> Result<Vec<u8>, StoreError> {
        let mut reading = self.reading(blob)?;
        let mut bytes = Vec::with_capacity(reading.length);
        reading.read_to_end(&mut bytes).map_err(at(&reading.path))?;
        reading.verify()?;
        Ok(bytes)
    }

    /// Opens `blob` to read it piece by piece. Only [`Reading::verify`] checks its hash.
    pub fn reading(&self, blob: &BlobId) -> Result<Reading, StoreError> {
        let path = self.path(blob);
        let opened = File::open(&path).and_then(|file| Ok((file.metadata()?.len() as usize, file)));
        match opened {
            Ok((length, file)) => Ok(Reading { file, length, path, blob: *blob, hash: Sha256::new() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::MissingBlob(*blob)),
            Err(error) => Err(StoreError::File { path, error }),
        }
    }

    /// Removes `blob`, if it is there.
    pub(crate) fn remove(&self, blob: &BlobId) -> Result<(), StoreError> {
        let path = self.path(blob);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::File { path, error }),
            _ => Ok(()),
        }
    }

    /// Removes half-written files, and blobs that are not `needed`: at once if a source `deleted` them or if they are
    /// not encrypted, else after 30 days. The delay is there because somebody may have put back an older audit log.
    /// Then the blobs that came later will be needed again.
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
                // A blob that is not encrypted was about to be published.
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
    /// The number of bytes of the blob.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Reads the rest and checks all bytes against the hash. Fails if the blob is damaged.
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

/// A blob that was written and is not kept yet. If it is dropped, its file is removed.
pub struct Spooled {
    path: TempPath,
    blob: BlobId,
}

impl Spooled {
    /// The name under which it will be kept.
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

/// The beginning of the day of `time`, in UTC.
fn whole_day(time: SystemTime) -> SystemTime {
    const DAY: u64 = 24 * 60 * 60;
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds / DAY * DAY)
}
