//! PDF (ISO 32000), read to the words that it says it shows.
//!
//! What a PDF shows are shapes. Which letters they stand for is said beside them, and can be said falsely; and text can be
//! drawn without ink, in white, outside the page, or under a picture. No list of what is plain would leave much of any
//! PDF, so none is judged: its words are read, and in doubt.

use std::collections::HashMap;
use std::io::Read;
use std::rc::Rc;

use flate2::read::ZlibDecoder;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::dict::keys::{RESOURCES, SUBTYPE, TO_UNICODE, WIDTHS};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::Resources;
use hayro_syntax::{LoadPdfError, Pdf};
use memchr::memmem;

use crate::NotACopy;

/// What all streams of a file may unpack to, in bytes: pictures in it too, for the reader takes any stream for any other.
const MOST_UNPACKED: u64 = 128 << 20;
/// How much of an unpacked stream is searched for others.
const MOST_SEARCHED: usize = 16 << 20;
/// How much text is read, in bytes, and how many instructions and pages.
const MOST_TEXT: usize = 8 << 20;
const MOST_INSTRUCTIONS: usize = 2_000_000;
const MOST_PAGES: usize = 5_000;
/// How many letters fonts may define together.
const MOST_LETTERS: usize = 400_000;
/// How deep forms may stand in each other.
const MOST_FORMS: usize = 8;

/// Whether bytes are a PDF: programs look for its mark in the first thousand.
pub fn is_pdf(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1_024)];
    memmem::find(start, b"%PDF-")
        .is_some_and(|at| at == 0 || !start[..at].is_ascii() || start[..at].trim_ascii().is_empty())
}

/// The words of a PDF.
pub fn read(bytes: Vec<u8>) -> Result<String, NotACopy> {
    if memmem::find(&bytes, b"/Encrypt").is_some() {
        return Err(NotACopy::Encrypted);
    }
    let mut left = MOST_UNPACKED;
    if !is_bounded(&bytes, &mut left, 0) {
        return Err(NotACopy::Overfull);
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => NotACopy::Encrypted,
        LoadPdfError::Invalid => NotACopy::Damaged,
    })?;
    let mut reader = Reader { left: MOST_INSTRUCTIONS, letters: MOST_LETTERS, ..Reader::default() };
    for page in pdf.pages().iter().take(MOST_PAGES) {
        if let Some(content) = page.page_stream() {
            reader.content(content, page.resources(), 0);
        }
        reader.end_line();
        reader.text.push('\n');
    }
    if reader.left == 0 || reader.text.len() >= MOST_TEXT {
        return Err(NotACopy::Overfull);
    }
    if !reader.text.contains(char::is_alphanumeric) {
        return Err(NotACopy::NoText);
    }
    Ok(reader.text)
}

/// Whether what stands in streams is small enough to be unpacked, and packed in one way that can be measured.
fn is_bounded(bytes: &[u8], left: &mut u64, depth: usize) -> bool {
    let mut before = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        let dictionary = &bytes[before..at];
        // From the object's begin on. What stands before it is another's.
        let dictionary = memmem::rfind(dictionary, b"obj").map_or(dictionary, |begin| &dictionary[begin..]);
        before = at + 6;
        if dictionary.ends_with(b"end") {
            continue;
        }
        let count = |name: &[u8]| memmem::find_iter(dictionary, name).count();
        let packed = count(b"/Fl") + count(b"/LZW") + count(b"/RunLength") + count(b"/RL");
        let elsewhere = [&b"/Filter"[..], b"/F"].iter().any(|name| {
            let behind =
                memmem::find_iter(dictionary, *name).map(|at| dictionary[at + name.len()..].trim_ascii_start());
            behind.into_iter().any(|value| value.first().is_some_and(u8::is_ascii_digit))
        });
        let escaped =
            memchr::memchr_iter(b'#', dictionary).any(|at| matches!(dictionary.get(at + 1), Some(b'4'..=b'7')));
        // A letter that is written as a number, which no program does, would be a way to say a filter otherwise.
        if packed > 1 || elsewhere || escaped {
            return false;
        }
        let data = bytes[before..].trim_ascii_start();
        let flate = count(b"/Fl") == 1;
        if packed == 1 && !flate {
            // One of the old ways to pack, which is not measured: at most so many times what is left of the file.
            let Some(rest) = left.checked_sub(500 * memmem::find(data, b"endstream").unwrap_or(data.len()) as u64)
            else {
                return false;
            };
            *left = rest;
        }
        // Whatever it is called: a stream that unpacks is measured.
        if matches!(data, [first, second, ..] if first & 0x0F == 8 && (u32::from(*first) * 256 + u32::from(*second)).is_multiple_of(31))
        {
            let mut unpacked = Vec::new();
            let mut decoder = ZlibDecoder::new(data).take(*left + 1);
            let mut piece = [0; 1 << 14];
            let mut whole = true;
            while let Ok(count @ 1..) = decoder.read(&mut piece) {
                if *left < count as u64 {
                    return false;
                }
                *left -= count as u64;
                // The end of what came before, for a word across both.
                let from = unpacked.len().saturating_sub(8);
                if whole && unpacked.len() >= MOST_SEARCHED {
                    whole = false;
                    unpacked.drain(..from);
                } else if !whole {
                    unpacked.drain(..from);
                }
                unpacked.extend_from_slice(&piece[..count]);
                if !whole && memmem::find(&unpacked, b"stream").is_some() {
                    return false;
                }
            }
            // Objects in streams may be streams.
            let inner = whole && memmem::find(&unpacked, b"stream").is_some();
            if inner && (depth > 2 || !is_bounded(&unpacked, left, depth + 1)) {
                return false;
            }
        }
    }
    true
}

/// What codes in a font stand for.
#[derive(Default)]
struct Font {
    /// Whether codes have two bytes.
    wide: bool,
    letters: HashMap<u32, String>,
    widths: HashMap<u32, f32>,
    /// In thousandths, of codes without a width.
    width: f32,
}

#[derive(Default)]
struct Reader {
    text: String,
    /// How many more instructions are followed, and letters of fonts read.
    left: usize,
    letters: usize,
    fonts: HashMap<(u32, i32), Rc<Font>>,
    font: Rc<Font>,
    size: f32,
    leading: f32,
    /// The place of the line, and how far from it the next letter stands.
    start: [f32; 6],
    ahead: f32,
    /// What was shown at one height, and the height.
    line: Vec<Piece>,
    y: Option<f32>,
    size_of_line: usize,
}

/// What one string shows.
struct Piece {
    x: f32,
    end: f32,
    em: f32,
    text: String,
}

impl Reader {
    fn content(&mut self, content: &[u8], resources: &Resources, depth: usize) {
        let mut instructions = TypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            if self.left == 0 || self.text.len() + self.size_of_line >= MOST_TEXT {
                return;
            }
            self.left -= 1;
            match instruction {
                TypedInstruction::BeginText(_) => self.place([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
                TypedInstruction::TextFont(font) => {
                    self.size = font.1.as_f32();
                    self.font = self.font(resources, font.0);
                }
                TypedInstruction::TextLeading(leading) => self.leading = leading.0.as_f32(),
                TypedInstruction::NextLine(by) => self.go(by.0.as_f32(), by.1.as_f32()),
                TypedInstruction::NextLineAndSetLeading(by) => {
                    self.leading = -by.1.as_f32();
                    self.go(by.0.as_f32(), by.1.as_f32());
                }
                TypedInstruction::NextLineUsingLeading(_) => self.go(0.0, -self.leading),
                TypedInstruction::SetTextMatrix(to) => {
                    self.place([to.0, to.1, to.2, to.3, to.4, to.5].map(|number| number.as_f32()));
                }
                TypedInstruction::ShowText(shown) => self.show(shown.0.as_bytes()),
                TypedInstruction::NextLineAndShowText(shown) => {
                    self.go(0.0, -self.leading);
                    self.show(shown.0.as_bytes());
                }
                TypedInstruction::ShowTextWithParameters(shown) => {
                    self.go(0.0, -self.leading);
                    self.show(shown.2.as_bytes());
                }
                TypedInstruction::ShowTexts(pieces) => {
                    for piece in pieces.0.iter::<Object>() {
                        self.left = self.left.saturating_sub(1);
                        match piece {
                            Object::String(shown) => self.show(shown.as_bytes()),
                            Object::Number(back) => self.ahead -= back.as_f32() / 1_000.0 * self.size,
                            _ => {}
                        }
                    }
                }
                TypedInstruction::XObject(named) if depth < MOST_FORMS => {
                    let Some(form) = resources.get_x_object(named.0) else { continue };
                    let is_form = form.dict().get::<Name>(SUBTYPE).is_some_and(|kind| kind.as_str() == "Form");
                    if let (true, Ok(content)) = (is_form, form.decoded_data()) {
                        // Unpacking takes its time too.
                        self.left = self.left.saturating_sub(content.len() / 16);
                        match form.dict().get::<Dict>(RESOURCES) {
                            Some(own) => self.content(&content, &Resources::new(own), depth + 1),
                            None => self.content(&content, resources, depth + 1),
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn place(&mut self, matrix: [f32; 6]) {
        self.start = matrix;
        self.ahead = 0.0;
    }

    fn go(&mut self, x: f32, y: f32) {
        let [a, b, c, d, e, f] = self.start;
        self.place([a, b, c, d, a * x + c * y + e, b * x + d * y + f]);
    }

    /// Keeps what a string stands for, with its place. Pieces of a line come in any order: letters of another font last.
    fn show(&mut self, bytes: &[u8]) {
        let [a, b, _, d, e, f] = self.start;
        let (x, y) = (e + a * self.ahead, f + b * self.ahead);
        let em = (self.size * d).abs().max(0.01);
        if self.y.is_some_and(|line| (line - y).abs() > 0.4 * em) {
            self.end_line();
        }
        self.y = Some(y);
        let font = Rc::clone(&self.font);
        let mut text = String::new();
        let mut code_of = |code: u32| {
            self.ahead += font.widths.get(&code).unwrap_or(&font.width) / 1_000.0 * self.size;
            match font.letters.get(&code) {
                Some(letters) => text.push_str(letters),
                None if !font.wide => text.push(windows(code as u8)),
                None => text.push('\u{FFFD}'),
            }
        };
        if font.wide {
            bytes.chunks(2).for_each(|pair| code_of(pair.iter().fold(0, |code, &byte| code << 8 | u32::from(byte))));
        } else {
            bytes.iter().for_each(|&byte| code_of(u32::from(byte)));
        }
        self.size_of_line += text.len();
        self.line.push(Piece { x, end: e + a * self.ahead, em, text });
    }

    /// Writes the pieces of a line from the left, with blanks where there is room between them.
    fn end_line(&mut self) {
        self.line.sort_by(|one, other| one.x.total_cmp(&other.x));
        let mut end = None;
        for piece in self.line.drain(..) {
            if end.is_some_and(|end: f32| piece.x - end > 0.18 * piece.em) {
                self.text.push(' ');
            }
            self.text.push_str(&piece.text);
            end = Some(piece.end);
        }
        self.text.push('\n');
        self.size_of_line = 0;
        self.y = None;
    }

    fn font(&mut self, resources: &Resources, name: &Name) -> Rc<Font> {
        let Some(dict) = resources.get_font(name) else { return Rc::default() };
        let key = dict.obj_id().map(|id| (id.obj_number, id.gen_number));
        if let Some(known) = key.and_then(|key| self.fonts.get(&key)) {
            return Rc::clone(known);
        }
        let wide = dict.get::<Name>(SUBTYPE).is_some_and(|kind| kind.as_str() == "Type0");
        let mut font = Font { wide, width: if wide { 1_000.0 } else { 500.0 }, ..Font::default() };
        if let Some(Ok(map)) =
            dict.get::<Stream>(TO_UNICODE).map(|stream| stream.decoded_data().map(std::borrow::Cow::into_owned))
        {
            self.left = self.left.saturating_sub(map.len() / 16);
            font.letters = letters(&map, &mut self.letters);
        }
        if let Some(inner) = dict.get::<Array>("DescendantFonts").and_then(|all| all.iter::<Dict>().next()) {
            font.width = inner.get::<Number>("DW").map_or(font.width, |width| width.as_f32());
            if let Some(widths) = inner.get::<Array>("W") {
                wide_widths(&widths, &mut font.widths, &mut self.letters);
            }
        } else if let Some(widths) = dict.get::<Array>(WIDTHS) {
            let first = dict.get::<u32>("FirstChar").unwrap_or(0);
            font.widths.extend((first..=255).zip(widths.iter::<Number>().map(|width| width.as_f32())));
        }
        let font = Rc::new(font);
        if let Some(key) = key {
            self.fonts.insert(key, Rc::clone(&font));
        }
        font
    }
}

/// The widths of a font with two bytes a code: `first [width …]`, or `first last width`.
fn wide_widths(array: &Array, widths: &mut HashMap<u32, f32>, left: &mut usize) {
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

/// What a ToUnicode map says: `<code> <letters>` and `<first> <last> <letters>` or `<first> <last> [<letters> …]`.
fn letters(map: &[u8], left: &mut usize) -> HashMap<u32, String> {
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

/// UTF-16 in hexadecimal, the last unit raised by `step`.
fn text(hex: &[u8], step: u32) -> String {
    let digits: Vec<u32> = digits(hex).take(128).collect();
    let mut units: Vec<u16> =
        digits.chunks(4).map(|unit| unit.iter().fold(0, |number, digit| number << 4 | digit) as u16).collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(step as u16);
    }
    String::from_utf16_lossy(&units)
}

/// A byte of Windows-1252, which most fonts without a map follow.
fn windows(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}
