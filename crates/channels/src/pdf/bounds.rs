//! Measures the streams of a PDF before it is parsed.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::limits::MAX_PDF_SEARCHED;

/// Whether all streams together unpack to at most `left` bytes, and each is packed in a way that can be measured. `left` is
/// reduced by the bytes that were unpacked.
pub fn is_bounded(bytes: &[u8], left: &mut u64, depth: usize) -> bool {
    let mut before = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        let dictionary = &bytes[before..at];
        // The text before the start of the object belongs to another object.
        let dictionary = memmem::rfind(dictionary, b"obj").map_or(dictionary, |begin| &dictionary[begin..]);
        before = at + 6;
        if dictionary.ends_with(b"end") {
            continue;
        }
        let count = |name: &[u8]| memmem::find_iter(dictionary, name).count();
        let packed = count(b"/Fl") + count(b"/LZW") + count(b"/RunLength") + count(b"/RL");
        let elsewhere = [&b"/Filter"[..], b"/F"].iter().any(|name| {
            let behind =
                memmem::find_iter(dictionary, *name).map(|at| dictionary[at + name.len()..].trim_ascii_start());
            behind.into_iter().any(|value| value.first().is_some_and(u8::is_ascii_digit))
        });
        let escaped =
            memchr::memchr_iter(b'#', dictionary).any(|at| matches!(dictionary.get(at + 1), Some(b'4'..=b'7')));
        // A name with letters in hexadecimal could hide a filter. No program writes such names.
        if packed > 1 || elsewhere || escaped {
            return false;
        }
        let data = bytes[before..].trim_ascii_start();
        let flate = count(b"/Fl") == 1;
        if packed == 1 && !flate {
            // The old ways to pack are not measured. They are taken to unpack to 500 times their size.
            let Some(rest) = left.checked_sub(500 * memmem::find(data, b"endstream").unwrap_or(data.len()) as u64)
            else {
                return false;
            };
            *left = rest;
        }
        // A stream that can be unpacked is measured, even if its dictionary names no filter.
        if matches!(data, [first, second, ..] if first & 0x0F == 8 && (u32::from(*first) * 256 + u32::from(*second)).is_multiple_of(31))
        {
            let mut unpacked = Vec::new();
            let mut decoder = ZlibDecoder::new(data).take(*left + 1);
            let mut piece = [0; 1 << 14];
            let mut whole = true;
            while let Ok(count @ 1..) = decoder.read(&mut piece) {
                if *left < count as u64 {
                    return false;
                }
                *left -= count as u64;
                // The last bytes before this piece are kept, because "stream" may stand across both.
                let from = unpacked.len().saturating_sub(8);
                if whole && unpacked.len() >= MAX_PDF_SEARCHED {
                    whole = false;
                    unpacked.drain(..from);
                } else if !whole {
                    unpacked.drain(..from);
                }
                unpacked.extend_from_slice(&piece[..count]);
                if !whole && memmem::find(&unpacked, b"stream").is_some() {
                    return false;
                }
            }
            // An object in a stream may itself be a stream.
            let inner = whole && memmem::find(&unpacked, b"stream").is_some();
            if inner && (depth > 2 || !is_bounded(&unpacked, left, depth + 1)) {
                return false;
            }
        }
    }
    true
}
