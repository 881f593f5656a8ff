//! Finds the texts of an index that a copy was made from: aligns the candidates with the copy, and decides what each copy is.

use std::collections::HashSet;

use super::candidates::terms_of;
use super::error::IndexError;
use super::matches::{COPY_WEIGHT, Candidate, Match, MatchKind, Matches, Tier};
use super::opened::Index;
use crate::align::{Alignment, RETELLING_WEIGHT, Token, tokens};

/// Words that come from no match are looked for by their terms if there are at least this many.
const LEFT_OVER: usize = 8;
/// They must also be at least this share of the copy.
const LEFT_OVER_SHARE: f64 = 0.3;

/// A text that shares less than this part of what the best text shares is chance.
const FAINT: f64 = 1.0 / 20.0;
/// But a text that shares as much as this many grams that no other text has is no chance.
const SURE: f64 = 12.0;
/// The number of texts that are aligned beyond those that are wanted, because the text with the most grams need not have the
/// most words.
const SPARE: usize = 3;

// The thresholds between the kinds. They were chosen on pairs of texts that people had labelled (copies, rewritten answers,
// answers written from scratch, two translations of one book, scans of prints), and on unrelated pairs. `scripts/bench` prints
// how these pairs are sorted.
/// A copy has at least this share of its words from the text, in order, or a run of [`COPY_RUN`] equal words.
pub(crate) const COPY: f64 = 0.74;
/// The length in words of a run that makes a copy by itself.
const COPY_RUN: usize = 28;
/// A run of this many words that weighs [`QUOTE_WEIGHT`] needs no further weight, because few texts share so many words in a
/// row.
const QUOTE_RUN: usize = 7;
const QUOTE_WEIGHT: usize = 4;
/// A retelling has at least this share of its words from the text, in order, and they weigh at least [`RETELLING_WEIGHT`].
const RETELLING: f64 = 0.14;
/// Texts on the same matter share at least this many terms.
const SAME_MATTER: usize = 16;
/// Texts on the same matter share at least this part of the copy's terms.
const SAME_MATTER_SHARE: f64 = 0.22;

impl Index {
    /// At most `max` texts that `copy` was made from or that are on the same matter. Fails if the index is damaged.
    pub fn find(&self, copy: &str, max: usize) -> Result<Matches<'_>, IndexError> {
        let copy_words = tokens(copy);
        let terms = terms_of(copy);
        let mut matches: Vec<(f64, Match)> = Vec::new();
        let candidates = self.candidates(copy, max + SPARE)?;
        // A text that gave a small part of a long copy has a low score, and is still no chance.
        let faint = candidates.first().map_or(0.0, |best| best.score * FAINT);
        let faint = faint.min(SURE * (1.0 + self.stretches() as f64).ln());
        for candidate in candidates.iter().filter(|candidate| candidate.score >= faint) {
            matches.extend(self.judged(candidate, copy, &copy_words, &terms)?);
        }
        if let Some(rest) = left_over(copy, &copy_words, &matches) {
            for candidate in self.by_terms(&rest, max + SPARE)? {
                if !matches.iter().any(|(_, found)| found.id == candidate.id) {
                    let judged = self.judged(&candidate, copy, &copy_words, &terms)?;
                    matches.extend(judged.map(|(same, found)| (same, Match { tier: Tier::Terms, ..found })));
                }
            }
        }
        matches.sort_by(|(a, _), (b, _): &(f64, Match)| b.total_cmp(a));
        matches.truncate(max);
        Ok(Matches { copy_words, matches: matches.into_iter().map(|(_, found)| found).collect() })
    }

    /// A candidate with its kind, and its number of equal words. `None` if it is unrelated to the copy.
    fn judged<'i>(
        &'i self,
        candidate: &Candidate<'i>,
        copy: &str,
        copy_words: &[Token],
        terms: &HashSet<u32>,
    ) -> Result<Option<(f64, Match<'i>)>, IndexError> {
        let mut found = self.aligned(candidate, copy, copy_words)?;
        let same = found.alignment.same();
        let part_of_words = same / copy_words.len().max(1) as f64;
        let is_whole = same == copy_words.len() as f64 && copy_words.len() == found.text_words.len();
        let Alignment { longest, weight, .. } = found.alignment;
        let is_quote = longest >= QUOTE_RUN && weight >= QUOTE_WEIGHT;
        let says_something = weight >= COPY_WEIGHT || is_quote || is_whole;
        found.kind = if says_something && (part_of_words >= COPY || longest >= COPY_RUN) {
            MatchKind::Copy
        } else if part_of_words >= RETELLING && weight >= RETELLING_WEIGHT {
            MatchKind::Retelling
        } else {
            let shared = terms_of(found.text).intersection(terms).count();
            if shared < SAME_MATTER || share(shared, terms.len()) < SAME_MATTER_SHARE {
                return Ok(None);
            }
            MatchKind::SameMatter
        };
        Ok(Some((same, found)))
    }

    /// A candidate that is aligned with the copy. Its kind is not decided yet.
    pub(crate) fn aligned<'i>(
        &'i self,
        candidate: &Candidate<'i>,
        copy: &str,
        copy_words: &[Token],
    ) -> Result<Match<'i>, IndexError> {
        let part = &self.parts[candidate.part];
        let read = || {
            let all = part.segment.stretches_of(candidate.text)?;
            let hit = &candidate.stretches;
            let around = hit.start.saturating_sub(1).max(all.start)..(hit.end + 1).min(all.end);
            Ok((part.segment.stretches_text(around)?, part.segment.stretches_text(all)?.len()))
        };
        let (text, length) = read().map_err(part.damage(&self.folder))?;
        let text_words = tokens(text);
        let alignment = Alignment::of(text, &text_words, copy, copy_words);
        let bytes = alignment.text_ranges().into_iter().map(|range| {
            let words = &text_words[range];
            (words[words.len() - 1].to - words[0].from) as usize
        });
        Ok(Match {
            id: candidate.id,
            kind: MatchKind::SameMatter,
            tier: Tier::Grams,
            of_copy: share(alignment.copy_words(), copy_words.len()),
            of_text: share(bytes.sum(), length),
            identity: alignment.identity(),
            text,
            text_words,
            alignment,
        })
    }
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

/// The words of the copy that come from no match, if they are worth a second search.
fn left_over(copy: &str, words: &[Token], matches: &[(f64, Match)]) -> Option<String> {
    let mut covered = vec![false; words.len()];
    for (_, found) in matches.iter().filter(|(_, found)| found.kind != MatchKind::SameMatter) {
        found.alignment.stretches.iter().for_each(|stretch| covered[stretch.copy.clone()].fill(true));
    }
    let left: Vec<&Token> =
        words.iter().zip(&covered).filter(|(_, covered)| !**covered).map(|(word, _)| word).collect();
    let much = left.len() >= LEFT_OVER && left.len() as f64 >= LEFT_OVER_SHARE * words.len() as f64;
    much.then(|| left.iter().map(|word| &copy[word.range()]).collect::<Vec<_>>().join(" "))
}
