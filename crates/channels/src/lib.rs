//! What copies come as, read back to their text; and the QR codes that slips go out as. Bytes in, text out.

pub mod chat;
pub mod document;
pub mod html;
pub mod kind;
pub mod mail;
pub mod pdf;
pub mod qr;
pub mod twice;

use firsthand_account::bundle::{self, Bundle, NoBundle};
use firsthand_account::check::{Report, Verdict, check};
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
    /// Whether lines of it came with their UTF-8 encoded twice and were decoded once more ([`twice`]).
    pub twice_encoded: bool,
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
    #[error("it is a video, not a text")]
    Video,
    #[error("it is a sound recording, not a text")]
    Sound,
    #[error("it is an archive that holds other files")]
    Archive,
    #[error("it is a document of a kind that is not read here")]
    OtherDocument,
    #[error("it is encrypted")]
    Encrypted,
    #[error("it is a PDF that holds no text, as scanners make them")]
    NoText,
    #[error("it is a document that is damaged")]
    Damaged,
    #[error("it is a bundle that is not whole: {0}")]
    Bundle(#[from] NoBundle),
    #[error("it is a page that comes to more than browsers show")]
    TooMuch,
    #[error("it has more parts, or unpacks to more, than programs write")]
    Overfull,
    #[error("it is not UTF-8 text (the byte at offset {offset}, line {line}, is none)")]
    NotText { offset: usize, line: usize },
}

impl Copy {
    /// Reads a text in UTF-8 or UTF-16, a bundle, a web page (what begins as one, or is `named_as_page`), a mail, a web
    /// archive, a document of Word or LibreOffice, or a PDF.
    pub fn read(bytes: Vec<u8>, named_as_page: bool) -> Result<Self, NotACopy> {
        if qr::is_picture(&bytes) {
            return Err(NotACopy::Picture);
        }
        if let Some(other) = kind::other(&bytes) {
            return Err(other);
        }
        if bundle::is_tar(&bytes) {
            let bundle = bundle::read(&bytes[..])?;
            let text = format!("{}\n\n{}", bundle.text, bundle.slip);
            return Ok(Self { bundle: Some(bundle), form: Form::Bundle, ..Self::as_it_stands(text) });
        }
        if document::is_zip(&bytes) {
            let document = document::read(&bytes)?;
            return Ok(Self { form: document.form, doubt: document.doubt, ..Self::as_it_stands(document.text) });
        }
        if pdf::is_pdf(&bytes) {
            return Ok(Self { form: Form::Pdf, doubt: Some(Doubt::MayHide), ..Self::as_it_stands(pdf::read(bytes)?) });
        }
        if mail::is_mail(&bytes) {
            let mail = mail::read(&bytes)?;
            let form = if mail.is_web_archive { Form::WebArchive } else { Form::Mail };
            return Ok(Self { form, doubt: mail.doubt, ..Self::as_it_stands(mail.text) });
        }
        // What counts is words, so the encoding that Windows writes is as good as another.
        let utf16 = utf16(&bytes);
        let marked = utf16.is_some() || bytes.starts_with("\u{FEFF}".as_bytes());
        let text = match utf16 {
            Some(text) => text,
            None => utf8(bytes)?,
        };
        if html::is_html(&text, named_as_page) {
            let beside = html::Beside { encoded: marked, style: None };
            let page = html::read(&text, beside).ok_or(NotACopy::TooMuch)?;
            let doubt = (!page.plain).then_some(Doubt::MayHide);
            return Ok(Self { form: Form::Page, doubt, ..Self::as_it_stands(page.text) });
        }
        Ok(Self::of_text(text))
    }

    /// A copy that is text, as it was pasted or read: the messages of a chat, where it is JSON, and decoded once more,
    /// where it was encoded twice. A copy that is true as it stands is left so: an account may be JSON itself, or hold
    /// letters that were encoded twice before it was sealed.
    pub fn of_text(text: String) -> Self {
        let chat = chat::read(&text);
        let decoded = twice::decode(chat.as_deref().unwrap_or(&text));
        if (chat.is_none() && decoded.is_none()) || is_true(&text) {
            return Self::as_it_stands(text);
        }
        let form = if chat.is_some() { Form::Chat } else { Form::Text };
        let twice_encoded = decoded.is_some();
        Self { form, twice_encoded, ..Self::as_it_stands(decoded.or(chat).unwrap_or(text)) }
    }

    /// A copy that is text, which is read no further.
    fn as_it_stands(text: String) -> Self {
        Self { text, bundle: None, form: Form::Text, doubt: None, twice_encoded: false }
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

/// Whether `text` is true to a slip that stands in it.
fn is_true(text: &str) -> bool {
    let is_true = |verdict: &Option<Verdict>| matches!(verdict, Some(Verdict::True(_)));
    check(text, &[]).is_ok_and(|report| report.checked.iter().any(|slip| is_true(&slip.verdict)))
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
    let found = slips(&qr::join(lines)?.concat()).into_iter().map(|found| found.slip().cloned());
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
        assert!(matches!(read(b"RIFF\x04\0\0\0WEBP"), Err(NotACopy::Picture)));
        assert!(matches!(read(b"GIF89a"), Err(NotACopy::Picture)));
        for other in [&b"RIFF\x04\0\0\0WAVE"[..], b"RIFF\x04\0\0\0AVI ", b"\0\0\0\x18ftypmp42", b"\0\0\0\x18ftypM4A "] {
            assert!(!matches!(read(other), Err(NotACopy::Picture)), "{other:?} is sound or film");
        }
        assert!(matches!(read(b"one\ntw\x80"), Err(NotACopy::NotText { offset: 6, line: 2 })));
        assert!(matches!(read(b"\xFF\xFEo\0n"), Err(NotACopy::NotText { .. })), "half a unit");
    }
}
