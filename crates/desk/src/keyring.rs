//! The keys of members. On disk, the desk's identity lies only inside age files that a member's passphrase or an
//! invitation opens. In memory, it is there only while a member is signed in.

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Totp};
use zeroize::{Zeroize, Zeroizing};

use crate::vault::{self, CannotOpen};
use firsthand_store::blobs::BlobId;

/// scrypt's work factor for passphrases: 2^17 rounds of 8 blocks, 128 MiB.
const LOG_N: u8 = 17;

/// The content of the file that a member's passphrase opens.
#[derive(Serialize, Deserialize)]
struct Keys {
    /// The desk's age identity.
    identity: String,
    /// The secret of the member's one-time codes, in base64.
    totp: String,
}

impl Drop for Keys {
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

    /// Encrypts the desk's identity so that this invitation opens it. Returns an age file in base64.
    pub fn lock(&self, identity: &Identity) -> String {
        let own = vault::identity(&self.0).to_public();
        BASE64.encode(&vault::seal(&[&own], identity.to_string().expose_secret().as_bytes()))
    }

    /// Opens what [`Self::lock`] returned.
    pub fn unlock(&self, key: &str) -> Result<Identity, CannotOpen> {
        let file = BASE64.decode(key.as_bytes()).map_err(|_| CannotOpen::Damaged)?;
        let text = vault::open(&vault::identity(&self.0), &file)?;
        std::str::from_utf8(&text).ok().and_then(|text| text.parse().ok()).ok_or(CannotOpen::Damaged)
    }
}

/// Encrypts the desk's identity and the secret of a member's codes with their passphrase. Returns an age file in
/// base64. Takes half a second.
pub fn lock(passphrase: &str, identity: &Identity, totp: &[u8; 20]) -> String {
    let keys = Keys { identity: identity.to_string().expose_secret().to_owned(), totp: BASE64.encode(totp) };
    let json = Zeroizing::new(serde_json::to_vec(&keys).expect("plain data"));
    BASE64.encode(&vault::lock(passphrase, &json, LOG_N))
}

/// The keys of a member whose passphrase was right. The code must still be checked with [`Self::step`].
pub struct Opened {
    pub identity: Identity,
    totp: Zeroizing<Vec<u8>>,
}

/// Opens what [`lock`] returned. Takes half a second.
pub fn unlock(passphrase: &str, key: &str) -> Result<Opened, CannotOpen> {
    let file = BASE64.decode(key.as_bytes()).map_err(|_| CannotOpen::Damaged)?;
    let keys: Keys =
        serde_json::from_slice(&vault::unlock(passphrase, &file, LOG_N)?).map_err(|_| CannotOpen::Damaged)?;
    let totp = Zeroizing::new(BASE64.decode(keys.totp.as_bytes()).map_err(|_| CannotOpen::Damaged)?);
    Ok(Opened { identity: keys.identity.parse().map_err(|_| CannotOpen::Damaged)?, totp })
}

impl Opened {
    /// Checks `code` at `seconds` since 1970. Returns the time step of the code, or `None` if the code is wrong. The
    /// caller must not accept the same step twice.
    pub fn step(&self, code: &str, seconds: u64) -> Option<u64> {
        codes(&self.totp, "").check(code.trim(), seconds)
    }
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
    codes(secret, "").check(code.trim(), seconds).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invitations_and_passphrases_open_the_desk() {
        let desk = vault::identity(&[1; 32]);
        let invitation = Invitation::new(&[2; 32]);
        let key = invitation.lock(&desk);
        let same = Invitation::read(&invitation.to_text()).unwrap();
        assert_eq!(same.id(), invitation.id());
        let opened = same.unlock(&key).unwrap();
        assert_eq!(opened.to_public(), desk.to_public());
        assert!(matches!(Invitation::new(&[3; 32]).unlock(&key), Err(CannotOpen::WrongKey)));

        let secret = *b"12345678901234567890";
        let key = lock("a long passphrase", &desk, &secret);
        assert!(matches!(unlock("a long passphras", &key), Err(CannotOpen::WrongKey)));
        let opened = unlock("a long passphrase", &key).unwrap();
        assert_eq!(opened.identity.to_public(), desk.to_public());
        // RFC 6238, appendix B: at 59 seconds 94287082, of which six digits are shown.
        assert_eq!(opened.step("287082", 59), Some(1));
        assert_eq!(opened.step("287083", 59), None);
        assert!(authenticator(&secret, "ada").starts_with("otpauth://totp/firsthand:ada?secret=GEZDGNBV"));
    }
}
