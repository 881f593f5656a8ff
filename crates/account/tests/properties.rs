//! What holds of any text: of its words, its seal, and its editions.

mod common;

use common::{copy, edition, judge, sealed};
use firsthand_account::check::{Verdict, check};
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{clean, sealable};
use firsthand_account::words::{WordPlaces, Words};
use proptest::prelude::*;

/// Texts of characters that matter to a seal: several scripts, marks, spaces, quotes, hyphens, what is dropped, folded,
/// refused or joined, and a few of any kind.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "b",
        "Z",
        "9",
        "é",
        "e\u{301}",
        "ж",
        "қ",
        "ا",
        "ب",
        "لا",
        "\u{FEFB}",
        "我",
        "。",
        "か",
        "\u{3099}",
        "ก",
        "\u{E31}",
        "ཀ",
        "\u{F0B}",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\u{A0}",
        "\u{3000}",
        "-",
        "--",
        "—",
        "\u{2011}",
        "'",
        "’",
        "\"",
        "«",
        "…",
        ".",
        ",",
        "@",
        "://",
        "\u{200B}",
        "\u{AD}",
        "\u{FEFF}",
        "\u{FE0F}",
        "\u{200C}",
        "\u{200D}",
        "\u{34F}",
        "ﬁ",
        "\u{FDFA}",
        "\u{2F00}",
        "한",
        "\u{1100}",
        "\u{1161}",
        "😀",
        "xn--",
        ">",
        "█",
        "\u{202E}",
        "\u{2068}",
        "\u{E0041}",
    ]);
    let piece = prop_oneof![12 => pieces.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

fn words(text: &str) -> Vec<String> {
    Words::read(text).expect("short").iter().map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_joined_by_spaces_are_the_same_words(text in texts()) {
        let (text, _) = clean(&text).expect("short");
        prop_assert_eq!(words(&words(&text).join(" ")), words(&text));
    }

    #[test]
    fn every_word_stands_where_it_is_said_to(text in texts()) {
        let places = WordPlaces::read(&text).expect("short");
        prop_assert_eq!(places.len(), words(&text).len());
        for at in 0..places.len() {
            let source = places.source(at);
            prop_assert!(text.get(source.clone()).is_some_and(|part| !part.is_empty()), "{source:?} in {text:?}");
        }
        let starts: Vec<usize> = (0..places.len()).map(|at| places.source(at).start).collect();
        prop_assert!(starts.is_sorted());
    }

    #[test]
    fn a_cleaned_text_can_be_sealed(text in texts()) {
        let (cleaned, removed) = clean(&text).expect("short");
        prop_assert!(words(&cleaned).is_empty() || sealable(&cleaned).is_ok());
        prop_assert_eq!(removed.is_empty(), cleaned == text);
    }

    #[test]
    fn what_is_sealed_is_true_and_so_is_every_edition(text in texts(), places in prop::collection::vec((0u32..60, 1u32..4), 0..4)) {
        let (text, _) = clean(&text).expect("short");
        prop_assume!(sealable(&text).is_ok());
        let slip = sealed(&text, 5);
        prop_assert!(matches!(judge(&text, &slip), Verdict::True(_)));
        let within: Vec<_> = places.into_iter().map(|(start, length)| start.min(slip.n)..(start + length).min(slip.n)).collect();
        let ranges = Ranges::new(within);
        prop_assume!(ranges.words() < slip.n);
        let made = edition(&text, &slip, &ranges).expect("an edition");
        let Verdict::True(truth) = judge(&made.text, &made.slip) else {
            return Err(TestCaseError::fail(format!("{ranges:?} of {text:?}: {:?}", made.text)));
        };
        let open: Vec<String> = truth.words.iter().filter(|word| *word != "█").map(str::to_owned).collect();
        let all = words(&text);
        let expected: Vec<String> = all.iter().enumerate().filter(|(at, _)| !ranges.iter().any(|r| r.contains(&(*at as u32)))).map(|(_, word)| word.clone()).collect();
        prop_assert_eq!(open, expected);
    }

    #[test]
    fn no_text_makes_checking_panic(text in texts(), slip in "(firsthand1|FirstHandI)[ a-z0-9\n>]{0,600}") {
        let text = format!("{text}{slip}{text}");
        let report = check(&text, &[]).expect("short");
        prop_assert!(report.checked.iter().all(|checked| !matches!(checked.verdict, Some(Verdict::True(_)))));
    }

    #[test]
    fn a_slip_never_makes_another_text_true(text in texts(), other in texts()) {
        let (text, _) = clean(&text).expect("short");
        prop_assume!(sealable(&text).is_ok());
        let slip = sealed(&text, 6);
        let copy = copy(&other, &slip);
        for checked in check(&copy, &[]).expect("short").checked {
            if let Some(Verdict::True(truth)) = checked.verdict {
                let shown: Vec<&str> = truth.account.clone().map(|at| truth.words.get(at)).collect();
                prop_assert_eq!(shown, words(&text));
            }
        }
    }
}
