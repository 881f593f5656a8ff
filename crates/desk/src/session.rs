//! A member who is signed in: who they are, and the key that opens what the desk received.

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use firsthand_account::identity::SecretKey;
use firsthand_store::event::{By, Entry, Event};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A member who is signed in. It opens what the desk received, as long as it lives.
pub struct Session {
    pub name: String,
    /// The number of the entry with which they joined.
    pub(crate) joined: u64,
    pub(crate) identity: Identity,
}

impl Session {
    /// What this member does, as custody keeps it.
    pub(crate) fn entry(&self, today: Date, event: Event) -> Entry {
        Entry::new(today, By::Member(self.name.clone()), event)
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
