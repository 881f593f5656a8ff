//! Editions: withholds words of an account so that the other words can still be proved (`spec/seal.md`, section 2). Which words
//! to withhold is decided elsewhere; [`crate::near`] helps.

use std::borrow::Cow;
use std::ops::Range;

use crate::characters::{Character, Class, MARK};
use crate::check::Truth;
use crate::identity::AccountId;
use crate::limits::MAX_PAYLOAD_BYTES;
use crate::ranges::Ranges;
use crate::slip::{Slip, TAIL_WORDS, tail};
use crate::tree::{Tree, for_each_item};
use crate::words::{TooLong, WordPlaces, Words};

/// The number of marks that are written for a withheld place of any length.
const MARKS: usize = 5;

/// An account with words withheld: its text, without the slip, and the slip.
#[derive(Clone, Debug)]
pub struct Edition<'a> {
    /// The text, in pieces. Most pieces are parts of the copy, so that a long text is not held in memory twice.
    pub pieces: Vec<Cow<'a, str>>,
    pub slip: Slip,
    pub id: AccountId,
}

impl Edition<'_> {
    /// The whole text, without the slip.
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
    #[error("the slip would take more than {MAX_PAYLOAD_BYTES} bytes")]
    SlipTooLong,
    #[error("words that one character stands for cannot be told apart on paper; withhold their neighbours too")]
    Inseparable,
    #[error(transparent)]
    TooLong(#[from] TooLong),
}

/// How withheld words at the start and end of the account are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// With a mark, as in the middle of the account.
    Marked,
    /// Not at all. An excerpt is written like this.
    Left,
}

/// An account whose copy was found true. Gives its words by their place in the account.
pub struct Account<'a> {
    truth: &'a Truth<'a>,
    slip: &'a Slip,
    open: Ranges,
}

impl<'a> Account<'a> {
    /// The account that `truth` found by `slip`.
    pub fn new(truth: &'a Truth<'a>, slip: &'a Slip) -> Self {
        Self { truth, slip, open: slip.withheld.open(slip.n) }
    }

    /// The open words with their places in the account, counted from 0.
    pub fn words(&self) -> impl Iterator<Item = (u32, &'a str)> {
        let words = &self.truth.words;
        self.open.iter().zip(&self.truth.spans).flat_map(move |(span, &at)| {
            span.clone().map(move |word| (word, words.get((at + word - span.start) as usize)))
        })
    }

    /// The word at this place in the account. `None` if it is withheld, or the account ends before.
    pub fn word(&self, place: u32) -> Option<&'a str> {
        self.token(place).map(|token| self.truth.words.get(token))
    }

    /// The place in the account of an open word, given its index among the words of the text. `None` if that word is not one
    /// of the account's.
    pub fn place(&self, token: usize) -> Option<u32> {
        let spans = self.open.iter().zip(&self.truth.spans);
        let inside = |(span, &at): (&Range<u32>, &u32)| {
            let offset = u32::try_from(token).ok()?.checked_sub(at)?;
            (offset < span.end - span.start).then_some(span.start + offset)
        };
        spans.filter_map(inside).next()
    }

    /// The index among the words of the text of the open word at `place` in the account.
    fn token(&self, place: u32) -> Option<usize> {
        let span = self.open.iter().position(|span| span.contains(&place))?;
        let first = self.open.iter().nth(span)?.start;
        Some((self.truth.spans[span] + place - first) as usize)
    }

    /// The length in bytes of the slip's payload if `withheld` is withheld too.
    pub fn payload_length(&self, withheld: &Ranges) -> usize {
        let withheld = self.slip.withheld.union(withheld);
        let mut bytes = 0;
        for_each_item(self.slip.n, &withheld, &mut |hash| {
            bytes += if hash { 32 } else { 16 };
            true
        });
        Slip { withheld, items: Vec::new(), ..self.slip.clone() }.to_bytes().len() + bytes
    }

    /// This account with the words of `withheld` withheld too. Places are counted from 0. Fails if no word would be open, a
    /// place does not exist, or the edition could not be written or its slip would be too long.
    pub fn withhold(&self, withheld: &Ranges, ends: Ends) -> Result<Edition<'a>, CannotWithhold> {
        let n = self.slip.n;
        if withheld.iter().any(|range| range.end > n) {
            return Err(CannotWithhold::OutOfRange(n));
        }
        let withheld = self.slip.withheld.union(withheld);
        if withheld.words() == n {
            return Err(CannotWithhold::Everything);
        }
        if self.payload_length(&withheld) > MAX_PAYLOAD_BYTES {
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

    /// The text of an edition, with the layout of the copy. If that would be read as other words, the words are written with
    /// single spaces.
    fn write(&self, slip: &Slip, ends: Ends) -> Result<Vec<Cow<'a, str>>, CannotWithhold> {
        let pieces = self.pieces(slip, ends);
        // Only the places of words at the ends of pieces are needed, and those of their neighbours.
        let ends = pieces.iter().flat_map(|piece| match piece {
            EditionPiece::Open(tokens) => {
                vec![tokens.start.saturating_sub(1), tokens.start, tokens.end - 1, tokens.end]
            }
            EditionPiece::Mark => Vec::new(),
        });
        let as_laid_out = self.lay_out(&pieces, &WordPlaces::of(&self.truth.text, ends.collect())?);
        if self.reads_as(&as_laid_out, &pieces)? {
            return Ok(as_laid_out);
        }
        let by_words = vec![Cow::Owned(self.spell_out(&pieces))];
        if self.reads_as(&by_words, &pieces)? { Ok(by_words) } else { Err(CannotWithhold::Inseparable) }
    }

    /// The open spans of the edition, as ranges of words of the text, and the marks between them.
    fn pieces(&self, slip: &Slip, ends: Ends) -> Vec<EditionPiece> {
        let mut pieces = Vec::new();
        let mut end = 0;
        for span in slip.withheld.open(slip.n).iter() {
            if span.start > end && (end > 0 || ends == Ends::Marked) {
                pieces.push(EditionPiece::Mark);
            }
            let first = self.token(span.start).expect("open before, too");
            pieces.push(EditionPiece::Open(first..first + (span.end - span.start) as usize));
            end = span.end;
        }
        if end < slip.n && ends == Ends::Marked {
            pieces.push(EditionPiece::Mark);
        }
        pieces
    }

    /// The text of the edition with the spaces of the copy.
    fn lay_out(&self, pieces: &[EditionPiece], places: &WordPlaces) -> Vec<Cow<'a, str>> {
        let text: &'a str = &self.truth.text;
        let start = |token: usize| places.source(token).start;
        let end = |token: usize| places.source(token).end;
        // The spaces between two words, without invisible characters.
        let gap = |token: usize| -> String {
            if token == 0 || token >= places.len() {
                return String::new();
            }
            let between = text.get(end(token - 1)..start(token)).unwrap_or("");
            between.chars().filter(|&c| Character::of(c).class() == Class::Space).collect()
        };
        let marks = String::from_iter([MARK; MARKS]);
        let piece = |(at, piece): (usize, &EditionPiece)| match piece {
            EditionPiece::Open(tokens) => {
                Cow::Borrowed(text.get(start(tokens.start)..end(tokens.end - 1)).unwrap_or(""))
            }
            EditionPiece::Mark => {
                let before = match at.checked_sub(1).map(|at| &pieces[at]) {
                    Some(EditionPiece::Open(before)) => gap(before.end),
                    _ => String::new(),
                };
                let after = match pieces.get(at + 1) {
                    Some(EditionPiece::Open(after)) => gap(after.start),
                    _ => String::new(),
                };
                Cow::Owned(before + &marks + &after)
            }
        };
        pieces.iter().enumerate().map(piece).collect()
    }

    /// The text of the edition with single spaces and line breaks between the words.
    fn spell_out(&self, pieces: &[EditionPiece]) -> String {
        let words = &self.truth.words;
        let mut out = String::new();
        for piece in pieces {
            if !out.is_empty() {
                out.push(' ');
            }
            match piece {
                EditionPiece::Open(tokens) => out.push_str(&words.show(tokens.clone())),
                EditionPiece::Mark => out.extend([MARK; MARKS]),
            }
        }
        out
    }

    /// Whether a text is read as the words and marks of `pieces`. The text is read line by line to save memory.
    fn reads_as(&self, text: &[Cow<str>], pieces: &[EditionPiece]) -> Result<bool, TooLong> {
        let mark = MARK.to_string();
        let mut wanted = pieces.iter().flat_map(|piece| {
            let (tokens, mark) = match piece {
                EditionPiece::Open(tokens) => (tokens.clone(), None),
                EditionPiece::Mark => (0..0, Some(None)),
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

enum EditionPiece {
    /// Open words, by their indices among the words of the text.
    Open(Range<usize>),
    /// Marks for withheld words.
    Mark,
}

/// Widens `ranges` so that the slip becomes shorter. Each range grows to whole blocks of 2, 4, 8 or 16 words; the block size
/// that makes the shortest slip is taken. Returns the ranges and the length in bytes of the new payload.
///
/// `None` if this would save less than a quarter of the payload, or withhold more than a tenth of the account in addition.
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
