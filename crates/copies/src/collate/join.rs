//! Joins groups of versions, column by column.

use super::versions::{Moved, Version};
use super::words::is_same;
use crate::align::Pair;

/// The minimum number of words in a row in another order that have moved. Fewer are chance.
const MOVED: usize = 5;

/// One word in several versions: for each version, the index of the word, if the version has it.
pub(super) type Column = Vec<Option<u32>>;

/// Versions that were joined.
pub(super) struct Group {
    pub(super) versions: Vec<usize>,
    pub(super) columns: Vec<Column>,
}

/// The indices of the two groups whose versions have the largest share of the shorter version in common.
pub(super) fn nearest(groups: &[Group], pairs: &[Vec<Vec<Pair>>], versions: &[Version]) -> (usize, usize) {
    let alike = |one: &Group, other: &Group| {
        let mut sum = 0.0;
        for &a in &one.versions {
            for &b in &other.versions {
                let same: f64 = pairs[a][b].iter().chain(&pairs[b][a]).map(|pair| pair.alike).sum();
                sum += same / versions[a].words.len().min(versions[b].words.len()).max(1) as f64;
            }
        }
        sum / (one.versions.len() * other.versions.len()) as f64
    };
    let all = (0..groups.len()).flat_map(|a| (a + 1..groups.len()).map(move |b| (a, b)));
    let best = all.map(|(a, b)| (alike(&groups[a], &groups[b]), (a, b)));
    // If several are equally near, the first is taken.
    best.reduce(|best, next| if next.0 > best.0 { next } else { best }).expect("there are two").1
}

/// The columns of two groups. Columns with alike words are joined if their order allows it.
pub(super) fn join(
    first: &Group,
    second: &Group,
    pairs: &[Vec<Vec<Pair>>],
    versions: &[Version],
    moved: &mut Vec<Moved>,
) -> Vec<Column> {
    let place = |group: &Group| {
        let mut places = vec![Vec::new(); pairs.len()];
        for (at, column) in group.columns.iter().enumerate() {
            for &version in &group.versions {
                if column[version].is_some() {
                    places[version].push(at);
                }
            }
        }
        places
    };
    let (in_first, in_second) = (place(first), place(second));
    // For each pair of alike words: their columns, and how alike they are.
    let mut votes: Vec<(usize, usize, f64)> = Vec::new();
    for &a in &first.versions {
        for &b in &second.versions {
            let forth = pairs[a][b].iter().map(|pair| (pair.text, pair.copy, pair.alike));
            let back = pairs[b][a].iter().map(|pair| (pair.copy, pair.text, pair.alike));
            votes.extend(
                forth.chain(back).map(|(a_word, b_word, alike)| (in_first[a][a_word], in_second[b][b_word], alike)),
            );
        }
    }
    votes.sort_by_key(|vote| (vote.0, vote.1));
    let mut edges: Vec<(usize, usize, f64)> = Vec::new();
    for (a, b, alike) in votes {
        match edges.last_mut() {
            Some(last) if (last.0, last.1) == (a, b) => last.2 += alike,
            _ => edges.push((a, b, alike)),
        }
    }
    let chain = heaviest_chain(&edges, second.columns.len());
    note_moved(&edges, &chain, [first, second], versions, moved);

    let mut columns = Vec::with_capacity(first.columns.len() + second.columns.len());
    let (mut a, mut b) = (0, 0);
    for (to_a, to_b) in chain.iter().map(|&at| (edges[at].0, edges[at].1)) {
        columns.extend_from_slice(&first.columns[a..to_a]);
        columns.extend_from_slice(&second.columns[b..to_b]);
        let both = first.columns[to_a].iter().zip(&second.columns[to_b]);
        columns.push(both.map(|(one, other)| one.or(*other)).collect());
        (a, b) = (to_a + 1, to_b + 1);
    }
    columns.extend_from_slice(&first.columns[a..]);
    columns.extend_from_slice(&second.columns[b..]);
    columns
}

/// The edges, by index, that weigh the most together and rise on both sides.
fn heaviest_chain(edges: &[(usize, usize, f64)], columns: usize) -> Vec<usize> {
    // A Fenwick tree with the best chain that ends before each column of the second group, as (weight, edge).
    let mut best: Vec<(f64, usize)> = vec![(0.0, usize::MAX); columns + 1];
    let mut before = vec![usize::MAX; edges.len()];
    let mut top = (0.0, usize::MAX);
    let mut first = 0;
    for run in edges.chunk_by(|a, b| a.0 == b.0) {
        // Two edges of one column cannot be in one chain.
        let ends: Vec<(f64, usize)> = run
            .iter()
            .map(|(_, column, weight)| {
                let (mut at, mut found) = (*column, (0.0, usize::MAX));
                while at > 0 {
                    if best[at].0 > found.0 {
                        found = best[at];
                    }
                    at &= at - 1;
                }
                (found.0 + weight, found.1)
            })
            .collect();
        for (at, (weight, edge)) in ends.into_iter().enumerate() {
            let number = first + at;
            before[number] = edge;
            if weight > top.0 {
                top = (weight, number);
            }
            let mut column = run[at].1 + 1;
            while column <= columns {
                if weight > best[column].0 {
                    best[column] = (weight, number);
                }
                column += column & column.wrapping_neg();
            }
        }
        first += run.len();
    }
    let mut chain = Vec::new();
    let mut at = top.1;
    while at != usize::MAX {
        chain.push(at);
        at = before[at];
    }
    chain.reverse();
    chain
}

/// Adds to `moved` the runs of equal words whose edges are not in the chain.
fn note_moved(
    edges: &[(usize, usize, f64)],
    chain: &[usize],
    [first, second]: [&Group; 2],
    versions: &[Version],
    moved: &mut Vec<Moved>,
) {
    let mut in_chain = vec![false; edges.len()];
    chain.iter().for_each(|at| in_chain[*at] = true);
    let (mut of_first, mut of_second) = (vec![false; first.columns.len()], vec![false; second.columns.len()]);
    for &at in chain {
        of_first[edges[at].0] = true;
        of_second[edges[at].1] = true;
    }
    let word = |column: &Column| {
        let mut words = column.iter().enumerate().filter_map(|(version, word)| Some((version, (*word)?)));
        words.next().map(|(version, word)| versions[version].word(word as usize))
    };
    let is_same = |a: usize, b: usize| match (word(&first.columns[a]), word(&second.columns[b])) {
        (Some(one), Some(other)) => is_same(one, other),
        _ => false,
    };
    // A column in the chain has not moved.
    let free: Vec<(usize, usize)> = edges
        .iter()
        .zip(&in_chain)
        .filter(|((a, b, _), chosen)| !**chosen && !of_first[*a] && !of_second[*b] && is_same(*a, *b))
        .map(|((a, b, _), _)| (*a, *b))
        .collect();
    for run in free.chunk_by(|a, b| (a.0 + 1, a.1 + 1) == *b).filter(|run| run.len() >= MOVED) {
        let (from, to) = (run[0], run[run.len() - 1]);
        let words = |group: &Group, from: usize, to: usize| {
            group.versions.iter().find_map(|&version| {
                let word = |column: usize| group.columns[column][version].map(|word| word as usize);
                Some((version, word(from)?..word(to)? + 1))
            })
        };
        if let (Some(one), Some(other)) = (words(first, from.0, to.0), words(second, from.1, to.1)) {
            moved.push(Moved { of: if one.0 < other.0 { [one, other] } else { [other, one] } });
        }
    }
}
