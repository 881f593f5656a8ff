//! The limits of a store.

/// For how many days an encrypted blob is kept that no event ever named.
pub const QUARANTINE_DAYS: i32 = 30;
/// By how many days the clock may be ahead of the last event before a person must confirm it.
pub const MAX_QUIET_DAYS: i32 = 2;
