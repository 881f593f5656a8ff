//! How well and how fast copies are found: `scripts/bench copies`.
//!
//! `copies TEXTS QUERIES [PAIRS]`: texts as `id TAB text`, queries as JSON, `{kind: [[id, text], …]}`, and pairs that
//! people labelled, as JSON Lines with `set`, `label`, `source`, `copy`. Prints tables; fails where a bound is missed.
//! `copies --write-queries FILE TEXTS` writes the harder queries, for `benches/peers`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use firsthand_copies::index::{Index, Kind, Writer};
use serde_json::Value;

/// How many texts the project's bounds are for, with: recall, median and 95th percentile in ms, bytes a text, texts a
/// second.
const BOUNDS: [(usize, f64, f64, f64, f64, f64); 2] =
    [(100_000, 0.995, 0.7, 2.0, 400.0, 40_000.0), (500_000, 0.99, 1.2, 4.0, 450.0, 30_000.0)];
/// Matches that a query asks for, each of which is aligned.
const MATCHES: usize = 5;

/// SplitMix64 (Steele, Lea and Flood 2014), so that each run asks the same.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }
}

type Queries = BTreeMap<String, Vec<(String, String)>>;

fn queries(path: &str) -> Queries {
    let all: BTreeMap<String, Vec<(Value, String)>> =
        serde_json::from_str(&fs::read_to_string(path).expect("the queries")).expect("JSON");
    let id = |id: Value| id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    all.into_iter().map(|(kind, list)| (kind, list.into_iter().map(|(of, text)| (id(of), text)).collect())).collect()
}

/// Queries that are harder, 200 each, from texts of at least 45 words.
fn harder(texts: &[(&str, &str)]) -> Queries {
    let mut random = Random(7);
    let mut made = Queries::new();
    let word_of = |random: &mut Random| loop {
        let words: Vec<&str> = texts[random.below(texts.len())].1.split_whitespace().collect();
        if !words.is_empty() {
            return words[random.below(words.len())];
        }
    };
    for _ in 0..200 {
        let (id, words) = loop {
            let (id, text) = texts[random.below(texts.len())];
            let words: Vec<&str> = text.split_whitespace().collect();
            if words.len() >= 45 {
                break (id, words);
            }
        };
        let at = random.below(words.len() - 40);
        let mut put = |kind: &str, text: String| made.entry(kind.to_owned()).or_default().push((id.to_owned(), text));
        put("8 words", words[at..at + 8].join(" "));
        let mut noisy = String::new();
        for letter in words[at..at + 40].join(" ").chars() {
            match random.below(100) {
                0..9 if letter != ' ' => noisy.push(char::from(b'a' + random.below(26) as u8)),
                9..12 if letter != ' ' => {}
                12..15 if letter != ' ' => noisy.extend([letter, char::from(b'a' + random.below(26) as u8)]),
                _ => noisy.push(letter),
            }
        }
        put("40 words, 15 % of letters wrong", noisy);
        let replaced = words.iter().map(|word| if random.below(10) < 7 { word_of(&mut random) } else { word });
        let replaced = replaced.collect::<Vec<_>>().join(" ");
        put("70 % of the words replaced", replaced);
    }
    made
}

fn milliseconds(times: &mut [Duration], part: usize) -> f64 {
    times.sort();
    times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64() * 1e3
}

/// Prints a row for each kind of query; says whether all bounds held.
fn ask(index: &Index, queries: &Queries, bound: Option<(f64, f64, f64)>, note: &str) -> bool {
    let mut held = true;
    for (kind, list) in queries {
        let (mut first, mut among, mut times) = (0, 0, Vec::new());
        for (id, copy) in list {
            let start = Instant::now();
            let found = index.find(copy, MATCHES).expect("the index is whole");
            times.push(start.elapsed());
            first += usize::from(found.matches.first().is_some_and(|found| found.id == id));
            among +=
                usize::from(index.candidates(copy, 10).expect("the index is whole").iter().any(|found| found.id == id));
        }
        let share = |count: usize| count as f64 / list.len() as f64;
        let (median, late) = (milliseconds(&mut times, 50), milliseconds(&mut times, 95));
        let missed =
            bound.is_some_and(|(recall, most, most_late)| share(first) < recall || median > most || late > most_late);
        held &= !missed;
        let missed = if missed { "MISSED" } else { "" };
        println!("| {kind}{note} | {:.3} | {:.3} | {median:.2} | {late:.2} | {missed}", share(first), share(among));
    }
    held
}

/// Whether the system let go of what it holds of files in memory.
fn forget_files() -> bool {
    let _ = std::process::Command::new("sync").status();
    fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}

/// The interval of Wilson (1927), 95 %.
fn wilson(hits: usize, of: usize) -> (f64, f64) {
    let (z, n, p) = (1.96_f64, of as f64, hits as f64 / of as f64);
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    ((middle - half) / (1.0 + z * z / n), (middle + half) / (1.0 + z * z / n))
}

/// How labelled pairs fall, by set.
fn confusion(pairs: &str, texts: &[(&str, &str)]) {
    let mut random = Random(11);
    let mut rows: BTreeMap<(String, String), [usize; 4]> = BTreeMap::new();
    let mut judge = |set: &str, label: &str, source: &str, copy: &str| {
        let index = Index::of([("source", source)]);
        let found = index.find(copy, 1).expect("it is in memory");
        let column = match found.matches.first().map(|found| found.kind) {
            Some(Kind::Copy) => 0,
            Some(Kind::Retelling) => 1,
            Some(Kind::SameMatter) => 2,
            None => 3,
        };
        rows.entry((set.to_owned(), label.to_owned())).or_default()[column] += 1;
    };
    for line in fs::read_to_string(pairs).expect("the pairs").lines() {
        let pair: Value = serde_json::from_str(line).expect("JSON");
        let of = |key: &str| pair[key].as_str().expect("a string").to_owned();
        judge(&of("set"), &of("label"), &of("source"), &of("copy"));
    }
    for _ in 0..300 {
        let (one, other) = (random.below(texts.len()), random.below(texts.len()));
        judge("two paragraphs at random", "nothing", texts[one].1, texts[other].1);
    }
    println!("\n| set | label | copy | retelling | same matter | nothing | as labelled, 95 % interval |");
    println!("|---|---|---|---|---|---|---|");
    for ((set, label), counts) in rows {
        let column = ["copy", "retelling", "same matter", "nothing"].iter().position(|each| *each == label);
        let right = counts[column.expect("a known label")];
        let all = counts.iter().sum();
        let (low, high) = wilson(right, all);
        let [copy, retelling, same, nothing] = counts;
        println!(
            "| {set} | {label} | {copy} | {retelling} | {same} | {nothing} | {:.2} ({low:.2}\u{2013}{high:.2}) |",
            right as f64 / all as f64
        );
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [option, to, texts] = &arguments[..]
        && option == "--write-queries"
    {
        let texts = fs::read_to_string(texts).expect("the texts");
        let texts: Vec<(&str, &str)> = texts.lines().filter_map(|line| line.split_once('\t')).collect();
        fs::write(to, serde_json::to_vec(&harder(&texts)).expect("JSON")).expect("room on the disk");
        return ExitCode::SUCCESS;
    }
    let [texts, asked, pairs @ ..] = &arguments[..] else {
        println!("copies: not run; it takes TEXTS QUERIES [PAIRS], see scripts/bench");
        return ExitCode::SUCCESS;
    };
    let texts = fs::read_to_string(texts).expect("the texts");
    let texts: Vec<(&str, &str)> = texts.lines().filter_map(|line| line.split_once('\t')).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let folder: &Path = folder.path();

    let start = Instant::now();
    let mut writer = Writer::open(folder).expect("a folder of our own");
    texts.iter().for_each(|(id, text)| writer.add(id, text).expect("room on the disk"));
    let stat = writer.commit().expect("room on the disk").stat();
    let rate = texts.len() as f64 / start.elapsed().as_secs_f64();
    drop(writer);
    let bytes = stat.index_bytes as f64 / texts.len() as f64;
    println!(
        "{} texts, {:.1} MB; one thread: {rate:.0} texts/s; {bytes:.0} bytes a text; {} segment(s)",
        texts.len(),
        stat.text_bytes as f64 / 1e6,
        stat.segments
    );

    let bound = BOUNDS.iter().find(|bound| bound.0 == texts.len());
    let mut held = bound.is_none_or(|bound| bytes <= bound.4 && rate >= bound.5);
    if !held {
        println!("MISSED: size or time of building");
    }
    let index = Index::open(folder).expect("it was written now");
    index.check().expect("it was written now");
    let queries = queries(asked);
    println!("\n| queries | recall@1 | in the first ten | median ms | p95 ms |\n|---|---|---|---|---|");
    held &= ask(&index, &queries, bound.map(|bound| (bound.1, bound.2, bound.3)), "");
    ask(&index, &harder(&texts), None, "");
    drop(index);
    if forget_files() {
        ask(&Index::open(folder).expect("it was written now"), &queries, None, ", files not in memory before");
    } else {
        println!("files not in memory before: not run, this needs root");
    }
    if let [pairs] = pairs {
        confusion(pairs, &texts);
    }
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
