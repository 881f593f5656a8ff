//! The files in the archive of a document, of which only a bounded number of bytes is unpacked.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::form::NotACopy;
use crate::limits::{MAX_ZIP_RATIO, MIN_ZIP_RATIO_BYTES};

/// The files in the archive of a document.
pub struct Parts<'a> {
    pub archive: ZipArchive<Cursor<&'a [u8]>>,
    pub left: u64,
}

impl Parts<'_> {
    /// The text of a part in UTF-8. Fails if the part is missing, encrypted, damaged, or unpacks to too much.
    pub fn text(&mut self, name: &str) -> Result<String, NotACopy> {
        let index = self.archive.index_for_name(name).ok_or(NotACopy::Damaged)?;
        let file = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(text) if text.contains("assword") => NotACopy::Encrypted,
            _ => NotACopy::Damaged,
        })?;
        let most = self.left.min(file.compressed_size().saturating_mul(MAX_ZIP_RATIO).max(MIN_ZIP_RATIO_BYTES));
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| NotACopy::Damaged)?;
        if bytes.len() as u64 > most {
            return Err(NotACopy::Overfull);
        }
        self.left -= bytes.len() as u64;
        let text = String::from_utf8(bytes).map_err(|_| NotACopy::Damaged)?;
        Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
    }
}
