//! Every bound on what a verdict repeats of a copy.

/// Words outside the seal that are shown. Of more words, only those at both ends are shown.
pub const MAX_SHOWN_WORDS: usize = 300;
