//! The texts of an index that a copy may have been made from: those that share the most grams with it, aligned and
//! judged.

use std::collections::HashSet;
use std::ops::Range;

use super::{Index, IndexError};
use crate::align::{Alignment, RETELLING_WEIGHT, Stretch, Token, tokens, weight};
use crate::grams::each_gram;
use crate::index::build::STRETCH;
use crate::terms::each_term;

/// A gram that stands in more stretches of a segment says little; so many of them are looked at.
const MOST_STRETCHES: usize = 256;
/// Of a copy in which nearly every gram is common, grams are looked up until so many stretches were named. They come in
/// the order of their keys, which is that of chance, so that those looked up stand all over the copy.
const MOST_HITS: usize = 1 << 16;
/// So many stretches that share the most grams are looked at further,
const BEST: usize = 512;
/// if they share at least this part of what the best one of the same text shares: in a long text a phrase of any copy
/// stands somewhere.
const PART: f64 = 0.05;
/// Stretches of one text that are further apart are looked at by themselves.
const APART: u32 = 128;
/// A copy of fewer grams is looked up by all of them, not by those alone that an index keeps.
const FEW: usize = 64;

/// Words that no match accounts for are looked for by their terms if there are so many,
const LEFT_OVER: usize = 8;
/// and if they are at least this part of the copy.
const LEFT_OVER_SHARE: f64 = 0.3;
/// A term that stands in more stretches than this, and in more than one in so many, says little.
const COMMON: usize = 1024;
const COMMON_SHARE: u64 = 8;

/// A text that shares less than this part of what the best one shares is chance beside it.
const FAINT: f64 = 1.0 / 20.0;
/// But not if it shares as much as so many grams that no other text has.
const SURE: f64 = 12.0;
/// So many texts more than are wanted are aligned, for those that share the most grams need not have the most words.
const SPARE: usize = 3;

// Where the kinds part. Chosen on pairs of texts that people labelled (copies, rewritten answers, answers written from
// scratch, two translations of one book, scans of prints) and on pairs that have nothing to do with each other;
// `scripts/bench` prints how they fall.
/// A copy has at least this part of its words from the text, in order,
pub(crate) const COPY: f64 = 0.74;
/// or at least so many in a row.
const COPY_RUN: usize = 28;
/// and they say at least so much, or are the whole text: *in the middle of the night* is nobody's;
const COPY_WEIGHT: usize = 12;
/// or so many in a row say something at all: of the same eight short words, few texts have all.
const QUOTE_RUN: usize = 7;
const QUOTE_WEIGHT: usize = 4;
/// A retelling has at least this part of its words from the text, in order, and they say something
/// ([`RETELLING_WEIGHT`]).
const RETELLING: f64 = 0.14;
/// Texts on the same matter share at least so many terms,
const SAME_MATTER: usize = 16;
/// and this part of those of the copy.
const SAME_MATTER_SHARE: f64 = 0.22;

/// A copy and a text are nearly the same where this part of one stands in the other.
const NEARLY_THE_SAME: f64 = 0.5;

/// What a copy is to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Copy,
    Retelling,
    SameMatter,
}

/// What a text was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// Letters in a row.
    Grams,
    /// Single words, of what no text that shares letters in a row accounts for.
    Terms,
}

/// A text that a copy has to do with.
#[derive(Clone, Debug)]
pub struct Match<'i> {
    pub id: &'i str,
    pub kind: Kind,
    pub tier: Tier,
    /// Which part of the copy's words stands in stretches that come from the text, 0 to 1.
    pub of_copy: f64,
    /// Which part of the text, by bytes, those stretches were made from, 0 to 1.
    pub of_text: f64,
    /// Which part of the words in those stretches is the same, 0 to 1.
    pub identity: f64,
    /// What of the text was held against the copy: from the first to the last place where grams are shared.
    pub text: &'i str,
    /// Its words, and those of the copy, to which the alignment's ranges refer.
    pub text_words: Vec<Token>,
    pub alignment: Alignment,
}

impl Match<'_> {
    /// Whether half of the copy's words stand in the text, or half of the text's in the copy, in order: a word changed in
    /// every ten leaves nine.
    pub fn is_nearly_the_same(&self) -> bool {
        self.kind != Kind::SameMatter && self.identity * self.of_copy.max(self.of_text) >= NEARLY_THE_SAME
    }
}

/// What was found of a copy.
#[derive(Clone, Debug)]
pub struct Found<'i> {
    pub copy_words: Vec<Token>,
    /// Those that have the most words in common with the copy first.
    pub matches: Vec<Match<'i>>,
}

impl Found<'_> {
    /// Whether `copy`, in which this was found, says enough to tell it from chance.
    pub fn is_long_enough(&self, copy: &str) -> bool {
        self.copy_words.iter().map(|word| weight(&copy[word.range()])).sum::<usize>() >= COPY_WEIGHT
    }

    /// The copy's words from left to right, with the match that they come from: of those that have a word, the one with
    /// the most words around it.
    pub fn sources(&self) -> Vec<(Range<usize>, usize)> {
        let mut source: Vec<Option<usize>> = vec![None; self.copy_words.len()];
        let mut stretches: Vec<(&Stretch, usize)> = Vec::new();
        for (at, found) in self.matches.iter().enumerate().filter(|(_, found)| found.kind != Kind::SameMatter) {
            stretches.extend(found.alignment.stretches.iter().map(|stretch| (stretch, at)));
        }
        stretches.sort_by(|(a, _), (b, _)| b.same.total_cmp(&a.same));
        for (stretch, at) in stretches {
            source[stretch.copy.clone()].iter_mut().for_each(|source| {
                source.get_or_insert(at);
            });
        }
        let words: Vec<usize> = (0..source.len()).collect();
        let runs = words.chunk_by(|a, b| source[*a] == source[*b]);
        runs.filter_map(|run| Some((run[0]..run[run.len() - 1] + 1, source[run[0]]?))).collect()
    }
}

/// A text that shares grams with a copy.
#[derive(Clone, Debug)]
pub struct Candidate<'i> {
    pub id: &'i str,
    /// The sum of ln(stretches of the index / stretches that hold the gram) over the grams that are shared.
    pub score: f64,
    part: usize,
    text: u32,
    /// The first and the last stretch that hold any.
    stretches: Range<u32>,
}

impl Index {
    /// At most `most` texts that `copy` was made from or has to do with.
    pub fn find(&self, copy: &str, most: usize) -> Result<Found<'_>, IndexError> {
        let copy_words = tokens(copy);
        let terms = terms_of(copy);
        let mut matches: Vec<(f64, Match)> = Vec::new();
        let candidates = self.candidates(copy, most + SPARE)?;
        // A small part of a long copy is faint beside the rest, and still no chance.
        let faint = candidates.first().map_or(0.0, |best| best.score * FAINT);
        let faint = faint.min(SURE * (1.0 + self.stretches() as f64).ln());
        for candidate in candidates.iter().filter(|candidate| candidate.score >= faint) {
            matches.extend(self.judged(candidate, copy, &copy_words, &terms)?);
        }
        if let Some(rest) = left_over(copy, &copy_words, &matches) {
            for candidate in self.by_terms(&rest, most + SPARE)? {
                if !matches.iter().any(|(_, found)| found.id == candidate.id) {
                    let judged = self.judged(&candidate, copy, &copy_words, &terms)?;
                    matches.extend(judged.map(|(same, found)| (same, Match { tier: Tier::Terms, ..found })));
                }
            }
        }
        matches.sort_by(|(a, _), (b, _): &(f64, Match)| b.total_cmp(a));
        matches.truncate(most);
        Ok(Found { copy_words, matches: matches.into_iter().map(|(_, found)| found).collect() })
    }

    /// A candidate with how many words are the same; `None` if it has nothing to do with the copy.
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
            Kind::Copy
        } else if part_of_words >= RETELLING && weight >= RETELLING_WEIGHT {
            Kind::Retelling
        } else {
            let shared = terms_of(found.text).intersection(terms).count();
            if shared < SAME_MATTER || share(shared, terms.len()) < SAME_MATTER_SHARE {
                return Ok(None);
            }
            Kind::SameMatter
        };
        Ok(Some((same, found)))
    }

    /// A candidate aligned with the copy; what kind it is remains to be judged.
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
            kind: Kind::SameMatter,
            tier: Tier::Grams,
            of_copy: share(alignment.copy_words(), copy_words.len()),
            of_text: share(bytes.sum(), length),
            identity: alignment.identity(),
            text,
            text_words,
            alignment,
        })
    }

    /// At most `most` texts that share grams with `copy`, those that share the most first.
    pub fn candidates(&self, copy: &str, most: usize) -> Result<Vec<Candidate<'_>>, IndexError> {
        let (mut keys, mut kept) = (Vec::new(), 0);
        each_gram(copy, |gram| {
            keys.push((gram.key, gram.kept));
            kept += usize::from(gram.kept);
        });
        if keys.len() > FEW && kept > 0 {
            keys.retain(|(_, kept)| *kept);
        }
        let mut keys: Vec<u32> = keys.into_iter().map(|(key, _)| key).collect();
        keys.sort_unstable();
        keys.dedup();

        let stretches = self.stretches();
        // By part: the stretch, and which key, in one number.
        let mut hits: Vec<Vec<u64>> = vec![Vec::new(); self.parts.len()];
        let mut count = 0;
        let mut weights = Vec::with_capacity(keys.len());
        for key in &keys {
            if count > MOST_HITS {
                break;
            }
            let before = count;
            for (part, hits) in self.parts.iter().zip(&mut hits) {
                let hit = |stretch: u32| hits.push(u64::from(stretch) << 32 | weights.len() as u64);
                part.segment.grams().find(*key, MOST_STRETCHES, hit).map_err(part.damage(&self.folder))?;
            }
            count = hits.iter().map(Vec::len).sum();
            let found = (count - before).max(1);
            weights.push((1.0 + stretches as f64 / found as f64).ln());
        }

        // By stretch, the best of them; then by text, for stretches of one text follow each other.
        let mut scored: Vec<(f64, u32, u32)> = Vec::new();
        for (part, hits) in (0..).zip(&mut hits) {
            hits.sort_unstable();
            let runs = hits.chunk_by(|a, b| a >> 32 == b >> 32);
            let score = |run: &[u64]| run.iter().map(|hit| weights[*hit as u32 as usize]).sum();
            scored.extend(runs.map(|run| (score(run), part, (run[0] >> 32) as u32)));
        }
        if scored.len() > BEST {
            scored.select_nth_unstable_by(BEST, |a, b| b.0.total_cmp(&a.0));
            scored.truncate(BEST);
        }
        scored.sort_unstable_by_key(|(_, part, stretch)| (*part, *stretch));
        let mut of_texts: Vec<(usize, u32, u32, f64)> = Vec::with_capacity(scored.len());
        for (score, at, stretch) in scored {
            let (at, part) = (at as usize, &self.parts[at as usize]);
            let text = part.segment.text_of(stretch).map_err(part.damage(&self.folder))?;
            if !part.removed.contains(&text) {
                of_texts.push((at, text, stretch, score));
            }
        }
        let mut found: Vec<Candidate> = Vec::new();
        for run in of_texts.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let best = run.iter().map(|(.., score)| *score).fold(0.0, f64::max);
            let mut last: Option<Candidate> = None;
            for &(part, text, stretch, score) in run.iter().filter(|(.., score)| *score >= best * PART) {
                match &mut last {
                    Some(last) if stretch - last.stretches.end < APART => {
                        last.score += score;
                        last.stretches.end = stretch + 1;
                    }
                    _ => found.extend(last.replace(Candidate {
                        id: "",
                        score,
                        part,
                        text,
                        stretches: stretch..stretch + 1,
                    })),
                }
            }
            found.extend(last);
        }
        self.named(found, most)
    }

    /// At most `most` texts that share terms with `copy`, those that share the most and the rarest first (BM25,
    /// Robertson and Zaragoza 2009), in as much of a text as the copy is long.
    pub fn by_terms(&self, copy: &str, most: usize) -> Result<Vec<Candidate<'_>>, IndexError> {
        let all = self.stretches();
        let common = COMMON.max((all / COMMON_SHARE) as usize);
        let mut scores: Vec<Vec<f32>> =
            self.parts.iter().map(|part| vec![0.0; part.segment.stretches() as usize]).collect();
        let mut hits: Vec<Vec<u32>> = vec![Vec::new(); self.parts.len()];
        let mut keys: Vec<u32> = terms_of(copy).into_iter().collect();
        // Sums are those of the same order each time.
        keys.sort_unstable();
        for key in keys {
            for (part, hits) in self.parts.iter().zip(&mut hits) {
                hits.clear();
                let found = part.segment.terms().find(key, common + 1, |stretch| hits.push(stretch));
                found.map_err(part.damage(&self.folder))?;
            }
            let found: usize = hits.iter().map(Vec::len).sum();
            if (1..=common).contains(&found) {
                let weight = (1.0 + (all as f32 - found as f32 + 0.5) / (found as f32 + 0.5)).ln();
                for (scores, hits) in scores.iter_mut().zip(&hits) {
                    // A posting of a stretch that is not there is damage, which `check` names.
                    hits.iter().for_each(|hit| {
                        if let Some(score) = scores.get_mut(*hit as usize) {
                            *score += weight;
                        }
                    });
                }
            }
        }
        let mut found = Vec::new();
        for (at, scores) in scores.iter().enumerate() {
            self.best_windows(at, scores, copy.len(), &mut found)?;
        }
        self.named(found, most)
    }

    /// The best window of each text of a part in which a stretch has one of the best scores.
    fn best_windows<'i>(
        &'i self,
        at: usize,
        scores: &[f32],
        length: usize,
        found: &mut Vec<Candidate<'i>>,
    ) -> Result<(), IndexError> {
        let part = &self.parts[at];
        let damage = part.damage(&self.folder);
        let mut best: Vec<u32> = (0..scores.len() as u32).filter(|at| scores[*at as usize] > 0.0).collect();
        if best.len() > BEST {
            best.select_nth_unstable_by(BEST, |a, b| scores[*b as usize].total_cmp(&scores[*a as usize]));
            best.truncate(BEST);
        }
        best.sort_unstable();
        let mut last = None;
        for stretch in best {
            let text = part.segment.text_of(stretch).map_err(&damage)?;
            if last.replace(text) == Some(text) || part.removed.contains(&text) {
                continue;
            }
            let all = part.segment.stretches_of(text).map_err(&damage)?;
            let place = |stretch: u32| part.segment.place(stretch).map_err(&damage);
            let (mut window, mut sum) = (all.start..all.start, 0.0f64);
            let mut candidate: Option<Candidate> = None;
            for next in all {
                window.end = next + 1;
                sum += f64::from(scores[next as usize]);
                let end = place(window.end)?;
                while window.len() > 1 && end.saturating_sub(place(window.start)?) > length + STRETCH {
                    sum -= f64::from(scores[window.start as usize]);
                    window.start += 1;
                }
                let longer = end.saturating_sub(place(window.start)?) as f64 / length.max(1) as f64;
                let score = sum * 2.2 / (1.0 + 1.2 * (0.25 + 0.75 * longer));
                if candidate.as_ref().is_none_or(|best| best.score < score) {
                    candidate = Some(Candidate { id: "", score, part: at, text, stretches: window.clone() });
                }
            }
            found.extend(candidate);
        }
        Ok(())
    }

    /// The best of the candidates, the best first, with their ids.
    fn named<'i>(&'i self, mut found: Vec<Candidate<'i>>, most: usize) -> Result<Vec<Candidate<'i>>, IndexError> {
        let order = |a: &Candidate, b: &Candidate| b.score.total_cmp(&a.score);
        if found.len() > most {
            found.select_nth_unstable_by(most, order);
            found.truncate(most);
        }
        found.sort_by(order);
        for candidate in &mut found {
            let part = &self.parts[candidate.part];
            candidate.id = part.segment.id(candidate.text).map_err(part.damage(&self.folder))?;
        }
        Ok(found)
    }
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

fn terms_of(text: &str) -> HashSet<u32> {
    let mut terms = HashSet::new();
    each_term(text, |key, _| {
        terms.insert(key);
    });
    terms
}

/// What of the copy no match accounts for, if it is worth looking for once more.
fn left_over(copy: &str, words: &[Token], matches: &[(f64, Match)]) -> Option<String> {
    let mut covered = vec![false; words.len()];
    for (_, found) in matches.iter().filter(|(_, found)| found.kind != Kind::SameMatter) {
        found.alignment.stretches.iter().for_each(|stretch| covered[stretch.copy.clone()].fill(true));
    }
    let left: Vec<&Token> =
        words.iter().zip(&covered).filter(|(_, covered)| !**covered).map(|(word, _)| word).collect();
    let much = left.len() >= LEFT_OVER && left.len() as f64 >= LEFT_OVER_SHARE * words.len() as f64;
    much.then(|| left.iter().map(|word| &copy[word.range()]).collect::<Vec<_>>().join(" "))
}
