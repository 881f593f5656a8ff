//! Collates versions of one text: the words that all have in common, and the words that each has in their place.
//!
//! Every two versions are aligned, then the nearest are joined first. A column holds one word in several versions. Columns are
//! joined where the most words are alike, without breaking the order on either side. Alike words in another order have moved.
//!
//! Words are matched by their letters. They are equal if they are written alike: case, marks on letters, and signs make a
//! difference. Quotation marks, commas, brackets and full stops make none, as in [`compare`](crate::compare()). The result does
//! not depend on the order in which the versions are given.

mod itself;
mod join;
mod together;
mod versions;
mod words;

pub use itself::{Parallel, parallels};
pub use together::collate;
pub use versions::{Collation, Moved, Segment, Version};

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
