//! The lists of words to look for, from `spec/hints.json`. The page in the pocket reads the same file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use super::kinds::{Kind, Language};

/// The content of `spec/hints.json`. The words of each list are joined with spaces.
#[derive(Deserialize)]
pub struct Lists {
    /// Given names. They are offered at the start of a sentence too.
    #[serde(deserialize_with = "joined")]
    pub given: String,
    /// Words of every language, as in [`OfLanguage::words`].
    pub everywhere: Vec<(String, Words)>,
    languages: BTreeMap<String, OfLanguage>,
    pub kazakh: Kazakh,
    /// The case endings of Russian.
    #[serde(deserialize_with = "joined")]
    pub russian_endings: String,
    /// Endings of patronymics and surnames.
    #[serde(deserialize_with = "joined")]
    pub name_ends: String,
    /// The last parts of Kazakh names, without their case endings.
    #[serde(deserialize_with = "joined")]
    pub kazakh_tails: String,
    /// Abbreviations whose full stop does not end a sentence.
    #[serde(deserialize_with = "joined")]
    pub abbreviations: String,
    /// Abbreviations whose full stop does not end a sentence before a number.
    #[serde(deserialize_with = "joined")]
    pub before_numbers: String,
    /// Endings of host names.
    #[serde(deserialize_with = "joined")]
    pub host_ends: String,
    pub plates: Plates,
}

/// The lists of one language.
#[derive(Deserialize)]
pub struct OfLanguage {
    /// The names of one or more classes, separated by spaces, and the words that have them.
    pub words: Vec<(String, Words)>,
    /// Patterns of words; see `phrases`.
    pub patterns: Vec<(Kind, Vec<String>)>,
}

#[derive(Deserialize)]
/// One list.
pub struct Words(#[serde(deserialize_with = "joined")] pub String);

/// Words and endings of Kazakh, which need rules of their own.
#[derive(Deserialize)]
pub struct Kazakh {
    #[serde(deserialize_with = "joined")]
    pub kin: String,
    #[serde(deserialize_with = "joined")]
    pub roles: String,
    #[serde(deserialize_with = "joined")]
    pub numbers: String,
    #[serde(deserialize_with = "joined")]
    pub am: String,
    #[serde(deserialize_with = "joined")]
    pub plurals: String,
    #[serde(deserialize_with = "joined")]
    pub possessives: String,
    #[serde(deserialize_with = "joined")]
    pub mine: String,
    #[serde(deserialize_with = "joined")]
    pub our: String,
    #[serde(deserialize_with = "joined")]
    pub cases: String,
}

/// The forms of number plates: D is a digit, L is a letter.
#[derive(Deserialize)]
pub struct Plates {
    #[serde(deserialize_with = "joined")]
    pub own: String,
    #[serde(deserialize_with = "joined")]
    pub without_vowels: String,
    #[serde(deserialize_with = "joined")]
    pub in_one_word: String,
}

/// The lists, read at the first use.
pub static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../spec/hints.json")).expect("a test reads spec/hints.json")
});

impl Lists {
    /// The lists of a language.
    pub fn of(&self, language: Language) -> &OfLanguage {
        &self.languages[language.tag()]
    }
}

/// Whether `word` stands in a list.
pub fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|each| each == word)
}

/// Joins the lines of a list. In the file a list has several lines, so that people can read it.
fn joined<'de, D: Deserializer<'de>>(lines: D) -> Result<String, D::Error> {
    Vec::<String>::deserialize(lines).map(|lines| lines.join(" "))
}
