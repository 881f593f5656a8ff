//! A file as memory. The only unsafe code of this crate.
#![expect(unsafe_code, reason = "memory-mapping has no safe form: the file could change below")]

use std::fs::File;
use std::io;

use memmap2::Mmap;

/// Maps a segment.
///
/// Segments are written under another name, moved into place, and never changed after that: a merge writes a new one
/// and unlinks the old, which lives on for those who hold it. What is read is checked against its sum first. A person
/// who shortens the file while it is read ends the program with SIGBUS, and nothing worse.
pub fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is read-only, and the file is never written again, as above.
    unsafe { Mmap::map(file) }
}
