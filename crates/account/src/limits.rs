//! Every bound on what comes from outside, and on the work that one input may cause.
//!
//! A reading rule, such as the longest name in a message head, is no bound of this kind. It stands beside its rule.

use crate::base32;
use crate::slip::reed_solomon::{DATA, PARITY};

/// Bytes of a text. [`crate::words::Words::read`] refuses a longer text, and one that grows beyond this when its
/// ligatures are written out.
pub const MAX_TEXT_BYTES: usize = 1 << 28;

/// Words of an account. A text with more words cannot be sealed, and a slip that claims more is malformed.
pub const MAX_WORDS: u32 = (1 << 24) - 1;

/// Enclosures of an account. More cannot be sealed, and a slip that claims more is malformed.
pub const MAX_ENCLOSURES: u32 = MAX_WORDS;

/// Bytes of an enclosure's label. A longer label is refused.
pub const MAX_LABEL_BYTES: usize = 255;

/// Bytes of a slip's payload. A longer payload is neither written nor read.
pub const MAX_PAYLOAD_BYTES: usize = 1 << 20;

/// Letters of a slip that stands in the text itself. A longer slip travels as a file or as QR codes.
pub const MAX_LETTERS_IN_TEXT: usize = 2_900;

/// Letters in one QR code, because phones read larger codes badly. A longer slip is divided into several codes.
pub const MAX_LETTERS_IN_CODE: usize = 1_000;

/// Letters after a marker that are looked at: twice those of the longest slip. Later letters are not read.
pub const MAX_LETTERS: usize = 2 * base32::length(MAX_CODED_BYTES);

/// Bytes of the longest payload with its checksum of four bytes, and with the parity of each block.
const MAX_CODED_BYTES: usize = MAX_PAYLOAD_BYTES + 4 + PARITY * (MAX_PAYLOAD_BYTES + 4).div_ceil(DATA);

/// Letters after a marker that are looked at where the length of the slip is unknown, and every length is tried.
pub const MAX_LETTERS_OF_UNKNOWN_LENGTH: usize = 4_096;

/// Words that may stand between the letters of one slip. With more of them, the slip is unreadable.
pub const MAX_WORDS_AMONG_LETTERS: usize = 200;

/// Blocks that all damaged slips of one text may cost in decoding. After these, damaged slips are unreadable. Whole
/// slips are always read.
pub const MAX_BLOCKS_OF_DAMAGED_SLIPS: usize = 1_500;

/// Markers with no readable slip that are reported for one text. Later ones are passed over.
pub const MAX_UNREADABLE_SLIPS: usize = 256;

/// Slips of one text that are judged. The verdict on each later slip is that it cannot be judged.
pub const MAX_JUDGED_SLIPS: usize = 16;

/// Words before the end of a text among which the end of the account is looked for. An account that ends earlier is
/// not found.
pub const MAX_SEARCHED_WORDS: usize = 2_000;

/// Places in one reading that look like the end of the account and are tried. Later places are not tried.
pub const MAX_TRIED_PLACES: usize = 8;

/// Leaves that all tries for one text may hash together, beyond the first try for each slip. A long text may have
/// [`MAX_FURTHER_READINGS`] times its words instead. After these, the verdict is that the text cannot be judged.
pub const MAX_FURTHER_LEAVES: u64 = 1 << 22;

/// Readings in which every word of a long text may be hashed, beyond the first try.
pub const MAX_FURTHER_READINGS: u64 = 5;

/// Characters after a slip that are read for a sign that closes a quotation around the account and its slip. Later
/// characters are not part of the sign.
pub const MAX_CLOSING_CHARACTERS: usize = 16;

/// Different message heads that a report names for one text. Further heads are only counted.
pub const MAX_NAMED_HEADS: usize = 200;

/// Bytes of the slip file in a bundle. The longest slip, in letters with spaces, is under 2 MiB. A bundle with a longer
/// file is refused.
pub const MAX_SLIP_FILE_BYTES: u64 = 4 << 20;

/// Bytes of the manifest in a bundle. A bundle with a longer manifest is refused.
pub const MAX_MANIFEST_BYTES: u64 = 64 << 20;
