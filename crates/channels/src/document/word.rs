//! Reads documents of Word (DOCX).

use std::collections::{HashMap, HashSet};

use super::parts::Parts;
use super::styles::{Style, is_dark, is_known_font, is_plain_style, runs_from_right};
use super::xml::{Attributes, XmlPiece, pieces};
use crate::form::NotACopy;
use crate::html::is_turned;

/// The text of a document, and whether a person sees exactly these words in this order.
pub fn read(parts: &mut Parts, names: &[String]) -> Result<(String, bool), NotACopy> {
    let has = |name: &str| names.iter().any(|one| one == name);
    let mut plain = !names.iter().any(|name| name.starts_with("word/fonts/") || name.ends_with(".odttf"));
    if has("_rels/.rels") {
        plain &= targets(&parts.text("_rels/.rels")?, "/officeDocument", "word/document.xml")?;
    }
    if has("word/_rels/document.xml.rels") {
        let relations = parts.text("word/_rels/document.xml.rels")?;
        plain &= targets(&relations, "/styles", "styles.xml")? && targets(&relations, "/settings", "settings.xml")?;
    }
    let mut theme = true;
    for name in names.iter().filter(|name| name.starts_with("word/theme/") && name.ends_with(".xml")) {
        let xml = parts.text(name)?;
        // Only the attribute `typeface` names fonts, in elements of several names.
        pieces(&xml, |piece| {
            if let XmlPiece::Open(_, attributes) = piece {
                theme &= attributes.get("typeface").is_none_or(is_known_font);
            }
        })?;
    }
    let mut styles = Styles { theme, defaults: true, ..Styles::default() };
    if has("word/styles.xml") {
        plain &= styles.read(&parts.text("word/styles.xml")?)?;
    }
    if has("word/settings.xml") {
        // These settings take styles or words from another file.
        let mut own = true;
        plain &= pieces(&parts.text("word/settings.xml")?, |piece| {
            own &= !matches!(
                piece,
                XmlPiece::Open("w:linkStyles" | "w:attachedTemplate" | "w:mailMerge" | "w:docVars", _)
            );
        })?;
        plain &= own;
    }
    let mut body = Body::new(&styles);
    let one_reading = pieces(&parts.text("word/document.xml")?, |piece| body.take(piece))?;
    plain = plain && one_reading && !body.doubt && styles.defaults;
    Ok((body.text, plain))
}

/// Whether all relations of a kind lead to one part.
fn targets(relations: &str, kind: &str, part: &str) -> Result<bool, NotACopy> {
    let mut all = true;
    let plain = pieces(relations, |piece| {
        if let XmlPiece::Open(_, attributes) = piece
            && attributes.get("Type").is_some_and(|one| one.ends_with(kind))
        {
            all &= attributes.get("TargetMode").is_none()
                && attributes.get("Target").is_some_and(|target| {
                    target.trim_start_matches('/').trim_start_matches("word/") == part.trim_start_matches("word/")
                });
        }
    })?;
    Ok(all && plain)
}

/// The styles of `word/styles.xml`.
#[derive(Default)]
struct Styles {
    /// Whether the fonts of the theme are fonts of letters.
    theme: bool,
    /// Whether the default properties are plain.
    defaults: bool,
    all: HashMap<String, Style>,
    /// The styles of paragraphs and runs that name no style.
    default: Vec<String>,
}

impl Styles {
    fn read(&mut self, xml: &str) -> Result<bool, NotACopy> {
        let mut now: Option<(String, Style)> = None;
        let mut inside: Vec<String> = Vec::new();
        let mut twice = false;
        let plain = pieces(xml, |piece| match piece {
            XmlPiece::Open(name, attributes) => {
                let properties = inside.iter().any(|one| matches!(&**one, "w:rPr" | "w:pPr"));
                let paragraph = inside.last().is_some_and(|one| one == "w:pPr");
                match (name, &mut now) {
                    ("w:style", _) => {
                        let id = attributes.get("w:styleId").unwrap_or_default().to_owned();
                        let of_text = matches!(attributes.get("w:type"), Some("paragraph" | "character"));
                        if of_text && attributes.get("w:default").is_some_and(|value| is_on(Some(value))) {
                            self.default.push(id.clone());
                        }
                        now = Some((id, Style { parent: None, plain: true }));
                    }
                    ("w:basedOn", Some((_, style))) if !properties => {
                        style.parent = attributes.get("w:val").map(str::to_owned);
                    }
                    _ if properties => {
                        let plain = is_plain_property(name, attributes, paragraph, self.theme)
                            && !matches!(name, "w:rtl" | "w:bidi" if is_on(attributes.get("w:val")));
                        match &mut now {
                            Some((_, style)) => style.plain &= plain,
                            None => self.defaults &= plain,
                        }
                    }
                    _ => {}
                }
                inside.push(name.to_owned());
            }
            XmlPiece::Close(name) => {
                inside.pop();
                if name == "w:style"
                    && let Some((id, style)) = now.take()
                {
                    twice |= self.all.insert(id, style).is_some();
                }
            }
            XmlPiece::Text(_) => {}
        })?;
        Ok(plain && !twice)
    }

    fn is_plain(&self, name: &str) -> bool {
        is_plain_style(&self.all, name)
    }
}

/// Whether a switch is on.
fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

/// Whether a number lies in a range.
fn within(value: Option<&str>, min: i32, max: i32) -> bool {
    value.is_some_and(|value| value.parse().is_ok_and(|value: i32| (min..=max).contains(&value)))
}

/// Whether a property of a run or a paragraph cannot hide, add or reorder words. The direction of lines is judged elsewhere.
fn is_plain_property(name: &str, attributes: &Attributes, paragraph: bool, theme: bool) -> bool {
    let value = attributes.get("w:val");
    match name {
        // Runs. Bold, italics and underlines do not change words.
        "w:b" | "w:bCs" | "w:i" | "w:iCs" | "w:u" | "w:lang" | "w:noProof" | "w:kern" | "w:rtl" | "w:cs" | "w:rPr" => {
            true
        }
        "w:vanish" | "w:webHidden" | "w:specVanish" | "w:strike" | "w:dstrike" | "w:caps" | "w:smallCaps"
        | "w:outline" | "w:shadow" | "w:emboss" | "w:imprint" => !is_on(value) && value.is_some(),
        "w:sz" | "w:szCs" => within(value, 12, 144),
        "w:color" => attributes.are_only(&["w:val"]) && value.is_some_and(|value| value == "auto" || is_dark(value)),
        "w:rFonts" => attributes.iter().all(|(name, value)| match name {
            "w:ascii" | "w:hAnsi" | "w:eastAsia" | "w:cs" => is_known_font(value),
            "w:asciiTheme" | "w:hAnsiTheme" | "w:eastAsiaTheme" | "w:cstheme" => theme,
            "w:hint" => true,
            _ => false,
        }),
        "w:vertAlign" => value == Some("baseline"),
        "w:position" => value == Some("0"),
        "w:w" => within(value, 70, 150),
        "w:highlight" => value == Some("none"),
        "w:spacing" if !paragraph => within(value, 0, 100),
        "w:rStyle" | "w:pStyle" => true,
        // Paragraphs.
        "w:keepNext"
        | "w:keepLines"
        | "w:pageBreakBefore"
        | "w:widowControl"
        | "w:suppressAutoHyphens"
        | "w:contextualSpacing"
        | "w:suppressLineNumbers"
        | "w:overflowPunct"
        | "w:autoSpaceDE"
        | "w:autoSpaceDN"
        | "w:kinsoku"
        | "w:wordWrap"
        | "w:topLinePunct"
        | "w:snapToGrid"
        | "w:adjustRightInd"
        | "w:textAlignment"
        | "w:outlineLvl"
        | "w:bidi"
        | "w:pPr"
        | "w:mirrorIndents" => true,
        "w:jc" => !matches!(value, Some("thaiDistribute" | "numTab")),
        "w:spacing" => attributes.iter().all(|(name, value)| match name {
            "w:before" | "w:after" | "w:beforeLines" | "w:afterLines" => within(Some(value), 0, 2_000),
            "w:beforeAutospacing" | "w:afterAutospacing" => true,
            "w:line" => within(Some(value), 200, 2_000),
            "w:lineRule" => matches!(value, "auto" | "atLeast"),
            _ => false,
        }),
        "w:ind" => attributes.iter().all(|(name, value)| match name {
            "w:hanging" | "w:hangingChars" => value == "0",
            _ => within(Some(value), 0, 2_000),
        }),
        "w:sectPr" | "w:pgNumType" | "w:formProt" | "w:docGrid" | "w:type" | "w:noEndnote" | "w:vAlign"
            if !paragraph || name == "w:sectPr" =>
        {
            true
        }
        "w:textDirection" => matches!(value, Some("lrTb" | "lr")),
        "w:cols" => attributes.get("w:num").is_none_or(|count| count == "1"),
        "w:pgSz" => ["w:w", "w:h"].iter().all(|side| within(attributes.get(side), 4_000, 40_000)),
        "w:pgMar" => attributes.iter().all(|(_, value)| within(Some(value), 0, 3_000)),
        _ => false,
    }
}

/// The state of `word/document.xml` while it is read.
struct Body<'a> {
    styles: &'a Styles,
    text: String,
    doubt: bool,
    inside: Vec<String>,
    /// The byte offset where the text of the open run begins.
    run: usize,
    /// Whether the open run is marked as right-to-left.
    run_from_right: bool,
    /// The byte offset where the paragraph begins.
    paragraph: usize,
    /// Whether the lines of the paragraph run from right to left.
    from_right: bool,
    /// Whether the paragraph names a style.
    is_styled: bool,
    /// The byte offset where the open text element begins.
    piece: usize,
    /// Whether blanks at the ends of the text element count.
    keeps_blanks: bool,
    /// Plain styles that were looked up.
    known: HashSet<String>,
}

impl<'a> Body<'a> {
    fn new(styles: &'a Styles) -> Self {
        Self {
            styles,
            text: String::new(),
            doubt: false,
            inside: Vec::new(),
            run: 0,
            run_from_right: false,
            paragraph: 0,
            from_right: false,
            is_styled: false,
            piece: 0,
            keeps_blanks: false,
            known: HashSet::new(),
        }
    }

    fn take(&mut self, piece: XmlPiece) {
        match piece {
            XmlPiece::Open(name, attributes) => {
                let plain = self.is_plain(name, attributes);
                self.doubt |= !plain || (attributes.get("xml:space").is_some() && name != "w:t");
                match name {
                    "w:p" => (self.paragraph, self.from_right, self.is_styled) = (self.text.len(), false, false),
                    "w:r" => (self.run, self.run_from_right) = (self.text.len(), false),
                    "w:t" => {
                        (self.piece, self.keeps_blanks) =
                            (self.text.len(), attributes.get("xml:space") == Some("preserve"));
                    }
                    "w:tab" if self.is_in("w:r") => self.text.push('\t'),
                    "w:br" | "w:cr" if self.is_in("w:r") => self.text.push('\n'),
                    "w:noBreakHyphen" => self.text.push('\u{2011}'),
                    "w:rtl" if self.is_in_run() => self.run_from_right = is_on(attributes.get("w:val")),
                    "w:bidi" if self.is_in("w:pPr") => self.from_right = is_on(attributes.get("w:val")),
                    "w:pStyle" => self.is_styled = true,
                    _ => {}
                }
                self.inside.push(name.to_owned());
            }
            XmlPiece::Text(text) if self.is_in("w:t") => self.text.push_str(text),
            XmlPiece::Text(text) => self.doubt |= !text.trim_matches(BLANKS).is_empty(),
            XmlPiece::Close(name) => {
                self.inside.pop();
                match name {
                    "w:t" if !self.keeps_blanks => {
                        let text = self.text.split_off(self.piece.min(self.text.len()));
                        self.text.push_str(text.trim_matches(BLANKS));
                    }
                    "w:r" => {
                        self.doubt |=
                            self.run_from_right && !runs_from_right(&self.text[self.run.min(self.text.len())..]);
                    }
                    "w:p" => {
                        let text = &self.text[self.paragraph..];
                        self.doubt |= self.from_right && text.split('\n').any(is_turned);
                        if !self.is_styled {
                            self.doubt |= self.styles.default.iter().any(|name| !self.styles.is_plain(name));
                        }
                        self.text.push('\n');
                        self.paragraph = self.text.len();
                    }
                    _ => {}
                }
            }
        }
    }

    fn is_in(&self, name: &str) -> bool {
        self.inside.last().is_some_and(|last| last == name)
    }

    /// Whether the open element has the properties of a run, and not those of a paragraph mark.
    fn is_in_run(&self) -> bool {
        matches!(&self.inside[..], [.., run, properties] if run == "w:r" && properties == "w:rPr")
    }

    fn is_plain(&mut self, name: &str, attributes: &Attributes) -> bool {
        let parent = self.inside.last().map(String::as_str).unwrap_or_default();
        match (parent, name) {
            ("", "w:document") | ("w:document", "w:body") | ("w:body" | "w:hyperlink", "w:p") => {
                parent != "w:hyperlink"
            }
            ("w:p", "w:hyperlink") => attributes.are_only(&["r:id", "w:anchor", "w:history"]),
            ("w:p" | "w:hyperlink", "w:r")
            | ("w:r", "w:t" | "w:cr" | "w:tab" | "w:noBreakHyphen" | "w:lastRenderedPageBreak") => true,
            ("w:r", "w:br") => attributes.get("w:clear").is_none(),
            ("w:p" | "w:body" | "w:hyperlink", "w:proofErr" | "w:bookmarkStart" | "w:bookmarkEnd") => true,
            ("w:r", "w:rPr") | ("w:p", "w:pPr") | ("w:body", "w:sectPr") => true,
            ("w:rPr" | "w:pPr" | "w:sectPr", "w:rStyle" | "w:pStyle") => {
                let style = attributes.get("w:val").unwrap_or_default();
                if !self.known.contains(style) {
                    if !self.styles.is_plain(style) {
                        return false;
                    }
                    self.known.insert(style.to_owned());
                }
                true
            }
            ("w:rPr" | "w:pPr" | "w:sectPr", _) => {
                is_plain_property(name, attributes, parent == "w:pPr", self.styles.theme)
            }
            _ => false,
        }
    }
}

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];
