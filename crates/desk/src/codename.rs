//! Codenames: seven words with which a source returns. A codename is shown once and is not stored. The desk stores
//! only values derived from it. From these, somebody finds the codename only by trying all 2^77.

use std::fmt;

use age::x25519::Identity;
use argon2::{Algorithm, Argon2, Params, Version};
use bip39::Language;
use firsthand_store::event::SourceId;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::vault;

/// The number of words. Each word is 11 bits.
const WORDS: usize = 7;
/// Argon2id with 32 MiB, three passes and one lane. RFC 9106 recommends 64 MiB for passphrases that people invent. A
/// codename is random, so less is enough.
const MEMORY: u32 = 32 * 1024;
const PASSES: u32 = 3;

/// A codename in lower case, with a hyphen between its words. A source typed it, or it was made here.
#[derive(Clone, PartialEq, Eq, Zeroize)]
#[zeroize(drop)]
pub struct Codename(String);

/// The id and the key of a source, derived from their codename.
pub struct SourceKey {
    /// Names the source in the audit log.
    pub id: SourceId,
    /// Opens the desk's answers.
    pub identity: Identity,
}

impl Codename {
    /// Makes a codename from 32 random bytes. The same bytes give the same codename, so that a browser can load a lost
    /// page again.
    pub fn new(random: &[u8; 32]) -> Self {
        let hash = Sha256::new().chain_update("firsthand/codename/v1\n").chain_update(random).finalize();
        let bits = u128::from_be_bytes(hash[..16].try_into().expect("16 bytes"));
        let list = Language::English.word_list();
        let words: Vec<&str> = (0..WORDS).map(|at| list[(bits >> (11 * at)) as usize & 0x7FF]).collect();
        Self(words.join("-"))
    }

    /// Reads what somebody typed. Every text is accepted, and a wrong one leads to no source. Capitals, and the
    /// characters between words, do not matter.
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

    /// The words, with hyphens between them.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Derives the id and the key. `salt` is that of the desk. Takes a tenth of a second for every codename, known or
    /// not.
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
