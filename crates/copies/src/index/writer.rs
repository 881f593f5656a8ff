//! Changes an index.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use super::build::{Builder, MergeError};
use super::error::{IndexError, io_at};
use super::map;
use super::opened::{HEAD, Index, IndexPart, LIST};
use super::segment::{Damage, Data, Segment};
use crate::limits::{MAX_HELD_BYTES, MAX_ID_BYTES, MAX_SEGMENT_TEXT_BYTES};

/// The start of the name of a file that is still being written.
const NEW: &str = ".firsthand-index-";
/// A segment and those after it are merged, unless it is at least this many times as large as they are together.
const MERGED: usize = 3;

/// The place of a text: its segment, or `None` if it is not written yet, and its number there.
type TextPlace = (Option<usize>, u32);

/// Changes an index. There is at most one writer of an index at a time.
pub struct Writer {
    index: Index,
    places: HashMap<String, TextPlace>,
    builder: Builder,
    /// The numbers of texts that are not written yet and were replaced.
    replaced: HashSet<u32>,
    _lock: File,
}

impl Writer {
    /// Opens the index in `folder` to change it. Makes one if there is none. Fails if another program is changing it.
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

    /// Adds a text, and replaces the text with the same id. The change takes effect with [`commit`](Self::commit).
    pub fn add(&mut self, id: &str, text: &str) -> Result<(), IndexError> {
        if id.is_empty() || id.len() > MAX_ID_BYTES || id.contains(char::is_control) {
            return Err(IndexError::Id);
        }
        if text.len() > MAX_SEGMENT_TEXT_BYTES / 2 {
            return Err(IndexError::TooLong(text.len()));
        }
        self.remove(id);
        self.places.insert(id.to_owned(), (None, self.builder.texts()));
        self.builder.add(id, text);
        if self.builder.size() > MAX_HELD_BYTES { self.flush() } else { Ok(()) }
    }

    /// Removes a text. Returns whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        match self.places.remove(id) {
            Some((Some(part), number)) => self.index.parts[part].removed.insert(number),
            Some((None, number)) => self.replaced.insert(number),
            None => false,
        }
    }

    /// Writes all changes, and merges segments. The changes are on disk when it returns. If it fails, the index is as it was
    /// before.
    pub fn commit(mut self) -> Result<Index, IndexError> {
        self.flush()?;
        self.list()?;
        while let Some(from) = self.to_merge() {
            match self.merge(from) {
                Ok(()) => {}
                // The change is on disk already. If the disk has no room to merge, the next commit merges and tidies.
                Err(IndexError::Io { .. }) => return Ok(self.index),
                Err(error) => return Err(error),
            }
        }
        self.tidy()?;
        Ok(self.index)
    }

    /// Writes the texts in memory as a segment.
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

    /// The first segment of those to merge. It is not much larger than all later segments together, or texts were removed
    /// from it, which must not stay on the disk.
    fn to_merge(&self) -> Option<usize> {
        let parts = &self.index.parts;
        let size = |part: &IndexPart| part.segment.size();
        (0..parts.len()).find(|from| {
            let (first, behind) = (&parts[*from], &parts[from + 1..]);
            let has_removed = !first.removed.is_empty();
            let small = !behind.is_empty() && size(first) < MERGED * behind.iter().map(size).sum::<usize>();
            let fits =
                parts[*from..].iter().map(|part| part.segment.text_bytes()).sum::<usize>() <= MAX_SEGMENT_TEXT_BYTES;
            (has_removed || small) && fits
        })
    }

    /// Merges the segments from number `from` on.
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
            // The list on disk still names the segments from before.
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

    /// Writes a segment to a temporary file, then renames it into its place.
    fn write(
        &mut self,
        write: impl FnOnce(&mut BufWriter<&File>) -> Result<(), MergeError>,
    ) -> Result<IndexPart, IndexError> {
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
        Ok(IndexPart { name, segment: Arc::new(segment), removed: HashSet::new() })
    }

    /// Writes the list of segments.
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

    /// Deletes files that the list does not name: merged segments, and files that a killed program left.
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

impl Index {
    /// Whether no words of a removed text are left in the folder. They are if a program was killed before it had tidied, or if
    /// the disk had no room to merge; the next commit of a [`Writer`] removes them.
    pub fn is_tidy(&self) -> bool {
        let listed = |name: &str| self.parts.iter().any(|part| part.name == name);
        let is_left = |entry: io::Result<fs::DirEntry>| {
            entry.is_ok_and(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                is_ours(&name) && !listed(&name)
            })
        };
        let files = fs::read_dir(&self.folder);
        self.parts.iter().all(|part| part.removed.is_empty()) && !files.is_ok_and(|mut files| files.any(is_left))
    }
}

/// Whether this is the name of a segment, or of a temporary file.
fn is_ours(name: &str) -> bool {
    let number = name
        .strip_suffix(".segment")
        .is_some_and(|number| number.len() >= 8 && number.bytes().all(|byte| byte.is_ascii_digit()));
    number || name.starts_with(NEW)
}

/// Checks that an index can be made in `folder`. Fails if it holds other files, or segments without a list.
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

/// Writes a file completely or not at all.
fn put<E: From<io::Error>>(path: &Path, write: impl FnOnce(&File) -> Result<(), E>) -> Result<(), E> {
    let folder = path.parent().expect("it stands in a folder");
    let file = tempfile::Builder::new().prefix(NEW).tempfile_in(folder)?;
    write(file.as_file())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()?;
    Ok(())
}
