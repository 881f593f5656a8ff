//! Samples on a desk that was just made. A member named "Samples" publishes them by the usual rules, and is removed
//! before anybody else can join.

use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::Catalogue;
use firsthand_store::event::{By, Entry, Event, Role};
use jiff::civil::Date;
use zeroize::Zeroizing;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::keyring::Invitation;
use crate::session::Session;
use crate::vault;

/// The name of that member.
const NAME: &str = "Samples";

impl Desk {
    /// Signs in the member for samples, with the invitation for the first member. The invitation stays valid. Fails if
    /// somebody has joined or something has come in. Nobody else can sign in as this member, because no key
    /// file is written for them.
    pub async fn sample_session(
        &self,
        first: &Invitation,
        today: Date,
        random: &Zeroizing<[u8; 64]>,
    ) -> Result<Session, DeskError> {
        self.invited(first, today)?;
        let keys = self.keys_of(first)?;
        let (own, rest) = random.split_at(32);
        let own = vault::identity(&Zeroizing::new(own.try_into().expect("32 bytes")));
        let invitation = BlobId(firsthand_account::hash::sha256(&[b"firsthand/samples\n", rest]));
        let (name, public) = (NAME.to_owned(), Some(own.to_public().to_string()));
        let event = Event::Joined { invitation, name, role: Role::Publisher, key: None, public };
        let decide = |catalogue: &Catalogue| {
            let is_new = catalogue.members.is_empty() && catalogue.received.is_empty();
            let entry = Entry::new(today, By::Server, event);
            if is_new { Ok(entry) } else { Err(DeskError::NoInvitation) }
        };
        let joined = self.store.append(decide).await?;
        Ok(Session::new(NAME.to_owned(), joined, own, keys))
    }

    /// Removes the member for samples.
    pub async fn leave_samples(&self, session: Session, today: Date) -> Result<(), DeskError> {
        let event = Event::Removed { name: session.name, recipient: None };
        self.store.append(|_| Ok::<_, DeskError>(Entry::new(today, By::Server, event))).await.map(drop)
    }
}
