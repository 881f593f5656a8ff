//! Documents of Word (DOCX, ISO/IEC 29500) and LibreOffice (ODT, ISO/IEC 26300), read to their text.
//!
//! Both can hide, add and reorder words by elements, properties, styles, fonts, themes and parts beside the text. So a
//! document is judged only if all that stands in its text, and all that the styles in use say, is on the lists here:
//! what a word processor makes of plain text. Of any other the text is read, and in doubt.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::html::{self, Letter};
use crate::{Doubt, Form, NotACopy};

mod odt;
mod word;

/// How many entries an archive may have, what the parts that are read may come to, in bytes, and how many times their
/// packed size.
const MOST_ENTRIES: usize = 4_000;
const MOST_UNPACKED: u64 = 48 << 20;
const MOST_RATIO: u64 = 300;
/// What any ratio may come to: the smallest parts are mostly the same names.
const FREE: u64 = 1 << 20;
/// How many attributes an element may have, and how deep elements may stand in each other.
const MOST_ATTRIBUTES: usize = 100;
const MOST_DEPTH: usize = 200;

/// What was read of a document.
#[derive(Debug)]
pub struct Document {
    pub form: Form,
    pub text: String,
    pub doubt: Option<Doubt>,
}

/// Whether bytes begin as a ZIP archive does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads a document. Archives of other kinds are named; what stands in them is not looked at.
pub fn read(bytes: &[u8]) -> Result<Document, NotACopy> {
    if memmem::find_iter(bytes, b"PK\x01\x02").count() > MOST_ENTRIES {
        return Err(NotACopy::Overfull);
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotACopy::Damaged)?;
    let mut parts = Parts { archive, left: MOST_UNPACKED };
    let names: Vec<String> = parts.archive.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    let has = |name: &str| names.iter().any(|one| one == name);
    let begins = |name: &str| names.iter().any(|one| one.starts_with(name));
    let is_open = has("content.xml") && has("mimetype");
    // Two programs may take two different files for one part.
    let exact = !parts.archive.has_duplicate_names() && parts.archive.has_overlapping_files().is_ok_and(|has| !has);
    let (form, text, plain) = if has("word/document.xml") {
        let (text, plain) = word::read(&mut parts, &names)?;
        (Form::Word, text, plain)
    } else if is_open && parts.text("mimetype")?.trim() == "application/vnd.oasis.opendocument.text" {
        let (text, plain) = odt::read(&mut parts, &names)?;
        (Form::OpenDocument, text, plain)
    } else if is_open || has("[Content_Types].xml") || has("mimetype") || begins("Index/") {
        return Err(NotACopy::OtherDocument);
    } else {
        return Err(NotACopy::Archive);
    };
    Ok(Document { form, text, doubt: (!(plain && exact)).then_some(Doubt::MayHide) })
}

/// The files in a document's archive, of which only so much is unpacked.
struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl Parts<'_> {
    /// A part in UTF-8.
    fn text(&mut self, name: &str) -> Result<String, NotACopy> {
        let index = self.archive.index_for_name(name).ok_or(NotACopy::Damaged)?;
        let file = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(text) if text.contains("assword") => NotACopy::Encrypted,
            _ => NotACopy::Damaged,
        })?;
        let most = self.left.min(file.compressed_size().saturating_mul(MOST_RATIO).max(FREE));
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| NotACopy::Damaged)?;
        if bytes.len() as u64 > most {
            return Err(NotACopy::Overfull);
        }
        self.left -= bytes.len() as u64;
        let text = String::from_utf8(bytes).map_err(|_| NotACopy::Damaged)?;
        Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
    }
}

/// A piece of XML. An empty element is opened and closed.
enum Piece<'a> {
    Open(&'a str, &'a Attributes),
    Text(&'a str),
    Close(&'a str),
}

/// The attributes of an element, with their prefixes.
struct Attributes(Vec<(String, String)>);

impl Attributes {
    fn of(element: &BytesStart) -> Result<Self, NotACopy> {
        let mut all = Vec::new();
        // Without the check that no name stands twice: it takes the square of their number.
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| NotACopy::Damaged)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| NotACopy::Damaged)?;
            let name = attribute.key.as_ref();
            if all.len() == MOST_ATTRIBUTES || all.iter().any(|(one, _)| one == name) {
                return Err(NotACopy::Damaged);
            }
            all.push((name.to_owned(), value.into_owned()));
        }
        Ok(Self(all))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(one, _)| one == name).map(|(_, value)| &**value)
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Whether there are only attributes of these names.
    fn are_only(&self, names: &[&str]) -> bool {
        self.0.iter().all(|(name, _)| names.contains(&&**name))
    }
}

/// Hands the pieces of an XML part to `take`. Says whether it is plain: in UTF-8, with namespaces named at the root alone,
/// and without definitions of its own.
fn pieces(xml: &str, mut take: impl FnMut(Piece)) -> Result<bool, NotACopy> {
    let mut reader = Reader::from_str(xml);
    let mut plain = true;
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| NotACopy::Damaged)? {
            Event::Start(element) => {
                let attributes = Attributes::of(&element)?;
                plain &= depth == 0 || !attributes.iter().any(|(name, _)| name.starts_with("xmlns"));
                depth += 1;
                if depth > MOST_DEPTH {
                    return Err(NotACopy::Overfull);
                }
                take(Piece::Open(element.name().as_ref(), &attributes));
            }
            Event::Empty(element) => {
                let attributes = Attributes::of(&element)?;
                plain &= !attributes.iter().any(|(name, _)| name.starts_with("xmlns"));
                take(Piece::Open(element.name().as_ref(), &attributes));
                take(Piece::Close(element.name().as_ref()));
            }
            Event::End(element) => {
                depth -= 1;
                take(Piece::Close(element.name().as_ref()));
            }
            Event::Text(text) => take(Piece::Text(&text.xml10_content())),
            Event::CData(text) => take(Piece::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| NotACopy::Damaged)? {
                Some(c) => take(Piece::Text(c.encode_utf8(&mut [0; 4]))),
                None => {
                    let name = reference.xml10_content();
                    take(Piece::Text(resolve_predefined_entity(&name).ok_or(NotACopy::Damaged)?));
                }
            },
            Event::Decl(declared) => {
                let encoding = declared.encoding().transpose().map_err(|_| NotACopy::Damaged)?;
                plain &= encoding.is_none_or(|encoding| encoding.eq_ignore_ascii_case("utf-8"));
            }
            Event::DocType(_) | Event::PI(_) => plain = false,
            Event::Comment(_) => {}
            Event::Eof if depth == 0 => return Ok(plain),
            Event::Eof => return Err(NotACopy::Damaged),
        }
    }
}

/// Whether letters in a font of this name are those that the text says. Fonts of signs show others.
fn is_known_font(name: &str) -> bool {
    let name = name.trim_matches(['\'', '"', ' ']).to_lowercase();
    FONTS.contains(&&*name) || ["dejavu ", "liberation ", "lohit ", "noto "].iter().any(|maker| name.starts_with(maker))
}

/// Fonts of letters, as word processors name them in what they make of a plain text: those of Word's themes and
/// templates, and what LibreOffice takes.
const FONTS: [&str; 101] = [
    "",
    "angsana new",
    "aptos",
    "aptos display",
    "arial",
    "arial unicode ms",
    "batang",
    "book antiqua",
    "caladea",
    "calibri",
    "calibri light",
    "cambria",
    "candara",
    "carlito",
    "consolas",
    "constantia",
    "corbel",
    "cordia new",
    "courier",
    "courier new",
    "daunpenh",
    "dokchampa",
    "dotum",
    "droid sans",
    "droid sans fallback",
    "ebrima",
    "estrangelo edessa",
    "euphemia",
    "freesans",
    "freeserif",
    "gadugi",
    "garamond",
    "gautami",
    "georgia",
    "gulim",
    "helvetica",
    "iskoola pota",
    "javanese text",
    "kalinga",
    "kartika",
    "latha",
    "leelawadee",
    "leelawadee ui",
    "lucida sans unicode",
    "malgun gothic",
    "mangal",
    "microsoft himalaya",
    "microsoft jhenghei",
    "microsoft new tai lue",
    "microsoft phagspa",
    "microsoft tai le",
    "microsoft uighur",
    "microsoft yahei",
    "microsoft yi baiti",
    "mongolian baiti",
    "moolboran",
    "ms gothic",
    "ms mincho",
    "ms pgothic",
    "ms pmincho",
    "mv boli",
    "myanmar text",
    "nirmala ui",
    "nyala",
    "open sans",
    "palatino linotype",
    "plantagenet",
    "plantagenet cherokee",
    "pmingliu",
    "raavi",
    "roboto",
    "segoe ui",
    "segoe ui historic",
    "shruti",
    "simsun",
    "source han sans",
    "source han serif",
    "sylfaen",
    "tahoma",
    "times",
    "times new roman",
    "trebuchet ms",
    "tunga",
    "ubuntu",
    "verdana",
    "vrinda",
    "yu gothic",
    "yu gothic light",
    "yu mincho",
    "宋体",
    "微軟正黑體",
    "微软雅黑",
    "新細明體",
    "游ゴシック",
    "游ゴシック light",
    "游明朝",
    "等线",
    "等线 light",
    "맑은 고딕",
    "ｍｓ ゴシック",
    "ｍｓ 明朝",
];

/// Whether letters of a colour are seen on white paper: `RRGGBB`.
fn is_dark(colour: &str) -> bool {
    let part = |range| colour.get(range).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    match (colour.len(), part(0..2), part(2..4), part(4..6)) {
        (6, Some(red), Some(green), Some(blue)) => 299 * red + 587 * green + 114 * blue <= 128_000,
        _ => false,
    }
}

/// Whether all of a text runs from the right, as far as it has letters or numbers.
fn runs_from_right(text: &str) -> bool {
    !text.contains(char::is_alphanumeric) || html::first_letter_of(text) == Some(Letter::FromRight)
}

/// A style, and whether what it says can hide nothing.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    plain: bool,
}

/// Whether a style and those that it is based on are plain. What is not defined says nothing.
fn is_plain_style(styles: &HashMap<String, Style>, name: &str) -> bool {
    let mut next = Some(name);
    for _ in 0..50 {
        match next.and_then(|name| styles.get(name)) {
            None => return true,
            Some(style) if !style.plain => return false,
            Some(style) => next = style.parent.as_deref(),
        }
    }
    false
}
