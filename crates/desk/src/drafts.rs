//! Drafts: what the desk wants to publish of an account. Members change a draft and agree to it.

use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::Catalogue;
use firsthand_store::event::{Event, Role};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::accounts::is_here;
use crate::content;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::page::Translation;
use crate::session::Session;

/// What the desk wants to publish of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The words to withhold: the first and the last of each run, counted from 1.
    pub withheld: Vec<(u32, u32)>,
    /// The files to show, counted from 0.
    pub photographs: Vec<usize>,
    /// Whether the name that the source chose stands below the account.
    pub with_name: bool,
    /// What a member read, and says that it identifies nobody: words, and the hashes of whole texts; see
    /// [`crate::publication::Open`]. Whatever is not here counts as not read, also if it was opened or written later.
    #[serde(default)]
    pub cleared: Vec<String>,
    pub translations: Vec<Translation>,
}

impl Desk {
    /// The last draft of an account, or an empty one.
    pub fn draft(&self, session: &Session, account: u64) -> Result<Draft, DeskError> {
        self.role(session, Role::Reader)?;
        let blob = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            received.draft.as_ref().map(|draft| draft.blob)
        };
        match blob {
            Some(blob) => Ok(content::read(session.keys().all(), &self.store.blobs().read(&blob)?)?),
            None => Ok(Draft::default()),
        }
    }

    /// Saves a draft. Needs the role of an editor.
    pub async fn save_draft(
        &self,
        session: &Session,
        account: u64,
        draft: &Draft,
        today: Date,
    ) -> Result<(), DeskError> {
        self.keep_draft(session, account, draft, today, |_| true).await
    }

    /// Lets `change` change the last draft, and saves the result. Fails if another member changed the draft at the
    /// same time.
    pub async fn redraft(
        &self,
        session: &Session,
        account: u64,
        today: Date,
        change: impl FnOnce(Draft) -> Draft,
    ) -> Result<(), DeskError> {
        let blob_of = |catalogue: &Catalogue| {
            let received = catalogue.received.get(&account);
            received.and_then(|received| received.draft.as_ref()).map(|draft| draft.blob)
        };
        let before = blob_of(&self.store.catalogue());
        let draft = change(self.draft(session, account)?);
        self.keep_draft(session, account, &draft, today, |catalogue| blob_of(catalogue) == before).await
    }

    async fn keep_draft(
        &self,
        session: &Session,
        account: u64,
        draft: &Draft,
        today: Date,
        may: impl FnOnce(&Catalogue) -> bool,
    ) -> Result<(), DeskError> {
        self.role(session, Role::Editor)?;
        let draft = self.store.blobs().put(&content::write(&[&self.encrypt_to()], draft))?;
        let entry = session.entry(today, Event::Drafted { account, draft });
        let decide = |catalogue: &Catalogue| match is_here(catalogue, account) {
            Ok(()) if may(catalogue) => Ok(entry),
            Ok(()) => Err(DeskError::OtherDraft),
            Err(gone) => Err(gone),
        };
        self.append_with(&[draft], decide).await.map(drop)
    }

    /// Records that the member agrees to the draft `seen`. Fails if there is a newer draft. Needs the role of an
    /// editor.
    pub async fn agree(&self, session: &Session, account: u64, seen: BlobId, today: Date) -> Result<(), DeskError> {
        self.role(session, Role::Editor)?;
        let entry = session.entry(today, Event::Agreed { account, draft: seen });
        let decide = |catalogue: &Catalogue| {
            let draft = catalogue.received.get(&account).and_then(|received| received.draft.as_ref());
            if draft.is_some_and(|draft| draft.blob == seen) { Ok(entry) } else { Err(DeskError::OtherDraft) }
        };
        self.store.append(decide).await.map(drop)
    }
}
