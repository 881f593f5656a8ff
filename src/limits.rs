//! Every constant that bounds the input or the work of the command, and how much it prints. The bounds of the formats stand
//! with the formats, in `crates/`.

use std::time::Duration;

use firsthand_account::limits::MAX_TEXT_BYTES;
use firsthand_channels::qr::PictureLimits;

// Input.

/// The largest pictures of QR codes, in million pixels: unpacked, and searched for codes. Larger ones are refused.
pub const MAX_PICTURES: PictureLimits = PictureLimits { unpacked: 200, searched: 50 };
/// The longest line of JSON Lines that `index add` reads, in bytes: JSON writes a character in at most six. A longer line
/// is passed over, and named.
pub const MAX_INDEX_LINE: usize = 6 * MAX_TEXT_BYTES;
/// The longest line that `trace` reads, in bytes. A longer line is passed over, and named.
pub const MAX_TRACE_LINE: usize = 64 << 20;
/// The longest answer of a drop box that `pull` reads, in bytes. The longest that is sent is shorter: a submission that
/// came as a file beside words, encrypted once more and padded by at most 12 %. What lies beyond is cut off, so that it no
/// longer has its hash.
pub const MAX_ANSWER: u64 = 80 << 20;

// Work.

/// The highest work factor of scrypt with which a pen name's file is opened, as a power of two: stock `age` has the same.
/// By default `age` derives the limit from the speed of the machine at that moment, so that a busy one refuses the right
/// passphrase. A file with a higher factor is refused.
pub const MAX_WORK_FACTOR: u8 = 22;

/// How many accounts of a folder are compared with a copy: those that share the most with it.
pub const MAX_NEAREST: usize = 24;
/// The fewest and the most texts that `find -n` may ask for. Other numbers are refused.
pub const MIN_MATCHES: i64 = 1;
pub const MAX_MATCHES: i64 = 100;
/// How many blocks wait for each processor while `trace` reads. The reader waits when there are more.
pub const MAX_BLOCKS_WAITING: usize = 2;
/// How long a drop box may take to accept a connection, and to begin its answer. After that, `pull` ends with an error.
pub const MAX_WAIT: Duration = Duration::from_secs(120);
/// How long one file may take on its way to or from a drop box. After that, `pull` ends with an error.
pub const MAX_TRANSFER: Duration = Duration::from_secs(3600);

// Output. A longer text is printed as its beginning, its end and its length.

/// The longest error, cause or hint, in characters. It may hold what another program said.
pub const MAX_MESSAGE: usize = 1000;
/// The longest name, path or id within a line, in characters.
pub const MAX_NAME: usize = 160;
/// The longest quote or list within a line of a verdict, in characters.
pub const MAX_QUOTE: usize = 240;
/// The longest text outside a seal, in characters: twelve rows of a terminal, so that the verdict stays on the screen.
pub const MAX_OUTSIDE: usize = 1000;
/// The longest piece of a comparison, in characters, unless all of it was asked for.
pub const MAX_PIECE: usize = 2000;
/// The longest word whose alphabets are named, in characters.
pub const MAX_MIXED_WORD: usize = 60;
/// How many pairs of such words are named. The others are counted.
pub const MAX_MIXED_PAIRS: usize = 10;
/// The longest context of a word to withhold, in characters.
pub const MAX_CONTEXT: usize = 240;
/// How many causes of one error are printed. Deeper ones are left out.
pub const MAX_CAUSES: usize = 8;
/// How many files without an account are named in a folder. The others are counted.
pub const MAX_FILES_NAMED: usize = 10;
/// How many characters that cannot be sealed are named with their places. The others are counted.
pub const MAX_SUSPECTS_NAMED: usize = 10;
/// How many combining marks may stand on one letter. Further ones are printed as numbers, because they would cover the
/// lines around.
pub const MAX_STACKED: u8 = 8;
