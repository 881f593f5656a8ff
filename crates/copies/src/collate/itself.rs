//! Finds passages that stand in one text more than once, such as two drafts that were pasted one after the other.

use std::collections::HashMap;
use std::ops::Range;

use super::together::collate;
use super::versions::Collation;
use crate::align::{Alignment, RETELLING_WEIGHT, Token, tokens};
use crate::limits::MAX_DRAFTS;

/// Two passages are versions of one if at least this share of the shorter one's words is equal, in order.
const SAME: f64 = 0.5;
/// The number of words in a row that two versions must have in common.
const SEED: usize = 3;
/// Words in a row that stand in more passages are not looked at.
const PLACES: usize = 16;
/// Two passages are aligned if they share this part of the shorter one's runs of three words.
const SHARED: f64 = 0.1;
/// Lines of at most this many bytes, with no empty line between them, were broken by a program.
const WRAPPED: usize = 100;

/// A passage that stands in a text more than once.
#[derive(Clone, Debug)]
pub struct Parallel<'t> {
    /// The bytes of each version.
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
    let mut near: HashMap<(usize, usize), usize> = HashMap::new();
    for places in seeds.values().filter(|places| places.len() <= PLACES) {
        for (at, one) in places.iter().enumerate() {
            places[at + 1..].iter().for_each(|other| *near.entry((*one, *other)).or_default() += 1);
        }
    }
    let of_shorter = |(one, other): &(usize, usize)| words[*one].len().min(words[*other].len()) as f64;
    near.retain(|pair, shared| *shared as f64 >= SHARED * of_shorter(pair));
    let mut near: Vec<(usize, usize)> = near.into_keys().collect();
    near.sort_unstable();

    // For each passage, another passage of its group. The first of a group stands for itself.
    let mut group: Vec<usize> = (0..passages.len()).collect();
    for (one, other) in near {
        let [a, b] = [one, other].map(|at| &text[passages[at].clone()]);
        let alignment = Alignment::of(a, &words[one], b, &words[other]);
        let shorter = words[one].len().min(words[other].len());
        if alignment.same() >= SAME * shorter as f64 && alignment.weight >= RETELLING_WEIGHT {
            let (one, other) = (first_of(&mut group, one), first_of(&mut group, other));
            group[one.max(other)] = one.min(other);
        }
    }
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); passages.len()];
    (0..passages.len()).for_each(|passage| found[first_of(&mut group, passage)].push(passage));
    found
        .into_iter()
        .filter(|members| (2..=MAX_DRAFTS).contains(&members.len()))
        .map(|members| {
            let places: Vec<Range<usize>> = members.iter().map(|at| passages[*at].clone()).collect();
            let versions: Vec<&str> = places.iter().map(|place| &text[place.clone()]).collect();
            Parallel { places, collation: collate(&versions) }
        })
        .collect()
}

/// The first passage of the group of `passage`.
fn first_of(group: &mut [usize], mut passage: usize) -> usize {
    while group[passage] != passage {
        group[passage] = group[group[passage]];
        passage = group[passage];
    }
    passage
}

/// The bytes of the passages of a text: its lines, or its paragraphs if a program broke the lines.
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
