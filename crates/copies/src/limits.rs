//! Every bound on what is indexed, and on the work that one copy may cause.

/// Bytes of an id. A text with a longer id is refused.
pub const MAX_ID_BYTES: usize = 4 << 10;

/// Bytes of text in one segment, because places have 32 bits. A text of more than half of it is refused, and segments are
/// merged only if they fit.
pub const MAX_SEGMENT_TEXT_BYTES: usize = 1 << 31;

/// Bytes of texts, grams and terms that a writer holds in memory. Beyond them it writes a segment.
pub const MAX_HELD_BYTES: usize = 192 << 20;

/// Stretches of one segment that are looked at for one gram. A gram in more stretches says little, and the others are
/// passed over.
pub const MAX_STRETCHES_OF_GRAM: usize = 256;

/// Stretches that are named for one copy. After them no further gram is looked up. Grams are looked up in the order of their
/// keys, which is random, so that they stand in all parts of the copy.
pub const MAX_HITS: usize = 1 << 16;

/// Entries of the table of a tracer. A larger index is traced with a fuller table.
pub const MAX_TABLE_ENTRIES: usize = 1 << 29;

/// Comparisons of words in one gap of an alignment. In a larger gap, no words that are nearly the same are looked for.
pub const MAX_NEAR_COMPARISONS: usize = 1_000;

/// Versions of one passage in a text that are collated. A passage that stands there more often is a refrain, and not a draft.
pub const MAX_DRAFTS: usize = 26;
