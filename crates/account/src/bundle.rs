//! A bundle: an account, its slip and its enclosures in one ordinary tar (`spec/seal.md`, section 7).

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::enclosures::{BadEnclosures, Enclosure, enclose};
use crate::slip::{Enclosed, Slip};
use crate::words::MAX_TEXT;

const ACCOUNT: &str = "account.txt";
const SLIP: &str = "slip.txt";
const MANIFEST: &str = "manifest.json";
const FORMAT: &str = "bundle/v1";
/// A slip of the greatest length, as letters with spaces, is under 2 MiB.
const MAX_SLIP: u64 = 4 << 20;
/// How much is read of what stands before the enclosures, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub text: u64,
    pub manifest: u64,
}

/// What a bundle may have at most.
pub const LIMITS: Limits = Limits { text: MAX_TEXT as u64, manifest: 64 << 20 };
/// How far an enclosure is read at a time.
const PIECE: usize = 1 << 16;

/// What a bundle holds; of enclosures only the label, the salt and the hash, as they were read.
#[derive(Clone, Debug)]
pub struct Bundle {
    pub text: String,
    /// The slip as letters.
    pub slip: String,
    pub enclosures: Vec<Enclosure>,
}

/// Why a file is no bundle.
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
    enclosures: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    label: String,
    salt: String,
    sha256: String,
}

impl Bundle {
    /// What the seal must say of the enclosures.
    pub fn enclosed(&self) -> Result<Option<Enclosed>, BadEnclosures> {
        enclose(&mut self.enclosures.clone())
    }

    /// Whether the enclosures are those that `slip` names.
    pub fn fits(&self, slip: &Slip) -> bool {
        self.enclosed().is_ok_and(|enclosed| enclosed == slip.enclosed)
    }
}

/// Whether a file that begins with `start` (at least 512 bytes of it) is a tar.
pub fn is_tar(start: &[u8]) -> bool {
    start.get(257..262) == Some(b"ustar")
}

/// Writes a bundle. `contents` gives each enclosure's bytes, in the order of `bundle.enclosures`, which is that of the
/// labels; content that has changed since it was hashed is an error.
pub fn write<R: Read>(
    out: impl Write,
    bundle: &Bundle,
    mut content: impl FnMut(&Enclosure) -> io::Result<(R, u64)>,
) -> io::Result<()> {
    let mut tar = tar::Builder::new(out);
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let entry =
        |each: &Enclosure| Entry { label: each.label.clone(), salt: hex(&each.salt), sha256: hex(&each.content) };
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

/// One file that says nothing of who wrote it, or when.
fn append(tar: &mut tar::Builder<impl Write>, path: &str, size: u64, content: impl Read) -> io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(0);
    header.set_entry_type(tar::EntryType::Regular);
    tar.append_data(&mut header, path, content.take(size))
}

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

/// Reads a bundle; enclosures are hashed as they pass and never held.
pub fn read(input: impl Read) -> Result<Bundle, NoBundle> {
    let mut reader = Reader::new(input);
    let mut opened = reader.open(LIMITS)?;
    for _ in 0..opened.bundle.enclosures.len() {
        opened.enclosure(|_| {})?;
    }
    opened.end()
}

/// A bundle that is read as far as somebody wants to.
pub struct Reader<R: Read>(tar::Archive<R>);

/// A bundle of which the words, the slip and the manifest were read; the enclosures come one after another.
pub struct Opened<'a, R: Read> {
    /// What it holds by its manifest. An enclosure is that when [`Opened::enclosure`] has read it.
    pub bundle: Bundle,
    entries: tar::Entries<'a, R>,
    /// The enclosure that comes next.
    next: usize,
}

impl<R: Read> Reader<R> {
    /// Nothing is read yet.
    pub fn new(input: R) -> Self {
        Self(tar::Archive::new(input))
    }

    /// Reads what stands before the enclosures; to be called once.
    pub fn open(&mut self, limits: Limits) -> Result<Opened<'_, R>, NoBundle> {
        let mut entries = self.0.entries()?.raw(true);
        let text = text(next(&mut entries, ACCOUNT)?, ACCOUNT, limits.text)?;
        let slip = self::text(next(&mut entries, SLIP)?, SLIP, MAX_SLIP)?;
        let manifest = self::text(next(&mut entries, MANIFEST)?, MANIFEST, limits.manifest)?;
        let manifest: Manifest =
            serde_json::from_str(&manifest).map_err(|error| NoBundle::Manifest(format!("line {}", error.line())))?;
        if manifest.firsthand != FORMAT {
            return Err(NoBundle::Manifest(format!("it is of the kind {:?}", manifest.firsthand)));
        }
        let enclosure = |entry: Entry| {
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
        Ok(Opened { bundle: Bundle { text, slip, enclosures }, entries, next: 0 })
    }
}

impl<R: Read> Opened<'_, R> {
    /// Reads the next enclosure, which `piece` sees piece by piece, and returns its size. That it is the one that the
    /// manifest names shows at its end.
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

    /// Goes past the next enclosure without looking at it.
    pub fn skip(&mut self) -> Result<(), NoBundle> {
        next(&mut self.entries, &path(self.next))?;
        self.next += 1;
        Ok(())
    }

    /// Whether nothing stands behind the last enclosure.
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

fn next<'a, R: Read>(entries: &mut tar::Entries<'a, R>, expected: &str) -> Result<tar::Entry<'a, R>, NoBundle> {
    let entry = entries.next().ok_or_else(|| NoBundle::Missing(expected.to_owned()))??;
    let regular = entry.header().entry_type() == tar::EntryType::Regular;
    if regular && *entry.path_bytes() == *expected.as_bytes() {
        return Ok(entry);
    }
    let found = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    Err(NoBundle::Unexpected { expected: expected.to_owned(), found })
}

fn text(entry: impl Read, name: &str, most: u64) -> Result<String, NoBundle> {
    let mut bytes = Vec::new();
    entry.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(NoBundle::TooLong(name.to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| NoBundle::NotText(name.to_owned()))
}

/// The hash of everything `content` gives.
pub fn hash(content: impl Read) -> io::Result<[u8; 32]> {
    pieces(content, |_| {})
}

/// The same, while `each` sees it.
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
