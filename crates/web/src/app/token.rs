//! Random tokens that name what belongs to a page, and how they are remembered.

use sha2::{Digest, Sha256};

/// 32 random bytes in a page or a cookie.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token(pub [u8; 32]);

impl Token {
    /// Reads 64 hexadecimal digits.
    pub fn read(text: &str) -> Option<Self> {
        Some(Self(data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()?))
    }

    pub fn to_text(self) -> String {
        data_encoding::HEXLOWER.encode(&self.0)
    }

    /// What the server remembers of a token. The token itself may lead to a codename or a session, and is not kept.
    pub fn digest(self) -> [u8; 32] {
        Sha256::new().chain_update("firsthand/token\n").chain_update(self.0).finalize().into()
    }
}
