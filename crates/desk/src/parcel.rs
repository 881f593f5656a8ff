//! Parcels: accounts that witnesses encrypted to the desk themselves, with the page in the pocket or with stock programs
//! (`spec/parcel.md`). A parcel is kept as it came; what is in it shows only where the desk's identity is.

use std::ops::Range;

use data_encoding::HEXLOWER;
use firsthand_account::bundle;
use firsthand_account::check::{Verdict, check};
use firsthand_store::blobs::BlobId;

use crate::consent::{Consent, Name, When, Words};
use crate::content::{Content, File, SealedBy};
use crate::vault::CannotOpen;

/// The most bytes of a parcel.
pub const MOST_BYTES: u64 = 64 << 20;
/// What every age file begins with.
pub const BEGINS: &[u8] = b"age-encryption.org/v1\n";
/// The most bytes of an account in it, as in a form; and of what the source allows.
const MOST_TEXT: usize = 4 << 20;
const MOST_CONSENT: usize = 64 << 10;

const CONSENT: &str = "consent";
const LANGUAGE: &str = "language";
/// What the label of an untouched photograph begins with.
const ORIGINAL: &str = "original/";

/// Whether a file that begins with `start` may be a parcel.
pub fn begins(start: &[u8]) -> bool {
    start.starts_with(BEGINS)
}

/// Whether a file came as a photograph that was left as it was, for the desk alone.
pub fn is_original(file: &File) -> bool {
    file.label.as_ref().is_some_and(|label| label.starts_with(ORIGINAL))
}

/// The account in a parcel that was decrypted; `blob` is the parcel. It is true to its slip, and the files are those
/// that were sealed with it, or it is not taken.
pub(crate) fn content(tar: &[u8], blob: BlobId) -> Result<Content, CannotOpen> {
    let bundle = bundle::read(tar).map_err(|_| CannotOpen::Damaged)?;
    let places = bundle::enclosed_at(tar).map_err(|_| CannotOpen::Damaged)?;
    if bundle.text.len() > MOST_TEXT {
        return Err(CannotOpen::Damaged);
    }
    let text = format!("{}\n\n{}", bundle.text.trim_end(), bundle.slip.trim());
    let report = check(&text, &[]).map_err(|_| CannotOpen::Damaged)?;
    let id = match report.checked.as_slice() {
        [one] => match (&one.slip, &one.verdict) {
            (Ok(slip), Some(Verdict::True(truth))) if bundle.fits(slip) => truth.id.to_string(),
            _ => return Err(CannotOpen::Damaged),
        },
        _ => return Err(CannotOpen::Damaged),
    };
    let (mut consent, mut language, mut files) = (None, None, Vec::new());
    for (enclosure, place) in bundle.enclosures.into_iter().zip(places) {
        let bytes = tar.get(place).ok_or(CannotOpen::Damaged)?;
        match &*enclosure.label {
            CONSENT => consent = read_consent(bytes),
            LANGUAGE => language = read_language(bytes),
            _ => files.push(File {
                blob,
                size: bytes.len() as u64,
                sha256: BlobId(enclosure.content),
                salt: Some(HEXLOWER.encode(&enclosure.salt)),
                label: Some(enclosure.label),
            }),
        }
    }
    let ask_first = Consent { words: Words::AskFirst, photographs: false, name: Name::None, when: When::AnyTime };
    Ok(Content {
        text,
        id,
        sealed_by: SealedBy::Source,
        pasted: None,
        // "und" is BCP 47's for a language that nobody said.
        language: language.unwrap_or_else(|| "und".to_owned()),
        consent: consent.unwrap_or(ask_first),
        files,
    })
}

/// The bytes of the file at `index` among those of [`content()`].
pub(crate) fn file(tar: &[u8], index: usize) -> Option<&[u8]> {
    let bundle = bundle::read(tar).ok()?;
    let places = bundle::enclosed_at(tar).ok()?;
    let is_file = |label: &str| label != CONSENT && label != LANGUAGE;
    let files = bundle.enclosures.iter().zip(places).filter(|(enclosure, _)| is_file(&enclosure.label));
    let place: Range<usize> = files.map(|(_, place)| place).nth(index)?;
    tar.get(place)
}

/// What the source allows; where that cannot be read, they are asked first.
fn read_consent(bytes: &[u8]) -> Option<Consent> {
    serde_json::from_slice(bytes).ok().filter(|_| bytes.len() <= MOST_CONSENT)
}

fn read_language(bytes: &[u8]) -> Option<String> {
    let tag = std::str::from_utf8(bytes).ok()?.trim();
    let is_tag = (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then(|| tag.to_owned())
}
