//! The rules of `spec/pages.json`: which elements, attributes and styles a page may have to be judged.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// `spec/pages.json`.
#[derive(Deserialize)]
pub struct Rules {
    /// Strings in small letters that no plain page may contain, because XML gives them another meaning.
    pub never: Vec<String>,
    /// Ranges of characters of scripts that are written from right to left.
    pub right_to_left: Vec<[u32; 2]>,
    /// Elements whose text is not read.
    pub unread: Vec<String>,
    /// The text before and after elements: for each text, the names of the elements.
    pub around: HashMap<String, Vec<String>>,
    /// Elements that may not stand in each other, because the letters shrink each time.
    pub headings: Vec<String>,
    /// Elements that move text to the right.
    pub indents: Vec<String>,
    /// The maximum number of these that may stand in each other.
    pub most_indents: usize,
    /// Attributes that any element may have.
    pub anywhere: HashMap<String, Values>,
    /// The elements of plain pages. The attributes of each must all stand in one of its forms.
    pub plain: HashMap<String, Vec<HashMap<String, Values>>>,
    pub released: Vec<Released>,
}

/// The allowed values of an attribute. `"*"` allows any value. In a list, `#` stands for a number.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Values {
    Any(Anything),
    Of(Vec<String>),
}

#[derive(Deserialize)]
pub enum Anything {
    #[serde(rename = "*")]
    Anything,
}

/// A released look of the archive's pages.
#[derive(Deserialize)]
pub struct Released {
    pub styles: Vec<Style>,
    pub template: Vec<Rule>,
}

#[derive(Deserialize)]
pub struct Style {
    /// The hash of the style sheet without blanks at its ends, in hexadecimal.
    pub sha256: String,
}

/// An element of a template.
#[derive(Deserialize)]
pub struct Rule {
    pub element: String,
    /// Its one class, or none.
    #[serde(default)]
    pub class: String,
    /// The elements in which it may stand, as `element` or `element.class`. Empty text for the root.
    pub r#in: Vec<String>,
    #[serde(default)]
    pub attributes: HashMap<String, Values>,
    /// The texts that it may have besides no text. Any text is allowed if this is not given.
    pub text: Option<Vec<String>>,
    /// How many elements it must hold.
    pub children: Option<usize>,
}

pub static RULES: LazyLock<Rules> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../spec/pages.json")).expect("the tests read it"));

impl Values {
    pub fn allow(&self, value: &str) -> bool {
        match self {
            Self::Any(Anything::Anything) => true,
            Self::Of(values) => values.iter().any(|one| is_like(one, value.trim_matches(BLANKS))),
        }
    }
}

/// The blanks of HTML.
pub const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{C}'];

/// Whether `text` is `pattern`, in any case of ASCII, with a number in the place of each `#`.
pub fn is_like(pattern: &str, text: &str) -> bool {
    let mut rest = text;
    for (at, piece) in pattern.split('#').enumerate() {
        if at > 0 {
            let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.len() - behind.len() > 6 || behind.len() == rest.len() {
                return false;
            }
            rest = behind;
        }
        match rest.split_at_checked(piece.len()) {
            Some((start, behind)) if start.eq_ignore_ascii_case(piece) => rest = behind,
            _ => return false,
        }
    }
    rest.is_empty()
}
