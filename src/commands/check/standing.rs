//! Whose slip it is, as far as the reader knows.

use firsthand_account::check::Truth;
use firsthand_account::identity::{AccountId, PenName};

use crate::Answer;
use crate::archive::{Archive, Entry};
use crate::known::{Id, Known};

/// What the reader holds a seal against.
pub struct Trusted {
    pub known: Known,
    pub expect: Option<Id>,
    pub archive: Option<Archive>,
}

/// How the slip's key and account stand to what the reader knows.
pub enum Standing<'a> {
    Expected,
    NotExpected,
    Known(&'a str),
    InArchive(&'a Entry),
    /// The archive holds another account of nearly the same words.
    Rivalled(&'a Entry),
    /// Something was there to hold it against, and says nothing of it.
    Unknown {
        asked: bool,
    },
}

impl Standing<'_> {
    /// Whether the reader knows this seal.
    pub fn is_trusted(&self) -> bool {
        matches!(self, Self::Expected | Self::Known(_) | Self::InArchive(_))
    }

    pub fn answer(&self) -> Answer {
        match self {
            Self::Expected | Self::Known(_) | Self::InArchive(_) | Self::Unknown { asked: false } => Answer::Yes,
            Self::NotExpected | Self::Rivalled(_) => Answer::No,
            Self::Unknown { asked: true } => Answer::CouldNotTell,
        }
    }
}

impl Trusted {
    /// How a seal stands to what the reader knows. What they were told, keep or hold in the folder goes before the
    /// folder's silence; a rival is named beside it all the same.
    pub fn standing<'a>(&'a self, pen_name: &PenName, id: &AccountId, rival: Option<&'a Entry>) -> Standing<'a> {
        if let Some(expected) = self.expect {
            return if expected.is_of(pen_name, id) { Standing::Expected } else { Standing::NotExpected };
        }
        if let Some(entry) = self.archive.as_ref().and_then(|archive| archive.account(id)) {
            return Standing::InArchive(entry);
        }
        if let Some(name) = self.known.name_of(pen_name, id) {
            return Standing::Known(name);
        }
        match rival {
            Some(rival) => Standing::Rivalled(rival),
            None => Standing::Unknown { asked: self.archive.is_some() || !self.known.entries().is_empty() },
        }
    }

    /// Another account of the folder that seals nearly the same words.
    pub fn rival(&self, truth: &Truth) -> Option<&Entry> {
        let archive = self.archive.as_ref()?;
        let words: Vec<&str> = truth.account.clone().map(|at| truth.words.get(at)).collect();
        archive.nearest(&words).into_iter().find(|entry| entry.id != truth.id)
    }
}
