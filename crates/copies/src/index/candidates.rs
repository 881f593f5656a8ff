//! The texts of an index that share grams or terms with a copy. Aligning them with the copy is in `find`.

use std::collections::HashSet;

use super::build::STRETCH;
use super::error::IndexError;
use super::matches::Candidate;
use super::opened::Index;
use crate::grams::each_gram;
use crate::limits::{MAX_HITS, MAX_STRETCHES_OF_GRAM};
use crate::terms::each_term;

/// The number of stretches that are looked at further: those that share the most with the copy.
const BEST: usize = 512;
/// A stretch must share at least this part of what the best stretch of its text shares, because a long text has a phrase of
/// any copy somewhere.
const PART: f64 = 0.05;
/// Stretches of one text with this many or more stretches between them become separate candidates.
const APART: u32 = 128;
/// A copy of at most this many grams is looked up by all its grams, and not only by those that an index keeps.
const FEW: usize = 64;
/// A term says little if it stands in more stretches than this, and in more than one in [`COMMON_SHARE`].
const COMMON: usize = 1024;
const COMMON_SHARE: u64 = 8;

impl Index {
    /// At most `max` texts that share grams with `copy`, the best first. Fails if the index is damaged.
    pub fn candidates(&self, copy: &str, max: usize) -> Result<Vec<Candidate<'_>>, IndexError> {
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
        // For each segment: numbers that hold the stretch and the index of the key.
        let mut hits: Vec<Vec<u64>> = vec![Vec::new(); self.parts.len()];
        let mut count = 0;
        let mut weights = Vec::with_capacity(keys.len());
        for key in &keys {
            if count > MAX_HITS {
                break;
            }
            let before = count;
            for (part, hits) in self.parts.iter().zip(&mut hits) {
                let hit = |stretch: u32| hits.push(u64::from(stretch) << 32 | weights.len() as u64);
                part.segment.grams().find(*key, MAX_STRETCHES_OF_GRAM, hit).map_err(part.damage(&self.folder))?;
            }
            count = hits.iter().map(Vec::len).sum();
            let found = (count - before).max(1);
            weights.push((1.0 + stretches as f64 / found as f64).ln());
        }

        // The best stretches are grouped by text. Stretches of one text follow each other.
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
        self.named(found, max)
    }

    /// At most `max` texts that share terms with `copy`, ranked by BM25 (Robertson and Zaragoza 2009), the best first. Each
    /// text is ranked by its best window, which is about as long as the copy. Fails if the index is damaged.
    pub fn by_terms(&self, copy: &str, max: usize) -> Result<Vec<Candidate<'_>>, IndexError> {
        let all = self.stretches();
        let common = COMMON.max((all / COMMON_SHARE) as usize);
        let mut scores: Vec<Vec<f32>> =
            self.parts.iter().map(|part| vec![0.0; part.segment.stretches() as usize]).collect();
        let mut hits: Vec<Vec<u32>> = vec![Vec::new(); self.parts.len()];
        let mut keys: Vec<u32> = terms_of(copy).into_iter().collect();
        // The order of the keys is fixed, so that the rounding of the sums is always the same.
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
                    // A posting of a stretch that does not exist is damage, which `check` finds.
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
        self.named(found, max)
    }

    /// Adds to `found` the best window of each text of a segment in which a stretch has one of the best scores.
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

    /// The best `max` candidates with their ids, the best first.
    fn named<'i>(&'i self, mut found: Vec<Candidate<'i>>, max: usize) -> Result<Vec<Candidate<'i>>, IndexError> {
        let order = |a: &Candidate, b: &Candidate| b.score.total_cmp(&a.score);
        if found.len() > max {
            found.select_nth_unstable_by(max, order);
            found.truncate(max);
        }
        found.sort_by(order);
        for candidate in &mut found {
            let part = &self.parts[candidate.part];
            candidate.id = part.segment.id(candidate.text).map_err(part.damage(&self.folder))?;
        }
        Ok(found)
    }
}

pub(super) fn terms_of(text: &str) -> HashSet<u32> {
    let mut terms = HashSet::new();
    each_term(text, |key, _| {
        terms.insert(key);
    });
    terms
}
