//! The 32 characters in which slips, account ids and pen names are written. They are those of bech32 (BIP 173), which
//! leaves out letters that look like others.

/// The characters, in the order of their values.
pub const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// The five bits that an ASCII letter or digit stands for, in either case. `None` for `b`, `i`, `o`, `1` and all other
/// bytes.
pub fn value(character: u8) -> Option<u8> {
    const VALUES: [u8; 256] = {
        let mut values = [0xFF; 256];
        let mut at = 0;
        while at < 32 {
            values[ALPHABET[at] as usize] = at as u8;
            values[ALPHABET[at].to_ascii_uppercase() as usize] = at as u8;
            at += 1;
        }
        values
    };
    Some(VALUES[character as usize]).filter(|&value| value != 0xFF)
}

/// The number of characters that hold this many bytes.
pub const fn length(bytes: usize) -> usize {
    (bytes * 8).div_ceil(5)
}

/// The characters for `bytes`. Bits that fill up the last character are zero.
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(length(bytes.len()));
    let mut push = |five: u32| out.push(ALPHABET[(five & 31) as usize] as char);
    let (mut buffer, mut bits) = (0u32, 0);
    for &byte in bytes {
        buffer = buffer << 8 | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(buffer >> bits);
        }
    }
    if bits > 0 {
        push(buffer << (5 - bits));
    }
    out
}

/// The 32 bytes that exactly 52 characters hold, in either case. `None` for any other text, and if the four bits that fill
/// up the last character are not zero.
pub fn decode_32(text: &str) -> Option<[u8; 32]> {
    let mut bits = text.bytes().map(value);
    if text.len() != length(32) {
        return None;
    }
    let mut out = [0; 32];
    let (mut buffer, mut held) = (0u32, 0);
    for byte in &mut out {
        while held < 8 {
            buffer = buffer << 5 | u32::from(bits.next()??);
            held += 5;
        }
        held -= 8;
        *byte = (buffer >> held) as u8;
        buffer &= (1 << held) - 1;
    }
    (buffer == 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_two_bytes_come_back() {
        let bytes = std::array::from_fn(|i| (i * 37) as u8);
        let text = encode(&bytes);
        assert_eq!(text.len(), 52);
        assert_eq!(decode_32(&text), Some(bytes));
        assert_eq!(decode_32(&text.to_ascii_uppercase()), Some(bytes));
        assert_eq!(decode_32(&text[1..]), None);
        assert_eq!(decode_32(&format!("{}p", &text[..51])), None, "bits beyond the last byte");
        assert_eq!(decode_32(&text.replace(&text[..1], "o")), None);
    }
}
