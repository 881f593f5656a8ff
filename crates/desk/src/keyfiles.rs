//! The key files of members: what is written when somebody gets keys, and destroyed when they lose the right to them. Out
//! of scope: what is in a file (`keyring`), and how it lies on disk (`firsthand-store`).

use age::x25519::Identity;
use firsthand_store::catalogue::Catalogue;
use firsthand_store::event::Entry;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::keyring::{self, DeskKeys, OWN, STEPS};

/// The key files of one member.
pub(crate) struct OwnFiles {
    /// The member's age recipient.
    pub public: String,
    locked: Vec<u8>,
    /// The recipient of the desk, and its keys encrypted to the member.
    pub recipient: String,
    keys: Vec<u8>,
}

impl OwnFiles {
    pub fn of(own: &Identity, passphrase: &str, totp: &[u8], keys: &DeskKeys) -> Self {
        let public = own.to_public();
        Self {
            locked: keyring::lock(passphrase, own, totp),
            recipient: keys.recipient(),
            keys: keys.wrap(&public),
            public: public.to_string(),
        }
    }
}

impl Desk {
    /// Writes the key files of a member, and appends the event that needs them. If it is refused or fails, the files are
    /// destroyed.
    pub(crate) async fn append_with_keys(
        &self,
        own: &OwnFiles,
        decide: impl FnOnce(&Catalogue) -> Result<Entry, DeskError>,
    ) -> Result<(), DeskError> {
        let keys = self.store.keys();
        let written = keys.write(OWN, &own.public, &own.locked);
        let written = written.and_then(|()| keys.write(&own.recipient, &own.public, &own.keys));
        let done = match written {
            Ok(()) => self.append_with(&[], decide).await.map(drop),
            Err(error) => Err(error.into()),
        };
        if done.as_ref().is_err_and(|error| !error.is_in_doubt()) {
            keys.destroy(OWN, &own.public)?;
            keys.destroy(&own.recipient, &own.public)?;
        }
        done
    }

    /// The desk's keys, which the `own` key of a member opens.
    pub(crate) fn desk_keys(&self, own: &Identity) -> Result<DeskKeys, DeskError> {
        let file = self.store.keys().read(&self.recipient(), &own.to_public().to_string())?;
        Ok(DeskKeys::unwrap(own, &file.ok_or(DeskError::NoKeyFile)?)?)
    }

    /// Destroys the key files of members who were removed, of invitations that ended, and of earlier keys of the desk.
    /// A file whose name the audit log does not know stays: an older audit log may have been put back.
    pub(crate) fn destroy_ended(&self) -> Result<(), DeskError> {
        let recipient = self.recipient();
        let ended = self.store.catalogue().ended.clone();
        let keys = self.store.keys();
        for earlier in &ended.recipients {
            keys.destroy_all(earlier)?;
        }
        for invitation in &ended.invitations {
            keys.destroy(&recipient, &invitation.to_string())?;
        }
        for public in &ended.members {
            for kind in [OWN, STEPS, &recipient] {
                keys.destroy(kind, public)?;
            }
        }
        Ok(())
    }
}
