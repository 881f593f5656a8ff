//! The tables that a JPEG defines, and those of them that a scan reads.

use super::segments::put;

/// The tables of one kind, in the order of their definition. A later table may replace an earlier one in its slot.
#[derive(Default)]
pub(super) struct Tables<'a> {
    defined: Vec<Table<'a>>,
    in_place: [Option<usize>; 8],
}

pub(super) struct Table<'a> {
    /// The number of scans before its definition.
    after: usize,
    bytes: &'a [u8],
    read: bool,
}

impl<'a> Tables<'a> {
    pub(super) fn define(&mut self, slot: u8, after: usize, bytes: &'a [u8]) {
        self.in_place[usize::from(slot)] = Some(self.defined.len());
        self.defined.push(Table { after, bytes, read: false });
    }

    /// Marks the table in a slot as read by a scan. Returns whether there is a table.
    pub(super) fn read(&mut self, slot: u8) -> bool {
        match self.in_place[usize::from(slot)] {
            Some(at) => {
                self.defined[at].read = true;
                true
            }
            None => false,
        }
    }

    /// Writes the tables that were defined after this many scans and that a scan reads.
    pub(super) fn write(&self, out: &mut Vec<u8>, marker: u8, after: usize) {
        let from = self.defined.partition_point(|table| table.after < after);
        let tables = self.defined[from..].iter().take_while(|table| table.after == after);
        let read: Vec<_> = tables.filter(|table| table.read).map(|table| table.bytes).collect();
        if !read.is_empty() {
            put(out, marker, &read);
        }
    }
}
