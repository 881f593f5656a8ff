//! Encryption: age files to a recipient, padded so that their sizes say little of what is in them.
//!
//! The padding is Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs",
//! PETS 2019): at most 12 % more, and of a length L only log log L bits show. Behind the content stand the byte 0x80 and
//! zeros (ISO/IEC 7816-4), so that `age -d` opens the file and a photograph in it still shows.

use std::io::{self, Read, Write};

use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

/// What is shorter is padded to this, in bytes: a note and a letter look alike.
const LEAST: u64 = 4096;
const PAD: u8 = 0x80;

/// Why something could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum CannotOpen {
    #[error("it is not encrypted to this key")]
    WrongKey,
    #[error("it is damaged")]
    Damaged,
}

/// The length that `length` bytes are padded to, with room for the byte that begins the padding.
pub fn padded(length: u64) -> u64 {
    let length = length + 1;
    if length <= LEAST {
        return LEAST;
    }
    // E = floor(log2 L), S = floor(log2 E) + 1: the last E - S bits are rounded up to zeros.
    let exponent = 63 - u64::from(length.leading_zeros());
    let bits = 64 - u64::from(exponent.leading_zeros());
    let mask = (1u64 << (exponent - bits)) - 1;
    (length + mask) & !mask
}

/// An identity made from 32 secret bytes.
pub fn identity(secret: &[u8; 32]) -> Identity {
    let prefix = Hrp::parse("age-secret-key-").expect("a fixed prefix");
    let text = bech32::encode_upper::<Bech32>(prefix, secret).expect("32 bytes are short");
    Zeroizing::new(text).parse().expect("the form that age reads")
}

/// Encrypts what is written to it.
pub struct Sealing<W: Write> {
    writer: age::stream::StreamWriter<W>,
    length: u64,
}

impl<W: Write> Sealing<W> {
    pub fn new(recipients: &[&Recipient], out: W) -> io::Result<Self> {
        let recipients = recipients.iter().map(|&recipient| recipient as &dyn age::Recipient);
        let encryptor = age::Encryptor::with_recipients(recipients).map_err(io::Error::other)?;
        Ok(Self { writer: encryptor.wrap_output(out)?, length: 0 })
    }

    /// Pads what was written and gives back where it went.
    pub fn finish(mut self) -> io::Result<W> {
        let zeros = padded(self.length) - self.length - 1;
        self.writer.write_all(&[PAD])?;
        io::copy(&mut io::repeat(0).take(zeros), &mut self.writer)?;
        self.writer.finish()
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.writer.write(bytes)?;
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// `content` encrypted to `recipients`.
pub fn seal(recipients: &[&Recipient], content: &[u8]) -> Vec<u8> {
    let mut sealing = Sealing::new(recipients, Vec::new()).expect("writing to memory");
    sealing.write_all(content).expect("writing to memory");
    sealing.finish().expect("writing to memory")
}

/// What `file` holds, without its padding.
pub fn open(identity: &dyn age::Identity, file: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let mut content = decrypt(identity, file)?;
    let end = content.iter().rposition(|&byte| byte != 0).filter(|&at| content[at] == PAD);
    content.truncate(end.ok_or(CannotOpen::Damaged)?);
    Ok(content)
}

fn decrypt(identity: &dyn age::Identity, file: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let decryptor = age::Decryptor::new_buffered(file).map_err(|_| CannotOpen::Damaged)?;
    let mut reader = decryptor.decrypt(std::iter::once(identity)).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys
        | age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed => CannotOpen::WrongKey,
        _ => CannotOpen::Damaged,
    })?;
    // Known beforehand, the length keeps copies of the words from being left where the buffer grew.
    let mut content = Zeroizing::new(Vec::with_capacity(file.len()));
    reader.read_to_end(&mut content).map_err(|_| CannotOpen::Damaged)?;
    Ok(content)
}

/// `content` under a passphrase, as an age file, not padded.
pub fn lock(passphrase: &str, content: &[u8], log_n: u8) -> Vec<u8> {
    let mut recipient = age::scrypt::Recipient::new(passphrase.to_owned().into());
    recipient.set_work_factor(log_n);
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient));
    let mut out = Vec::new();
    let mut writer = encryptor.expect("one recipient").wrap_output(&mut out).expect("writing to memory");
    writer.write_all(content).expect("writing to memory");
    writer.finish().expect("writing to memory");
    out
}

/// What [`lock`] locked.
pub fn unlock(passphrase: &str, file: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    decrypt(&age::scrypt::Identity::new(passphrase.to_owned().into()), file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padme_has_few_lengths() {
        assert_eq!((padded(0), padded(4095), padded(4096)), (4096, 4096, 4352));
        for length in (1..2_000_000).step_by(997) {
            let to = padded(length);
            assert!(to > length && (to <= LEAST || to * 100 <= (length + 1) * 112), "{length}: {to}");
        }
        let lengths: std::collections::HashSet<u64> = (0..1 << 20).map(padded).collect();
        assert_eq!(lengths.len(), 1 + 4 * 16 + 4 * 32, "of a million lengths so many are seen");
    }

    #[test]
    fn what_was_sealed_is_opened_by_those_it_was_sealed_to() {
        let [desk, source, other] = [1, 2, 3].map(|secret| identity(&[secret; 32]));
        for content in [&b""[..], b"words\x80\0\0", &[0; 10_000]] {
            let file = seal(&[&desk.to_public(), &source.to_public()], content);
            for key in [&desk, &source] {
                assert_eq!(open(key, &file).unwrap().as_slice(), content);
            }
            assert!(matches!(open(&other, &file), Err(CannotOpen::WrongKey)));
            assert!(matches!(open(&desk, &file[..file.len() - 1]), Err(CannotOpen::Damaged)));
        }
        let locked = lock("correct horse", b"key", 2);
        assert_eq!(unlock("correct horse", &locked).unwrap().as_slice(), b"key");
        assert!(matches!(unlock("correct  horse", &locked), Err(CannotOpen::WrongKey)));
    }
}
