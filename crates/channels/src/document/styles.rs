//! Styles, fonts and colours of documents that cannot hide words or show other letters.

use std::collections::HashMap;

use crate::html::{self, Letter};

/// Whether letters in a font of this name are those that the text says. Fonts of signs show others.
pub fn is_known_font(name: &str) -> bool {
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
pub fn is_dark(colour: &str) -> bool {
    let part = |range| colour.get(range).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    match (colour.len(), part(0..2), part(2..4), part(4..6)) {
        (6, Some(red), Some(green), Some(blue)) => 299 * red + 587 * green + 114 * blue <= 128_000,
        _ => false,
    }
}

/// Whether all of a text runs from the right, as far as it has letters or numbers.
pub fn runs_from_right(text: &str) -> bool {
    !text.contains(char::is_alphanumeric) || html::first_letter_of(text) == Some(Letter::FromRight)
}

/// A style, and whether what it says can hide nothing.
#[derive(Default)]
pub struct Style {
    pub parent: Option<String>,
    pub plain: bool,
}

/// Whether a style and those that it is based on are plain. What is not defined says nothing.
pub fn is_plain_style(styles: &HashMap<String, Style>, name: &str) -> bool {
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
