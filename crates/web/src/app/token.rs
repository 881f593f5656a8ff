//! Random tokens in pages and cookies, and the digests by which the server remembers them.

use sha2::{Digest, Sha256};

/// 32 random bytes that name a preview or a session.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token(pub [u8; 32]);

impl Token {
    /// Reads 64 hexadecimal digits. `None` if `text` is anything else.
    pub fn read(text: &str) -> Option<Self> {
        Some(Self(data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()?))
    }

    /// The token as 64 hexadecimal digits.
    pub fn to_text(self) -> String {
        data_encoding::HEXLOWER.encode(&self.0)
    }

    /// The hash by which the server remembers a token. It does not keep the token, because a token may lead to a
    /// codename or a session.
    pub fn digest(self) -> [u8; 32] {
        Sha256::new().chain_update("firsthand/token\n").chain_update(self.0).finalize().into()
    }
}
