//! Writes slips as QR codes (ISO/IEC 18004) for print and screens, and reads them from screenshots and photographs. A slip that
//! is too long for one code is divided into several numbered codes (`spec/seal.md`, section 4).

mod corners;

use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;

use firsthand_account::parts::{PART, check, parts};
use firsthand_account::slip::Slip;
use image::{GrayImage, ImageError, ImageReader};
use qrcodegen::{QrCode, QrCodeEcc};
use rxing::common::HybridBinarizer;
use rxing::{Binarizer, Luma8LuminanceSource};

use crate::limits::{MAX_QR_CORNERS, MAX_QR_PARTS};

/// The width of the white border around a code, in dots.
const QUIET: i32 = 4;

/// Why codes could not be read from a picture.
#[derive(Debug, thiserror::Error)]
pub enum NoCode {
    #[error("the picture cannot be read: {0}")]
    Unreadable(ImageError),
    #[error("the picture has more than {0} million pixels")]
    TooLarge(u32),
    #[error("no QR code is found in it")]
    NotFound,
    #[error("it holds more that looks like QR codes than is looked through")]
    Crowded,
}

/// Why numbered codes cannot be joined to a slip.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadParts {
    #[error("the slip is in {count} QR codes, and number {} is missing", list(.missing))]
    Missing { count: usize, missing: Vec<usize> },
    #[error("the numbered QR codes are not those of one slip")]
    NotOne,
}

fn list(numbers: &[usize]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Joins numbered parts to slips. Other texts are passed on. Fails if a part is missing, or parts do not belong together.
pub fn join(texts: Vec<String>) -> Result<Vec<String>, BadParts> {
    let mut slips: BTreeMap<(String, usize), BTreeMap<usize, String>> = BTreeMap::new();
    let mut out = Vec::new();
    for text in texts {
        match numbered(&text) {
            Some((at, count, check, piece)) => drop(slips.entry((check, count)).or_default().insert(at, piece)),
            None => out.push(text),
        }
    }
    for ((expected, count), pieces) in slips {
        let missing: Vec<usize> = (1..=count).filter(|at| !pieces.contains_key(at)).collect();
        if !missing.is_empty() {
            return Err(BadParts::Missing { count, missing });
        }
        let run: String = pieces.into_values().collect::<String>().to_ascii_lowercase();
        if check(&run) != expected {
            return Err(BadParts::NotOne);
        }
        out.push(run + "\n");
    }
    Ok(out)
}

fn numbered(text: &str) -> Option<(usize, usize, String, String)> {
    let mut fields = text.trim().split(':');
    if !fields.next()?.eq_ignore_ascii_case(PART) {
        return None;
    }
    let (at, count) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let (check, piece) = (fields.next()?.to_ascii_lowercase(), fields.next()?.to_owned());
    ((1..=count).contains(&at) && count <= MAX_QR_PARTS).then_some((at, count, check, piece))
}

/// A QR code.
pub struct Code(QrCode);

impl Code {
    /// A code of `text`, with as much error correction as its size allows. `None` if the text is too long for a code.
    pub fn of(text: &str) -> Option<Self> {
        QrCode::encode_text(text, QrCodeEcc::Medium).ok().map(Self)
    }

    /// The codes of a slip, in order.
    pub fn of_slip(slip: &Slip) -> Vec<Self> {
        parts(slip).iter().map(|part| Self::of(part).expect("parts are short enough")).collect()
    }

    /// The number of dots on a side, with the white border.
    pub fn side(&self) -> usize {
        (self.0.size() + 2 * QUIET) as usize
    }

    /// The rows of dots. True stands for a dark dot.
    fn rows(&self) -> impl Iterator<Item = Vec<bool>> {
        let dots = -QUIET..self.0.size() + QUIET;
        dots.clone().map(move |y| dots.clone().map(|x| self.0.get_module(x, y)).collect())
    }

    /// A PNG with one bit for each pixel. Each dot is `dot` pixels wide and high.
    pub fn png(&self, dot: usize) -> Vec<u8> {
        let side = self.side() * dot;
        let mut pixels = Vec::with_capacity(side * side.div_ceil(8));
        for dark in self.rows() {
            let mut row = vec![0u8; side.div_ceil(8)];
            for x in (0..side).filter(|x| !dark[x / dot]) {
                row[x / 8] |= 0x80 >> (x % 8);
            }
            (0..dot).for_each(|_| pixels.extend(&row));
        }
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, side as u32, side as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels));
        written.expect("writing to memory");
        out
    }

    /// The dark dots as the path of an SVG whose sides are [`Code::side`].
    pub fn path(&self) -> String {
        let rows = self.rows().enumerate();
        let dark =
            rows.flat_map(|(y, row)| row.into_iter().enumerate().filter(|(_, dark)| *dark).map(move |(x, _)| (x, y)));
        dark.map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect()
    }

    pub fn svg(&self) -> String {
        let (side, path) = (self.side(), self.path());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"{path}\"/></svg>\n"
        )
    }

    /// Text for a terminal, with two rows of dots on each line.
    pub fn terminal(&self) -> String {
        let rows: Vec<Vec<bool>> = self.rows().collect();
        let mut out = String::new();
        for pair in rows.chunks(2) {
            for (x, upper) in pair[0].iter().enumerate() {
                let lower = pair.get(1).is_some_and(|row| row[x]);
                out.push(match (*upper, lower) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            out.push('\n');
        }
        out
    }
}

/// Whether a file begins as PNG, JPEG, GIF or WebP.
pub fn is_picture(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 4] = [b"\x89PNG\r\n\x1a\n", &[0xFF, 0xD8, 0xFF], b"GIF87a", b"GIF89a"];
    starts.iter().any(|start| bytes.starts_with(start))
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
}

/// The limits of pictures, in million pixels.
#[derive(Clone, Copy)]
pub struct PictureLimits {
    /// A larger picture is refused before it is unpacked.
    pub unpacked: u32,
    /// A larger picture is scaled down before codes are looked for, which limits the time.
    pub searched: u32,
}

/// The texts of the QR codes in a picture, each with a line end. Fails if the picture is unreadable or too large, or has no
/// code.
pub fn read(bytes: &[u8], limits: PictureLimits) -> Result<Vec<String>, NoCode> {
    let open = || ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let unreadable = |error: std::io::Error| NoCode::Unreadable(error.into());
    let (width, height) = open().map_err(unreadable)?.into_dimensions().map_err(NoCode::Unreadable)?;
    if u64::from(width) * u64::from(height) > u64::from(limits.unpacked) * 1_000_000 {
        return Err(NoCode::TooLarge(limits.unpacked));
    }
    let mut reader = open().map_err(unreadable)?;
    let mut decoder_limits = image::Limits::default();
    // Eight bytes for each pixel, and some memory for the decoder.
    decoder_limits.max_alloc = Some(u64::from(limits.unpacked) * 9_000_000 + (1 << 20));
    reader.limits(decoder_limits);
    let picture = reader.decode().map_err(NoCode::Unreadable)?.into_luma8();
    let picture = smaller(picture, limits.searched);
    let (width, height) = picture.dimensions();
    let source = Luma8LuminanceSource::new(picture.as_raw().clone(), width, height).map_err(|_| NoCode::NotFound)?;
    let binary = HybridBinarizer::new(source);
    if binary.get_black_matrix().is_ok_and(|matrix| corners::more_than(MAX_QR_CORNERS, matrix)) {
        return Err(NoCode::Crowded);
    }
    let mut hints = rxing::DecodeHints {
        PossibleFormats: Some(HashSet::from([rxing::BarcodeFormat::QR_CODE])),
        TryHarder: Some(true),
        AlsoInverted: Some(true),
        ..rxing::DecodeHints::default()
    };
    let found = rxing::helpers::detect_multiple_in_luma_with_hints(picture.into_raw(), width, height, &mut hints);
    match found {
        Ok(codes) if !codes.is_empty() => Ok(codes.iter().map(|code| code.getText().to_owned() + "\n").collect()),
        _ => Err(NoCode::NotFound),
    }
}

/// The picture, scaled down to at most this many million pixels.
fn smaller(picture: GrayImage, max: u32) -> GrayImage {
    let (width, height) = picture.dimensions();
    let times = f64::from(width) * f64::from(height) / (f64::from(max) * 1e6);
    if times <= 1.0 {
        return picture;
    }
    let side = |side: u32| (f64::from(side) / times.sqrt()).ceil().max(1.0) as u32;
    image::imageops::thumbnail(&picture, side(width), side(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: PictureLimits = PictureLimits { unpacked: 1, searched: 1 };

    #[test]
    fn a_code_that_was_written_is_read() {
        let code = Code::of("FIRSTHAND1 QQQ").unwrap();
        assert_eq!(read(&code.png(4), MOST).unwrap(), ["FIRSTHAND1 QQQ\n"]);
        assert!(matches!(read(&code.png(60), MOST), Err(NoCode::TooLarge(1))));
        assert_eq!(read(&code.png(60), PictureLimits { unpacked: 9, searched: 1 }).unwrap(), ["FIRSTHAND1 QQQ\n"]);
        assert!(matches!(read(&code.png(4)[..40], MOST), Err(NoCode::Unreadable(_))));
        assert!(Code::of(&"x".repeat(5_000)).is_none());
    }

    fn written(picture: &GrayImage, format: image::ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        image::DynamicImage::from(picture.clone()).to_rgb8().write_to(&mut out, format).expect("in memory");
        out.into_inner()
    }

    #[test]
    fn pictures_of_every_kind_are_read_and_light_codes_on_dark() {
        use image::ImageFormat::{Gif, Jpeg, Png, WebP};
        let code = Code::of("FIRSTHAND1 QQQ").unwrap();
        let picture = |dot| image::load_from_memory(&code.png(dot)).unwrap().into_luma8();
        for format in [Png, Jpeg, Gif, WebP] {
            for inverted in [false, true] {
                let mut picture = picture(4);
                if inverted {
                    image::imageops::invert(&mut picture);
                }
                let bytes = written(&picture, format);
                assert!(is_picture(&bytes), "{format:?}");
                assert_eq!(read(&bytes, MOST).unwrap(), ["FIRSTHAND1 QQQ\n"], "{format:?}, inverted: {inverted}");
                assert!(matches!(read(&bytes[..bytes.len() / 2], MOST), Err(NoCode::Unreadable(_) | NoCode::NotFound)));
            }
            assert!(matches!(read(&written(&picture(60), format), MOST), Err(NoCode::TooLarge(1))), "{format:?}");
        }
        // A dark one beside a light one.
        let (dark, mut light) = (picture(4), picture(4));
        image::imageops::invert(&mut light);
        let mut both = GrayImage::new(2 * dark.width(), dark.height());
        image::imageops::replace(&mut both, &dark, 0, 0);
        image::imageops::replace(&mut both, &light, dark.width().into(), 0);
        assert_eq!(read(&written(&both, Png), MOST).unwrap().len(), 2);
    }

    /// Nothing is unpacked of a picture that says it is large, and nothing of one whose frame is larger than it says.
    #[test]
    fn large_pictures_are_refused_before_they_are_unpacked() {
        let gif = |screen: [u8; 4], frame: [u8; 4]| {
            let head =
                [b"GIF89a", &screen[..], &[0x80, 0, 0, 0, 0, 0, 255, 255, 255], b",\0\0\0\0", &frame, &[0]].concat();
            [&head[..], &[2, 2, 0x4C, 0x01, 0, b';']].concat()
        };
        let large = [0xFF, 0xFF, 0xFF, 0xFF];
        assert!(matches!(read(&gif(large, [1, 0, 1, 0]), MOST), Err(NoCode::TooLarge(1))));
        assert!(read(&gif([1, 0, 1, 0], large), MOST).is_err());
        let webp = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0VP8 \0\0\0\0";
        assert!(read(webp, MOST).is_err());
        let lossless = b"RIFF\x12\0\0\0WEBPVP8L\x05\0\0\0\x2f\x0f\xe7\xc3\x09\0";
        assert!(matches!(read(lossless, MOST), Err(NoCode::TooLarge(1))), "{:?}", read(lossless, MOST));
    }

    /// Corners of codes in a grid, as many as are wanted in a row and a column.
    fn corners(side: usize, dot: usize) -> GrayImage {
        let pixels = (side * 9 + 1) * dot;
        GrayImage::from_fn(pixels as u32, pixels as u32, |x, y| {
            let [x, y] = [x, y].map(|at| (at as usize / dot + 8) % 9);
            let ring = x.abs_diff(4).max(y.abs_diff(4));
            image::Luma([if ring == 4 || ring == 2 { 255 } else { 0 }])
        })
    }

    #[test]
    fn a_picture_of_nothing_but_corners_is_not_searched() {
        let bytes = |side, dot| written(&corners(side, dot), image::ImageFormat::Png);
        for (side, dot) in [(18, 4), (60, 1), (18, 2)] {
            let read = read(&bytes(side, dot), MOST);
            assert!(matches!(read, Err(NoCode::Crowded)), "{side} times {dot}: {read:?}");
        }
        assert!(matches!(read(&bytes(17, 4), MOST), Err(NoCode::NotFound)));
    }

    #[test]
    fn numbered_codes_are_joined() {
        let run = "firsthand1qqqwww";
        let part = |at: usize, piece: &str| format!("FHPART:{at}:2:{}:{piece}", check(run).to_ascii_uppercase());
        let (one, two) = (part(1, "FIRSTHAND1"), part(2, "QQQWWW"));
        assert_eq!(join(vec![two.clone(), "other".into(), one.clone()]), Ok(vec!["other".into(), format!("{run}\n")]));
        assert_eq!(join(vec![two]), Err(BadParts::Missing { count: 2, missing: vec![1] }));
        assert_eq!(join(vec![one, part(2, "QQQWWE")]), Err(BadParts::NotOne));
    }
}
