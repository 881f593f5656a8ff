//! Members: they are invited, join, and are removed. How they sign in is in `signing_in`.

use firsthand_store::catalogue::{self, Catalogue};
use firsthand_store::event::{By, Entry, Event, Role};
use jiff::civil::Date;
use zeroize::Zeroizing;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::keyfiles::OwnFiles;
use crate::keyring::{DeskKeys, Invitation, is_long_enough};
use crate::limits::{INVITATION_DAYS, MAX_MEMBER_NAME};
use crate::rekey::{Why, is_not_last_admin};
use crate::session::Session;
use crate::vault;

/// A new member whose keys are prepared, for [`Desk::join`].
pub struct Joining {
    entry: Entry,
    own: OwnFiles,
}

impl Desk {
    /// The role that `invitation` gives. Fails if it is unknown, used, or older than [`INVITATION_DAYS`].
    pub fn invited(&self, invitation: &Invitation, today: Date) -> Result<Role, DeskError> {
        let catalogue = self.store.catalogue();
        let held = catalogue.invitations.get(&invitation.id()).ok_or(DeskError::NoInvitation)?;
        if is_expired(held, today) && !catalogue.members.is_empty() {
            Err(DeskError::NoInvitation)
        } else {
            Ok(held.role)
        }
    }

    /// The desk's keys, which `invitation` opens.
    pub(crate) fn keys_of(&self, invitation: &Invitation) -> Result<DeskKeys, DeskError> {
        let earlier = {
            let catalogue = self.store.catalogue();
            catalogue.invitations.get(&invitation.id()).ok_or(DeskError::NoInvitation)?.key.clone()
        };
        if let Some(key) = earlier {
            return Ok(invitation.unlock_earlier(&key)?);
        }
        let file = self.store.keys().read(&self.recipient(), &invitation.id().to_string())?;
        Ok(DeskKeys::unwrap(&invitation.identity(), &file.ok_or(DeskError::NoInvitation)?)?)
    }

    /// Prepares the keys of a new member who has `invitation`; `random` becomes their own key. Fails if the name is empty
    /// or too long, the passphrase is too short, or the invitation is not valid. Takes half a second.
    pub fn joining(
        &self,
        invitation: &Invitation,
        name: &str,
        passphrase: &str,
        totp: &[u8; 20],
        today: Date,
        random: &Zeroizing<[u8; 32]>,
    ) -> Result<Joining, DeskError> {
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > MAX_MEMBER_NAME || name.chars().any(char::is_control) {
            return Err(DeskError::BadName);
        }
        is_long_enough(passphrase)?;
        let role = self.invited(invitation, today)?;
        let own = OwnFiles::of(&vault::identity(random), passphrase, totp, &self.keys_of(invitation)?);
        let public = Some(own.public.clone());
        let event = Event::Joined { invitation: invitation.id(), name: name.clone(), role, key: None, public };
        Ok(Joining { entry: Entry::new(today, By::Member(name), event), own })
    }

    /// Makes the member, and uses up the invitation: its key file is destroyed. Fails if the name is taken.
    pub async fn join(&self, Joining { entry, own }: Joining) -> Result<(), DeskError> {
        let Event::Joined { invitation, name, .. } = &entry.event else { unreachable!("made by joining") };
        let (invitation, name) = (*invitation, name.clone());
        let decide = |catalogue: &Catalogue| {
            if catalogue.members.contains_key(&name) {
                return Err(DeskError::BadName);
            }
            if !catalogue.invitations.contains_key(&invitation) {
                return Err(DeskError::NoInvitation);
            }
            Ok(entry)
        };
        self.append_with_keys(&own, decide).await?;
        Ok(self.store.keys().destroy(&own.recipient, &invitation.to_string())?)
    }

    /// The role of the signed-in member. Fails if they have been removed, or if their role is below `minimum`. If the desk
    /// has a new key, the session gets it.
    pub fn role(&self, session: &Session, minimum: Role) -> Result<Role, DeskError> {
        let role = {
            let catalogue = self.store.catalogue();
            let member = catalogue.members.get(&session.name).filter(|member| member.joined == session.joined);
            member.map(|member| member.role)
        };
        let role = role.filter(|role| *role >= minimum).ok_or(DeskError::NeedsRole(minimum))?;
        if session.keys().recipient() != self.recipient() {
            session.exchange(self.desk_keys(&session.own)?);
        }
        Ok(role)
    }

    /// Makes an invitation for `role`. Needs the role of an admin.
    pub async fn invite(
        &self,
        session: &Session,
        role: Role,
        today: Date,
        random: &[u8; 32],
    ) -> Result<Invitation, DeskError> {
        self.role(session, Role::Admin)?;
        let invitation = Invitation::new(random);
        let (keys, id) = (session.keys(), invitation.id());
        let (kind, name) = (keys.recipient(), id.to_string());
        self.store.keys().write(&kind, &name, &keys.wrap(&invitation.identity().to_public()))?;
        let entry = session.entry(today, Event::Invited { invitation: id, role, key: None });
        let decide = |catalogue: &Catalogue| {
            let same = catalogue.desk.as_ref().is_some_and(|desk| desk.recipient == kind);
            if same { Ok(entry) } else { Err(DeskError::MembersChanged) }
        };
        let done = self.append_with(&[], decide).await;
        if done.as_ref().is_err_and(|error| !error.is_in_doubt()) {
            self.store.keys().destroy(&kind, &name)?;
        }
        done.map(|_| invitation)
    }

    /// Removes the member `name`, destroys their key files, and gives the desk a new key, of which `random` is the secret.
    /// While a member of an earlier version has no keys of their own, the desk gets its new key later: when the last of
    /// them has signed in. Needs the role of an admin. Fails for the last admin.
    pub async fn remove_member(
        &self,
        session: &Session,
        name: &str,
        today: Date,
        random: &Zeroizing<[u8; 32]>,
    ) -> Result<(), DeskError> {
        self.role(session, Role::Admin)?;
        if !self.store.catalogue().members.contains_key(name) {
            return Ok(());
        }
        if self.members_without_keys().iter().all(|without| without == name) {
            return self.rekey(session, Why::Removed(name.to_owned()), today, random).await;
        }
        let entry = session.entry(today, Event::Removed { name: name.to_owned(), recipient: None });
        let decide = |catalogue: &Catalogue| is_not_last_admin(catalogue, name).map(|()| entry);
        self.store.append(decide).await?;
        self.destroy_ended()
    }

    /// Destroys the key files of invitations that are too old.
    pub fn expire_invitations(&self, today: Date) -> Result<(), DeskError> {
        let old: Vec<String> = {
            let catalogue = self.store.catalogue();
            // The first invitation is the only way into a desk that nobody has joined.
            if catalogue.members.is_empty() {
                return Ok(());
            }
            let old = catalogue.invitations.iter().filter(|(_, held)| is_expired(held, today));
            old.map(|(id, _)| id.to_string()).collect()
        };
        let recipient = self.recipient();
        old.iter().try_for_each(|id| Ok(self.store.keys().destroy(&recipient, id)?))
    }

    /// Whether the clock of this machine, which says `today`, may be wrong: it jumped, or it is behind the last event.
    pub fn is_clock_doubtful(&self, today: Date) -> bool {
        let catalogue = self.store.catalogue();
        catalogue.clock_jumped(today) || catalogue.last_day.is_some_and(|last| today < last)
    }

    /// Records that an admin says that it is `today`. Needs the role of an admin.
    pub async fn confirm_clock(&self, session: &Session, today: Date) -> Result<(), DeskError> {
        self.role(session, Role::Admin)?;
        let entry = session.entry(today, Event::ClockConfirmed);
        self.store.append_late(|_| Ok::<_, DeskError>(entry)).await.map(drop)
    }

    /// Sets whether a second member must agree before an account is published. Needs the role of an admin.
    pub async fn two_to_publish(&self, session: &Session, wanted: bool, today: Date) -> Result<(), DeskError> {
        self.role(session, Role::Admin)?;
        self.by(session, today, Event::TwoToPublish { wanted }).await.map(drop)
    }
}

fn is_expired(invitation: &catalogue::Invitation, today: Date) -> bool {
    invitation.day.until(today).map_or(i32::MAX, |span| span.get_days()) > INVITATION_DAYS
}
