//! The limits of a store.

/// For how many days an encrypted blob is kept that no event ever named.
pub const QUARANTINE_DAYS: i32 = 30;
/// By how many days the clock may be ahead of the last event before a person must confirm it.
pub const MAX_QUIET_DAYS: i32 = 2;
/// Maximum number of bytes that must be free on the disk, so that more is taken in. On a small disk fewer are enough.
pub const MAX_FLOOR: u64 = 256 << 20;
/// The size of the file that holds room for what must always work, in bytes.
pub const RESERVE: usize = 512 << 10;
