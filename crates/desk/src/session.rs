//! The session of a member who is signed in: their name and their keys, and with them the keys of the desk, which open
//! what the desk received.

use std::sync::{Arc, PoisonError, RwLock};

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use firsthand_account::identity::SecretKey;
use firsthand_store::event::{By, Entry, Event};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::keyring::DeskKeys;

/// A member who is signed in. It holds the desk's keys in memory until it is dropped.
pub struct Session {
    /// The member's name.
    pub name: String,
    /// The number of the entry with which they joined.
    pub(crate) joined: u64,
    /// The member's own key.
    pub(crate) own: Identity,
    /// The desk's keys. They are exchanged when the desk gets a new one.
    keys: RwLock<Arc<DeskKeys>>,
}

impl Session {
    pub(crate) fn new(name: String, joined: u64, own: Identity, keys: DeskKeys) -> Self {
        Self { name, joined, own, keys: RwLock::new(Arc::new(keys)) }
    }

    /// The desk's keys.
    pub(crate) fn keys(&self) -> Arc<DeskKeys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn exchange(&self, keys: DeskKeys) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    /// A new entry of the audit log for an event that this member causes.
    pub(crate) fn entry(&self, today: Date, event: Event) -> Entry {
        Entry::new(today, By::Member(self.name.clone()), event)
    }
}

/// The secret key with which the desk seals. It is derived from `identity`, one of the desk's, so it need not be stored,
/// and every member can seal.
pub fn sealing_key(identity: &Identity) -> SecretKey {
    let secret = identity.to_string();
    let hash = Sha256::new().chain_update("firsthand/desk-seal/v1\n").chain_update(secret.expose_secret());
    SecretKey::from_bytes(&Zeroizing::new(hash.finalize().into()))
}

/// Bytes that replace randomness when the desk seals `of`. They are the same each time. Without the desk's `identity`
/// nobody can tell them from random bytes. `what` separates the uses.
pub(crate) fn seed(identity: &Identity, what: &str, of: &[&str]) -> [u8; 32] {
    let secret = identity.to_string();
    let mut hash = Sha256::new().chain_update("firsthand/desk-seed/v1\n").chain_update(secret.expose_secret());
    for part in [&[what], of].concat() {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
