//! Drafts: what the desk means to publish of an account, changed and agreed to by its members.

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

/// What the desk means to publish of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The words to withhold: first and last, counted from 1.
    pub withheld: Vec<(u32, u32)>,
    /// The files to show, counted from 0.
    pub photographs: Vec<usize>,
    /// Whether the name stands under it that the source wants.
    pub with_name: bool,
    /// A member read the words that may be names, and says that those left open name nobody.
    pub names_read: bool,
    pub translations: Vec<Translation>,
}

impl Desk {
    /// The draft for an account: the last that was made, or an empty one.
    pub fn draft(&self, session: &Session, account: u64) -> Result<Draft, DeskError> {
        self.role(session, Role::Reader)?;
        let blob = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            received.draft.as_ref().map(|draft| draft.blob)
        };
        match blob {
            Some(blob) => Ok(content::read(&session.identity, &self.store.blobs().read(&blob)?)?),
            None => Ok(Draft::default()),
        }
    }

    /// Keeps a draft.
    pub async fn save_draft(
        &self,
        session: &Session,
        account: u64,
        draft: &Draft,
        today: Date,
    ) -> Result<(), DeskError> {
        self.keep_draft(session, account, draft, today, |_| true).await
    }

    /// Changes the draft as it stands; refused if another member changed it meanwhile.
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
        let draft = self.store.blobs().put(&content::write(&[&self.recipient], draft))?;
        let entry = session.entry(today, Event::Drafted { account, draft });
        let decide = |catalogue: &Catalogue| match is_here(catalogue, account) {
            Ok(()) if may(catalogue) => Ok(entry),
            Ok(()) => Err(DeskError::OtherDraft),
            Err(gone) => Err(gone),
        };
        self.append_with(&[draft], decide).await.map(drop)
    }

    /// Says yes to the draft `seen`.
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
