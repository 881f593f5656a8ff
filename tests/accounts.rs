//! What `check` must say of changed, withheld and re-sealed accounts: on samples in eight languages, and on the first
//! real input where it stands beside the checkout.

mod common;

use common::{LANGUAGES, Place, account, first_input};
use serde_json::Value;

/// An account to try: its name, its text, and a word of it that is a name.
type Account = (&'static str, String, &'static str);

fn samples() -> Vec<Account> {
    const NAMES: [&str; 8] = ["Tamsin", "Райхан", "Клавдия", "نوال", "مهری", "穆听澜", "ツル江", "ลำดวน"];
    LANGUAGES.into_iter().zip(NAMES).map(|(language, name)| (language, account(language), name)).collect()
}

fn first() -> Vec<Account> {
    vec![("first input", first_input().expect("../shared/data/almaty-2022.txt beside the checkout"), "Zhanbolat")]
}

/// Each of these is tried on the samples, and on the first real input, which belongs to its author and is not here.
macro_rules! tried {
    ($($claim:ident),* $(,)?) => {
        mod on_the_samples {
            $(#[test]
            fn $claim() {
                super::$claim(super::samples());
            })*
        }
        mod on_the_first_input {
            $(#[test]
            #[ignore = "needs ../shared/data/almaty-2022.txt beside the checkout"]
            fn $claim() {
                super::$claim(super::first());
            })*
        }
    };
}

tried! {
    changed_copies_are_not_true_and_the_words_are_named,
    a_changed_text_sealed_again_is_caught_by_expect_known_and_in,
    a_name_is_withheld_everywhere_and_the_rest_still_proves,
    a_forty_word_excerpt_proves,
}

fn json(place: &Place, arguments: &[&str]) -> (i32, Value) {
    let ran = place.run(&[arguments, &["--json"]].concat());
    (ran.code, serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("JSON: {ran:?}")))
}

/// The words of a sealed text, as the command counts them.
fn words(place: &Place, file: &str) -> Vec<String> {
    let (_, words) = json(place, &["words", file]);
    words["words"].as_array().expect("words").iter().map(|word| word.as_str().expect("a word").to_owned()).collect()
}

fn slip_of(sealed: &str) -> &str {
    &sealed[sealed.rfind("firsthand1").expect("a slip")..]
}

fn changed_copies_are_not_true_and_the_words_are_named(accounts: Vec<Account>) {
    for (name, text, _) in accounts {
        let place = Place::new();
        place.write("account.txt", &text);
        place.ok(&["seal", "account.txt", "-o", "sealed.txt"]);
        let sealed = place.read("sealed.txt");
        assert!(sealed.starts_with(&text), "{name}: the text is kept byte for byte");
        let (code, whole) = json(&place, &["check", "sealed.txt"]);
        assert_eq!((code, whole["slips"][0]["verdict"].as_str()), (0, Some("true")), "{name}");
        let words = words(&place, "account.txt");
        let at = words.len() / 2;
        let (one, two) = (words[at].as_str(), words[at + 1].as_str());
        let copies: [(&str, Vec<&str>, &str, Vec<usize>); 4] = [
            ("one word changed", vec!["qwerty"], "changed", vec![at]),
            ("one word dropped", vec![], "missing", vec![at]),
            ("a word put in", vec![one, "qwerty"], "added", vec![at]),
            ("two words swapped", vec![two, one], "", vec![at, at + 1]),
        ];
        for (what, put, kind, taken) in copies {
            if what == "two words swapped" && one == two {
                continue;
            }
            let before = words[..at].iter().map(String::as_str);
            let after = words[at + taken.len()..].iter().map(String::as_str);
            let changed: Vec<&str> = before.chain(put).chain(after).collect();
            place.write("copy.txt", format!("{}\n\n{}", changed.join(" "), slip_of(&sealed)));
            let (code, said) = json(&place, &["check", "copy.txt", "--against", "sealed.txt"]);
            assert_eq!((code, said["slips"][0]["verdict"].as_str()), (1, Some("not true")), "{name}, {what}");
            let differences = &said["against"][0]["differences"];
            if !kind.is_empty() {
                assert_eq!(differences[kind].as_u64(), Some(1), "{name}, {what}: {differences}");
            }
            assert_eq!(differences["every_word_in_order"].as_bool(), Some(what == "a word put in"), "{name}, {what}");
            if what == "one word dropped" {
                let marked = differences["marked"].as_str().expect("text");
                assert!(marked.contains(&format!("[-{one}-]")), "{name}, {what}: {marked}");
            }
        }
        let paragraphs: Vec<&str> = text.split("\n\n").collect();
        let dropped = [&paragraphs[..2], &paragraphs[3..]].concat().join("\n\n");
        place.write("copy.txt", format!("{dropped}\n\n{}", slip_of(&sealed)));
        let (code, said) = json(&place, &["check", "copy.txt", "--against", "sealed.txt"]);
        assert_eq!((code, said["slips"][0]["verdict"].as_str()), (1, Some("not true")), "{name}, a paragraph dropped");
        assert!(said["against"][0]["differences"]["missing"].as_u64() > Some(1), "{name}, a paragraph dropped");
    }
}

fn a_changed_text_sealed_again_is_caught_by_expect_known_and_in(accounts: Vec<Account>) {
    for (name, text, _) in accounts {
        let place = Place::new();
        place.write("account.txt", &text);
        place.ok(&["penname", "new", "pen"]);
        let pen_name = place.ok(&["penname", "show", "pen"]).out.trim().to_owned();
        place.ok(&["seal", "account.txt", "-k", "pen", "-o", "sealed.txt"]);
        let sealed = place.read("sealed.txt");
        place.write("trusted/sealed.txt", &sealed);
        let mut words = words(&place, "account.txt");
        words[20] = "qwerty".to_owned();
        place.write("forged.txt", words.join(" "));
        place.ok(&["seal", "forged.txt", "-o", "forgery.txt"]);

        let (code, plain) = json(&place, &["check", "forgery.txt"]);
        assert_eq!(
            (code, plain["slips"][0]["standing"]["is"].as_str()),
            (0, Some("unknown")),
            "{name}: true to its own slip, and never without the second half"
        );
        let (code, expected) = json(&place, &["check", "forgery.txt", "--expect", &pen_name]);
        assert_eq!((code, expected["slips"][0]["standing"]["is"].as_str()), (1, Some("not expected")), "{name}");
        let (_, sealed_one) = json(&place, &["check", "sealed.txt"]);
        let id = sealed_one["slips"][0]["account"].as_str().expect("an account id");
        for (file, exit) in [("forgery.txt", 1), ("sealed.txt", 0)] {
            assert_eq!(place.run(&["check", file, "--expect", id]).code, exit, "{name}: {file}");
        }
        let (code, rival) = json(&place, &["check", "forgery.txt", "--in", "trusted"]);
        assert_eq!((code, rival["slips"][0]["standing"]["is"].as_str()), (1, Some("rivalled")), "{name}");
        let text = place.run(&["check", "forgery.txt", "--in", "trusted"]).out;
        assert!(text.contains("{+qwerty+}"), "{name}: what differs is shown: {text}");
        place.ok(&["known", "add", &pen_name, "the witness"]);
        let (code, unknown) = json(&place, &["check", "forgery.txt"]);
        assert_eq!((code, unknown["slips"][0]["standing"]["is"].as_str()), (3, Some("unknown")), "{name}");
        // The true one, by each.
        for more in [&["--expect", &pen_name][..], &["--in", "trusted"], &[]] {
            let (code, said) = json(&place, &[&["check", "sealed.txt"], more].concat());
            assert_eq!(code, 0, "{name}: {said}");
            assert_ne!(said["slips"][0]["standing"]["is"].as_str(), Some("unknown"), "{name}");
        }
        // A changed text that kept the slip: the folder shows what differs without being told which account it is.
        words.remove(40);
        place.write("changed.txt", format!("{}\n\n{}", words.join(" "), slip_of(&sealed)));
        let (code, changed) = json(&place, &["check", "changed.txt", "--in", "trusted"]);
        assert_eq!(code, 1, "{name}");
        assert_eq!(changed["against"][0]["differences"]["changed"].as_u64(), Some(1), "{name}: {changed}");
    }
}

fn a_name_is_withheld_everywhere_and_the_rest_still_proves(accounts: Vec<Account>) {
    for (language, text, name) in accounts {
        let place = Place::new();
        place.write("account.txt", &text);
        place.ok(&["seal", "account.txt", "-o", "sealed.txt"]);
        let ran = place.run_with(
            &["withhold", "sealed.txt", "--phrases", "-", "--near", "all", "-o", "edition.txt"],
            &format!("{name}\n"),
        );
        assert_eq!(ran.code, 0, "{language}: {ran:?}");
        let (code, said) = json(&place, &["check", "edition.txt"]);
        assert_eq!(code, 0, "{language}: {said}");
        let edition = place.read("edition.txt");
        assert!(edition.contains('█'), "{language}");
        let body = edition.split("firsthand1").next().expect("a text");
        assert!(text.contains(name) && !body.contains(name), "{language}: {name} still stands in the edition");
        // Withholding more from an edition.
        place.ok(&["withhold", "edition.txt", "--words", "1-2", "-o", "more.txt"]);
        let (code, more) = json(&place, &["check", "more.txt"]);
        assert_eq!(code, 0, "{language}: {more}");
        assert!(more["slips"][0]["withheld"].as_u64() > said["slips"][0]["withheld"].as_u64(), "{language}");
    }
}

fn a_forty_word_excerpt_proves(accounts: Vec<Account>) {
    for (language, text, _) in accounts {
        let place = Place::new();
        place.write("account.txt", &text);
        place.ok(&["seal", "account.txt", "-o", "sealed.txt"]);
        place.ok(&["excerpt", "sealed.txt", "--words", "101-140", "-o", "excerpt.txt"]);
        let (code, said) = json(&place, &["check", "excerpt.txt"]);
        assert_eq!(code, 0, "{language}");
        assert!(
            said["slips"][0]["kind"] == "excerpt"
                && said["slips"][0]["first"] == 101
                && said["slips"][0]["last"] == 140,
            "{language}: {said}"
        );
    }
}

#[test]
fn what_a_word_processor_made_of_sealed_samples_is_true() {
    for language in LANGUAGES {
        let copy = common::repository(&format!("tests/data/word-processor/{language}.txt"));
        let (code, said) = json(&Place::new(), &["check", copy.to_str().expect("a path")]);
        assert_eq!((code, said["slips"][0]["verdict"].as_str()), (0, Some("true")), "{language}: {said}");
    }
}
