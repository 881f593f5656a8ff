//! What stands in the age files that custody names. Each is JSON with its version, or an account's bundle that came as a
//! submission; later versions are refused, not guessed at.

use firsthand_store::blobs::BlobId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::consent::Consent;
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

pub(crate) fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, CannotOpen> {
    match serde_json::from_slice::<Versioned<T>>(json) {
        Ok(Versioned { v: 1, content }) => Ok(content),
        _ => Err(CannotOpen::Damaged),
    }
}
