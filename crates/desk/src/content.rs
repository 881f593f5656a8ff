//! The content of the age files that the audit log names. Each file is JSON with a version, or the bundle of an
//! account that came as a submission. A file of a later version is refused.

use firsthand_store::blobs::BlobId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::consent::Consent;
use crate::vault::{self, CannotOpen};

/// An account as it came in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Content {
    /// The account and its slip. The account is true to the slip.
    pub text: String,
    /// The account id of `text`.
    pub id: AccountIdText,
    pub sealed_by: SealedBy,
    /// The text as the source pasted it, if it differs: a slip in it did not match, or it had characters that cannot
    /// be sealed.
    pub pasted: Option<String>,
    /// The language that the source chose on the page (BCP 47).
    pub language: String,
    pub consent: Consent,
    /// Whether it came in under a key that the desk had replaced before, and that former members may have. It may then
    /// have been read, or written, by one of them.
    #[serde(skip)]
    pub under_old_key: bool,
    pub files: Vec<File>,
}

/// An account id as text.
pub type AccountIdText = String;

/// Who sealed the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedBy {
    /// The source. The slip came with the account.
    Source,
    /// The drop box, with a one-time key.
    DropBox,
}

/// A file that came with an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct File {
    /// The blob that holds the file, encrypted. If the file came in a submission, the blob is the submission.
    pub blob: BlobId,
    /// The size in bytes, and the SHA-256, of the file as it came.
    pub size: u64,
    pub sha256: BlobId,
    /// The salt of the file's enclosure in the seal, in hexadecimal digits. `None` if the source sealed the account
    /// without the file.
    pub salt: Option<String>,
    /// The label of its enclosure, if the file came in a submission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// What a list shows of an account.
#[derive(Clone, Debug)]
pub struct Glance {
    /// The account and its slip. The account is true to the slip.
    pub text: String,
    /// The number of files that came with the account.
    pub files: usize,
}

/// An answer of the desk to a source, or a note.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    pub text: String,
    /// The member who wrote it. `None` in an answer, because a source is not told the name.
    pub by: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Versioned<T> {
    v: u32,
    #[serde(flatten)]
    content: T,
}

/// Encrypts `content` as JSON to `recipients`, and returns the age file.
pub fn write<T: Serialize>(recipients: &[&age::x25519::Recipient], content: T) -> Vec<u8> {
    let json = Zeroizing::new(serde_json::to_vec(&Versioned { v: 1, content }).expect("plain data"));
    vault::seal(recipients, &json)
}

/// Decrypts a file that [`write()`] made. Fails if it is encrypted to another key, damaged, or of a later version.
pub fn read<T: DeserializeOwned>(identities: &[age::x25519::Identity], file: &[u8]) -> Result<T, CannotOpen> {
    parse(&vault::open(identities, file)?)
}

/// Reads the JSON of a decrypted file. Fails if it is of a later version.
pub(crate) fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, CannotOpen> {
    match serde_json::from_slice::<Versioned<T>>(json) {
        Ok(Versioned { v: 1, content }) => Ok(content),
        _ => Err(CannotOpen::Damaged),
    }
}
