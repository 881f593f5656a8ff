//! Exports of chats and texts that were encoded twice, against the plain copies that they hold, and
//! `spec/vectors/chats.json`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use firsthand_account::check::Verdict;
use firsthand_account::identity::SecretKey;
use firsthand_account::seal::{seal, sealable};
use firsthand_account::words::Words;
use firsthand_channels::{Form, ReadCopy, chat, twice};
use proptest::prelude::*;
use serde_json::{Value, json};

fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).expect("it can be read")
}

fn plain(language: &str) -> String {
    String::from_utf8(data(&format!("{language}.txt"))).expect("it is text")
}

/// The copy is true to each slip in it, and has one.
fn is_true(copy: &ReadCopy) -> bool {
    let report = copy.check(&[]).expect("it is short");
    !report.checked.is_empty() && report.checked.iter().all(|slip| matches!(slip.verdict, Some(Verdict::True(_))))
}

fn words(text: &str) -> Vec<String> {
    Words::read(text).expect("it is short").iter().map(str::to_owned).collect()
}

#[test]
fn every_export_is_a_true_copy() {
    for language in ["en", "kk"] {
        for (name, form, twice) in [
            ("tg.json", Form::Chat, false),
            ("tg-ascii.json", Form::Chat, false),
            ("fb.json", Form::Chat, true),
            ("signal.jsonl", Form::Chat, false),
            ("fb-pasted.txt", Form::Text, true),
        ] {
            let name = format!("{language}-{name}");
            let bytes = data(&name);
            let pasted = ReadCopy::of_text(String::from_utf8(bytes.clone()).expect("it is UTF-8"));
            for copy in [ReadCopy::read(bytes, false).expect("it is text"), pasted] {
                assert_eq!((copy.form, copy.twice_encoded), (form, twice), "{name}");
                assert_eq!(words(&copy.text), words(&plain(language)), "{name}");
                assert!(is_true(&copy), "{name}");
            }
        }
    }
}

/// The paragraphs of a plain copy, its slip last, line by line.
fn paragraphs(text: &str) -> Vec<String> {
    let (account, slip) = text.split_at(text.find("firsthand1").expect("it has a slip"));
    account.trim().split("\n\n").chain(slip.lines()).map(str::to_owned).collect()
}

#[test]
fn messages_are_put_together_again() {
    for language in ["en", "kk"] {
        let text = plain(language);
        let parts = paragraphs(&text);
        let numbered: Vec<String> = parts
            .iter()
            .enumerate()
            .map(|(at, part)| {
                // The highest number first: keys stand in the order of the file.
                let message = json!({ "from_me": false, "time": "14:32", "data": part, "caption": null }).to_string();
                format!("\"{}\": {message}", parts.len() - at)
            })
            .collect();
        let whatsapp = format!(
            "{{\"77010000000@s.whatsapp.net\": {{\"name\": \"Aliya\", \"messages\": {{{}}}}}}}",
            numbered.join(",\n")
        );
        let slack: Vec<Value> = parts
            .iter()
            .map(|part| {
                let again: Vec<Value> =
                    part.chars().map(|letter| json!({ "type": "text", "text": letter.to_string() })).collect();
                json!({ "blocks": [{ "elements": again }], "text": part, "user": "U7", "ts": "1641371520.000100" })
            })
            .collect();
        let halves: Vec<Value> = parts
            .iter()
            .map(|part| {
                let (start, end) = part.split_at(part.ceil_char_boundary(part.len() / 2));
                json!({ "id": 7, "from": "Aliya", "text": ["", { "type": "bold", "text": start }, end] })
            })
            .collect();
        let discord: Vec<String> = parts
            .iter()
            .map(|part| format!("{:#}", json!({ "author": { "name": "Aliya" }, "content": part, "isPinned": false })))
            .collect();
        let broken = parts
            .iter()
            .map(|part| json!({ "envelope": { "source": "+7701", "dataMessage": { "message": part } } }).to_string());
        let broken: Vec<String> = broken.chain(["{\"envelope\": {\"sour".to_owned()]).collect();
        let unnamed: Vec<&str> = parts.iter().map(String::as_str).collect();
        let facebook: Vec<Value> = parts
            .iter()
            .map(|part| json!({ "content": part.bytes().map(char::from).collect::<String>(), "sender_name": "A" }))
            .collect();
        for (name, export) in [
            ("WhatsApp", whatsapp),
            ("Slack", json!(slack).to_string()),
            ("Telegram", json!({ "name": "chan", "messages": halves }).to_string()),
            ("Discord", discord.join("\n")),
            ("Signal", broken.join("\n")),
            ("unnamed", json!({ "nachrichten": unnamed }).to_string()),
            ("Facebook", json!({ "messages": facebook, "title": "Aliya" }).to_string()),
            ("a message", json!({ "message": text }).to_string()),
            ("a string", json!(text).to_string()),
        ] {
            let copy = ReadCopy::of_text(export);
            assert_eq!(copy.form, Form::Chat, "{name}");
            assert!(is_true(&copy), "{name} {language}: {}", copy.text);
            assert!(copy.text.starts_with(&parts[0]), "{name}");
        }
    }
}

#[test]
fn a_changed_word_is_still_found() {
    for name in ["en-tg.json", "en-fb.json", "en-signal.jsonl", "en-fb-pasted.txt"] {
        let text = String::from_utf8(data(name)).expect("it is text");
        let copy = ReadCopy::of_text(text.replace("nine days", "five days"));
        assert!(!is_true(&copy), "{name}");
    }
}

#[test]
fn what_is_true_as_it_stands_is_left_so() {
    let key = SecretKey::from_bytes(&[7; 32]);
    for text in ["{\"text\": \"We saw the bridge\", \"by\": \"Dana\"}", "They wrote that they hadnâ€™t seen the bridge"]
    {
        let slip = seal(&sealable(text).expect("it has words"), &key, &[7; 32], None).slip;
        let copy = ReadCopy::of_text(format!("{text}\n\n{}", slip.to_text()));
        assert_eq!((copy.form, copy.twice_encoded), (Form::Text, false));
        assert!(is_true(&copy), "{}", copy.text);
    }
}

#[test]
fn what_bundles_and_pages_hold_is_read_no_further() {
    let page = "<!doctype html><p>Ð¾Ð½ hadnâ€™t".to_owned();
    let copy = ReadCopy::read(page.into_bytes(), false).expect("it is a page");
    assert_eq!((copy.form, copy.twice_encoded), (Form::Page, false));
    assert!(copy.text.contains("hadnâ€™t"));
}

#[test]
fn vectors() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/vectors/chats.json");
    let vectors: Value = serde_json::from_slice(&fs::read(path).expect("it can be read")).expect("it is JSON");
    for case in vectors["cases"].as_array().expect("there are cases") {
        let text = case["text"].as_str().expect("it has a text");
        assert_eq!(chat::read(text).as_deref(), case["chat"].as_str(), "{}", case["name"]);
        assert_eq!(twice::decode(text).as_deref(), case["twice"].as_str(), "{}", case["name"]);
    }
}

/// Each takes time that grows with its length.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test has a time limit")]
fn hostile_json_is_read_or_left_soon() {
    let started = Instant::now();
    let deep =
        |open: &str, close: &str| format!("{}{{\"text\": \"one\"}}{}", open.repeat(1_000_000), close.repeat(1_000_000));
    assert_eq!(chat::read(&deep("[", "]")).as_deref(), Some("one"));
    assert_eq!(chat::read(&deep("{\"a\":", "}")).as_deref(), Some("one"));
    assert_eq!(chat::read(&deep("[", "")), None);
    assert_eq!(chat::read(&deep("{\"text\":[", "]}")).as_deref(), Some("one"));
    let messages = format!("[{}]", vec!["{\"text\":\"one\"}"; 1_000_000].join(","));
    assert_eq!(chat::read(&messages).map(|text| text.len()), Some(5_000_000 - 2));
    let lines = "{\"body\":\"one\"}\n".repeat(1_000_000) + "{";
    assert_eq!(chat::read(&lines).map(|text| text.len()), Some(5_000_000 + 1));
    assert_eq!(
        chat::read(&format!("{{{}\"text\": \"one\"}}", "\"text\": 7,".repeat(1_000_000))).as_deref(),
        Some("one")
    );
    assert_eq!(chat::read(&format!("[\"{}\"]", "\\u0061".repeat(4_000_000))).map(|text| text.len()), Some(4_000_000));
    for unread in ["{\"a\":", "[\"", "{\"a\": 1}\n{\"b\":", "[[[{\"x\":[", "{\n", "\"\\\\", "[\"\\ud800"] {
        assert!(chat::read(&unread.repeat(20_000_000 / unread.len())).is_none(), "{unread}");
    }
    assert_eq!(twice::decode(&"Ã".repeat(10_000_000)), None);
    assert_eq!(twice::decode(&"É…\n".repeat(3_000_000)), None);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

/// Texts that nobody encoded twice: our accounts, and what is written in languages of Latin letters.
fn written() -> Vec<String> {
    let accounts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/accounts");
    let mut paths: Vec<PathBuf> = fs::read_dir(accounts)
        .expect("it can be listed")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.sort();
    let accounts = paths.iter().map(|path| fs::read_to_string(path).expect("it can be read"));
    let others = [
        "« Nous étions déjà là », dit-elle. « Où ? » — « À l’école, près du pont… »\nÇA, C’ÉTAIT L’ÉTÉ.\nVOILÀ\u{A0}!\n\
         Il est arrivé\u{A0}»\nliberté\u{A0}— égalité\u{A0}— fraternité…\nL’ŒUVRE DE L’AÎNÉ\nDÉSOLÉ…\nVIVE LA LIBERTÉ\u{A0}»",
        "¿Qué pasó? —Nos quedamos allí… «¡Ñandú!», gritó él.\nADIÓ…\nEL NIÑO Y LA NIÑ…\nSÍ…\nNo sé\u{A0}»\nHABLÓ—Y CALLÓ—",
        "„Das Maß ist voll“, rief Jürgen über die Straße. »Größe!« Ärger und Öl.\nSpaß…\nSPAẞ\nFÜR DIE KÜH’\nein Gruß”\nTSCHÜ…",
        "NÃO, IRMû\nMANHÃ…\na manhã — já é manhã\u{A0}»\nÀ noite\nMAÇÃ\u{A0}!",
        "SJÖ… Å”\nÄ–Ö–\nþað er Ð…\nVÝŠKA, NÍŽINA\nCAFÉ’s and JOSÉ’S\nthe naïve “café”\nNESTLÉ® 5 °C ½",
    ];
    accounts.chain(others.map(str::to_owned)).collect()
}

fn encoded_twice(text: &str, windows: bool) -> String {
    let windows_1252 = |byte: u8| match byte {
        0x80 => '€',
        0x85 => '…',
        0x93 => '“',
        0x94 => '”',
        0x99 => '™',
        0x9C => 'œ',
        _ => char::from(byte),
    };
    text.bytes().map(|byte| if windows { windows_1252(byte) } else { char::from(byte) }).collect()
}

#[test]
fn what_was_written_is_never_changed() {
    for text in written() {
        for text in [text.clone(), text.to_uppercase(), text.to_lowercase()] {
            assert_eq!(twice::decode(&text), None, "{text}");
            for line in text.lines() {
                assert_eq!(twice::decode(line), None, "{line}");
                for (at, _) in line.char_indices() {
                    assert_eq!(twice::decode(&line[at..]), None, "{}", &line[at..]);
                    assert_eq!(twice::decode(&line[..at]), None, "{}", &line[..at]);
                }
            }
        }
    }
}

#[test]
fn accounts_that_were_encoded_twice_are_decoded() {
    for text in written() {
        for windows in [false, true] {
            let encoded = encoded_twice(&text, windows);
            assert_eq!(twice::decode(&encoded).as_deref(), Some(&*text));
            // In a chat with others' lines, where lines of Latin letters may be what somebody wrote.
            let chat = |text: &str| format!("Дана: барайық\n{text}\nça va, déjà\n");
            let decoded = twice::decode(&chat(&encoded)).expect("lines of it were encoded twice");
            let other = chat(&text);
            let mut others = decoded.split('\n').zip(other.split('\n')).filter(|(decoded, text)| decoded != text);
            let of_latin_letters =
                text.chars().filter(|c| c.is_alphabetic()).all(|c| matches!(c, ..'\u{180}' | '\u{1E00}'..='\u{1EFF}'));
            let first = others.next();
            assert!(of_latin_letters || first.is_none(), "{first:?}");
            assert!(decoded.starts_with("Дана: барайық\n") && decoded.ends_with("\nça va, déjà\n"));
        }
    }
}

/// Words of letters, with the signs that stand directly before and behind them; blanks between.
fn sentence() -> impl Strategy<Value = String> {
    let west = "[a-zàáâãåæçèéêëìíîïñòóôõøùúûüÿœ’'-]{1,9}";
    let north = "[a-zäåöüõšžýþðáéíóú]{1,9}";
    let western = "[A-ZÀÁÂÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕØÙÚÛÜŒ]{1,9}";
    let northern = "[A-ZÄÅÖÜÕÝÞÐÁÉÍÓÚ]{1,9}|[A-Z]{1,3}[ÝÍÚÉÁÕ][ŠŽ][A-Z]{1,3}";
    let capital = "[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{0,8}";
    let word = prop_oneof![west, north, western, northern, capital, "[0-9]{1,4}[°€%ºª²³]?"];
    let behind = "(»|\u{A0}»|…|…”|”|“|’|,|\\.|;|\u{A0}!|\u{A0}—|—|–|‰|™|®|º|·|›|)";
    prop::collection::vec((word, behind), 1..12)
        .prop_map(|words| words.into_iter().map(|(word, behind)| word + &behind).collect::<Vec<_>>().join(" "))
}

/// What may be put into JSON.
const PIECES: [&str; 20] = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "0", ".", "e", "-", "+", "true", "nul", " ", "\n", "\u{A0}", "\u{B}",
    "\"a\":",
];

/// Whether a string of `value` is more than blanks.
fn says_something(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim_matches([' ', '\t', '\n', '\r']).is_empty(),
        Value::Array(values) => values.iter().any(says_something),
        Value::Object(fields) => fields.values().any(says_something),
        _ => false,
    }
}

/// JSON of some depth.
fn any_json() -> impl Strategy<Value = Value> {
    let key = prop_oneof!["[a-c]", Just("text".to_owned()), Just("body".to_owned()), Just("text_entities".to_owned())];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        any::<i16>().prop_map(|number| Value::from(f64::from(number) / 8.0)),
        any::<String>().prop_map(Value::from)
    ];
    leaf.prop_recursive(6, 60, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sentences_are_never_changed(text in sentence()) {
        prop_assert_eq!(twice::decode(&text), None);
    }

    /// JSON with a piece put in somewhere, or with a character less.
    #[test]
    fn what_is_json_is_what_it_is_elsewhere(value in any_json(), place in any::<prop::sample::Index>(), piece in 0..40usize) {
        let mut text = format!("[{value},\"one\"]");
        let at = text.floor_char_boundary(1 + place.index(text.len() - 1));
        match PIECES.get(piece) {
            Some(piece) => text.insert_str(at, piece),
            None => drop(text.remove(at)),
        }
        let elsewhere = match serde_json::from_str::<Value>(&text) {
            Ok(value) => says_something(&value),
            // Here a number may be as great as it likes.
            Err(error) if error.to_string().contains("number out of range") => return Ok(()),
            Err(_) => false,
        };
        prop_assert_eq!(chat::read(&text).is_some(), elsewhere, "{}", text);
    }

    #[test]
    fn json_is_read_and_grows_no_longer(value in any_json()) {
        for text in [value.to_string(), format!("{value:#}")] {
            let read = chat::read(&text);
            let is_string = value.is_string();
            prop_assert!(is_string || read.is_some() == says_something(&value), "{:?} of {}", read, text);
            prop_assert!(read.is_none_or(|read| read.len() <= text.len()));
        }
    }
}
