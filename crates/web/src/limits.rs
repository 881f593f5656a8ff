//! What the pages take at most, and for how long. None of them can be set by an operator yet.

use std::time::Duration;

/// Maximum length of a text in a form or in a request of a program, in bytes. A longer text is refused.
pub const MAX_TEXT: usize = 4 << 20;
/// Maximum length of all other fields of a form together, in bytes.
pub const MAX_OTHER_FIELDS: usize = 64 << 10;
/// Maximum size of the files of a form that are only checked, in bytes, all together.
pub const MAX_CHECKED_FILES: usize = 12 << 20;
/// Maximum number of pictures that are checked at once.
pub const MAX_CHECKED_PICTURES: usize = 12;
/// A form that is no longer than this, in bytes, does not count against [`MAX_FORM_MEMORY`].
pub const SMALL_FORM: usize = 256 << 10;
/// Maximum memory that all long forms may hold together, in bytes. A form that does not fit is refused as busy.
pub const MAX_FORM_MEMORY: usize = 96 << 20;
/// In which steps that memory is handed out, in bytes.
pub const FORM_MEMORY_UNIT: usize = 64 << 10;
/// For how long a form may pause before its connection is closed.
pub const MAX_FORM_PAUSE: Duration = Duration::from_secs(60);
/// For how long a form may hold memory that others wait for.
pub const MAX_LONG_FORM: Duration = Duration::from_secs(300);

/// For how long uploaded files wait for the account that they belong to. After that they are deleted.
pub const MAX_UPLOAD_WAIT: Duration = Duration::from_secs(60 * 60);
/// Maximum size of all waiting uploads together, in bytes. Further files are refused.
pub const MAX_WAITING_BYTES: u64 = 16 << 30;

/// A member has to sign in again after so long without a page, and in any case after [`MAX_SESSION`].
pub const MAX_SESSION_IDLE: Duration = Duration::from_secs(30 * 60);
pub const MAX_SESSION: Duration = Duration::from_secs(12 * 60 * 60);

/// How many codenames and passphrases are tried at once: each takes up to 128 MiB.
pub const MAX_KEY_DERIVATIONS: usize = 1;
/// How many copies are judged at once, and how many accounts are sealed: a hostile one takes seconds.
pub const MAX_JUDGED_AT_ONCE: usize = 2;
pub const MAX_SEALED_AT_ONCE: usize = 2;
/// For how long pictures wait for those of others, which may take minutes if they are hostile. Then the page says "busy".
pub const MAX_PICTURE_WAIT: Duration = Duration::from_secs(20);

/// Maximum number of bytes that are read of a connection before they are looked at: two hundred uploads at once are to fit
/// into a small machine.
pub const MAX_READ_AHEAD: usize = 16 << 10;
/// For how long the head of a request may take to come.
pub const MAX_HEAD_WAIT: Duration = Duration::from_secs(60);
/// For how long a client may read none of its answer before it is disconnected.
pub const MAX_UNREAD: Duration = Duration::from_secs(60);
/// For how long requests may go on after the server was told to stop.
pub const MAX_SHUTDOWN: Duration = Duration::from_secs(60);

/// How many published texts that share the most with a copy are compared with it in full.
pub const MAX_CANDIDATES: usize = 24;
/// Maximum number of QR codes on the page of an account. A longer slip is shown as text alone.
pub const MAX_CODES: usize = 12;
