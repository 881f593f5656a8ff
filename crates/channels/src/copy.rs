//! Reads a copy in any form to its text.

use firsthand_account::bundle::{self, Bundle};
use firsthand_account::check::{Report, Verdict, check};
use firsthand_account::slip::Slip;
use firsthand_account::slip::find::slips;
use firsthand_account::words::{TooLong, Words};

use crate::encoding::{utf8, utf16};
use crate::form::{Doubt, Form, NotACopy};
use crate::{chat, document, html, kind, mail, pdf, qr, twice};

/// A copy as it was handed in, read to its text.
pub struct ReadCopy {
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

impl ReadCopy {
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
