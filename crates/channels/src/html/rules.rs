//! The rules of `spec/pages.json`: which elements, attributes and styles a page may have to be judged.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// `spec/pages.json`.
#[derive(Deserialize)]
pub struct Rules {
    /// What no page may hold anywhere, in small letters: it would be another page if it were read as XML.
    pub never: Vec<String>,
    /// Ranges of the characters whose letters are written from the right.
    pub right_to_left: Vec<[u32; 2]>,
    /// Elements whose text is not read.
    pub unread: Vec<String>,
    /// What stands before and after the text of elements.
    pub around: HashMap<String, Vec<String>>,
    /// Elements of which none may stand in another: the letters shrink each time.
    pub headings: Vec<String>,
    /// Elements that move text to the right, and how many may stand in each other.
    pub indents: Vec<String>,
    pub most_indents: usize,
    /// Attributes that any element may have.
    pub anywhere: HashMap<String, Values>,
    /// The elements of plain pages. The attributes of each must all stand in one of its forms.
    pub plain: HashMap<String, Vec<HashMap<String, Values>>>,
    pub released: Vec<Released>,
}

/// What an attribute may be: `"*"` is anything; in a list, `#` is a number.
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
    /// Of the style sheet without blanks at its ends, in hexadecimal.
    pub sha256: String,
}

/// An element of a template.
#[derive(Deserialize)]
pub struct Rule {
    pub element: String,
    /// Its one class, or none.
    #[serde(default)]
    pub class: String,
    /// What it may stand in: `element` or `element.class`; nothing, for the root.
    pub r#in: Vec<String>,
    #[serde(default)]
    pub attributes: HashMap<String, Values>,
    /// The texts that it may have of its own, beside none; any, if this is not given.
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
