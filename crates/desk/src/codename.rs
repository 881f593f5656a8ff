//! Codenames: seven words with which a source returns. They are shown once and kept nowhere; what is kept is derived
//! from them, and leads back to them only by trying all 2^77.

use std::fmt;

use age::x25519::Identity;
use argon2::{Algorithm, Argon2, Params, Version};
use bip39::Language;
use firsthand_store::event::SourceId;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::vault;

/// 7 × 11 bits.
const WORDS: usize = 7;
/// Argon2id: 32 MiB, three passes, one lane (RFC 9106 asks for 64 MiB and three; a codename is no passphrase that
/// somebody thought up).
const MEMORY: u32 = 32 * 1024;
const PASSES: u32 = 3;

/// What a source typed, or was given: lower case, a hyphen between its words.
#[derive(Clone, PartialEq, Eq, Zeroize)]
#[zeroize(drop)]
pub struct Codename(String);

/// What a codename leads to.
pub struct SourceKey {
    pub id: SourceId,
    /// Opens the desk's answers.
    pub identity: Identity,
}

impl Codename {
    /// The codename of 32 random bytes: the same bytes give the same one, so that a page that was lost on its way can
    /// be asked for again.
    pub fn new(random: &[u8; 32]) -> Self {
        let hash = Sha256::new().chain_update("firsthand/codename/v1\n").chain_update(random).finalize();
        let bits = u128::from_be_bytes(hash[..16].try_into().expect("16 bytes"));
        let list = Language::English.word_list();
        let words: Vec<&str> = (0..WORDS).map(|at| list[(bits >> (11 * at)) as usize & 0x7FF]).collect();
        Self(words.join("-"))
    }

    /// What somebody typed, whatever it is: it is looked for like any other. Capitals and what stands between words do
    /// not count.
    pub fn typed(text: &str) -> Self {
        let text = Zeroizing::new(text.to_lowercase());
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut name = String::with_capacity(text.len());
        words.by_ref().take(WORDS + 1).for_each(|word| {
            if !name.is_empty() {
                name.push('-');
            }
            name.push_str(word);
        });
        name.truncate(name.floor_char_boundary(200));
        Self(name)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Derives the key; takes a tenth of a second, for every codename alike. `salt` is the desk's.
    pub fn key(&self, salt: &[u8; 16]) -> SourceKey {
        let params = Params::new(MEMORY, PASSES, 1, Some(64)).expect("fixed parameters");
        let mut out = Zeroizing::new([0; 64]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(self.0.as_bytes(), salt, &mut *out)
            .expect("fixed lengths");
        let (id, secret) = out.split_at(32);
        let secret: Zeroizing<[u8; 32]> = Zeroizing::new(secret.try_into().expect("32 bytes"));
        SourceKey { id: SourceId(id.try_into().expect("32 bytes")), identity: vault::identity(&secret) }
    }
}

impl fmt::Debug for Codename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Codename(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codenames_are_seven_words_and_typed_in_any_way() {
        let codename = Codename::new(&[7; 32]);
        assert_eq!(codename, Codename::new(&[7; 32]));
        assert_ne!(codename, Codename::new(&[8; 32]));
        assert_eq!(codename.as_str().split('-').count(), 7);
        let loosely = format!("  {}\n", codename.as_str().replace('-', "  ").to_uppercase());
        assert_eq!(Codename::typed(&loosely), codename);
        assert_eq!(format!("{codename:?}"), "Codename(…)");
        assert!(Codename::typed(&"ä ".repeat(1_000_000)).as_str().len() < 200);
    }

    #[test]
    fn keys_depend_on_codename_and_desk() {
        let [one, other] = [1, 2].map(|random| Codename::new(&[random; 32]));
        let id = |codename: &Codename, salt| codename.key(&[salt; 16]).id;
        assert_eq!(id(&one, 1), id(&one, 1));
        assert_ne!(id(&one, 1), id(&one, 2));
        assert_ne!(id(&one, 1), id(&other, 1));
    }
}
