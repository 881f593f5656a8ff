//! The markers, segments and scan data of a JPEG, read and written.

use crate::photograph::Refused;
use crate::read::ByteReader;

pub(super) const SOI: u8 = 0xd8;
pub(super) const EOI: u8 = 0xd9;
pub(super) const SOF0: u8 = 0xc0;
pub(super) const SOF2: u8 = 0xc2;
pub(super) const DHT: u8 = 0xc4;
pub(super) const DQT: u8 = 0xdb;
pub(super) const DRI: u8 = 0xdd;
pub(super) const SOS: u8 = 0xda;
pub(super) const APP0: u8 = 0xe0;
pub(super) const APP1: u8 = 0xe1;
pub(super) const APP14: u8 = 0xee;

/// The next marker. Bytes before it are passed over.
pub(super) fn marker(reader: &mut ByteReader) -> Result<u8, Refused> {
    loop {
        while reader.byte()? != 0xff {}
        let mut byte = 0xff;
        while byte == 0xff {
            byte = reader.byte()?;
        }
        if byte != 0 {
            return Ok(byte);
        }
    }
}

/// The segment after a marker, without its length.
pub(super) fn segment<'a>(reader: &mut ByteReader<'a>) -> Result<ByteReader<'a>, Refused> {
    let length = usize::from(u16::from_be_bytes(reader.array()?));
    let at = reader.at;
    let Some(length) = length.checked_sub(2) else {
        return reader.malformed("a segment without room for its length");
    };
    reader.take(length)?;
    Ok(ByteReader { bytes: &reader.bytes[..reader.at], at })
}

pub(super) fn finish(segment: &ByteReader) -> Result<(), Refused> {
    if segment.is_empty() { Ok(()) } else { segment.malformed("a segment with more than belongs in it") }
}

/// The data of a scan, up to the first marker that is no restart marker. It is cut after `restarts` restart markers, because
/// the picture is then complete.
pub(super) fn data<'a>(reader: &mut ByteReader<'a>, mut restarts: u32) -> Result<&'a [u8], Refused> {
    let start = reader.at;
    let mut end = None;
    loop {
        while reader.byte()? != 0xff {}
        let mark = reader.at - 1;
        let mut byte = 0xff;
        while byte == 0xff {
            byte = reader.byte()?;
        }
        match byte {
            0 => {}
            0xd0..=0xd7 if restarts > 0 => restarts -= 1,
            0xd0..=0xd7 => _ = end.get_or_insert(mark),
            _ => {
                reader.at = mark;
                return Ok(&reader.bytes[start..end.unwrap_or(mark)]);
            }
        }
    }
}

/// Writes a segment. Its length always fits, because its content comes from a segment or is short.
pub(super) fn put(out: &mut Vec<u8>, marker: u8, content: &[&[u8]]) {
    let length: usize = content.iter().map(|part| part.len()).sum();
    out.extend([0xff, marker]);
    out.extend((length as u16 + 2).to_be_bytes());
    content.iter().for_each(|part| out.extend(*part));
}

/// Writes the data of a scan without fill bytes (B.1.1.2): a repeated 0xff is written once.
pub(super) fn put_data(out: &mut Vec<u8>, mut data: &[u8]) {
    while let Some(mark) = data.windows(2).position(|pair| pair == [0xff, 0xff]) {
        out.extend(&data[..mark]);
        data = &data[mark + 1..];
    }
    out.extend(data);
}
