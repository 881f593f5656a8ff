//! Collates several versions.

use super::join::{Column, Group, join, nearest};
use super::versions::{Collation, Moved, Segment, Version};
use super::words::is_same;
use crate::align::{Alignment, Pair};

/// Collates texts. The segments do not depend on the order of the texts.
pub fn collate<'t>(texts: &[&'t str]) -> Collation<'t> {
    let versions: Vec<Version> = texts.iter().map(|text| Version::of(text)).collect();
    let count = versions.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|at| versions[*at].text);

    // For each two versions, the earlier first: their pairs of alike words.
    let mut pairs: Vec<Vec<Vec<Pair>>> = vec![vec![Vec::new(); count]; count];
    for (at, &a) in order.iter().enumerate() {
        for &b in &order[at + 1..] {
            let (one, other) = (&versions[a], &versions[b]);
            pairs[a][b] = Alignment::of(one.text, &one.words, other.text, &other.words).pairs;
        }
    }
    let mut groups: Vec<Group> = order
        .iter()
        .map(|&at| {
            let column = |word| (0..count).map(|version| (version == at).then_some(word)).collect();
            Group { versions: vec![at], columns: (0..versions[at].words.len() as u32).map(column).collect() }
        })
        .collect();
    let mut moved = Vec::new();
    while groups.len() > 1 {
        let (first, second) = nearest(&groups, &pairs, &versions);
        let second = groups.remove(second);
        let first = &mut groups[first];
        let joined = join(first, &second, &pairs, &versions, &mut moved);
        first.columns = joined;
        first.versions.extend(second.versions);
    }
    let columns = groups.pop().map_or_else(Vec::new, |group| group.columns);
    let segments = segments(&columns, &versions);
    moved.sort_by_key(|moved: &Moved| moved.of[0].1.start);
    Collation { versions, segments, moved }
}

/// The columns as runs in which all versions have the same words, and runs in which they differ.
fn segments(columns: &[Column], versions: &[Version]) -> Vec<Segment> {
    let same = |column: &Column| {
        let word = |at: usize| column[at].map(|word| versions[at].word(word as usize));
        let first = word(0);
        first.is_some_and(|first| (1..versions.len()).all(|at| word(at).is_some_and(|word| is_same(first, word))))
    };
    let mut next = vec![0usize; versions.len()];
    let mut segments: Vec<Segment> = Vec::new();
    for column in columns {
        let same = same(column);
        if segments.last().is_none_or(|last| last.same != same) {
            segments.push(Segment { words: next.iter().map(|at| *at..*at).collect(), same });
        }
        let words = &mut segments.last_mut().expect("there is one").words;
        for (at, word) in column.iter().enumerate() {
            if word.is_some() {
                next[at] += 1;
                words[at].end = next[at];
            }
        }
    }
    segments
}
