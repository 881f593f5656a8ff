//! Measures the streams of a PDF before it is parsed.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::limits::MAX_PDF_SEARCHED;

/// Whether what stands in streams is small enough to be unpacked, and packed in one way that can be measured.
pub fn is_bounded(bytes: &[u8], left: &mut u64, depth: usize) -> bool {
    let mut before = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        let dictionary = &bytes[before..at];
        // From the object's begin on. What stands before it is another's.
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
        // A letter that is written as a number, which no program does, would be a way to say a filter otherwise.
        if packed > 1 || elsewhere || escaped {
            return false;
        }
        let data = bytes[before..].trim_ascii_start();
        let flate = count(b"/Fl") == 1;
        if packed == 1 && !flate {
            // One of the old ways to pack, which is not measured: at most so many times what is left of the file.
            let Some(rest) = left.checked_sub(500 * memmem::find(data, b"endstream").unwrap_or(data.len()) as u64)
            else {
                return false;
            };
            *left = rest;
        }
        // Whatever it is called: a stream that unpacks is measured.
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
                // The end of what came before, for a word across both.
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
            // Objects in streams may be streams.
            let inner = whole && memmem::find(&unpacked, b"stream").is_some();
            if inner && (depth > 2 || !is_bounded(&unpacked, left, depth + 1)) {
                return false;
            }
        }
    }
    true
}
