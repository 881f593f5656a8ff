//! Holding a copy against a slip (`spec/seal.md`, section 5).

mod places;
mod tries;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::characters::{Character, Class, vanishes};
use crate::directions::{beside, is_direction, is_from_right, may_reorder};
use crate::identity::AccountId;
use crate::readings::{LeftOut, Reading, as_beside, bare};
use crate::slip::Slip;
use crate::slip::find::{Found, account_id_line, slips};
use crate::slip::text::Unreadable;
use crate::words::{Places, Suspect, TooLong, Words, separates};
use places::{Place, places};
use tries::{Candidates, Tried, Tries};

/// How many leaves all tries in one text may hash together, beyond the first of each slip: so many, or a try of every
/// word in so many readings, if that is more.
const EXTRA_LEAVES: u64 = 1 << 22;
const FURTHER_READINGS: u64 = 5;
/// With fewer open words than this, nothing else may stand on the same line or before the slip: a few words say
/// something else when others stand around them.
pub const FEW_WORDS: u32 = 20;
/// How many slips in one text are judged.
const SLIPS: usize = 16;
/// The most space characters between two words of an account, and of those at which no line is broken: more of them can
/// push words off a screen.
const GAP: usize = 150;
const UNBROKEN: usize = 20;
/// How many message heads that a reading left out are named, each once.
const NAMED: usize = 200;

/// What a slip says is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every word of the account.
    Whole,
    /// One open span: words `first` to `last`, counted from 1, ends included.
    Excerpt { first: u32, last: u32 },
    /// Words are withheld inside: so many, in so many places.
    Edition { withheld: u32, places: u32 },
}

impl Slip {
    pub fn kind(&self) -> Kind {
        let open = self.withheld.open(self.n);
        match open.iter().as_slice() {
            [span] if *span == (0..self.n) => Kind::Whole,
            [span] => Kind::Excerpt { first: span.start + 1, last: span.end },
            _ => Kind::Edition { withheld: self.withheld.words(), places: self.withheld.len() as u32 },
        }
    }
}

/// How a text stands to a slip.
#[derive(Clone, Debug)]
pub enum Verdict<'t> {
    /// It has the words that the slip's key sealed, in order, and nothing between.
    True(Box<Truth<'t>>),
    NotTrue(Why),
    /// The search was stopped by its bound before it was through.
    CannotJudge,
}

/// A text that is true to its slip, as it was read.
#[derive(Clone, Debug)]
pub struct Truth<'t> {
    pub id: AccountId,
    pub stands: Where,
    pub reading: Reading,
    pub left_out: Named,
    /// Whether direction signs, or letters beside the account, may make a screen show its words in another order.
    pub reordered: bool,
    /// Whether such long blanks stand between its words that a screen may not show all of them.
    pub gaps: bool,
    /// The text in this reading, without a sign that is written onto the account's first and last word.
    pub text: Cow<'t, str>,
    /// The words of that text.
    pub words: Words,
    /// Which of them are the account's, with the marks of withheld places.
    pub account: Range<usize>,
    /// Where each open span of the account begins in `words`.
    pub spans: Vec<u32>,
}

impl Truth<'_> {
    /// The characters that no account may hold and that were passed over in the account, in its first and last run of
    /// characters without a space between too, each with how often, in the order of their numbers.
    pub fn passed_over(&self) -> BTreeMap<char, usize> {
        let mut counts = BTreeMap::new();
        let mut suspects = self.words.suspects().iter().filter(|suspect| !suspect.is_refused()).peekable();
        if suspects.peek().is_some() {
            // It has been read before, so it is not too long.
            let places = Places::read(&self.text).unwrap_or_default();
            let [start, end] = [places.source(self.account.start).start, places.source(self.account.end - 1).end];
            let before = self.text[..start].char_indices().rev().find(|(_, c)| separates(*c));
            let start = before.map_or(0, |(at, c)| at + c.len_utf8());
            let end = self.text[end..].find(separates).map_or(self.text.len(), |at| end + at);
            let inside = suspects.filter(|suspect| (start..end).contains(&(suspect.offset as usize)));
            inside.for_each(|suspect| *counts.entry(suspect.character).or_default() += 1);
        }
        counts
    }
}

/// On which side of its slip an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    Before,
    Behind,
}

/// What is not sealed and was left out of a copy when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The sign before or around each line of the account.
    pub sign: Option<String>,
    /// The sign written onto its first and last word.
    pub around: Option<&'static str>,
    /// Message heads, numbers that count messages, and signs with letters before lines that are not the account's, each
    /// with how often it stands there, the first two hundred of them.
    pub heads: Vec<(String, usize)>,
    /// How many other ones there are.
    pub more_heads: usize,
}

impl Named {
    fn name(&mut self, head: &str) {
        match self.heads.iter().position(|(known, _)| known == head) {
            Some(known) => self.heads[known].1 += 1,
            None if self.heads.len() < NAMED => self.heads.push((head.to_owned(), 1)),
            None => self.more_heads += 1,
        }
    }
}

/// Why a text is not true to its slip, as far as can be said without the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The account's last words are not found before the slip.
    EndNotFound,
    /// The account's last words are there, and the words before them are not those that were sealed; or marks are
    /// missing or stand elsewhere; or signs stand before some of its lines only; or the slip is not what the key signed.
    Words,
    /// The words hold a character that no account may hold.
    Hidden(Suspect),
    /// There are too few open words to stand among others on one line.
    AmongOthers,
}

impl Why {
    /// This, or what is known from another part of the text.
    fn or(self, other: Self) -> Self {
        if self == Self::EndNotFound { other } else { self }
    }
}

/// One slip and how the text stands to it.
#[derive(Clone, Debug)]
pub struct Checked<'t> {
    /// Where the slip stands in the text; `None` for one that came apart from it.
    pub place: Option<Range<usize>>,
    pub slip: Result<Slip, Unreadable>,
    /// How many letters of the slip were repaired.
    pub repaired: usize,
    /// What stands between the slip's letters and is none of them, but for what the reading that held leaves out; empty
    /// where there is nothing.
    pub among: String,
    /// What stands behind the line with the account's id, where the slip came apart and holds by what stands before it.
    pub rest: String,
    /// `None` where the slip cannot be read.
    pub verdict: Option<Verdict<'t>>,
}

/// What a text that was checked says.
#[derive(Clone, Debug)]
pub struct Report<'t> {
    /// Every slip in the text, in order, then those that came apart from it.
    pub checked: Vec<Checked<'t>>,
    /// The account id that stands alone on a line, in place of a slip that is too long for the text.
    pub names: Option<AccountId>,
}

/// Checks `text` against the slips in it and those in `apart`.
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
                Some(if judged > SLIPS {
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
    let whole = without(text, text.len(), &found);
    let named = account_id_line(&whole);
    for slip in apart {
        judged += 1;
        let (verdict, judged_to) = if judged > SLIPS {
            (Verdict::CannotJudge, whole.len())
        } else {
            judge_apart(&whole, named.as_ref().map(|(line, _)| line), slip, &mut leaves_hashed)?
        };
        let (repaired, among, rest) = (0, String::new(), whole[judged_to..].to_owned());
        checked.push(Checked { place: None, slip: Ok(slip.clone()), repaired, among, rest, verdict: Some(verdict) });
    }
    Ok(Report { checked, names: named.map(|(_, id)| id) })
}

/// What is seen of `text`, with single spaces.
fn visible(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !vanishes(*c)).collect();
    visible.split(separates).filter(|run| !run.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Judges a slip by the text before it, then by the text behind it, up to the next slip.
fn judge_around<'t>(
    text: &'t str,
    found: &[Found],
    at: usize,
    slip: &Slip,
    leaves_hashed: &mut u64,
) -> Result<Verdict<'t>, TooLong> {
    let place = &found[at].place;
    let before = judge_within(without(text, place.start, &found[..at]), slip, Where::Before, leaves_hashed)?;
    let Verdict::NotTrue(why) = before else { return Ok(before) };
    let next = found[at + 1..].iter().find(|next| next.read.is_some());
    let behind = &text[place.end..next.map_or(text.len(), |next| next.place.start)];
    Ok(match judge_within(Cow::Borrowed(behind), slip, Where::Behind, leaves_hashed)? {
        Verdict::NotTrue(behind) => Verdict::NotTrue(why.or(behind)),
        verdict => verdict,
    })
}

/// Judges a slip that came apart by what stands before the line with the account's id, which is no word of the account,
/// then by the whole text. Gives the verdict, and up to which byte the text was taken into account.
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
        match judge_within(text, slip, Where::Before, leaves_hashed)? {
            Verdict::NotTrue(next) => why = why.or(next),
            verdict => return Ok((verdict, judged_to)),
        }
    }
    Ok((Verdict::NotTrue(why), whole.len()))
}

/// `text` up to `end` without the slips in it that could be read.
fn without<'t>(text: &'t str, end: usize, found: &[Found]) -> Cow<'t, str> {
    let mut out = Cow::Borrowed("");
    let mut from = 0;
    for Found { place, .. } in found.iter().filter(|found| found.read.is_some() && found.place.end <= end) {
        out.to_mut().push_str(&text[from..place.start]);
        out.to_mut().push('\n');
        from = place.end;
    }
    if from == 0 {
        return Cow::Borrowed(&text[..end]);
    }
    out.to_mut().push_str(&text[from..end]);
    out
}

/// How `text`, all of which stands before the slip, stands to `slip`.
pub fn judge<'t>(text: Cow<'t, str>, slip: &Slip) -> Result<Verdict<'t>, TooLong> {
    judge_within(text, slip, Where::Before, &mut 0)
}

fn judge_within<'t>(
    text: Cow<'t, str>,
    slip: &Slip,
    stands: Where,
    leaves_hashed: &mut u64,
) -> Result<Verdict<'t>, TooLong> {
    let mut why = Why::EndNotFound;
    let mut tries = Tries { slip, waiting: Vec::new(), first: true, leaves_hashed, most_leaves: EXTRA_LEAVES };
    for (at, reading) in Reading::ALL.into_iter().enumerate() {
        if let Some(read) = reading.apply(&text) {
            let words = Words::read(&read.text)?;
            if reading == Reading::AS_WRITTEN {
                tries.most_leaves = EXTRA_LEAVES.max(FURTHER_READINGS * words.len() as u64);
            }
            let places = places(&words, slip, stands, &mut why);
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
                    if let Some(truth) = truth(&text, stands, &mut tries.waiting[at], place, id)? {
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

/// What a place that proves comes to. `None` where the reading left a sign out of some of the account's lines and not of
/// others: there it is a word; or where the words are read otherwise without the sign around them.
fn truth<'t>(
    text: &Cow<'t, str>,
    stands: Where,
    found: &mut Candidates,
    place: Place,
    id: AccountId,
) -> Result<Option<Truth<'t>>, TooLong> {
    let reading = found.reading;
    let read = reading.apply(text).expect("it was read so");
    let has_layout = reading.signs || reading.messages || !place.around.is_empty();
    let has_directions = text.contains(is_direction);
    let mut own_words = place.account.clone().map(|at| found.words.get(at));
    let beside_from_right = text.contains(is_from_right) && !own_words.any(|word| word.contains(is_from_right));
    let may_have_gaps = has_gap(text);
    let is_looked_at = has_layout || has_directions || beside_from_right || may_have_gaps;
    let places = if is_looked_at { Some(Places::read(&read.text)?) } else { None };
    let source = |word: usize| places.as_ref().map_or(0..0, |places| places.source(word));
    let bytes = source(place.account.start).start..source(place.account.end - 1).end;
    let mut left_out = Named::default();
    if has_layout {
        let Some(named) = named(&read.left_out, &bytes) else { return Ok(None) };
        left_out = named;
    }
    let left_from_right = |(_, what): &(u32, LeftOut)| match what {
        LeftOut::Sign(what) | LeftOut::Head(what) => what.contains(is_from_right),
        LeftOut::NoSign => false,
    };
    let reordered = has_directions
        && (may_reorder(&read.text, bytes.clone()) || (has_layout && may_reorder(text, 0..text.len())))
        || beside_from_right
            && (read.left_out.iter().any(left_from_right) || beside(&read.text, &bytes).contains(is_from_right));
    let gaps = may_have_gaps && has_gap(&read.text[bytes]);
    let (text, words) = if place.around.is_empty() {
        let own_text = match (reading, text) {
            (Reading::AS_WRITTEN, Cow::Borrowed(text)) => Cow::Borrowed(*text),
            _ => Cow::Owned(read.text.into_owned()),
        };
        (own_text, std::mem::take(&mut found.words))
    } else {
        left_out.around = Some(place.around);
        let text = without_signs(&read.text, place.around, place.ends.map(source));
        let words = Words::read(&text)?;
        let same = |word| words.get(word) == place.word(&found.words, word);
        if words.len() != found.words.len() || !place.account.clone().all(same) {
            return Ok(None);
        }
        (Cow::Owned(text), words)
    };
    let Place { account, spans, .. } = place;
    Ok(Some(Truth { id, stands, reading, left_out, reordered, gaps, text, words, account, spans }))
}

/// Whether so many blanks or line breaks stand side by side in `text` that what is behind them may be off a screen.
fn has_gap(text: &str) -> bool {
    let (mut run, mut unbroken) = (0, 0);
    text.chars().filter(|character| !vanishes(*character)).any(|character| {
        if !separates(character) {
            (run, unbroken) = (0, 0);
            return false;
        }
        run += 1;
        // Characters that are passed over as blanks break no line either.
        let breaks = Character::of(character).class() == Class::Space;
        unbroken += usize::from(!breaks || matches!(character, '\u{A0}' | '\u{2007}' | '\u{202F}'));
        run > GAP || unbroken > UNBROKEN
    })
}

/// `text` without the sign that is written onto the words in these two places, however it is written there.
fn without_signs(text: &str, around: &str, [first, last]: [Range<usize>; 2]) -> String {
    let length = |characters: &mut dyn Iterator<Item = char>| {
        let (mut seen, mut length) = (String::new(), 0);
        for character in characters {
            length += character.len_utf8();
            seen.extend((!vanishes(character)).then_some(character));
            let holds = Words::read(&seen).is_ok_and(|words| words.iter().collect::<String>() == around);
            if holds || seen.chars().count() > around.len() {
                return if holds { length } else { 0 };
            }
        }
        0
    };
    let head = length(&mut text[first.clone()].chars());
    let tail = length(&mut text[last.clone()].chars().rev());
    [&text[..first.start], text.get(first.start + head..last.end - tail).unwrap_or(""), &text[last.end..]].concat()
}

/// What is to be named of what a reading left out, where the account stands in these bytes. `None` where some of the
/// account's lines have no sign, or another one than the rest.
fn named(left_out: &[(u32, LeftOut)], account: &Range<usize>) -> Option<Named> {
    let mut named = Named::default();
    let is_sign = |what: &LeftOut| matches!(what, LeftOut::Sign(_) | LeftOut::NoSign);
    let before = left_out.iter().rposition(|(at, what)| *at as usize <= account.start && is_sign(what));
    for (number, (at, what)) in left_out.iter().enumerate() {
        let inside = Some(number) == before || (*at as usize > account.start && (*at as usize) < account.end);
        match what {
            LeftOut::Sign(sign) if inside => {
                let sign = bare(sign);
                if *named.sign.get_or_insert_with(|| sign.clone()) != sign {
                    return None;
                }
            }
            LeftOut::NoSign if inside => return None,
            _ => {}
        }
    }
    for (_, what) in left_out {
        match what {
            LeftOut::Head(head) => named.name(head),
            // Letters before lines that are not the account's could be read as words.
            LeftOut::Sign(sign) if sign.chars().any(|c| Character::of(c).is_letter()) => {
                let sign = bare(sign);
                if named.sign.as_ref() != Some(&sign) {
                    named.name(&sign);
                }
            }
            _ => {}
        }
    }
    Some(named)
}
