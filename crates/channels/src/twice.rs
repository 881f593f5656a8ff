//! Decodes text whose UTF-8 was encoded twice: its bytes were taken for characters of Latin-1 or Windows-1252, and these were
//! encoded again. Facebook, Messenger and Instagram export such texts ("Ð¾Ð½" is "он"). Programs that mistake an encoding
//! write "didnâ€™t".
//!
//! Some texts look like this although they were encoded once: "LIBERTÉ…", "voilà »" with a no-break space. A line is therefore
//! decoded only if it holds characters that nobody writes (`is_proof`), or if another line does and every line can be decoded.

/// The characters of Windows-1252 for the bytes 0x80 to 0x9F. Five of these bytes have no character and stand for themselves.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The text with those lines decoded that were encoded twice. `None` if there are none. Only `\n` ends a line here, because
/// U+0085 may be part of a letter that was encoded twice.
pub fn decode(text: &str) -> Option<String> {
    let lines: Vec<(&str, Line)> = text.split('\n').map(|line| (line, Line::read(line))).collect();
    if !lines.iter().any(|(_, line)| matches!(line, Line::Twice(_))) {
        return None;
    }
    let whole = !lines.iter().any(|(_, line)| matches!(line, Line::Once));
    let mut out = String::with_capacity(text.len());
    for (at, (line, read)) in lines.into_iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        match read {
            Line::Twice(decoded) => out.push_str(&decoded),
            Line::Maybe(decoded) if whole => out.push_str(&decoded),
            _ => out.push_str(line),
        }
    }
    Some(out)
}

/// Whether a line was encoded twice.
enum Line {
    Ascii,
    /// It was not encoded twice.
    Once,
    /// It can be decoded, but a person may have written it as it is.
    Maybe(String),
    /// It was encoded twice.
    Twice(String),
}

impl Line {
    fn read(line: &str) -> Self {
        if line.is_ascii() {
            return Self::Ascii;
        }
        let Some(bytes) = line.chars().map(byte).collect() else { return Self::Once };
        match String::from_utf8(bytes) {
            Err(_) => Self::Once,
            Ok(decoded) if is_proof(&decoded) => Self::Twice(decoded),
            Ok(decoded) => Self::Maybe(decoded),
        }
    }
}

/// The byte for a character in Latin-1 or Windows-1252. `None` if there is none.
fn byte(character: char) -> Option<u8> {
    let windows = || Some(0x80 + WINDOWS.iter().position(|other| *other == character)? as u8);
    u8::try_from(u32::from(character)).ok().or_else(windows)
}

/// Whether a decoded line shows that nobody wrote the line as it was before. It has one of these:
///
/// - a mark of General Punctuation ("â€" and one more), or an emoji ("ðŸ" and two more),
/// - a character of Latin-1 or Latin Extended-A directly after a small letter (before, a capital "Â", "Ã", "Ä" or "Å" and a
///   sign stood there),
/// - three characters in a row, not all equal, that begin with nearly the same byte, as letters of one script do ("Ð¾Ð½Ð°").
///   Nobody writes a letter and a sign three times in a row.
fn is_proof(decoded: &str) -> bool {
    let (mut last, mut row, mut differ) = ('\n', 0, false);
    decoded.chars().any(|character| {
        let before = std::mem::replace(&mut last, character);
        if character.is_ascii() || lead(before) != lead(character) {
            (row, differ) = (u32::from(!character.is_ascii()), false);
        } else {
            row += 1;
            differ |= before != character;
        }
        match character {
            '\u{2000}'..='\u{203F}' | '\u{1F000}'..='\u{1FFFF}' => true,
            '\u{A0}'..='\u{17F}' if before.is_ascii_lowercase() => true,
            _ => row >= 3 && differ,
        }
    })
}

/// The first byte of a character in UTF-8, without the bits that differ within a script.
fn lead(character: char) -> u8 {
    let mut bytes = [0; 4];
    let count = character.encode_utf8(&mut bytes).len();
    bytes[0] & if count < 3 { 0xFC } else { 0xF0 }
}
