//! What a copy is, without a sentence: how it stands to each of its slips, how each stands to what this archive
//! published, and what differs from the nearest account here.

use std::ops::Range;
use std::sync::Arc;

use firsthand_account::check::{Checked, Kind, Truth, Verdict, Why};
use firsthand_account::identity::AccountId;
use firsthand_account::readings::Reading;
use firsthand_account::slip::find::slips;
use firsthand_account::slip::text::Unreadable;
use firsthand_account::slip::{Malformed, Slip};
use firsthand_account::warnings::mixed_scripts;
use firsthand_account::words::{TooLong, Words};
use firsthand_channels::Copy;

use crate::app::App;
use crate::differences::Differences;
use crate::library::{Card, Entry, Library};

/// Words outside the seal: all of a few, the ends of more.
const OUTSIDE: usize = 60;

pub struct Judged {
    pub slips: Vec<Found>,
    /// The account that the copy names in place of a slip.
    pub names: Option<AccountId>,
    /// Where it is not true to a slip: the nearest account here, and what differs from it.
    pub held: Option<Held>,
}

/// One slip and how the copy stands to it.
pub struct Found {
    pub stands: Stands,
    /// How many letters of the slip were repaired.
    pub repaired: usize,
    /// Whether the slip came from this archive, because the copy names its account.
    pub from_here: bool,
}

pub enum Stands {
    True(Box<Proved>),
    NotTrue(Why, Slip),
    /// The words are true, and the enclosures of the bundle are not.
    OtherFiles(Slip),
    Damaged,
    LaterVersion(u8),
    CannotJudge,
}

/// What is known of a copy that is true to its slip.
pub struct Proved {
    pub id: AccountId,
    pub slip: Slip,
    pub kind: Kind,
    pub reading: Reading,
    pub before: Option<Outside>,
    pub after: Option<Outside>,
    pub behind: Option<Outside>,
    /// The account in it as it was read, with its marks.
    pub sealed: String,
    /// Words that mix alphabets.
    pub mixed: Vec<String>,
    /// Whether a program put invisible direction signs in.
    pub embedded: bool,
    pub standing: Standing,
    /// Another account here of nearly the same words, and what differs from it.
    pub rival: Option<Held>,
}

/// Words that no seal is over.
pub struct Outside {
    pub count: usize,
    pub text: String,
}

/// How a seal stands to what this archive published.
pub enum Standing {
    /// This archive published the account.
    Here {
        entry: Arc<Entry>,
        retracted: bool,
        corrected: bool,
    },
    /// It holds nearly the same words under another seal.
    Rivalled,
    Unknown,
}

/// A copy held against a text that was published here.
pub struct Held {
    pub entry: Arc<Entry>,
    pub retracted: bool,
    pub words: usize,
    pub differences: Differences,
}

/// What it comes to: yes to both questions, no to one, or something is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes = 0,
    No = 1,
    CouldNotTell = 3,
}

impl Judged {
    pub fn answer(&self) -> Answer {
        let each = |answer| self.slips.iter().any(|found| found.answer() == answer);
        if each(Answer::No) {
            Answer::No
        } else if self.slips.is_empty() || each(Answer::CouldNotTell) {
            Answer::CouldNotTell
        } else {
            Answer::Yes
        }
    }
}

impl Found {
    pub fn answer(&self) -> Answer {
        match &self.stands {
            Stands::NotTrue(..) | Stands::OtherFiles(_) => Answer::No,
            Stands::True(proved) => match proved.standing {
                Standing::Here { retracted: false, .. } => Answer::Yes,
                Standing::Rivalled => Answer::No,
                Standing::Here { retracted: true, .. } | Standing::Unknown => Answer::CouldNotTell,
            },
            _ => Answer::CouldNotTell,
        }
    }
}

/// Judges a copy by the slips in it and those that came apart from it. Takes seconds where it is long and hostile.
pub fn judge(app: &App, copy: &Copy, apart: &[Slip]) -> Result<Judged, TooLong> {
    let library = app.library();
    let mut report = copy.check(apart)?;
    let mut from_here = false;
    if report.checked.is_empty()
        && let Some(entry) = report.names.and_then(|id| app.entry(library.get(&id)?))
    {
        report = copy.check(std::slice::from_ref(&entry.slip))?;
        from_here = true;
    }
    let mut found = Vec::new();
    for checked in report.checked {
        let repaired = checked.repaired;
        found.push(Found { stands: stands(app, &library, copy, checked), repaired, from_here });
    }
    let all_true = !found.is_empty() && found.iter().all(|found| matches!(found.stands, Stands::True(_)));
    let held = if all_true { None } else { nearest(app, &library, copy)? };
    Ok(Judged { slips: found, names: report.names, held })
}

fn stands(app: &App, library: &Library, copy: &Copy, checked: Checked) -> Stands {
    let behind = checked.place.as_ref().and_then(|place| behind(&copy.text, place.end));
    match (checked.slip, checked.verdict) {
        (Err(Unreadable::Malformed(Malformed::LaterVersion(version))), _) => Stands::LaterVersion(version),
        (Err(_), _) => Stands::Damaged,
        (Ok(slip), Some(Verdict::True(_))) if !copy.enclosures_fit(&slip) => Stands::OtherFiles(slip),
        (Ok(slip), Some(Verdict::True(truth))) => Stands::True(Box::new(proved(app, library, slip, &truth, behind))),
        (Ok(slip), Some(Verdict::NotTrue(why))) => Stands::NotTrue(why, slip),
        (Ok(_), _) => Stands::CannotJudge,
    }
}

fn proved(app: &App, library: &Library, slip: Slip, truth: &Truth, behind: Option<Outside>) -> Proved {
    let words = &truth.words;
    let own: Vec<&str> = truth.account.clone().map(|at| words.get(at)).collect();
    let here = library.get(&truth.id).and_then(|card| app.entry(card));
    // A translation and what it translates are no rivals, and neither are two editions of one account.
    let same_page = |card: &Card| here.as_ref().is_some_and(|here| here.page == card.page);
    let rivals = library.nearest(&app.desk, &own).into_iter().filter(|card| !same_page(card));
    let rival = rivals.filter_map(|card| app.entry(&card)).find(|entry| entry.id != truth.id);
    let standing = match (here, &rival) {
        (Some(entry), _) => {
            let (retracted, corrected) = notices(app, &entry);
            Standing::Here { entry, retracted, corrected }
        }
        (None, Some(_)) => Standing::Rivalled,
        (None, None) => Standing::Unknown,
    };
    Proved {
        id: truth.id,
        kind: slip.kind(),
        reading: truth.reading,
        before: outside(words, 0..truth.account.start),
        after: outside(words, truth.account.end..words.len()),
        behind,
        sealed: words.show(truth.account.clone()),
        mixed: mixed_scripts(words, truth.account.clone()),
        embedded: words.suspects().iter().any(|suspect| !suspect.is_refused()),
        standing,
        rival: rival.map(|entry| held(app, entry, &own)),
        slip,
    }
}

/// The nearest account to a copy without its slips.
fn nearest(app: &App, library: &Library, copy: &Copy) -> Result<Option<Held>, TooLong> {
    let words = copy.words()?;
    let copy: Vec<&str> = words.iter().collect();
    if copy.is_empty() {
        return Ok(None);
    }
    Ok(library.nearest(&app.desk, &copy).first().and_then(|card| Some(held(app, app.entry(card)?, &copy))))
}

fn held(app: &App, entry: Arc<Entry>, copy: &[&str]) -> Held {
    let account = entry.sealed();
    Held {
        retracted: notices(app, &entry).0,
        words: account.len(),
        differences: Differences::of(&account, copy),
        entry,
    }
}

/// Whether the page of a text was retracted, and whether it was corrected.
fn notices(app: &App, entry: &Entry) -> (bool, bool) {
    let catalogue = app.desk.store().catalogue();
    let published = catalogue.published.get(&entry.page);
    published.map_or((false, false), |published| {
        (published.is_retracted(), published.notices.iter().any(|notice| !notice.retracted))
    })
}

fn outside(words: &Words, range: Range<usize>) -> Option<Outside> {
    let count = range.len();
    let text = if count <= OUTSIDE {
        words.show(range)
    } else {
        let (head, tail) = (range.start..range.start + OUTSIDE / 2, range.end - OUTSIDE / 2..range.end);
        format!("{} … {}", words.show(head), words.show(tail))
    };
    (count > 0).then(|| Outside { count, text: text.split_whitespace().collect::<Vec<_>>().join(" ") })
}

/// What stands behind a slip, up to the next.
fn behind(text: &str, from: usize) -> Option<Outside> {
    let rest = &text[from..];
    let end = slips(rest).first().map_or(rest.len(), |next| next.place.start);
    let words = Words::read(&rest[..end]).ok()?;
    outside(&words, 0..words.len())
}
