//! The limits of the pages: sizes, counts and times. An operator cannot change them yet.

use std::time::Duration;

/// Maximum length of a text in a form or in a request of a program, in bytes. A longer text is refused.
pub const MAX_TEXT: usize = 4 << 20;
/// Maximum length of all other fields of a form together, in bytes.
pub const MAX_OTHER_FIELDS: usize = 64 << 10;
/// Maximum size of all files of a form together that are only checked, in bytes.
pub const MAX_CHECKED_FILES: usize = 12 << 20;
/// Maximum number of pictures that are checked at once.
pub const MAX_CHECKED_PICTURES: usize = 12;
/// A form of at most this length, in bytes, does not count against [`MAX_FORM_MEMORY`] and [`MAX_COPY_MEMORY`].
pub const SMALL_FORM: usize = 64 << 10;
/// Maximum memory for all long forms of sources and members together, in bytes. A form that does not fit is refused,
/// and its page says "busy".
pub const MAX_FORM_MEMORY: usize = 48 << 20;
/// The same for all long copies that readers and programs check.
pub const MAX_COPY_MEMORY: usize = 48 << 20;
/// That memory is given out in units of this size, in bytes.
pub const FORM_MEMORY_UNIT: usize = 64 << 10;
/// Maximum number of bytes that are read of a form before anything can be made of them: the head of a part, or what
/// stands before the first part.
pub const MAX_PART_HEAD: usize = 64 << 10;
/// How long a form may pause. A form that does not bring [`MIN_FORM_PROGRESS`] bytes in this time is ended.
pub const MAX_FORM_PAUSE: Duration = Duration::from_secs(60);
pub const MIN_FORM_PROGRESS: u64 = 4 << 10;
/// How long a form may take to arrive, with its files.
pub const MAX_FORM_TIME: Duration = Duration::from_secs(60 * 60);
/// How long a form may hold memory that other forms wait for.
pub const MAX_LONG_FORM: Duration = Duration::from_secs(300);

/// How long uploaded files wait for the account to which they belong. After that they are deleted.
pub const MAX_UPLOAD_WAIT: Duration = Duration::from_secs(60 * 60);
/// Maximum size of all waiting uploads together, in bytes. For further files the oldest go, but none before it has waited
/// for [`SAFE_UPLOAD_WAIT`].
pub const MAX_WAITING_BYTES: u64 = 16 << 30;
pub const SAFE_UPLOAD_WAIT: Duration = Duration::from_secs(10 * 60);

/// A session ends after this time without a request, and in any case after [`MAX_SESSION`].
pub const MAX_SESSION_IDLE: Duration = Duration::from_secs(30 * 60);
pub const MAX_SESSION: Duration = Duration::from_secs(12 * 60 * 60);

/// Maximum number of codenames that are tried at once, and of passphrases. A codename takes 32 MiB, a passphrase
/// 128 MiB.
pub const MAX_CODENAMES_AT_ONCE: usize = 1;
pub const MAX_PASSPHRASES_AT_ONCE: usize = 1;
/// Maximum number of codenames, and of passphrases, that wait to be tried. Beyond it the page says "busy". A codename
/// takes a tenth of a second, a passphrase half a second.
pub const MAX_CODENAMES_WAITING: usize = 200;
pub const MAX_PASSPHRASES_WAITING: usize = 250;
/// Maximum number of copies that are judged at once, and of accounts that are sealed at once. A hostile text takes
/// seconds.
pub const MAX_JUDGED_AT_ONCE: usize = 2;
pub const MAX_SEALED_AT_ONCE: usize = 2;
/// How long pictures wait for the pictures of others. Hostile pictures may take minutes. After this time the page says
/// "busy".
pub const MAX_PICTURE_WAIT: Duration = Duration::from_secs(20);

/// Maximum number of open connections. When there are more, the one gives way that moves slowest; if none has waited for
/// [`MIN_CONNECTION_WAIT`], the new one is closed.
pub const MAX_CONNECTIONS: usize = 500;
pub const MIN_CONNECTION_WAIT: Duration = Duration::from_secs(2);
/// Maximum number of bytes that are read ahead on a connection. Two hundred uploads at once must fit into the memory
/// of a small machine.
pub const MAX_READ_AHEAD: usize = 16 << 10;
/// How long the head of a request may take to arrive.
pub const MAX_HEAD_WAIT: Duration = Duration::from_secs(60);
/// How long a client may pause reading its answer before it is disconnected.
pub const MAX_UNREAD: Duration = Duration::from_secs(60);
/// Photographs are read and sent in pieces of this size, in bytes.
pub const SENT_PIECE: usize = 64 << 10;
/// How long requests may go on after the server was told to stop.
pub const MAX_SHUTDOWN: Duration = Duration::from_secs(60);

/// Maximum number of published texts that are compared with a copy in full: those that share the most words with it.
pub const MAX_CANDIDATES: usize = 24;
/// Maximum number of QR codes on the page of an account. A longer slip is shown as text alone.
pub const MAX_CODES: usize = 12;
