//! Reads PDF (ISO 32000) to the words that the file claims to show. They always have a doubt.
//!
//! A PDF shows shapes, and tells separately which letters they stand for. That claim may be false. Text may also be drawn
//! without ink, in white, outside the page, or under a picture. Hardly any PDF is free of such elements, so no PDF is judged.

mod bounds;
mod font;

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::dict::keys::{RESOURCES, SUBTYPE, TO_UNICODE, WIDTHS};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::Resources;
use hayro_syntax::{LoadPdfError, Pdf};
use memchr::memmem;

use crate::form::NotACopy;
use crate::limits::{
    MAX_PDF_FORMS, MAX_PDF_INSTRUCTIONS, MAX_PDF_LETTERS, MAX_PDF_PAGES, MAX_PDF_TEXT, MAX_PDF_UNPACKED,
};
use bounds::is_bounded;
use font::{Font, letters, wide_widths, windows};

/// Whether bytes are a PDF. Programs look for its mark in the first thousand bytes.
pub fn is_pdf(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1_024)];
    memmem::find(start, b"%PDF-")
        .is_some_and(|at| at == 0 || !start[..at].is_ascii() || start[..at].trim_ascii().is_empty())
}

/// The words of a PDF. Fails if it is encrypted, damaged, too large, or has no text.
pub fn read(bytes: Vec<u8>) -> Result<String, NotACopy> {
    if memmem::find(&bytes, b"/Encrypt").is_some() {
        return Err(NotACopy::Encrypted);
    }
    let mut left = MAX_PDF_UNPACKED;
    if !is_bounded(&bytes, &mut left, 0) {
        return Err(NotACopy::Overfull);
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => NotACopy::Encrypted,
        LoadPdfError::Invalid => NotACopy::Damaged,
    })?;
    let mut reader = PdfReader { left: MAX_PDF_INSTRUCTIONS, letters: MAX_PDF_LETTERS, ..PdfReader::default() };
    for page in pdf.pages().iter().take(MAX_PDF_PAGES) {
        if let Some(content) = page.page_stream() {
            reader.content(content, page.resources(), 0);
        }
        reader.end_line();
        reader.text.push('\n');
    }
    if reader.left == 0 || reader.text.len() >= MAX_PDF_TEXT {
        return Err(NotACopy::Overfull);
    }
    if !reader.text.contains(char::is_alphanumeric) {
        return Err(NotACopy::NoText);
    }
    Ok(reader.text)
}

/// The state of a PDF while it is read.
#[derive(Default)]
struct PdfReader {
    text: String,
    /// The number of further instructions that may be followed.
    left: usize,
    /// The number of further letters and widths of fonts that may be read.
    letters: usize,
    fonts: HashMap<(u32, i32), Rc<Font>>,
    font: Rc<Font>,
    size: f32,
    leading: f32,
    /// The text matrix of the line.
    start: [f32; 6],
    /// The distance from the start of the line to the next letter.
    ahead: f32,
    /// The strings of one line.
    line: Vec<ShownString>,
    /// The height of that line on the page.
    y: Option<f32>,
    /// The bytes of these strings.
    size_of_line: usize,
}

/// A string that is shown, and its place in the line.
struct ShownString {
    x: f32,
    end: f32,
    em: f32,
    text: String,
}

impl PdfReader {
    fn content(&mut self, content: &[u8], resources: &Resources, depth: usize) {
        let mut instructions = TypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            if self.left == 0 || self.text.len() + self.size_of_line >= MAX_PDF_TEXT {
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
                TypedInstruction::XObject(named) if depth < MAX_PDF_FORMS => {
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

    /// Keeps the letters of a string with their place. The strings of a line come in any order, because letters of another
    /// font may come last.
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
        self.line.push(ShownString { x, end: e + a * self.ahead, em, text });
    }

    /// Writes the strings of a line from left to right, with a blank where there is a gap between two.
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
