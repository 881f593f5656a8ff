//! Signing in: the passphrase and the code of a member open the keys of the desk. Members also change their passphrase.

use age::x25519::Identity;
use firsthand_store::catalogue::{self, Catalogue};
use firsthand_store::event::{Event, Role};
use jiff::civil::Date;
use zeroize::Zeroizing;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::keyfiles::OwnFiles;
use crate::keyring::{self, DeskKeys, OWN, Opened, STEPS, is_long_enough};
use crate::rekey::Why;
use crate::session::Session;
use crate::vault::{self, CannotOpen};

/// A member whose passphrase and code were right, for [`Desk::signed_in`].
pub struct SignedIn {
    session: Session,
    /// The files with which a member of an earlier version gets keys of their own.
    own: Option<OwnFiles>,
}

impl Desk {
    /// Checks the passphrase and the code at `seconds` since 1970. No code is accepted twice, also after a restart.
    /// `random` becomes the own key of a member of an earlier version. Takes half a second, even if no member has that
    /// name: so the time does not show which names exist.
    pub fn sign_in(
        &self,
        name: &str,
        passphrase: &str,
        code: &str,
        seconds: u64,
        random: &Zeroizing<[u8; 32]>,
    ) -> Result<SignedIn, DeskError> {
        let name = name.trim();
        let (known, member) = {
            let catalogue = self.store.catalogue();
            let known = catalogue.members.get(name);
            let member = known.or(catalogue.members.values().next()).cloned();
            (known.is_some(), member.ok_or(DeskError::WrongSignIn)?)
        };
        let opened = self.open_own(&member, passphrase);
        let opened = match opened {
            Ok(opened) if known => opened,
            Ok(_) | Err(DeskError::CannotOpen(CannotOpen::WrongKey)) => return Err(DeskError::WrongSignIn),
            Err(error) => return Err(if known { error } else { DeskError::WrongSignIn }),
        };
        let step = opened.step(code, seconds).ok_or(DeskError::WrongSignIn)?;
        let session = |own, keys| Session::new(name.to_owned(), member.joined, own, keys);
        let signed_in = match member.public {
            Some(_) => {
                let keys = self.desk_keys(&opened.identity)?;
                SignedIn { session: session(opened.identity, keys), own: None }
            }
            None => {
                let (own, keys) = (vault::identity(random), DeskKeys::of(opened.identity));
                let files = OwnFiles::of(&own, passphrase, &opened.totp, &keys);
                SignedIn { session: session(own, keys), own: Some(files) }
            }
        };
        self.use_step(&signed_in.session.own, step)?;
        Ok(signed_in)
    }

    /// The session of a member whose passphrase and code were right. A member of an earlier version gets keys of their own
    /// first; and if somebody without a right to it may have the desk's key, the desk gets a new one, of which `random` is
    /// the secret.
    pub async fn signed_in(
        &self,
        SignedIn { session, own }: SignedIn,
        today: Date,
        random: &Zeroizing<[u8; 32]>,
    ) -> Result<Session, DeskError> {
        if let Some(own) = own {
            let event = Event::Keyed { name: session.name.clone(), public: own.public.clone() };
            let entry = session.entry(today, event);
            let decide = |catalogue: &Catalogue| {
                let member = catalogue.members.get(&session.name);
                let waits = member.is_some_and(|member| member.joined == session.joined && member.public.is_none());
                if waits { Ok(entry) } else { Err(DeskError::WrongSignIn) }
            };
            self.append_with_keys(&own, decide).await?;
        }
        if self.needs_new_key() && self.members_without_keys().is_empty() {
            self.rekey(&session, Why::Needed, today, random).await?;
        }
        Ok(session)
    }

    /// Opens the file that the passphrase of a member opens.
    fn open_own(&self, member: &catalogue::Member, passphrase: &str) -> Result<Opened, DeskError> {
        let opened = match (&member.public, &member.key) {
            (Some(public), _) => {
                let file = self.store.keys().read(OWN, public)?.ok_or(DeskError::NoKeyFile)?;
                keyring::unlock(passphrase, &file)
            }
            (None, Some(key)) => keyring::unlock_earlier(passphrase, key),
            (None, None) => return Err(DeskError::NoKeyFile),
        };
        Ok(opened?)
    }

    /// Notes that a member used the code of a time step. It is encrypted, because it says when they signed in. Fails if
    /// the code of this step, or of a later one, was used before.
    fn use_step(&self, own: &Identity, step: u64) -> Result<(), DeskError> {
        let public = own.to_public();
        let _one_at_a_time = self.steps.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(file) = self.store.keys().read(STEPS, &public.to_string())? {
            let last = vault::open(std::slice::from_ref(own), &file)?;
            let last = last.as_slice().try_into().map(u64::from_le_bytes).map_err(|_| CannotOpen::Damaged)?;
            if step <= last {
                return Err(DeskError::WrongSignIn);
            }
        }
        let file = vault::seal(&[&public], &step.to_le_bytes());
        Ok(self.store.keys().write(STEPS, &public.to_string(), &file)?)
    }

    /// Changes the passphrase of the signed-in member, and the secret of their codes if `totp` has one. Fails if `old` is
    /// wrong, or `new` too short. Takes a second.
    pub fn change_passphrase(
        &self,
        session: &Session,
        old: &str,
        new: &str,
        totp: Option<&[u8; 20]>,
    ) -> Result<(), DeskError> {
        self.role(session, Role::Reader)?;
        is_long_enough(new)?;
        let public = session.own.to_public().to_string();
        let file = self.store.keys().read(OWN, &public)?.ok_or(DeskError::NoKeyFile)?;
        let opened = keyring::unlock(old, &file).map_err(|error| match error {
            CannotOpen::WrongKey => DeskError::WrongSignIn,
            damaged @ CannotOpen::Damaged => damaged.into(),
        })?;
        let totp = totp.map_or(opened.totp.as_slice(), |totp| totp);
        self.store.keys().write(OWN, &public, &keyring::lock(new, &opened.identity, totp))?;
        // They may have been removed in the meantime.
        let still = self.role(session, Role::Reader).map(drop);
        if still.is_err() {
            self.destroy_ended()?;
        }
        still
    }
}
