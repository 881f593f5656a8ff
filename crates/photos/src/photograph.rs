//! A photograph that was written anew, and why a file cannot be.

use std::fmt;

use crate::limits::{MAX_PIXELS, MAX_SIDE};

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

pub(crate) fn bounded(width: u32, height: u32, at: usize) -> Result<(), Refused> {
    if width == 0 || height == 0 {
        return Err(Refused::Malformed { at, what: "a picture without pixels" });
    }
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refused::TooLarge { width, height });
    }
    Ok(())
}
