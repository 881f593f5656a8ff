//! The vectors of `spec/vectors`: what every implementation must give. Run with `UPDATE_VECTORS=1` to write them; what
//! then changes is a change of the format.

mod common;

use std::fs;

use common::vectors::{LANGUAGES, account, hex, hold, letters, repository, sample};
use common::{edition, excerpt, key};
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{CannotSeal, seal, sealable};
use firsthand_account::slip::Malformed;
use firsthand_account::slip::find::slips;
use firsthand_account::slip::text::Unreadable;
use firsthand_account::words::Words;
use serde_json::{Value, json};

#[test]
fn words() {
    let mut texts: Vec<String> = [
        "",
        " \t\n\u{A0}\u{3000}",
        "It’s «here» — well\u{2011}known… and – so\u{200B} on",
        "a--b --- -- -–—- https://x.org/a--b me@a--b.org xn--p1ai --help --1 -–é – --",
        "ﬁnd ﬀ ﷺ \u{FC5E} ﻻ ⼀⼁",
        "the █████, man ██ ██ █x█",
        "我说，abc好。「はい」ﾊﾞｽ ﾟ か\u{3099} 〱",
        "ที่นี่ไม่มี ภาษาไทย2 กำ",
        "ຂ້ອຍ ខ្ញុំ ကျွန်ုပ် ကa\u{1039}",
        "བཀྲ་ཤིས་ བདེ༌ལེགས། ་་ ་\u{200D}",
        "می\u{200C}روم \u{200C}x e\u{200D}\u{200D} a\u{34F}\u{200C} \u{FE0F}\u{200D}z 👩\u{200D}🔬 ✊\u{FE0F}",
        "cafe\u{301} caf\u{E9} \u{1E9B}\u{323} \u{AC00} \u{1100}\u{1161}\u{11A8} Å \u{212B} \u{F900} q\u{307}\u{323} \u{301}x",
        "t\u{202E}wo \u{202A}three\u{202C} four\u{2800} fi\u{FFFD}ve si\u{E000}x \u{3164} \u{E0041} \u{0}nul a\u{7}",
        "so\u{AD}ft\u{200B}er \u{FEFF}x\u{2060}y \u{200E}z\u{200F}",
        "one\r\ntwo\rthree\n\nfour\u{85}five\u{2028}six\u{2029}seven\u{B}eight\u{C}nine",
        "Aʼzamat o‘g‘il oʻ ‛x′ ″ ‐‑‒–—―−",
        "\u{1F468}\u{1F3FD} 🇰🇿 \u{1CEC0} \u{10D40}",
    ]
    .map(String::from)
    .to_vec();
    texts.extend(LANGUAGES.map(account));
    let cases = texts.iter().map(|text| {
        let words = Words::read(text).expect("short");
        let seen: Vec<&str> = words.iter().collect();
        let lines: Vec<usize> = (0..words.len()).filter(|&at| words.begins_line(at)).collect();
        let suspects: Vec<Value> = words
            .suspects()
            .iter()
            .map(|s| json!({ "word": s.word, "code": format!("{:x}", s.character as u32), "refused": s.is_refused() }))
            .collect();
        let sealing = match sealable(text) {
            Ok(_) => "can be sealed",
            Err(CannotSeal::NoWords) => "no words",
            Err(CannotSeal::Refused(_)) => "refused characters",
            Err(_) => "too long",
        };
        json!({ "text": text, "words": seen, "lines": lines, "suspects": suspects, "sealing": sealing })
    });
    hold("words", cases.collect());
}

/// Ranges of words to withhold together.
type Withheld = Vec<std::ops::Range<u32>>;

/// The accounts of the vectors: name, text, secret key's and randomness's byte, what is withheld.
fn accounts() -> Vec<(String, String, u8, Vec<Withheld>)> {
    let mut all: Vec<(String, String, u8, Vec<Withheld>)> = vec![
        ("one word".into(), "Fire!".into(), 1, vec![]),
        ("two words".into(), "They came.".into(), 2, vec![vec![0..1], vec![1..2]]),
        ("long words".into(), format!("{} {} end", "x".repeat(38), "y".repeat(39)), 3, vec![vec![0..1]]),
        (
            "longer words".into(),
            format!("{} {} {} {} end", "x".repeat(46), "y".repeat(47), "z".repeat(384), "ж".repeat(193)),
            4,
            vec![vec![3..4]],
        ),
    ];
    for (at, language) in LANGUAGES.into_iter().enumerate() {
        let text = account(language);
        let n = Words::read(&text).expect("short").len() as u32;
        let few: Vec<_> = (0..7).map(|i| i * n / 7 + i..i * n / 7 + i + 1 + i % 3).collect();
        let at_ends = vec![0..3, 40..41, n - 2..n];
        all.push((language.to_owned(), text, 10 + at as u8, vec![few, at_ends, vec![n / 2..n / 2 + 1]]));
    }
    all
}

fn ranges(ranges: &Ranges) -> Vec<[u32; 2]> {
    ranges.iter().map(|range| [range.start, range.end]).collect()
}

#[test]
fn accounts_and_editions() {
    let cases = accounts().into_iter().map(|(name, text, number, withheld)| {
        let sealed = seal(&sealable(&text).expect("it can be sealed"), &key(number), &[number; 32], None);
        let editions: Vec<Value> = withheld
            .into_iter()
            .map(|withheld| {
                let made = edition(&text, &sealed.slip, &Ranges::new(withheld)).expect("words are open");
                json!({ "withheld": ranges(&made.slip.withheld), "text": made.text, "slip": made.slip.to_text() })
            })
            .collect();
        let n = sealed.slip.n;
        let span = n / 3..n / 3 + n.div_ceil(4);
        let part = (span.start > 0).then(|| {
            let made = excerpt(&text, &sealed.slip, span.clone());
            json!({ "first": span.start + 1, "last": span.end, "text": made.text, "slip": made.slip.to_text() })
        });
        json!({
            "name": name, "text": text, "secret": hex(&[number; 32]), "random": hex(&[number; 32]),
            "pen name": sealed.slip.pen_name.to_string(), "id": sealed.id.to_string(), "n": n,
            "payload": hex(&sealed.slip.to_bytes()), "slip": sealed.slip.to_text(), "run": sealed.slip.to_run(),
            "editions": editions, "excerpt": part,
        })
    });
    hold("accounts", cases.collect());
}

#[test]
fn slips_whole_damaged_and_hostile() {
    let (_, whole, withheld) = sample();
    let mut texts: Vec<(String, String)> = vec![];
    let mut add = |name: &str, text: String| texts.push((name.to_owned(), text));
    for (name, slip) in [("whole", &whole), ("withheld", &withheld)] {
        let text = slip.to_text();
        let groups: Vec<&str> = text.split_whitespace().collect();
        add(&format!("{name}: as written"), format!("Some words.\n\n{text}\n"));
        add(
            &format!("{name}: one run in upper case, text behind"),
            format!("{} Shared by a friend", slip.to_run().to_uppercase()),
        );
        add(&format!("{name}: marker read as another stroke"), text.replacen("firsthand1", "Firs\u{AD}thandI", 1));
        add(&format!("{name}: quoted"), text.lines().map(|line| format!("> > {line}\n")).collect());
        add(
            &format!("{name}: numbered"),
            text.lines()
                .enumerate()
                .map(|(at, line)| if at == 0 { format!("{line}\n") } else { format!("{at}. {line}\n") })
                .collect(),
        );
        add(
            &format!("{name}: a caption in between"),
            text.replacen('\n', "\nRead more: what the market looked like\n", 1),
        );
        add(&format!("{name}: a caption of eight letters"), text.replacen('\n', "\nPictures\n", 1));
        add(&format!("{name}: four letters wrong"), [&groups[..3], &["qqqqqqqq"], &groups[4..]].concat().join(" "));
        add(
            &format!("{name}: a group unreadable, two letters wrong"),
            [&groups[..5], &["x"], &groups[6..]].concat().join(" ").replacen(
                groups[9],
                &format!("o{}", &groups[9][1..]),
                1,
            ),
        );
        add(&format!("{name}: a group gone"), [&groups[..12], &groups[13..]].concat().join(" "));
        add(&format!("{name}: length group wrong"), [&groups[..1], &["qqqqqqqq"], &groups[2..]].concat().join(" "));
        add(&format!("{name}: length group cut"), [&groups[..1], &["qq"], &groups[2..]].concat().join(" "));
        add(&format!("{name}: the end cut off"), groups[..groups.len() - 2].join(" "));
        add(
            &format!("{name}: too much wrong"),
            [&groups[..4], &["qqqqqqqq", "pppppppp", "zzzzzzzz"], &groups[7..]].concat().join(" "),
        );
        add(&format!("{name}: cut in half"), groups[..groups.len() / 2].join(" "));
        let lines: Vec<&str> = text.lines().collect();
        add(
            &format!("{name}: captions in the marker's line and in between"),
            format!("{} sealed evidence here\n{}", lines[0], lines[1..].join("\nsealed evidence here\n")),
        );
        let halved: Vec<String> =
            groups.iter().map(|group| format!("{}\u{200B}{}", &group[..3], &group[3..])).collect();
        add(
            &format!("{name}: blanks of no width in groups, a word"),
            format!("{}{} word {}", groups[0], halved[1..5].join(" "), halved[5..].join(" ")),
        );
        for (letters, what) in [(1, "one"), (2, "two"), (3, "three")] {
            let wrong: String = groups[6].chars().take(letters).map(|c| if c == 'q' { 'p' } else { 'q' }).collect();
            let group = wrong + &groups[6][letters..];
            add(&format!("{name}: {what} wrong in a row"), text.replacen(groups[6], &group, 1));
        }
        // The last letter's lowest bit fills it up, and the highest never does.
        const LETTERS: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
        let last = LETTERS.find(&text[text.len() - 1..]).expect("a letter");
        for (bit, what) in [(1, "filled up otherwise"), (16, "wrong")] {
            let letter = &LETTERS[last ^ bit..=last ^ bit];
            add(&format!("{name}: the last letter {what}"), format!("{}{letter}", &text[..text.len() - 1]));
        }
    }
    let payload = withheld.to_bytes();
    let mut hostile = |name: &str, at: usize, replace: usize, with: &[u8]| {
        let mut changed = payload.clone();
        changed.splice(at..at + replace, with.iter().copied());
        add(&format!("hostile: {name}"), letters(&changed));
    };
    // Version, flags, 32, 64, then n in two bytes at 98, tail at 100, r at 102.
    hostile("version 2", 0, 1, &[2]);
    hostile("version 0", 0, 1, &[0]);
    hostile("an unknown flag", 1, 1, &[5]);
    hostile("enclosures said and missing", 1, 1, &[3]);
    hostile("n = 0", 98, 2, &[0]);
    hostile("n not in its shortest form", 98, 2, &[payload[98] | 0x80, payload[99] | 0x80, 0]);
    hostile("n = 2^24", 98, 2, &[0x80, 0x80, 0x80, 0x08]);
    hostile("n = 2^60", 98, 2, &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]);
    hostile("r = 0", 102, 1, &[0]);
    hostile("r = 2^60", 102, 1, &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]);
    hostile("r above (n + 1) / 2", 102, 1, &[0x80, 0x02]);
    hostile("a gap of 0 inside", 105, 1, &[0]);
    hostile("a length of 0", 104, 1, &[0]);
    hostile("an item missing", payload.len() - 16, 16, &[]);
    hostile("an item too many", payload.len(), 0, &[0; 16]);
    hostile("a byte too many", payload.len(), 0, &[0]);
    hostile("nothing", 0, payload.len(), &[]);
    let whole_payload = whole.to_bytes();
    let everything =
        [&whole_payload[..1], &[1], &whole_payload[2..102], &[1, 0], &whole_payload[98..100], &[0; 32]].concat();
    add("hostile: everything withheld", letters(&everything));

    let cases = texts.into_iter().map(|(name, text)| {
        let found: Vec<Value> = slips(&text)
            .iter()
            .map(|found| match found.slip() {
                Ok(slip) => {
                    let read = found.read.as_ref().expect("it was read");
                    json!({ "payload": hex(&slip.to_bytes()), "repaired": read.repaired > 0, "among": read.among })
                }
                Err(Unreadable::Malformed(Malformed::LaterVersion(_))) => json!("later version"),
                Err(_) => json!("slip damaged"),
            })
            .collect();
        json!({ "name": name, "text": text, "found": found })
    });
    hold("slips", cases.collect());
}

#[test]
fn reed_solomon_agrees_with_another_implementation() {
    let vectors = fs::read_to_string(repository("spec/vectors/reed-solomon.json")).expect("the vectors are there");
    let vectors: Value = serde_json::from_str(&vectors).expect("JSON");
    let bytes = |value: &Value| {
        data_encoding::HEXLOWER.decode(value.as_str().expect("hexadecimal").as_bytes()).expect("hexadecimal")
    };
    let cases = vectors["cases"].as_array().expect("cases");
    for case in cases {
        let mut received = bytes(&case["received"]);
        let erased: Vec<usize> = case["erased"]
            .as_array()
            .expect("places")
            .iter()
            .map(|at| at.as_u64().expect("a place") as usize)
            .collect();
        let repaired = firsthand_account::slip::reed_solomon::repair(&mut received, &erased).map(|()| received);
        assert_eq!(repaired, (!case["repaired"].is_null()).then(|| bytes(&case["repaired"])));
        let sent = bytes(&case["sent"]);
        let (data, parity) = sent.split_at(sent.len() - 16);
        assert_eq!(firsthand_account::slip::reed_solomon::parity(data), parity);
    }
    assert_eq!(cases.len(), 42);
}
