//! Members: they are invited, join, sign in, and are removed.

use firsthand_store::catalogue::Catalogue;
use firsthand_store::event::{By, Entry, Event, Role};
use jiff::civil::Date;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::keyring::{self, Invitation};
use crate::limits::{INVITATION_DAYS, MAX_MEMBER_NAME, MIN_PASSPHRASE};
use crate::session::Session;

/// A new member whose keys are prepared, for [`Desk::join`].
pub struct Joining(Entry);

impl Desk {
    /// The role that `invitation` gives. Fails if it is unknown, used, or older than [`INVITATION_DAYS`].
    pub fn invited(&self, invitation: &Invitation, today: Date) -> Result<Role, DeskError> {
        let catalogue = self.store.catalogue();
        let held = catalogue.invitations.get(&invitation.id()).ok_or(DeskError::NoInvitation)?;
        let days = held.day.until(today).map_or(i32::MAX, |span| span.get_days());
        if days > INVITATION_DAYS { Err(DeskError::NoInvitation) } else { Ok(held.role) }
    }

    /// Prepares the keys of a new member who has `invitation`. Fails if the name is empty or too long, the passphrase
    /// is too short, or the invitation is not valid. Takes half a second.
    pub fn joining(
        &self,
        invitation: &Invitation,
        name: &str,
        passphrase: &str,
        totp: &[u8; 20],
        today: Date,
    ) -> Result<Joining, DeskError> {
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > MAX_MEMBER_NAME || name.chars().any(char::is_control) {
            return Err(DeskError::BadName);
        }
        if passphrase.chars().count() < MIN_PASSPHRASE {
            return Err(DeskError::ShortPassphrase);
        }
        let role = self.invited(invitation, today)?;
        let held = self.store.catalogue().invitations.get(&invitation.id()).map(|held| held.key.clone());
        let identity = invitation.unlock(&held.ok_or(DeskError::NoInvitation)?)?;
        let key = keyring::lock(passphrase, &identity, totp);
        let event = Event::Joined { invitation: invitation.id(), name: name.clone(), role, key };
        Ok(Joining(Entry::new(today, By::Member(name), event)))
    }

    /// Makes the member, and uses up the invitation. Fails if the name is taken.
    pub async fn join(&self, Joining(entry): Joining) -> Result<(), DeskError> {
        let decide = |catalogue: &Catalogue| {
            let Event::Joined { invitation, name, .. } = &entry.event else { unreachable!("made by joining") };
            if catalogue.members.contains_key(name) {
                return Err(DeskError::BadName);
            }
            if !catalogue.invitations.contains_key(invitation) {
                return Err(DeskError::NoInvitation);
            }
            Ok(entry)
        };
        self.store.append(decide).await.map(drop)
    }

    /// Signs in. Returns the session and the time step of the code. Takes half a second, even if no member has that
    /// name: so the time does not show which names exist.
    pub fn sign_in(&self, name: &str, passphrase: &str, code: &str, seconds: u64) -> Result<(Session, u64), DeskError> {
        let (known, key) = {
            let catalogue = self.store.catalogue();
            let known = catalogue.members.get(name.trim());
            let key = known.or(catalogue.members.values().next()).map(|member| member.key.clone());
            (known.map(|member| member.joined), key.ok_or(DeskError::WrongSignIn)?)
        };
        let opened = keyring::unlock(passphrase, &key).map_err(|_| DeskError::WrongSignIn)?;
        let (joined, step) = known.zip(opened.step(code, seconds)).ok_or(DeskError::WrongSignIn)?;
        Ok((Session { name: name.trim().to_owned(), joined, identity: opened.identity }, step))
    }

    /// The role of the signed-in member. Fails if they have been removed, or if their role is below `minimum`.
    pub fn role(&self, session: &Session, minimum: Role) -> Result<Role, DeskError> {
        let catalogue = self.store.catalogue();
        let member = catalogue.members.get(&session.name).filter(|member| member.joined == session.joined);
        let role = member.map(|member| member.role);
        role.filter(|role| *role >= minimum).ok_or(DeskError::NeedsRole(minimum))
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
        let key = invitation.lock(&session.identity);
        self.by(session, today, Event::Invited { invitation: invitation.id(), role, key }).await?;
        Ok(invitation)
    }

    /// Removes the member `name`. Needs the role of an admin. Fails for the last admin.
    pub async fn remove_member(&self, session: &Session, name: &str, today: Date) -> Result<(), DeskError> {
        self.role(session, Role::Admin)?;
        let entry = session.entry(today, Event::Removed { name: name.to_owned() });
        let decide = |catalogue: &Catalogue| {
            let admins = catalogue.members.iter().filter(|(_, member)| member.role == Role::Admin);
            if admins.map(|(name, _)| name).eq([name]) { Err(DeskError::LastAdmin) } else { Ok(entry) }
        };
        self.store.append(decide).await.map(drop)
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
