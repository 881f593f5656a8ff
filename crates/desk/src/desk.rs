//! A desk: opens its store, and appends events to it. What members and sources do is in the modules named for it.

use std::path::Path;
use std::sync::{Mutex, RwLockReadGuard};

use age::x25519::{Identity, Recipient};
use data_encoding::HEXLOWER;
use firsthand_store::blobs::{BlobId, Reading};
use firsthand_store::catalogue::{Catalogue, Member};
use firsthand_store::event::{By, Entry, Event, Role};
use firsthand_store::room::Room;
use firsthand_store::{Link, Store, StoreError};
use jiff::civil::Date;

use crate::error::DeskError;
use crate::keyring::{DeskKeys, Invitation, OWN};
use crate::session::Session;
use crate::vault::CannotOpen;

/// An open desk, or an open drop box of a desk elsewhere.
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) salt: [u8; 16],
    /// Held while a member's code is compared with their last one.
    pub(crate) steps: Mutex<()>,
}

impl Desk {
    /// Opens the desk in `folder`. If nothing lies there, makes one, and returns an invitation for its first member. If
    /// nobody has joined and nothing has come in, makes the desk again with a new invitation, because the first one may be
    /// lost. Fails if files lie there, but no desk.
    pub async fn open(folder: &Path, today: Date, random: &[u8; 64]) -> Result<(Self, Option<Invitation>), DeskError> {
        let store = if Store::is_new(folder)? { None } else { Some(Store::open(folder, today).await?) };
        let (store, salt) = match store {
            Some(store) if !is_unused(&store.catalogue()) => return Ok((Self::tidy(store, today)?, None)),
            Some(store) => {
                let store = Self::with(store)?;
                store.somebody_opens_it()?;
                let store = store.store;
                let salt = store.catalogue().desk.as_ref().map(|desk| desk.salt.clone());
                (Some(store), salt)
            }
            None => (None, None),
        };
        let (first, second) = random.split_at(32);
        #[expect(
            clippy::disallowed_methods,
            reason = "age makes its identities from the randomness of the system alone"
        )]
        let identity = Identity::generate();
        let keys = DeskKeys::of(identity);
        let recipient = keys.recipient();
        let salt = salt.unwrap_or_else(|| HEXLOWER.encode(&first[..16]));
        // Only the invitation can open the identity.
        let invitation = Invitation::new(second.try_into().expect("32 bytes"));
        let id = invitation.id();
        let invited = Event::Invited { invitation: id, role: Role::Admin, key: None };
        let made = Event::Made { recipient: recipient.clone(), salt };
        let entries = [made, invited].map(|event| Entry::new(today, By::Server, event));
        let store = match store {
            Some(store) => {
                for entry in entries {
                    store.append(|_| Ok::<_, DeskError>(entry)).await?;
                }
                store
            }
            None => Store::create(folder, &entries, today).await?,
        };
        // If the program is stopped before this, nobody has joined, and the next start makes another key.
        store.keys().write(&recipient, &id.to_string(), &keys.wrap(&invitation.identity().to_public()))?;
        Ok((Self::tidy(store, today)?, Some(invitation)))
    }

    /// Opens the desk in `folder`. Fails if nobody has joined it.
    pub async fn open_joined(folder: &Path, today: Date) -> Result<Self, DeskError> {
        let store = Store::open(folder, today).await?;
        let joined = !store.catalogue().members.is_empty();
        if joined { Self::tidy(store, today) } else { Err(DeskError::NobodyJoined) }
    }

    /// Opens the desk in `folder` read-only, while a server may have it open.
    pub async fn open_beside(folder: &Path) -> Result<Self, DeskError> {
        Self::with(Store::open_beside(folder).await?)
    }

    /// Opens the desk in `store`. Fails if no desk was made there.
    pub(crate) fn with(store: Store) -> Result<Self, DeskError> {
        let desk = store.catalogue().desk.clone().ok_or(DeskError::NobodyJoined)?;
        desk.recipient.parse::<Recipient>().map_err(|_| CannotOpen::Damaged)?;
        let salt = HEXLOWER.decode(desk.salt.as_bytes()).ok().and_then(|salt| salt.try_into().ok());
        Ok(Self { store, salt: salt.ok_or(CannotOpen::Damaged)?, steps: Mutex::default() })
    }

    /// Like [`Self::with`], and destroys key files that must not be there any more.
    fn tidy(store: Store, today: Date) -> Result<Self, DeskError> {
        let desk = Self::with(store)?;
        desk.somebody_opens_it()?;
        desk.destroy_ended()?;
        desk.expire_invitations(today)?;
        Ok(desk)
    }

    /// Whether nobody has joined the desk. The next start may then give it a new key, so nothing may be encrypted to the key
    /// that it has now.
    pub fn is_empty(&self) -> bool {
        self.store.catalogue().members.is_empty()
    }

    /// Fails if no member can open the desk with the key files that are here. Then it must not take anything.
    fn somebody_opens_it(&self) -> Result<(), DeskError> {
        let (recipient, catalogue) = (self.recipient(), self.store.catalogue());
        let opens = |member: &Member| match &member.public {
            Some(public) => Ok(self.store.keys().read(&recipient, public)?.is_some()),
            None => Ok(member.key.is_some()),
        };
        let opened: Vec<bool> = catalogue.members.values().map(opens).collect::<Result<_, DeskError>>()?;
        // The files of members who have joined, beside a list of events in which nobody has.
        let is_older = opened.is_empty() && self.store.keys().has_any(OWN);
        if is_older || (!opened.is_empty() && !opened.contains(&true)) { Err(DeskError::NoKeyFile) } else { Ok(()) }
    }

    /// The desk's age recipient, `age1…`, to which everything is encrypted.
    pub fn recipient(&self) -> String {
        self.store.catalogue().desk.as_ref().expect("a desk that is open was made").recipient.clone()
    }

    /// The same, to encrypt to.
    pub(crate) fn encrypt_to(&self) -> Recipient {
        self.recipient().parse().expect("it was read when the desk was opened, or made here")
    }

    /// The state after all events so far. Release it soon: new events wait until it is released.
    pub fn catalogue(&self) -> RwLockReadGuard<'_, Catalogue> {
        self.store.catalogue()
    }

    /// The room on the disk. `None` if the system does not say.
    pub fn room(&self) -> Option<Room> {
        self.store.room().ok()
    }

    /// Fails if so little is free on the disk that nothing may be taken in.
    pub(crate) fn has_room(&self) -> Result<(), DeskError> {
        if self.room().is_some_and(Room::is_full) { Err(DeskError::NoRoom) } else { Ok(()) }
    }

    /// Makes the reserve again that a full disk used up, if there is room.
    pub fn keep_reserve(&self) {
        self.store.keep_reserve();
    }

    /// The bytes of a blob as they are on disk, checked against their hash.
    pub fn blob(&self, blob: &BlobId) -> Result<Vec<u8>, StoreError> {
        self.store.blobs().read(blob)
    }

    /// The same, to be read piece by piece after its hash was checked.
    pub fn blob_in_pieces(&self, blob: &BlobId) -> Result<Reading, StoreError> {
        self.store.blobs().reading(blob)?.verify()?;
        self.store.blobs().reading(blob)
    }

    /// Every entry of the audit log, the oldest first.
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
            // An error is ignored, because a later start removes them.
            Err(_) => drop(self.store.forget_in_turn(blobs).await),
        }
        done
    }

    /// Removes blobs whose event was refused. An error is ignored, because a later start removes them.
    pub(crate) fn forget(&self, blobs: &[BlobId]) {
        let _ = self.store.forget(blobs.iter());
    }

    /// Appends an event of the signed-in member. The caller has checked their role.
    pub(crate) async fn by(&self, session: &Session, today: Date, event: Event) -> Result<u64, DeskError> {
        let entry = session.entry(today, event);
        self.store.append(|_| Ok(entry)).await
    }
}

fn is_unused(catalogue: &Catalogue) -> bool {
    catalogue.members.is_empty() && catalogue.received.is_empty()
}
