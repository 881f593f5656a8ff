//! Exports a store as a bag (BagIt 1.0, RFC 8493): the audit log as lines of text, and every blob under its hash. Any
//! tool that reads bags can check it against its manifest, in ten years and without this program.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::Store;
use crate::blobs::BlobId;
use crate::error::{StoreError, at};
use crate::folder::private_folder;

impl Store {
    /// Writes the bag into `folder` and returns the number of files in it. Fails if `folder` exists, or if a blob is
    /// missing or damaged. After an error the folder is not there.
    pub async fn export(&self, folder: &Path) -> Result<usize, StoreError> {
        if folder.exists() {
            return Err(at(folder)(io::Error::from(io::ErrorKind::AlreadyExists)));
        }
        let parent = match folder.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let made = tempfile::Builder::new().prefix(".bag-").tempdir_in(parent).map_err(at(parent))?;
        let bag = made.path();

        let links = self.audit_log().await?;
        let custody: String = links.iter().map(|link| format!("{link}\n")).collect();
        let mut blobs: Vec<BlobId> = self.catalogue().blobs().into_iter().collect();
        blobs.sort_unstable();

        let mut manifest = format!("{}  data/custody.txt\n", BlobId(Sha256::digest(&custody).into()));
        let mut octets = custody.len();
        write(&bag.join("data/custody.txt"), custody.as_bytes())?;
        for blob in &blobs {
            let bytes = self.blobs().read(blob)?;
            octets += bytes.len();
            write(&bag.join(format!("data/blobs/{blob}")), &bytes)?;
            manifest += &format!("{blob}  data/blobs/{blob}\n");
        }
        let files = blobs.len() + 1;
        write(&bag.join("bagit.txt"), b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
        write(&bag.join("bag-info.txt"), format!("Payload-Oxum: {octets}.{files}\n").as_bytes())?;
        write(&bag.join("manifest-sha256.txt"), manifest.as_bytes())?;
        for path in [bag.join("data/blobs"), bag.join("data"), bag.to_owned()] {
            if path.exists() {
                File::open(&path).and_then(|folder| folder.sync_all()).map_err(at(&path))?;
            }
        }
        fs::rename(bag, folder).map_err(at(folder))?;
        File::open(parent).and_then(|parent| parent.sync_all()).map_err(at(parent))?;
        Ok(files)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().expect("a file in the bag");
    private_folder(folder)?;
    let written = File::create(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(at(path))
}
