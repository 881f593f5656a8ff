//! Styles, fonts and colours of documents that cannot hide words or show other letters.

use std::collections::HashMap;

use crate::html::{self, Letter};

/// Whether a font of this name shows the letters of the text. Symbol fonts show other signs.
pub fn is_known_font(name: &str) -> bool {
    let name = name.trim_matches(['\'', '"', ' ']).to_lowercase();
    FONTS.contains(&&*name) || ["dejavu ", "liberation ", "lohit ", "noto "].iter().any(|maker| name.starts_with(maker))
}

/// The fonts of letters in the themes and templates of Word, and those that LibreOffice uses.
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

/// Whether letters of a colour, `RRGGBB`, can be seen on white paper.
pub fn is_dark(colour: &str) -> bool {
    let part = |range| colour.get(range).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    match (colour.len(), part(0..2), part(2..4), part(4..6)) {
        (6, Some(red), Some(green), Some(blue)) => 299 * red + 587 * green + 114 * blue <= 128_000,
        _ => false,
    }
}

/// Whether a text begins with a letter of a right-to-left script, or has no letters and digits.
pub fn runs_from_right(text: &str) -> bool {
    !text.contains(char::is_alphanumeric) || html::first_letter_of(text) == Some(Letter::FromRight)
}

/// A style.
#[derive(Default)]
pub struct Style {
    /// The style that it is based on.
    pub parent: Option<String>,
    /// Whether its properties cannot hide words.
    pub plain: bool,
}

/// Whether a style and the styles that it is based on are plain. A style that is not defined is plain.
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
