//! Files in and out: read whole and checked, written beside their place and moved there.

use std::fs::{File, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use firsthand_account::limits::MAX_TEXT_BYTES;

use crate::error::{CliError, name};
use crate::out;

/// A file's bytes, or standard input's for `-`; at most `MAX_TEXT_BYTES` of them and some more, so that a file without end is
/// refused.
pub fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let error = |error| CliError::io(path, "read", &error);
    let mut bytes = Vec::new();
    let most = MAX_TEXT_BYTES as u64 + 1;
    if path == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(error)?;
    } else {
        let file = File::open(path).map_err(error)?;
        let metadata = file.metadata().map_err(error)?;
        if metadata.is_dir() {
            return Err(error(io::ErrorKind::IsADirectory.into()));
        }
        bytes.reserve(metadata.len().min(most) as usize + 1);
        file.take(most).read_to_end(&mut bytes).map_err(error)?;
    }
    if bytes.len() as u64 == most {
        let mib = MAX_TEXT_BYTES >> 20;
        return Err(CliError::new(format!("{} is longer than {mib} MiB, too long for a text", name(path))));
    }
    Ok(bytes)
}

/// The text that `bytes` hold, which must be UTF-8.
pub fn utf8(bytes: Vec<u8>, path: &Path) -> Result<String, CliError> {
    if firsthand_channels::utf16(&bytes).is_some() {
        return Err(CliError::new(format!("{} is UTF-16, and a seal is over UTF-8", name(path)))
            .hint("add --convert to take the same words as UTF-8"));
    }
    firsthand_channels::utf8(bytes).map_err(|error| {
        CliError::new(format!("{}: {error}", name(path)))
            .hint("save it as UTF-8 text (in most editors: Save as, Encoding)")
    })
}

/// Where something is written.
#[derive(Clone, Debug)]
pub struct Output {
    /// `None` is standard output.
    path: Option<PathBuf>,
    force: bool,
}

impl Output {
    /// `path`, or standard output for `-` or nothing. An existing file is kept unless `force`.
    pub fn new(path: Option<PathBuf>, force: bool) -> Result<Self, CliError> {
        let path = path.filter(|path| path != Path::new("-"));
        let output = Self { path, force };
        output.path.as_deref().map_or(Ok(()), |path| output.refuse_existing(path))?;
        Ok(output)
    }

    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A file beside this one with another ending.
    pub fn beside(&self, ending: &str) -> Result<Option<Self>, CliError> {
        self.path.as_ref().map(|path| Self::new(Some(path.with_extension(ending)), self.force)).transpose()
    }

    fn refuse_existing(&self, path: &Path) -> Result<(), CliError> {
        if !self.force && path.symlink_metadata().is_ok() {
            return Err(CliError::new(format!("{} is there already, and was kept", name(path)))
                .hint("choose another name, or add --force to replace it"));
        }
        Ok(())
    }

    /// Writes `bytes`, all or nothing.
    pub fn write(&self, bytes: &[u8]) -> Result<(), CliError> {
        self.write_with(0o644, |file| file.write_all(bytes))
    }

    /// Writes what only its owner may read.
    pub fn write_secret(&self, bytes: &[u8]) -> Result<(), CliError> {
        self.write_with(0o600, |file| file.write_all(bytes))
    }

    /// Writes what `fill` writes, all or nothing: beside its place, to the disk, then moved there.
    pub fn write_with(&self, mode: u32, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
        let Some(path) = &self.path else {
            return match out::product(fill) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(CliError::new(format!("standard output could not be written: {error}")))
                }
                _ => Ok(()),
            };
        };
        let error = |error: &io::Error| CliError::io(path, "written", error);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let permissions = Permissions::from_mode(mode);
        let mut builder = tempfile::Builder::new();
        let mut file =
            builder.prefix(".firsthand-").permissions(permissions).tempfile_in(folder).map_err(|e| error(&e))?;
        fill(&mut file).and_then(|()| file.flush()).and_then(|()| file.as_file().sync_all()).map_err(|e| error(&e))?;
        if self.force {
            file.persist(path).map_err(|e| error(&e.error))?;
        } else if let Err(e) = file.persist_noclobber(path) {
            self.refuse_existing(path)?;
            return Err(error(&e.error));
        }
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|e| error(&e))
    }
}
