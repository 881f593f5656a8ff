//! A new key for the desk: when a member is removed, when the old key may be known to others, and after an update from a
//! version whose audit log held keys. Everything that comes in from then on is encrypted to the new key. What came in
//! before stays under the old one, which the members keep to read it.

use std::collections::BTreeSet;

use age::x25519::Recipient;
use firsthand_store::catalogue::Catalogue;
use firsthand_store::event::{Event, Role};
use jiff::civil::Date;
use zeroize::Zeroizing;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::session::Session;
use crate::vault::{self, CannotOpen};

/// Why the desk gets a new key.
pub(crate) enum Why {
    /// The member with this name is removed.
    Removed(String),
    /// An admin says that the old key may be known to others.
    Known,
    /// The audit log of an earlier version holds keys, or a member was removed while no new key could be made.
    Needed,
}

impl Desk {
    /// Whether the desk needs a new key, because somebody without a right to it may have the one that it has.
    pub fn needs_new_key(&self) -> bool {
        self.store.catalogue().needs_new_key
    }

    /// The names of the members who joined with an earlier version and have not signed in since then. Without keys of
    /// their own they cannot get a new key of the desk.
    pub fn members_without_keys(&self) -> Vec<String> {
        let catalogue = self.store.catalogue();
        let without = catalogue.members.iter().filter(|(_, member)| member.public.is_none());
        without.map(|(name, _)| name.clone()).collect()
    }

    /// Gives the desk a new key, because the old one may be known to others. `random` is its secret. Sources who return
    /// are told. Needs the role of an admin.
    pub async fn key_may_be_known(
        &self,
        session: &Session,
        today: Date,
        random: &Zeroizing<[u8; 32]>,
    ) -> Result<(), DeskError> {
        self.role(session, Role::Admin)?;
        self.rekey(session, Why::Known, today, random).await
    }

    /// Gives the desk a new key, encrypted to each member who stays. Invitations that nobody has used end with the old key.
    /// Fails if a member who stays has no keys of their own.
    pub(crate) async fn rekey(
        &self,
        session: &Session,
        why: Why,
        today: Date,
        random: &Zeroizing<[u8; 32]>,
    ) -> Result<(), DeskError> {
        self.role(session, Role::Reader)?;
        let old = session.keys().recipient();
        let new = session.keys().with(vault::identity(random));
        let recipient = new.recipient();
        let removed = if let Why::Removed(name) = &why { Some(name.clone()) } else { None };
        let stay = |catalogue: &Catalogue| -> Option<BTreeSet<String>> {
            let stay = catalogue.members.iter().filter(|(name, _)| removed.as_ref() != Some(name));
            stay.map(|(_, member)| member.public.clone()).collect()
        };
        let holders = stay(&self.store.catalogue()).ok_or(DeskError::MembersWithoutKeys)?;
        let wrap = |holder: &String| {
            let to: Recipient = holder.parse().map_err(|_| CannotOpen::Damaged)?;
            Ok::<_, DeskError>(self.store.keys().write(&recipient, holder, &new.wrap(&to))?)
        };
        let event = match &why {
            Why::Removed(name) => Event::Removed { name: name.clone(), recipient: Some(recipient.clone()) },
            Why::Known => Event::Rekeyed { recipient: recipient.clone(), known: true },
            Why::Needed => Event::Rekeyed { recipient: recipient.clone(), known: false },
        };
        let entry = session.entry(today, event);
        let decide = |catalogue: &Catalogue| {
            if let Some(name) = &removed {
                is_not_last_admin(catalogue, name)?;
            }
            let same = catalogue.desk.as_ref().is_some_and(|desk| desk.recipient == old);
            if same && stay(catalogue).as_ref() == Some(&holders) { Ok(entry) } else { Err(DeskError::MembersChanged) }
        };
        let done = match holders.iter().try_for_each(wrap) {
            Ok(()) => self.append_with(&[], decide).await.map(drop),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            if !error.is_in_doubt() {
                self.store.keys().destroy_all(&recipient)?;
            }
            return Err(error);
        }
        session.exchange(new);
        self.destroy_ended()
    }
}

/// Fails if `name` is the only admin.
pub(crate) fn is_not_last_admin(catalogue: &Catalogue, name: &str) -> Result<(), DeskError> {
    let admins = catalogue.members.iter().filter(|(_, member)| member.role == Role::Admin);
    if admins.map(|(name, _)| name).eq([name]) { Err(DeskError::LastAdmin) } else { Ok(()) }
}
