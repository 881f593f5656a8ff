//! Sealing, withholding and checking, and the attacks of `spec/seal.md`, section 6, that need no file.

mod common;

use common::{Numbers, copy, edition, judge, key, sealed, true_kind};
use firsthand_account::check::{SlipKind, Verdict, check};
use firsthand_account::edition::CannotWithhold;
use firsthand_account::ranges::Ranges;

const TEXT: &str = "I saw it myself. The bridge was closed at nine and they did not let the ambulance through.\n\n\
    My neighbour Aidar stood beside me, and Aidar's brother was in the water for an hour. Nobody shot at us.";

#[test]
fn a_sealed_text_is_true_and_whole() {
    let slip = sealed(TEXT, 1);
    assert_eq!(true_kind(&copy(TEXT, &slip)), Some(SlipKind::Whole));
}

#[test]
fn every_edition_of_every_short_account() {
    let words = ["I", "did", "not", "see", "Aidar", "there", "on", "Monday", "night"];
    for n in 1..=words.len() {
        let text = words[..n].join(" ");
        let slip = sealed(&text, n as u8);
        let everything = edition(&text, &slip, &Ranges::new(std::iter::once(0..n as u32).collect()));
        assert!(matches!(everything, Err(CannotWithhold::Everything)));
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
    assert_eq!(true_kind(&with(&|_| {})), Some(SlipKind::Whole));
    for at in 0..words.len() {
        assert_eq!(true_kind(&with(&|w| w[at] = "other")), None, "word {at} changed");
        assert_eq!(
            true_kind(&with(&|w| {
                w.remove(at);
            })),
            None,
            "word {at} dropped"
        );
        // With as many words in all as were sealed.
        assert_eq!(
            true_kind(&with(&|w| {
                w.remove(at);
                w.insert(0, "So");
            })),
            None,
            "word {at} dropped, another put before"
        );
        assert_eq!(true_kind(&copy(&words[..at].join(" "), &slip)), None, "cut off before word {at}");
        if at > 0 {
            assert_eq!(true_kind(&copy(&words[at..].join(" "), &slip)), None, "begins at word {at}");
        }
        // Before the first word or after the last, it stands outside the seal.
        let doubled = if at == 0 || at + 1 == words.len() { Some(SlipKind::Whole) } else { None };
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
        assert_eq!(true_kind(&copy(&format!("So {changed}"), &slip)), None, "a word before, as many as were sealed");
    }
}

#[test]
fn marks_stand_where_words_are_withheld_and_nowhere_else() {
    let slip = sealed(TEXT, 1);
    let made = edition(TEXT, &slip, &Ranges::new(vec![20..21, 25..26])).unwrap();
    assert!(made.text.contains("neighbour █████ stood") && made.text.contains("and █████ brother"), "{}", made.text);
    assert_eq!(true_kind(&copy(&made.text, &made.slip)), Some(SlipKind::Edition { withheld: 2, places: 2 }));
    let not_true = [
        made.text.replacen("█████ ", "", 1),
        made.text.replacen("█████ ", "\n", 1),
        made.text.replacen("█████ brother", "\nbrother", 1),
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
        Some(SlipKind::Edition { withheld: 2, places: 2 }),
        "marks side by side are one"
    );
}

#[test]
fn excerpts_are_said_with_their_place() {
    let slip = sealed(TEXT, 1);
    let excerpt = common::excerpt(TEXT, &slip, 4..33);
    assert_eq!(true_kind(&copy(&excerpt.text, &excerpt.slip)), Some(SlipKind::Excerpt { first: 5, last: 33 }));
    // With 29 words, others may stand around them, and are outside the seal.
    for among in ["They say: X\nand so on", "They say:\nX and so on"] {
        let among = among.replace('X', &excerpt.text);
        assert_eq!(true_kind(&copy(&among, &excerpt.slip)), None, "the mark at an end is missing within a line");
    }
    let among = format!("They say:\n{}\nand so on", excerpt.text);
    assert_eq!(true_kind(&copy(&among, &excerpt.slip)), Some(SlipKind::Excerpt { first: 5, last: 33 }));
    let few = common::excerpt(TEXT, &slip, 12..18);
    assert_eq!(few.text, "did not let the ambulance through.");
    assert_eq!(true_kind(&copy(&few.text, &few.slip)), Some(SlipKind::Excerpt { first: 13, last: 18 }));
    for around in ["Nobody says they X", "X Or so they say.", "X\n\nA joke, of course."] {
        assert_eq!(true_kind(&copy(&around.replace('X', &few.text), &few.slip)), None, "{around}");
    }
    let short = sealed("They did not let the ambulance through.", 1);
    for around in ["Nobody says X", "X Or so they say.", "X\n\nA joke, of course."] {
        assert_eq!(true_kind(&copy(&around.replace('X', "They did not let the ambulance through."), &short)), None);
        let marked = around.replace('X', &format!("█ {} █", few.text));
        assert_eq!(true_kind(&copy(&marked, &few.slip)), None, "{marked}");
    }
    assert_eq!(
        true_kind(&copy(&format!("A heading\n\n{}", few.text), &few.slip)),
        Some(SlipKind::Excerpt { first: 13, last: 18 })
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
    use ed25519_dalek::{Signer, SigningKey};
    use firsthand_account::slip::Slip;
    use firsthand_account::tree::{SlipItem, Tree};
    let other = sealed(&TEXT.replace("did not let", "let"), 1);
    assert_eq!(true_kind(&copy(TEXT, &other)), None);
    let mut borrowed = sealed(TEXT, 1);
    borrowed.pen_name = key(2).pen_name();
    assert_eq!(true_kind(&copy(TEXT, &borrowed)), None);
    // Signed again by that key, over the same words and seed: true, and another account.
    let words = firsthand_account::words::Words::read(TEXT).unwrap();
    let [SlipItem::Open(seed)] = borrowed.items[..] else { panic!("one seed: {:?}", borrowed.items) };
    let tree = Tree::of(&borrowed.pen_name);
    let [root] = tree.roots(0, borrowed.n, &seed, &mut |at| [words.get(at as usize)]);
    borrowed.signature = SigningKey::from_bytes(&[2; 32]).sign(borrowed.statement(&root).as_bytes()).to_bytes();
    let id = |slip: &Slip| match judge(TEXT, slip) {
        Verdict::True(truth) => truth.id,
        other => panic!("{other:?}"),
    };
    assert_ne!(id(&borrowed), id(&sealed(TEXT, 1)));
}

/// What keyboards and line breaks do to a copy changes no word, whatever its script.
#[test]
fn spelling_and_wrapping_in_any_script() {
    use unicode_normalization::UnicodeNormalization;
    let text = "Đặng đứng ở cầu, Łukasz też. Ёлка и йод; 한국어로 말했다. L'été à Zürich, \u{304C} \u{30D7}.";
    let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
    assert_ne!(nfc, nfd);
    assert_eq!(true_kind(&copy(&nfd, &sealed(&nfc, 1))), Some(SlipKind::Whole));
    assert_eq!(true_kind(&copy(&nfc, &sealed(&nfd, 1))), Some(SlipKind::Whole));

    // What is sealed, what is withheld, how the edition reads there, and what may not be done to it.
    let cases = [
        ("我们看见穆听澜，他站在桥边，没有人开枪。", 4..7, "看见█████，他", ["█████他", "，█████他", "█████,他"]),
        ("བཀྲ་ཤིས་བདེ་ལེགས་ང་རང་གིས་མཐོང་།", 1..2, "བཀྲ་█████བདེ་", ["█████བད་ེ", "བདེ་█████", "█████བདེ"]),
        (
            "夜明け前にバスが止まり、ツル江さんは橋の上で待っていた。",
            12..16,
            "、█████んは",
            ["█████は", "ん█████は", "さ█████んは"],
        ),
    ];
    for (text, withheld, reads, changes) in cases {
        let slip = sealed(text, 1);
        let made = edition(text, &slip, &Ranges::new(vec![withheld.clone()])).unwrap();
        assert!(made.text.contains(reads), "{}", made.text);
        let kind = Some(SlipKind::Edition { withheld: withheld.end - withheld.start, places: 1 });
        assert_eq!(true_kind(&copy(&made.text, &made.slip)), kind);
        // Lines broken anywhere between words, as print does without spaces.
        let words = firsthand_account::words::Words::read(&made.text).unwrap();
        for width in 1..9 {
            let words: Vec<&str> = words.iter().collect();
            let wrapped: Vec<String> = words.chunks(width).map(<[&str]>::concat).collect();
            assert_eq!(true_kind(&copy(&wrapped.join("\n\u{3000}"), &made.slip)), kind, "{wrapped:?}");
        }
        let part = reads.trim_start_matches(|c| c != '█');
        for change in changes {
            let changed = made.text.replacen(part, change, 1);
            assert_ne!(changed, made.text);
            assert_eq!(true_kind(&copy(&changed, &made.slip)), None, "{changed}");
        }
    }
}

/// Where every word is the same, the account may end anywhere.
#[test]
fn a_search_that_would_be_slow_is_given_up() {
    let slip = sealed(&format!("yes {}", "no ".repeat(69_000)), 1);
    let text = format!("{}\n\n{}", "no ".repeat(70_000), format!("{}\n\n", slip.to_text()).repeat(10));
    let report = check(&text, &[]).unwrap();
    assert!(matches!(report.checked[0].verdict, Some(Verdict::NotTrue(_))));
    assert!(matches!(report.checked[9].verdict, Some(Verdict::CannotJudge)));
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
fn numbers_beyond_their_bounds_are_refused() {
    use firsthand_account::slip::Slip;
    let made = edition(TEXT, &sealed(TEXT, 1), &Ranges::new(vec![3..5, 20..21])).unwrap();
    let payload = made.slip.to_bytes();
    // n stands behind version, flags, key and signature; r behind the tail.
    for (at, name, number) in [(98, "n", u64::from(made.slip.n)), (101, "r", 2)] {
        assert_eq!(u64::from(payload[at]), number);
        let with = |mut number: u64| {
            let mut bytes = payload[..at].to_vec();
            while number >= 0x80 {
                bytes.push(number as u8 | 0x80);
                number >>= 7;
            }
            Slip::from_bytes(&[&bytes[..], &[number as u8], &payload[at + 1..]].concat())
        };
        assert_eq!(with(number).as_ref(), Ok(&made.slip));
        for power in [24, 28, 31, 32, 35, 60, 63] {
            assert!(with(1 << power).is_err(), "{name} = 2^{power}");
            assert!(with((1 << power) + number).is_err(), "{name} = 2^{power} + {number}");
        }
    }
}

/// Payloads that would say what a slip says, were they read.
#[test]
fn other_encodings_of_a_slip_are_refused() {
    use firsthand_account::slip::Slip;
    let whole = sealed(TEXT, 1);
    let n = whole.n;
    let made = edition(TEXT, &whole, &Ranges::new(vec![3..5, 20..n])).unwrap().slip;
    let (whole, made) = (whole.to_bytes(), made.to_bytes());
    // Version, flags, key and signature; n at 98; the tail; r at 101 and the ranges.
    assert_eq!(made[98..106], [n as u8, made[99], made[100], 2, 3, 2, 15, n as u8 - 20]);
    let read = |payload: &[u8], at: std::ops::Range<usize>, with: &[u8]| {
        Slip::from_bytes(&[&payload[..at.start], with, &payload[at.end..]].concat())
    };
    assert!(read(&made, 101..106, &made[101..106]).is_ok());
    for (ranges, what) in [
        (&[3, 3, 1, 0, 1, 15, n as u8 - 20][..], "ranges that touch"),
        (&[3, 3, 2, 5, 0, 10, n as u8 - 20], "an empty range"),
        (&[2, 3, 2, 15, n as u8 - 19], "a range that ends beyond n"),
        (&[3, 3, 2, 15, n as u8 - 20, 1, 1], "a range that begins beyond n"),
    ] {
        assert!(read(&made, 101..106, ranges).is_err(), "{what}");
    }
    assert!(read(&whole, 98..99, &[0]).is_err(), "n = 0");
    for flags in [1, 2, 4, 8, 16, 32, 64, 128] {
        // With no ranges, or no enclosures, behind a flag that says that there are some.
        let with = [&[flags][..], &whole[2..101], if flags == 1 { &[0][..] } else { &[] }].concat();
        let with = if flags == 2 { [&with[..], &[0; 33]].concat() } else { with };
        assert!(read(&whole, 1..101, &with).is_err(), "flags {flags}");
    }
    for version in [0, 2, 255] {
        assert!(read(&whole, 0..1, &[version]).is_err(), "version {version}");
    }
}

#[test]
fn a_slip_of_more_than_a_mebibyte_is_refused() {
    use firsthand_account::limits::MAX_PAYLOAD_BYTES;
    use firsthand_account::slip::{Malformed, Slip};
    use firsthand_account::tree::{SlipItem, for_each_item};
    // Every other word is withheld.
    let read = |n: u32| {
        let withheld = Ranges::new((0..n / 2).map(|at| at * 2..at * 2 + 1).collect());
        let mut items = Vec::new();
        for_each_item(n, &withheld, &mut |withheld| {
            items.push(if withheld { SlipItem::Withheld([1; 32]) } else { SlipItem::Open([2; 16]) });
            true
        });
        let payload = Slip { n, withheld, items, ..sealed(TEXT, 1) }.to_bytes();
        (payload.len() > MAX_PAYLOAD_BYTES, Slip::from_bytes(&payload).err())
    };
    assert_eq!(read(40_000), (false, None));
    assert_eq!(read(44_000), (true, Some(Malformed::Surplus)));
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
        let mut more = made.slip.clone();
        more.items.insert(at, more.items[at]);
        assert!(!matches!(judge(&made.text, &more), Verdict::True(_)));
    }
    let mut more = made.slip.clone();
    more.items.push(more.items[0]);
    assert!(!matches!(judge(&made.text, &more), Verdict::True(_)), "one too many at the end");
}

#[test]
fn a_leaf_is_no_node_and_a_node_no_leaf() {
    use firsthand_account::hash::{node, sha256, sha256_start};
    use firsthand_account::tree::Tree;
    let (pen_name, seed) = (key(1).pen_name(), [7; 16]);
    // With its salt, this word is as long as two hashes.
    let word = "w".repeat(48);
    let salt: [u8; 16] = sha256_start(&[&[0x03], &[0; 4], &pen_name.0[..16], &seed]);
    let bytes = [&salt, word.as_bytes()].concat();
    let [leaf] = Tree::of(&pen_name).roots(0, 1, &seed, &mut |_| [&word]);
    assert_eq!(leaf, sha256(&[&[0x00], &bytes]), "these are the leaf's bytes");
    let (left, right) = bytes.split_first_chunk().expect("two hashes");
    assert_ne!(leaf, node(left, right.try_into().expect("two hashes")));

    // Two withheld words said to be one, and one said to be two.
    for (text, said, withheld) in [("They all fled.", "█ fled.", 0..1), ("They fled.", "█ fled.", 0..2)] {
        let slip = sealed(text, 1);
        let mut made = edition(text, &slip, &Ranges::new(std::iter::once(0..slip.n - 1).collect())).unwrap();
        assert!(matches!(judge(said, &made.slip), Verdict::True(_)));
        made.slip.n = withheld.end + 1;
        made.slip.withheld = Ranges::new(vec![withheld]);
        assert!(!matches!(judge(said, &made.slip), Verdict::True(_)), "{text}");
    }
}

#[test]
fn withheld_words_cannot_be_guessed_from_an_edition_but_from_a_whole_slip() {
    use firsthand_account::tree::{SlipItem, Tree};
    let guesses = ["Berik", "Aidar", "Dana", "Yerlan"];
    let slip = sealed(TEXT, 1);
    let made = edition(TEXT, &slip, &Ranges::new(std::iter::once(20..21).collect())).unwrap();
    let tree = Tree::of(&slip.pen_name);
    let hash = made.slip.items.iter().find_map(|item| match item {
        SlipItem::Withheld(hash) => Some(*hash),
        SlipItem::Open(_) => None,
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
                SlipItem::Open(seed) => Some(*seed),
                SlipItem::Withheld(_) => None,
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
    let other = firsthand_account::seal::seal(&words, &key(2), &[1; 32], None).slip;
    assert_ne!(seal(1), other.items, "another key with the same randomness");
}

#[test]
fn characters_that_a_dishonest_sealer_hides_are_never_true() {
    // Sealed by a program that does not refuse them.
    for hidden in ["\u{E000}", "\u{FFFD}", "\u{E0041}", "\u{200D}\u{200D}", "\u{001B}"] {
        let text = TEXT.replacen("ambulance", &format!("ambul{hidden}ance"), 1);
        let words = firsthand_account::words::Words::read(&text).unwrap();
        let slip = firsthand_account::seal::seal(&words, &key(1), &[1; 32], None).slip;
        assert_eq!(true_kind(&copy(&text, &slip)), None, "{hidden:?}");
        let outside = format!("{hidden}Read this{hidden}\n\n{}", copy(TEXT, &sealed(TEXT, 1)));
        assert_eq!(true_kind(&outside), Some(SlipKind::Whole), "outside the seal they do no harm");
    }
    let marked = TEXT.replacen("ambulance", "█", 1);
    let words = firsthand_account::words::Words::read(&marked).unwrap();
    let slip = firsthand_account::seal::seal(&words, &key(1), &[1; 32], None).slip;
    assert_eq!(true_kind(&copy(&marked, &slip)), None, "a sealed mark is no withheld word");
}

/// A slip that was put together, not read, and gives a hash where words are open.
#[test]
fn a_hash_in_place_of_a_seed_proves_no_words() {
    use firsthand_account::tree::{SlipItem, Tree};
    let slip = sealed(TEXT, 1);
    let words = firsthand_account::words::Words::read(TEXT).unwrap();
    let [SlipItem::Open(seed)] = slip.items[..] else { panic!("one seed: {:?}", slip.items) };
    let [root] = Tree::of(&slip.pen_name).roots(0, slip.n, &seed, &mut |at| [words.get(at as usize)]);
    let forged = firsthand_account::slip::Slip { items: vec![SlipItem::Withheld(root)], ..slip };
    assert!(!matches!(judge(&TEXT.replacen("did not let", "did so let", 1), &forged), Verdict::True(_)));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test has a time limit")]
fn mutated_copies_are_never_true_and_never_slow() {
    let slip = sealed(TEXT, 1);
    let made = edition(TEXT, &slip, &Ranges::new(vec![20..21, 25..26])).unwrap();
    let whole = copy(&made.text, &made.slip);
    let quoted: String = whole.lines().map(|line| format!("> {line}\n")).collect();
    let message = |(at, part): (usize, &str)| format!("[27/11/2025, 14:0{at}] Dana: {part} {}/2", at + 1);
    let messages: Vec<String> = made.text.split("\n\n").enumerate().map(message).collect();
    let wholes = [
        whole,
        quoted,
        copy(&messages.join("\n"), &made.slip),
        copy(&format!("“{}”", made.text), &made.slip),
        format!("{}\n{}", made.slip.to_text(), made.text),
        copy(&made.text.replace("Nobody", "No-\nbody"), &made.slip),
    ];
    let wholes = wholes.map(|whole| whole.chars().collect::<Vec<char>>());
    let words =
        |text: &str| firsthand_account::words::Words::read(text).unwrap().iter().map(str::to_owned).collect::<Vec<_>>();
    let honest = words(&made.text);
    let signs: Vec<char> = "aZ9 -\n>█'\"*/[]:@·\u{200B}\u{202E}\u{2800}я我\u{301}firsthand1".chars().collect();
    let mut numbers = Numbers::new(4);
    let mut still_true = [0; 6];
    for _ in 0..common::trials(20_000) {
        let base = numbers.below(wholes.len());
        let mut mutated = wholes[base].clone();
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
                still_true[base] += 1;
            }
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(2));
    }
    assert!(still_true.iter().all(|count| *count > 0), "a change to spacing or outside the seal does no harm");
}
