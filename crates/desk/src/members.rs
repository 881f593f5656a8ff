//! What members do with each other: they are invited, join, sign in, and are sent away.

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use firsthand_account::identity::SecretKey;
use firsthand_store::act::{Act, By, Entry, Role};
use firsthand_store::catalogue::Catalogue;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::desk::{Desk, DeskError};
use crate::keyring::{self, Invitation, LEAST_PASSPHRASE};

/// For how many days an invitation holds.
pub(crate) const INVITED_FOR: i32 = 7;

/// A member who is signed in. It opens what the desk received, as long as it lives.
pub struct Seat {
    pub name: String,
    /// The number of the entry with which they joined.
    pub(crate) joined: u64,
    pub(crate) identity: Identity,
}

impl Seat {
    /// What this member does, as custody keeps it.
    pub(crate) fn entry(&self, today: Date, act: Act) -> Entry {
        Entry::new(today, By::Member(self.name.clone()), act)
    }

    /// The key with which the desk itself seals: derived from its identity, so that whoever may read may seal, and
    /// nothing more is kept.
    pub fn sealing_key(&self) -> SecretKey {
        let secret = self.identity.to_string();
        let hash = Sha256::new().chain_update("firsthand/desk-seal/v1\n").chain_update(secret.expose_secret());
        SecretKey::from_bytes(&Zeroizing::new(hash.finalize().into()))
    }

    /// What stands for randomness where the desk seals `of`: nobody without its identity can tell it from chance, and it
    /// is the same each time.
    pub(crate) fn seed(&self, what: &str, of: &[&str]) -> [u8; 32] {
        let secret = self.identity.to_string();
        let mut hash = Sha256::new().chain_update("firsthand/desk-seed/v1\n").chain_update(secret.expose_secret());
        for part in [&[what], of].concat() {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }
}

/// Somebody who is about to become a member.
pub struct Joining(Entry);

impl Desk {
    /// Whether `invitation` still holds, and for which role.
    pub fn invited(&self, invitation: &Invitation, today: Date) -> Result<Role, DeskError> {
        let catalogue = self.store.catalogue();
        let held = catalogue.invitations.get(&invitation.id()).ok_or(DeskError::NoInvitation)?;
        let days = held.day.until(today).map_or(i32::MAX, |span| span.get_days());
        if days > INVITED_FOR { Err(DeskError::NoInvitation) } else { Ok(held.role) }
    }

    /// Prepares to make a member of whoever holds `invitation`. Takes half a second.
    pub fn joining(
        &self,
        invitation: &Invitation,
        name: &str,
        passphrase: &str,
        totp: &[u8; 20],
        today: Date,
    ) -> Result<Joining, DeskError> {
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
            return Err(DeskError::BadName);
        }
        if passphrase.chars().count() < LEAST_PASSPHRASE {
            return Err(DeskError::ShortPassphrase);
        }
        let role = self.invited(invitation, today)?;
        let held = self.store.catalogue().invitations.get(&invitation.id()).map(|held| held.key.clone());
        let identity = invitation.unlock(&held.ok_or(DeskError::NoInvitation)?)?;
        let key = keyring::lock(passphrase, &identity, totp);
        let act = Act::Joined { invitation: invitation.id(), name: name.clone(), role, key };
        Ok(Joining(Entry::new(today, By::Member(name), act)))
    }

    /// Makes a member. The invitation is used up.
    pub async fn join(&self, Joining(entry): Joining) -> Result<(), DeskError> {
        let decide = |catalogue: &Catalogue| {
            let Act::Joined { invitation, name, .. } = &entry.act else { unreachable!("made by joining") };
            if catalogue.members.contains_key(name) {
                return Err(DeskError::BadName);
            }
            if !catalogue.invitations.contains_key(invitation) {
                return Err(DeskError::NoInvitation);
            }
            Ok(entry)
        };
        self.store.act(decide).await.map(drop)
    }

    /// Signs in. Returns the seat and the step of the code. Takes half a second, for names that nobody has too.
    pub fn sign_in(&self, name: &str, passphrase: &str, code: &str, seconds: u64) -> Result<(Seat, u64), DeskError> {
        let (known, key) = {
            let catalogue = self.store.catalogue();
            let known = catalogue.members.get(name.trim());
            let key = known.or(catalogue.members.values().next()).map(|member| member.key.clone());
            (known.map(|member| member.joined), key.ok_or(DeskError::WrongSignIn)?)
        };
        let opened = keyring::unlock(passphrase, &key).map_err(|_| DeskError::WrongSignIn)?;
        let (joined, step) = known.zip(opened.step(code, seconds)).ok_or(DeskError::WrongSignIn)?;
        Ok((Seat { name: name.trim().to_owned(), joined, identity: opened.identity }, step))
    }

    /// What the member may do, if they still are one and may do this.
    pub fn role(&self, seat: &Seat, least: Role) -> Result<Role, DeskError> {
        let catalogue = self.store.catalogue();
        let member = catalogue.members.get(&seat.name).filter(|member| member.joined == seat.joined);
        let role = member.map(|member| member.role);
        role.filter(|role| *role >= least).ok_or(DeskError::NeedsRole(least))
    }

    /// Invites somebody for `role`.
    pub async fn invite(
        &self,
        seat: &Seat,
        role: Role,
        today: Date,
        random: &[u8; 32],
    ) -> Result<Invitation, DeskError> {
        self.role(seat, Role::Admin)?;
        let invitation = Invitation::new(random);
        let key = invitation.lock(&seat.identity);
        self.by(seat, today, Act::Invited { invitation: invitation.id(), role, key }).await?;
        Ok(invitation)
    }

    pub async fn send_away(&self, seat: &Seat, name: &str, today: Date) -> Result<(), DeskError> {
        self.role(seat, Role::Admin)?;
        let entry = seat.entry(today, Act::SentAway { name: name.to_owned() });
        let decide = |catalogue: &Catalogue| {
            let admins = catalogue.members.iter().filter(|(_, member)| member.role == Role::Admin);
            if admins.map(|(name, _)| name).eq([name]) { Err(DeskError::LastAdmin) } else { Ok(entry) }
        };
        self.store.act(decide).await.map(drop)
    }

    pub async fn two_to_publish(&self, seat: &Seat, wanted: bool, today: Date) -> Result<(), DeskError> {
        self.role(seat, Role::Admin)?;
        self.by(seat, today, Act::TwoToPublish { wanted }).await.map(drop)
    }
}
