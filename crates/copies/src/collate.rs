//! Versions of one text, side by side: what all have, and what each has instead.
//!
//! Every two versions are aligned, then put together from the nearest on: a column holds the words that are one word in
//! several versions, and columns are joined where the most words are alike and the order of neither side is broken.
//! What is alike in another order has moved. Words are matched by their letters, so that a word is never matched to a
//! sign, and are the same where they are written the same: case, marks on letters and signs make a difference, and how
//! they are set, quotation marks, commas, brackets and full stops make none, as in [`compare`](crate::compare()).
//! Versions are taken in the order of their texts, not in the one they are given in.

mod itself;
mod words;

pub use itself::{MOST, Parallel, parallels};

use std::ops::Range;

use crate::align::{Alignment, Pair, Token};
use words::{is_same, words};

/// So many words in a row that stand in another order have moved; fewer are chance.
const MOVED: usize = 5;

/// A text with its words.
#[derive(Clone, Debug)]
pub struct Version<'t> {
    pub text: &'t str,
    pub words: Vec<Token>,
}

impl<'t> Version<'t> {
    pub fn of(text: &'t str) -> Self {
        Self { text, words: words(text) }
    }

    /// Some of its words as they stand, with the punctuation behind them.
    pub fn show(&self, words: Range<usize>) -> String {
        let Some(first) = self.words[words.clone()].first() else { return String::new() };
        let end = self.words.get(words.end).map_or(self.text.len(), |next| next.from as usize);
        self.text[first.from as usize..end].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn word(&self, at: usize) -> &'t str {
        &self.text[self.words[at].range()]
    }
}

/// A stretch of the collation: words of each version, none where it has nothing there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub words: Vec<Range<usize>>,
    /// Whether all versions have the same words.
    pub same: bool,
}

/// Words that stand in two versions, in another order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The versions, and where the words stand in each.
    pub of: [(usize, Range<usize>); 2],
}

/// Several versions, collated.
#[derive(Clone, Debug)]
pub struct Collation<'t> {
    pub versions: Vec<Version<'t>>,
    /// From left to right; each version's words stand in them in order, each once.
    pub segments: Vec<Segment>,
    pub moved: Vec<Moved>,
}

impl Collation<'_> {
    /// The versions of a segment by what they read there: those that read the same stand together.
    pub fn readings(&self, segment: &Segment) -> Vec<Vec<usize>> {
        let mut readings: Vec<Vec<usize>> = Vec::new();
        for (at, words) in segment.words.iter().enumerate() {
            let reads = |other: &Vec<usize>| {
                let first = other[0];
                let (one, other) = (&self.versions[first], &self.versions[at]);
                let both = segment.words[first].clone().zip(words.clone());
                segment.words[first].len() == words.len()
                    && both.into_iter().all(|(a, b)| is_same(one.word(a), other.word(b)))
            };
            match readings.iter().position(reads) {
                Some(known) => readings[known].push(at),
                None => readings.push(vec![at]),
            }
        }
        readings
    }

    /// How many words all versions have in common.
    pub fn in_common(&self) -> usize {
        self.segments.iter().filter(|segment| segment.same).map(|segment| segment.words[0].len()).sum()
    }
}

/// Words that are one word in several versions: by version, the word.
type Column = Vec<Option<u32>>;

/// Versions that were put together.
struct Group {
    versions: Vec<usize>,
    columns: Vec<Column>,
}

/// Collates texts; what is found does not depend on their order.
pub fn collate<'t>(texts: &[&'t str]) -> Collation<'t> {
    let versions: Vec<Version> = texts.iter().map(|text| Version::of(text)).collect();
    let count = versions.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|at| versions[*at].text);

    // For versions a before b in that order: which of their words are alike.
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

/// The two groups whose versions have the most in common, in parts of the shorter.
fn nearest(groups: &[Group], pairs: &[Vec<Vec<Pair>>], versions: &[Version]) -> (usize, usize) {
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
    // Of those that are as near, the first.
    best.reduce(|best, next| if next.0 > best.0 { next } else { best }).expect("there are two").1
}

/// The columns of two groups, those joined that have words alike and do not cross.
fn join(
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
    // Columns that hold words which are alike, and how many; with a pair of versions that says so.
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

/// The edges, in order, that weigh the most together and rise on both sides.
fn heaviest_chain(edges: &[(usize, usize, f64)], columns: usize) -> Vec<usize> {
    // A Fenwick tree: the best chain that ends before a column of the second group, as (weight, edge).
    let mut best: Vec<(f64, usize)> = vec![(0.0, usize::MAX); columns + 1];
    let mut before = vec![usize::MAX; edges.len()];
    let mut top = (0.0, usize::MAX);
    let mut first = 0;
    for run in edges.chunk_by(|a, b| a.0 == b.0) {
        // Edges of one column do not follow each other.
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

/// Notes runs of edges that the chain had to leave out, and that hold the same words.
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
    // A column that has its place already is not elsewhere too.
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

/// Runs of columns in which all versions have the same word, or not.
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The collation in one line: `same [A|B] same`.
    fn shown(texts: &[&str]) -> String {
        let collation = collate(texts);
        let part = |segment: &Segment| {
            if segment.same {
                return collation.versions[0].show(segment.words[0].clone());
            }
            let readings = collation.readings(segment);
            let read = |versions: &Vec<usize>| collation.versions[versions[0]].show(segment.words[versions[0]].clone());
            format!("[{}]", readings.iter().map(read).collect::<Vec<_>>().join("|"))
        };
        collation.segments.iter().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn versions_differ_where_they_differ() {
        let one = "They closed the bridge at nine, and nobody was let through.";
        let other = "they closed the bridge at ten \u{2014} and nobody else was let through";
        assert_eq!(
            shown(&[one, other]),
            "[They|they] closed the bridge at [nine,|ten \u{2014}] and nobody [|else] was let through."
        );
        let third = "They closed the old bridge at nine and nobody was let through.";
        assert_eq!(
            shown(&[one, other, third]),
            "[They|they] closed the [|old] bridge at [nine,|ten \u{2014}] and nobody [|else] was let through."
        );
        assert_eq!(shown(&[one]), one);
        assert_eq!(shown(&["", "a b"]), "[|a b]");
        assert_eq!(shown(&[]), "");
    }

    #[test]
    fn what_changes_the_meaning_is_never_the_same() {
        assert_eq!(
            shown(&["He stood 1.5 metres away. Babam öldü. Мой дом?", "He stood 15 metres away. Babam oldu. Мои дом."]),
            "He stood [1.5|15] metres away. Babam [öldü. Мой дом?|oldu. Мои дом.]"
        );
        assert_eq!(shown(&["it was -5 🙂 then", "it was 5 🙁 then"]), "it was [-5 🙂|5 🙁] then");
        assert_eq!(shown(&["ตีสาม", "ตีสี่"]), "ตี [สาม|สี่]");
        assert_eq!(shown(&["«да», он", "\"да\" он"]), "«да», он");
    }

    #[test]
    fn a_word_is_never_matched_to_a_sign() {
        let texts = ["we saw \u{2014} the bridge", "we saw nobody the bridge"];
        assert_eq!(shown(&texts), "we saw [\u{2014}|nobody] the bridge");
        assert_eq!(shown(&[texts[0], texts[1], texts[0]]), "we saw [\u{2014}|nobody] the bridge");
    }

    #[test]
    fn what_has_moved_is_named() {
        let first = "we saw the bridge closed at nine in the morning";
        let second = "and they did not let the ambulance through to the hospital that stands behind the river";
        let (one, other) = (format!("{first} {second}"), format!("{second} {first}"));
        let collation = collate(&[&one, &other]);
        assert_eq!(collation.moved, [Moved { of: [(0, 0..10), (1, 16..26)] }]);
        assert_eq!(collation.in_common(), 16);
    }

    proptest! {
        #[test]
        fn every_word_of_every_version_stands_once_and_in_order(texts in prop::collection::vec("([a-d]{1,2}[ ,.]{1,2}){0,30}", 0..5)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let collation = collate(&texts);
            for (at, version) in collation.versions.iter().enumerate() {
                let words: Vec<usize> = collation.segments.iter().flat_map(|segment| segment.words[at].clone()).collect();
                prop_assert_eq!(words, (0..version.words.len()).collect::<Vec<_>>());
            }
            for segment in &collation.segments {
                prop_assert_eq!(segment.same, collation.readings(segment).len() == 1 && !segment.words[0].is_empty());
            }
        }

        #[test]
        fn the_order_given_does_not_matter(texts in prop::collection::vec("([a-c]{1,2} ){0,20}", 3)) {
            let [a, b, c] = [&*texts[0], &*texts[1], &*texts[2]];
            let of = |texts: [&str; 3], back: [usize; 3]| {
                let segments = collate(&texts).segments;
                segments.into_iter().map(|segment| back.map(|at| segment.words[at].clone())).collect::<Vec<_>>()
            };
            prop_assert_eq!(of([a, b, c], [0, 1, 2]), of([c, a, b], [1, 2, 0]));
            prop_assert_eq!(of([a, b, c], [0, 1, 2]), of([b, a, c], [1, 0, 2]));
        }
    }
}
