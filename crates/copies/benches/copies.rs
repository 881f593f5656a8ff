//! How well and how fast copies are found: `scripts/bench copies`.
//!
//! `copies TEXTS QUERIES [PAIRS]`: texts as `id TAB text`, queries as JSON, `{kind: [[id, text], …]}`, and pairs that
//! people labelled, as JSON Lines with `set`, `label`, `source`, `copy`. Prints tables; fails where a bound is missed.
//! `copies --write-queries FILE TEXTS` writes the harder queries, for `benches/peers`.

#![expect(clippy::disallowed_methods, reason = "a bench measures time")]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use firsthand_copies::align::{Alignment, RETELLING_WEIGHT, tokens};
use firsthand_copies::collate::collate;
use firsthand_copies::index::{Index, MatchKind, Tier, Writer};
use firsthand_copies::trace::Tracer;
use serde_json::Value;

/// How many texts the project's bounds are for, with: recall, median and 95th percentile in ms, bytes a text, texts a
/// second.
const BOUNDS: [(usize, f64, f64, f64, f64, f64); 2] =
    [(100_000, 0.995, 0.7, 2.0, 400.0, 40_000.0), (500_000, 0.99, 1.2, 4.0, 450.0, 30_000.0)];
/// What the project asks for where it is harder: right first, and among the first ten.
const HARDER: [(&str, f64, f64); 4] = [
    ("8 words", 0.0, 0.98),
    ("40 words, 15 % of letters wrong", 0.95, 0.0),
    ("70 % of the words replaced", 0.8, 0.0),
    ("a passage in another translation", 0.95, 0.0),
];
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

/// Two texts, and what people said that one is to the other.
struct Pair {
    set: String,
    label: String,
    source: String,
    copy: String,
}

fn labelled(path: &str) -> Vec<Pair> {
    let pair = |line: &str| {
        let pair: Value = serde_json::from_str(line).expect("JSON");
        let of = |key: &str| pair[key].as_str().expect("a string").to_owned();
        Pair { set: of("set"), label: of("label"), source: of("source"), copy: of("copy") }
    };
    fs::read_to_string(path).expect("the pairs").lines().map(pair).collect()
}

/// Takes 300 texts out that no query is about, of at least 30 words: strangers to the index.
fn hold_out<'t>(texts: &mut Vec<(&'t str, &'t str)>, queries: &Queries) -> Vec<&'t str> {
    let asked: HashSet<&str> = queries.values().flatten().map(|(id, _)| id.as_str()).collect();
    let mut random = Random(13);
    let mut strangers = Vec::new();
    while strangers.len() < 300.min(texts.len() / 10) {
        let at = random.below(texts.len());
        let (id, text) = texts[at];
        if !asked.contains(id) && text.split_whitespace().count() >= 30 {
            strangers.push(text);
            texts.swap_remove(at);
        }
    }
    strangers
}

/// What texts are called that the index does not hold, though it may hold others of the same book.
fn unrelated(index: &Index, strangers: &[&str]) {
    let mut counts = [0; 4];
    let mut times = Vec::new();
    for text in strangers {
        let start = Instant::now();
        let found = index.find(text, MATCHES).expect("the index is whole");
        times.push(start.elapsed());
        let kind = found.matches.iter().map(|found| found.kind).min();
        if std::env::var_os("SHOW").is_some()
            && let Some(MatchKind::Copy | MatchKind::Retelling) = kind
        {
            for found in found.matches.iter().filter(|found| found.kind != MatchKind::SameMatter) {
                println!("{:?} {:.2} {:.2}\n  {text}\n  {}", found.kind, found.of_copy, found.identity, found.text);
            }
        }
        counts[match kind {
            Some(MatchKind::Copy) => 0,
            Some(MatchKind::Retelling) => 1,
            Some(MatchKind::SameMatter) => 2,
            None => 3,
        }] += 1;
    }
    let [copy, retelling, same, nothing] = counts;
    println!(
        "\n{} texts that the index does not hold: {copy} called copy, {retelling} retelling, {same} same matter, \
         {nothing} nothing; median {:.2} ms, p95 {:.2} ms",
        strangers.len(),
        milliseconds(&mut times, 50),
        milliseconds(&mut times, 95)
    );
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
    println!("\n| queries | recall@1 | in the first ten | by the second tier | median ms | p95 ms | |");
    println!("|---|---|---|---|---|---|---|");
    let mut held = true;
    for (kind, list) in queries {
        let (mut first, mut among, mut second, mut times) = (0, 0, 0, Vec::new());
        for (id, copy) in list {
            let start = Instant::now();
            let found = index.find(copy, MATCHES).expect("the index is whole");
            times.push(start.elapsed());
            let best = found.matches.first().filter(|found| found.id == id);
            first += usize::from(best.is_some());
            second += usize::from(best.is_some_and(|found| found.tier == Tier::Terms));
            let ten = index.find(copy, 10).expect("the index is whole");
            among += usize::from(ten.matches.iter().any(|found| found.id == id));
        }
        let share = |count: usize| count as f64 / list.len() as f64;
        let (median, late) = (milliseconds(&mut times, 50), milliseconds(&mut times, 95));
        let harder = HARDER.iter().find(|harder| harder.0 == kind);
        let missed = bound.is_some_and(|(recall, most, most_late)| match harder {
            // The second tier may take ten times as long.
            Some((_, first_bound, ten)) => {
                share(first) < *first_bound || share(among) < *ten || median > 10.0 * most || late > 10.0 * most_late
            }
            None => share(first) < recall || median > most || late > most_late,
        });
        held &= !missed;
        let missed = if missed { "MISSED" } else { "" };
        println!(
            "| {kind}{note} | {:.3} | {:.3} | {:.3} | {median:.2} | {late:.2} | {missed} |",
            share(first),
            share(among),
            share(second)
        );
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
fn confusion(pairs: &[Pair], texts: &[(&str, &str)]) {
    let mut random = Random(11);
    let mut rows: BTreeMap<(String, String), [usize; 4]> = BTreeMap::new();
    let mut judge = |set: &str, label: &str, source: &str, copy: &str| {
        let index = Index::of([("source", source)]);
        let found = index.find(copy, 1).expect("it is in memory");
        let column = match found.matches.first().map(|found| found.kind) {
            Some(MatchKind::Copy) => 0,
            Some(MatchKind::Retelling) => 1,
            Some(MatchKind::SameMatter) => 2,
            None => 3,
        };
        rows.entry((set.to_owned(), label.to_owned())).or_default()[column] += 1;
    };
    pairs.iter().for_each(|pair| judge(&pair.set, &pair.label, &pair.source, &pair.copy));
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

/// What thresholds are chosen by: the part of a copy's words that are the same in order, and how many stand in a row.
struct Features<'p> {
    pair: &'p Pair,
    same: f64,
    longest: usize,
    weight: usize,
}

impl<'p> Features<'p> {
    fn of(pair: &'p Pair) -> Self {
        let (text, copy) = (tokens(&pair.source), tokens(&pair.copy));
        let alignment = Alignment::of(&pair.source, &text, &pair.copy, &copy);
        let same = alignment.same() / copy.len().max(1) as f64;
        Self { pair, same, longest: alignment.longest, weight: alignment.weight }
    }

    /// Whether it falls as people labelled it, with these thresholds; what stands below both is the same matter.
    fn falls_right(&self, [copy, run, retelling]: [f64; 3]) -> bool {
        let called = if self.same >= copy || self.longest as f64 >= run {
            "copy"
        } else if self.same >= retelling && self.weight >= RETELLING_WEIGHT {
            "retelling"
        } else {
            "same matter"
        };
        called == self.pair.label
    }
}

/// The thresholds that most pairs fall right with, each label counting the same.
fn chosen(pairs: &[&Features]) -> [f64; 3] {
    let labels = ["copy", "retelling", "same matter"];
    let right = |thresholds: [f64; 3]| {
        let of = |label: &str| {
            let pairs: Vec<_> = pairs.iter().filter(|pair| pair.pair.label == label).collect();
            let right = pairs.iter().filter(|pair| pair.falls_right(thresholds)).count();
            right as f64 / pairs.len().max(1) as f64
        };
        labels.iter().map(|label| of(label)).sum::<f64>()
    };
    let grid = |from: usize, to: usize, step: usize| (from..=to).step_by(step).map(|at| at as f64);
    let mut best = ([0.0; 3], f64::MIN);
    for copy in grid(60, 90, 2) {
        for run in grid(16, 40, 4) {
            for retelling in grid(6, 30, 2) {
                let thresholds = [copy / 100.0, run, retelling / 100.0];
                let score = right(thresholds);
                if score > best.1 {
                    best = (thresholds, score);
                }
            }
        }
    }
    best.0
}

/// How pairs fall with thresholds that were chosen without them: without their whole set, and without their source.
fn folds(pairs: &[Pair]) {
    let all: Vec<Features> = pairs.iter().map(Features::of).collect();
    let family = |pair: &Pair| pair.set.split('_').next().unwrap_or_default().to_owned();
    let source = |pair: &Pair| crc32fast::hash(pair.source.as_bytes()) % 5;
    println!("\n| set | label | thresholds chosen without the set | without a fifth of the sources |");
    println!("|---|---|---|---|");
    let mut rows: BTreeMap<(&str, &str), [usize; 3]> = BTreeMap::new();
    let mut cache: BTreeMap<String, [f64; 3]> = BTreeMap::new();
    for each in &all {
        let row = rows.entry((&each.pair.set, &each.pair.label)).or_default();
        row[2] += 1;
        let (own_family, own_source) = (family(each.pair), source(each.pair));
        let mut thresholds = |name: String, keep: &dyn Fn(&Pair) -> bool| {
            *cache
                .entry(name)
                .or_insert_with(|| chosen(&all.iter().filter(|other| keep(other.pair)).collect::<Vec<_>>()))
        };
        let without_set = thresholds(own_family.clone(), &|pair| family(pair) != own_family);
        let without_source = thresholds(own_source.to_string(), &|pair| source(pair) != own_source);
        row[0] += usize::from(each.falls_right(without_set));
        row[1] += usize::from(each.falls_right(without_source));
    }
    for ((set, label), [by_set, by_source, of]) in rows {
        let shown = |right: usize| {
            let (low, high) = wilson(right, of);
            format!("{right} of {of} ({low:.2}\u{2013}{high:.2})")
        };
        println!("| {set} | {label} | {} | {} |", shown(by_set), shown(by_source));
    }
    println!("\nchosen on all of them: copy, words in a row, retelling: {:?}", chosen(&all.iter().collect::<Vec<_>>()));
}

/// Paragraphs that make an account.
const ACCOUNT: usize = 10;

/// How fast much text is looked through, and that versions are held side by side fast enough.
fn streams(texts: &[(&str, &str)]) {
    println!("\n| looking through text for copies of | MB/s, one thread | lines read | lines with a hit |");
    println!("|---|---|---|---|");
    for accounts in [1_000, 10_000].into_iter().filter(|accounts| accounts * ACCOUNT * 2 <= texts.len()) {
        let (known, read) = texts.split_at(accounts * ACCOUNT);
        let read = &read[..read.len().min(200_000)];
        let known: Vec<(String, String)> = known
            .chunks(ACCOUNT)
            .map(|part| (part[0].0.to_owned(), part.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n")))
            .collect();
        let index = Index::of(known.iter().map(|(id, text)| (id.as_str(), text.as_str())));
        let tracer = Tracer::new(&index).expect("it is in memory");
        let start = Instant::now();
        let hits = read.iter().filter(|(_, text)| !tracer.hits(text).expect("it is in memory").is_empty()).count();
        let bytes: usize = read.iter().map(|(_, text)| text.len()).sum();
        let rate = bytes as f64 / 1e6 / start.elapsed().as_secs_f64();
        println!("| {accounts} accounts of {ACCOUNT} paragraphs | {rate:.0} | {} | {hits} |", read.len());
    }
    println!("\n| two versions, 7 % of words edited, a fifth moved | seconds | in common |\n|---|---|---|");
    for words in [1_400, 100_000] {
        let (one, other) = versions(texts, words);
        let start = Instant::now();
        let collation = collate(&[&one, &other]);
        let seconds = start.elapsed().as_secs_f64();
        println!("| {words} words | {seconds:.3} | {} |", collation.in_common());
    }
}

/// A text of so many words, and another version of it.
fn versions(texts: &[(&str, &str)], count: usize) -> (String, String) {
    let mut random = Random(17);
    let words: Vec<&str> = texts.iter().flat_map(|(_, text)| text.split_whitespace()).take(count).collect();
    let mut edited = Vec::new();
    for word in &words {
        match random.below(100) {
            0..3 => edited.push(words[random.below(words.len())]),
            3..5 => {}
            5..7 => edited.extend([word, words[random.below(words.len())]]),
            _ => edited.push(word),
        }
    }
    edited.rotate_left(count / 5);
    (words.join(" "), edited.join(" "))
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
    let mut texts: Vec<(&str, &str)> = texts.lines().filter_map(|line| line.split_once('\t')).collect();
    let bound = BOUNDS.iter().find(|bound| bound.0 == texts.len());
    let asked = queries(asked);
    let pairs = pairs.first().map_or_else(Vec::new, |pairs| labelled(pairs));
    let strangers = hold_out(&mut texts, &asked);
    let translated: Vec<(String, &Pair)> = pairs
        .iter()
        .filter(|pair| pair.set.starts_with("bible"))
        .enumerate()
        .map(|(at, pair)| (format!("translated {at}"), pair))
        .collect();
    texts.extend(translated.iter().map(|(id, pair)| (id.as_str(), pair.source.as_str())));
    let folder = tempfile::tempdir().expect("a folder");
    let folder: &Path = folder.path();

    let start = Instant::now();
    let mut writer = Writer::open(folder).expect("a folder of our own");
    texts.iter().for_each(|(id, text)| writer.add(id, text).expect("room on the disk"));
    let stat = writer.commit().expect("room on the disk").stat();
    let rate = texts.len() as f64 / start.elapsed().as_secs_f64();
    let a_text = |bytes: u64| bytes as f64 / texts.len() as f64;
    let (bytes, more) = (a_text(stat.index_bytes - stat.term_bytes), a_text(stat.term_bytes));
    println!(
        "{} texts, {:.1} MB; one thread: {rate:.0} texts/s; {bytes:.0} bytes a text, and {more:.0} for the second tier; {} segment(s)",
        texts.len(),
        stat.text_bytes as f64 / 1e6,
        stat.segments
    );

    let mut held = bound.is_none_or(|bound| bytes <= bound.4 && rate >= bound.5);
    if !held {
        println!("MISSED: size or time of building");
    }
    let index = Index::open(folder).expect("it was written now");
    index.check().expect("it was written now");
    let times = bound.map(|bound| (bound.1, bound.2, bound.3));
    held &= ask(&index, &asked, times, "");
    let mut harder = harder(&texts);
    let translations = translated.iter().map(|(id, pair)| (id.clone(), pair.copy.clone())).collect();
    if !translated.is_empty() {
        harder.insert("a passage in another translation".to_owned(), translations);
    }
    // Bounds are set for them among 100,000.
    held &= ask(&index, &harder, times.filter(|_| bound.is_some_and(|bound| bound.0 == BOUNDS[0].0)), "");
    unrelated(&index, &strangers);
    drop(index);
    if forget_files() {
        ask(&Index::open(folder).expect("it was written now"), &asked, None, ", files not in memory before");
    } else {
        println!("files not in memory before: not run, this needs root");
    }
    streams(&texts);
    if !pairs.is_empty() {
        confusion(&pairs, &texts);
        folds(&pairs);
    }
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
