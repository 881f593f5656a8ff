//! Rewrites WebP (RFC 9649): a RIFF file of chunks.

use crate::exif;
use crate::photograph::{Format, Photograph, Refused, bounded};
use crate::read::ByteReader;

const ANIMATION: u8 = 0x02;
const EXIF: u8 = 0x08;
const ALPHA: u8 = 0x10;
/// The length in bytes of a VP8X chunk with its header.
const VP8X_LENGTH: usize = 18;

pub fn strip(bytes: &[u8]) -> Result<Photograph, Refused> {
    let mut outer = ByteReader { bytes, at: 4 };
    let size = u32::from_le_bytes(outer.array()?) as usize;
    outer.take(size)?;
    let mut reader = ByteReader { bytes: &bytes[..outer.at], at: 8 };
    if reader.take(4)? != b"WEBP" {
        return reader.malformed("no room for a picture");
    }

    let mut canvas = None;
    let mut alpha = None;
    let mut picture = None;
    let mut orientation = None;
    let first = reader.at;
    while !reader.is_empty() {
        let at = reader.at;
        let name = reader.array()?;
        let length = u32::from_le_bytes(reader.array()?) as usize;
        let content = reader.take(length)?;
        if length % 2 == 1 && !reader.is_empty() {
            reader.take(1)?;
        }
        match &name {
            b"VP8X" if at == first => {
                let &[flags, _, _, _, w0, w1, w2, h0, h1, h2, ..] = content else {
                    return reader.malformed("a header that is too short");
                };
                if flags & ANIMATION != 0 {
                    return Err(Refused::Animated);
                }
                canvas = Some([[w0, w1, w2, 0], [h0, h1, h2, 0]].map(|side| u32::from_le_bytes(side) + 1));
            }
            b"VP8X" => return reader.malformed("a header out of its place"),
            b"ANIM" | b"ANMF" => return Err(Refused::Animated),
            b"ALPH" if picture.is_none() => _ = alpha.get_or_insert((content, at)),
            b"VP8 " | b"VP8L" if picture.is_none() => picture = Some((name, content, at)),
            b"EXIF" => {
                let tiff = content.strip_prefix(b"Exif\0\0").unwrap_or(content);
                orientation.get_or_insert(exif::orientation(tiff));
            }
            _ => {}
        }
    }

    let Some((name, picture, at)) = picture else {
        return reader.malformed("no picture");
    };
    let (width, height) = size_of(&name, picture).ok_or(Refused::Malformed { at, what: "no picture begins here" })?;
    bounded(width, height, at)?;
    if canvas.is_some_and(|canvas| canvas != [width, height]) {
        return Err(Refused::Malformed { at, what: "a picture of another size than its header says" });
    }
    // A file without an extended header has no orientation and no alpha chunk.
    let orientation = orientation.filter(|_| canvas.is_some()).unwrap_or(1);
    let alpha = match alpha.filter(|_| canvas.is_some() && name == *b"VP8 ") {
        Some((content, at)) => Some(cut_alpha(content, width, height, at)?),
        None => None,
    };

    let mut out = Vec::with_capacity(picture.len() + alpha.map_or(0, |(_, rest)| rest.len()) + 100);
    out.extend(b"RIFF\0\0\0\0WEBP");
    let coded_alpha = name == *b"VP8L" && picture[4] & 0x10 != 0;
    if alpha.is_some() || orientation != 1 {
        let flags = if alpha.is_some() || coded_alpha { ALPHA } else { 0 } | if orientation == 1 { 0 } else { EXIF };
        out.reserve(VP8X_LENGTH);
        out.extend(b"VP8X\x0a\0\0\0");
        out.extend([flags, 0, 0, 0]);
        out.extend(&(width - 1).to_le_bytes()[..3]);
        out.extend(&(height - 1).to_le_bytes()[..3]);
    }
    if let Some((head, rest)) = alpha {
        put_chunk(&mut out, b"ALPH", &[&[head], rest]);
    }
    put_chunk(&mut out, &name, &[picture]);
    if orientation != 1 {
        put_chunk(&mut out, b"EXIF", &[&exif::write(orientation)]);
    }
    let size = (out.len() - 8) as u32;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(Photograph { format: Format::WebP, width, height, orientation, bytes: out })
}

/// The width and height in pixels (RFC 6386, 9.1; RFC 9649, 3.4). `None` if the picture's header is damaged.
fn size_of(name: &[u8; 4], picture: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_le_bytes(*picture.get(at..)?.first_chunk()?));
    if name == b"VP8L" {
        let bits = number(1)?;
        // The last three bits are the version.
        (picture[0] == 0x2f && bits >> 29 == 0).then_some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
    } else {
        let bits = number(6)?;
        let key_frame = picture[0] & 1 == 0;
        (key_frame && picture[3..6] == [0x9d, 0x01, 0x2a]).then_some((bits & 0x3fff, bits >> 16 & 0x3fff))
    }
}

/// The first byte of an ALPH chunk without its reserved bits, and the part after it that is used (RFC 9649, 2.7.1.2).
fn cut_alpha(content: &[u8], width: u32, height: u32, at: usize) -> Result<(u8, &[u8]), Refused> {
    let malformed = Refused::Malformed { at, what: "no transparency begins here" };
    match content {
        [head, rest @ ..] if head & 3 == 0 => {
            rest.get(..width as usize * height as usize).map(|rest| (head & 0x3f, rest)).ok_or(malformed)
        }
        [head, rest @ ..] if head & 3 == 1 => Ok((head & 0x3f, rest)),
        _ => Err(malformed),
    }
}

fn put_chunk(out: &mut Vec<u8>, name: &[u8; 4], content: &[&[u8]]) {
    let length: usize = content.iter().map(|part| part.len()).sum();
    out.extend(name);
    out.extend((length as u32).to_le_bytes());
    content.iter().for_each(|part| out.extend(*part));
    out.resize(out.len() + length % 2, 0);
}
