//! The one judge of a copy. The command, the page and the programs' interface say what is decided here, each in its own
//! words; none of them decides.
//!
//! A copy is judged in two halves: how its text stands to each slip ([`Stands`]), and how each slip stands to what the
//! reader knows ([`Standing`]). What no slip speaks for is held against the accounts that the reader has ([`Held`]).
//! [`Judged::json`] is the same in one form for programs (`spec/verdict.schema.json`).
//!
//! No sentence for a person stands here, and no file, clock or network: what the reader knows comes through [`Reader`].

mod differences;
mod json;
mod outside;
mod proved;
mod reader;

use std::sync::Arc;

use firsthand_account::check::{Checked, Verdict, Why};
use firsthand_account::identity::AccountId;
use firsthand_account::slip::text::Unreadable;
use firsthand_account::slip::{Malformed, Slip};
use firsthand_account::words::TooLong;
use firsthand_channels::{Doubt, Form, ReadCopy};

pub use differences::{Differences, Marked};
pub use json::not_read;
pub use outside::Outside;
pub use proved::{Enclosures, Proved};
pub use reader::{Archive, Entry, Id, Part, Reader, Standing};

/// What a copy is.
pub struct Judged {
    pub form: Form,
    /// Why it was not judged: then `read` is all that is said of it.
    pub doubt: Option<Doubt>,
    /// The words of a copy that was not judged, as they were read, to be compared with what the reader sees.
    pub read: Option<String>,
    /// Whether lines of it were encoded twice and were decoded once more.
    pub twice_encoded: bool,
    /// Every slip in the copy, in order, then those that came apart from it.
    pub slips: Vec<Found>,
    /// The account that the copy names in place of a slip.
    pub names: Option<AccountId>,
    /// The copy beside the accounts that the reader gave to hold it against, and beside the nearest one of their archive
    /// where the copy is not true to a slip.
    pub held: Vec<Held>,
}

/// One slip and how the copy stands to it.
pub struct Found {
    pub stands: Stands,
    /// How many letters of the slip were repaired.
    pub repaired: usize,
    /// What stands between the letters of the slip, and is none of them.
    pub among: Option<Outside>,
    /// Whether the slip came from the reader's archive, because the copy names its account.
    pub from_archive: bool,
}

/// How a copy stands to a slip.
pub enum Stands {
    True(Box<Proved>),
    NotTrue(Why, Slip),
    /// The words are true, and the enclosures of the bundle are not.
    OtherFiles(Slip),
    Damaged,
    LaterVersion(u8),
    CannotJudge,
}

/// A copy beside an account that the reader has.
pub struct Held {
    pub entry: Arc<Entry>,
    pub differences: Differences,
}

/// What it comes to: yes to both questions, no to one, or something is left open. Its number is the exit code of the
/// command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes = 0,
    No = 1,
    CouldNotTell = 3,
}

impl Judged {
    /// The worst that is said of any slip. Where there is no slip, one account that has the copy word for word is enough.
    pub fn answer(&self) -> Answer {
        if self.doubt.is_some() {
            return Answer::CouldNotTell;
        }
        if self.slips.is_empty() {
            let has = |answer: &Answer| self.held.iter().any(|held| held.answer() == *answer);
            let best = [Answer::Yes, Answer::CouldNotTell, Answer::No].into_iter().find(has);
            return best.unwrap_or(Answer::CouldNotTell);
        }
        let has = |answer| self.slips.iter().any(|found| found.answer() == answer);
        [Answer::No, Answer::CouldNotTell].into_iter().find(|answer| has(*answer)).unwrap_or(Answer::Yes)
    }
}

impl Found {
    pub fn answer(&self) -> Answer {
        match &self.stands {
            Stands::NotTrue(..) | Stands::OtherFiles(_) => Answer::No,
            Stands::True(proved) => match proved.standing.answer() {
                Answer::Yes if !self.is_plain() => Answer::CouldNotTell,
                answer => answer,
            },
            Stands::Damaged | Stands::LaterVersion(_) | Stands::CannotJudge => Answer::CouldNotTell,
        }
    }

    /// Whether the copy shows its reader the sealed words and no others among them: nothing stands between the letters of
    /// the slip, no sign may show the words in another order, no blank may push some off the screen, and all that was left
    /// out is named.
    pub fn is_plain(&self) -> bool {
        self.among.is_none() && !matches!(&self.stands, Stands::True(proved) if !proved.is_plain())
    }
}

impl Held {
    fn of(entry: Arc<Entry>, copy: &[&str]) -> Self {
        let words: Vec<&str> = entry.words.iter().map(String::as_str).collect();
        let differences = Differences::of(&words, copy);
        Self { entry, differences }
    }

    /// Yes where every word of the account is there, in order, with nothing between, or where the copy is a quote of it and
    /// nothing else. Of a quote among other words nobody can say whether these stand for some of the account's.
    pub fn answer(&self) -> Answer {
        let is_quote = self.differences.quote().is_some() && self.differences.counts().punctuated == 0;
        match self.differences.is_word_for_word() {
            true if self.entry.retracted => Answer::CouldNotTell,
            true => Answer::Yes,
            false if is_quote => Answer::CouldNotTell,
            false => Answer::No,
        }
    }
}

/// Judges a copy by the slips in it and those that came apart from it. Takes seconds where
/// the copy is long and hostile.
pub fn judge(copy: &ReadCopy, apart: &[Slip], reader: &Reader) -> Result<Judged, TooLong> {
    let mut judged = Judged {
        form: copy.form,
        doubt: copy.doubt,
        read: None,
        twice_encoded: copy.twice_encoded,
        slips: Vec::new(),
        names: None,
        held: Vec::new(),
    };
    if copy.doubt.is_some() {
        let words = copy.words()?;
        judged.read = Some(words.show(0..words.len()));
        return Ok(judged);
    }
    let mut report = copy.check(apart)?;
    let mut from_archive = false;
    if report.checked.is_empty()
        && let Some(entry) = report.names.and_then(|id| reader.archive?.account(&id))
    {
        report = copy.check(std::slice::from_ref(&entry.slip))?;
        from_archive = true;
    }
    judged.names = report.names;
    // What cannot be read is part of the text.
    let is_read = |checked: &&Checked| !matches!(checked.slip, Err(Unreadable::Damaged));
    let places: Vec<_> = report.checked.iter().filter(is_read).filter_map(|checked| checked.place.clone()).collect();
    for checked in report.checked {
        let rest = checked.rest.clone();
        let around = checked.place.as_ref().map(|place| outside::around(&copy.text, &places, place));
        let among = Outside::of_text(&checked.among, outside::AMONG);
        let repaired = checked.repaired;
        let stands = stands(copy, checked, around.unwrap_or(("", &rest)), reader);
        judged.slips.push(Found { stands, repaired, among, from_archive });
    }
    let all_true = judged.slips.iter().all(|found| matches!(found.stands, Stands::True(_)));
    let wants_nearest = reader.archive.is_some() && (judged.slips.is_empty() || !all_true);
    if wants_nearest || !reader.against.is_empty() {
        let words = copy.words()?;
        let words: Vec<&str> = words.iter().collect();
        let nearest = wants_nearest.then(|| reader.nearest(&words, |_, _| true)).flatten();
        let against = reader.against.iter().cloned().chain(nearest);
        judged.held = against.map(|entry| Held::of(entry, &words)).collect();
    }
    Ok(judged)
}

/// `around` are the texts before and behind the slip, up to other slips.
fn stands(copy: &ReadCopy, checked: Checked, around: (&str, &str), reader: &Reader) -> Stands {
    match (checked.slip, checked.verdict) {
        (Err(Unreadable::Malformed(Malformed::LaterVersion(version))), _) => Stands::LaterVersion(version),
        (Err(_), _) => Stands::Damaged,
        (Ok(slip), Some(Verdict::True(_))) if !copy.enclosures_fit(&slip) => Stands::OtherFiles(slip),
        (Ok(slip), Some(Verdict::True(truth))) => {
            Stands::True(Box::new(Proved::of(copy, slip, &truth, around, reader)))
        }
        (Ok(slip), Some(Verdict::NotTrue(why))) => Stands::NotTrue(why, slip),
        (Ok(_), _) => Stands::CannotJudge,
    }
}
