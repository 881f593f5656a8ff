//! The ranges of word indices that are withheld from an account.

use std::ops::Range;

/// Whether the words of a range are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// All are open.
    Open,
    /// All are withheld.
    Withheld,
    /// Some are open and some are withheld.
    Mixed,
}

/// Ranges of word indices in ascending order. They are counted from 0, and their ends are excluded. No two ranges overlap
/// or touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(Vec<Range<u32>>);

impl Ranges {
    /// Sorts `ranges`, joins those that overlap or touch, and drops empty ones.
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

    /// All words that are in either set of ranges.
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

    /// How many words are in the ranges.
    pub fn words(&self) -> u32 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    /// The words of an account of `n` words that are not in these ranges.
    pub fn open(&self, n: u32) -> Self {
        let starts = std::iter::once(0).chain(self.0.iter().map(|range| range.end));
        let ends = self.0.iter().map(|range| range.start).chain([n]);
        Self(starts.zip(ends).map(|(start, end)| start..end).filter(|range| !range.is_empty()).collect())
    }

    /// Whether the words `lo .. lo + m` are open, if these ranges are withheld.
    pub fn openness(&self, lo: u32, m: u32) -> Openness {
        let at = self.0.partition_point(|range| range.end <= lo);
        match self.0.get(at) {
            Some(range) if range.start <= lo && lo + m <= range.end => Openness::Withheld,
            Some(range) if range.start < lo + m => Openness::Mixed,
            _ => Openness::Open,
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
            [ranges.openness(1, 4), ranges.openness(0, 2), ranges.openness(5, 5), ranges.openness(10, 2)],
            [Openness::Open, Openness::Mixed, Openness::Withheld, Openness::Open]
        );
    }
}
