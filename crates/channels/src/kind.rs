//! Recognises files of kinds that are not read here, by their first bytes.

use memchr::memmem;

use crate::form::NotACopy;

/// Why `bytes` cannot be read as a copy. `None` if they do not begin as a file of these kinds. ZIP archives are not among them.
pub fn other(bytes: &[u8]) -> Option<NotACopy> {
    let starts = |start: &[u8]| bytes.starts_with(start);
    let kind = bytes.get(8..12).unwrap_or_default();
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(match kind {
            b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif" | b"avis" => {
                NotACopy::Picture
            }
            b"M4A " | b"M4B " => NotACopy::Sound,
            _ => NotACopy::Video,
        });
    }
    if starts(b"RIFF") {
        return Some(match kind {
            b"WEBP" => NotACopy::Picture,
            b"AVI " => NotACopy::Video,
            _ => NotACopy::Sound,
        });
    }
    let begins = |all: &[&[u8]]| all.iter().any(|start| starts(start));
    if begins(&[b"GIF8", b"II*\0", b"MM\0*", b"\0\0\x01\0", b"8BPS", b"\xFF\x0A", b"\0\0\0\x0CJXL ", b"\0\0\0\x0CjP  "])
    {
        Some(NotACopy::Picture)
    } else if begins(&[b"\x1A\x45\xDF\xA3", b"FLV\x01", b"\0\0\x01\xBA", b"\0\0\x01\xB3", b"\x30\x26\xB2\x75\x8E\x66"])
        || matches!(bytes.get(4..8), Some(b"moov" | b"mdat" | b"wide"))
    {
        Some(NotACopy::Video)
    } else if begins(&[b"ID3", b"OggS", b"fLaC", b"#!AMR", b"caff", b"MThd", b"FORM"]) && bytes.contains(&0)
        || matches!(bytes, [0xFF, 0xE2 | 0xE3 | 0xF2 | 0xF3 | 0xFA | 0xFB | 0xF1 | 0xF9, ..])
    {
        Some(NotACopy::Sound)
    } else if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        // A DOCX with a password is stored in a file of the older kind.
        let encrypted = memmem::find(bytes, b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0").is_some();
        Some(if encrypted { NotACopy::Encrypted } else { NotACopy::OtherDocument })
    } else if begins(&[b"{\\rtf", b"bplist00"]) {
        Some(NotACopy::OtherDocument)
    } else if begins(&[b"age-encryption.org/v1", b"-----BEGIN AGE", b"-----BEGIN PGP MESSAGE"]) {
        Some(NotACopy::Encrypted)
    } else if begins(&[b"7z\xBC\xAF\x27\x1C", b"Rar!\x1A", b"\x1F\x8B", b"BZh", b"\xFD7zXZ\0", b"\x28\xB5\x2F\xFD"]) {
        Some(NotACopy::Archive)
    } else {
        None
    }
}
