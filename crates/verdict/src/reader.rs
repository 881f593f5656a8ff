//! What a reader knows, and whether it supports a seal.

use std::str::FromStr;
use std::sync::Arc;

use firsthand_account::characters::MARK;
use firsthand_account::check::Truth;
use firsthand_account::enclosures::edition_of;
use firsthand_account::identity::{AccountId, PenName};
use firsthand_account::slip::Slip;
use firsthand_copies::{Piece, compare};

use crate::answer::Answer;
use crate::held::Held;
use crate::known::{KnownText, PastText};

/// The sign for withheld words in a short form: `[…]`, as a seal reads it.
const GAP: &str = "[...]";

/// A pen name or an account id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Id {
    PenName(PenName),
    Account(AccountId),
}

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let pen_name = text.parse().map(Self::PenName).ok();
        pen_name.or_else(|| text.parse().map(Self::Account).ok()).ok_or_else(|| {
            "a pen name is fhp1 and 52 letters and digits, an account's id fh1 and 52; one of them is wrong or missing"
                .to_owned()
        })
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::PenName(pen_name) => pen_name.fmt(f),
            Self::Account(id) => id.fmt(f),
        }
    }
}

impl Id {
    /// Whether this is the pen name or the account of a seal.
    pub fn is_of(&self, pen_name: &PenName, id: &AccountId) -> bool {
        match self {
            Self::PenName(own) => own == pen_name,
            Self::Account(own) => own == id,
        }
    }
}

/// Accounts that the reader trusts: a folder, or the published accounts of a desk.
pub trait Archive {
    /// The text with this id.
    fn account(&self, id: &AccountId) -> Option<Arc<KnownText>>;

    /// What became of the text with this id, if the archive published it and it is not public any more: with a slip, if it
    /// published that edition; without one, if it has no edition of it now.
    fn past(&self, _id: &AccountId, _slip: Option<&Slip>) -> Option<PastText> {
        None
    }

    /// The text whose words are nearest to those of a copy, if they are nearly the same. Only texts for which `wanted` is true,
    /// given their id and page, are looked at.
    fn nearest(&self, copy: &[&str], wanted: &dyn Fn(&AccountId, &str) -> bool) -> Option<Arc<KnownText>>;
}

/// What a reader knows.
#[derive(Default)]
pub struct Reader<'a> {
    /// The pen name or account id that the reader was told to expect.
    pub expect: Option<Id>,
    /// The reader's own list of ids, each with a name.
    pub known: &'a [(Id, String)],
    pub archive: Option<&'a dyn Archive>,
    /// Accounts with which the copy is to be compared.
    pub against: Vec<Arc<KnownText>>,
}

/// What the reader knows about the key and the account of a slip.
#[derive(Clone, Debug)]
pub enum Standing {
    Expected,
    NotExpected,
    /// The reader's list has it under this name.
    Listed(String),
    /// The archive has the account.
    InArchive(Arc<KnownText>),
    /// The archive published it, and replaced or retracted it.
    Past(PastText),
    /// The slip seals a short form of this account, with the same words.
    ShortForm(Arc<KnownText>),
    /// The archive has nearly the same words under another seal.
    Rivalled,
    /// The reader knows nothing about it. `asked` tells whether the reader has a list or an archive.
    Unknown {
        asked: bool,
    },
}

impl Standing {
    /// Whether the reader knows this seal.
    pub fn is_trusted(&self) -> bool {
        self.answer() == Answer::Yes && !matches!(self, Self::Unknown { .. })
    }

    pub fn answer(&self) -> Answer {
        match self {
            Self::Expected | Self::Listed(_) | Self::InArchive(_) | Self::ShortForm(_) => Answer::Yes,
            Self::NotExpected | Self::Rivalled => Answer::No,
            Self::Past(_) | Self::Unknown { asked: true } => Answer::CouldNotTell,
            Self::Unknown { asked: false } => Answer::Yes,
        }
    }
}

impl Reader<'_> {
    /// The nearest wanted text of the archive.
    pub fn nearest(&self, copy: &[&str], wanted: impl Fn(&AccountId, &str) -> bool) -> Option<Arc<KnownText>> {
        self.archive.filter(|_| !copy.is_empty())?.nearest(copy, &wanted)
    }

    /// Another account with nearly the same words, among those that the reader gave.
    fn rival_given(&self, truth: &Truth, words: &[&str]) -> Option<Held> {
        let others = self.against.iter().filter(|entry| entry.id != truth.id);
        others.map(|entry| Held::of(Arc::clone(entry), words)).find(|held| held.differences.is_near())
    }

    /// What the reader knows about a seal, and a rival: another account with nearly the same words. The expected id, the list
    /// and the archive decide before a rival does. A rival is returned in any case.
    pub fn standing(&self, slip: &Slip, truth: &Truth, words: &[&str]) -> (Standing, Option<Held>) {
        let here = self.archive.and_then(|archive| archive.account(&truth.id));
        let is_current = here.as_ref().is_some_and(|here| here.slip == *slip);
        let past = self.archive.filter(|_| !is_current).and_then(|archive| archive.past(&truth.id, Some(slip)));
        let page = here.as_ref().map(|here| &here.page).or(past.as_ref().map(|past| &past.page)).map(String::as_str);
        let rival = self.nearest(words, |id, other| *id != truth.id && Some(other) != page);
        let rival = rival.map(|entry| Held::of(entry, words)).or_else(|| self.rival_given(truth, words));
        let short = rival
            .as_ref()
            .filter(|rival| is_short_form(slip, words, &rival.entry))
            .map(|rival| Arc::clone(&rival.entry));
        let own_form = short.is_some();
        let name = || self.known.iter().find(|(id, _)| id.is_of(&slip.pen_name, &truth.id)).map(|(_, name)| name);
        let standing = match self.expect {
            Some(expected) if expected.is_of(&slip.pen_name, &truth.id) => Standing::Expected,
            Some(_) => Standing::NotExpected,
            None if let Some(past) = past => Standing::Past(past),
            None => match (here, name(), short, &rival) {
                (Some(entry), ..) => Standing::InArchive(entry),
                (None, Some(name), ..) => Standing::Listed(name.clone()),
                (None, None, Some(entry), _) => Standing::ShortForm(entry),
                (None, None, None, Some(_)) => Standing::Rivalled,
                (None, None, None, None) => {
                    Standing::Unknown { asked: self.archive.is_some() || !self.known.is_empty() }
                }
            },
        };
        (standing, rival.filter(|_| !own_form))
    }
}

/// Whether a slip seals a short form of an account: it encloses the account's id, and has its words, with `[…]` in place of
/// withheld words.
fn is_short_form(slip: &Slip, words: &[&str], entry: &KnownText) -> bool {
    if slip.enclosed.is_none() || slip.enclosed != Some(edition_of(&entry.id).1) {
        return false;
    }
    let with_marks = |words: &mut dyn Iterator<Item = &str>| {
        let parts = words.flat_map(|word| {
            let mut parts: Vec<String> = Vec::new();
            for (at, part) in word.split(GAP).enumerate() {
                parts.extend((at > 0).then(|| MARK.to_string()));
                parts.extend((!part.is_empty()).then(|| part.to_owned()));
            }
            parts
        });
        parts.collect::<Vec<String>>()
    };
    let (account, form) =
        (with_marks(&mut entry.words.iter().map(String::as_str)), with_marks(&mut words.iter().copied()));
    let [account, form] = [&account, &form].map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
    let comparison = compare(&account, &form, |word| word.starts_with(MARK));
    comparison.pieces.iter().all(|piece| matches!(piece, Piece::Kept { .. } | Piece::Withheld { .. }))
}
