//! Pen names, secret keys and account ids, and the one rule by which a signature is valid (`spec/seal.md`, section 3).
//! Keeping a key under a passphrase is not in this crate.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::base32;
use crate::hash::{Hash, sha256};

/// A public key with no name attached.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PenName(pub [u8; 32]);

/// The hash of an account's statement: the same for every edition of the account.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub Hash);

/// Why a text is not a pen name or not an account id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnId {
    #[error("a pen name is fhp1 and 52 letters and digits")]
    PenName,
    #[error("an account id is fh1 and 52 letters and digits")]
    AccountId,
}

/// The key that seals. It is wiped from memory when it is dropped, and its debug output hides it.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key made of `random`: 32 bytes that nobody else has (RFC 8032, section 5.1.5).
    pub fn from_bytes(random: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(random))
    }

    /// The 32 bytes from which [`SecretKey::from_bytes`] makes this key.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public key.
    pub fn pen_name(&self) -> PenName {
        PenName(self.0.verifying_key().to_bytes())
    }

    /// Signs a statement, which must begin with `firsthand/`. No signature can therefore be taken for one of another protocol.
    pub(crate) fn sign(&self, statement: &[u8]) -> [u8; 64] {
        assert!(statement.starts_with(b"firsthand/"), "a firsthand key signs firsthand's own texts only");
        self.0.sign(statement).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

impl PenName {
    /// Whether `signature` is a valid signature of this key over `message`.
    ///
    /// Of the readings that RFC 8032 allows, this is the strictest. S is below the order of the group. A and R are canonical
    /// and not of small order. The equation is cofactorless, and R is compared byte for byte.
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let r = signature.first_chunk().expect("64 bytes hold 32");
        if !is_proper_point(&self.0) || !is_proper_point(r) {
            return false;
        }
        VerifyingKey::from_bytes(&self.0)
            .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
    }
}

/// Whether an encoding is canonical (y is below 2²⁵⁵ − 19) and not that of a small-order point. Such an encoding may still
/// be no point of the curve: the library checks that.
fn is_proper_point(encoded: &[u8; 32]) -> bool {
    let mut y = *encoded;
    y[31] &= 0x7F;
    let canonical = y.iter().rev().cmp(MODULUS.iter().rev()).is_lt();
    canonical && !SMALL_ORDER_Y.contains(&y)
}

/// 32 bytes with the given first, middle and last bytes.
const fn little_endian(last: u8, middle: u8, first: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

/// p = 2²⁵⁵ − 19, little-endian.
const MODULUS: [u8; 32] = little_endian(0x7F, 0xFF, 0xED);

/// The y of every point whose order divides 8. With either sign of x these give ten encodings: eight canonical ones, and two
/// that are not canonical (x = 0 with the sign set).
const SMALL_ORDER_Y: [[u8; 32]; 5] = [
    little_endian(0, 0, 1),
    little_endian(0x7F, 0xFF, 0xEC),
    little_endian(0, 0, 0),
    [
        0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98, 0xF0, 0xD5, 0xDF,
        0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53, 0xFC, 0x05,
    ],
    [
        0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67, 0x0F, 0x2A, 0x20,
        0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC, 0x03, 0x7A,
    ],
];

impl AccountId {
    /// The id of the account with this statement.
    pub(crate) fn of(statement: &str) -> Self {
        Self(sha256(&[statement.as_bytes()]))
    }
}

/// Writes and reads a type of 32 bytes as a prefix and base32 letters.
macro_rules! written {
    ($type:ident, $prefix:literal, $refusal:expr) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, base32::encode(&self.0))
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $type {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let (prefix, rest) = text.trim().split_at_checked($prefix.len()).ok_or($refusal)?;
                let bytes = prefix.eq_ignore_ascii_case($prefix).then(|| base32::decode_32(rest)).flatten();
                bytes.map(Self).ok_or($refusal)
            }
        }
    };
}

written!(PenName, "fhp1", NotAnId::PenName);
written!(AccountId, "fh1", NotAnId::AccountId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_written() {
        let pen_name = SecretKey::from_bytes(&[7; 32]).pen_name();
        assert_eq!(pen_name.to_string().parse(), Ok(pen_name));
        assert_eq!(pen_name.to_string().to_uppercase().parse(), Ok(pen_name));
        assert_eq!("fhp1".parse::<PenName>(), Err(NotAnId::PenName));
        assert_eq!(pen_name.to_string().parse::<AccountId>(), Err(NotAnId::AccountId));
        assert_eq!("é".parse::<AccountId>(), Err(NotAnId::AccountId));
    }

    #[test]
    fn small_orders_and_other_spellings_are_refused() {
        for y in SMALL_ORDER_Y {
            for sign in [0, 0x80] {
                let mut encoded = y;
                encoded[31] |= sign;
                assert!(!is_proper_point(&encoded));
            }
        }
        assert!(!is_proper_point(&MODULUS));
        assert!(!is_proper_point(&[0xFF; 32]));
        assert!(is_proper_point(&little_endian(0x7F, 0xFF, 0xEB)));
    }
}
