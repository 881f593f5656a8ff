//! Editions: the account with words withheld, still proving the rest.

use std::borrow::Cow;
use std::ops::Range;

use crate::characters::{Character, Class, MARK};
use crate::check::Truth;
use crate::identity::AccountId;
use crate::ranges::Ranges;
use crate::slip::{MAX_PAYLOAD, Slip, TAIL_WORDS, tail};
use crate::tree::{Tree, for_each_item};
use crate::words::{Places, TooLong, Words};

/// How many marks are written for a withheld place, whatever its length.
const MARKS: usize = 5;

/// An account with words withheld: its text, without the slip, and the slip.
#[derive(Clone, Debug)]
pub struct Edition<'a> {
    /// The text in order. Most of it stands in the copy that it was made of: a long text is not held twice.
    pub pieces: Vec<Cow<'a, str>>,
    pub slip: Slip,
    pub id: AccountId,
}

impl Edition<'_> {
    pub fn text(&self) -> String {
        self.pieces.concat()
    }
}

/// Why an edition cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotWithhold {
    #[error("nothing would be left open")]
    Everything,
    #[error("there are {0} words")]
    OutOfRange(u32),
    #[error("the slip would take more than {MAX_PAYLOAD} bytes")]
    SlipTooLong,
    #[error("words that one character stands for cannot be told apart on paper; withhold their neighbours too")]
    Inseparable,
    #[error(transparent)]
    TooLong(#[from] TooLong),
}

/// How words at the account's ends are shown when they are withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// With a mark, as everywhere.
    Marked,
    /// Not at all: an excerpt.
    Left,
}

/// The words of an account that was found true, by their place in the account.
pub struct Account<'a> {
    truth: &'a Truth<'a>,
    slip: &'a Slip,
    open: Ranges,
}

impl<'a> Account<'a> {
    pub fn new(truth: &'a Truth<'a>, slip: &'a Slip) -> Self {
        Self { truth, slip, open: slip.withheld.open(slip.n) }
    }

    /// The open words with their places, counted from 0.
    pub fn words(&self) -> impl Iterator<Item = (u32, &'a str)> {
        let words = &self.truth.words;
        self.open.iter().zip(&self.truth.spans).flat_map(move |(span, &at)| {
            span.clone().map(move |word| (word, words.get((at + word - span.start) as usize)))
        })
    }

    /// The open word at this place.
    pub fn word(&self, place: u32) -> Option<&'a str> {
        self.token(place).map(|token| self.truth.words.get(token))
    }

    /// The place in the account of an open word, by where it stands among the words of the text.
    pub fn place(&self, token: usize) -> Option<u32> {
        let spans = self.open.iter().zip(&self.truth.spans);
        let inside = |(span, &at): (&Range<u32>, &u32)| {
            let offset = u32::try_from(token).ok()?.checked_sub(at)?;
            (offset < span.end - span.start).then_some(span.start + offset)
        };
        spans.filter_map(inside).next()
    }

    /// Where the open word at `place` stands among the words of the text.
    fn token(&self, place: u32) -> Option<usize> {
        let span = self.open.iter().position(|span| span.contains(&place))?;
        let first = self.open.iter().nth(span)?.start;
        Some((self.truth.spans[span] + place - first) as usize)
    }

    /// How many bytes the slip takes when `withheld` is withheld too.
    pub fn payload_length(&self, withheld: &Ranges) -> usize {
        let withheld = self.slip.withheld.union(withheld);
        let mut bytes = 0;
        for_each_item(self.slip.n, &withheld, &mut |hash| {
            bytes += if hash { 32 } else { 16 };
            true
        });
        Slip { withheld, items: Vec::new(), ..self.slip.clone() }.to_bytes().len() + bytes
    }

    /// This account with the words of `withheld` (places from 0) withheld too.
    pub fn withhold(&self, withheld: &Ranges, ends: Ends) -> Result<Edition<'a>, CannotWithhold> {
        let n = self.slip.n;
        if withheld.iter().any(|range| range.end > n) {
            return Err(CannotWithhold::OutOfRange(n));
        }
        let withheld = self.slip.withheld.union(withheld);
        if withheld.words() == n {
            return Err(CannotWithhold::Everything);
        }
        if self.payload_length(&withheld) > MAX_PAYLOAD {
            return Err(CannotWithhold::SlipTooLong);
        }
        let mut forward = self.words().peekable();
        let items = Tree::of(&self.slip.pen_name)
            .narrow(n, &self.slip.withheld, &self.slip.items, &withheld, &mut |leaf| {
                while forward.next_if(|(place, _)| *place < leaf).is_some() {}
                forward.peek().expect("an open leaf has a word").1
            })
            .expect("the items proved a moment ago");
        let open = withheld.open(n);
        let last = open.iter().rev().flat_map(|span| span.clone().rev()).take(TAIL_WORDS);
        let mut last: Vec<&str> = last.map(|place| self.word(place).expect("open before, too")).collect();
        last.reverse();
        let slip = Slip { tail: tail(&last), withheld, items, ..self.slip.clone() };
        Ok(Edition { pieces: self.write(&slip, ends)?, slip, id: self.truth.id })
    }

    /// The text of an edition: as it was laid out, or by the words alone where that would read otherwise.
    fn write(&self, slip: &Slip, ends: Ends) -> Result<Vec<Cow<'a, str>>, CannotWithhold> {
        let pieces = self.pieces(slip, ends);
        // The words at the ends of pieces, and their neighbours.
        let ends = pieces.iter().flat_map(|piece| match piece {
            Piece::Open(tokens) => {
                vec![tokens.start.saturating_sub(1), tokens.start, tokens.end - 1, tokens.end]
            }
            Piece::Mark => Vec::new(),
        });
        let as_laid_out = self.lay_out(&pieces, &Places::of(&self.truth.text, ends.collect())?);
        if self.reads_as(&as_laid_out, &pieces)? {
            return Ok(as_laid_out);
        }
        let by_words = vec![Cow::Owned(self.spell_out(&pieces))];
        if self.reads_as(&by_words, &pieces)? { Ok(by_words) } else { Err(CannotWithhold::Inseparable) }
    }

    /// The open spans of the edition, as ranges of tokens of the text, and the marks between them.
    fn pieces(&self, slip: &Slip, ends: Ends) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut end = 0;
        for span in slip.withheld.open(slip.n).iter() {
            if span.start > end && (end > 0 || ends == Ends::Marked) {
                pieces.push(Piece::Mark);
            }
            let first = self.token(span.start).expect("open before, too");
            pieces.push(Piece::Open(first..first + (span.end - span.start) as usize));
            end = span.end;
        }
        if end < slip.n && ends == Ends::Marked {
            pieces.push(Piece::Mark);
        }
        pieces
    }

    fn lay_out(&self, pieces: &[Piece], places: &Places) -> Vec<Cow<'a, str>> {
        let text: &'a str = &self.truth.text;
        let start = |token: usize| places.source(token).start;
        let end = |token: usize| places.source(token).end;
        // What stands between two words: spaces, without anything that cannot be seen.
        let gap = |token: usize| -> String {
            if token == 0 || token >= places.len() {
                return String::new();
            }
            let between = text.get(end(token - 1)..start(token)).unwrap_or("");
            between.chars().filter(|&c| Character::of(c).class() == Class::Space).collect()
        };
        let marks = String::from_iter([MARK; MARKS]);
        let piece = |(at, piece): (usize, &Piece)| match piece {
            Piece::Open(tokens) => Cow::Borrowed(text.get(start(tokens.start)..end(tokens.end - 1)).unwrap_or("")),
            Piece::Mark => {
                let before = match at.checked_sub(1).map(|at| &pieces[at]) {
                    Some(Piece::Open(before)) => gap(before.end),
                    _ => String::new(),
                };
                let after = match pieces.get(at + 1) {
                    Some(Piece::Open(after)) => gap(after.start),
                    _ => String::new(),
                };
                Cow::Owned(before + &marks + &after)
            }
        };
        pieces.iter().enumerate().map(piece).collect()
    }

    fn spell_out(&self, pieces: &[Piece]) -> String {
        let words = &self.truth.words;
        let mut out = String::new();
        for piece in pieces {
            if !out.is_empty() {
                out.push(' ');
            }
            match piece {
                Piece::Open(tokens) => out.push_str(&words.show(tokens.clone())),
                Piece::Mark => out.extend([MARK; MARKS]),
            }
        }
        out
    }

    /// Whether a text reads as the words and marks of `pieces`. It is read line by line, so as not to hold its words.
    fn reads_as(&self, text: &[Cow<str>], pieces: &[Piece]) -> Result<bool, TooLong> {
        let mark = MARK.to_string();
        let mut wanted = pieces.iter().flat_map(|piece| {
            let (tokens, mark) = match piece {
                Piece::Open(tokens) => (tokens.clone(), None),
                Piece::Mark => (0..0, Some(None)),
            };
            tokens.map(Some).chain(mark)
        });
        let mut reads = |line: &str| {
            let read = Words::read(line)?;
            let same = |word: &str| match wanted.next() {
                Some(Some(token)) => self.truth.words.get(token) == word,
                Some(None) => mark == word,
                None => false,
            };
            Ok(read.suspects().is_empty() && read.iter().all(same))
        };
        let mut line = String::new();
        for part in text.iter().flat_map(|piece| piece.split_inclusive('\n')) {
            let whole = match part.ends_with('\n') {
                true if line.is_empty() => Cow::Borrowed(part),
                ends => {
                    line.push_str(part);
                    if !ends {
                        continue;
                    }
                    Cow::Owned(std::mem::take(&mut line))
                }
            };
            if !reads(&whole)? {
                return Ok(false);
            }
        }
        Ok(reads(&line)? && wanted.next().is_none())
    }
}

enum Piece {
    /// Tokens of the text.
    Open(Range<usize>),
    Mark,
}

/// `ranges` widened so that the slip gets shorter: each to whole blocks of 2, 4, 8 or 16 words, whichever makes the
/// shortest slip, if that saves at least a quarter of it and withholds at most a tenth of the account more. Returns the
/// ranges and the new payload length.
pub fn wider(account: &Account, ranges: &Ranges) -> Option<(Ranges, usize)> {
    let n = account.slip.n;
    let now = account.payload_length(ranges);
    let widen = |block: u32| {
        Ranges::new(ranges.iter().map(|r| r.start / block * block..(r.end.div_ceil(block) * block).min(n)).collect())
    };
    [2, 4, 8, 16]
        .into_iter()
        .map(widen)
        .filter(|wider| wider.words() - ranges.words() <= n / 10 && account.slip.withheld.union(wider).words() < n)
        .map(|wider| (account.payload_length(&wider), wider))
        .min_by_key(|(length, _)| *length)
        .filter(|(length, _)| *length * 4 <= now * 3)
        .map(|(length, wider)| (wider, length))
}
