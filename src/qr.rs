//! Slips as QR codes: written for print and screens, read from screenshots and photographs. A slip too long for one
//! code goes into several, numbered (`spec/seal.md`, section 4).

use std::collections::BTreeMap;
use std::path::Path;

pub use firsthand_account::parts::parts;
use firsthand_account::parts::{PART, check};
use image::{ImageFormat, ImageReader, Luma};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::error::{CliError, name};

/// Pixels for each dot of a code, and dots of white around it (ISO/IEC 18004 wants four).
const DOT: u32 = 8;
const QUIET: i32 = 4;
/// Pictures with more pixels than this are refused before they are unpacked.
const MAX_SIDE: u32 = 20_000;
const MAX_MEMORY: u64 = 512 << 20;

/// Puts numbered parts together, and passes on what is none.
pub fn join(texts: Vec<String>) -> Result<Vec<String>, CliError> {
    let mut slips: BTreeMap<(String, usize), BTreeMap<usize, String>> = BTreeMap::new();
    let mut out = Vec::new();
    for text in texts {
        match numbered(&text) {
            Some((at, count, check, piece)) => drop(slips.entry((check, count)).or_default().insert(at, piece)),
            None => out.push(text),
        }
    }
    for ((expected, count), pieces) in slips {
        let missing: Vec<String> = (1..=count).filter(|at| !pieces.contains_key(at)).map(|at| at.to_string()).collect();
        if !missing.is_empty() {
            return Err(CliError::new(format!(
                "the slip is in {count} QR codes, and number {} is missing",
                missing.join(", ")
            ))
            .hint("give the pictures of all of them"));
        }
        let run: String = pieces.into_values().collect::<String>().to_ascii_lowercase();
        if check(&run) != expected {
            return Err(
                CliError::new("the numbered QR codes are not those of one slip").hint("photograph them all again")
            );
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
    ((1..=count).contains(&at) && count <= 2_000).then_some((at, count, check, piece))
}

/// One code. It is made to bear as much damage as its size allows.
pub fn code(text: &str) -> Result<QrCode, CliError> {
    QrCode::encode_text(text, QrCodeEcc::Medium)
        .map_err(|error| CliError::new(format!("no QR code holds this: {error}")))
}

fn dots(code: &QrCode) -> impl Iterator<Item = Vec<bool>> {
    (-QUIET..code.size() + QUIET).map(|y| (-QUIET..code.size() + QUIET).map(|x| code.get_module(x, y)).collect())
}

pub fn png(code: &QrCode) -> Result<Vec<u8>, CliError> {
    let side = (code.size() + 2 * QUIET) as u32 * DOT;
    let rows: Vec<Vec<bool>> = dots(code).collect();
    let picture = image::ImageBuffer::from_fn(side, side, |x, y| {
        Luma([if rows[(y / DOT) as usize][(x / DOT) as usize] { 0u8 } else { 255 }])
    });
    let mut out = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut out, ImageFormat::Png)
        .map_err(|error| CliError::new(format!("the picture could not be made: {error}")))?;
    Ok(out.into_inner())
}

pub fn svg(code: &QrCode) -> String {
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in dots(code).enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"{path}\"/></svg>\n"
    )
}

/// For a terminal, two rows of dots a line; light dots are drawn, so that it reads on dark and light grounds.
pub fn terminal(code: &QrCode) -> String {
    let rows: Vec<Vec<bool>> = dots(code).collect();
    let mut out = String::new();
    for pair in rows.chunks(2) {
        out.push_str("\x1b[30;107m");
        for (x, upper) in pair[0].iter().enumerate() {
            let lower = pair.get(1).is_some_and(|row| row[x]);
            out.push(match (*upper, lower) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        out.push_str("\x1b[0m\n");
    }
    out
}

/// Whether a file begins as PNG or JPEG do.
pub fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(&[0xFF, 0xD8, 0xFF])
}

/// What the QR codes in a picture hold.
pub fn read(bytes: &[u8], path: &Path) -> Result<Vec<String>, CliError> {
    let unreadable = |error: image::ImageError| {
        CliError::new(format!("the picture {} cannot be read: {error}", name(path)))
            .hint("PNG and JPEG are read; photograph it again")
    };
    let mut reader =
        ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().map_err(|e| unreadable(e.into()))?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let picture = reader.decode().map_err(unreadable)?.into_luma8();
    let (width, height) = picture.dimensions();
    let mut hints = rxing::DecodeHints { TryHarder: Some(true), ..rxing::DecodeHints::default() };
    let found = rxing::helpers::detect_multiple_in_luma_with_hints(picture.into_raw(), width, height, &mut hints);
    match found {
        Ok(codes) if !codes.is_empty() => Ok(codes.iter().map(|code| code.getText().to_owned() + "\n").collect()),
        _ => Err(CliError::new(format!("no QR code is found in {}", name(path)))
            .hint("photograph it again: sharp, from straight above, with white around it")),
    }
}
