//! A desk: a store, and who may do what with it.

use std::io;
use std::path::Path;

use age::x25519::{Identity, Recipient};
use data_encoding::HEXLOWER;
use firsthand_account::edition::CannotWithhold;
use firsthand_account::seal::CannotSeal;
use firsthand_store::act::{Act, By, Entry, Role};
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::Catalogue;
use firsthand_store::{Store, StoreError};
use jiff::civil::Date;

use crate::consent::Refusal;
use crate::keyring::{Invitation, LEAST_PASSPHRASE};
use crate::members::{INVITED_FOR, Seat};
use crate::vault::CannotOpen;

/// Why something was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the files could not be kept: {0}")]
    Spool(#[from] io::Error),
    #[error(transparent)]
    CannotSeal(#[from] CannotSeal),
    #[error("there is no such account, or its source had it deleted")]
    NoAccount,
    #[error("there is no such source, or they had everything deleted")]
    NoSource,
    #[error("this needs the role {0:?}")]
    NeedsRole(Role),
    #[error("that is not the name, passphrase and code of a member")]
    WrongSignIn,
    #[error("this invitation is used up or older than {INVITED_FOR} days")]
    NoInvitation,
    #[error("that name is taken, empty or over 60 characters")]
    BadName,
    #[error("a passphrase has at least {LEAST_PASSPHRASE} characters")]
    ShortPassphrase,
    #[error("that is not the code of this half minute")]
    WrongCode,
    #[error("the last admin cannot be sent away")]
    LastAdmin,
    #[error("it cannot be opened: {0}")]
    CannotOpen(#[from] CannotOpen),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    CannotWithhold(#[from] CannotWithhold),
    #[error("file {0} cannot be shown: {1}")]
    Photograph(usize, firsthand_photos::Refused),
    #[error("a translation cannot be sealed: {0}")]
    Translation(CannotSeal),
    #[error("there is no draft yet")]
    NoDraft,
    #[error("the draft is not the one that you looked at; look again")]
    OtherDraft,
    #[error("another member has to agree first")]
    NeedsSecond,
    #[error("nobody has joined this desk yet: start `firsthand serve`, and join with the link that it prints")]
    NobodyJoined,
    #[error("this folder holds the drop box of another desk")]
    OtherDesk,
    #[error("nothing of this id is published, or it was retracted")]
    NotPublished,
}

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
        let identity = Identity::generate();
        let recipient = identity.to_public().to_string();
        let salt = salt.unwrap_or_else(|| HEXLOWER.encode(&first[..16]));
        store.act(|_| Ok::<_, DeskError>(Entry::new(today, By::Server, Act::Made { recipient, salt }))).await?;
        // The identity is in nobody's hands but the invitation's from here on.
        let invitation = Invitation::new(second.try_into().expect("32 bytes"));
        let key = invitation.lock(&identity);
        let act = Act::Invited { invitation: invitation.id(), role: Role::Admin, key };
        store.act(|_| Ok::<_, DeskError>(Entry::new(today, By::Server, act))).await?;
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

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Acts; where that is refused or fails, the blobs that were kept for it go.
    pub(crate) async fn act_with(
        &self,
        blobs: &[BlobId],
        decide: impl FnOnce(&Catalogue) -> Result<Entry, DeskError>,
    ) -> Result<u64, DeskError> {
        let done = self.store.act(decide).await;
        match &done {
            Ok(_) | Err(DeskError::Store(StoreError::InDoubt(_))) => {}
            Err(_) => self.forget(blobs),
        }
        done
    }

    /// Removes blobs that no act came to need. Where even that fails, the next start does it.
    pub(crate) fn forget(&self, blobs: &[BlobId]) {
        let _ = self.store.forget(blobs.iter());
    }

    pub(crate) async fn by(&self, seat: &Seat, today: Date, act: Act) -> Result<u64, DeskError> {
        let entry = seat.entry(today, act);
        self.store.act(|_| Ok(entry)).await
    }
}
