//! Files in and out. A file is read whole. It is written under a temporary name and then moved to its place.

use std::fs::{File, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use firsthand_account::limits::MAX_TEXT_BYTES;

use crate::error::{CliError, name};
use crate::out;

/// The bytes of a file, or of standard input for `-`. Fails if there are more than `MAX_TEXT_BYTES`, so that a file without end is
/// refused.
pub fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let error = |error| CliError::io(path, "read", error);
    let mut bytes = Vec::new();
    let too_many = MAX_TEXT_BYTES as u64 + 1;
    if path == Path::new("-") {
        io::stdin().lock().take(too_many).read_to_end(&mut bytes).map_err(error)?;
    } else {
        let file = File::open(path).map_err(error)?;
        let metadata = file.metadata().map_err(error)?;
        if metadata.is_dir() {
            return Err(error(io::ErrorKind::IsADirectory.into()));
        }
        bytes.reserve(metadata.len().min(too_many) as usize + 1);
        file.take(too_many).read_to_end(&mut bytes).map_err(error)?;
    }
    if bytes.len() as u64 == too_many {
        let mib = MAX_TEXT_BYTES >> 20;
        return Err(CliError::new(format!("{} is longer than {mib} MiB, the maximum of a text", name(path))));
    }
    Ok(bytes)
}

/// The text in `bytes`. Fails if they are not UTF-8.
pub fn utf8(bytes: Vec<u8>, path: &Path) -> Result<String, CliError> {
    if firsthand_channels::utf16(&bytes).is_some() {
        return Err(CliError::new(format!("{} is UTF-16, and a seal is over UTF-8", name(path)))
            .hint("add --convert to read the same words as UTF-8"));
    }
    firsthand_channels::utf8(bytes).map_err(|error| {
        CliError::new(format!("{} cannot be read as text", name(path)))
            .because(error)
            .hint("save it as UTF-8 text (in most editors: Save as, Encoding)")
    })
}

/// The place to which a command writes.
#[derive(Clone, Debug)]
pub struct Output {
    /// `None` is standard output.
    path: Option<PathBuf>,
    force: bool,
}

impl Output {
    /// `path`, or standard output for `-` and for `None`. Fails if the file exists, unless `force` is set.
    pub fn new(path: Option<PathBuf>, force: bool) -> Result<Self, CliError> {
        let path = path.filter(|path| path != Path::new("-"));
        let output = Self { path, force };
        output.path.as_deref().map_or(Ok(()), |path| output.refuse_existing(path))?;
        Ok(output)
    }

    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A file beside this one with another ending; `None` for standard output.
    pub fn beside(&self, ending: &str) -> Result<Option<Self>, CliError> {
        self.path.as_ref().map(|path| Self::new(Some(path.with_extension(ending)), self.force)).transpose()
    }

    fn refuse_existing(&self, path: &Path) -> Result<(), CliError> {
        if !self.force && path.symlink_metadata().is_ok() {
            return Err(CliError::new(format!("{} exists already, and was not changed", name(path)))
                .hint("choose another name, or add --force to replace it"));
        }
        Ok(())
    }

    /// Writes `bytes`, all or nothing.
    pub fn write(&self, bytes: &[u8]) -> Result<(), CliError> {
        self.write_with(0o644, |file| file.write_all(bytes))
    }

    /// Writes `bytes` to a file that only its owner may read.
    pub fn write_secret(&self, bytes: &[u8]) -> Result<(), CliError> {
        self.write_with(0o600, |file| file.write_all(bytes))
    }

    /// Writes what `fill` writes, all or nothing: the file gets its name only when all its bytes are on the disk.
    pub fn write_with(&self, mode: u32, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
        let Some(path) = &self.path else {
            return match out::product(fill) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(CliError::new("standard output could not be written").because(error))
                }
                _ => Ok(()),
            };
        };
        let error = |error: io::Error| CliError::io(path, "written", error);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let permissions = Permissions::from_mode(mode);
        let mut builder = tempfile::Builder::new();
        let mut file = builder.prefix(".firsthand-").permissions(permissions).tempfile_in(folder).map_err(error)?;
        fill(&mut file).and_then(|()| file.flush()).and_then(|()| file.as_file().sync_all()).map_err(error)?;
        if self.force {
            file.persist(path).map_err(|e| error(e.error))?;
        } else if let Err(e) = file.persist_noclobber(path) {
            self.refuse_existing(path)?;
            return Err(error(e.error));
        }
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(error)
    }
}
