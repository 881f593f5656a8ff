//! Sealing, withholding and checking, and the attacks of `spec/seal.md`, section 6, that need no file.

mod common;

use common::{Numbers, copy, edition, judge, key, sealed, true_kind};
use firsthand_account::check::{Kind, Verdict, check};
use firsthand_account::ranges::Ranges;

const TEXT: &str = "I saw it myself. The bridge was closed at nine and they did not let the ambulance through.\n\n\
    My neighbour Aidar stood beside me, and Aidar's brother was in the water for an hour. Nobody shot at us.";

#[test]
fn a_sealed_text_is_true_and_whole() {
    let slip = sealed(TEXT, 1);
    assert_eq!(true_kind(&copy(TEXT, &slip)), Some(Kind::Whole));
}

#[test]
fn every_edition_of_every_short_account() {
    let words = ["I", "did", "not", "see", "Aidar", "there", "on", "Monday", "night"];
    for n in 1..=words.len() {
        let text = words[..n].join(" ");
        let slip = sealed(&text, n as u8);
        for mask in 0u32..(1 << n) - 1 {
            let ranges =
                Ranges::new((0..n as u32).filter(|word| mask >> word & 1 == 1).map(|word| word..word + 1).collect());
            let made = edition(&text, &slip, &ranges).expect("a word is open");
            let Verdict::True(truth) = judge(&made.text, &made.slip) else {
                panic!("{n} words, withheld {mask:b}: {:?}", judge(&made.text, &made.slip))
            };
            assert_eq!(truth.words.iter().filter(|word| *word != "█").count(), n - mask.count_ones() as usize);
            // No withheld word stands in the edition, nor is any other text true to its slip.
            for (at, word) in words[..n].iter().enumerate() {
                assert_eq!(made.text.split(' ').any(|w| w == *word), mask >> at & 1 == 0);
            }
            assert!(mask == 0 || !matches!(judge(&text, &made.slip), Verdict::True(_)), "the whole text has no marks");
            // Withholding more from it gives what withholding all at once gives.
            let more = (mask + 1) | mask;
            if more < (1 << n) - 1 {
                let all = Ranges::new(
                    (0..n as u32).filter(|word| more >> word & 1 == 1).map(|word| word..word + 1).collect(),
                );
                let twice = edition(&made.text, &made.slip, &all).expect("a word is open");
                let once = edition(&text, &slip, &all).expect("a word is open");
                assert_eq!((twice.slip, twice.text), (once.slip, once.text));
            }
        }
    }
}

#[test]
fn any_change_to_the_words_is_not_true() {
    let slip = sealed(TEXT, 1);
    let words: Vec<&str> = TEXT.split_whitespace().collect();
    let with = |change: &dyn Fn(&mut Vec<&'static str>)| {
        let mut changed: Vec<&str> = TEXT.split_whitespace().collect();
        change(&mut changed);
        copy(&changed.join(" "), &slip)
    };
    assert_eq!(true_kind(&with(&|_| {})), Some(Kind::Whole));
    for at in 0..words.len() {
        assert_eq!(true_kind(&with(&|w| w[at] = "other")), None, "word {at} changed");
        assert_eq!(
            true_kind(&with(&|w| {
                w.remove(at);
            })),
            None,
            "word {at} dropped"
        );
        // Before the first word or after the last, it stands outside the seal.
        let doubled = if at == 0 || at + 1 == words.len() { Some(Kind::Whole) } else { None };
        assert_eq!(true_kind(&with(&|w| w.insert(at, w[at]))), doubled, "word {at} doubled");
        if at > 0 {
            assert_eq!(true_kind(&with(&|w| w.insert(at, "not"))), None, "a word put in at {at}");
            assert_eq!(true_kind(&with(&|w| w.swap(at - 1, at))), None, "words {at} and the one before swapped");
        }
    }
    let merged = TEXT.replacen("was closed", "wasclosed", 1);
    let split = TEXT.replacen("neighbour", "neigh bour", 1);
    let case = TEXT.replacen("The", "the", 1);
    let homoglyph = TEXT.replacen("Aidar", "Аidar", 1);
    for changed in [merged, split, case, homoglyph] {
        assert_eq!(true_kind(&copy(&changed, &slip)), None);
    }
}

#[test]
fn marks_stand_where_words_are_withheld_and_nowhere_else() {
    let slip = sealed(TEXT, 1);
    let made = edition(TEXT, &slip, &Ranges::new(vec![20..21, 25..26])).unwrap();
    assert!(made.text.contains("neighbour █████ stood") && made.text.contains("and █████ brother"), "{}", made.text);
    assert_eq!(true_kind(&copy(&made.text, &made.slip)), Some(Kind::Edition { withheld: 2, places: 2 }));
    let not_true = [
        made.text.replacen("█████ ", "", 1),
        made.text.replacen("█████ brother", "brother █████", 1),
        made.text.replacen("did not", "did █████ not", 1),
        made.text.replacen("█████", "Berik", 1),
        made.text.replacen("not ", "", 1),
    ];
    for text in &not_true {
        assert_eq!(true_kind(&copy(text, &made.slip)), None, "{text}");
    }
    assert_eq!(
        true_kind(&copy(&made.text.replacen("█████", "██ █", 1), &made.slip)),
        Some(Kind::Edition { withheld: 2, places: 2 }),
        "marks side by side are one"
    );
}

#[test]
fn excerpts_are_said_with_their_place() {
    let slip = sealed(TEXT, 1);
    let excerpt = common::excerpt(TEXT, &slip, 4..33);
    assert_eq!(true_kind(&copy(&excerpt.text, &excerpt.slip)), Some(Kind::Excerpt { first: 5, last: 33 }));
    // With 29 words, others may stand around them, and are outside the seal.
    let among = format!("They say: {} and so on", excerpt.text);
    assert_eq!(true_kind(&copy(&among, &excerpt.slip)), None, "the mark at its start is missing within a line");
    let among = format!("They say:\n{}\nand so on", excerpt.text);
    assert_eq!(true_kind(&copy(&among, &excerpt.slip)), Some(Kind::Excerpt { first: 5, last: 33 }));
    let few = common::excerpt(TEXT, &slip, 12..18);
    assert_eq!(few.text, "did not let the ambulance through.");
    assert_eq!(true_kind(&copy(&few.text, &few.slip)), Some(Kind::Excerpt { first: 13, last: 18 }));
    for around in ["Nobody says they X", "X Or so they say.", "X\n\nA joke, of course."] {
        assert_eq!(true_kind(&copy(&around.replace('X', &few.text), &few.slip)), None, "{around}");
    }
    assert_eq!(
        true_kind(&copy(&format!("A heading\n\n{}", few.text), &few.slip)),
        Some(Kind::Excerpt { first: 13, last: 18 })
    );
}

#[test]
fn what_stands_around_is_outside_the_seal() {
    let slip = sealed(TEXT, 1);
    let text = format!(
        "Read this:\n\n{TEXT}\n\nI agree. Aidar is fine.\n\n{}\n\nShared by a friend\nRead more",
        slip.to_text()
    );
    let report = check(&text, &[]).unwrap();
    let Some(Verdict::True(truth)) = &report.checked[0].verdict else { panic!("{report:?}") };
    assert_eq!(truth.words.show(0..truth.account.start), "Read this:");
    assert_eq!(truth.words.show(truth.account.end..truth.words.len()), "I agree. Aidar is fine.");
}

#[test]
fn two_slips_are_judged_each_on_its_own() {
    let (one, two) = (
        sealed(TEXT, 1),
        sealed("Another account, by somebody else, with words enough to stand on its own feet here.", 2),
    );
    let text = format!(
        "{}\n\nAnother account, by somebody else, with words enough to stand on its own feet here.\n\n{}\n",
        copy(TEXT, &one),
        two.to_text()
    );
    let report = check(&text, &[]).unwrap();
    let verdicts: Vec<bool> =
        report.checked.iter().map(|each| matches!(each.verdict, Some(Verdict::True(_)))).collect();
    assert_eq!(verdicts, [true, true]);
    let changed = text.replacen("through", "past", 1);
    let verdicts: Vec<bool> = check(&changed, &[])
        .unwrap()
        .checked
        .iter()
        .map(|each| matches!(each.verdict, Some(Verdict::True(_))))
        .collect();
    assert_eq!(verdicts, [false, true]);
}

/// The bound on all tries leaves room for each of the six readings, however long the text.
#[test]
fn a_long_copy_is_judged_in_every_reading() {
    let text = "We stood on the bridge and nobody came to tell us why it was closed.\n\n".repeat(61_000)
        + "At eleven the lamps went out, and then we all went home by way of the river.";
    assert!(5 * text.split_whitespace().count() > 1 << 22);
    let copy = copy(&text, &sealed(&text, 1));
    let quoted = format!("> {}", copy.replacen("nobody", "no-\nbody", 1).replace('\n', "\n> "));
    fn judged(text: &str) -> Option<Verdict<'_>> {
        check(text, &[]).unwrap().checked.remove(0).verdict
    }
    assert!(matches!(judged(&quoted), Some(Verdict::True(_))));
    assert!(matches!(judged(&quoted.replacen("closed", "open", 1)), Some(Verdict::NotTrue(_))));
}

#[test]
fn another_accounts_slip_proves_nothing() {
    let other = sealed(&TEXT.replace("did not let", "let"), 1);
    assert_eq!(true_kind(&copy(TEXT, &other)), None);
    let mut borrowed = sealed(TEXT, 1);
    borrowed.pen_name = key(2).pen_name();
    assert_eq!(true_kind(&copy(TEXT, &borrowed)), None);
}

#[test]
fn every_item_and_number_of_a_slip_counts() {
    let slip = sealed(TEXT, 1);
    let made = edition(TEXT, &slip, &Ranges::new(vec![3..5, 20..21])).unwrap();
    let bytes = made.slip.to_bytes();
    let mut refused = 0;
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            match firsthand_account::slip::Slip::from_bytes(&changed) {
                Err(_) => refused += 1,
                Ok(slip) => assert!(!matches!(judge(&made.text, &slip), Verdict::True(_)), "byte {at}, bit {bit}"),
            }
        }
    }
    assert!(refused > 0);
}

#[test]
fn a_leaf_is_no_node_and_items_cannot_move() {
    let slip = sealed(TEXT, 1);
    let made = edition(TEXT, &slip, &Ranges::new(vec![3..5, 20..21])).unwrap();
    for at in 1..made.slip.items.len() {
        let mut swapped = made.slip.clone();
        swapped.items.swap(at - 1, at);
        assert!(!matches!(judge(&made.text, &swapped), Verdict::True(_)));
        let mut fewer = made.slip.clone();
        fewer.items.remove(at);
        assert!(!matches!(judge(&made.text, &fewer), Verdict::True(_)));
    }
}

#[test]
fn withheld_words_cannot_be_guessed_from_an_edition_but_from_a_whole_slip() {
    use firsthand_account::tree::{Item, Tree};
    let guesses = ["Berik", "Aidar", "Dana", "Yerlan"];
    let slip = sealed(TEXT, 1);
    let made = edition(TEXT, &slip, &Ranges::new(std::iter::once(20..21).collect())).unwrap();
    let tree = Tree::of(&slip.pen_name);
    let hash = made.slip.items.iter().find_map(|item| match item {
        Item::Withheld(hash) => Some(*hash),
        Item::Open(_) => None,
    });
    let hash = hash.expect("one word is withheld");
    // The positive control: with the whole slip's seed the salt is known, and the dictionary finds the word.
    let words = firsthand_account::words::Words::read(TEXT).unwrap();
    let attack = |seeds: &[[u8; 16]]| {
        guesses
            .iter()
            .filter(|guess| {
                seeds.iter().any(|seed| {
                    [(20, 1), (0, slip.n)].into_iter().any(|(lo, m)| {
                        let [root] =
                            tree.roots(lo, m, seed, &mut |at| [if at == 20 { guess } else { words.get(at as usize) }]);
                        root == hash || slip.prove(&root).is_some()
                    })
                })
            })
            .count()
    };
    let seeds = |slip: &firsthand_account::slip::Slip| {
        slip.items
            .iter()
            .filter_map(|item| match item {
                Item::Open(seed) => Some(*seed),
                Item::Withheld(_) => None,
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(attack(&seeds(&slip)), 1, "the control must find the word");
    assert_eq!(attack(&seeds(&made.slip)), 0);
}

#[test]
fn a_seed_is_never_used_twice() {
    let words = firsthand_account::seal::sealable(TEXT).unwrap();
    let seal = |random: u8| firsthand_account::seal::seal(&words, &key(1), &[random; 32], None).slip.items;
    assert_ne!(seal(1), seal(2), "other randomness");
    assert_ne!(
        sealed(TEXT, 1).items,
        sealed(&TEXT.replace("Aidar", "Berik"), 1).items,
        "a revision with the same randomness"
    );
    assert_ne!(sealed(TEXT, 1).items, sealed(TEXT, 2).items, "another key with the same randomness");
}

#[test]
fn characters_that_a_dishonest_sealer_hides_are_never_true() {
    // Sealed by a program that does not refuse them.
    for hidden in ["\u{202E}", "\u{3164}", "\u{E0041}", "\u{200D}\u{200D}", "\u{0007}"] {
        let text = TEXT.replacen("ambulance", &format!("ambul{hidden}ance"), 1);
        let words = firsthand_account::words::Words::read(&text).unwrap();
        let slip = firsthand_account::seal::seal(&words, &key(1), &[1; 32], None).slip;
        assert_eq!(true_kind(&copy(&text, &slip)), None, "{hidden:?}");
        let outside = format!("{hidden}Read this{hidden}\n\n{}", copy(TEXT, &sealed(TEXT, 1)));
        assert_eq!(true_kind(&outside), Some(Kind::Whole), "outside the seal they do no harm");
    }
    let marked = TEXT.replacen("ambulance", "█", 1);
    let words = firsthand_account::words::Words::read(&marked).unwrap();
    let slip = firsthand_account::seal::seal(&words, &key(1), &[1; 32], None).slip;
    assert_eq!(true_kind(&copy(&marked, &slip)), None, "a sealed mark is no withheld word");
}

#[test]
fn mutated_copies_are_never_true_and_never_slow() {
    let slip = sealed(TEXT, 1);
    let made = edition(TEXT, &slip, &Ranges::new(vec![20..21, 25..26])).unwrap();
    let whole: Vec<char> = copy(&made.text, &made.slip).chars().collect();
    let words =
        |text: &str| firsthand_account::words::Words::read(text).unwrap().iter().map(str::to_owned).collect::<Vec<_>>();
    let honest = words(&made.text);
    let signs: Vec<char> = "aZ9 -\n>█'\"\u{200B}\u{202E}я我\u{301}firsthand1".chars().collect();
    let mut numbers = Numbers::new(4);
    let mut still_true = 0;
    for _ in 0..common::trials(20_000) {
        let mut mutated = whole.clone();
        for _ in 0..=numbers.below(3) {
            let at = numbers.below(mutated.len());
            match numbers.below(3) {
                0 => mutated[at] = signs[numbers.below(signs.len())],
                1 => mutated.insert(at, signs[numbers.below(signs.len())]),
                _ => drop(mutated.remove(at)),
            }
        }
        let mutated: String = mutated.into_iter().collect();
        let started = std::time::Instant::now();
        for checked in check(&mutated, &[]).unwrap().checked {
            if let Some(Verdict::True(truth)) = checked.verdict {
                // Whatever was changed, what is shown as sealed is what was sealed.
                let shown: Vec<String> = truth.account.clone().map(|at| truth.words.get(at).to_owned()).collect();
                let collapse = |mut all: Vec<String>| {
                    all.dedup_by(|b, a| a == "█" && b == "█");
                    all
                };
                assert_eq!(collapse(shown), honest, "{mutated}");
                still_true += 1;
            }
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(2));
    }
    assert!(still_true > 0, "a change to spacing or outside the seal does no harm");
}
