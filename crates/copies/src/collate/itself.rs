//! A text against itself: passages that stand in it more than once, as where two drafts were pasted one after the other.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Collation, collate};
use crate::align::{Alignment, RETELLING_WEIGHT, Token, tokens};

/// Passages are two versions of one where at least this part of the shorter one's words is the same, in order.
const SAME: f64 = 0.5;
/// Words in a row that two versions have in common.
const SEED: usize = 3;
/// Words in a row that stand in more passages say nothing.
const PLACES: usize = 16;
/// Lines of at most so many bytes that no empty line parts were broken by a program.
const WRAPPED: usize = 100;

/// A passage that stands in a text more than once.
#[derive(Clone, Debug)]
pub struct Parallel<'t> {
    /// Where each version stands, in bytes.
    pub places: Vec<Range<usize>>,
    pub collation: Collation<'t>,
}

/// The passages of `text` that stand in it more than once, in the order of the first version.
pub fn parallels(text: &str) -> Vec<Parallel<'_>> {
    let passages = passages(text);
    let words: Vec<Vec<Token>> = passages.iter().map(|range| tokens(&text[range.clone()])).collect();
    let mut seeds: HashMap<[u64; SEED], Vec<usize>> = HashMap::new();
    for (at, words) in words.iter().enumerate() {
        for seed in words.windows(SEED) {
            let places = seeds.entry(std::array::from_fn(|word| seed[word].letters)).or_default();
            if places.last() != Some(&at) && places.len() <= PLACES {
                places.push(at);
            }
        }
    }
    let near: HashSet<(usize, usize)> = seeds
        .values()
        .filter(|places| places.len() <= PLACES)
        .flat_map(|places| {
            places.iter().enumerate().flat_map(|(at, one)| places[at + 1..].iter().map(|other| (*one, *other)))
        })
        .collect();
    let mut near: Vec<(usize, usize)> = near.into_iter().collect();
    near.sort_unstable();

    // Which passages are versions of each other, by the first of them.
    let mut group: Vec<usize> = (0..passages.len()).collect();
    for (one, other) in near {
        let [a, b] = [one, other].map(|at| &text[passages[at].clone()]);
        let alignment = Alignment::of(a, &words[one], b, &words[other]);
        let same: f64 = alignment.stretches.iter().map(|stretch| stretch.same).sum();
        let shorter = words[one].len().min(words[other].len());
        if same >= SAME * shorter as f64 && alignment.weight >= RETELLING_WEIGHT {
            let (from, to) = (group[one].max(group[other]), group[one].min(group[other]));
            group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
        }
    }
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); passages.len()];
    group.iter().enumerate().for_each(|(passage, group)| found[*group].push(passage));
    found
        .into_iter()
        .filter(|members| members.len() > 1)
        .map(|members| {
            let places: Vec<Range<usize>> = members.iter().map(|at| passages[*at].clone()).collect();
            let versions: Vec<&str> = places.iter().map(|place| &text[place.clone()]).collect();
            Parallel { places, collation: collate(&versions) }
        })
        .collect()
}

/// The passages of a text as people write them: lines, or what stands between empty lines where lines were broken.
fn passages(text: &str) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut block: Vec<Range<usize>> = Vec::new();
    let mut end_block = |block: &mut Vec<Range<usize>>| {
        let wrapped = block.len() > 1 && block.iter().all(|line| line.len() <= WRAPPED);
        match (block.first(), block.last()) {
            (Some(first), Some(last)) if wrapped => passages.push(first.start..last.end),
            _ => passages.append(block),
        }
        block.clear();
    };
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        if range.is_empty() { end_block(&mut block) } else { block.push(range) }
    }
    end_block(&mut block);
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "They closed the bridge at nine. My neighbour stood beside me in the water for an hour.\n\n\
        Nobody was let through, not even the ambulance that came from the other side of the river.\n";

    #[test]
    fn two_drafts_in_one_text_are_held_side_by_side() {
        let second = DRAFT.replace("at nine", "at about ten").replace("not even the", "nor the");
        let text = format!("Read this!\n\n{DRAFT}\nphotograph: the bridge\n\n{second}\nphotograph: the bridge\n");
        let found = parallels(&text);
        let pairs: Vec<(&str, &str)> = found
            .iter()
            .map(|each| (&text[each.places[0].clone()], &text[each.places[1].clone()]))
            .map(|(one, other)| (&one[..4], &other[..4]))
            .collect();
        assert_eq!(pairs, [("They", "They"), ("Nobo", "Nobo")], "a caption is no passage");
        assert!(found.iter().all(|each| each.collation.segments.iter().any(|segment| !segment.same)));
        assert!(parallels(DRAFT).is_empty() && parallels("").is_empty());
        // Wrapped, it is the same.
        let wrapped = text.replace("neighbour stood", "neighbour\nstood").replace("ambulance that", "ambulance\nthat");
        assert_eq!(parallels(&wrapped).len(), 2);
    }
}
