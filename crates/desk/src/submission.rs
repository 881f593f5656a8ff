//! Submissions: accounts that witnesses encrypted to the desk themselves, with the page in the pocket or with standard
//! programs (`spec/submission.md`). Only the desk's identity opens them. A submission is read piece by piece, and only as
//! far as needed. So listing a large one takes little time and memory.

use std::io::{self, Read};

use data_encoding::HEXLOWER;
use firsthand_account::bundle::{Bundle, BundleReader, Limits};
use firsthand_account::check::{Verdict, check};
use firsthand_store::blobs::BlobId;
use zeroize::Zeroizing;

use crate::consent::{Consent, Name, When, Words};
use crate::content::{Content, File, Glance, SealedBy};
use crate::limits::MAX_STATEMENT_BYTES;
use crate::vault::CannotOpen;

/// The first bytes of an age file.
pub const BEGINS: &[u8] = b"age-encryption.org/v1\n";
/// Maximum size of the account (the same as in a form) and of the manifest, in bytes.
const LIMITS: Limits = Limits { text: 4 << 20, manifest: 1 << 20 };

const CONSENT: &str = "consent";
const LANGUAGE: &str = "language";
/// The label of an original photograph begins with this.
const ORIGINAL: &str = "original/";

/// Whether a file that begins with `start` may be a submission.
pub fn begins(start: &[u8]) -> bool {
    start.starts_with(BEGINS)
}

/// Whether a file is an original photograph, which the source gave to the desk only.
pub fn is_original(file: &File) -> bool {
    file.label.as_ref().is_some_and(|label| label.starts_with(ORIGINAL))
}

/// Reads the whole account from `tar`, the bundle in a submission. `blob` is the submission. Fails if the text is not
/// true to its slip, or if a file is damaged or missing.
pub(crate) fn content(mut tar: impl Read, blob: BlobId) -> Result<Content, CannotOpen> {
    let mut reader = BundleReader::new(&mut tar);
    let mut opened = reader.open(LIMITS).map_err(|_| CannotOpen::Damaged)?;
    let (text, id) = proved(&opened.bundle)?;
    let (mut consent, mut language, mut files) = (None, None, Vec::new());
    for at in 0..opened.bundle.enclosures.len() {
        let said = !is_file(&opened.bundle.enclosures[at].label);
        let mut bytes = Vec::new();
        let size = opened.enclosure(|piece| {
            if said && bytes.len() <= MAX_STATEMENT_BYTES {
                bytes.extend_from_slice(piece);
            }
        });
        let size = size.map_err(|_| CannotOpen::Damaged)?;
        let enclosure = &opened.bundle.enclosures[at];
        match &*enclosure.label {
            CONSENT => consent = read_consent(&bytes),
            LANGUAGE => language = read_language(&bytes),
            label => files.push(File {
                blob,
                size,
                sha256: BlobId(enclosure.content),
                salt: Some(HEXLOWER.encode(&enclosure.salt)),
                label: Some(label.to_owned()),
            }),
        }
    }
    opened.end().map_err(|_| CannotOpen::Damaged)?;
    // That nothing was cut off shows at the end of the encryption, behind the padding.
    io::copy(&mut tar, &mut io::sink()).map_err(|_| CannotOpen::Damaged)?;
    let ask_first = Consent { words: Words::AskFirst, photographs: false, name: Name::None, when: When::AnyTime };
    Ok(Content {
        text,
        id,
        sealed_by: SealedBy::Source,
        pasted: None,
        // "und" is the tag (BCP 47) for a language that nobody named.
        language: language.unwrap_or_else(|| "und".to_owned()),
        consent: consent.unwrap_or(ask_first),
        under_old_key: false,
        files,
    })
}

/// Reads only the text and the number of files. The text is checked against its slip. The files are not read, so they
/// may be damaged.
pub(crate) fn glance(tar: impl Read) -> Result<Glance, CannotOpen> {
    let mut reader = BundleReader::new(tar);
    let bundle = reader.open(LIMITS).map_err(|_| CannotOpen::Damaged)?.bundle;
    let files = bundle.enclosures.iter().filter(|enclosure| is_file(&enclosure.label)).count();
    Ok(Glance { text: proved(&bundle)?.0, files })
}

/// Reads the file at `index`, counted from 0 as in [`content()`], and checks it against the seal. Returns `None` if
/// there is no such file. Does not read the files after it. `length` is at least the size of the file, in bytes.
pub(crate) fn file(tar: impl Read, index: usize, length: usize) -> Result<Option<Zeroizing<Vec<u8>>>, CannotOpen> {
    let mut reader = BundleReader::new(tar);
    let mut opened = reader.open(LIMITS).map_err(|_| CannotOpen::Damaged)?;
    proved(&opened.bundle)?;
    let files = opened.bundle.enclosures.iter().enumerate().filter(|(_, enclosure)| is_file(&enclosure.label));
    let Some(place) = files.map(|(at, _)| at).nth(index) else { return Ok(None) };
    for _ in 0..place {
        opened.skip().map_err(|_| CannotOpen::Damaged)?;
    }
    // A buffer that grows would leave copies of the file in memory. So the whole length is reserved first.
    let mut bytes = Zeroizing::new(Vec::with_capacity(length));
    opened.enclosure(|piece| bytes.extend_from_slice(piece)).map_err(|_| CannotOpen::Damaged)?;
    Ok(Some(bytes))
}

/// The text of a bundle with its slip, and the account id. Fails if the text is not true to the slip, or if the slip
/// does not fit the bundle's enclosures.
fn proved(bundle: &Bundle) -> Result<(String, String), CannotOpen> {
    let text = format!("{}\n\n{}", bundle.text.trim_end(), bundle.slip.trim());
    let report = check(&text, &[]).map_err(|_| CannotOpen::Damaged)?;
    let id = match report.checked.as_slice() {
        [one] => match (&one.slip, &one.verdict) {
            (Ok(slip), Some(Verdict::True(truth))) if bundle.fits(slip) => truth.id.to_string(),
            _ => return Err(CannotOpen::Damaged),
        },
        _ => return Err(CannotOpen::Damaged),
    };
    Ok((text, id))
}

/// Whether an enclosure is a file, and not the consent or the language.
fn is_file(label: &str) -> bool {
    label != CONSENT && label != LANGUAGE
}

/// Reads the consent. `None` if it cannot be read; the desk then asks the source first.
fn read_consent(bytes: &[u8]) -> Option<Consent> {
    serde_json::from_slice(bytes).ok().filter(|_| bytes.len() <= MAX_STATEMENT_BYTES)
}

fn read_language(bytes: &[u8]) -> Option<String> {
    let tag = std::str::from_utf8(bytes).ok()?.trim();
    let is_tag = (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then(|| tag.to_owned())
}
