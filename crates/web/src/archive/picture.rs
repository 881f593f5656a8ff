//! QR codes inside a page, so that it needs nothing else (ISO/IEC 18004, RFC 2397).

use data_encoding::BASE64;
use firsthand_account::parts::parts;
use firsthand_account::slip::Slip;
use qrcodegen::{QrCode, QrCodeEcc};

/// Pixels for each dot of a code, and dots of white around it (ISO/IEC 18004 wants four).
const DOT: usize = 4;
const QUIET: i32 = 4;
/// A slip that takes more codes than this is not shown as codes: nobody would photograph them all.
const MOST: usize = 12;

/// The codes of a slip as `data:` addresses; none where they would be too many.
pub fn codes(slip: &Slip) -> Vec<String> {
    let parts = parts(slip);
    if parts.len() > MOST {
        return Vec::new();
    }
    let code = |part: &String| QrCode::encode_text(part, QrCodeEcc::Medium).ok().and_then(|code| png(&code));
    let pictures: Option<Vec<Vec<u8>>> = parts.iter().map(code).collect();
    let address = |png: Vec<u8>| format!("data:image/png;base64,{}", BASE64.encode(&png));
    pictures.unwrap_or_default().into_iter().map(address).collect()
}

/// One bit a pixel, black on white.
fn png(code: &QrCode) -> Option<Vec<u8>> {
    let side = (code.size() + 2 * QUIET) as usize * DOT;
    let mut rows = Vec::with_capacity(side * side.div_ceil(8));
    for y in 0..side {
        let mut row = vec![0u8; side.div_ceil(8)];
        for x in 0..side {
            let dot = |at: usize| (at / DOT) as i32 - QUIET;
            if !code.get_module(dot(x), dot(y)) {
                row[x / 8] |= 0x80 >> (x % 8);
            }
        }
        rows.extend(row);
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side as u32, side as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.write_header().ok()?.write_image_data(&rows).ok()?;
    Some(out)
}
