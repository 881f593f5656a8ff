//! Holding a copy against a slip (`spec/seal.md`, section 5).

use std::borrow::Cow;
use std::ops::Range;

use crate::hash::Hash;
use crate::identity::AccountId;
use crate::readings::Reading;
use crate::slip::find::{account_id_line, slips};
use crate::slip::text::Unreadable;
use crate::slip::{Slip, TAIL_WORDS, tail};
use crate::tree::Tree;
use crate::words::{Suspect, TooLong, Words};

/// How many words before the slip the account's end is looked for.
const SEARCHED: usize = 2_000;
/// How many places that look like the account's end are tried in each reading.
const PLACES: usize = 8;
/// How many tries are made together.
const TOGETHER: usize = 4;
/// How many leaves all tries in one text may hash together, beyond the first try of each slip: so many, or a try of
/// every word in each reading but the first, if that is more.
const EXTRA_LEAVES: u64 = 1 << 22;
const FURTHER_READINGS: u64 = Reading::ALL.len() as u64 - 1;
/// With fewer open words than this, nothing else may stand on the same line or before the slip: a few words say
/// something else when others stand around them.
pub const FEW_WORDS: u32 = 20;
/// How many slips in one text are judged.
const SLIPS: usize = 16;

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
    pub reading: Reading,
    /// The text in this reading.
    pub text: Cow<'t, str>,
    /// The words of that text.
    pub words: Words,
    /// Which of them are the account's, with the marks of withheld places.
    pub account: Range<usize>,
    /// Where each open span of the account begins in `words`.
    pub spans: Vec<u32>,
}

/// Why a text is not true to its slip, as far as can be said without the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The account's last words are not found before the slip.
    EndNotFound,
    /// The account's last words are there, and the words before them are not those that were sealed; or marks are
    /// missing or stand elsewhere; or the slip is not what the key signed.
    Words,
    /// The words hold a character that no account may hold.
    Hidden(Suspect),
    /// There are too few open words to stand among others on one line.
    AmongOthers,
}

/// One slip and how the text stands to it.
#[derive(Clone, Debug)]
pub struct Checked<'t> {
    /// Where the slip stands in the text; `None` for one that came apart from it.
    pub place: Option<Range<usize>>,
    pub slip: Result<Slip, Unreadable>,
    /// How many letters of the slip were repaired.
    pub repaired: usize,
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
    let named = account_id_line(text);
    let readable = |count: usize| found[..count].iter().filter(|other| other.read.is_ok()).map(|other| &other.place);
    let mut leaves_hashed = 0;
    let mut checked = Vec::new();
    for (at, slip) in found.iter().enumerate() {
        let (slip_read, repaired, verdict) = match &slip.read {
            Err(unreadable) => (Err(*unreadable), 0, None),
            Ok(read) if at >= SLIPS => (Ok(read.slip.clone()), read.repaired, Some(Verdict::CannotJudge)),
            Ok(read) => {
                let before = without(text, slip.place.start, readable(at));
                (Ok(read.slip.clone()), read.repaired, Some(judge_within(before, &read.slip, &mut leaves_hashed)?))
            }
        };
        checked.push(Checked { place: Some(slip.place.clone()), slip: slip_read, repaired, verdict });
    }
    for slip in apart {
        let apart_from_slips = |end| without(text, end, readable(found.len()));
        // The line with the account id is no word of the account.
        let mut verdict = match &named {
            Some((line, _)) => judge_within(apart_from_slips(line.start), slip, &mut leaves_hashed)?,
            None => Verdict::NotTrue(Why::EndNotFound),
        };
        if !matches!(verdict, Verdict::True(_)) {
            verdict = judge_within(apart_from_slips(text.len()), slip, &mut leaves_hashed)?;
        }
        checked.push(Checked { place: None, slip: Ok(slip.clone()), repaired: 0, verdict: Some(verdict) });
    }
    Ok(Report { checked, names: named.map(|(_, id)| id) })
}

/// `text` up to `end` without the slips at `places`.
fn without<'t, 'p>(text: &'t str, end: usize, places: impl Iterator<Item = &'p Range<usize>>) -> Cow<'t, str> {
    let mut out = Cow::Borrowed("");
    let mut from = 0;
    for place in places.filter(|place| place.end <= end && !place.is_empty()) {
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
    judge_within(text, slip, &mut 0)
}

fn judge_within<'t>(text: Cow<'t, str>, slip: &Slip, leaves_hashed: &mut u64) -> Result<Verdict<'t>, TooLong> {
    let mut why = Why::EndNotFound;
    let mut tries = Tries { slip, waiting: Vec::new(), first: true, leaves_hashed, most_leaves: EXTRA_LEAVES };
    for (at, reading) in Reading::ALL.into_iter().enumerate() {
        if let Some(read) = reading.apply(&text) {
            let words = Words::read(&read)?;
            if reading == Reading::AS_WRITTEN {
                tries.most_leaves = EXTRA_LEAVES.max(FURTHER_READINGS * words.len() as u64);
            }
            let places = places(&words, slip, &mut why);
            if !places.is_empty() {
                tries.waiting.push(Read { reading, words, places });
            }
        }
        let last = at + 1 == Reading::ALL.len();
        match tries.make(last) {
            Tried::Nothing => {}
            Tried::Found { reading, words, place, id } => {
                let text = match reading {
                    Reading::AS_WRITTEN => text,
                    _ => Cow::Owned(reading.apply(&text).expect("it was read so").into_owned()),
                };
                let Place { account, spans } = place;
                return Ok(Verdict::True(Box::new(Truth { id, reading, text, words, account, spans })));
            }
            Tried::Bound => return Ok(Verdict::CannotJudge),
        }
        if why == Why::EndNotFound && !tries.first {
            why = Why::Words;
        }
    }
    Ok(Verdict::NotTrue(why))
}

/// A text's words in one reading, and the places where the account may stand among them.
struct Read {
    reading: Reading,
    words: Words,
    places: Vec<Place>,
}

/// The tries of one judgement: the first alone, for it is nearly always the right one; then some at a time, because
/// they share the salts, which are half of the work.
struct Tries<'a> {
    slip: &'a Slip,
    waiting: Vec<Read>,
    /// Whether the first try is still to come; it is always made.
    first: bool,
    /// How many leaves the others have hashed, those of other slips in the text too.
    leaves_hashed: &'a mut u64,
    most_leaves: u64,
}

enum Tried {
    Nothing,
    Found { reading: Reading, words: Words, place: Place, id: AccountId },
    Bound,
}

impl Tries<'_> {
    /// Makes the first try, then those of two readings together, so that no more of them are held at once.
    fn make(&mut self, last: bool) -> Tried {
        loop {
            let count: usize = self.waiting.iter().map(|read| read.places.len()).sum();
            if count == 0 || (!self.first && self.waiting.len() < 2 && count < TOGETHER && !last) {
                return Tried::Nothing;
            }
            let count = if std::mem::take(&mut self.first) {
                1
            } else {
                let leaves = u64::from(self.slip.open_words());
                let left = self.most_leaves.saturating_sub(*self.leaves_hashed);
                let affordable = (left / leaves).min(count.min(TOGETHER) as u64);
                if affordable == 0 {
                    return Tried::Bound;
                }
                *self.leaves_hashed += affordable * leaves;
                affordable as usize
            };
            let next = self
                .waiting
                .iter()
                .enumerate()
                .flat_map(|(at, read)| (0..read.places.len()).map(move |place| (at, place)));
            let next: Vec<(usize, usize)> = next.take(count).collect();
            let tried: Vec<(&Words, &Place)> =
                next.iter().map(|&(at, place)| (&self.waiting[at].words, &self.waiting[at].places[place])).collect();
            if let Some((found, id)) = prove(self.slip, &tried) {
                let (at, place) = next[found];
                let Read { reading, words, mut places } = self.waiting.swap_remove(at);
                return Tried::Found { reading, words, place: places.swap_remove(place), id };
            }
            let mut left = count;
            for read in &mut self.waiting {
                left -= read.places.drain(..left.min(read.places.len())).len();
            }
            self.waiting.retain(|read| !read.places.is_empty());
        }
    }
}

/// A place where the account may stand among a text's words.
#[derive(Clone, Debug)]
struct Place {
    account: Range<usize>,
    spans: Vec<u32>,
}

/// Where the account may stand: ends at which the slip's tail matches, the nearest to the slip first, with a mark at
/// each withheld place and none elsewhere.
fn places(words: &Words, slip: &Slip, why: &mut Why) -> Vec<Place> {
    let mut places = Vec::new();
    let mut matches = 0;
    for end in (words.len().saturating_sub(SEARCHED).max(1)..=words.len()).rev() {
        if words.is_mark(end - 1) || !tail_matches(words, end, slip) {
            continue;
        }
        match place(words, end, slip) {
            Ok(place) => places.push(place),
            Err(reason) if *why == Why::EndNotFound || matches!(reason, Why::Hidden(_)) => *why = reason,
            Err(_) => {}
        }
        matches += 1;
        if matches == PLACES {
            break;
        }
    }
    places
}

fn tail_matches(words: &Words, end: usize, slip: &Slip) -> bool {
    let wanted = TAIL_WORDS.min(slip.open_words() as usize);
    let mut last: Vec<&str> = Vec::with_capacity(wanted);
    last.extend((0..end).rev().filter(|&at| !words.is_mark(at)).map(|at| words.get(at)).take(wanted));
    last.reverse();
    last.len() == wanted && tail(&last) == slip.tail
}

/// The place of an account whose last open word stands before `end`.
fn place(words: &Words, end: usize, slip: &Slip) -> Result<Place, Why> {
    let marks_end = |from: usize| (from..words.len()).find(|&at| !words.is_mark(at)).unwrap_or(words.len());
    let marks_start = |to: usize| (0..to).rev().find(|&at| !words.is_mark(at)).map_or(0, |at| at + 1);

    let mut account_end = end;
    if slip.withheld.iter().next_back().is_some_and(|range| range.end == slip.n) {
        account_end = marks_end(end);
        if account_end == end && !words.begins_line(end) {
            return Err(Why::Words);
        }
    }
    let open = slip.withheld.open(slip.n);
    let mut spans = Vec::with_capacity(open.len());
    let mut at = end;
    for span in open.iter().rev() {
        let start = at.checked_sub((span.end - span.start) as usize).ok_or(Why::Words)?;
        if (start..at).any(|word| words.is_mark(word)) {
            return Err(Why::Words);
        }
        spans.push(start as u32);
        at = if span.start == 0 { start } else { marks_start(start) };
        if span.start > 0 && at == start {
            // Only a range that starts the account may lack its mark.
            let first = spans.len() == open.len();
            if !(first && words.begins_line(start)) {
                return Err(Why::Words);
            }
        }
    }
    spans.reverse();
    let account = at..account_end;
    let held = |suspect: &&Suspect| suspect.is_refused() && account.contains(&(suspect.word as usize));
    if let Some(hidden) = words.suspects().iter().find(held) {
        return Err(Why::Hidden(*hidden));
    }
    let alone = words.begins_line(account.start) && words.begins_line(account.end) && account.end == words.len();
    if slip.open_words() < FEW_WORDS && !alone {
        return Err(Why::AmongOthers);
    }
    Ok(Place { account, spans })
}

/// Which of at most [`TOGETHER`] places proves, and the account's id.
fn prove(slip: &Slip, places: &[(&Words, &Place)]) -> Option<(usize, AccountId)> {
    let roots = match *places {
        [one] => roots(slip, [one]).to_vec(),
        [one, two] => roots(slip, [one, two]).to_vec(),
        [one, two, three] => roots(slip, [one, two, three]).to_vec(),
        [one, two, three, four] => roots(slip, [one, two, three, four]).to_vec(),
        _ => unreachable!("at most {TOGETHER} together"),
    };
    roots.iter().enumerate().find_map(|(at, root)| Some((at, slip.prove(root.as_ref()?)?)))
}

fn roots<const K: usize>(slip: &Slip, places: [(&Words, &Place); K]) -> [Option<Hash>; K] {
    let open = slip.withheld.open(slip.n);
    let open: Vec<&Range<u32>> = open.iter().collect();
    let mut span = 0;
    let roots = Tree::of(&slip.pen_name).roots_from_items(slip.n, &slip.withheld, &slip.items, &mut |leaf| {
        while leaf >= open[span].end {
            span += 1;
        }
        places.map(|(words, place)| words.get((place.spans[span] + leaf - open[span].start) as usize))
    });
    match roots {
        Some(roots) => roots.map(Some),
        None => [None; K],
    }
}
