//! An index: a folder of segments, in which the texts are found that a copy was made from.
//!
//! `list` names the segments and what was taken out of them; it is replaced in one step, and whatever it does not name
//! is no part of the index. So a kill leaves what was there before or what is there after, and readers go on with what
//! they opened. One writer at a time holds `lock`.

mod build;
pub(crate) mod find;
mod map;
mod postings;
pub mod segment;

pub use find::{Candidate, Found, Kind, Match, Tier};

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use build::{Builder, MergeError};
use segment::{Damage, Data, MOST_TEXT, Segment};

const LIST: &str = "list";
/// What begins the name of a file that is not whole yet.
const NEW: &str = ".firsthand-index-";
const HEAD: &str = "firsthand index 1";
/// A segment is written once its texts and their grams take so many bytes.
const HELD: usize = 192 << 20;
/// A segment and those behind it become one unless it is so many times as large as they are.
const MERGED: usize = 3;
/// The longest id, in bytes.
pub const MOST_ID: usize = 4 << 10;

#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("{0:?} holds no index")]
    None(PathBuf),
    #[error("another program is changing the index {0:?}")]
    Locked(PathBuf),
    #[error("{0:?} holds other files, and no index")]
    Other(PathBuf),
    #[error("the index {0:?} was written by a later version of firsthand")]
    Later(PathBuf),
    #[error("the index file {path:?} cannot be trusted: {damage}")]
    Damage { path: PathBuf, damage: Damage },
    #[error("{path:?}: {error}")]
    Io { path: PathBuf, error: io::Error },
    #[error("a text is too long for the index: {0} bytes")]
    TooLong(usize),
    #[error("an id is empty, longer than {MOST_ID} bytes, or has a control character")]
    Id,
}

fn io_at(path: &Path) -> impl Fn(io::Error) -> IndexError + '_ {
    |error| IndexError::Io { path: path.to_owned(), error }
}

/// A segment with what was taken out of it.
#[derive(Clone)]
struct Part {
    name: String,
    segment: Arc<Segment>,
    removed: HashSet<u32>,
}

impl Part {
    fn damage<'p>(&'p self, folder: &'p Path) -> impl Fn(Damage) -> IndexError + use<'p> {
        move |damage| IndexError::Damage { path: folder.join(&self.name), damage }
    }

    fn texts(&self) -> u32 {
        self.segment.texts() - self.removed.len() as u32
    }
}

/// An index as it was when it was opened.
#[derive(Clone)]
pub struct Index {
    folder: PathBuf,
    parts: Vec<Part>,
    /// The number of the next segment.
    next: u64,
}

/// What an index comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    pub texts: u64,
    pub stretches: u64,
    pub segments: usize,
    /// Bytes of text in it, those of texts that were taken out since the last merge too.
    pub text_bytes: u64,
    /// Bytes on disk beside the texts.
    pub index_bytes: u64,
    /// Of these, what only copies need that are in other words.
    pub term_bytes: u64,
}

impl Index {
    /// An index in memory, which nothing is written of.
    pub fn of<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        Self::from_bytes(Self::bytes(texts)).expect("it was written now")
    }

    /// The one segment of an index of these texts, as it would stand on disk.
    pub fn bytes<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Vec<u8> {
        let mut builder = Builder::default();
        texts.into_iter().for_each(|(id, text)| builder.add(id, text));
        let mut bytes = Vec::new();
        builder.write(&mut bytes).expect("memory does not fail");
        bytes
    }

    /// An index in memory, of one segment.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Damage> {
        let segment = Arc::new(Segment::open(Data::Held(bytes))?);
        let part = Part { name: "memory".to_owned(), segment, removed: HashSet::new() };
        Ok(Self { folder: PathBuf::new(), parts: vec![part], next: 0 })
    }

    /// Opens the index in `folder` to read.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        // A writer may take away a segment between the list and its opening; then the list is another.
        let mut tries = 0;
        loop {
            match Self::read(folder) {
                Err(IndexError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound && tries < 100 => {
                    tries += 1
                }
                Err(IndexError::Io { path, error }) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(IndexError::Damage { path, damage: Damage::Missing });
                }
                done => return done,
            }
        }
    }

    fn read(folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join(LIST);
        let list = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(IndexError::None(folder.to_owned())),
            read => read.map_err(io_at(&path))?,
        };
        let damaged = || IndexError::Damage { path: path.clone(), damage: Damage::Changed(0) };
        let (body, sum) = list.trim_end().rsplit_once("\nsum ").ok_or_else(damaged)?;
        if u32::from_str_radix(sum, 16) != Ok(crc32fast::hash(body.as_bytes())) {
            return Err(damaged());
        }
        if body.lines().next() != Some(HEAD) {
            return Err(IndexError::Later(folder.to_owned()));
        }
        let mut index = Self { folder: folder.to_owned(), parts: Vec::new(), next: 0 };
        for line in body.lines().skip(1) {
            let mut words = line.split(' ');
            let key = words.next().ok_or_else(damaged)?;
            let value = words.next().ok_or_else(damaged)?;
            match key {
                "next" => index.next = value.parse().map_err(|_| damaged())?,
                "segment" => {
                    let removed = words.map(|number| number.parse().map_err(|_| damaged()));
                    let removed = removed.collect::<Result<HashSet<u32>, _>>()?;
                    let path = folder.join(value);
                    let data = map::map(&File::open(&path).map_err(io_at(&path))?).map_err(io_at(&path))?;
                    let segment = Segment::open(Data::Mapped(data))
                        .map_err(|damage| IndexError::Damage { path: path.clone(), damage })?;
                    if removed.iter().any(|number| *number >= segment.texts()) {
                        return Err(damaged());
                    }
                    index.parts.push(Part { name: value.to_owned(), segment: Arc::new(segment), removed });
                }
                _ => return Err(damaged()),
            }
        }
        Ok(index)
    }

    pub fn stat(&self) -> Stat {
        let sum = |of: &dyn Fn(&Part) -> usize| self.parts.iter().map(|part| of(part) as u64).sum();
        Stat {
            texts: sum(&|part| part.texts() as usize),
            stretches: self.stretches(),
            segments: self.parts.len(),
            text_bytes: sum(&|part| part.segment.text_bytes()),
            index_bytes: sum(&|part| part.segment.size() - part.segment.text_bytes()),
            term_bytes: sum(&|part| part.segment.term_bytes()),
        }
    }

    /// How many stretches its texts have, those of texts that were taken out too.
    pub(crate) fn stretches(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.segment.stretches())).sum()
    }

    /// Reads all of it, and says what of it is not as it was written.
    pub fn check(&self) -> Result<(), IndexError> {
        self.parts.iter().try_for_each(|part| part.segment.check().map_err(part.damage(&self.folder)))
    }

    /// Every gram that it holds with the number of a text in which it stands, as often as it stands in a stretch. Numbers
    /// are those of this call alone.
    pub(crate) fn grams(&self) -> impl Iterator<Item = Result<(u32, u32), IndexError>> {
        let mut before = 0;
        self.parts.iter().flat_map(move |part| {
            let first = before;
            before += part.segment.texts();
            part.segment.grams().iter().map(move |posting| {
                let (key, stretch) = posting.map_err(part.damage(&self.folder))?;
                let text = part.segment.text_of(stretch).map_err(part.damage(&self.folder))?;
                Ok((key, first + text))
            })
        })
    }

    /// The ids of its texts.
    pub fn ids(&self) -> Result<Vec<String>, IndexError> {
        let mut ids = Vec::new();
        for part in &self.parts {
            for number in (0..part.segment.texts()).filter(|number| !part.removed.contains(number)) {
                ids.push(part.segment.id(number).map_err(part.damage(&self.folder))?.to_owned());
            }
        }
        Ok(ids)
    }
}

/// Where a text stands: in which part, or in none of them yet, and its number there.
type Place = (Option<usize>, u32);

/// The one who changes an index.
pub struct Writer {
    index: Index,
    places: HashMap<String, Place>,
    builder: Builder,
    /// What was replaced of what is not written yet.
    replaced: HashSet<u32>,
    _lock: File,
}

impl Writer {
    /// Opens the index in `folder` to change it; makes one where there is none.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let mut private = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut private, 0o700);
        private.recursive(true).create(folder).map_err(io_at(folder))?;
        if !folder.join(LIST).exists() {
            is_free(folder)?;
        }
        let path = folder.join("lock");
        let lock = File::options().create(true).append(true).open(&path).map_err(io_at(&path))?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(IndexError::Locked(folder.to_owned())),
            Err(TryLockError::Error(error)) => return Err(io_at(&path)(error)),
            Ok(()) => {}
        }
        let index = match Index::read(folder) {
            Err(IndexError::None(_)) => Index { folder: folder.to_owned(), parts: Vec::new(), next: 0 },
            read => read?,
        };
        let mut places = HashMap::new();
        for (at, part) in index.parts.iter().enumerate() {
            for number in (0..part.segment.texts()).filter(|number| !part.removed.contains(number)) {
                let id = part.segment.id(number).map_err(part.damage(folder))?;
                places.insert(id.to_owned(), (Some(at), number));
            }
        }
        Ok(Self { index, places, builder: Builder::default(), replaced: HashSet::new(), _lock: lock })
    }

    /// Adds a text; one that has the same id goes. It is in the index after [`commit`](Self::commit).
    pub fn add(&mut self, id: &str, text: &str) -> Result<(), IndexError> {
        if id.is_empty() || id.len() > MOST_ID || id.contains(char::is_control) {
            return Err(IndexError::Id);
        }
        if text.len() > MOST_TEXT / 2 {
            return Err(IndexError::TooLong(text.len()));
        }
        self.remove(id);
        self.places.insert(id.to_owned(), (None, self.builder.texts()));
        self.builder.add(id, text);
        if self.builder.size() > HELD { self.flush() } else { Ok(()) }
    }

    /// Takes a text out; says whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        match self.places.remove(id) {
            Some((Some(part), number)) => self.index.parts[part].removed.insert(number),
            Some((None, number)) => self.replaced.insert(number),
            None => false,
        }
    }

    /// Writes what was added and removed, and merges segments; when it returns, the change is on disk. If it fails, the
    /// index is as it was.
    pub fn commit(mut self) -> Result<Index, IndexError> {
        self.flush()?;
        self.list()?;
        while let Some(from) = self.to_merge() {
            match self.merge(from) {
                Ok(()) => {}
                // The change is on disk already. Where there is no room to merge, the next one tries again, and takes
                // away what is left over.
                Err(IndexError::Io { .. }) => return Ok(self.index),
                Err(error) => return Err(error),
            }
        }
        self.tidy()?;
        Ok(self.index)
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        if self.builder.texts() > 0 {
            let builder = std::mem::take(&mut self.builder);
            let mut part = self.write(|out| Ok(builder.write(out)?))?;
            part.removed = std::mem::take(&mut self.replaced);
            let at = self.index.parts.len();
            self.index.parts.push(part);
            self.places.values_mut().filter(|(part, _)| part.is_none()).for_each(|(part, _)| *part = Some(at));
        }
        Ok(())
    }

    /// From which part on they become one: the first that those behind it are not much smaller than, or of which
    /// something was taken out: what was is not to stay on the disk.
    fn to_merge(&self) -> Option<usize> {
        let parts = &self.index.parts;
        let size = |part: &Part| part.segment.size();
        (0..parts.len()).find(|from| {
            let (first, behind) = (&parts[*from], &parts[from + 1..]);
            let has_removed = !first.removed.is_empty();
            let small = !behind.is_empty() && size(first) < MERGED * behind.iter().map(size).sum::<usize>();
            let fits = parts[*from..].iter().map(|part| part.segment.text_bytes()).sum::<usize>() <= MOST_TEXT;
            (has_removed || small) && fits
        })
    }

    fn merge(&mut self, from: usize) -> Result<(), IndexError> {
        let parts = self.index.parts.split_off(from);
        let segments: Vec<&Segment> = parts.iter().map(|part| &*part.segment).collect();
        let merged =
            self.write(|out| Builder::merge(&segments, |at, number| !parts[at].removed.contains(&number), out));
        let listed = merged.and_then(|merged| {
            if merged.segment.texts() > 0 {
                self.index.parts.push(merged);
            }
            self.list()
        });
        if let Err(error) = listed {
            // The list on disk still names what was there before.
            self.index.parts.truncate(from);
            self.index.parts.extend(parts);
            return Err(error);
        }
        if let Some(merged) = self.index.parts.get(from) {
            for number in 0..merged.segment.texts() {
                let id = merged.segment.id(number).map_err(merged.damage(&self.index.folder))?;
                self.places.insert(id.to_owned(), (Some(from), number));
            }
        }
        Ok(())
    }

    /// Writes a segment beside its place, to the disk, then into its place.
    fn write(
        &mut self,
        write: impl FnOnce(&mut BufWriter<&File>) -> Result<(), MergeError>,
    ) -> Result<Part, IndexError> {
        let name = format!("{:08}.segment", self.index.next);
        self.index.next += 1;
        let path = self.index.folder.join(&name);
        put(&path, |file| {
            let mut out = BufWriter::with_capacity(1 << 20, file);
            write(&mut out)?;
            Ok(out.flush()?)
        })
        .map_err(|error| match error {
            MergeError::Damage(damage) => IndexError::Damage { path: self.index.folder.clone(), damage },
            MergeError::Io(error) => io_at(&path)(error),
        })?;
        let data = map::map(&File::open(&path).map_err(io_at(&path))?).map_err(io_at(&path))?;
        let segment = Segment::open(Data::Mapped(data)).map_err(|damage| IndexError::Damage { path, damage })?;
        Ok(Part { name, segment: Arc::new(segment), removed: HashSet::new() })
    }

    fn list(&self) -> Result<(), IndexError> {
        let mut body = format!("{HEAD}\nnext {}", self.index.next);
        for part in &self.index.parts {
            body += &format!("\nsegment {}", part.name);
            let mut removed: Vec<u32> = part.removed.iter().copied().collect();
            removed.sort_unstable();
            removed.iter().for_each(|number| body += &format!(" {number}"));
        }
        let sum = crc32fast::hash(body.as_bytes());
        let path = self.index.folder.join(LIST);
        let write = |mut file: &File| Ok(file.write_all(format!("{body}\nsum {sum:08x}\n").as_bytes())?);
        put(&path, write).map_err(|error: MergeError| match error {
            MergeError::Io(error) => io_at(&path)(error),
            MergeError::Damage(damage) => IndexError::Damage { path: path.clone(), damage },
        })
    }

    /// Takes away what the list does not name: merged segments, and what a kill left behind.
    fn tidy(&self) -> Result<(), IndexError> {
        let folder = &self.index.folder;
        for entry in fs::read_dir(folder).map_err(io_at(folder))? {
            let entry = entry.map_err(io_at(folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_ours(&name) && !self.index.parts.iter().any(|part| part.name == name) {
                fs::remove_file(entry.path()).map_err(io_at(&entry.path()))?;
            }
        }
        Ok(())
    }
}

/// Whether this is how segments are named, or what becomes one.
fn is_ours(name: &str) -> bool {
    let number = name
        .strip_suffix(".segment")
        .is_some_and(|number| number.len() >= 8 && number.bytes().all(|byte| byte.is_ascii_digit()));
    number || name.starts_with(NEW)
}

/// Whether an index can be made in `folder`: nothing is there.
fn is_free(folder: &Path) -> Result<(), IndexError> {
    for entry in fs::read_dir(folder).map_err(io_at(folder))? {
        let entry = entry.map_err(io_at(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".segment") && is_ours(&name) {
            return Err(IndexError::Damage { path: folder.join(LIST), damage: Damage::Missing });
        }
        if name != "lock" && !is_ours(&name) {
            return Err(IndexError::Other(folder.to_owned()));
        }
    }
    Ok(())
}

/// Writes a file whole or not at all.
fn put<E: From<io::Error>>(path: &Path, write: impl FnOnce(&File) -> Result<(), E>) -> Result<(), E> {
    let folder = path.parent().expect("it stands in a folder");
    let file = tempfile::Builder::new().prefix(NEW).tempfile_in(folder)?;
    write(file.as_file())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()?;
    Ok(())
}
