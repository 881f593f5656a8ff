//! The session of a member who is signed in: their name, and the desk's identity, which opens what the desk received.

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use firsthand_account::identity::SecretKey;
use firsthand_store::event::{By, Entry, Event};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A member who is signed in. It holds the desk's identity in memory until it is dropped.
pub struct Session {
    /// The member's name.
    pub name: String,
    /// The number of the entry with which they joined.
    pub(crate) joined: u64,
    pub(crate) identity: Identity,
}

impl Session {
    /// A new entry of the audit log for an event that this member causes.
    pub(crate) fn entry(&self, today: Date, event: Event) -> Entry {
        Entry::new(today, By::Member(self.name.clone()), event)
    }

    /// The secret key with which the desk seals. It is derived from the desk's identity, so it need not be stored, and
    /// every member can seal.
    pub fn sealing_key(&self) -> SecretKey {
        let secret = self.identity.to_string();
        let hash = Sha256::new().chain_update("firsthand/desk-seal/v1\n").chain_update(secret.expose_secret());
        SecretKey::from_bytes(&Zeroizing::new(hash.finalize().into()))
    }

    /// Bytes that replace randomness when the desk seals `of`. They are the same each time. Without the desk's
    /// identity nobody can tell them from random bytes. `what` separates the uses.
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
