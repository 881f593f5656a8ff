//! Maps a file into memory. This is the only unsafe code of the crate.
#![expect(unsafe_code, reason = "memory-mapping has no safe form: the file could change below")]

use std::fs::File;
use std::io;

use memmap2::Mmap;

/// Maps a segment.
///
/// A segment is written under another name, renamed into place, and never changed. A merge writes a new segment and unlinks
/// the old one, which stays readable for programs that have it open. Each block is checked against its sum before it is used.
/// If a person shortens the file while it is read, the program ends with SIGBUS.
pub fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is read-only, and no program of ours writes to the file again.
    unsafe { Mmap::map(file) }
}
