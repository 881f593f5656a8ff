//! Which words are withheld: ranges of word indices, in order, with open words between them.

use std::ops::Range;

/// How a range of words stands to what is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Open,
    Withheld,
    Mixed,
}

/// Ranges of word indices (from 0, ends excluded) in ascending order that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(Vec<Range<u32>>);

impl Ranges {
    /// Sorts and joins `ranges`; empty ones go.
    pub fn new(mut ranges: Vec<Range<u32>>) -> Self {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_unstable_by_key(|range| range.start);
        let mut joined: Vec<Range<u32>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        Self(joined)
    }

    /// These ranges and those.
    pub fn union(&self, other: &Self) -> Self {
        Self::new(self.0.iter().chain(&other.0).cloned().collect())
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Range<u32>> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many ranges there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many words they hold.
    pub fn words(&self) -> u32 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    /// The ranges between these within `n` words.
    pub fn open(&self, n: u32) -> Self {
        let starts = std::iter::once(0).chain(self.0.iter().map(|range| range.end));
        let ends = self.0.iter().map(|range| range.start).chain([n]);
        Self(starts.zip(ends).map(|(start, end)| start..end).filter(|range| !range.is_empty()).collect())
    }

    /// How the words `lo .. lo + m` stand to these ranges.
    pub fn part(&self, lo: u32, m: u32) -> Part {
        let at = self.0.partition_point(|range| range.end <= lo);
        match self.0.get(at) {
            Some(range) if range.start <= lo && lo + m <= range.end => Part::Withheld,
            Some(range) if range.start < lo + m => Part::Mixed,
            _ => Part::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_join_and_are_complemented() {
        let ranges = Ranges::new(vec![5..7, 0..1, 6..9, 3..3, 9..10]);
        assert_eq!(ranges.iter().cloned().collect::<Vec<_>>(), [0..1, 5..10]);
        assert_eq!(ranges.open(12).iter().cloned().collect::<Vec<_>>(), [1..5, 10..12]);
        assert_eq!(ranges.words(), 6);
        assert_eq!(
            [ranges.part(1, 4), ranges.part(0, 2), ranges.part(5, 5), ranges.part(10, 2)],
            [Part::Open, Part::Mixed, Part::Withheld, Part::Open]
        );
    }
}
