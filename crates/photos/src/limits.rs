//! Every bound on the photographs that are rewritten.

/// Pixels of a picture. Cameras with 108 million pixels are below it, and no viewer has to unpack gigabytes. A larger picture is
/// refused.
pub const MAX_PIXELS: u64 = 1 << 27;

/// Pixels along one side, which is also the limit of JPEG. A longer picture is refused.
pub const MAX_SIDE: u32 = 65_535;

/// Scans of a JPEG. Every encoder writes far fewer. A picture with more is refused, because each scan costs its viewers the
/// time of a picture.
pub const MAX_JPEG_SCANS: usize = 100;
