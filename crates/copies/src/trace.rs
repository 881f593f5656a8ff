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

/// The minimum number of table entries for each gram.
const ENTRIES: usize = 4;
/// A gram says nothing if it stands in more stretches than this, and in more than one in [`COMMON_SHARE`].
const COMMON: usize = 64;
const COMMON_SHARE: usize = 8;
/// A place is looked at if this many grams among [`NEAR`] in a row name the same text.
const SAME: usize = 7;
/// The number of grams in a row that are looked at together.
const NEAR: usize = 64;
/// The number of grams that are remembered.
const REMEMBERED: usize = 16;
/// In a text of fewer grams, half of them are enough, but at least this many.
const MIN_SAME: usize = 2;
/// The bytes of text before and after a place that are looked at with it.
const AROUND: usize = 512;
/// The maximum number of bytes that are looked at together.
const LONGEST: usize = 8 << 10;
/// The equal words must weigh this much ([`Alignment::weight`](crate::align::Alignment::weight)), which is about twelve words.
/// In much text, every shorter phrase stands twice.
const WEIGHT: usize = 36;
/// The maximum number of texts that are named for one place.
const MAX_TEXTS_OF_PLACE: usize = 16;
/// Each of these texts shares at least this part of the grams that the best one shares.
const FAINT: f64 = 0.2;

/// The grams of an index as a table, for looking through much text.
pub struct Tracer<'i> {
    index: &'i Index,
    /// A number for the text of each gram. 0 for no gram.
    table: Vec<u16>,
    /// A bit for each entry that is not 0. The bits fit into the cache of the processor.
    any: Vec<u64>,
    /// The shift that turns a key into the index of its entry.
    shift: u32,
}

/// A text of the index that was found in the text that was read.
#[derive(Clone, Debug)]
pub struct Hit<'i> {
    pub id: &'i str,
    /// Copy or retelling, by the share of equal words.
    pub kind: MatchKind,
    /// The bytes of the text that was read in which it was found.
    pub places: Vec<Range<usize>>,
    /// The number of words in these bytes.
    pub words: usize,
    /// The share of equal words among them, from 0 to 1.
    pub identity: f64,
}

impl<'i> Tracer<'i> {
    /// Reads all grams of the index. Fails if it is damaged.
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
            // A gram names the first text that has it, so that all versions of a text have the same name.
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

    /// The number of the text of a gram. 0 if the gram is not in the index.
    #[inline]
    fn named(&self, key: u32) -> u16 {
        let entry = (key >> self.shift) as usize;
        if self.any[entry / 64] >> (entry % 64) & 1 == 0 { 0 } else { self.table[entry] }
    }

    /// The texts of the index that are found in `text`, in the order of their first places.
    pub fn hits(&self, text: &str) -> Result<Vec<Hit<'i>>, IndexError> {
        let mut found: Vec<Hit> = Vec::new();
        for region in self.regions(text) {
            self.look(text, region, &mut found)?;
        }
        Ok(found)
    }

    /// The byte ranges in which several near grams name the same text, with some text around. They do not overlap.
    fn regions(&self, text: &str) -> Vec<Range<usize>> {
        // The last grams that name a text: the text, the number of the gram, and its byte offset.
        let (mut names, mut last) = ([0u16; REMEMBERED], [(0usize, 0u32); REMEMBERED]);
        let (mut number, mut known) = (0usize, 0usize);
        let mut places: Vec<Range<usize>> = Vec::new();
        // A text of few letters has few grams.
        let enough = SAME.min(text.len() / 24).max(MIN_SAME);
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

    /// Looks up one place in the index.
    fn look(&self, text: &str, region: Range<usize>, found: &mut Vec<Hit<'i>>) -> Result<(), IndexError> {
        let copy = &text[region.clone()];
        let copy_words = tokens(copy);
        let candidates = self.index.candidates(copy, MAX_TEXTS_OF_PLACE)?;
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
