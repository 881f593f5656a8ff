//! Reads a copy in any form to its text.

use firsthand_account::bundle::{self, Bundle};
use firsthand_account::check::{Report, Verdict, check};
use firsthand_account::slip::Slip;
use firsthand_account::slip::find::slips;
use firsthand_account::words::{TooLong, Words};

use crate::encoding::{utf8, utf16};
use crate::form::{Doubt, Form, NotACopy};
use crate::{chat, document, html, kind, mail, pdf, qr, twice};

/// A copy that was read to its text.
pub struct ReadCopy {
    pub text: String,
    /// The whole bundle, if the copy is one.
    pub bundle: Option<Bundle>,
    pub form: Form,
    /// Why a person may see other words than `text`. A copy with a doubt is not judged. Its text is shown, so that the person
    /// can compare it with the file.
    pub doubt: Option<Doubt>,
    /// Whether lines had been encoded twice and were decoded once more ([`twice`]).
    pub twice_encoded: bool,
}

impl ReadCopy {
    /// Reads a text in UTF-8 or UTF-16, a bundle, a web page, a mail, a web archive, a document of Word or LibreOffice, or a
    /// PDF. A file is a web page if it begins as one, or if it is `named_as_page` and has a tag. Fails if the file is of another
    /// kind, damaged or too large.
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
        // A seal is over words, so any certain encoding is good enough.
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

    /// A copy that was pasted or read as text. If it is JSON, its text is the messages of a chat. If it was encoded twice, it
    /// is decoded once more. A text that is already true to its slip is not changed, because an account may itself be JSON or
    /// hold letters that were encoded twice.
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

    /// A copy with exactly this text.
    fn as_it_stands(text: String) -> Self {
        Self { text, bundle: None, form: Form::Text, doubt: None, twice_encoded: false }
    }

    /// Checks the copy against the slips in it and the slips of `apart`, which came in files of their own. Fails if the text is
    /// too long.
    pub fn check(&self, apart: &[Slip]) -> Result<Report<'_>, TooLong> {
        check(&self.text, apart)
    }

    /// The words of the copy without its slips. Fails if the text is too long.
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

    /// Whether the enclosures are those that were sealed with `slip`. True if the copy is no bundle.
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
