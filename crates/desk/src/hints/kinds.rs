//! What a hint is, and the languages in which hints are found by lists.

use std::ops::Range;

use serde::Deserialize;

/// A language that there are lists for.
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

    /// BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::Spanish => "es",
        }
    }
}

/// What a hint is, as far as can be told; the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Name,
    /// One's own kin, and those who live or learn beside one.
    Kin,
    /// A role, a place of work or study, those whom one works with.
    Work,
    /// Of a telephone, a document, a card, a flat.
    Number,
    Plate,
    /// A street, a house, a small place.
    Address,
    /// An address of e-mail, of a page or of an account.
    Online,
    /// An exact age or a birth.
    Age,
    /// That somebody was the only one, the first or the last.
    OnlyOne,
}

impl Kind {
    /// As programs call it.
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

/// Words that may point to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub kind: Kind,
}
