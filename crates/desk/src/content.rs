//! What stands in the age files that custody names. Each is JSON with its version, or an account's bundle that came as a
//! parcel; later versions are refused, not guessed at.

use std::io::{Cursor, Read};

use firsthand_account::bundle::is_tar;
use firsthand_account::check::{Verdict, check};
use firsthand_account::enclosures::{Enclosure, enclose};
use firsthand_account::identity::{AccountId, SecretKey};
use firsthand_account::seal::{CannotSeal, clean, seal, sealable};
use firsthand_store::blobs::{BlobId, Reading};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::consent::Consent;
use crate::parcel;
use crate::vault::{self, CannotOpen};

/// An account as it came in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Content {
    /// The account with a slip that it is true to.
    pub text: String,
    pub id: AccountIdText,
    pub sealed_by: SealedBy,
    /// What was pasted, where a slip in it was not true, or characters were left out that cannot be sealed.
    pub pasted: Option<String>,
    /// The language that the source chose on the page (BCP 47).
    pub language: String,
    pub consent: Consent,
    pub files: Vec<File>,
}

/// An account id as text.
pub type AccountIdText = String;

/// Whose slip it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedBy {
    /// It came with the account.
    Source,
    /// The drop box sealed it with a one-time key.
    DropBox,
}

/// A file that came with an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct File {
    /// Where it is kept, encrypted; where it came in a parcel, that.
    pub blob: BlobId,
    /// Its size in bytes, and its SHA-256, as it came.
    pub size: u64,
    pub sha256: BlobId,
    /// What the seal's enclosure of it is salted with; `None` where the source sealed the account without it.
    pub salt: Option<String>,
    /// Under which label it was sealed, where it came in a parcel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// What shows of an account in a list.
#[derive(Clone, Debug)]
pub struct Glance {
    /// The account with a slip that it is true to.
    pub text: String,
    /// How many files came with it.
    pub files: usize,
}

/// A line from desk to source, or a note.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    pub text: String,
    /// The member who wrote it; a source is not told.
    pub by: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Versioned<T> {
    v: u32,
    #[serde(flatten)]
    content: T,
}

/// Encrypts `content`.
pub fn write<T: Serialize>(recipients: &[&age::x25519::Recipient], content: T) -> Vec<u8> {
    let json = Zeroizing::new(serde_json::to_vec(&Versioned { v: 1, content }).expect("plain data"));
    vault::seal(recipients, &json)
}

/// Decrypts what [`write()`] wrote.
pub fn read<T: DeserializeOwned>(identity: &age::x25519::Identity, file: &[u8]) -> Result<T, CannotOpen> {
    parse(&vault::open(identity, file)?)
}

/// An account as it was received, decrypted.
pub(crate) enum Received<'a> {
    Form(Box<Content>),
    /// The bundle in a parcel.
    Parcel(Box<dyn Read + 'a>),
}

/// Decrypts an account as it was received: what [`write()`] wrote, or a parcel, of which nothing but the first bytes is
/// read yet. A parcel is encrypted once more where it came in; before that was so, it was kept as it came.
pub(crate) fn received<'a>(
    identity: &age::x25519::Identity,
    file: &'a mut Reading,
) -> Result<Received<'a>, CannotOpen> {
    let length = file.length();
    let (start, file) = begun(vault::reader(identity, file)?)?;
    if parcel::begins(&start) {
        let (start, bundle) = begun(vault::reader(identity, file)?)?;
        // A source cannot write what the drop box writes: of theirs nothing but a bundle is taken.
        return if is_tar(&start) { Ok(Received::Parcel(Box::new(bundle))) } else { Err(CannotOpen::Damaged) };
    }
    if is_tar(&start) {
        return Ok(Received::Parcel(Box::new(file)));
    }
    Ok(Received::Form(Box::new(parse(&vault::whole(file, length)?)?)))
}

/// What `file` begins with, as far as it tells what it is; and `file` from its beginning.
fn begun(mut file: impl Read) -> Result<(Zeroizing<Vec<u8>>, impl Read), CannotOpen> {
    let mut start = Zeroizing::new(Vec::with_capacity(512));
    file.by_ref().take(512).read_to_end(&mut start).map_err(|_| CannotOpen::Damaged)?;
    Ok((start.clone(), Cursor::new(start).chain(file)))
}

fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, CannotOpen> {
    match serde_json::from_slice::<Versioned<T>>(json) {
        Ok(Versioned { v: 1, content }) => Ok(content),
        _ => Err(CannotOpen::Damaged),
    }
}

/// A text that is ready to be kept.
pub struct Ready {
    pub text: String,
    pub id: AccountId,
    pub sealed_by: SealedBy,
    pub pasted: Option<String>,
}

/// Gives `text` a slip that it is true to: its own, if it has one; else a new one, by a key made from `key` and used
/// this once. `files` are sealed with it, each salted with the first bytes of its salt.
pub fn ready(text: &str, files: &[Enclosure], key: &[u8; 32], random: &[u8; 32]) -> Result<Ready, CannotSeal> {
    let report = check(text, &[])?;
    let own = report.checked.iter().find_map(|checked| match &checked.verdict {
        Some(Verdict::True(truth)) => Some(truth.id),
        _ => None,
    });
    if let Some(id) = own {
        return Ok(Ready { text: text.to_owned(), id, sealed_by: SealedBy::Source, pasted: None });
    }
    let mut bare = String::with_capacity(text.len());
    let mut from = 0;
    for place in report.checked.iter().filter_map(|checked| checked.place.clone()) {
        bare.push_str(&text[from..place.start]);
        from = place.end;
    }
    bare.push_str(&text[from..]);
    let (bare, removed) = clean(&bare)?;
    let words = sealable(&bare)?;
    let enclosed = enclose(&mut files.to_vec()).expect("labels are made here, and few");
    let sealed = seal(&words, &SecretKey::from_bytes(key), random, enclosed);
    let pasted = (from > 0 || !removed.is_empty()).then(|| text.to_owned());
    let text = format!("{}\n\n{}", bare.trim_end(), sealed.slip.to_text());
    Ok(Ready { text, id: sealed.id, sealed_by: SealedBy::DropBox, pasted })
}

/// The enclosure that stands for the file at `index`, counted from 0.
pub fn enclosure(index: usize, sha256: [u8; 32], random: &[u8; 32]) -> Enclosure {
    let salt = Sha256::new().chain_update("firsthand/file-salt\n").chain_update(random).chain_update([index as u8]);
    let salt = salt.finalize()[..16].try_into().expect("16 bytes");
    Enclosure { label: format!("file/{}", index + 1), salt, content: sha256 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "They closed the bridge at nine. I stood there with my neighbour and her bag.";

    #[test]
    fn a_text_gets_a_slip_that_it_is_true_to() {
        let plain = ready(TEXT, &[], &[1; 32], &[2; 32]).unwrap();
        assert!(plain.sealed_by == SealedBy::DropBox && plain.pasted.is_none());
        let own = ready(&plain.text, &[], &[3; 32], &[4; 32]).unwrap();
        assert_eq!((own.sealed_by, own.id, &own.text), (SealedBy::Source, plain.id, &plain.text));
        // A slip that is not true is taken out, and what was pasted is kept.
        let changed = plain.text.replacen("nine", "ten", 1);
        let anew = ready(&changed, &[], &[3; 32], &[4; 32]).unwrap();
        assert!(anew.sealed_by == SealedBy::DropBox && anew.id != plain.id);
        assert_eq!(anew.pasted.as_deref(), Some(&*changed));
        assert_eq!(anew.text.matches("firsthand1").count(), 1);
        let hidden = ready("one t\u{202E}wo", &[], &[1; 32], &[2; 32]).unwrap();
        assert!(hidden.text.starts_with("one two\n") && hidden.pasted.is_some());
        assert!(matches!(ready(" \n", &[], &[1; 32], &[2; 32]), Err(CannotSeal::NoWords)));
        let file = enclosure(0, [5; 32], &[6; 32]);
        assert_ne!(ready(TEXT, &[file], &[1; 32], &[2; 32]).unwrap().id, plain.id, "files are sealed too");
    }
}
