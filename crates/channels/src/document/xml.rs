//! Reads an XML part of a document as a sequence of elements and texts.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::form::NotACopy;
use crate::limits::{MAX_XML_ATTRIBUTES, MAX_XML_DEPTH};

/// A piece of XML. An empty element gives two pieces, `Open` and `Close`.
pub enum XmlPiece<'a> {
    Open(&'a str, &'a Attributes),
    Text(&'a str),
    Close(&'a str),
}

/// The attributes of an element, with their prefixes.
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
    fn of(element: &BytesStart) -> Result<Self, NotACopy> {
        let mut all = Vec::new();
        // The parser's own check for duplicate names takes time with the square of their number, so it is off.
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| NotACopy::Damaged)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| NotACopy::Damaged)?;
            let name = attribute.key.as_ref();
            if all.len() == MAX_XML_ATTRIBUTES || all.iter().any(|(one, _)| one == name) {
                return Err(NotACopy::Damaged);
            }
            all.push((name.to_owned(), value.into_owned()));
        }
        Ok(Self(all))
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(one, _)| one == name).map(|(_, value)| &**value)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Whether all attributes have one of these names.
    pub fn are_only(&self, names: &[&str]) -> bool {
        self.0.iter().all(|(name, _)| names.contains(&&**name))
    }
}

/// Hands the pieces of an XML part to `take`. Returns whether the part is plain: in UTF-8, with namespaces declared only at the
/// root, and without definitions. Fails if the part is damaged or too deep.
pub fn pieces(xml: &str, mut take: impl FnMut(XmlPiece)) -> Result<bool, NotACopy> {
    let mut reader = Reader::from_str(xml);
    let mut plain = true;
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| NotACopy::Damaged)? {
            Event::Start(element) => {
                let attributes = Attributes::of(&element)?;
                plain &= depth == 0 || !attributes.iter().any(|(name, _)| name.starts_with("xmlns"));
                depth += 1;
                if depth > MAX_XML_DEPTH {
                    return Err(NotACopy::Overfull);
                }
                take(XmlPiece::Open(element.name().as_ref(), &attributes));
            }
            Event::Empty(element) => {
                let attributes = Attributes::of(&element)?;
                plain &= !attributes.iter().any(|(name, _)| name.starts_with("xmlns"));
                take(XmlPiece::Open(element.name().as_ref(), &attributes));
                take(XmlPiece::Close(element.name().as_ref()));
            }
            Event::End(element) => {
                depth -= 1;
                take(XmlPiece::Close(element.name().as_ref()));
            }
            Event::Text(text) => take(XmlPiece::Text(&text.xml10_content())),
            Event::CData(text) => take(XmlPiece::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| NotACopy::Damaged)? {
                Some(c) => take(XmlPiece::Text(c.encode_utf8(&mut [0; 4]))),
                None => {
                    let name = reference.xml10_content();
                    take(XmlPiece::Text(resolve_predefined_entity(&name).ok_or(NotACopy::Damaged)?));
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
