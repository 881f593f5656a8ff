//! Blobs: files named by the SHA-256 of their bytes. A blob is written to `spool/`, synced to disk, and renamed. So it
//! is there whole or not at all. Out of scope: which blobs are needed (`catalogue`).

pub(crate) mod id;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};

use crate::error::{StoreError, at};
use crate::folder::{files, persist, private_folder, sync_folder};
pub use id::BlobId;

/// The name of a sign in the spool begins with this: the blob behind it is about to be published.
const IN_CLEAR: &str = "clear-";

/// The folder of blobs, and the folder in which new blobs are written.
pub struct Blobs {
    blobs: PathBuf,
    spool: PathBuf,
}

impl Blobs {
    /// Opens the folders `blobs` and `spool` in `folder`, or makes them.
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let blobs = Self::of(folder);
        private_folder(&blobs.blobs)?;
        private_folder(&blobs.spool)?;
        Ok(blobs)
    }

    /// The blobs in `folder`, to be read.
    pub(crate) fn of(folder: &Path) -> Self {
        Self { blobs: folder.join("blobs"), spool: folder.join("spool") }
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
        persist(spooled, &path)?;
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

    /// Keeps `bytes`, which are about to be published, as a blob that is not encrypted. If the program is stopped before an
    /// event names the blob, the next start removes it: the source may not have allowed it. [`Self::published`] ends that.
    pub fn put_clear(&self, bytes: &[u8]) -> Result<BlobId, StoreError> {
        let blob = BlobId(Sha256::digest(bytes).into());
        let sign = self.spool.join(format!("{IN_CLEAR}{blob}"));
        File::create(&sign).and_then(|sign| sign.sync_all()).map_err(at(&sign))?;
        sync_folder(&self.spool)?;
        self.put(bytes)
    }

    /// Forgets that `blobs` were about to be published: an event names them, or they were removed.
    pub fn published(&self, blobs: &[BlobId]) {
        for blob in blobs {
            // If this fails, the next start removes the sign. It spares blobs that an event needs.
            let _ = fs::remove_file(self.spool.join(format!("{IN_CLEAR}{blob}")));
        }
    }

    /// The blobs that were about to be published when the last program stopped.
    pub(crate) fn in_clear(&self) -> Result<HashSet<BlobId>, StoreError> {
        let blob = |path: PathBuf| path.file_name()?.to_str()?.strip_prefix(IN_CLEAR)?.parse().ok();
        Ok(files(&self.spool)?.into_iter().filter_map(blob).collect())
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

    /// Whether the file of `blob` is there.
    pub fn is_here(&self, blob: &BlobId) -> bool {
        self.path(blob).exists()
    }

    /// The path and the name of every blob in the folder, whether an event names it or not.
    pub(crate) fn all(&self) -> Result<Vec<(PathBuf, BlobId)>, StoreError> {
        let mut all = Vec::new();
        if !self.blobs.exists() {
            return Ok(all);
        }
        for folder in files(&self.blobs)? {
            for path in files(&folder)? {
                let parts = [folder.file_name(), path.file_name()];
                let parts = parts.map(|part| part.unwrap_or_default().to_string_lossy());
                all.extend(parts.concat().parse().ok().map(|blob| (path, blob)));
            }
        }
        Ok(all)
    }

    /// Moves the file at `from` to the place of `blob`.
    pub(crate) fn bring_back(&self, from: &Path, blob: &BlobId) -> Result<(), StoreError> {
        let path = self.path(blob);
        let folder = path.parent().expect("a blob's path has a folder");
        private_folder(folder)?;
        fs::rename(from, &path).map_err(at(from))?;
        sync_folder(folder)
    }

    /// Removes files that were half written when the last program stopped.
    pub(crate) fn empty_spool(&self) -> Result<(), StoreError> {
        files(&self.spool)?.iter().try_for_each(|path| fs::remove_file(path).map_err(at(path)))
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
