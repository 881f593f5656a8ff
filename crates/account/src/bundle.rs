//! A bundle: an account, its slip and its enclosures in one ordinary tar (`spec/seal.md`, section 7). Whether the account is
//! true to its slip is not decided here.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::enclosures::{BadEnclosures, Enclosure, enclose};
use crate::limits::{MAX_MANIFEST_BYTES, MAX_SLIP_FILE_BYTES, MAX_TEXT_BYTES};
use crate::slip::{Enclosed, Slip};

const ACCOUNT: &str = "account.txt";
const SLIP: &str = "slip.txt";
const MANIFEST: &str = "manifest.json";
const FORMAT: &str = "bundle/v1";
/// The bytes that may be read of the files before the enclosures. A bundle with a longer file is refused.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub text: u64,
    pub manifest: u64,
}

/// The limits of the format. A reader may set lower ones.
pub const LIMITS: Limits = Limits { text: MAX_TEXT_BYTES as u64, manifest: MAX_MANIFEST_BYTES };
/// The bytes of an enclosure that are read at a time.
const PIECE: usize = 1 << 16;

/// What a bundle holds. For each enclosure these are the label, the salt and the hash of the manifest, without the content.
#[derive(Clone, Debug)]
pub struct Bundle {
    pub text: String,
    /// The slip as letters.
    pub slip: String,
    pub enclosures: Vec<Enclosure>,
}

/// Why a file cannot be read as a bundle.
#[derive(Debug, thiserror::Error)]
pub enum NoBundle {
    #[error("{0}")]
    Read(#[from] io::Error),
    #[error("it holds {found:?} where {expected:?} belongs")]
    Unexpected { expected: String, found: String },
    #[error("it ends before {0:?}")]
    Missing(String),
    #[error("{0:?} is longer than a bundle's may be")]
    TooLong(String),
    #[error("{0:?} is not UTF-8 text")]
    NotText(String),
    #[error("its manifest cannot be read: {0}")]
    Manifest(String),
    #[error("the enclosure {0:?} is not the one that the manifest names")]
    Changed(String),
    #[error(transparent)]
    Enclosures(#[from] BadEnclosures),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    firsthand: String,
    enclosures: Vec<ManifestEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestEntry {
    label: String,
    salt: String,
    sha256: String,
}

impl Bundle {
    /// The number and root of the enclosures, which the seal must hold. Fails if the enclosures cannot be sealed.
    pub fn enclosed(&self) -> Result<Option<Enclosed>, BadEnclosures> {
        enclose(&mut self.enclosures.clone())
    }

    /// Whether the enclosures are those that were sealed with `slip`.
    pub fn fits(&self, slip: &Slip) -> bool {
        self.enclosed().is_ok_and(|enclosed| enclosed == slip.enclosed)
    }
}

/// Whether a file is a tar. `start` is its beginning, of at least 262 bytes.
pub fn is_tar(start: &[u8]) -> bool {
    start.get(257..262) == Some(b"ustar")
}

/// Writes a bundle. `content` returns a reader and the size in bytes for each enclosure of `bundle.enclosures`, which must be
/// in the order of their labels. Fails if the content of an enclosure does not have the hash of its entry.
pub fn write<R: Read>(
    out: impl Write,
    bundle: &Bundle,
    mut content: impl FnMut(&Enclosure) -> io::Result<(R, u64)>,
) -> io::Result<()> {
    let mut tar = tar::Builder::new(out);
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let entry = |each: &Enclosure| ManifestEntry {
        label: each.label.clone(),
        salt: hex(&each.salt),
        sha256: hex(&each.content),
    };
    let manifest = Manifest { firsthand: FORMAT.to_owned(), enclosures: bundle.enclosures.iter().map(entry).collect() };
    let manifest = serde_json::to_string_pretty(&manifest)? + "\n";
    for (path, text) in [(ACCOUNT, &bundle.text), (SLIP, &bundle.slip), (MANIFEST, &manifest)] {
        append(&mut tar, path, text.len() as u64, text.as_bytes())?;
    }
    for (at, enclosure) in bundle.enclosures.iter().enumerate() {
        let (reader, size) = content(enclosure)?;
        let mut reader = Hashing { reader, hasher: Sha256::new() };
        append(&mut tar, &path(at), size, &mut reader)?;
        if <[u8; 32]>::from(reader.hasher.finalize()) != enclosure.content {
            return Err(io::Error::other(format!("the enclosure {:?} changed while it was sealed", enclosure.label)));
        }
    }
    tar.into_inner()?.flush()
}

fn path(enclosure: usize) -> String {
    format!("enclosures/{}", enclosure + 1)
}

/// Appends a file whose header tells nothing about its writer or its time.
fn append(tar: &mut tar::Builder<impl Write>, path: &str, size: u64, content: impl Read) -> io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(0);
    header.set_entry_type(tar::EntryType::Regular);
    tar.append_data(&mut header, path, content.take(size))
}

/// A reader that hashes the bytes that pass through it.
struct Hashing<R> {
    reader: R,
    hasher: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        Ok(count)
    }
}

/// Reads and checks a whole bundle. Enclosures are hashed while they are read, and are not kept in memory.
pub fn read(input: impl Read) -> Result<Bundle, NoBundle> {
    let mut reader = BundleReader::new(input);
    let mut opened = reader.open(LIMITS)?;
    for _ in 0..opened.bundle.enclosures.len() {
        opened.enclosure(|_| {})?;
    }
    opened.end()
}

/// Reads a bundle step by step.
pub struct BundleReader<R: Read>(tar::Archive<R>);

/// A bundle whose text, slip and manifest were read. Its enclosures are read one after another.
pub struct OpenedBundle<'a, R: Read> {
    /// The bundle, by its manifest. The content of an enclosure is checked only when [`OpenedBundle::enclosure`] reads it.
    pub bundle: Bundle,
    entries: tar::Entries<'a, R>,
    /// The number of the next enclosure, from 0.
    next: usize,
}

impl<R: Read> BundleReader<R> {
    /// A reader that has read nothing yet.
    pub fn new(input: R) -> Self {
        Self(tar::Archive::new(input))
    }

    /// Reads the text, the slip and the manifest. To be called once. Fails if a file is missing, out of order, malformed or
    /// longer than `limits`.
    pub fn open(&mut self, limits: Limits) -> Result<OpenedBundle<'_, R>, NoBundle> {
        let mut entries = self.0.entries()?.raw(true);
        let text = text(next(&mut entries, ACCOUNT)?, ACCOUNT, limits.text)?;
        let slip = self::text(next(&mut entries, SLIP)?, SLIP, MAX_SLIP_FILE_BYTES)?;
        let manifest = self::text(next(&mut entries, MANIFEST)?, MANIFEST, limits.manifest)?;
        let manifest: Manifest =
            serde_json::from_str(&manifest).map_err(|error| NoBundle::Manifest(format!("line {}", error.line())))?;
        if manifest.firsthand != FORMAT {
            return Err(NoBundle::Manifest(format!("it is of the kind {:?}", manifest.firsthand)));
        }
        let enclosure = |entry: ManifestEntry| {
            let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap_or_default();
            let bad = || NoBundle::Manifest(format!("the enclosure {:?}", entry.label));
            let salt = hex(&entry.salt).try_into().map_err(|_| bad())?;
            let content = hex(&entry.sha256).try_into().map_err(|_| bad())?;
            Ok(Enclosure { label: entry.label, salt, content })
        };
        let mut enclosures: Vec<Enclosure> =
            manifest.enclosures.into_iter().map(enclosure).collect::<Result<_, NoBundle>>()?;
        let in_order = enclosures.clone();
        enclose(&mut enclosures)?;
        if enclosures != in_order {
            return Err(NoBundle::Manifest("its enclosures are not in the order of their labels".to_owned()));
        }
        Ok(OpenedBundle { bundle: Bundle { text, slip, enclosures }, entries, next: 0 })
    }
}

impl<R: Read> OpenedBundle<'_, R> {
    /// Reads the next enclosure, hands its bytes to `piece` in pieces, and returns its size in bytes. Fails at the end if the
    /// content does not have the hash of the manifest.
    pub fn enclosure(&mut self, piece: impl FnMut(&[u8])) -> Result<u64, NoBundle> {
        let entry = next(&mut self.entries, &path(self.next))?;
        let size = entry.size();
        let named = self.bundle.enclosures.get(self.next).ok_or_else(|| NoBundle::Missing(path(self.next)))?;
        if pieces(entry, piece)? != named.content {
            return Err(NoBundle::Changed(named.label.clone()));
        }
        self.next += 1;
        Ok(size)
    }

    /// Passes over the next enclosure. Its content is not checked.
    pub fn skip(&mut self) -> Result<(), NoBundle> {
        next(&mut self.entries, &path(self.next))?;
        self.next += 1;
        Ok(())
    }

    /// The bundle. Fails if anything follows the last enclosure that was read.
    pub fn end(mut self) -> Result<Bundle, NoBundle> {
        match self.entries.next() {
            None => Ok(self.bundle),
            Some(surplus) => {
                let found = String::from_utf8_lossy(&surplus?.path_bytes()).into_owned();
                Err(NoBundle::Unexpected { expected: "its end".to_owned(), found })
            }
        }
    }
}

/// The next entry, which must be a regular file with the path `expected`.
fn next<'a, R: Read>(entries: &mut tar::Entries<'a, R>, expected: &str) -> Result<tar::Entry<'a, R>, NoBundle> {
    let entry = entries.next().ok_or_else(|| NoBundle::Missing(expected.to_owned()))??;
    let regular = entry.header().entry_type() == tar::EntryType::Regular;
    if regular && *entry.path_bytes() == *expected.as_bytes() {
        return Ok(entry);
    }
    let found = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    Err(NoBundle::Unexpected { expected: expected.to_owned(), found })
}

/// The whole of `entry` as text. Fails if it is longer than `max_bytes`, or is not UTF-8.
fn text(entry: impl Read, name: &str, max_bytes: u64) -> Result<String, NoBundle> {
    let mut bytes = Vec::new();
    entry.take(max_bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes {
        return Err(NoBundle::TooLong(name.to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| NoBundle::NotText(name.to_owned()))
}

/// The SHA-256 hash of all bytes that `content` gives.
pub fn hash(content: impl Read) -> io::Result<[u8; 32]> {
    pieces(content, |_| {})
}

/// The SHA-256 hash of all bytes that `content` gives. Hands the bytes to `each` in pieces.
fn pieces(mut content: impl Read, mut each: impl FnMut(&[u8])) -> io::Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        match content.read(&mut piece)? {
            0 => return Ok(hasher.finalize().into()),
            count => {
                hasher.update(&piece[..count]);
                each(&piece[..count]);
            }
        }
    }
}
