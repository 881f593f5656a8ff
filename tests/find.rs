//! Finding what a copy was made from: `index` and `find` as a person uses them, and a kill at any moment.
#![allow(clippy::disallowed_macros, reason = "a test says what it was not run on")]

mod common;

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Place, account};
use serde_json::Value;

/// A text of its own for each number.
fn text(number: usize) -> String {
    let words =
        ["bridge", "ambulance", "morning", "neighbour", "square", "whistle", "coat", "river", "window", "bread"];
    (0..80).map(|at| format!("{}{} ", words[(at * 7 + number) % 10], (number * 31 + at * 17) % 97)).collect()
}

fn lines(numbers: std::ops::Range<usize>) -> String {
    numbers
        .map(|number| format!("{}\n", serde_json::json!({ "id": format!("t{number}"), "text": text(number) })))
        .collect()
}

#[test]
fn a_copy_without_its_slip_is_led_back_to_its_account() {
    let place = Place::new();
    place.write("account.txt", account("en"));
    place.ok(&["seal", "account.txt", "-o", "sealed.txt"]);
    place.write("other.txt", text(1));
    let added = place.ok(&["index", "add", "archive", "sealed.txt", "other.txt"]).out;
    assert!(added.contains("2 texts added"), "{added}");
    let id = serde_json::from_str::<Value>(&place.ok(&["check", "sealed.txt", "--json"]).out).unwrap();
    let id = id["slips"][0]["account"].as_str().unwrap().to_owned();

    let whole = account("en");
    let words: Vec<&str> = whole.split_whitespace().collect();
    let mut quoted = words[20..80].to_vec();
    quoted[30] = "INSTEAD";
    place.write("quoted.txt", quoted.join("\n> "));
    let found = place.ok(&["find", "archive", "quoted.txt"]).out;
    assert!(found.starts_with(&format!("copy of {id}\n")) && found.contains("{+INSTEAD+}"), "{found}");
    let found: Value = serde_json::from_str(&place.ok(&["find", "archive", "quoted.txt", "--json"]).out).unwrap();
    assert_eq!((&found["matches"][0]["id"], &found["matches"][0]["kind"]), (&id.into(), &"copy".into()));
    assert_eq!(found["copy_words"], 60);

    place.write("none.txt", "Chop four ripe tomatoes, and let them stand with the salt while you slice the bread.");
    let none = place.run(&["find", "archive", "none.txt"]);
    assert!(none.code == 1 && none.out.starts_with("nothing in the index"), "{none:?}");
    place.write("short.txt", "the bridge");
    assert_eq!(place.run(&["find", "archive", "short.txt"]).code, 3);
    place.write("empty.txt", "");
    assert_eq!(place.run(&["find", "archive", "empty.txt"]).code, 3);
    place.write("binary", [0xff, 0, 1, 0xfe]);
    assert_eq!(place.run(&["find", "archive", "binary"]).code, 2);
    let other = place.run(&["find", "elsewhere", "quoted.txt"]);
    assert!(other.code == 2 && other.err.contains("index add"), "{other:?}");

    // What could turn a terminal's text round is not printed.
    let turned = text(1).replace("bridge", "\u{1b}]0;x\u{7}bridge\u{202e}");
    place.write("turned.txt", turned);
    let found = place.ok(&["find", "archive", "turned.txt"]).out;
    assert!(!found.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{found:?}");

    place.ok(&["index", "remove", "archive", "other.txt"]);
    assert_eq!(place.run(&["index", "remove", "archive", "other.txt"]).code, 1);
    assert_eq!(place.run(&["find", "archive", "turned.txt"]).code, 1);
    assert_eq!(place.run(&["index", "remove", "elsewhere", "other.txt"]).code, 2);
    assert!(!place.path("elsewhere").exists());
    place.ok(&["index", "check", "archive"]);
}

#[test]
fn what_cannot_be_added_is_named_and_the_rest_goes_on() {
    let place = Place::new();
    let mut all = lines(0..3);
    all += "{\"id\": \"secret words\", \"text\": 7}\nnot json\n\n{\"id\": \"\", \"text\": \"x\"}\n";
    all += &lines(3..5);
    place.write("many.jsonl", &all);
    place.write("broken.jsonl", b"{\"id\": \"a\", \"text\": \"\xff\"}\n");
    place.write("forged.txt", place_forged());
    let ran = place.run(&["index", "add", "archive", "many.jsonl", "broken.jsonl", "forged.txt", "missing.txt"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("5 texts added"), "{ran:?}");
    for said in ["line 4", "line 5", "line 7", "\"broken.jsonl\", line 1", "\"forged.txt\"", "\"missing.txt\""] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    assert!(!ran.err.contains("secret"), "an error never holds a source's words");
    place.write("copy.txt", text(4));
    assert!(place.ok(&["find", "archive", "copy.txt"]).out.starts_with("copy of t4\n"));
}

#[test]
fn much_text_is_looked_through_line_by_line() {
    let place = Place::new();
    let prose = account("en");
    place.write("account.txt", &prose);
    place.ok(&["index", "add", "archive", "account.txt"]);
    let quote = prose.split_whitespace().skip(20).take(80).collect::<Vec<_>>().join(" ");
    let line = |id: Value, text: &str| format!("{}\n", serde_json::json!({ "id": id, "url": "x", "text": text }));
    let mut crawl = String::new();
    for number in 0..4_000usize {
        match number {
            1_000 => crawl += "{\"text\": 7}\n",
            2_000 => crawl += "not json\n\n",
            _ if number % 500 == 3 => crawl += &line(number.into(), &format!("{} {quote} {}", text(number), text(1))),
            _ => crawl += &line(format!("page {number}").into(), &text(number).repeat(2)),
        }
    }
    place.write("crawl.jsonl", &crawl);
    let ran = place.run(&["trace", "archive", "crawl.jsonl"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.err.matches("was not read").count(), 2);
    assert!(!ran.err.contains("not json"), "an error never holds what was read");
    let hits: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&Value> = hits.iter().map(|hit| &hit["id"]).collect();
    assert_eq!(ids, [3, 503, 1_003, 1_503, 2_003, 2_503, 3_003, 3_503]);
    for hit in &hits {
        let [at, next] = ["at", "next"].map(|key| hit[key].as_u64().unwrap() as usize);
        let read: Value = serde_json::from_str(&crawl[at..next]).unwrap();
        assert_eq!(read["id"], hit["id"]);
        let found = &hit["found"][0];
        assert_eq!((&found["account"], &found["kind"]), (&"account.txt".into(), &"copy".into()));
        let [from, to] = [0, 1].map(|end| found["places"][0][end].as_u64().unwrap() as usize);
        assert!(quote.contains(&read["text"].as_str().unwrap()[from..to]) && to - from > quote.len() - 40);
    }
    // From standard input, with one processor, and from where it was broken off, it is the same.
    assert_eq!(place.run_with(&["trace", "archive", "--jobs", "1"], &crawl).out, ran.out);
    let next = hits[4]["next"].to_string();
    let rest = place.ok(&["trace", "archive", "crawl.jsonl", "--from", &next]).out;
    assert_eq!(rest, ran.out.split_inclusive('\n').skip(5).collect::<String>());
    assert_eq!(place.run_with(&["trace", "archive", "--from", &next], &crawl).out, rest);
    assert_eq!(place.run(&["trace", "archive", "crawl.jsonl", "--from", "999999999"]).code, 2);
    // A line that is too long is passed over, and the next is read.
    let long = format!("{{\"text\": \"{}\"}}\n{}", "x".repeat(65 << 20), line("last".into(), &quote));
    let ran = place.run_with(&["trace", "archive"], &long);
    assert!(ran.code == 1 && ran.err.contains("longer than 64 MiB"), "{}", ran.err);
    let hit: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&hit["id"], hit["next"].as_u64().unwrap() as usize), (&"last".into(), long.len()));
}

/// A file system that goes when the test ends.
struct Mounted(PathBuf);

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_index_as_it_was() {
    let place = Place::new();
    place.write("disk/none", "");
    let disk = place.path("disk");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&disk).status();
    if !mounted.is_ok_and(|status| status.success()) {
        println!("NOT TESTED: a full disk; no tmpfs could be mounted here");
        return;
    }
    let mounted = Mounted(disk.clone());
    let ids = || {
        let index = firsthand_copies::index::Index::open(&disk.join("archive")).unwrap();
        index.check().unwrap();
        index.ids().unwrap().into_iter().collect::<HashSet<_>>()
    };
    let mut held = HashSet::new();
    let mut full = None;
    for round in 0..60 {
        place.write("more.jsonl", lines(round * 60..(round + 1) * 60));
        let ran = place.run(&["index", "add", "disk/archive", "more.jsonl"]);
        let now = ids();
        if ran.code == 0 {
            assert_eq!(now.len(), held.len() + 60, "what is acknowledged is there");
            held = now;
            continue;
        }
        full = Some(round);
        assert!(ran.code == 2 && ran.err.contains("disk is full"), "{ran:?}");
        assert_eq!(now, held, "what is not acknowledged is not");
        break;
    }
    let first = place.run(&["index", "remove", "disk/archive", "t0"]);
    let removed = ids();
    assert!(full.is_some_and(|round| round > 3), "{full:?}");
    assert!(if first.code == 0 { removed.len() == held.len() - 1 } else { removed == held }, "{first:?}");
    drop(mounted);
}

/// A sealed text with a word changed.
fn place_forged() -> String {
    let place = Place::new();
    place.write("account.txt", account("en"));
    place.ok(&["seal", "account.txt", "-o", "sealed.txt"]);
    place.read("sealed.txt").replacen(" the ", " no ", 1)
}

#[test]
fn a_kill_leaves_the_index_as_it_was_or_as_it_becomes() {
    let place = Place::new();
    place.write("first.jsonl", lines(0..50));
    place.ok(&["index", "add", "archive", "first.jsonl"]);
    let mut texts: HashSet<usize> = (0..50).collect();
    let (mut killed, mut done) = (0, 0);
    for round in 0..30 {
        let numbers = 50 + round * 400..50 + (round + 1) * 400;
        place.write("more.jsonl", lines(numbers.clone()));
        let mut child = Command::new(env!("CARGO_BIN_EXE_firsthand"))
            .args(["index", "add", "archive", "more.jsonl"])
            .current_dir(place.path(""))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(round as u64 * 1_500));
        let _ = child.kill();
        let acknowledged = child.wait().unwrap().success();
        (killed, done) = (killed + usize::from(!acknowledged), done + usize::from(acknowledged));
        place.ok(&["index", "check", "archive"]);
        let held = firsthand_copies::index::Index::open(&place.path("archive")).unwrap();
        let held: HashSet<usize> = held.ids().unwrap().iter().map(|id| id[1..].parse().unwrap()).collect();
        assert!(held.is_superset(&texts), "round {round}: nothing that was there is lost");
        let new: HashSet<usize> = held.difference(&texts).copied().collect();
        assert!(
            if acknowledged { new.len() == 400 } else { new.is_empty() || new.len() == 400 },
            "round {round}: {}",
            new.len()
        );
        assert!(new.iter().all(|number| numbers.contains(number)));
        texts = held;
    }
    assert!(killed > 3, "{killed} killed, {done} done");
    place.write("last.jsonl", lines(0..1));
    place.ok(&["index", "add", "archive", "last.jsonl"]);
    let left: Vec<String> = fs::read_dir(place.path("archive"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".new"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
