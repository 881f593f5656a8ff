//! The published page of an account, as it is stored. Out of scope: how it is shown (`firsthand-web`).

use firsthand_account::check::{SlipKind, check};
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::Published;
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::vault::CannotOpen;

/// A translation of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The language tag (BCP 47).
    pub language: String,
    /// The translation as it was written. In a [`Page`] its slip follows.
    pub text: String,
}

/// The published page of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The version of this form: 1.
    pub v: u32,
    /// The edition and its slip.
    pub text: String,
    /// The account id.
    pub id: String,
    pub pen_name: String,
    /// The language tag of the account (BCP 47).
    pub language: String,
    /// The name that stands below the account.
    pub name: Option<String>,
    pub photographs: Vec<Photo>,
    pub translations: Vec<Translation>,
    /// The short edition, if the slip of the edition is too long for a QR code: its words with `[…]` at each withheld
    /// place, sealed by the desk.
    #[serde(default)]
    pub short: Option<String>,
}

impl Page {
    /// The text of the edition, and its slip.
    pub fn parts(&self) -> (&str, &str) {
        let at = self.text.rfind("firsthand1").unwrap_or(self.text.len());
        (self.text[..at].trim_end(), self.text[at..].trim_end())
    }
}

/// A published photograph. Its metadata has been removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    pub blob: BlobId,
    pub media_type: String,
    /// In pixels, after it is turned for display.
    pub width: u32,
    pub height: u32,
}

impl Desk {
    /// The page that is published under `id`. Fails if nothing is, or if it was retracted.
    pub fn page(&self, id: &str) -> Result<Page, DeskError> {
        let published = self.store.catalogue().published.get(id).cloned();
        self.page_of(&published.ok_or(DeskError::NotPublished)?)
    }

    /// The page that belongs to this publication. Fails if it was retracted.
    pub fn page_of(&self, published: &Published) -> Result<Page, DeskError> {
        let bytes = self.store.blobs().read(&published.page.ok_or(DeskError::NotPublished)?)?;
        serde_json::from_slice(&bytes).map_err(|_| CannotOpen::Damaged.into())
    }
}

/// The kind of slip that an edition has. `None` if it has no readable slip.
pub fn kind(page: &Page) -> Option<SlipKind> {
    let report = check(&page.text, &[]).ok()?;
    report.checked.into_iter().find_map(|checked| checked.slip.ok().map(|slip| slip.kind()))
}
