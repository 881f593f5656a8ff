//! Reads documents of LibreOffice (ODT).

use std::collections::HashMap;

use super::parts::Parts;
use super::styles::{Style, is_dark, is_known_font, is_plain_style};
use super::xml::{Attributes, XmlPiece, pieces};
use crate::form::NotACopy;

/// The text of a document, and whether a person sees exactly these words in this order.
pub fn read(parts: &mut Parts, names: &[String]) -> Result<(String, bool), NotACopy> {
    let has = |name: &str| names.iter().any(|one| one == name);
    if has("META-INF/manifest.xml") && parts.text("META-INF/manifest.xml")?.contains("encryption-data") {
        return Err(NotACopy::Encrypted);
    }
    let mut reader = OdtReader::default();
    let mut plain = !names.iter().any(|name| name.starts_with("Fonts/"));
    if has("styles.xml") {
        plain &= pieces(&parts.text("styles.xml")?, |piece| reader.take(piece))?;
    }
    plain &= pieces(&parts.text("content.xml")?, |piece| reader.take(piece))?;
    plain &= !reader.doubt && reader.styles_are_plain();
    Ok((reader.text, plain))
}

/// The state of a document while it is read.
#[derive(Default)]
struct OdtReader {
    text: String,
    doubt: bool,
    inside: Vec<String>,
    /// The styles, by family and name.
    styles: HashMap<String, Style>,
    style: Option<(String, Style)>,
    /// The styles that the text uses.
    used: Vec<String>,
    /// The names of fonts that may show other letters than the text has.
    bad_fonts: Vec<String>,
    font: String,
}

impl OdtReader {
    fn take(&mut self, piece: XmlPiece) {
        match piece {
            XmlPiece::Open(name, attributes) => {
                self.open(name, attributes);
                self.inside.push(name.to_owned());
            }
            XmlPiece::Text(text) if self.is_in_text() => {
                self.doubt |= !text.trim().is_empty()
                    && !matches!(self.inside.last().map(String::as_str), Some("text:p" | "text:span" | "text:a"));
                // A line break in the source stands for a blank.
                self.text.push_str(&text.replace(['\n', '\r', '\t'], " "));
            }
            XmlPiece::Text(_) => {}
            XmlPiece::Close(name) => {
                self.inside.pop();
                match name {
                    "text:p" | "text:h" => self.text.push('\n'),
                    "style:style" | "style:default-style" => {
                        if let Some((key, style)) = self.style.take() {
                            self.doubt |= self.styles.insert(key, style).is_some();
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn is_in_text(&self) -> bool {
        self.inside.iter().any(|name| name == "office:text")
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        if self.is_in_text() {
            self.doubt |= !self.is_plain(name, attributes);
            match name {
                "text:s" => self.text.push(' '),
                "text:tab" => self.text.push('\t'),
                "text:line-break" => self.text.push('\n'),
                _ => {}
            }
            let family = if name == "text:p" { "paragraph" } else { "text" };
            for one in ["text:style-name", "text:visited-style-name"] {
                if let Some(style) = attributes.get(one) {
                    let style = format!("{family} {style}");
                    if self.used.last() != Some(&style) {
                        self.used.push(style);
                    }
                }
            }
            return;
        }
        let parent = self.inside.last().map(String::as_str).unwrap_or_default();
        match (parent, name) {
            (_, "style:style" | "style:default-style") => {
                let family = attributes.get("style:family").unwrap_or_default();
                let own = attributes.get("style:name").unwrap_or_default();
                let known = [
                    "style:name",
                    "style:display-name",
                    "style:family",
                    "style:parent-style-name",
                    "style:next-style-name",
                    "style:class",
                    "style:master-page-name",
                    "style:default-outline-level",
                    "style:auto-update",
                ];
                let parent = attributes.get("style:parent-style-name").map(|parent| format!("{family} {parent}"));
                self.style = Some((format!("{family} {own}"), Style { parent, plain: attributes.are_only(&known) }));
            }
            ("style:style" | "style:default-style", _) => {
                let plain = match name {
                    "style:text-properties" => self.is_plain_text(attributes),
                    "style:paragraph-properties" => is_plain_paragraph(attributes),
                    _ => false,
                };
                if let Some((_, style)) = &mut self.style {
                    style.plain &= plain;
                }
            }
            ("style:text-properties" | "style:paragraph-properties", _) => {
                if let Some((_, style)) = &mut self.style {
                    style.plain &= name == "style:tab-stops";
                }
            }
            (_, "style:font-face") => {
                self.font = attributes.get("style:name").unwrap_or_default().to_owned();
                let known = attributes.get("svg:font-family").is_some_and(is_known_font);
                if !known || attributes.get("style:font-charset").is_some() {
                    self.bad_fonts.push(self.font.clone());
                }
            }
            // A font that comes with the document.
            ("style:font-face", _) => self.bad_fonts.push(self.font.clone()),
            ("style:master-page", _) => self.doubt = true,
            (_, "style:page-layout-properties") => {
                self.doubt |= !attributes.iter().all(|(name, value)| match name {
                    "fo:page-width" | "fo:page-height" => length(value).is_some_and(|points| points >= 200.0),
                    "style:writing-mode" => matches!(value, "lr-tb" | "page"),
                    _ if name.starts_with("fo:margin") => margin(value),
                    "fo:background-color" => value == "transparent" || value == "#ffffff",
                    _ => !name.starts_with("draw:"),
                });
            }
            (_, "style:columns") => self.doubt |= attributes.get("fo:column-count").is_some_and(|count| count != "1"),
            (_, "office:body") | ("office:body", "office:text") => {}
            ("office:body", _) => self.doubt = true,
            _ => {}
        }
    }

    fn is_plain(&self, name: &str, attributes: &Attributes) -> bool {
        let parent = self.inside.last().map(String::as_str).unwrap_or_default();
        match (parent, name) {
            ("office:text", "text:sequence-decls") | ("text:sequence-decls", "text:sequence-decl") => true,
            ("office:text", "office:forms") => true,
            ("office:text", "text:p") => attributes.are_only(&["text:style-name", "xml:id"]),
            ("text:p" | "text:span" | "text:a", "text:span") => attributes.are_only(&["text:style-name"]),
            ("text:p" | "text:span", "text:a") => attributes.are_only(&[
                "text:style-name",
                "text:visited-style-name",
                "xlink:type",
                "xlink:href",
                "office:target-frame-name",
            ]),
            (_, "text:soft-page-break") => true,
            ("text:p" | "text:span" | "text:a", "text:s") => {
                attributes.get("text:c").is_none_or(|count| count.parse().is_ok_and(|count: u32| count < 200))
            }
            ("text:p" | "text:span" | "text:a", "text:tab" | "text:line-break") => true,
            ("text:p" | "text:span" | "text:a", "text:bookmark" | "text:bookmark-start" | "text:bookmark-end") => true,
            _ => false,
        }
    }

    fn is_plain_text(&self, attributes: &Attributes) -> bool {
        let automatic = attributes.get("style:use-window-font-color") == Some("true");
        attributes.iter().all(|(name, value)| {
            // Each property exists for Western, Asian and complex scripts.
            let kind = name.trim_end_matches("-asian").trim_end_matches("-complex");
            match kind {
                "fo:font-size" | "style:font-size" => value
                    .strip_suffix("pt")
                    .and_then(|points| points.parse().ok())
                    .is_some_and(|points: f32| (6.0..=72.0).contains(&points)),
                "fo:color" => value.strip_prefix('#').is_some_and(is_dark),
                "loext:opacity" => value == "100%" || automatic,
                "fo:font-family" | "style:font-family" => is_known_font(value),
                "style:font-name" => !self.bad_fonts.iter().any(|bad| bad == value),
                "fo:background-color" => value == "transparent",
                "style:use-window-font-color"
                | "fo:language"
                | "fo:country"
                | "fo:script"
                | "style:language"
                | "style:country"
                | "style:script"
                | "style:rfc-language-tag"
                | "fo:font-weight"
                | "style:font-weight"
                | "fo:font-style"
                | "style:font-style"
                | "style:font-pitch"
                | "style:font-family-generic"
                | "style:font-style-name"
                | "style:letter-kerning"
                | "fo:hyphenate"
                | "officeooo:rsid"
                | "officeooo:paragraph-rsid" => true,
                "style:text-underline-style" | "style:text-underline-width" | "style:text-underline-color" => true,
                _ => name.starts_with("fo:hyphenation-") || name.starts_with("loext:hyphenation-"),
            }
        })
    }

    /// Whether the styles in use and the default styles are plain.
    fn styles_are_plain(&self) -> bool {
        let defaults = ["paragraph ", "text "];
        let mut used = self.used.iter().map(String::as_str).chain(defaults);
        used.all(|style| is_plain_style(&self.styles, style))
    }
}

fn is_plain_paragraph(attributes: &Attributes) -> bool {
    attributes.iter().all(|(name, value)| match name {
        "style:writing-mode" => matches!(value, "lr-tb" | "page"),
        "fo:line-height" => {
            let percent = value.strip_suffix('%').and_then(|percent| percent.parse().ok());
            value == "normal" || percent.is_some_and(|percent: f32| (80.0..=400.0).contains(&percent))
        }
        "fo:background-color" => value == "transparent",
        "fo:border" | "style:shadow" => value == "none",
        "fo:text-indent" => margin(value),
        "fo:text-align"
        | "style:contextual-spacing"
        | "fo:keep-with-next"
        | "fo:keep-together"
        | "fo:orphans"
        | "fo:widows"
        | "style:text-autospace"
        | "style:punctuation-wrap"
        | "style:line-break"
        | "style:tab-stop-distance"
        | "text:number-lines"
        | "text:line-number"
        | "style:justify-single-word"
        | "style:auto-text-indent"
        | "fo:break-before"
        | "fo:break-after"
        | "style:page-number"
        | "style:register-true"
        | "style:snap-to-layout-grid"
        | "style:writing-mode-automatic"
        | "style:vertical-align"
        | "style:font-independent-line-spacing" => true,
        _ if name.starts_with("fo:margin") => margin(value),
        _ => name.starts_with("fo:hyphenation-") || name.starts_with("loext:hyphenation-"),
    })
}

/// A length in points. `None` if its unit is unknown.
fn length(value: &str) -> Option<f32> {
    let at = value.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = value.split_at(at);
    let points = match unit {
        "pt" => 1.0,
        "in" => 72.0,
        "cm" => 28.35,
        "mm" => 2.835,
        _ => return None,
    };
    number.parse().ok().map(|number: f32| number * points)
}

fn margin(value: &str) -> bool {
    length(value).is_some_and(|points| (0.0..=150.0).contains(&points))
}
