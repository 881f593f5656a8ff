//! A copy held against a sealed text: `firsthand check --against`.
#![allow(clippy::disallowed_macros, reason = "a test says what it found")]

use std::fs;
use std::path::Path;

use serde_json::Value;

mod common;
use common::Place;

const TEXT: &str = "They closed the bridge at nine, and nobody was let through. I stood there until the evening with my \
    neighbour and her son, and we counted the cars that turned back: 1.5 an hour, then 15. An ambulance came from the \
    other side and was not let through either. My brother Aidar drove home at ten.\n";

fn sealed(text: &str) -> Place {
    let place = Place::new();
    place.write("account.txt", text);
    place.ok(&["seal", "account.txt", "-o", "sealed.txt"]);
    place
}

/// The exit code, what is told, and the differences in JSON.
fn held(place: &Place, copy: &str) -> (i32, String, Value) {
    place.write("copy.txt", copy);
    let told = place.run(&["check", "copy.txt", "--against", "sealed.txt"]);
    let json = place.run(&["check", "copy.txt", "--against", "sealed.txt", "--json"]).out;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    (told.code, told.out, json["against"][0]["differences"].clone())
}

#[test]
fn a_quote_stands_there_word_for_word() {
    let place = sealed(TEXT);
    let words: Vec<&str> = TEXT.split_whitespace().collect();
    let quote = words[11..26].join(" ");
    let all = words.len();
    let (code, told, json) = held(&place, &quote);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains(&format!("these 15 words stand there, word for word: words 12 to 26 of {all}")), "{told}");
    assert!(!told.contains("missing") && !told.contains("[-"), "{told}");
    assert_eq!((json["missing"].as_u64(), json["kept"].as_u64()), (Some(0), Some(15)));
    assert_eq!((&json["quote"], &json["quoted"]), (&serde_json::json!([12, 26]), &serde_json::json!([12, 26])));
    let (code, told, _) = held(&place, &format!("Somebody wrote: {quote} Read it."));
    // Nobody can say whether the words around stand in the place of some of the account's.
    assert!(code == 3 && told.contains("words 12 to 26") && told.contains("4 words around"), "{told}");
    assert!(told.contains("{+Somebody wrote:+}") && told.contains("{+Read it.+}"), "{told}");
    // With a slip in it.
    let (code, told, json) = held(&place, &quote.replace("neighbour", "sister"));
    assert_eq!((code, json["changed"].as_u64(), json["missing"].as_u64()), (1, Some(1), Some(0)), "{told}");
    assert!(told.contains(&format!("a quote of words 12 to 26 of {all}")), "{told}");
    assert!(told.contains("[-neighbour-]{+sister+}"), "{told}");
    // Who takes most of it leaves words out.
    let (code, told, json) = held(&place, &words[..all - 6].join(" "));
    assert_eq!((code, json["missing"].as_u64(), &json["quote"]), (1, Some(6), &serde_json::Value::Null), "{told}");
}

#[test]
fn punctuation_is_light_and_all_else_is_a_change() {
    let place = sealed(TEXT);
    let (code, told, json) = held(&place, &TEXT.replace("nine, and", "\"nine\" and"));
    assert_eq!((code, json["punctuated"].as_u64(), json["changed"].as_u64()), (1, Some(1), Some(0)), "{told}");
    assert!(told.contains("{~nine,~\"nine\"~}"), "{told}");
    for (old, new) in [("1.5", "15"), ("there", "thére"), ("nine", "Nine"), ("ten.", "ten?"), ("son,", "son🙂,")] {
        let (code, told, json) = held(&place, &TEXT.replacen(old, new, 1));
        assert_eq!(
            (code, json["changed"].as_u64(), json["punctuated"].as_u64()),
            (1, Some(1), Some(0)),
            "{new}: {told}"
        );
    }
    // A letter that only looks alike is named by its alphabet.
    let (_, told, json) = held(&place, &TEXT.replace("Aidar", "Аidar"));
    assert_eq!(json["changed"].as_u64(), Some(1));
    assert!(told.contains("Aidar is Latin; Аidar is Latin and Cyrillic"), "{told}");
}

#[test]
#[ignore = "needs ../shared/data/almaty-2022.txt and almaty-account.txt beside the checkout"]
fn the_page_that_firsthand_began_with_holds_its_account_in_order() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let read = |name: &str| fs::read_to_string(data.join(name)).expect("it stands beside the checkout");
    let (account, page) = (read("almaty-account.txt"), read("almaty-2022.txt"));
    let place = sealed(&account);
    let (_, told, json) = held(&place, &page);
    let count = |kind: &str| json[kind].as_u64().expect("a number");
    println!("the first page: {} kept, {} moved, {} again", count("kept"), count("moved"), count("again"));
    assert!(count("kept") >= 4086 && count("moved") == 0, "{}", told.lines().nth(1).unwrap_or_default());
    assert!(told.contains("these passages stand here again, in another version"));
}
