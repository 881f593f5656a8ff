//! The limits of a desk: sizes, counts and days. The limits of the server are in `firsthand-web`.

/// Maximum number of files with one account. A form with more is refused.
pub const MAX_FILES: usize = 20;
/// Maximum size of such a file, in bytes. A larger file is refused, and so is its form.
pub const MAX_FILE_BYTES: u64 = 25 << 20;
/// Maximum size of a submission, in bytes, before it is encrypted once more.
pub const MAX_SUBMISSION_BYTES: u64 = 64 << 20;
/// Maximum size of the consent and of the language in a submission, in bytes. A larger consent counts as "ask me first".
pub(crate) const MAX_STATEMENT_BYTES: usize = 64 << 10;
/// Maximum number of events that a desk fetches from a drop box in one request. It asks again for the rest.
pub(crate) const MAX_PULLED_EVENTS: usize = 100;

/// Minimum length of a member's passphrase, in characters.
pub const MIN_PASSPHRASE: usize = 14;
/// Maximum length of a member's name, in characters.
pub const MAX_MEMBER_NAME: usize = 60;
/// Maximum length of the public reason of a correction, a retraction or a new edition, in characters.
pub const MAX_REASON: usize = 2_000;
/// The number of days for which an invitation can be used.
pub const INVITATION_DAYS: i32 = 7;

/// Maximum size of the header of an age file, in bytes and in lines: room for more than a hundred recipients. The `age` crate
/// parses the whole header again at each line, so a long header would keep the desk busy for hours. A longer one counts as
/// damaged.
pub(crate) const MAX_AGE_HEADER_BYTES: u64 = 16 << 10;
pub(crate) const MAX_AGE_HEADER_LINES: usize = 256;
