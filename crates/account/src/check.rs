//! Checks a copy against a slip (`spec/seal.md`, section 5).
//!
//! This file finds the slips of a text and judges each by the text before and after it. `places` finds where the account may
//! stand, `tries` tests whether a place proves, and `truth` tells what the reading left out. What the reader of a verdict
//! knows about the key is not in this crate.

mod places;
mod tries;
mod truth;

use std::borrow::Cow;
use std::ops::Range;

use crate::characters::vanishes;
use crate::identity::AccountId;
use crate::limits::{MAX_CLOSING_CHARACTERS, MAX_FURTHER_LEAVES, MAX_FURTHER_READINGS, MAX_JUDGED_SLIPS};
use crate::readings::{Reading, as_beside};
use crate::slip::Slip;
use crate::slip::find::{FoundSlip, account_id_line, slips};
use crate::slip::text::Unreadable;
use crate::words::{TooLong, Words, separates};
use places::{Beside, places};
pub use places::{FEW_WORDS, Side, Why};
use tries::{Candidates, Tried, Tries};
use truth::truth;
pub use truth::{Named, Truth};

/// Which words of an account a slip opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// Every word of the account.
    Whole,
    /// One open span: words `first` to `last`, counted from 1, ends included.
    Excerpt { first: u32, last: u32 },
    /// Several open spans: `withheld` words are withheld in `places` places.
    Edition { withheld: u32, places: u32 },
}

impl Slip {
    /// Which words of the account this slip opens.
    pub fn kind(&self) -> SlipKind {
        let open = self.withheld.open(self.n);
        match open.iter().as_slice() {
            [span] if *span == (0..self.n) => SlipKind::Whole,
            [span] => SlipKind::Excerpt { first: span.start + 1, last: span.end },
            _ => SlipKind::Edition { withheld: self.withheld.words(), places: self.withheld.len() as u32 },
        }
    }
}

/// Whether a text is true to a slip.
#[derive(Clone, Debug)]
pub enum Verdict<'t> {
    /// The text has the words that the key of the slip sealed, in order, and nothing between them.
    True(Box<Truth<'t>>),
    NotTrue(Why),
    /// The search reached a limit before it found the account or had tried every place.
    CannotJudge,
}

/// One slip, and whether the text is true to it.
#[derive(Clone, Debug)]
pub struct Checked<'t> {
    /// The bytes of the text that the slip takes up. `None` for a slip in a file of its own.
    pub place: Option<Range<usize>>,
    pub slip: Result<Slip, Unreadable>,
    /// How many letters of the slip were repaired.
    pub repaired: usize,
    /// The visible characters between the letters of the slip, without those that the reading of the account leaves out.
    pub among: String,
    /// The text after the line with the account id. Empty unless the slip came in a file of its own and the text before that
    /// line is true to it.
    pub rest: String,
    /// `None` if the slip cannot be read.
    pub verdict: Option<Verdict<'t>>,
}

/// The verdicts on a text.
#[derive(Clone, Debug)]
pub struct Report<'t> {
    /// Every slip in the text, in order, then the slips in files of their own.
    pub checked: Vec<Checked<'t>>,
    /// The account id that stands alone on the last such line of the text. It stands in place of a slip that is too long for
    /// the text.
    pub names: Option<AccountId>,
}

/// Checks `text` against the slips in it and the slips of `apart`, which came in files of their own. Fails if the text is too
/// long.
pub fn check<'t>(text: &'t str, apart: &[Slip]) -> Result<Report<'t>, TooLong> {
    let found = slips(text);
    let mut leaves_hashed = 0;
    let mut checked = Vec::new();
    let mut judged = 0;
    for at in 0..found.len() {
        let slip = found[at].slip().cloned();
        let mut verdict = match &slip {
            Err(_) => None,
            Ok(slip) => {
                judged += 1;
                Some(if judged > MAX_JUDGED_SLIPS {
                    Verdict::CannotJudge
                } else {
                    judge_around(text, &found, at, slip, &mut leaves_hashed)?
                })
            }
        };
        let read = found[at].read.as_ref();
        let mut among = Cow::Borrowed(read.map_or("", |read| &read.among));
        if let Some(Verdict::True(truth)) = &mut verdict {
            let (rest, heads) = as_beside(&among, truth.reading, truth.left_out.sign.as_deref());
            among = Cow::Owned(rest);
            heads.iter().for_each(|head| truth.left_out.name(head));
        }
        checked.push(Checked {
            place: Some(found[at].place.clone()),
            slip,
            repaired: read.map_or(0, |read| read.repaired),
            among: visible(&among),
            rest: String::new(),
            verdict,
        });
    }
    // A text without its slips is a copy of the text, so it is made only if needed.
    let whole = if apart.is_empty() { Cow::Borrowed("") } else { without(text, text.len(), &found) };
    let named = account_id_line(&whole).map(|(line, _)| line);
    for slip in apart {
        judged += 1;
        let (verdict, judged_to) = if judged > MAX_JUDGED_SLIPS {
            (Verdict::CannotJudge, whole.len())
        } else {
            judge_apart(&whole, named.as_ref(), slip, &mut leaves_hashed)?
        };
        let (repaired, among, rest) = (0, String::new(), whole[judged_to..].to_owned());
        checked.push(Checked { place: None, slip: Ok(slip.clone()), repaired, among, rest, verdict: Some(verdict) });
    }
    let names = between(text, text.len(), &found).into_iter().rev().find_map(account_id_line).map(|(_, id)| id);
    Ok(Report { checked, names })
}

/// The visible characters of `text`, with single spaces.
fn visible(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !vanishes(*c)).collect();
    visible.split(separates).filter(|run| !run.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Judges slip number `at` of `found` by the text before it, then by the text between it and the next slip.
fn judge_around<'t>(
    text: &'t str,
    found: &[FoundSlip],
    at: usize,
    slip: &Slip,
    leaves_hashed: &mut u64,
) -> Result<Verdict<'t>, TooLong> {
    let place = &found[at].place;
    let beside = Beside { stands: Side::Before, closing: first_word(&text[place.end..]) };
    let before = judge_within(without(text, place.start, &found[..at]), slip, &beside, leaves_hashed)?;
    let Verdict::NotTrue(why) = before else { return Ok(before) };
    let next = found[at + 1..].iter().find(|next| next.read.is_some());
    let behind = &text[place.end..next.map_or(text.len(), |next| next.place.start)];
    let beside = Beside { stands: Side::After, closing: String::new() };
    Ok(match judge_within(Cow::Borrowed(behind), slip, &beside, leaves_hashed)? {
        Verdict::NotTrue(behind) => Verdict::NotTrue(why.or(behind)),
        verdict => verdict,
    })
}

/// The first word of `text`, as words are sealed. A long word is cut after [`MAX_CLOSING_CHARACTERS`].
fn first_word(text: &str) -> String {
    let text = text.trim_start_matches(|c| separates(c) || vanishes(c));
    let end = text.char_indices().nth(MAX_CLOSING_CHARACTERS).map_or(text.len(), |(at, _)| at);
    Words::read(&text[..end]).ok().and_then(|words| words.iter().next().map(str::to_owned)).unwrap_or_default()
}

/// Judges a slip that came in a file of its own: by the text before `named`, the line with the account id, then by the whole
/// text. Returns the verdict, and the byte offset at which the judged text ends.
fn judge_apart<'t>(
    whole: &Cow<'t, str>,
    named: Option<&Range<usize>>,
    slip: &Slip,
    leaves_hashed: &mut u64,
) -> Result<(Verdict<'t>, usize), TooLong> {
    let mut why = Why::EndNotFound;
    for (end, judged_to) in named.map(|line| (line.start, line.end)).into_iter().chain([(whole.len(), whole.len())]) {
        let text = match whole {
            Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
            Cow::Owned(text) => Cow::Owned(text[..end].to_owned()),
        };
        match judge_within(text, slip, &Beside::ALONE, leaves_hashed)? {
            Verdict::NotTrue(next) => why = why.or(next),
            verdict => return Ok((verdict, judged_to)),
        }
    }
    Ok((Verdict::NotTrue(why), whole.len()))
}

/// `text` up to `end`, with a line break in place of each readable slip.
fn without<'t>(text: &'t str, end: usize, found: &[FoundSlip]) -> Cow<'t, str> {
    match *between(text, end, found) {
        [all] => Cow::Borrowed(all),
        ref pieces => Cow::Owned(pieces.join("\n")),
    }
}

/// The parts of `text` up to `end` before, between and after its readable slips.
fn between<'t>(text: &'t str, end: usize, found: &[FoundSlip]) -> Vec<&'t str> {
    let slips = found.iter().filter(|found| found.read.is_some() && found.place.end <= end);
    let mut from = 0;
    let mut pieces: Vec<&str> =
        slips.map(|slip| &text[std::mem::replace(&mut from, slip.place.end)..slip.place.start]).collect();
    pieces.push(&text[from..end]);
    pieces
}

/// Judges `slip` by `text`, all of which stands before the slip. Fails if the text is too long.
pub fn judge<'t>(text: Cow<'t, str>, slip: &Slip) -> Result<Verdict<'t>, TooLong> {
    judge_within(text, slip, &Beside::ALONE, &mut 0)
}

/// Judges `slip` by `text`, in each reading in turn.
fn judge_within<'t>(
    text: Cow<'t, str>,
    slip: &Slip,
    beside: &Beside,
    leaves_hashed: &mut u64,
) -> Result<Verdict<'t>, TooLong> {
    let mut why = Why::EndNotFound;
    let mut tries = Tries { slip, waiting: Vec::new(), first: true, leaves_hashed, max_leaves: MAX_FURTHER_LEAVES };
    for (at, reading) in Reading::ALL.into_iter().enumerate() {
        if let Some(read) = reading.apply(&text) {
            let words = Words::read(&read.text)?;
            if reading == Reading::AS_WRITTEN {
                tries.max_leaves = MAX_FURTHER_LEAVES.max(MAX_FURTHER_READINGS * words.len() as u64);
            }
            let places = places(&words, slip, beside, &mut why);
            if !places.is_empty() {
                tries.waiting.push(Candidates { reading, words, places });
            }
        }
        let last = at + 1 == Reading::ALL.len();
        loop {
            match tries.make(last) {
                Tried::Nothing => break,
                Tried::Bound => return Ok(Verdict::CannotJudge),
                Tried::Found { at, place, id } => {
                    if let Some(truth) = truth(&text, beside.stands, &mut tries.waiting[at], place, id)? {
                        return Ok(Verdict::True(Box::new(truth)));
                    }
                }
            }
        }
        if why == Why::EndNotFound && !tries.first {
            why = Why::Words;
        }
    }
    Ok(Verdict::NotTrue(why))
}
