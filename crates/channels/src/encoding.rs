//! Text in UTF-8 and UTF-16.

use crate::form::NotACopy;

/// The text of `bytes` in UTF-8. Fails with the place of the first byte that is not UTF-8.
pub fn utf8(bytes: Vec<u8>) -> Result<String, NotACopy> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..offset].iter().filter(|&&byte| byte == b'\n').count();
        NotACopy::NotText { offset, line }
    })
}

/// The text of UTF-16 with a byte order mark, as Windows writes it. `None` for other bytes.
pub fn utf16(bytes: &[u8]) -> Option<String> {
    let (mark, bytes) = bytes.split_first_chunk::<2>()?;
    let unit: fn([u8; 2]) -> u16 = match mark {
        [0xFF, 0xFE] => u16::from_le_bytes,
        [0xFE, 0xFF] => u16::from_be_bytes,
        _ => return None,
    };
    let (units, rest) = bytes.as_chunks::<2>();
    let units = units.iter().map(|pair| unit(*pair));
    rest.is_empty().then(|| char::decode_utf16(units).collect::<Result<_, _>>().ok()).flatten()
}
