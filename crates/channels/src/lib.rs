//! What copies come as, read back to their text; and the QR codes that slips go out as. Bytes in, text out.

pub mod html;
pub mod qr;

use firsthand_account::bundle::{self, Bundle, NoBundle};
use firsthand_account::check::{Report, check};
use firsthand_account::slip::Slip;
use firsthand_account::slip::find::slips;
use firsthand_account::slip::text::Unreadable;
use firsthand_account::words::{TooLong, Words};

/// A copy as it was handed in, read to its text.
pub struct Copy {
    pub text: String,
    /// The bundle's other parts, if it is one.
    pub bundle: Option<Bundle>,
    /// What kind of file or paste it was.
    pub form: Form,
    /// Why the text may be other than what a person sees of the file. Such a copy is not judged: its text is shown, to
    /// be compared with what the person sees.
    pub doubt: Option<Doubt>,
}

/// What a copy came as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    Bundle,
    /// A web page, saved.
    Page,
    /// A web page saved with all its parts in one file (MHTML, RFC 2557).
    WebArchive,
    /// A mail (RFC 5322).
    Mail,
    Pdf,
    /// A document of Word (DOCX).
    Word,
    /// A document of LibreOffice (ODT).
    OpenDocument,
    /// The messages of a chat program, exported as JSON.
    Chat,
}

/// Why the text that was read may be other than what a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It holds something that can hide, add or reorder what is seen.
    MayHide,
    /// Its parts, of which a person sees one, say different things.
    PartsDiffer,
}

/// Why a file could not be read as a copy.
#[derive(Debug, thiserror::Error)]
pub enum NotACopy {
    #[error("it is a picture, not a text")]
    Picture,
    #[error("it is a bundle that is not whole: {0}")]
    Bundle(#[from] NoBundle),
    #[error("it is a page that comes to more than browsers show")]
    TooMuch,
    #[error("it is not UTF-8 text (the byte at offset {offset}, line {line}, is none)")]
    NotText { offset: usize, line: usize },
}

impl Copy {
    /// Reads a text in UTF-8 or UTF-16, a bundle, or a web page: what begins as one, or is `named_as_page`.
    pub fn read(bytes: Vec<u8>, named_as_page: bool) -> Result<Self, NotACopy> {
        if qr::is_picture(&bytes) || is_other_picture(&bytes) {
            return Err(NotACopy::Picture);
        }
        if bundle::is_tar(&bytes) {
            let bundle = bundle::read(&bytes[..])?;
            let text = format!("{}\n\n{}", bundle.text, bundle.slip);
            return Ok(Self { bundle: Some(bundle), form: Form::Bundle, ..Self::of_text(text) });
        }
        // What counts is words, so the encoding that Windows writes is as good as another.
        let text = match utf16(&bytes) {
            Some(text) => text,
            None => utf8(bytes)?,
        };
        if html::is_html(&text, named_as_page) {
            let text = html::visible(&text).ok_or(NotACopy::TooMuch)?;
            return Ok(Self { form: Form::Page, ..Self::of_text(text) });
        }
        Ok(Self::of_text(text))
    }

    /// A copy that is text, as it was pasted or read.
    pub fn of_text(text: String) -> Self {
        Self { text, bundle: None, form: Form::Text, doubt: None }
    }

    /// How it stands to the slips in it and those that came apart from it.
    pub fn check(&self, apart: &[Slip]) -> Result<Report<'_>, TooLong> {
        check(&self.text, apart)
    }

    /// Its words without its slips, as they stand.
    pub fn words(&self) -> Result<Words, TooLong> {
        let mut bare = String::with_capacity(self.text.len());
        let mut from = 0;
        for found in slips(&self.text) {
            bare.push_str(&self.text[from..found.place.start]);
            bare.push('\n');
            from = found.place.end;
        }
        bare.push_str(&self.text[from..]);
        Words::read(&bare)
    }

    /// Whether the enclosures, if this is a bundle, are those that `slip` names.
    pub fn enclosures_fit(&self, slip: &Slip) -> bool {
        self.bundle.as_ref().is_none_or(|bundle| bundle.fits(slip))
    }
}

/// Whether a file begins as pictures do that are not read here: WebP, and what telephones write (HEIC, AVIF).
fn is_other_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") || bytes.starts_with(b"GIF8") || bytes.get(4..8) == Some(b"ftyp")
}

/// Whether a file's name is that of a web page.
pub fn names_a_page(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["html", "htm", "xhtml"].iter().any(|html| ending.eq_ignore_ascii_case(html))
}

/// Why no slip could be read from files; numbers count the files from 0.
#[derive(Debug, thiserror::Error)]
pub enum NoSlip {
    #[error("{1}")]
    Picture(usize, qr::NoCode),
    #[error("{1}")]
    Text(usize, NotACopy),
    #[error(transparent)]
    Parts(#[from] qr::BadParts),
    #[error("the slip cannot be read: {0}")]
    Unreadable(#[from] Unreadable),
    #[error("there is no slip")]
    Nothing,
}

/// The slips in files: texts, and pictures with QR codes, of which numbered ones make one slip together.
pub fn read_slips(files: Vec<Vec<u8>>, most: qr::Most) -> Result<Vec<Slip>, NoSlip> {
    let mut lines = Vec::new();
    for (at, bytes) in files.into_iter().enumerate() {
        if qr::is_picture(&bytes) {
            lines.extend(qr::read(&bytes, most).map_err(|error| NoSlip::Picture(at, error))?);
        } else {
            let text = utf8(bytes).map_err(|error| NoSlip::Text(at, error))?;
            lines.extend(text.split_inclusive('\n').map(str::to_owned));
        }
    }
    let found = slips(&qr::join(lines)?.concat()).into_iter().map(|found| found.read.map(|read| read.slip));
    let found: Vec<Slip> = found.collect::<Result<_, _>>()?;
    if found.is_empty() { Err(NoSlip::Nothing) } else { Ok(found) }
}

/// The text that `bytes` hold in UTF-8.
pub fn utf8(bytes: Vec<u8>) -> Result<String, NotACopy> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..offset].iter().filter(|&&byte| byte == b'\n').count();
        NotACopy::NotText { offset, line }
    })
}

/// The text of UTF-16 with a byte order mark, as Windows writes it.
pub fn utf16(bytes: &[u8]) -> Option<String> {
    let (mark, bytes) = bytes.split_first_chunk::<2>()?;
    let unit: fn([u8; 2]) -> u16 = match mark {
        [0xFF, 0xFE] => u16::from_le_bytes,
        [0xFE, 0xFF] => u16::from_be_bytes,
        _ => return None,
    };
    let (units, rest) = bytes.as_chunks::<2>();
    let units = units.iter().map(|pair| unit(*pair));
    rest.is_empty().then(|| char::decode_utf16(units).collect::<Result<_, _>>().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_read_to_their_text() {
        let read = |bytes: &[u8]| Copy::read(bytes.to_vec(), false).map(|copy| copy.text);
        assert_eq!(read(b"one two").unwrap(), "one two");
        assert_eq!(read(b"\xFF\xFEo\0n\0e\0").unwrap(), "one");
        assert_eq!(read(b"\xFE\xFF\0o\0n\0e").unwrap(), "one");
        assert_eq!(read(b"<!DOCTYPE html><p>one</p>").unwrap().trim(), "one");
        assert_eq!(Copy::read(b"a<b>c</b>".to_vec(), true).unwrap().text.trim(), "ac");
        assert_eq!(read(b"a<b>c</b>").unwrap(), "a<b>c</b>");
        assert!(matches!(read(b"\0\0\0\x18ftypheic"), Err(NotACopy::Picture)));
        assert!(matches!(read(b"\x89PNG\r\n\x1a\n"), Err(NotACopy::Picture)));
        assert!(matches!(read(b"one\ntw\x80"), Err(NotACopy::NotText { offset: 6, line: 2 })));
        assert!(matches!(read(b"\xFF\xFEo\0n"), Err(NotACopy::NotText { .. })), "half a unit");
    }
}
