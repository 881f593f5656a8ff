//! An index that is open to be read.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::build::Builder;
use super::error::{IndexError, io_at};
use super::map;
use super::segment::{Damage, Data, Segment};

/// The name of the file that lists the segments.
pub(super) const LIST: &str = "list";
/// The first line of that file.
pub(super) const HEAD: &str = "firsthand index 1";

/// A segment of an index, without the texts that were removed from it.
#[derive(Clone)]
pub(super) struct IndexPart {
    pub(super) name: String,
    pub(super) segment: Arc<Segment>,
    pub(super) removed: HashSet<u32>,
}

impl IndexPart {
    pub(super) fn damage<'p>(&'p self, folder: &'p Path) -> impl Fn(Damage) -> IndexError + use<'p> {
        move |damage| IndexError::Damage { path: folder.join(&self.name), damage }
    }

    pub(super) fn texts(&self) -> u32 {
        self.segment.texts() - self.removed.len() as u32
    }
}

/// An index, in the state in which it was opened.
#[derive(Clone)]
pub struct Index {
    pub(super) folder: PathBuf,
    pub(super) parts: Vec<IndexPart>,
    /// The number of the next segment.
    pub(super) next: u64,
}

/// The size of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    pub texts: u64,
    pub stretches: u64,
    pub segments: usize,
    /// Bytes of text, with texts that were removed since the last merge.
    pub text_bytes: u64,
    /// Bytes on disk without the texts.
    pub index_bytes: u64,
    /// Bytes of these that are lists of terms.
    pub term_bytes: u64,
}

impl Index {
    /// An index of these texts in memory, given by id and text.
    pub fn of<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        Self::from_bytes(Self::bytes(texts)).expect("it was written now")
    }

    /// The bytes of a segment with these texts, given by id and text.
    pub fn bytes<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Vec<u8> {
        let mut builder = Builder::default();
        texts.into_iter().for_each(|(id, text)| builder.add(id, text));
        let mut bytes = Vec::new();
        builder.write(&mut bytes).expect("memory does not fail");
        bytes
    }

    /// An index in memory, of one segment with these bytes. Fails if they are no segment.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Damage> {
        let segment = Arc::new(Segment::open(Data::Held(bytes))?);
        let part = IndexPart { name: "memory".to_owned(), segment, removed: HashSet::new() };
        Ok(Self { folder: PathBuf::new(), parts: vec![part], next: 0 })
    }

    /// Opens the index in `folder` to read it. Fails if there is none, or it is damaged.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        // A writer may remove a segment after the list was read. The list is then read again.
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

    pub(super) fn read(folder: &Path) -> Result<Self, IndexError> {
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
                    index.parts.push(IndexPart { name: value.to_owned(), segment: Arc::new(segment), removed });
                }
                _ => return Err(damaged()),
            }
        }
        Ok(index)
    }

    /// The size of the index.
    pub fn stat(&self) -> Stat {
        let sum = |of: &dyn Fn(&IndexPart) -> usize| self.parts.iter().map(|part| of(part) as u64).sum();
        Stat {
            texts: sum(&|part| part.texts() as usize),
            stretches: self.stretches(),
            segments: self.parts.len(),
            text_bytes: sum(&|part| part.segment.text_bytes()),
            index_bytes: sum(&|part| part.segment.size() - part.segment.text_bytes()),
            term_bytes: sum(&|part| part.segment.term_bytes()),
        }
    }

    /// The number of stretches of all texts, with those of removed texts.
    pub(crate) fn stretches(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.segment.stretches())).sum()
    }

    /// Reads the whole index. Fails at the first part that is damaged.
    pub fn check(&self) -> Result<(), IndexError> {
        self.parts.iter().try_for_each(|part| part.segment.check().map_err(part.damage(&self.folder)))
    }

    /// Every gram of the index, once for each stretch that has it, with the number of the text of that stretch. The numbers
    /// are valid for this call only.
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

    /// The ids of the texts. Fails if the index is damaged.
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
