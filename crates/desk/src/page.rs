//! The page that the public sees of an account.

use firsthand_account::check::{SlipKind, check};
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::Published;
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::vault::CannotOpen;

/// A translation as it was written, or, in a [`Page`], with its slip.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// BCP 47.
    pub language: String,
    pub text: String,
}

/// What the public sees of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub v: u32,
    /// The edition, with its slip.
    pub text: String,
    pub id: String,
    pub pen_name: String,
    pub language: String,
    pub name: Option<String>,
    pub photographs: Vec<Photo>,
    pub translations: Vec<Translation>,
    /// Where the edition's slip is too long to travel: its words with `[…]` at each withheld place, sealed by the desk.
    #[serde(default)]
    pub short: Option<String>,
}

impl Page {
    /// The edition's text, and its slip.
    pub fn parts(&self) -> (&str, &str) {
        let at = self.text.rfind("firsthand1").unwrap_or(self.text.len());
        (self.text[..at].trim_end(), self.text[at..].trim_end())
    }
}

/// A photograph without metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    pub blob: BlobId,
    pub media_type: String,
    /// In pixels, as it is shown.
    pub width: u32,
    pub height: u32,
}

impl Desk {
    /// What the public sees under `id`.
    pub fn page(&self, id: &str) -> Result<Page, DeskError> {
        let published = self.store.catalogue().published.get(id).cloned();
        self.page_of(&published.ok_or(DeskError::NotPublished)?)
    }

    /// The page that was published then.
    pub fn page_of(&self, published: &Published) -> Result<Page, DeskError> {
        let bytes = self.store.blobs().read(&published.page)?;
        serde_json::from_slice(&bytes).map_err(|_| CannotOpen::Damaged.into())
    }
}

/// What kind of slip an edition has.
pub fn kind(page: &Page) -> Option<SlipKind> {
    let report = check(&page.text, &[]).ok()?;
    report.checked.into_iter().find_map(|checked| checked.slip.ok().map(|slip| slip.kind()))
}
