//! Text whose UTF-8 was encoded twice: its bytes were taken for characters of Latin-1 or Windows-1252, and these were
//! encoded again. Facebook, Messenger and Instagram export texts so ("Ð¾Ð½" is "он"), and programs that mistake an
//! encoding leave "didnâ€™t".
//!
//! Latin letters and signs of a text that nobody encoded twice can stand so that they are UTF-8, too: "LIBERTÉ…",
//! "voilà »" with a blank that does not break. So a line is decoded only where it holds what nobody writes
//! (`is_proof`), or where other lines do and no line of the text speaks against it.

/// What Windows-1252 has for the bytes 0x80 to 0x9F; the five that it leaves out stand for themselves.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The text with the lines decoded that were encoded twice; `None` where there is none. Lines end with `\n` alone: a
/// letter of a text that was encoded twice may be U+0085.
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

/// What a line is.
enum Line {
    Ascii,
    /// It was not encoded twice.
    Once,
    /// It can be decoded, and may be what somebody wrote.
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

/// The byte that Latin-1 or Windows-1252 has for a character.
fn byte(character: char) -> Option<u8> {
    let windows = || Some(0x80 + WINDOWS.iter().position(|other| *other == character)? as u8);
    u8::try_from(u32::from(character)).ok().or_else(windows)
}

/// Whether a line that was decoded holds what was nobody's writing before:
///
/// - a mark of General Punctuation ("â€" and one more), or an emoji ("ðŸ" and two more),
/// - a character of Latin-1 or Latin Extended-A directly behind a small letter (a capital "Â", "Ã", "Ä" or "Å" and a
///   sign were there),
/// - three characters in a row that begin with nearly the same byte, as letters of one script do ("Ð¾Ð½Ð°"), and are
///   not one and the same: nobody writes a letter and a sign three times in a row.
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
