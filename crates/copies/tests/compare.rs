//! A copy held beside a text: what is kept, and each kind of difference.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use firsthand_copies::{Comparison, Counts, Piece, compare, light};
use proptest::prelude::*;

const TEXT: &str = "we saw the bridge closed at nine and they did not let the ambulance through to the hospital";

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn of(text: &str, copy: &str) -> Comparison {
    compare(&words(text), &words(copy), |word| word.starts_with('█'))
}

fn counts(text: &str, copy: &str) -> Counts {
    of(text, copy).counts()
}

/// The words of the copy in pieces of a kind.
fn in_copy(comparison: &Comparison, copy: &str, kind: impl Fn(&Piece) -> bool) -> Vec<String> {
    let copy = words(copy);
    comparison.pieces.iter().filter(|piece| kind(piece)).map(|piece| copy[piece.ranges().1].join(" ")).collect()
}

#[test]
fn each_kind_of_difference_is_named() {
    let counts = |copy: &str| counts(TEXT, copy);
    assert_eq!(counts(TEXT), Counts { kept: 18, ..Counts::default() });
    assert_eq!(counts(&TEXT.replace("nine", "ten")), Counts { kept: 17, changed: 1, ..Counts::default() });
    assert_eq!(counts(&TEXT.replace("not ", "")), Counts { kept: 17, missing: 1, ..Counts::default() });
    assert_eq!(counts(&format!("read this {TEXT}")), Counts { kept: 18, added: 2, ..Counts::default() });
    let moved = "and they did not let the ambulance through to the hospital we saw the bridge closed at nine";
    assert_eq!(counts(moved), Counts { kept: 11, moved: 7, ..Counts::default() });
    let both = "and they did not let the ambulance through to the hospital then we saw the bridge just closed at ten";
    assert_eq!(counts(both).missing, 7, "in shorter runs it is as likely said twice");
    assert!(of(TEXT, &TEXT.replace("closed", "was closed")).has_every_word());
    assert!(!of(TEXT, &TEXT.replace("closed", "shut")).has_every_word());
    // Words changed within a passage that moved.
    let long = format!("{TEXT} where I stood until the evening and waited with all of the others");
    let moved = format!("where I stood until the evening or waited with all of the others {TEXT}");
    assert_eq!(self::counts(&long, &moved), Counts { kept: 18, moved: 12, changed: 1, ..Counts::default() });
}

#[test]
fn a_mark_stands_for_the_words_that_others_leave() {
    let withheld = |text: &str, copy: &str| {
        let Counts { kept, changed, withheld, missing, added, .. } = counts(text, copy);
        (kept, changed, withheld, missing, added)
    };
    assert_eq!(withheld(TEXT, &TEXT.replace("at nine", "█")), (16, 0, 2, 0, 0));
    assert_eq!(withheld(&TEXT.replace("at nine", "█"), TEXT), (16, 0, 1, 0, 0), "the account withholds");
    assert_eq!(withheld(TEXT, &TEXT.replace("closed at nine", "shut █")), (15, 1, 2, 0, 0));
    assert_eq!(withheld(TEXT, &TEXT.replace("closed at nine", "█ eight")), (15, 1, 2, 0, 0));
    assert_eq!(withheld(TEXT, &TEXT.replace("at nine", "█ yes █")), (16, 0, 2, 0, 2));
    assert_eq!(withheld(TEXT, &TEXT.replace("at nine", "at █ nine")), (18, 0, 0, 0, 1), "it stands for no words");
    let hidden = TEXT.replace("nine", "█");
    assert_eq!(withheld(&hidden, &hidden), (18, 0, 0, 0, 0), "withheld on both sides");
}

#[test]
fn punctuation_is_shown_and_kept() {
    let (text, copy) = ("They closed the bridge, at nine.", "\"They closed the bridge at nine\"");
    let comparison = of(text, copy);
    assert_eq!(comparison.counts(), Counts { kept: 6, punctuated: 3, ..Counts::default() });
    assert_eq!(
        in_copy(&comparison, copy, |piece| matches!(piece, Piece::Punctuated { .. })),
        ["\"They", "bridge", "nine\""]
    );
    assert!(comparison.has_every_word() && !comparison.is_clean());
}

#[test]
fn what_changes_the_meaning_is_a_change() {
    for (text, copy) in [
        ("это был мой дом", "это был мои дом"),
        ("alguien disparó primero", "alguien disparo primero"),
        ("Babam öldü .", "Babam oldu ."),
        ("it was -5 then", "it was 5 then"),
        ("stood 1.5 metres away", "stood 15 metres away"),
        ("paid 1,500 in all", "paid 1.500 in all"),
        ("nobody came ? Yes", "nobody came ! Yes"),
        ("he left? Yes", "he left Yes"),
        ("well done 🙂 friend", "well done 🙁 friend"),
        ("they saw Aidar there", "they saw Аidar there"),
        ("the may march began", "the May march began"),
        ("it's theirs now", "its theirs now"),
        ("ตี สาม แล้ว", "ตี สี่ แล้ว"),
        ("قال على لنا", "قال علي لنا"),
    ] {
        let comparison = of(text, copy);
        let all = words(text).len();
        assert_eq!(comparison.counts(), Counts { kept: all - 1, changed: 1, ..Counts::default() }, "{text} / {copy}");
    }
}

/// An account of sentences of its own, and a page like those that travel: a headline, captions, notes in brackets, a
/// second draft of a few passages, a footer.
fn account_and_page() -> (String, String) {
    let names = ["bridge", "square", "market", "station", "school", "river", "tower", "harbour", "garden", "mill"];
    let passage = |at: usize| {
        let name = names[at];
        format!(
            "At {at} in the morning we came to the {name} with my neighbour and two of her sons. Nobody at the {name} \
             knew who had given the order, but number {at}4 was burning and the glass lay all over the street. I asked a \
             man with {at}7 bags where he was going and he said that he did not know."
        )
    };
    let account: Vec<String> = (0..names.len()).map(passage).collect();
    let mut page = vec!["What is happening in our town PLEASE READ AND PASS ON photograph: an agency, 2022".to_owned()];
    page.extend(account[..5].iter().cloned());
    page.push("caption-of-a-photograph".into());
    // The second draft of three passages: other words here and there.
    let again =
        account[2..5].iter().map(|passage| passage.replace("glass lay", "windows were").replace("order", "signal"));
    page.extend(again);
    page.push(account[5].replace("neighbour and", "neighbour [a teacher of theirs] and"));
    page.extend(account[6..].iter().cloned());
    page.push("Our newspaper lives from what its readers give. Write to us.".into());
    (account.join("\n"), page.join("\n"))
}

#[test]
fn a_page_with_two_drafts_has_the_account_once_and_again() {
    let (account, page) = account_and_page();
    let comparison = of(&account, &page);
    let all = words(&account).len();
    let found = comparison.counts();
    assert_eq!(Counts { again: 0, added: 0, ..found }, Counts { kept: all, ..Counts::default() });
    assert!(comparison.has_every_word() && comparison.quote().is_none());
    let again = in_copy(&comparison, &page, |piece| matches!(piece, Piece::Again { .. }));
    assert_eq!(again.len(), 1, "{again:?}");
    assert!(again[0].starts_with("At 2 in the morning") && again[0].ends_with("did not know."), "{again:?}");
    let added = in_copy(&comparison, &page, |piece| matches!(piece, Piece::Added { .. }));
    assert_eq!(
        added[0],
        words("What is happening in our town PLEASE READ AND PASS ON photograph: an agency, 2022").join(" ")
    );
    assert_eq!(
        added[1..],
        [
            "caption-of-a-photograph",
            "[a teacher of theirs]",
            "Our newspaper lives from what its readers give. Write to us."
        ]
    );
    // The words of the text that it is a version of are known.
    let Some(Piece::Again { of, .. }) = comparison.pieces.iter().find(|piece| matches!(piece, Piece::Again { .. }))
    else {
        unreachable!()
    };
    assert!(words(&account)[of.clone()].join(" ").starts_with("At 2 in the morning"));
    // A third draft is found beside the second.
    let third = format!("{page}\n{}", account.lines().nth(3).unwrap().replace("I asked", "Then she asked"));
    assert_eq!(in_copy(&self::of(&account, &third), &third, |piece| matches!(piece, Piece::Again { .. })).len(), 2);
}

#[test]
fn a_quote_is_no_copy_with_words_missing() {
    let text = format!("{TEXT} {}", "where I stood until the evening and waited with all of the others who had come");
    let quoted = words(&text)[3..12].join(" ");
    let rest = words(&text).len() - 9;
    for copy in [quoted.clone(), format!("somebody wrote that {quoted} and no more")] {
        let comparison = of(&text, &copy);
        assert_eq!((comparison.quote(), comparison.quoted()), (Some(3..12), Some(3..12)), "{copy}");
        let Counts { kept, missing, beyond, .. } = comparison.counts();
        assert_eq!((kept, missing, beyond), (9, 0, rest));
    }
    // A slip in it is named, and no word around it.
    let comparison = of(&text, &quoted.replace("nine", "ten"));
    assert_eq!((comparison.quote(), comparison.quoted()), (None, Some(3..12)));
    assert_eq!(comparison.counts(), Counts { kept: 8, changed: 1, beyond: rest, ..Counts::default() });
    let comparison = of(&text, &quoted.replace("they did not", "they did"));
    assert_eq!(comparison.counts(), Counts { kept: 8, missing: 1, beyond: rest, ..Counts::default() });
    // Punctuation makes no slip.
    assert_eq!(of(&text, &format!("\"{quoted}.\"")).quote(), Some(3..12));
    // Who takes more than half copies: what the copy has not is missing.
    let most = words(&text)[..20].join(" ");
    let comparison = of(&text, &most);
    assert_eq!((comparison.quote(), comparison.quoted()), (Some(0..20), None));
    assert_eq!(comparison.counts(), Counts { kept: 20, missing: words(&text).len() - 20, ..Counts::default() });
    // The whole is no quote, and neither is a few words of another text.
    assert_eq!(of(&text, &format!("so: {text}")).quote(), None);
    let other = of(&text, "the cat sat on the mat and they slept while it rained on the roof of the house");
    assert_eq!((other.quote(), other.quoted()), (None, None));
    assert_eq!(of(&text, "").counts(), Counts { missing: words(&text).len(), ..Counts::default() });
}

#[test]
fn another_text_has_no_words_in_common_by_chance() {
    let one = "When the ovens had been cold for a week the baker of our street went in with his brother and found that the \
               flour was gone and that the door to the yard had been taken out of the wall with all of its iron.";
    let other = "The train that should have come at noon stood in the fields until the evening and the people in it sang \
                 because there was nothing else to do and the water had run out of the tank a long time before that.";
    let found = counts(one, other);
    assert!(found.kept <= 4, "{found:?}");
}

#[test]
fn a_gap_begins_after_a_sentence() {
    let text = "He ran. She stayed at home all day. They left.";
    let copy = "He ran. She stayed at work all day and night. She stayed at home all day. They left.";
    let added = in_copy(&of(text, copy), copy, |piece| matches!(piece, Piece::Added { .. }));
    assert_eq!(added, ["She stayed at work all day and night."]);
}

#[test]
#[ignore = "needs ../shared/data/almaty-2022.txt and almaty-account.txt beside the checkout"]
#[expect(clippy::disallowed_methods, reason = "the test prints how long it took")]
fn the_page_that_firsthand_began_with_has_the_account_in_order() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let read = |name: &str| fs::read_to_string(data.join(name)).expect("it stands beside the checkout");
    let (account, page) = (read("almaty-account.txt"), read("almaty-2022.txt"));
    let now = Instant::now();
    let comparison = of(&account, &page);
    println!("the first page: {:?}, {:?}", comparison.counts(), now.elapsed());
    let Counts { kept, moved, again, added, .. } = comparison.counts();
    assert_eq!(words(&account).len(), 4096);
    assert!(kept >= 4086 && moved == 0, "{kept} {moved}");
    assert!((800..900).contains(&again) && added < 300, "{again} {added}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test has a time limit")]
fn hostile_texts_take_bounded_time() {
    let mut state = 1u32;
    let mut letter = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if state >> 31 == 0 { "a" } else { "b" }
    };
    let two: [Vec<&str>; 2] = [0; 2].map(|_| (0..100_000).map(|_| letter()).collect());
    let same = vec!["a"; 1_000_000];
    let mut other = same.clone();
    (other[0], other[500_000]) = ("b", "c");
    for (text, copy) in [(&two[0], &two[1]), (&same, &other), (&other, &same)] {
        let now = Instant::now();
        let comparison = compare(text, copy, |_| false);
        let all: usize = comparison.pieces.iter().map(|piece| piece.ranges().0.len()).sum();
        assert_eq!(all, text.len());
        assert!(now.elapsed() < Duration::from_secs(10), "{:?}", now.elapsed());
    }
}

/// Between two runs that moved, a word that is kept in its place is not changed too: each word of the copy stands in one
/// piece.
#[test]
fn what_is_kept_between_moved_runs_is_kept_once() {
    let text = "The Morning the and I had worked nights at the Dunmarrow bakery in Pellingwick this because other neither of \
                them is I saw. We came off at 5.40 in the morning. There";
    let copy = "them is what I at this because other neither of them is and I had worked nights at the Dunmarrow bakery in \
                Pellingwick";
    let [text, copy] = [text, copy].map(|text| text.split_whitespace().collect::<Vec<_>>());
    let comparison = compare(&text, &copy, |_| false);
    let in_copy: Vec<usize> = comparison.pieces.iter().flat_map(|piece| piece.ranges().1).collect();
    assert_eq!(in_copy, (0..copy.len()).collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn a_comparison_holds_every_word_of_both_texts(text in "([a-c][.,]?[ ]|[0-9] ){0,60}", copy in "([a-c█][.,]? |[0-9] ){0,60}") {
        let comparison = of(&text, &copy);
        let (text, copy) = (words(&text), words(&copy));
        let (mut in_text, mut in_copy) = (vec![0; text.len()], Vec::new());
        let light_of = |words: &[&str]| words.iter().map(|word| light(word).into_owned()).collect::<Vec<_>>();
        for piece in &comparison.pieces {
            let (of_text, of_copy) = piece.ranges();
            let (one, other) = (&text[of_text.clone()], &copy[of_copy.clone()]);
            match piece {
                Piece::Kept { .. } => prop_assert_eq!(one, other),
                Piece::Punctuated { .. } => {
                    prop_assert!(one.iter().zip(other).all(|(one, other)| one != other));
                    prop_assert_eq!(light_of(one), light_of(other));
                }
                Piece::Moved { .. } => prop_assert_eq!(light_of(one), light_of(other)),
                Piece::Changed { .. } => prop_assert_eq!(one.len(), other.len()),
                Piece::Withheld { .. } => {
                    prop_assert!(!one.is_empty() && !other.is_empty());
                    let marks = |words: &[&str]| words.iter().all(|word| word.starts_with('█'));
                    prop_assert!(marks(one) || marks(other));
                }
                Piece::Again { of, .. } => prop_assert!(other.len() >= 8 && of.end <= text.len()),
                Piece::Missing { .. } | Piece::Beyond { .. } => prop_assert!(!one.is_empty()),
                Piece::Added { .. } => prop_assert!(!other.is_empty()),
            }
            of_text.for_each(|at| in_text[at] += 1);
            in_copy.extend(of_copy);
        }
        prop_assert!(in_text.iter().all(|times| *times == 1));
        prop_assert_eq!(in_copy, (0..copy.len()).collect::<Vec<_>>());
    }
}
