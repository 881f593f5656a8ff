//! What a photograph may keep when it is published: its picture, and which way up it is. Nothing else.
//!
//! [`strip`] writes a JPEG, PNG or WebP anew from an allow-list: what the picture needs is copied, what is not named here
//! is left out. The coded picture itself is copied bit by bit, never decoded and coded again.
//!
//! # What is kept
//!
//! | | copied | written anew, with our own values |
//! |---|---|---|
//! | JPEG (ITU-T T.81) | the frame header; the Huffman and quantisation tables that a scan reads; restart intervals; scan headers and scans | JFIF without density or thumbnail, and Adobe's colour transform (T.872), each where the file had one; the order of the segments |
//! | PNG (W3C PNG, third edition) | IHDR; PLTE of a picture with a palette; tRNS; the zlib stream, as one IDAT | lengths and CRCs |
//! | WebP (RFC 9649) | VP8 or VP8L; ALPH | RIFF's and VP8X's headers and flags, padding |
//!
//! Where Exif says that the picture is turned or mirrored, the file gets one Exif block of 26 bytes with that one tag:
//! nothing else of the old block is in it, and of two pictures turned alike it is the same. As in browsers, Exif's word
//! counts and XMP's does not, and in a WebP only behind an extended header.
//!
//! # What is lost on purpose
//!
//! - **Colour profiles** (ICC, and gAMA, cHRM, sRGB, cICP in PNG). A profile can hold the maker, model and serial number
//!   of a screen or scanner, and measured numbers tell one device from another. Without one, colours are read as sRGB: a
//!   picture in Display P3 looks slightly paler, one in Adobe RGB paler still, one in linear light or HDR wrong.
//! - Every other picture in the file: thumbnails, previews, depth and gain maps, the other frames of a Multi-Picture file
//!   or an animated PNG, the video of a motion photograph. Animated WebP is refused.
//! - Whatever stands after the picture's end, between segments, or behind the end of a chunk's own content.
//! - Print density and pixel shape.
//!
//! # What is not defended
//!
//! - **What the picture shows**, and what it betrays by its own making: the size, the sensor's noise, the tables and the
//!   order of scans tell the kind of camera or program, and noise the very camera.
//! - **What is hidden in the coded picture.** Bytes behind the last block of a JPEG scan or of a VP8, VP8L or coded alpha
//!   stream are not seen without decoding it. Nor are the choice of codes, palette entries that no pixel has, component
//!   numbers, or restart marks out of order. Cameras write nothing there; a person can.
//! - Damage within the coded picture. A damaged scan is copied with its damage.

#![forbid(unsafe_code)]

mod exif;
mod jpeg;
mod png;
mod read;
mod webp;

use std::fmt;

/// The most pixels a picture may have: a camera's 108 million pass, and no viewer is made to unpack gigabytes.
pub const MAX_PIXELS: u64 = 1 << 27;
/// The most pixels along one side: what a JPEG can say.
pub const MAX_SIDE: u32 = 65_535;

/// A photograph that holds its picture and nothing else, but for the picture's orientation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photograph {
    pub format: Format,
    /// Pixels along a row as stored, before any turn.
    pub width: u32,
    /// Rows as stored, before any turn.
    pub height: u32,
    /// How the stored picture is to be shown: Exif's 1 to 8 (Exif 2.32, 4.6.4 A), 1 being as stored.
    pub orientation: u8,
    /// The whole file.
    pub bytes: Vec<u8>,
}

impl Photograph {
    /// Width and height in pixels as the picture is shown.
    pub fn shown(&self) -> (u32, u32) {
        if self.orientation >= 5 { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// What a [`Photograph`] is coded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
}

impl Format {
    /// As in HTTP's `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    /// Of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

/// A kind of picture or film that is known and not rewritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtherKind {
    Heic,
    Avif,
    Gif,
    /// Also the raw files of most cameras, which are TIFF inside.
    Tiff,
    JpegXl,
    Jpeg2000,
    Bmp,
    /// MP4, QuickTime and their kin, Canon's CR3 among them.
    Film,
}

impl fmt::Display for OtherKind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::Gif => "GIF",
            Self::Tiff => "TIFF or camera raw",
            Self::JpegXl => "JPEG XL",
            Self::Jpeg2000 => "JPEG 2000",
            Self::Bmp => "BMP",
            Self::Film => "film, or a camera's raw file",
        })
    }
}

/// Why a file was not rewritten.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("it is no photograph of a kind that is known here")]
    NotAPhotograph,
    #[error("it is {0}; only JPEG, PNG and WebP can be cleaned. Save it as JPEG first")]
    OtherKind(OtherKind),
    #[error("it moves: only still pictures can be cleaned")]
    Animated,
    /// Of the right format, coded in a way that browsers do not show.
    #[error("it is coded in a way that browsers do not show: {0}")]
    Coding(&'static str),
    /// Nothing is guessed: what breaks its format's rules where it matters is not published.
    #[error("it is damaged at byte {at}: {what}")]
    Malformed { at: usize, what: &'static str },
    /// More than [`MAX_PIXELS`] or [`MAX_SIDE`].
    #[error("it is too large: {width} × {height} pixels")]
    TooLarge { width: u32, height: u32 },
}

/// Writes a photograph anew with its picture and its orientation alone.
///
/// The format is told by content. The result is at most 8 bytes longer than `bytes`, and given to `strip` again comes
/// out as it is. Time is linear in `bytes`, and for PNG in the pixels too, which are unpacked 32 KiB at a time.
///
/// # Errors
///
/// [`Refused`]. A file that ends before its picture does is always malformed.
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
        // The four bytes after the size are reserved and zero.
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

fn bounded(width: u32, height: u32, at: usize) -> Result<(), Refused> {
    if width == 0 || height == 0 {
        return Err(Refused::Malformed { at, what: "a picture without pixels" });
    }
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refused::TooLarge { width, height });
    }
    Ok(())
}
