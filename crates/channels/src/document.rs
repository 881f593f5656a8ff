//! Reads documents of Word (DOCX, ISO/IEC 29500) and LibreOffice (ODT, ISO/IEC 26300) to their text.
//!
//! Elements, properties, styles, fonts, themes and further parts can hide, add and reorder words. A document has no doubt only
//! if all elements of its text, and all properties of its styles in use, are on the lists of this module. The lists hold what a
//! word processor makes of plain text. Other documents are read with a doubt.

mod odt;
mod parts;
mod styles;
mod word;
mod xml;

use std::borrow::Cow;
use std::io::Cursor;

use memchr::memmem;
use zip::ZipArchive;

use crate::form::{Doubt, Form, NotACopy};
use crate::limits::{MAX_DOCUMENT_UNPACKED, MAX_ZIP_ENTRIES};
use parts::Parts;

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    pub form: Form,
    pub text: String,
    pub doubt: Option<Doubt>,
}

/// Whether bytes begin as a ZIP archive does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads a document. Fails if it is encrypted, damaged or too large, or if it is an archive of another kind.
pub fn read(bytes: &[u8]) -> Result<Document, NotACopy> {
    if memmem::find_iter(bytes, b"PK\x01\x02").count() > MAX_ZIP_ENTRIES {
        return Err(NotACopy::Overfull);
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotACopy::Damaged)?;
    let mut parts = Parts { archive, left: MAX_DOCUMENT_UNPACKED };
    let names: Vec<String> = parts.archive.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    let has = |name: &str| names.iter().any(|one| one == name);
    let begins = |name: &str| names.iter().any(|one| one.starts_with(name));
    let is_open = has("content.xml") && has("mimetype");
    // With duplicate names, two programs may read different files for one part.
    let exact = !parts.archive.has_duplicate_names() && parts.archive.has_overlapping_files().is_ok_and(|has| !has);
    let (form, text, plain) = if has("word/document.xml") {
        let (text, plain) = word::read(&mut parts, &names)?;
        (Form::Word, text, plain)
    } else if is_open && parts.text("mimetype")?.trim() == "application/vnd.oasis.opendocument.text" {
        let (text, plain) = odt::read(&mut parts, &names)?;
        (Form::OpenDocument, text, plain)
    } else if is_open || has("[Content_Types].xml") || has("mimetype") || begins("Index/") {
        return Err(NotACopy::OtherDocument);
    } else {
        return Err(NotACopy::Archive);
    };
    Ok(Document { form, text, doubt: (!(plain && exact)).then_some(Doubt::MayHide) })
}
