//! The vectors of `spec/vectors`: what every implementation must give. Run with `UPDATE_VECTORS=1` to write them; what
//! then changes is a change of the format.

mod common;

use std::fs;
use std::path::PathBuf;

use common::{Numbers, copy, edition, excerpt, key};
use firsthand_account::check::{Side, SlipKind, Truth, Verdict, check};
use firsthand_account::ranges::Ranges;
use firsthand_account::readings::Hyphens;
use firsthand_account::seal::{CannotSeal, seal, sealable};
use firsthand_account::slip::find::slips;
use firsthand_account::slip::text::Unreadable;
use firsthand_account::slip::{Malformed, Slip};
use firsthand_account::words::Words;
use serde_json::{Value, json};

fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn hold(name: &str, cases: Vec<Value>) {
    let path = repository(&format!("spec/vectors/{name}.json"));
    let made = format!("{}\n", serde_json::to_string_pretty(&json!({ "cases": cases })).expect("JSON"));
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        fs::write(&path, made).expect("the vectors can be written");
        return;
    }
    let kept = fs::read_to_string(&path).expect("the vectors are there");
    assert!(kept == made, "{name}: this program gives something else than spec/vectors/{name}.json");
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn account(language: &str) -> String {
    fs::read_to_string(repository(&format!("tests/data/accounts/{language}.txt"))).expect("a sample account")
}

const LANGUAGES: [&str; 8] = ["en", "kk", "ru", "ar", "fa", "zh", "ja", "th"];

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

fn sample() -> (String, Slip, Slip) {
    let text = account("en");
    let slip = seal(&sealable(&text).expect("it can be sealed"), &key(10), &[10; 32], None).slip;
    let made = edition(&text, &slip, &Ranges::new((0..9).map(|at| at * 29 + 3..at * 29 + 4 + at % 2).collect()))
        .expect("open");
    (text, slip, made.slip)
}

/// Letters of any payload, well formed or not.
fn letters(payload: &[u8]) -> String {
    use firsthand_account::base32::encode;
    use firsthand_account::hash::sha256_start;
    use firsthand_account::slip::text::MARKER;
    let length = &(payload.len() as u32).to_be_bytes()[1..];
    let check: [u8; 2] = sha256_start(&[b"firsthand length", length]);
    let checksum: [u8; 4] = sha256_start(&[b"firsthand slip", payload]);
    let data = [payload, &checksum].concat();
    let blocks: Vec<u8> = data.chunks(239).flat_map(|block| [block, &parity(block)].concat()).collect();
    format!("{MARKER} {} {}", encode(&[length, &check].concat()), encode(&blocks))
}

/// Reed–Solomon parity by plain polynomial division, apart from the crate's own.
fn parity(data: &[u8]) -> Vec<u8> {
    let multiply = |mut a: u16, mut b: u16| {
        let mut product = 0;
        while b > 0 {
            if b & 1 == 1 {
                product ^= a;
            }
            a <<= 1;
            if a & 0x100 != 0 {
                a ^= 0x11D;
            }
            b >>= 1;
        }
        product
    };
    let mut generator = vec![1u16];
    let mut root = 1;
    for _ in 0..16 {
        let mut next = [&generator[..], &[0]].concat();
        for (at, &c) in generator.iter().enumerate() {
            next[at + 1] ^= multiply(c, root);
        }
        generator = next;
        root = multiply(root, 2);
    }
    let mut rest: Vec<u16> = data.iter().map(|&byte| u16::from(byte)).chain([0; 16]).collect();
    for at in 0..data.len() {
        let factor = rest[at];
        for (place, &c) in generator.iter().enumerate() {
            rest[at + place] ^= multiply(c, factor);
        }
    }
    rest[data.len()..].iter().map(|&value| value as u8).collect()
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

fn paragraphs(text: &str, before: &str, behind: &str) -> String {
    text.trim().split("\n\n").map(|part| format!("{before}{part}{behind}")).collect::<Vec<_>>().join("\n\n")
}

/// A text with a number before each of its paragraphs, from 1.
fn listed(text: &str, number: &dyn Fn(usize) -> String) -> String {
    let paragraphs = text.trim().split("\n\n").enumerate();
    paragraphs.map(|(at, part)| number(at + 1) + part).collect::<Vec<_>>().join("\n\n")
}

/// A text as messages, each behind a head, and its slip as the last one.
fn messages(text: &str, slip: &Slip, head: &dyn Fn(usize) -> String) -> String {
    let slip = slip.to_text();
    let parts = text.trim().split("\n\n").chain([slip.as_str()]);
    parts.enumerate().map(|(at, part)| format!("{}{part}\n", head(at))).collect()
}

/// The characters within the account that were passed over, each with how often.
fn passed_over(truth: &Truth) -> Vec<(String, usize)> {
    truth.passed_over().iter().map(|(character, count)| (format!("{:x}", *character as u32), *count)).collect()
}

#[test]
fn copies_and_their_verdicts() {
    let (text, slip, _) = sample();
    let few = excerpt(&text, &slip, 30..38);
    let many = excerpt(&text, &slip, 30..90);
    let made = edition(&text, &slip, &Ranges::new(vec![20..21, 50..53])).expect("open");
    let sealed = copy(&text, &slip);
    let wrapped: String = Words::read(&text)
        .expect("short")
        .iter()
        .collect::<Vec<_>>()
        .chunks(9)
        .map(|line| line.join(" ") + "\n")
        .collect();
    let hyphen_at = text.find("baker").or_else(|| text.find("bridge")).map_or(20, |at| at + 3);
    let mut numbers = Numbers::new(3);
    let words: Vec<&str> = text.split_whitespace().collect();
    let change = |change: &dyn Fn(&mut Vec<&str>)| {
        let mut changed = words.clone();
        change(&mut changed);
        copy(&changed.join(" "), &slip)
    };
    let copy_with = |text: &str, letters: &str| format!("{}\n\n{letters}\n", text.trim_end());
    let sealed_with = |slip: &Slip, words: &str| {
        let letters = slip.to_text();
        let (head, rest) = letters.split_once('\n').expect("several lines");
        format!("{text}\n\n{head}{words}{rest}\n")
    };
    let mut copies: Vec<(&str, String)> = vec![
        ("as sealed", sealed.clone()),
        ("wrapped", copy(&wrapped, &slip)),
        ("one line", copy(&text.split_whitespace().collect::<Vec<_>>().join(" "), &slip)),
        ("quoted mail", sealed.lines().map(|line| format!("> {line}\n")).collect()),
        (
            "quoted twice with a remark above",
            format!("Look:\n\n{}", sealed.lines().map(|line| format!(">> {line}\n")).collect::<String>()),
        ),
        ("a compound broken at its own hyphen", copy(&text.replacen("forty-three", "forty-\nthree", 1), &slip)),
        ("a word broken between pages", copy(&format!("{}-\n\u{C}{}", &text[..hyphen_at], &text[hyphen_at..]), &slip)),
        ("a word broken by print", copy(&format!("{}-\n{}", &text[..hyphen_at], &text[hyphen_at..]), &slip)),
        (
            "a word broken by print and quoted",
            copy(&format!("{}-\n{}", &text[..hyphen_at], &text[hyphen_at..]), &slip)
                .lines()
                .map(|line| format!("> {line}\n"))
                .collect(),
        ),
        (
            "text around",
            format!("Read this:\n\n{text}\n\nWhat do you say?\n\n{}\n\nShared by a friend", slip.to_text()),
        ),
        ("text around an edition", format!("Read this: {}\nWhat do you say?\n{}", made.text, made.slip.to_text())),
        ("edition", copy(&made.text, &made.slip)),
        ("edition, a mark missing", copy(&made.text.replacen("█████", "", 1), &made.slip)),
        ("edition, a mark filled in", copy(&made.text.replacen("█████", "Dana", 1), &made.slip)),
        ("edition, a mark doubled", copy(&made.text.replacen("█████", "█ █", 1), &made.slip)),
        ("edition, a mark too many", copy(&format!("{} █ end", made.text), &made.slip)),
        ("excerpt", copy(&many.text, &many.slip)),
        ("excerpt in a line of others", copy(&format!("She said: {} and so on", many.text), &many.slip)),
        (
            "excerpt with marks at its ends in a line of others",
            copy(&format!("She said: █ {} █ and so on", many.text), &many.slip),
        ),
        ("few words", copy(&few.text, &few.slip)),
        ("few words, a heading above", copy(&format!("A heading\n\n{}", few.text), &few.slip)),
        ("few words, others on their line", copy(&format!("Nobody says {}", few.text), &few.slip)),
        ("few words, others below", copy(&format!("{}\n\nA joke.", few.text), &few.slip)),
        ("a word changed", change(&|w| w[40] = "other")),
        ("a word dropped", change(&|w| drop(w.drain(40..41)))),
        ("two words swapped", change(&|w| w.swap(40, 41))),
        ("a word put in", change(&|w| w.insert(40, "not"))),
        ("a hidden character", sealed.replacen("the", "th\u{202E}e", 1)),
        ("an embedding that a messenger put in", sealed.replacen("the", "\u{2068}the\u{2069}", 1)),
        (
            "another account's slip",
            copy(
                &text,
                &seal(&sealable("Some other words of some other account.").expect("words"), &key(4), &[4; 32], None)
                    .slip,
            ),
        ),
        ("no slip", text.clone()),
        ("quoted with a bar", sealed.lines().map(|line| format!("\t│ {line}\n")).collect()),
        ("quoted with initials", sealed.lines().map(|line| format!("DK> {line}\r\n")).collect()),
        ("quoted, escaped for HTML", sealed.lines().map(|line| format!("&gt; {line}\n")).collect()),
        ("a sign before one line only", copy(&text.replacen("\n\n", "\n\n> ", 1), &slip)),
        ("a sign before all lines but one", {
            let quoted: String = wrapped.lines().map(|line| format!("> {line}\n")).collect();
            copy(&quoted.replacen("\n> ", "\n", 1), &slip)
        }),
        ("each paragraph in bold", copy(&paragraphs(&text, "*", "*"), &slip)),
        ("each paragraph with a bullet", copy(&paragraphs(&text, "• ", ""), &slip)),
        ("in quotation marks", copy(&format!("“{}”", text.trim()), &slip)),
        ("an excerpt between dots", copy(&format!("…{}…", many.text.trim()), &many.slip)),
        ("a quotation mark at one end", copy(&format!("{}\"", text.trim()), &slip)),
        ("messages of one program", messages(&text, &slip, &|at| format!("[27/11/2025, 14:0{at}:22] Dana: "))),
        ("messages of another", messages(&text, &slip, &|at| format!("Dana, [27.11.2025 14:0{at}]\n"))),
        (
            "messages, forwarded",
            messages(&text, &slip, &|at| format!("Dana, [27.11.2025 14:0{at}]\n[Forwarded from A channel]\n")),
        ),
        (
            "messages between names and times",
            messages(&text, &slip, &|at| {
                if at == 0 { "Dana\n".into() } else { format!("14:0{at}\nDana\n") }
            }),
        ),
        ("numbered messages", {
            let count = text.trim().split("\n\n").count();
            let numbered = text.trim().split("\n\n").enumerate().map(|(at, part)| format!("{part} {}/{count}", at + 1));
            copy(&numbered.collect::<Vec<_>>().join("\n\n"), &slip)
        }),
        ("messages, numbered out of order", {
            let numbered =
                text.trim().split("\n\n").enumerate().map(|(at, part)| format!("({}/99) {part}", at * 2 + 1));
            copy(&numbered.collect::<Vec<_>>().join("\n\n"), &slip)
        }),
        (
            "messages with Arabic digits",
            messages(&text, &slip, &|at| format!("[٢٧/١١/٢٠٢٥، ٢:٠{}:٢٢ م] D: ", ['٠', '١', '٢'][at % 3])),
        ),
        (
            "messages with the half of the day first",
            messages(&text, &slip, &|at| format!("[2025/11/27 下午2:0{at}:22] D: ")),
        ),
        ("messages with a day without its year", messages(&text, &slip, &|at| format!("[27/11, 14:0{at}] Dana: "))),
        ("messages with words before the dash", messages(&text, &slip, &|at| format!("27/11/25, 2:0{at} p. m. - D: "))),
        ("messages with blanks in the day", messages(&text, &slip, &|at| format!("2025. 11. 27. 오후 2:0{at} - D: "))),
        (
            "sentences that are nearly heads",
            messages(&text, &slip, &|at| format!("27.11.2025, with 14 men - 9:0{at}: ")),
        ),
        (
            "messages between names and times with the half of the day",
            messages(&text, &slip, &|at| {
                if at == 0 { "Dana\n".into() } else { format!("下午2:0{at}\nDana\n") }
            }),
        ),
        ("notes of a chat program", {
            let note = " <This message was edited>\n27/11/2025, 14:08 - Dana: <Media omitted>\n\n";
            messages(&text.replacen("\n\n", note, 1), &slip, &|at| format!("27/11/2025, 14:0{at} - Dana: "))
        }),
        ("notes of a chat program, marked", {
            let note = "\n[27/11/2025, 14:08:22] Dana: \u{200E}image omitted\n\n";
            messages(&text.replacen("\n\n", note, 1), &slip, &|at| format!("[27/11/2025, 14:0{at}:22] Dana: "))
        }),
        ("a note without heads", copy(&text.replacen("\n\n", " <This message was edited>\n\n", 1), &slip)),
        ("a numbered list", copy(&listed(&text, &|at| format!("{at}. ")), &slip)),
        ("a numbered list with a line before it and behind it", {
            copy(&listed(&format!("Ahead\n\n{}\n\nBehind", text.trim()), &|at| format!("{at}) ")), &slip)
        }),
        ("a numbered list that misses a number", copy(&listed(&text, &|at| format!("{}. ", at * at)), &slip)),
        ("a list with Devanagari numbers", {
            let digit = |c: char| char::from_u32(c as u32 - '0' as u32 + '०' as u32).expect("a digit");
            copy(&listed(&text, &|at| format!("({}) ", at.to_string().chars().map(digit).collect::<String>())), &slip)
        }),
        ("quoted with a block", sealed.lines().map(|line| format!("▌{line}\n")).collect()),
        ("quoted with a heavy bar", sealed.lines().map(|line| format!("❙ {line}\n")).collect()),
        ("bullets of the font Symbol", copy(&paragraphs(&text, "\u{F0B7}\t", ""), &slip)),
        ("arrows before paragraphs", copy(&paragraphs(&text, "➤ ", ""), &slip)),
        ("in quotation marks with its slip", format!("She wrote: “{}”\n", copy(&text, &slip).trim())),
        ("in quotation marks with its slip, words behind", format!("«{}» So it was.\n", copy(&text, &slip).trim())),
        ("a quotation mark before, and another behind the slip", format!("\"{}'\n", copy(&text, &slip).trim())),
        ("few words in quotation marks with their slip", format!("“{}\n”\n", copy(&few.text, &few.slip).trim())),
        ("a quotation mark that nothing closes", format!("“{}", copy(&text, &slip))),
        ("a gap of lines that were heads", {
            let heads = "27.11.25, 14:00 - Dana: \n".repeat(200);
            copy(&text.replacen("\n\n", &format!("\n\n{heads}"), 1), &slip)
        }),
        ("a gap behind the sign of a line", {
            let quoted = text.trim().replace('\n', "\n> ");
            copy(&format!("> {}", quoted.replacen("\n> ", &format!("\n> {}", " ".repeat(3000)), 1)), &slip)
        }),
        ("a gap behind a head", {
            let head = format!("[27/11/2025, 14:01:22] Dana: {}", "\u{A0}".repeat(300));
            copy(
                &format!("[27/11/2025, 14:00:22] Dana: {}", text.trim().replacen("\n\n", &format!("\n\n{head}"), 1)),
                &slip,
            )
        }),
        ("a gap where a word was broken", {
            copy(&format!("{}-\n{}{}", &text[..hyphen_at], " ".repeat(400), &text[hyphen_at..]), &slip)
        }),
        ("a gap before the first word", format!("{}{sealed}", " ".repeat(400))),
        ("lines before the first word", format!("{}{sealed}", "\n".repeat(400))),
        ("tabs", sealed.replacen(" the ", &format!(" the{}", "\t".repeat(20)), 1)),
        ("a few tabs", sealed.replacen(" the ", &format!(" the{}", "\t".repeat(15)), 1)),
        ("marks before the lines of a whole account", copy(&paragraphs(&text, "█ ", ""), &slip)),
        ("a line break that does not show where a word was broken", {
            copy(&format!("{}-\u{85}{}", &text[..hyphen_at], &text[hyphen_at..]), &slip)
        }),
        ("a number behind a line break that does not show", {
            copy(&listed(&text, &|at| format!("({at}) ")).replacen("\n\n", "\n\n\u{B}", 1), &slip)
        }),
        ("numbers that signs part", {
            let arabic = "قال الشاهد في 05/06/2025 إن 20-30 رجلا وصلوا في الساعة 10:12 ثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع الجميع";
            let slip = seal(&sealable(arabic).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&arabic.replace('/', "\u{200F}/\u{200F}"), &slip)
        }),
        ("a blank that joins numbers", {
            let arabic = "قال الشاهد في 05 06 2025 إن رجالا وصلوا في الساعة العاشرة ثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع الجميع";
            let slip = seal(&sealable(arabic).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&arabic.replace("05 06", "05\u{A0}06"), &slip)
        }),
        ("tabs between words of two directions", {
            let mixed = "قال الضابط أمام الجميع: Guards killed villagers ثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع كل الجنود الذين كانوا هناك";
            let slip = seal(&sealable(mixed).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&mixed.replace("Guards killed ", "Guards\tkilled\t"), &slip)
        }),
        ("a head that turns a line of two directions", {
            let mixed = "قال الضابط أمام الجميع: Guards killed villagers ثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع كل الجنود الذين كانوا هناك";
            let slip = seal(&sealable(mixed).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&format!("[27/11/2025, 14:00:22] Dana: {mixed}"), &slip)
        }),
        ("a sign that turns lines of two directions", {
            let mixed = "قال الضابط أمام الجميع: Guards killed villagers\nثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع كل الجنود الذين كانوا هناك";
            let slip = seal(&sealable(mixed).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&mixed.lines().map(|line| format!("D> {line}\n")).collect::<String>(), &slip)
        }),
        ("messages with the time first", messages(&text, &slip, &|at| format!("14:0{at}, 27/11/2025 - Dana: "))),
        ("messages with signs in the day", {
            messages(&text, &slip, &|at| format!("27\u{200F}/11\u{200F}/2025, 14:0{at} - Dana: "))
        }),
        ("in pointed quotation marks with its slip", format!("‹{}›\n", copy(&text, &slip).trim())),
        ("a list with numbers as in China", copy(&listed(&text, &|at| format!("{at}、 ")), &slip)),
        ("characters that show nothing", sealed.replacen(" the ", " \u{2063}t\u{0}he ", 3)),
        ("characters that show a blank", sealed.replacen(" the ", " \u{FFFC} the\u{3164}", 2)),
        ("a blank within a word", sealed.replacen("the", "t\u{2800}he", 1)),
        ("an override", sealed.replacen(" the ", " \u{202D}the ", 1)),
        ("an override before a line separator", copy(&format!("\u{202E}\u{2028}{text}"), &slip)),
        ("a mark from the right", sealed.replacen(" the ", " \u{200F}the ", 1)),
        ("the slip above", format!("{}\n\n{text}", slip.to_text())),
        ("the slip above, words around", format!("Read this:\n{}\n\nSo:\n{text}\nShared by a friend", slip.to_text())),
        ("few words, the slip above", format!("{}\n\n{}", few.slip.to_text(), few.text)),
        ("a short account, the slip above, others on its line", {
            let short = "Nobody of us had a weapon.";
            let slip = seal(&sealable(short).expect("words"), &key(5), &[5; 32], None).slip;
            format!("{}\n\n{short} Not so.", slip.to_text())
        }),
        ("messages, and a head between the slip's letters", {
            let head = |at: usize| format!("Dana, [27.11.2025 14:0{at}]\n");
            let copied = messages(&text, &slip, &head);
            let letters = slip.to_text();
            copied.replacen(&letters, &letters.replacen('\n', &format!("\n{}", head(9)), 2), 1)
        }),
        ("few words, the slip above, others between", format!("{}\n\nNo:\n{}", few.slip.to_text(), few.text)),
        ("the slip above, a word changed", format!("{}\n\n{}", slip.to_text(), text.replacen(" the ", " a ", 1))),
        ("words between the slip's letters", sealed_with(&slip, "\nI have to say that I lied about it.\n")),
        ("Cyrillic words between the slip's letters", sealed_with(&slip, "\nЯ солгал об этом.\n")),
        ("a head and signs between the slip's letters", {
            let quoted: String = text.trim().lines().map(|line| format!("> {line}\n")).collect();
            let letters = slip.to_text().replacen('\n', "\nDana, [27.11.2025 14:00]\n> ", 1);
            format!("> Dana, [27.11.2025 13:59]\n{quoted}>\n{}\n", letters.replacen('\n', "\nNO> ", 3))
        }),
        ("letters in the sign of another line", {
            let quoted: String = text.trim().lines().map(|line| format!("> {line}\n")).collect();
            copy(&format!("{quoted}NOT> so\n"), &slip)
        }),
        ("200 words between the slip's letters", sealed_with(&slip, &format!("\n{}\n", "не так ".repeat(100)))),
        ("201 words between the slip's letters", sealed_with(&slip, &format!("\n{} не\n", "не так ".repeat(100)))),
        ("an excerpt, and words that go on behind its slip", {
            format!("{}\n\n{}\n\nThen we went home.", many.text, many.slip.to_text())
        }),
        ("a later version in the middle", {
            let mut payload = slip.to_bytes();
            payload[0] = 2;
            copy(&text.replacen("\n\n", &format!("\n{}\n", letters(&payload)), 1), &slip)
        }),
        ("a malformed slip in the middle", {
            let mut payload = slip.to_bytes();
            payload.push(0);
            copy(&text.replacen("\n\n", &format!("\n{}\n", letters(&payload)), 1), &slip)
        }),
        ("a marker alone before the slip", format!("{text}\n\nfirsthand1\n{}\n", slip.to_text())),
        ("short words in place of a slip's letters", {
            let letters = slip.to_text();
            let group = letters.split_whitespace().nth(5).expect("many groups");
            copy(&text, &slip).replacen(group, &format!("{} no", &group[..6]), 1)
        }),
        ("short words in place of a slip's last letters", {
            let letters = slip.to_text();
            format!("{text}\n\n{} no way\n", &letters[..letters.len() - 2])
        }),
        ("a letter of the slip read wrong", {
            let letters = slip.to_text();
            let wrong = if &letters[40..41] == "q" { "p" } else { "q" };
            format!("{text}\n\n{}{wrong}{}\n", &letters[..40], &letters[41..])
        }),
        ("a caption in the slip's first line and in others", {
            format!("{text}\n\n{}\n", slip.to_text().replace('\n', " sealed here it is\n"))
        }),
        ("blanks of no width in the slip", format!("{text}\n\n{}\n", slip.to_text().replace(' ', "\u{200B}"))),
        ("few words behind old and new line ends", format!("From\rAnna\n{}", copy(&few.text, &few.slip))),
        ("a list without a sign where a word was broken", {
            let broken = format!("- {}-\n   {}", &text[..hyphen_at], &text[hyphen_at..]);
            copy(&broken.replacen("\n\n", "\n\n- ", 1), &slip)
        }),
        ("embeddings beside the account", copy(&format!("\u{2068}{}\u{2069}", text.trim()), &slip)),
        ("words behind the slip above and behind the next", {
            let next = Slip { signature: [0; 64], ..few.slip.clone() };
            format!("Ahead.\n{}\n\n{text}\n\nSo.\n{}\n\nEnd.", slip.to_text(), next.to_text())
        }),
        ("a long blank that breaks no line", sealed.replacen(" did ", &format!(" did{}", "\u{A0}".repeat(30)), 1)),
        ("a long blank", sealed.replacen(" the ", &format!(" the{}", " ".repeat(200)), 1)),
        ("a long blank of braille", sealed.replacen(" the ", &format!(" the{}", "\u{2800} ".repeat(30)), 1)),
        ("a long blank with what is dropped in it", {
            sealed.replacen(" the ", &format!(" the{} ", format!("{}\u{200B}", "\u{A0}".repeat(15)).repeat(4)), 1)
        }),
        ("a long blank before the account", format!("Read this:{}\n{sealed}", " ".repeat(300))),
        ("blanks as in print", sealed.replacen(" the ", &format!(" the{}", " ".repeat(100)), 1)),
        ("letters from the right in a head", messages(&text, &slip, &|at| format!("05/01/2022, 14:3{at} - אב: "))),
        ("letters from the right in a sign", sealed.lines().map(|line| format!("אב> {line}\n")).collect()),
        ("letters from the right on the account's first line", format!("אבג {sealed}")),
        ("letters from the right above", format!("אבג\n\n{sealed}")),
        ("a short run between the groups of the slip", {
            let letters = slip.to_text();
            let third: Vec<&str> = letters.split(' ').collect();
            copy_with(&text, &letters.replacen(third[3], &format!("\n\n{}z\n\n", &third[3][..2]), 1))
        }),
        ("a word spelled with wrong letters of a group", {
            let letters = slip.to_text();
            let group = letters.split([' ', '\n']).nth(3).expect("groups");
            let other = |at: usize| if group.as_bytes()[at] == b'l' { 's' } else { 'l' };
            let spelled = format!("{}\n\n{}{}{}\n\n{}", &group[..2], other(2), &group[3..4], other(4), &group[5..]);
            copy_with(&text, &letters.replacen(group, &spelled, 1))
        }),
        ("300 damaged slips", format!("{}{sealed}", "firsthand1 zz\n".repeat(300))),
        ("380 damaged slips before one that lacks a group", {
            let letters = slip.to_text();
            let group = letters.split([' ', '\n']).nth(4).expect("groups");
            let lacking = copy_with(&text, &letters.replacen(&format!("{group} "), "", 1));
            format!("{}{lacking}", "firsthand1 zz\n".repeat(380))
        }),
        ("old line ends", sealed.replace('\n', "\r")),
        ("two slips", format!("{sealed}\n\n{}", copy(&few.text, &few.slip))),
        ("two slips, one not true", format!("{}\n\n{}", sealed.replacen("the", "a", 1), copy(&few.text, &few.slip))),
        (
            "a slip damaged beyond repair",
            format!("{text}\n\n{}\n", slip.to_text().replace(['q', 'p', 'y', '9', 'x', '8'], "z")),
        ),
    ];
    for _ in 0..40 {
        let mut changed: Vec<char> = sealed.chars().collect();
        let at = numbers.below(changed.len());
        changed[at] = ['x', ' ', '\n', '-', '█', '4', '\u{301}', '。'][numbers.below(8)];
        copies.push(("one character changed", changed.into_iter().collect()));
    }
    let cases = copies.into_iter().map(|(name, text)| {
        let report = check(&text, &[]).expect("short");
        let verdicts: Vec<Value> = report.checked.iter().map(|checked| match (&checked.slip, &checked.verdict) {
            (Err(Unreadable::Malformed(Malformed::LaterVersion(_))), _) => json!({ "verdict": "later version" }),
            (Ok(slip), Some(Verdict::True(truth))) => {
                let shown: Vec<&str> = truth.account.clone().map(|at| truth.words.get(at)).collect();
                let kind = match slip.kind() {
                    SlipKind::Whole => json!("whole"),
                    SlipKind::Excerpt { first, last } => json!({ "first": first, "last": last }),
                    SlipKind::Edition { withheld, places } => json!({ "withheld": withheld, "places": places }),
                };
                let hyphens = match truth.reading.hyphens {
                    Hyphens::AsTheyStand => "as they stand",
                    Hyphens::Joined => "kept",
                    Hyphens::Dropped => "dropped",
                };
                let stands = match truth.stands {
                    Side::Before => "before its slip",
                    Side::After => "behind its slip",
                };
                json!({
                    "verdict": "true", "kind": kind, "id": truth.id.to_string(), "pen name": slip.pen_name.to_string(),
                    "stands": stands, "sign": truth.left_out.sign, "around": truth.left_out.around,
                    "heads": truth.left_out.heads, "more heads": truth.left_out.more_heads, "hyphens": hyphens,
                    "reordered": truth.reordered, "gaps": truth.gaps, "words": shown, "words before": truth.account.start,
                    "words after": truth.words.len() - truth.account.end, "among": checked.among,
                    "passed over": passed_over(truth),
                })
            }
            (Ok(_), Some(Verdict::NotTrue(_))) => json!({ "verdict": "not true" }),
            (Ok(_), _) => json!({ "verdict": "cannot judge" }),
            (Err(_), _) => json!({ "verdict": "slip damaged" }),
        }).collect();
        json!({ "name": name, "text": text, "verdicts": verdicts })
    });
    hold("checks", cases.collect());
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
