//! Rewrites PNG (W3C Portable Network Graphics, third edition): a signature and chunks.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use crate::exif;
use crate::photograph::{Format, Photograph, Refused, bounded};
use crate::read::ByteReader;

/// The bytes that deflate looks back.
const WINDOW: usize = 1 << 15;
/// The maximum length in bytes of a chunk, by the specification.
const MAX_CHUNK: usize = (1 << 31) - 1;

struct Header {
    width: u32,
    height: u32,
    depth: u8,
    colour: u8,
    interlaced: bool,
}

pub fn strip(bytes: &[u8]) -> Result<Photograph, Refused> {
    let mut reader = ByteReader { bytes, at: 8 };
    let (name, ihdr) = chunk(&mut reader)?;
    if name != *b"IHDR" {
        return reader.malformed("a chunk before the header");
    }
    let header = Header::read(ihdr, &reader)?;
    let mut palette: Option<&[u8]> = None;
    let mut transparency: Option<&[u8]> = None;
    let mut orientation = None;
    let mut data = Vec::new();
    let mut data_end = 0;
    loop {
        let at = reader.at;
        let (name, content) = chunk(&mut reader)?;
        match &name {
            b"PLTE" if header.colour == 3 => {
                let entries = content.len() / 3;
                let fits = content.len() % 3 == 0 && (1..=1 << header.depth).contains(&entries);
                if !fits || palette.is_some() || !data.is_empty() {
                    return reader.malformed("a palette that does not fit");
                }
                palette = Some(content);
            }
            // In a true-colour picture, the palette is only a hint for screens of few colours.
            b"PLTE" => {}
            b"tRNS" if transparency.is_none() && data.is_empty() => {
                let fits = match header.colour {
                    0 => content.len() == 2,
                    2 => content.len() == 6,
                    3 => !content.is_empty() && content.len() <= palette.map_or(0, <[u8]>::len) / 3,
                    _ => false,
                };
                transparency = fits.then_some(content);
            }
            b"eXIf" => _ = orientation.get_or_insert(exif::orientation(content)),
            b"IDAT" => {
                if !data.is_empty() && data_end != at {
                    return reader.malformed("a picture in pieces");
                }
                data.extend(content);
                data_end = reader.at;
            }
            b"IEND" => break,
            [b'A'..=b'Z', ..] => return reader.malformed("a chunk that viewers must know, and none does"),
            _ => {}
        }
    }
    let end = zlib_end(&data, header.unpacked()).map_err(|what| Refused::Malformed { at: data_end, what })?;
    if header.colour == 3 && palette.is_none() {
        return reader.malformed("no palette");
    }

    let orientation = orientation.unwrap_or(1);
    let mut out = Vec::with_capacity(end + palette.map_or(0, <[u8]>::len) + 500);
    out.extend(&bytes[..8]);
    put_chunk(&mut out, b"IHDR", ihdr);
    if let Some(palette) = palette {
        put_chunk(&mut out, b"PLTE", palette);
    }
    if let Some(transparency) = transparency {
        put_chunk(&mut out, b"tRNS", transparency);
    }
    if orientation != 1 {
        put_chunk(&mut out, b"eXIf", &exif::write(orientation));
    }
    put_chunk(&mut out, b"IDAT", &data[..end]);
    put_chunk(&mut out, b"IEND", &[]);
    Ok(Photograph { format: Format::Png, width: header.width, height: header.height, orientation, bytes: out })
}

fn chunk<'a>(reader: &mut ByteReader<'a>) -> Result<([u8; 4], &'a [u8]), Refused> {
    let length = u32::from_be_bytes(reader.array()?) as usize;
    let start = reader.at;
    let name = reader.array()?;
    let content = reader.take(length)?;
    let named = &reader.bytes[start..reader.at];
    if crc32fast::hash(named) != u32::from_be_bytes(reader.array()?) {
        return reader.malformed("a chunk that is not as it was written");
    }
    Ok((name, content))
}

fn put_chunk(out: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    out.extend((content.len() as u32).to_be_bytes());
    let start = out.len();
    out.extend(name);
    out.extend(content);
    let crc = crc32fast::hash(&out[start..]);
    out.extend(crc.to_be_bytes());
}

impl Header {
    fn read(ihdr: &[u8], reader: &ByteReader) -> Result<Self, Refused> {
        let &[w0, w1, w2, w3, h0, h1, h2, h3, depth, colour, 0, 0, interlaced @ (0 | 1)] = ihdr else {
            return reader.malformed("a header that cannot be");
        };
        let (width, height) = (u32::from_be_bytes([w0, w1, w2, w3]), u32::from_be_bytes([h0, h1, h2, h3]));
        bounded(width, height, reader.at)?;
        if !matches!((colour, depth), (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) | (2 | 4 | 6, 8 | 16)) {
            return reader.malformed("a header that cannot be");
        }
        Ok(Self { width, height, depth, colour, interlaced: interlaced == 1 })
    }

    /// The length in bytes of the unpacked picture: rows of whole bytes, each after its filter type (sections 7.2 and 8).
    fn unpacked(&self) -> u64 {
        let samples = [1, 0, 3, 1, 2, 0, 4][usize::from(self.colour)];
        let bits = samples * u64::from(self.depth);
        let pass = |(x, y, dx, dy): (u32, u32, u32, u32)| {
            let (width, height) = ((self.width + dx - 1 - x) / dx, (self.height + dy - 1 - y) / dy);
            if width == 0 { 0 } else { u64::from(height) * (1 + (u64::from(width) * bits).div_ceil(8)) }
        };
        // The passes of Adam7: first column and row, and the steps between columns and rows.
        const PASSES: [(u32, u32, u32, u32); 7] =
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        if self.interlaced { PASSES.into_iter().map(pass).sum() } else { pass((0, 0, 1, 1)) }
    }
}

/// The byte offset where the zlib stream ends. Fails if it does not unpack to exactly `unpacked` bytes.
fn zlib_end(data: &[u8], unpacked: u64) -> Result<usize, &'static str> {
    const FLAGS: u32 = inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | inflate_flags::TINFL_FLAG_COMPUTE_ADLER32;
    let mut state = Box::<DecompressorOxide>::default();
    let mut window = vec![0; WINDOW];
    let (mut read, mut written) = (0, 0);
    loop {
        let position = (written % WINDOW as u64) as usize;
        let (status, more_read, more_written) = decompress(&mut state, &data[read..], &mut window, position, FLAGS);
        read += more_read;
        written += more_written as u64;
        match status {
            _ if written > unpacked => return Err("more pixels than the header says"),
            TINFLStatus::HasMoreOutput => {}
            TINFLStatus::Done if written < unpacked => return Err("fewer pixels than the header says"),
            TINFLStatus::Done if read > MAX_CHUNK => return Err("a picture too long for one chunk"),
            TINFLStatus::Done => return Ok(read),
            _ => return Err("a compressed picture that cannot be unpacked"),
        }
    }
}
