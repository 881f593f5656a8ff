//! Reads and writes the orientation, which is the only tag of Exif that is kept.

/// TIFF's type SHORT (TIFF 6.0, section 2).
const SHORT: u16 = 3;
const ORIENTATION: u16 = 0x0112;

/// The orientation in the first directory, from 1 to 8. 1 if it has none that a browser would follow.
pub fn orientation(tiff: &[u8]) -> u8 {
    read(tiff).filter(|value| (1..=8).contains(value)).map_or(1, |value| value as u8)
}

fn read(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = tiff.get(at..)?.first_chunk()?;
        Some(if little { u16::from_le_bytes(*bytes) } else { u16::from_be_bytes(*bytes) })
    };
    let long = |at: usize| {
        let bytes = tiff.get(at..)?.first_chunk()?;
        Some(if little { u32::from_le_bytes(*bytes) } else { u32::from_be_bytes(*bytes) })
    };
    let directory = long(4)? as usize;
    let entries = short(directory)?;
    let mut fields = (0..usize::from(entries)).map_while(|n| directory.checked_add(2 + 12 * n));
    let field = fields.find(|at| short(*at) == Some(ORIENTATION))?;
    if short(field + 2)? == SHORT && long(field + 4)? == 1 { short(field + 8) } else { None }
}

/// A TIFF with one directory that has this orientation as its only field.
pub fn write(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = orientation;
    tiff
}
