//! The keys of members and invitations. On disk, the desk's keys lie only inside age files that the own key of a member
//! or an invitation opens, and the own key of a member only inside one that their passphrase opens. In memory, they are
//! there only while a member is signed in. Out of scope: when such files are written and destroyed (`members`, `rekey`).

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Totp};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use firsthand_store::blobs::BlobId;

use crate::error::DeskError;
use crate::limits::MIN_PASSPHRASE;
use crate::vault::{self, CannotOpen};

/// scrypt's work factor for passphrases: 2^17 rounds of 8 blocks, 128 MiB.
const LOG_N: u8 = 17;
/// The zeros of the scripts whose digits people type. Each is followed by the other nine digits of its script.
const ZEROS: &str = "0٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰０";

/// The kind of the key files with members' own keys.
pub(crate) const OWN: &str = "own";
/// The kind of the key files with the time step of each member's last code.
pub(crate) const STEPS: &str = "steps";

/// The keys of the desk, the newest first. There is at least one.
pub(crate) struct DeskKeys(Vec<Identity>);

impl DeskKeys {
    /// The keys of a new desk.
    pub fn of(identity: Identity) -> Self {
        Self(vec![identity])
    }

    /// These keys, with `newest` before them.
    pub fn with(&self, newest: Identity) -> Self {
        Self(std::iter::once(newest).chain(self.0.iter().cloned()).collect())
    }

    /// All keys, the newest first.
    pub fn all(&self) -> &[Identity] {
        &self.0
    }

    /// The key that the desk had after it had replaced `place` keys.
    pub fn at(&self, place: usize) -> &Identity {
        self.0.iter().rev().nth(place).unwrap_or(&self.0[0])
    }

    /// The recipient of the newest key.
    pub fn recipient(&self) -> String {
        self.0[0].to_public().to_string()
    }

    /// Encrypts the keys to a member or an invitation.
    pub fn wrap(&self, to: &Recipient) -> Vec<u8> {
        let secrets = self.0.iter().map(|identity| identity.to_string().expose_secret().to_owned());
        let file = KeyFile { v: 1, identities: secrets.collect() };
        vault::seal(&[to], &Zeroizing::new(serde_json::to_vec(&file).expect("plain data")))
    }

    /// Opens what [`Self::wrap`] returned.
    pub fn unwrap(own: &Identity, file: &[u8]) -> Result<Self, CannotOpen> {
        let json = vault::open(std::slice::from_ref(own), file)?;
        let file: KeyFile = serde_json::from_slice(&json).map_err(|_| CannotOpen::Damaged)?;
        let identities: Option<Vec<Identity>> = file.identities.iter().map(|secret| secret.parse().ok()).collect();
        let identities = identities.filter(|identities| file.v == 1 && !identities.is_empty());
        identities.map(Self).ok_or(CannotOpen::Damaged)
    }
}

/// The content of the file with the desk's keys.
#[derive(Serialize, Deserialize)]
struct KeyFile {
    v: u32,
    /// The newest first.
    identities: Vec<String>,
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        self.identities.iter_mut().for_each(Zeroize::zeroize);
    }
}

/// The content of the file that a member's passphrase opens. In files of earlier versions, `identity` is the desk's.
#[derive(Serialize, Deserialize)]
struct Own {
    /// The member's age identity.
    identity: String,
    /// The secret of the member's one-time codes, in base64.
    totp: String,
}

impl Drop for Own {
    fn drop(&mut self) {
        self.identity.zeroize();
        self.totp.zeroize();
    }
}

/// The secret of an invitation: 32 random bytes. A link holds them as 64 hexadecimal digits.
pub struct Invitation(Zeroizing<[u8; 32]>);

impl Invitation {
    /// An invitation with this secret.
    pub fn new(random: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*random))
    }

    /// Reads 64 hexadecimal digits. `None` if `text` is anything else.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(HEXLOWER.decode(text.as_bytes()).ok()?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// The secret as 64 hexadecimal digits.
    pub fn to_text(&self) -> String {
        HEXLOWER.encode(&*self.0)
    }

    /// The hash by which the audit log names the invitation.
    pub fn id(&self) -> BlobId {
        BlobId(Sha256::new().chain_update("firsthand/invitation/v1\n").chain_update(*self.0).finalize().into())
    }

    /// The key that opens the file of this invitation.
    pub(crate) fn identity(&self) -> Identity {
        vault::identity(&self.0)
    }

    /// Opens the key of an invitation of an earlier version: an age file, in base64, with the desk's identity.
    pub(crate) fn unlock_earlier(&self, key: &str) -> Result<DeskKeys, CannotOpen> {
        let file = BASE64.decode(key.as_bytes()).map_err(|_| CannotOpen::Damaged)?;
        let text = vault::open(&[self.identity()], &file)?;
        let identity = std::str::from_utf8(&text).ok().and_then(|text| text.parse().ok());
        identity.map(DeskKeys::of).ok_or(CannotOpen::Damaged)
    }
}

/// Encrypts the own key of a member, and the secret of their codes, with their passphrase. Returns an age file. Takes half
/// a second.
pub(crate) fn lock(passphrase: &str, own: &Identity, totp: &[u8]) -> Vec<u8> {
    let own = Own { identity: own.to_string().expose_secret().to_owned(), totp: BASE64.encode(totp) };
    let json = Zeroizing::new(serde_json::to_vec(&own).expect("plain data"));
    vault::lock(&normal(passphrase), &json, LOG_N)
}

/// The keys of a member whose passphrase was right. The code must still be checked with [`Self::step`].
pub(crate) struct Opened {
    /// The member's own key; of a member of an earlier version, the desk's.
    pub identity: Identity,
    pub totp: Zeroizing<Vec<u8>>,
}

/// Opens what [`lock`] returned. Takes half a second, or a whole one for a passphrase that is wrong and not in NFC:
/// earlier versions took it as it was typed.
pub(crate) fn unlock(passphrase: &str, file: &[u8]) -> Result<Opened, CannotOpen> {
    let composed = normal(passphrase);
    let opened = vault::unlock(&composed, file, LOG_N);
    let opened = match opened {
        Err(CannotOpen::WrongKey) if *composed != passphrase => vault::unlock(passphrase, file, LOG_N),
        opened => opened,
    };
    let own: Own = serde_json::from_slice(&opened?).map_err(|_| CannotOpen::Damaged)?;
    let totp = Zeroizing::new(BASE64.decode(own.totp.as_bytes()).map_err(|_| CannotOpen::Damaged)?);
    Ok(Opened { identity: own.identity.parse().map_err(|_| CannotOpen::Damaged)?, totp })
}

/// Opens the key of a member of an earlier version, which was an age file in base64.
pub(crate) fn unlock_earlier(passphrase: &str, key: &str) -> Result<Opened, CannotOpen> {
    unlock(passphrase, &BASE64.decode(key.as_bytes()).map_err(|_| CannotOpen::Damaged)?)
}

/// Fails if a new passphrase has fewer than [`MIN_PASSPHRASE`] characters.
pub(crate) fn is_long_enough(passphrase: &str) -> Result<(), DeskError> {
    if passphrase.chars().count() < MIN_PASSPHRASE { Err(DeskError::ShortPassphrase) } else { Ok(()) }
}

/// A passphrase in NFC: keyboards type the same letter in different ways.
fn normal(passphrase: &str) -> Zeroizing<String> {
    Zeroizing::new(passphrase.nfc().collect())
}

impl Opened {
    /// Checks `code` at `seconds` since 1970. Returns the time step of the code, or `None` if the code is wrong. The
    /// caller must not accept the same step twice.
    pub fn step(&self, code: &str, seconds: u64) -> Option<u64> {
        codes(&self.totp, "").check(&digits(code), seconds)
    }
}

/// A one-time code as people type it: with blanks, or in the digits of their script.
fn digits(code: &str) -> String {
    let digit = |letter: char| {
        let value = |zero: char| (letter as u32).checked_sub(zero as u32).filter(|value| *value < 10);
        ZEROS.chars().find_map(value).and_then(|value| char::from_digit(value, 10)).unwrap_or(letter)
    };
    code.chars().filter(|letter| !letter.is_whitespace()).map(digit).collect()
}

/// One-time codes: six digits every half minute (RFC 6238). They use SHA-1, because every authenticator knows it.
fn codes(secret: &[u8], member: &str) -> Totp {
    let builder = Builder::new().with_secret(secret.to_vec()).with_account_name(member).with_issuer(Some("firsthand"));
    builder.build_noncompliant()
}

/// The `otpauth:` address that an authenticator app reads.
pub fn authenticator(secret: &[u8; 20], member: &str) -> String {
    codes(secret, member).to_url().expect("a name and an issuer")
}

/// Whether `code` is right for `secret`, before the secret belongs to a member.
pub fn is_code(secret: &[u8; 20], code: &str, seconds: u64) -> bool {
    codes(secret, "").check(&digits(code), seconds).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_invitations_open_the_keys_of_the_desk() {
        let [first, second, own] = [1, 2, 3].map(|secret| vault::identity(&[secret; 32]));
        let keys = DeskKeys::of(first.clone()).with(second.clone());
        let invitation = Invitation::read(&Invitation::new(&[4; 32]).to_text()).unwrap();
        for holder in [&own, &invitation.identity()] {
            let opened = DeskKeys::unwrap(holder, &keys.wrap(&holder.to_public())).unwrap();
            assert_eq!(opened.recipient(), second.to_public().to_string(), "the newest is first");
            assert_eq!(opened.all()[1].to_public(), first.to_public());
        }
        let other = DeskKeys::unwrap(&first, &keys.wrap(&own.to_public()));
        assert!(matches!(other, Err(CannotOpen::WrongKey)));
    }

    #[test]
    fn a_passphrase_opens_the_own_key_however_it_is_typed() {
        let own = vault::identity(&[1; 32]);
        let secret = *b"12345678901234567890";
        let file = lock("un café très long", &own, &secret);
        assert!(matches!(unlock("un café très lon", &file), Err(CannotOpen::WrongKey)));
        let opened = unlock("un cafe\u{301} tre\u{300}s long", &file).unwrap();
        assert_eq!(opened.identity.to_public(), own.to_public());
        // RFC 6238, appendix B: the code at 59 seconds is 94287082. Authenticators show its last six digits.
        for code in ["287082", " 287 082 ", "٢٨٧٠٨٢", "۲۸۷۰۸۲", "२८७०८२", "２８７０８２"]
        {
            assert_eq!(opened.step(code, 59), Some(1), "{code}");
        }
        assert_eq!(opened.step("287083", 59), None);
        assert!(authenticator(&secret, "ada").starts_with("otpauth://totp/firsthand:ada?secret=GEZDGNBV"));
    }
}
