//! Rewrites a photograph for publishing, so that it keeps only its picture and its orientation.
//!
//! [`strip`] rewrites a JPEG, PNG or WebP from an allow-list. It copies the parts that the picture needs, and leaves out all
//! parts that are not named here. The coded picture is copied bit by bit, and never decoded and coded again.
//!
//! # What is kept
//!
//! | | copied | written anew, with our own values |
//! |---|---|---|
//! | JPEG (ITU-T T.81) | the frame header; the Huffman and quantisation tables that a scan reads; restart intervals; scan headers and scans | JFIF without density or thumbnail, and Adobe's colour transform (T.872), each where the file had one; the order of the segments |
//! | PNG (W3C PNG, third edition) | IHDR; PLTE of a picture with a palette; tRNS; the zlib stream, as one IDAT | lengths and CRCs |
//! | WebP (RFC 9649) | VP8 or VP8L; ALPH | RIFF's and VP8X's headers and flags, padding |
//!
//! If Exif says that the picture is turned or mirrored, the file gets an Exif block of 26 bytes with that tag alone. The block
//! is the same for all pictures with the same orientation. As in browsers, the orientation in XMP does not count. In a WebP,
//! Exif counts only after an extended header.
//!
//! # What is lost on purpose
//!
//! - **Colour profiles** (ICC, and gAMA, cHRM, sRGB, cICP in PNG). A profile can hold the maker, model and serial number
//!   of a screen or scanner, and measured numbers tell one device from another. Without one, colours are read as sRGB: a
//!   picture in Display P3 looks slightly paler, one in Adobe RGB paler still, one in linear light or HDR wrong.
//! - Every other picture in the file: thumbnails, previews, depth and gain maps, the other frames of a Multi-Picture file
//!   or an animated PNG, the video of a motion photograph. Animated WebP is refused.
//! - All bytes after the picture's end, between segments, or after the end of a chunk's own content.
//! - Print density and pixel shape.
//!
//! # What is not defended
//!
//! - **What the picture shows, and how it was made.** Its size, its tables and the order of its scans tell the kind of camera or
//!   program. The noise of the sensor can identify the camera.
//! - **What is hidden in the coded picture.** Some bytes cannot be checked without decoding it: bytes after the last block of a
//!   JPEG scan, or after a VP8, VP8L or coded alpha stream. The choice of codes, unused palette entries, component numbers, and
//!   restart marks out of order are not checked either. Cameras hide nothing there, but a person can.
//! - Damage within the coded picture. A damaged scan is copied with its damage.

mod exif;
mod jpeg;
pub mod limits;
mod photograph;
mod png;
mod read;
mod webp;

pub use photograph::{Format, OtherKind, Photograph, Refused};

/// Rewrites a photograph with its picture and its orientation alone.
///
/// The format is recognised by content. The result is at most 8 bytes longer than `bytes`. Rewriting the result gives the same
/// bytes. The time grows with the length of `bytes`, and for PNG also with the number of pixels, which are unpacked 32 KiB at a
/// time.
///
/// # Errors
///
/// [`Refused`] tells why. A file that ends before its picture is always malformed.
pub fn strip(bytes: &[u8]) -> Result<Photograph, Refused> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => jpeg::strip(bytes),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => png::strip(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::strip(bytes),
        _ => Err(other_kind(bytes).map_or(Refused::NotAPhotograph, Refused::OtherKind)),
    }
}

fn other_kind(bytes: &[u8]) -> Option<OtherKind> {
    Some(match bytes {
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => OtherKind::Gif,
        [b'I', b'I', 0x2a | 0x2b, 0, ..] | [b'M', b'M', 0, 0x2a | 0x2b, ..] => OtherKind::Tiff,
        [0xff, 0x0a, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', 0x0d, 0x0a, 0x87, 0x0a, ..] => OtherKind::JpegXl,
        [0xff, 0x4f, 0xff, 0x51, ..] | [0, 0, 0, 12, b'j', b'P', b' ', b' ', 0x0d, 0x0a, 0x87, 0x0a, ..] => {
            OtherKind::Jpeg2000
        }
        // The four bytes after the size are reserved, and are zero.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => OtherKind::Bmp,
        [a, b, c, d, b'f', b't', b'y', b'p', ..] => {
            let end = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
            let brands = &bytes[8..end.clamp(8, bytes.len().min(256))];
            let has = |wanted: &[&[u8; 4]]| brands.chunks(4).any(|brand| wanted.iter().any(|each| brand == *each));
            if has(&[b"avif", b"avis"]) {
                OtherKind::Avif
            } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"]) {
                OtherKind::Heic
            } else {
                OtherKind::Film
            }
        }
        _ => return None,
    })
}
