//! Indexes on disk: what is found in them, and what damage, kills and a second writer do to them.

use std::fs;
use std::path::Path;

use firsthand_copies::index::segment::Damage;
use firsthand_copies::index::{Index, IndexError, MatchKind, Writer};
use firsthand_copies::trace::Tracer;
use proptest::prelude::*;

/// A text of so many words, another for each number.
fn text(number: u64, words: usize) -> String {
    let mut state = number << 32;
    // SplitMix64 (Steele, Lea and Flood 2014).
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let mut word = || (0..2 + next() % 7).map(|_| char::from(b'a' + (next() % 26) as u8)).collect::<String>();
    (0..words).map(|at| word() + if at % 40 == 39 { ".\n\n" } else { " " }).collect()
}

fn filled(folder: &Path, numbers: std::ops::Range<u64>) {
    let mut writer = Writer::open(folder).unwrap();
    numbers.for_each(|number| writer.add(&format!("text {number}"), &text(number, 200)).unwrap());
    writer.commit().unwrap();
}

fn first(index: &Index, copy: &str) -> Option<(String, MatchKind)> {
    index.find(copy, 3).unwrap().matches.first().map(|found| (found.id.to_owned(), found.kind))
}

#[test]
fn what_was_added_is_found_and_what_was_removed_is_not() {
    let folder = tempfile::tempdir().unwrap();
    for from in [0, 100, 130, 140] {
        filled(folder.path(), from..from + 40);
    }
    let index = Index::open(folder.path()).unwrap();
    index.check().unwrap();
    assert_eq!(index.stat().texts, 120, "0 to 39 and 100 to 179, some of which came twice");
    for number in (0..40).chain(100..180) {
        assert_eq!(first(&index, &text(number, 200)), Some((format!("text {number}"), MatchKind::Copy)));
    }
    assert_eq!(first(&index, &text(50, 200)), None);

    let mut writer = Writer::open(folder.path()).unwrap();
    assert!(writer.remove("text 7") && !writer.remove("text 7") && !writer.remove("text 50"));
    writer.add("text 8", &text(1_008, 200)).unwrap();
    writer.add("text 8", &text(2_008, 200)).unwrap();
    writer.commit().unwrap();
    // The reader from before has what it opened.
    assert!(first(&index, &text(7, 200)).is_some());
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.stat().texts, 119);
    assert_eq!(first(&index, &text(7, 200)), None);
    assert_eq!(first(&index, &text(8, 200)), None);
    assert_eq!(first(&index, &text(1_008, 200)), None);
    assert_eq!(first(&index, &text(2_008, 200)), Some(("text 8".to_owned(), MatchKind::Copy)));
    // What is left of an index that nearly all was taken from is written anew.
    let mut writer = Writer::open(folder.path()).unwrap();
    for number in 0..175 {
        writer.remove(&format!("text {number}"));
    }
    let stat = writer.commit().unwrap().stat();
    assert_eq!((stat.texts, stat.segments), (5, 1));
    assert!(stat.text_bytes < 10_000, "{stat:?}");
    assert_eq!(Index::open(folder.path()).unwrap().ids().unwrap().len(), 5);
}

#[test]
fn a_copy_is_told_from_what_is_none() {
    let texts: Vec<String> = (0..200).map(|number| text(number, 300)).collect();
    let ids: Vec<String> = (0..200).map(|number| number.to_string()).collect();
    let index = Index::of(ids.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    let words: Vec<&str> = texts[3].split_whitespace().collect();
    assert_eq!(first(&index, &words[100..160].join("\n> ").to_uppercase()), Some(("3".to_owned(), MatchKind::Copy)));
    // Every fifth word is another.
    let changed: Vec<&str> =
        words.iter().enumerate().map(|(at, word)| if at % 5 == 0 { "other" } else { *word }).collect();
    let found = index.find(&changed.join(" "), 5).unwrap();
    assert_eq!((found.matches[0].id, found.matches[0].kind), ("3", MatchKind::Copy));
    assert!((0.75..0.85).contains(&found.matches[0].identity), "{}", found.matches[0].identity);
    // The halves have changed places: both are there.
    let moved = [&words[150..], &words[..150]].concat().join(" ");
    let found = index.find(&moved, 5).unwrap();
    assert_eq!(found.matches[0].alignment.stretches.len(), 2);
    assert!(found.matches[0].of_copy == 1.0 && found.matches[0].of_text > 0.98);
    // Patched from three, with something of nobody's between.
    let part = |number: usize| texts[number].split_whitespace().skip(40).take(80).collect::<Vec<_>>().join(" ");
    let patched = format!("{} {} {} {}", part(9), text(900, 30), part(10), part(11));
    let found = index.find(&patched, 5).unwrap();
    let sources: Vec<_> = found.sources().into_iter().map(|(words, at)| (words, found.matches[at].id)).collect();
    assert_eq!(sources, [(0..80, "9"), (110..190, "10"), (190..270, "11")]);
    assert_eq!(index.find("", 5).unwrap().matches.len(), 0);
    assert_eq!(index.find(&"word ".repeat(200_000), 5).unwrap().matches.len(), 0);
}

/// Every second word is another: no gram is left.
#[test]
fn a_retelling_is_found_by_its_words() {
    let texts: Vec<String> = (0..300).map(|number| text(number, 200)).collect();
    let ids: Vec<String> = (0..300).map(|number| number.to_string()).collect();
    let index = Index::of(ids.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    for number in [0, 77, 299] {
        let others = text(number as u64 + 1_000, 200);
        let words = texts[number].split_whitespace().zip(others.split_whitespace()).enumerate();
        let retold: Vec<&str> = words.map(|(at, (own, other))| if at % 2 == 0 { own } else { other }).collect();
        let retold = retold.join(" ");
        assert!(index.candidates(&retold, 3).unwrap().iter().all(|found| found.id != ids[number]), "by grams");
        assert_eq!(first(&index, &retold), Some((ids[number].clone(), MatchKind::Retelling)));
        // Half of the copy is from another text: both are found.
        let other = (number + 1) % 300;
        let half: Vec<&str> = texts[other].split_whitespace().take(100).collect();
        let found = index.find(&format!("{} {retold}", half.join(" ")), 5).unwrap();
        let kinds: Vec<_> = found.matches.iter().map(|found| (found.id.to_owned(), found.kind)).collect();
        assert_eq!(kinds, [(ids[other].clone(), MatchKind::Copy), (ids[number].clone(), MatchKind::Retelling)]);
    }
}

#[test]
fn copies_are_traced_in_long_texts() {
    let texts: Vec<String> = (0..100).map(|number| text(number, 300)).collect();
    let ids: Vec<String> = (0..100).map(|number| number.to_string()).collect();
    let index = Index::of(ids.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    let tracer = Tracer::new(&index).unwrap();
    let part = |number: usize| texts[number].split_whitespace().skip(40).take(60).collect::<Vec<_>>().join(" ");
    let page = format!("{} {} {} {}", text(900, 3_000), part(7), text(901, 3_000), part(8).to_uppercase());
    let hits = tracer.hits(&page).unwrap();
    let found: Vec<_> = hits.iter().map(|hit| (hit.id, hit.kind, hit.words)).collect();
    assert_eq!(found, [("7", MatchKind::Copy, 60), ("8", MatchKind::Copy, 60)]);
    assert_eq!(page[hits[0].places[0].clone()], part(7));
    assert_eq!(page[hits[1].places[0].clone()], part(8).to_uppercase());
    assert!(tracer.hits(&text(902, 20_000)).unwrap().is_empty());
    assert_eq!(tracer.hits(&texts[9].split_whitespace().take(14).collect::<Vec<_>>().join(" ")).unwrap().len(), 1);
    assert!(tracer.hits("").unwrap().is_empty());
    assert!(Tracer::new(&Index::of([])).unwrap().hits(&page).unwrap().is_empty());
    // All of the index in one text, longer than is looked at at a time.
    let all: String = texts.concat();
    let hits = tracer.hits(&all).unwrap();
    assert_eq!(hits.len(), 100);
    let words: usize = hits.iter().map(|hit| hit.words).sum();
    assert!(words > 29_000, "{words}");
}

#[test]
fn one_writer_at_a_time_and_nothing_of_a_later_version() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Index::open(folder.path()), Err(IndexError::None(_))));
    filled(folder.path(), 0..3);
    let writer = Writer::open(folder.path()).unwrap();
    assert!(matches!(Writer::open(folder.path()), Err(IndexError::Locked(_))));
    drop(writer);
    // What a kill leaves behind is no part of the index, and goes.
    fs::write(folder.path().join("00000099.segment"), "half").unwrap();
    fs::write(folder.path().join(".firsthand-index-x"), "half").unwrap();
    assert_eq!(Index::open(folder.path()).unwrap().stat().texts, 3);
    filled(folder.path(), 3..4);
    assert!(!folder.path().join("00000099.segment").exists() && !folder.path().join(".firsthand-index-x").exists());
    let list = folder.path().join("list");
    let changed = fs::read_to_string(&list).unwrap().replace("index 1", "index 12");
    fs::write(&list, &changed).unwrap();
    assert!(matches!(Index::open(folder.path()), Err(IndexError::Damage { .. })), "its sum does not fit");
    let (body, _) = changed.trim_end().rsplit_once("\nsum ").unwrap();
    fs::write(&list, format!("{body}\nsum {:08x}\n", crc32fast::hash(body.as_bytes()))).unwrap();
    assert!(matches!(Index::open(folder.path()), Err(IndexError::Later(_))));
    assert!(matches!(Writer::open(folder.path()), Err(IndexError::Later(_))));
}

#[test]
fn a_damaged_file_gives_no_answer_or_the_right_one() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 0..30);
    let whole = Index::open(folder.path()).unwrap();
    let copies: Vec<String> = (0..3).map(|number| text(number * 10, 60)).collect();
    let answers = |index: &Index| {
        let found = copies.iter().map(|copy| {
            let found = index.find(copy, 3)?;
            Ok(found.matches.iter().map(|found| (found.id.to_owned(), found.of_text.to_bits())).collect::<Vec<_>>())
        });
        found.collect::<Result<Vec<_>, IndexError>>()
    };
    let right = answers(&whole).unwrap();
    let segment = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let segment = segment.into_iter().find(|path| path.extension().is_some()).unwrap();
    let bytes = fs::read(&segment).unwrap();
    let (mut refused, mut unread) = (0, 0);
    for at in (0..bytes.len()).step_by(97).chain(bytes.len() - 700..bytes.len()) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        // Another file, for the first is mapped.
        fs::remove_file(&segment).unwrap();
        fs::write(&segment, damaged).unwrap();
        match Index::open(folder.path()) {
            Err(IndexError::Damage { .. }) => refused += 1,
            Err(error) => panic!("{error}"),
            Ok(index) => {
                assert!(matches!(index.check(), Err(IndexError::Damage { damage: Damage::Changed(_), .. })), "{at}");
                match answers(&Index::open(folder.path()).unwrap()) {
                    Err(IndexError::Damage { .. }) => refused += 1,
                    Err(error) => panic!("{error}"),
                    Ok(answers) => {
                        assert_eq!(answers, right);
                        unread += 1;
                    }
                }
            }
        }
    }
    assert!(refused > 700 && unread > 0, "{refused} {unread}");
    for length in (0..bytes.len()).step_by(501) {
        fs::remove_file(&segment).unwrap();
        fs::write(&segment, &bytes[..length]).unwrap();
        assert!(Index::open(folder.path()).is_err(), "{length}");
    }
}

#[test]
fn nothing_of_others_is_touched_and_nothing_removed_stays() {
    let folder = tempfile::tempdir().unwrap();
    // A folder that holds something else is no index, and is left alone.
    fs::write(folder.path().join(".newsrc"), "mine").unwrap();
    assert!(matches!(Writer::open(folder.path()), Err(IndexError::Other(_))));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    fs::remove_file(folder.path().join(".newsrc")).unwrap();
    filled(folder.path(), 0..3);
    fs::write(folder.path().join("film.segment"), "mine").unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    writer.remove("text 1");
    writer.commit().unwrap();
    assert!(folder.path().join("film.segment").exists());
    let on_disk = |needle: &str| {
        let files = fs::read_dir(folder.path()).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
        files.into_iter().any(|bytes| bytes.windows(needle.len()).any(|at| at == needle.as_bytes()))
    };
    assert!(on_disk(&text(2, 200)[..40]) && !on_disk(&text(1, 200)[..40]));
    // Without its list an index is refused, not emptied.
    fs::remove_file(folder.path().join("list")).unwrap();
    let missing = |error| matches!(error, Some(IndexError::Damage { damage: Damage::Missing, .. }));
    assert!(missing(Writer::open(folder.path()).err()));
    assert!(fs::read_dir(folder.path()).unwrap().count() > 2);
}

/// A program that is killed after it has listed a change leaves the segments from before.
#[test]
fn words_that_a_kill_left_are_seen_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 0..20);
    let before: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let before = before.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "segment")).unwrap();
    let bytes = fs::read(&before).unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    assert!(writer.remove("text 7"));
    assert!(writer.commit().unwrap().is_tidy() && !before.exists());

    fs::write(&before, bytes).unwrap();
    assert!(!Index::open(folder.path()).unwrap().is_tidy());
    assert!(Writer::open(folder.path()).unwrap().commit().unwrap().is_tidy());
    assert!(!before.exists());
}

#[test]
fn what_was_found_is_counted_once() {
    let words: Vec<String> = (0..13).map(|at| format!("word{at}ly")).collect();
    let part = |range: std::ops::Range<usize>| words[range].join(" ");
    let index = Index::of([("text", &*part(0..13))]);
    let found = index.find(&[part(0..4), part(8..13), part(4..8)].join(" "), 1).unwrap();
    let found = &found.matches[0];
    assert!(found.of_text <= 1.0 && found.of_copy == 1.0 && found.identity == 1.0, "{found:?}");
    // A phrase that everybody uses is no copy; a text that is no longer is.
    let index = Index::of([
        ("night", "It was in the middle of the night that we heard it."),
        ("short", "They shot him there."),
    ]);
    assert!(index.find("in the middle of the night", 3).unwrap().matches.is_empty());
    assert_eq!(first(&index, "they shot him there"), Some(("short".to_owned(), MatchKind::Copy)));
    // A small part of a long copy is found beside the rest.
    let (long, short) = (text(1, 5_000), text(2, 200));
    let index = Index::of([("long", &*long), ("short", &*short)]);
    let found = index.find(&format!("{long} {short}"), 5).unwrap();
    assert_eq!(found.matches.iter().map(|found| found.id).collect::<Vec<_>>(), ["long", "short"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_passage_of_nineteen_letters_is_found(
        texts in prop::collection::vec("([a-zа-я]{1,9}[ ,.\n]{1,2}){1,90}", 1..6),
        from in 0usize..200,
        words in 1usize..60,
    ) {
        let ids: Vec<String> = (0..texts.len()).map(|at| at.to_string()).collect();
        let index = Index::of(ids.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
        index.check().unwrap();
        for (id, text) in ids.iter().zip(&texts) {
            let passage: Vec<&str> = text.split_whitespace().skip(from % 40).take(words).collect();
            let passage = passage.join(" ");
            if passage.chars().filter(|character| character.is_alphabetic()).count() >= 19 {
                prop_assert!(index.candidates(&passage, 10).unwrap().iter().any(|found| found.id == id));
            }
        }
    }

    #[test]
    fn whatever_a_copy_is_its_stretches_are_within_both(text in ".{0,300}", copy in ".{0,300}") {
        use firsthand_copies::align::{Alignment, tokens};
        for copy in [copy, format!("{text} {text}"), text.chars().rev().collect()] {
            let (of_text, of_copy) = (tokens(&text), tokens(&copy));
            let alignment = Alignment::of(&text, &of_text, &copy, &of_copy);
            prop_assert!(of_copy.iter().all(|word| !copy[word.range()].trim().is_empty()));
            let mut last = 0;
            for stretch in &alignment.stretches {
                prop_assert!(stretch.text.end <= of_text.len() && stretch.copy.end <= of_copy.len());
                prop_assert!(stretch.copy.start >= last && stretch.same <= stretch.copy.len() as f64);
                last = stretch.copy.end;
            }
            prop_assert!((0.0..=1.0).contains(&alignment.identity()));
        }
    }
}
