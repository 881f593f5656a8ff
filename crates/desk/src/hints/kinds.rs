//! What a hint is, and the languages in which hints are found by lists.

use std::ops::Range;

use serde::Deserialize;

/// A language that has lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    Kazakh,
    Russian,
    Spanish,
}

impl Language {
    pub const ALL: [Self; 4] = [Self::English, Self::Kazakh, Self::Russian, Self::Spanish];

    /// The language of a tag (BCP 47), if there are lists for it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        Self::ALL.into_iter().find(|language| language.tag() == primary)
    }

    /// The language tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::Spanish => "es",
        }
    }
}

/// The kind of a hint. Where several kinds fit, a word gets the kind that is looked for first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Name,
    /// Kin, neighbours and classmates of the writer.
    Kin,
    /// A role, a place of work or study, or the people at work.
    Work,
    /// The number of a telephone, a document, a bank card or a flat.
    Number,
    Plate,
    /// A street, a house or a small place.
    Address,
    /// An address of e-mail or of a page, or the name of an online account.
    Online,
    /// An exact age or a birth.
    Age,
    /// A phrase that says that somebody was the only one, the first or the last.
    OnlyOne,
}

impl Kind {
    /// The name of the kind in JSON, as in `spec/hints.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kin => "kin",
            Self::Work => "work",
            Self::Number => "number",
            Self::Plate => "plate",
            Self::Address => "address",
            Self::Online => "online",
            Self::Age => "age",
            Self::OnlyOne => "onlyone",
        }
    }
}

/// One or more words that may identify a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The place in the text, in bytes.
    pub range: Range<usize>,
    pub kind: Kind,
}
