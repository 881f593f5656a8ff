//! Key files: what members and invitations need to open the desk, encrypted to them. They lie outside the audit log,
//! because the audit log keeps everything for ever and these must be destroyed when somebody leaves. Out of scope: what
//! is in them (`firsthand-desk`).

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{StoreError, at};
use crate::folder::{files, persist, private_folder, sync_folder};

/// The length of the hash at the end of each file, in bytes.
const HASH: usize = 32;

/// The folder with the key files. Each lies in a folder of its own kind: `keys/KIND/NAME`.
pub struct Keys {
    keys: PathBuf,
    spool: PathBuf,
}

impl Keys {
    pub(crate) fn of(folder: &Path) -> Self {
        Self { keys: folder.join("keys"), spool: folder.join("spool") }
    }

    /// Writes a key file, which is on disk when this returns. Replaces the one that was there.
    pub fn write(&self, kind: &str, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(kind, name);
        let folder = path.parent().expect("the folder of its kind");
        if !folder.exists() {
            private_folder(folder)?;
            sync_folder(&self.keys)?;
            sync_folder(self.keys.parent().expect("the folder of the desk"))?;
        }
        let mut file =
            tempfile::Builder::new().prefix("").rand_bytes(16).tempfile_in(&self.spool).map_err(at(&path))?;
        let written = file.write_all(bytes).and_then(|()| file.write_all(&Sha256::digest(bytes)));
        written.map_err(at(&path))?;
        persist(file.into_temp_path(), &path)
    }

    /// Reads a key file. `None` if it is not there. Fails if it is damaged.
    pub fn read(&self, kind: &str, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(kind, name);
        match fs::read(&path) {
            Ok(bytes) => whole(bytes, &path).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::File { path, error }),
        }
    }

    /// Fails if a key file is missing.
    pub(crate) fn must_be_there(&self, kind: &str, name: &str) -> Result<(), StoreError> {
        let path = self.path(kind, name);
        if path.exists() { Ok(()) } else { Err(StoreError::MissingKey(path)) }
    }

    /// Whether there are key files of this kind.
    pub fn has_any(&self, kind: &str) -> bool {
        std::fs::read_dir(self.keys.join(kind)).is_ok_and(|mut names| names.next().is_some())
    }

    /// Destroys a key file, if it is there: writes zeros over it, and removes it. A disk may still keep older copies of
    /// its blocks.
    pub fn destroy(&self, kind: &str, name: &str) -> Result<(), StoreError> {
        destroy(&self.path(kind, name))
    }

    /// Destroys all key files of a kind.
    pub fn destroy_all(&self, kind: &str) -> Result<(), StoreError> {
        let folder = self.keys.join(kind);
        if !folder.exists() {
            return Ok(());
        }
        files(&folder)?.iter().try_for_each(|path| destroy(path))?;
        fs::remove_dir(&folder).map_err(at(&folder))
    }

    /// Checks every key file. Returns how many there are.
    pub(crate) fn verify(&self) -> Result<usize, StoreError> {
        let mut count = 0;
        if !self.keys.exists() {
            return Ok(count);
        }
        for kind in files(&self.keys)?.iter().filter(|kind| kind.is_dir()) {
            for path in files(kind)? {
                whole(fs::read(&path).map_err(at(&path))?, &path)?;
                count += 1;
            }
        }
        Ok(count)
    }

    fn path(&self, kind: &str, name: &str) -> PathBuf {
        let plain =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        assert!(plain(kind) && plain(name), "names of key files are hexadecimal digits or public keys");
        self.keys.join(kind).join(name)
    }
}

fn whole(mut bytes: Vec<u8>, path: &Path) -> Result<Vec<u8>, StoreError> {
    let hash = bytes.split_off(bytes.len().saturating_sub(HASH));
    if hash[..] == Sha256::digest(&bytes)[..] { Ok(bytes) } else { Err(StoreError::DamagedKey(path.to_owned())) }
}

fn destroy(path: &Path) -> Result<(), StoreError> {
    let zeros = |file: &mut File| {
        let length = file.metadata()?.len();
        io::copy(&mut io::Read::take(io::repeat(0), length), file)?;
        file.sync_all()
    };
    match File::options().write(true).open(path) {
        Ok(mut file) => zeros(&mut file).map_err(at(path))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(at(path)(error)),
    }
    fs::remove_file(path).map_err(at(path))?;
    sync_folder(path.parent().expect("the folder of its kind"))
}
