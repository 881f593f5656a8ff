//! The head: the number and the hash of the newest entry of the audit log, in a file of its own. The audit log cannot
//! show that entries are missing at its end, or that somebody put another list in its place. The head can.
//!
//! The file has two slots, which are written in turn. So a write that breaks off destroys at most the slot that was
//! about to change. A slot is written in place, because a full disk must not stop it.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::error::{BrokenLog, StoreError, at};

const FORMAT: &str = "firsthand/head/v1";
/// The distance between the slots, in bytes. Disks write this many bytes whole or not at all.
const SLOT: usize = 512;
/// Space for the slots.
const LENGTH: usize = 2 * SLOT;

/// The newest entry of an audit log, as its head names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Newest {
    /// Counted from 1.
    pub number: u64,
    pub hash: [u8; 32],
}

/// The file with the head, open to be written.
pub(crate) struct Head {
    file: File,
    path: PathBuf,
}

impl Head {
    /// Opens the file at `path`, or makes it. Its slots keep what they hold.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
        Ok(Self { file: file.map_err(at(path))?, path: path.to_owned() })
    }

    /// Writes `newest`, which is on disk when this returns.
    pub fn write(&self, newest: Newest) -> Result<(), StoreError> {
        let offset = (newest.number % 2) * SLOT as u64;
        let written = self.file.write_all_at(&slot(newest), offset).and_then(|()| self.file.sync_all());
        written.map_err(at(&self.path))
    }

    /// Like [`Self::write`], but also empties the other slot, which may name a later entry.
    pub fn write_only(&self, newest: Newest) -> Result<(), StoreError> {
        self.file.set_len(0).map_err(at(&self.path))?;
        self.write(newest)
    }
}

/// Reads the head at `path`. `None` if there is no file. Fails if no slot is whole.
pub(crate) fn read(path: &Path) -> Result<Option<Newest>, StoreError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(at(path)(error)),
    };
    if bytes.len() > LENGTH {
        return Err(BrokenLog::DamagedHead.into());
    }
    let newest = bytes.chunks(SLOT).filter_map(parse).max_by_key(|newest| newest.number);
    newest.map(Some).ok_or_else(|| BrokenLog::DamagedHead.into())
}

/// A slot: one line of text, then zeros.
fn slot(newest: Newest) -> [u8; SLOT] {
    let line = format!("{FORMAT} {} {}", newest.number, HEXLOWER.encode(&newest.hash));
    let line = format!("{line} {}\n", HEXLOWER.encode(&Sha256::digest(&line)));
    let mut slot = [0; SLOT];
    slot[..line.len()].copy_from_slice(line.as_bytes());
    slot
}

fn parse(bytes: &[u8]) -> Option<Newest> {
    let line = std::str::from_utf8(bytes).ok()?.split('\n').next()?;
    let (line, sum) = line.rsplit_once(' ')?;
    let (number, hash) = line.strip_prefix(FORMAT)?.trim_start().split_once(' ')?;
    let hash = HEXLOWER.decode(hash.as_bytes()).ok()?.try_into().ok()?;
    let newest = Newest { number: number.parse().ok()?, hash };
    (sum == HEXLOWER.encode(&Sha256::digest(line))).then_some(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_that_breaks_off_leaves_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("custody.head");
        assert_eq!(read(&path).unwrap(), None);
        let head = Head::open(&path).unwrap();
        let entry = |number: u64| Newest { number, hash: [number as u8; 32] };
        for number in 1..=10 {
            head.write(entry(number)).unwrap();
            assert_eq!(read(&path).unwrap(), Some(entry(number)));
            // The next write breaks off after `length` bytes.
            let whole = std::fs::read(&path).unwrap();
            for length in 1..140 {
                let mut torn = whole.clone();
                torn.resize(LENGTH, 0);
                let next = (number as usize + 1) % 2 * SLOT;
                torn[next..next + length].copy_from_slice(&slot(entry(number + 1))[..length]);
                torn[next + length] = b'?';
                std::fs::write(&path, &torn).unwrap();
                assert_eq!(read(&path).unwrap(), Some(entry(number)), "{length}");
            }
            std::fs::write(&path, &whole).unwrap();
        }
        std::fs::write(&path, "x").unwrap();
        assert!(matches!(read(&path), Err(StoreError::BrokenLog(BrokenLog::DamagedHead))));
    }
}
