//! A photograph that was written anew, and why a file cannot be.

use std::fmt;

use crate::limits::{MAX_PIXELS, MAX_SIDE};

/// A photograph that has only its picture and its orientation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photograph {
    pub format: Format,
    /// Pixels along a row as stored, before any turn.
    pub width: u32,
    /// Rows as stored, before any turn.
    pub height: u32,
    /// The orientation, from 1 to 8 as in Exif (2.32, 4.6.4 A). 1 means that the picture is shown as it is stored.
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

/// The format of a [`Photograph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
}

impl Format {
    /// The value of the `Content-Type` header of HTTP.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    /// The ending of file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

/// A kind of picture or film that is recognised and not rewritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtherKind {
    Heic,
    Avif,
    Gif,
    /// TIFF, and the raw files of most cameras, which are TIFF inside.
    Tiff,
    JpegXl,
    Jpeg2000,
    Bmp,
    /// MP4, QuickTime and related formats, such as Canon's CR3.
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
    /// The format is right, but browsers do not show this coding of it.
    #[error("it is coded in a way that browsers do not show: {0}")]
    Coding(&'static str),
    /// The file breaks a rule of its format that matters for what is kept.
    #[error("it is damaged at byte {at}: {what}")]
    Malformed { at: usize, what: &'static str },
    /// The picture has more than [`MAX_PIXELS`], or a side longer than [`MAX_SIDE`].
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
