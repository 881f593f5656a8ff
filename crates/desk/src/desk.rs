//! A desk: a store, and who may do what with it.

use std::path::Path;
use std::sync::RwLockReadGuard;

use age::x25519::{Identity, Recipient};
use data_encoding::HEXLOWER;
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::Catalogue;
use firsthand_store::event::{By, Entry, Event, Role};
use firsthand_store::{Link, Store, StoreError};
use jiff::civil::Date;

use crate::error::DeskError;
use crate::keyring::Invitation;
use crate::session::Session;
use crate::vault::CannotOpen;

pub struct Desk {
    pub(crate) store: Store,
    pub(crate) recipient: Recipient,
    pub(crate) salt: [u8; 16],
}

impl Desk {
    /// Opens the desk in `folder`. Where there is none it is made, with an invitation for its first member. Where
    /// nobody has joined yet and nothing has come in, that invitation may be lost, and the desk is made anew.
    pub async fn open(folder: &Path, today: Date, random: &[u8; 64]) -> Result<(Self, Option<Invitation>), DeskError> {
        let store = Store::open(folder).await?;
        let (salt, unused) = {
            let catalogue = store.catalogue();
            let unused = catalogue.members.is_empty() && catalogue.received.is_empty();
            (catalogue.desk.as_ref().map(|desk| desk.salt.clone()), unused)
        };
        if !unused {
            return Ok((Self::with(store)?, None));
        }
        let (first, second) = random.split_at(32);
        #[expect(
            clippy::disallowed_methods,
            reason = "age makes its identities from the randomness of the system alone"
        )]
        let identity = Identity::generate();
        let recipient = identity.to_public().to_string();
        let salt = salt.unwrap_or_else(|| HEXLOWER.encode(&first[..16]));
        store.append(|_| Ok::<_, DeskError>(Entry::new(today, By::Server, Event::Made { recipient, salt }))).await?;
        // The identity is in nobody's hands but the invitation's from here on.
        let invitation = Invitation::new(second.try_into().expect("32 bytes"));
        let key = invitation.lock(&identity);
        let event = Event::Invited { invitation: invitation.id(), role: Role::Admin, key };
        store.append(|_| Ok::<_, DeskError>(Entry::new(today, By::Server, event))).await?;
        Ok((Self::with(store)?, Some(invitation)))
    }

    /// Opens the desk in `folder`, which somebody has joined.
    pub async fn open_joined(folder: &Path) -> Result<Self, DeskError> {
        let store = Store::open(folder).await?;
        let joined = !store.catalogue().members.is_empty();
        if joined { Self::with(store) } else { Err(DeskError::NobodyJoined) }
    }

    /// Opens the desk in `folder` to read what it published, beside a server that has it open.
    pub async fn open_beside(folder: &Path) -> Result<Self, DeskError> {
        Self::with(Store::open_beside(folder).await?)
    }

    pub(crate) fn with(store: Store) -> Result<Self, DeskError> {
        let desk = store.catalogue().desk.clone().ok_or(DeskError::NobodyJoined)?;
        let recipient = desk.recipient.parse().map_err(|_| CannotOpen::Damaged)?;
        let salt = HEXLOWER.decode(desk.salt.as_bytes()).ok().and_then(|salt| salt.try_into().ok());
        Ok(Self { store, recipient, salt: salt.ok_or(CannotOpen::Damaged)? })
    }

    /// What everything is encrypted to: an age recipient, `age1…`.
    pub fn recipient(&self) -> String {
        self.recipient.to_string()
    }

    /// What all events so far come to. Not to be held for long: new events wait for it.
    pub fn catalogue(&self) -> RwLockReadGuard<'_, Catalogue> {
        self.store.catalogue()
    }

    /// The bytes of a blob as they lie on disk, held against their hash.
    pub fn blob(&self, blob: &BlobId) -> Result<Vec<u8>, StoreError> {
        self.store.blobs().read(blob)
    }

    /// Every entry of the audit log, the first first.
    pub async fn audit_log(&self) -> Result<Vec<Link>, StoreError> {
        self.store.audit_log().await
    }

    /// Appends an event. If it is refused or fails, the blobs that were written for it are removed.
    pub(crate) async fn append_with(
        &self,
        blobs: &[BlobId],
        decide: impl FnOnce(&Catalogue) -> Result<Entry, DeskError>,
    ) -> Result<u64, DeskError> {
        let done = self.store.append(decide).await;
        match &done {
            Ok(_) | Err(DeskError::Store(StoreError::InDoubt(_))) => {}
            Err(_) => self.forget(blobs),
        }
        done
    }

    /// Removes blobs that no event came to need. Where even that fails, the next start does it.
    pub(crate) fn forget(&self, blobs: &[BlobId]) {
        let _ = self.store.forget(blobs.iter());
    }

    pub(crate) async fn by(&self, session: &Session, today: Date, event: Event) -> Result<u64, DeskError> {
        let entry = session.entry(today, event);
        self.store.append(|_| Ok(entry)).await
    }
}
