//! Encryption: age files to a recipient or a passphrase. Files to a recipient are padded, so that their sizes say
//! little about their content.
//!
//! The padding is Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
//! PURBs", PETS 2019). It adds at most 12 %, and of a length L it shows only about log log L bits. After the content
//! stand the byte 0x80 and zeros (ISO/IEC 7816-4). So `age -d` opens the file, and a photograph in it can still be
//! viewed.

use std::io::{self, BufRead, BufReader, Cursor, Read, Write};
use std::ops::Range;

use age::stream::StreamReader;
use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

use crate::limits::{MAX_AGE_HEADER_BYTES, MAX_AGE_HEADER_LINES};

/// Minimum length after padding, in bytes. A note and a letter then have the same size.
const MIN_PADDED: u64 = 4096;
const PAD: u8 = 0x80;
/// The number of bytes that are decrypted at a time.
const PIECE: usize = 64 << 10;

/// A file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum CannotOpen {
    #[error("the file is not encrypted to this key")]
    WrongKey,
    #[error("the file is damaged")]
    Damaged,
}

/// The length of `length` bytes after padding. At least one byte is added.
pub fn padded(length: u64) -> u64 {
    let length = length + 1;
    if length <= MIN_PADDED {
        return MIN_PADDED;
    }
    // E = floor(log2 L), S = floor(log2 E) + 1: the last E - S bits are rounded up to zeros.
    let exponent = 63 - u64::from(length.leading_zeros());
    let bits = 64 - u64::from(exponent.leading_zeros());
    let mask = (1u64 << (exponent - bits)) - 1;
    (length + mask) & !mask
}

/// The age identity (secret key) with these 32 bytes.
pub fn identity(secret: &[u8; 32]) -> Identity {
    let prefix = Hrp::parse("age-secret-key-").expect("a fixed prefix");
    let text = bech32::encode_upper::<Bech32>(prefix, secret).expect("32 bytes are short");
    Zeroizing::new(text).parse().expect("the form that age reads")
}

/// Encrypts the bytes that are written to it.
pub struct Sealing<W: Write> {
    writer: age::stream::StreamWriter<W>,
    /// The number of bytes so far.
    length: u64,
}

impl<W: Write> Sealing<W> {
    /// Begins an age file to `recipients`, which is written to `out`.
    pub fn new(recipients: &[&Recipient], out: W) -> io::Result<Self> {
        let recipients = recipients.iter().map(|&recipient| recipient as &dyn age::Recipient);
        let encryptor = age::Encryptor::with_recipients(recipients).map_err(io::Error::other)?;
        Ok(Self { writer: encryptor.wrap_output(out)?, length: 0 })
    }

    /// Adds the padding, ends the file, and returns the writer that was passed to `new`.
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

/// Encrypts `content` to `recipients`, and returns the age file.
pub fn seal(recipients: &[&Recipient], content: &[u8]) -> Vec<u8> {
    let mut sealing = Sealing::new(recipients, Vec::new()).expect("writing to memory");
    sealing.write_all(content).expect("writing to memory");
    sealing.finish().expect("writing to memory")
}

/// Decrypts `file` with one of `identities`, and removes the padding.
pub fn open(identities: &[Identity], file: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    whole(reader(identities, file)?.1, file.len())
}

/// Decrypts `file` piece by piece with one of `identities`, without the padding. Returns the place of that identity, from
/// 0, and the content. Every byte of the content is as it was written, but only the end shows that the file is whole. Do
/// not read on after an error.
pub fn reader<R: Read>(identities: &[Identity], file: R) -> Result<(usize, impl Read + use<R>), CannotOpen> {
    let identities: Vec<&dyn age::Identity> = identities.iter().map(|identity| identity as _).collect();
    let (at, padded) = decrypted(&identities, file)?;
    let piece = Zeroizing::new(vec![0; PIECE]);
    Ok((at, Unpadded { padded, piece, content: 0..0, held: 0, freed: 0, first_freed: false }))
}

/// Reads everything from `reader`, which has at most `length` bytes.
pub(crate) fn whole(mut reader: impl Read, length: usize) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    // A buffer that grows would leave copies of the words in memory. So the whole length is reserved first.
    let mut content = Zeroizing::new(Vec::with_capacity(length));
    reader.read_to_end(&mut content).map_err(|_| CannotOpen::Damaged)?;
    Ok(content)
}

/// The first bytes of an age file, with its header, and then the rest.
type File<R> = io::Chain<Cursor<Vec<u8>>, BufReader<R>>;

fn decrypted<R: Read>(
    identities: &[&dyn age::Identity],
    mut file: R,
) -> Result<(usize, StreamReader<File<R>>), CannotOpen> {
    let mut start = Vec::new();
    file.by_ref().take(MAX_AGE_HEADER_BYTES).read_to_end(&mut start).map_err(|_| CannotOpen::Damaged)?;
    // The header ends with the first line that begins with "--- ".
    let end = start.windows(5).position(|line| line == b"\n--- ").ok_or(CannotOpen::Damaged)?;
    if start[..end].iter().filter(|&&byte| byte == b'\n').count() > MAX_AGE_HEADER_LINES {
        return Err(CannotOpen::Damaged);
    }
    // The crate does not say which identity opened the file. With several, each is tried on the header alone.
    let opens = |identity: &&dyn age::Identity| begin(*identity, Cursor::new(&start)).is_ok();
    let at = if identities.len() == 1 { Some(0) } else { identities.iter().position(opens) };
    let at = at.unwrap_or_default();
    let file = Cursor::new(start).chain(BufReader::with_capacity(PIECE, file));
    Ok((at, begin(*identities.get(at).ok_or(CannotOpen::WrongKey)?, file)?))
}

fn begin<R: BufRead>(identity: &dyn age::Identity, file: R) -> Result<StreamReader<R>, CannotOpen> {
    let decryptor = age::Decryptor::new_buffered(file).map_err(|_| CannotOpen::Damaged)?;
    decryptor.decrypt(std::iter::once(identity)).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys
        | age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed => CannotOpen::WrongKey,
        _ => CannotOpen::Damaged,
    })
}

/// Removes the padding while it reads. Bytes that may be the padding are held back until other bytes follow, or the
/// end.
struct Unpadded<R> {
    padded: R,
    piece: Zeroizing<Vec<u8>>,
    /// The part of `piece` that is content and has not been returned yet.
    content: Range<usize>,
    /// The number of bytes that are held back because they may be the padding: one 0x80, then zeros.
    held: u64,
    /// The number of held bytes that turned out to be content and must be returned before `piece`; and whether the
    /// first of them, the 0x80, is still among them.
    freed: u64,
    first_freed: bool,
}

impl<R: Read> Unpadded<R> {
    /// Reads the next piece. Returns `false` at the end of the file. Fails if the file ends without padding.
    fn more(&mut self) -> io::Result<bool> {
        let mut length = 0;
        while length < self.piece.len() {
            match self.padded.read(&mut self.piece[length..]) {
                Ok(0) => break,
                Ok(read) => length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        if length == 0 {
            return if self.held > 0 { Ok(false) } else { Err(io::ErrorKind::InvalidData.into()) };
        }
        let last = self.piece[..length].iter().rposition(|&byte| byte != 0);
        match last {
            None if self.held > 0 => self.held += length as u64,
            None => self.content = 0..length,
            Some(last) => {
                (self.freed, self.first_freed) = (self.held, true);
                let is_padding = self.piece[last] == PAD;
                (self.content, self.held) = if is_padding { (0..last, (length - last) as u64) } else { (0..length, 0) };
            }
        }
        Ok(true)
    }
}

impl<R: Read> Read for Unpadded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !out.is_empty() {
            if self.freed > 0 {
                let count = out.len().min(usize::try_from(self.freed).unwrap_or(usize::MAX));
                out[..count].fill(0);
                if std::mem::take(&mut self.first_freed) {
                    out[0] = PAD;
                }
                self.freed -= count as u64;
                return Ok(count);
            }
            if !self.content.is_empty() {
                let count = out.len().min(self.content.len());
                let start = self.content.start;
                out[..count].copy_from_slice(&self.piece[start..start + count]);
                self.content.start += count;
                return Ok(count);
            }
            if !self.more()? {
                break;
            }
        }
        Ok(0)
    }
}

/// Encrypts `content` with a passphrase, and returns the age file. It is not padded. `log_n` is the work factor of
/// scrypt.
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

/// Opens a file that [`lock`] made with a work factor of at most `max_log_n`. By default the `age` crate derives that
/// limit from the speed of the machine at this moment. A busy machine would then refuse the right passphrase.
pub fn unlock(passphrase: &str, file: &[u8], max_log_n: u8) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let mut identity = age::scrypt::Identity::new(passphrase.to_owned().into());
    identity.set_max_work_factor(max_log_n);
    whole(decrypted(&[&identity], file)?.1, file.len())
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;

    #[test]
    fn padme_has_few_lengths() {
        assert_eq!((padded(0), padded(4095), padded(4096)), (4096, 4096, 4352));
        for length in (1..2_000_000).step_by(997) {
            let to = padded(length);
            assert!(to > length && (to <= MIN_PADDED || to * 100 <= (length + 1) * 112), "{length}: {to}");
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
                assert_eq!(open(from_ref(key), &file).unwrap().as_slice(), content);
            }
            assert!(matches!(open(from_ref(&other), &file), Err(CannotOpen::WrongKey)));
            // With several keys, it is told which one opened the file.
            let keys = [3, 2, 1].map(|secret| identity(&[secret; 32]));
            assert_eq!(reader(&keys, &file[..]).unwrap().0, 1);
            assert!(matches!(open(&[], &file), Err(CannotOpen::WrongKey)));
            assert!(matches!(open(from_ref(&desk), &file[..file.len() - 1]), Err(CannotOpen::Damaged)));
        }
        // Bytes that look like padding at the end of a piece: more of them follow in the next piece, or content
        // follows.
        let [run, zeros] = [[&[1; 99][..], &[PAD]].concat(), vec![0; 3 * PIECE]];
        for before in [PIECE - 101, PIECE - 100, PIECE - 99, PIECE - 1] {
            for zeros in [0, 1, PIECE - 1, PIECE, 2 * PIECE + 1].map(|count| &zeros[..count]) {
                for end in [&b""[..], b"\0", b"x", b"\x80", b"\x80\0\0"] {
                    let content = [&vec![7; before], &run[..], zeros, end].concat();
                    assert!(*open(from_ref(&desk), &seal(&[&desk.to_public()], &content)).unwrap() == content);
                }
            }
        }
        let locked = lock("correct horse", b"key", 2);
        assert_eq!(unlock("correct horse", &locked, 4).unwrap().as_slice(), b"key");
        assert!(matches!(unlock("correct  horse", &locked, 4), Err(CannotOpen::WrongKey)));
    }

    #[test]
    fn what_has_no_padding_is_damaged() {
        let desk = identity(&[1; 32]);
        for content in [&b""[..], b"words", &[0; 3 * PIECE], &[1; PIECE]] {
            let recipient = desk.to_public();
            let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient));
            let mut writer = encryptor.unwrap().wrap_output(Vec::new()).unwrap();
            writer.write_all(content).unwrap();
            assert!(matches!(open(from_ref(&desk), &writer.finish().unwrap()), Err(CannotOpen::Damaged)));
        }
    }

    #[test]
    fn a_header_that_would_keep_the_desk_busy_is_damaged() {
        let header = |stanzas: usize| {
            let mac = "A".repeat(43);
            format!("age-encryption.org/v1\n{}--- {mac}\n{mac}", "-> a\n\n".repeat(stanzas)).into_bytes()
        };
        let opened = |stanzas| open(&[identity(&[1; 32])], &header(stanzas));
        assert!(matches!(opened(100), Err(CannotOpen::WrongKey)), "so many may be read");
        for more in [200, 1_000, 5_000, 50_000] {
            assert!(matches!(opened(more), Err(CannotOpen::Damaged)));
        }
        // A file with 100 recipients is below the limit.
        let others: Vec<_> = (1..=100).map(|other| identity(&[other; 32]).to_public()).collect();
        let file = seal(&others.iter().collect::<Vec<_>>(), b"words");
        assert_eq!(open(&[identity(&[100; 32])], &file).unwrap().as_slice(), b"words");
    }
}
