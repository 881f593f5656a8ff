//! The letters and widths that the codes of a font stand for.

use std::collections::HashMap;

use hayro_syntax::object::{Array, Number, Object};

/// The letters and widths of the codes of a font.
#[derive(Default)]
pub struct Font {
    /// Whether codes have two bytes.
    pub wide: bool,
    pub letters: HashMap<u32, String>,
    pub widths: HashMap<u32, f32>,
    /// The width of codes without a width of their own, in thousandths of the font size.
    pub width: f32,
}

/// Adds the widths of a font whose codes have two bytes: `first [width …]`, or `first last width`. Stops after `left` widths.
pub fn wide_widths(array: &Array, widths: &mut HashMap<u32, f32>, left: &mut usize) {
    let mut items = array.iter::<Object>();
    while let (Some(Object::Number(first)), Some(second)) = (items.next(), items.next()) {
        let first = first.as_f32().clamp(0.0, 65_535.0) as u32;
        let found: Vec<(u32, f32)> = match second {
            Object::Array(each) => (first..65_536).zip(each.iter::<Number>().map(|width| width.as_f32())).collect(),
            Object::Number(last) => match items.next() {
                Some(Object::Number(width)) => {
                    (first..=(last.as_f32().clamp(0.0, 65_535.0) as u32)).map(|code| (code, width.as_f32())).collect()
                }
                _ => return,
            },
            _ => return,
        };
        if found.len() > *left {
            return;
        }
        *left -= found.len();
        widths.extend(found);
    }
}

/// The letters of each code in a ToUnicode map: `<code> <letters>`, `<first> <last> <letters>`, or
/// `<first> <last> [<letters> …]`. Stops after `left` codes.
pub fn letters(map: &[u8], left: &mut usize) -> HashMap<u32, String> {
    let mut found = HashMap::new();
    let mut strings: Vec<&[u8]> = Vec::new();
    let mut array: Option<usize> = None;
    let mut ranges = None;
    let mut at = 0;
    while at < map.len() && *left > 0 {
        match map[at] {
            b'<' if map.get(at + 1) != Some(&b'<') => {
                let Some(length) = memchr::memchr(b'>', &map[at..]) else { break };
                if ranges.is_some() {
                    strings.push(&map[at + 1..at + length]);
                }
                at += length;
            }
            b'[' => array = Some(strings.len()),
            b'b' if map[at..].starts_with(b"beginbf") => {
                ranges = Some(map[at..].starts_with(b"beginbfrange"));
                strings.clear();
                at += 10;
            }
            b'e' if map[at..].starts_with(b"endbf") => (ranges, at) = (None, at + 5),
            _ => {}
        }
        let closed = map.get(at) == Some(&b']');
        match (ranges, &strings[..], array) {
            (Some(false), [code, letters], _) => {
                found.insert(number(code), text(letters, 0));
                *left -= 1;
                strings.clear();
            }
            (Some(true), [first, last, letters], None) => {
                let first = number(first);
                for (step, code) in (first..=number(last).min(first.saturating_add(65_535))).enumerate().take(*left) {
                    found.insert(code, text(letters, step as u32));
                    *left -= 1;
                }
                strings.clear();
            }
            (Some(true), [first, _, each @ ..], Some(_)) if closed => {
                for (code, letters) in (number(first)..).zip(each) {
                    found.insert(code, text(letters, 0));
                }
                *left = left.saturating_sub(each.len());
                strings.clear();
                array = None;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn digits(hex: &[u8]) -> impl Iterator<Item = u32> {
    hex.iter().filter_map(|&digit| char::from(digit).to_digit(16))
}

fn number(hex: &[u8]) -> u32 {
    digits(hex).take(8).fold(0, |number, digit| number << 4 | digit)
}

/// The text of UTF-16 in hexadecimal, with `step` added to its last unit.
fn text(hex: &[u8], step: u32) -> String {
    let digits: Vec<u32> = digits(hex).take(128).collect();
    let mut units: Vec<u16> =
        digits.chunks(4).map(|unit| unit.iter().fold(0, |number, digit| number << 4 | digit) as u16).collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(step as u16);
    }
    String::from_utf16_lossy(&units)
}

/// The character for a byte in Windows-1252, which most fonts without a map use.
pub fn windows(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}
