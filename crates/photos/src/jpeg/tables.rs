//! The tables that a JPEG defines, and those of them that a scan reads.

use super::segments::put;

/// Tables of one kind in the order in which they are defined, a later one taking the place of an earlier.
#[derive(Default)]
pub(super) struct Tables<'a> {
    defined: Vec<Table<'a>>,
    in_place: [Option<usize>; 8],
}

pub(super) struct Table<'a> {
    /// The scans before it.
    after: usize,
    bytes: &'a [u8],
    read: bool,
}

impl<'a> Tables<'a> {
    pub(super) fn define(&mut self, slot: u8, after: usize, bytes: &'a [u8]) {
        self.in_place[usize::from(slot)] = Some(self.defined.len());
        self.defined.push(Table { after, bytes, read: false });
    }

    /// Marks a table as one that a scan reads. Whether there is one.
    pub(super) fn read(&mut self, slot: u8) -> bool {
        match self.in_place[usize::from(slot)] {
            Some(at) => {
                self.defined[at].read = true;
                true
            }
            None => false,
        }
    }

    /// Those that were defined after so many scans and are read by one.
    pub(super) fn write(&self, out: &mut Vec<u8>, marker: u8, after: usize) {
        let from = self.defined.partition_point(|table| table.after < after);
        let tables = self.defined[from..].iter().take_while(|table| table.after == after);
        let read: Vec<_> = tables.filter(|table| table.read).map(|table| table.bytes).collect();
        if !read.is_empty() {
            put(out, marker, &read);
        }
    }
}
