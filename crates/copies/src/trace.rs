//! Looking through much text for copies of the texts of an index: few texts are known, and what is read is long.
//!
//! Every gram of what is read is asked of a table that names one text of the index in which it stands, in one access to
//! memory, and is sometimes wrong. Only where several grams close together name the same text is the index itself asked,
//! and what is found there aligned. Phrases that everybody uses stand in many texts, and name different ones. Copies and
//! close retellings are found; what `find` does with words alone is left out.

use std::ops::Range;

use crate::align::tokens;
use crate::grams::{each_kept, mixed};
use crate::index::find::COPY;
use crate::index::{Index, IndexError, MatchKind};
use crate::limits::MAX_TABLE_ENTRIES;

/// How many entries the table has for each gram, at least,
const ENTRIES: usize = 4;
/// A gram that stands in more stretches than this, and in more than one in so many, says nothing.
const COMMON: usize = 64;
const COMMON_SHARE: usize = 8;
/// A place is looked at if so many of its grams name the same text
const SAME: usize = 7;
/// among so many that follow each other.
const NEAR: usize = 64;
/// So many grams that name a text are remembered.
const REMEMBERED: usize = 16;
/// In a text of fewer grams, half of them are enough, and this many at least.
const FEWEST: usize = 2;
/// So much text around a place is looked at with it, in bytes,
const AROUND: usize = 512;
/// and no more than this at a time.
const LONGEST: usize = 8 << 10;
/// What is the same must weigh so much ([`Alignment::weight`](crate::align::Alignment::weight)), some twelve words: in
/// much text every shorter phrase comes twice.
const WEIGHT: usize = 36;
/// How many texts of the index are named for one place at most,
const MOST: usize = 16;
/// each with at least this part of the grams that the best one shares.
const FAINT: f64 = 0.2;

/// Which grams stand in an index, for looking through much text.
pub struct Tracer<'i> {
    index: &'i Index,
    /// A number for the text that a gram stands in; 0 for none.
    table: Vec<u16>,
    /// Which entries are not 0: a bit each, so that it lies near the processor.
    any: Vec<u64>,
    /// How far a key is shifted to be the place of its entry.
    shift: u32,
}

/// A text of the index of which something stands in the text that was read.
#[derive(Clone, Debug)]
pub struct Hit<'i> {
    pub id: &'i str,
    /// Copy or retelling, by how much is the same in what was found.
    pub kind: MatchKind,
    /// Where what was found stands in the text that was read, in bytes.
    pub places: Vec<Range<usize>>,
    /// How many words stand there.
    pub words: usize,
    /// Which part of these words is the same, 0 to 1.
    pub identity: f64,
}

impl<'i> Tracer<'i> {
    /// Reads all grams of the index.
    pub fn new(index: &'i Index) -> Result<Self, IndexError> {
        let mut count = 0usize;
        for gram in index.grams() {
            gram?;
            count += 1;
        }
        let size = (count * ENTRIES).next_power_of_two().clamp(1 << 16, MAX_TABLE_ENTRIES);
        let (table, any) = (vec![0; size], vec![0; size / 64]);
        let mut tracer = Self { index, table, any, shift: 32 - size.ilog2() };
        let common = COMMON.max(index.stretches() as usize / COMMON_SHARE);
        let (mut last, mut times) = (None, 0);
        for gram in index.grams() {
            let (key, text) = gram?;
            times = if last == Some(key) { times + 1 } else { 1 };
            last = Some(key);
            let entry = &mut tracer.table[(key >> tracer.shift) as usize];
            // The first text that has it, so that versions of one text are all named by it.
            if times > common {
                *entry = 0;
            } else if *entry == 0 {
                *entry = (mixed(u64::from(text)) as u16).max(1);
            }
        }
        for (at, _) in tracer.table.iter().enumerate().filter(|(_, entry)| **entry != 0) {
            tracer.any[at / 64] |= 1 << (at % 64);
        }
        Ok(tracer)
    }

    /// The number of the text that a gram stands in; 0 for none.
    #[inline]
    fn named(&self, key: u32) -> u16 {
        let entry = (key >> self.shift) as usize;
        if self.any[entry / 64] >> (entry % 64) & 1 == 0 { 0 } else { self.table[entry] }
    }

    /// The texts of the index of which something stands in `text`, in the order of their first places.
    pub fn hits(&self, text: &str) -> Result<Vec<Hit<'i>>, IndexError> {
        let mut found: Vec<Hit> = Vec::new();
        for region in self.regions(text) {
            self.look(text, region, &mut found)?;
        }
        Ok(found)
    }

    /// Where several grams close together name the same text, with some text around; regions do not overlap.
    fn regions(&self, text: &str) -> Vec<Range<usize>> {
        // The last grams that name a text: it, their number among all, and their place.
        let (mut names, mut last) = ([0u16; REMEMBERED], [(0usize, 0u32); REMEMBERED]);
        let (mut number, mut known) = (0usize, 0usize);
        let mut places: Vec<Range<usize>> = Vec::new();
        // A text of few letters has few grams.
        let enough = SAME.min(text.len() / 24).max(FEWEST);
        each_kept(text, |key, at| {
            number += 1;
            let named = self.named(key);
            if named == 0 {
                return;
            }
            names[known % REMEMBERED] = named;
            last[known % REMEMBERED] = (number, at);
            known += 1;
            if names.iter().map(|name| usize::from(*name == named)).sum::<usize>() < enough {
                return;
            }
            let near = names.iter().zip(&last).filter(|(name, (when, _))| **name == named && number - when < NEAR);
            let (mut same, mut first) = (0, at);
            for (_, (_, place)) in near {
                (same, first) = (same + 1, first.min(*place));
            }
            if same >= enough {
                let (first, at) = (first as usize, at as usize);
                match places.last_mut() {
                    Some(before) if first <= before.end + 2 * AROUND => before.end = at,
                    _ => places.push(first..at),
                }
            }
        });
        let mut regions: Vec<Range<usize>> = Vec::new();
        for place in places {
            let start = place.start.saturating_sub(AROUND).max(regions.last().map_or(0, |before| before.end));
            let end = (place.end + AROUND).min(text.len());
            let mut from = text.floor_char_boundary(start);
            while from < end {
                let to = text.ceil_char_boundary(end.min(from + LONGEST));
                regions.push(from..to);
                from = to;
            }
        }
        regions
    }

    /// Asks the index about one place.
    fn look(&self, text: &str, region: Range<usize>, found: &mut Vec<Hit<'i>>) -> Result<(), IndexError> {
        let copy = &text[region.clone()];
        let copy_words = tokens(copy);
        let candidates = self.index.candidates(copy, MOST)?;
        let faint = candidates.first().map_or(0.0, |best| best.score * FAINT);
        for candidate in candidates.into_iter().filter(|candidate| candidate.score >= faint) {
            let aligned = self.index.aligned(&candidate, copy, &copy_words)?;
            if aligned.alignment.weight < WEIGHT {
                continue;
            }
            let place = |words: &Range<usize>| {
                let (first, last) = (copy_words[words.start], copy_words[words.end - 1]);
                region.start + first.from as usize..region.start + last.to as usize
            };
            let stretches = &aligned.alignment.stretches;
            let places = stretches.iter().map(|stretch| place(&stretch.copy));
            let words: usize = stretches.iter().map(|stretch| stretch.copy.len()).sum();
            let same = aligned.identity * words as f64;
            match found.iter_mut().find(|hit| hit.id == aligned.id) {
                Some(hit) => {
                    hit.identity = (hit.identity * hit.words as f64 + same) / (hit.words + words).max(1) as f64;
                    hit.words += words;
                    hit.places.extend(places);
                }
                None => {
                    let (places, identity) = (places.collect(), aligned.identity);
                    found.push(Hit { id: aligned.id, kind: MatchKind::Copy, places, words, identity });
                }
            }
        }
        for hit in found {
            hit.kind = if hit.identity >= COPY { MatchKind::Copy } else { MatchKind::Retelling };
        }
        Ok(())
    }
}
