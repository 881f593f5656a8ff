//! The vectors of `spec/vectors/comparisons.json`: what every implementation of the comparison must give. Run with
//! `UPDATE_VECTORS=1` to write them. A case names its text by place, and its pieces by kind and the words that they
//! take: from and to, of the text, then of the copy.

use std::fs;
use std::ops::Range;
use std::path::PathBuf;

use firsthand_copies::{Counts, Piece, compare};
use serde_json::{Value, json};

fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Numerical Recipes' generator, so that each run gives the same.
struct Random(u32);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((u64::from(self.0) * most as u64) >> 32) as usize
    }

    fn range(&mut self, of: usize, most: usize) -> Range<usize> {
        let start = self.below(of);
        start..(start + 1 + self.below(most)).min(of)
    }
}

/// The accounts that the vectors are made of: eight scripts, of two of them each character a word.
fn accounts() -> Vec<Vec<String>> {
    let read = |language: &str| {
        let text = fs::read_to_string(repository(&format!("tests/data/accounts/{language}.txt"))).expect("it is there");
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        if matches!(language, "zh" | "ja") {
            words = text.chars().filter(|c| !c.is_whitespace()).map(String::from).collect();
        }
        words.truncate(100);
        words
    };
    ["en", "ru", "kk", "ar", "fa", "th", "zh", "ja"].iter().map(|language| read(language)).collect()
}

type Words = Vec<String>;
/// An edit of words; the other words are those of another account.
type Edit = fn(&mut Words, &[String], &mut Random);

fn changed(words: &mut Words, others: &[String], random: &mut Random) {
    for _ in 0..1 + words.len() / 12 {
        let at = random.below(words.len());
        words[at] = others[random.below(others.len())].clone();
    }
}

fn dropped(words: &mut Words, _: &[String], random: &mut Random) {
    let range = random.range(words.len(), 12);
    words.drain(range);
}

fn added(words: &mut Words, others: &[String], random: &mut Random) {
    let (at, range) = (random.below(words.len() + 1), random.range(others.len(), 30));
    words.splice(at..at, others[range].iter().cloned());
}

fn moved(words: &mut Words, _: &[String], random: &mut Random) {
    let range = random.range(words.len(), 30);
    let taken: Words = words.drain(range).collect();
    let at = random.below(words.len() + 1);
    words.splice(at..at, taken);
}

fn again(words: &mut Words, others: &[String], random: &mut Random) {
    let range = random.range(words.len(), 50);
    let mut draft = words[range.clone()].to_vec();
    let at = random.below(draft.len());
    draft[at] = others[0].clone();
    let at = if random.below(2) == 0 { range.end } else { random.below(words.len() + 1) };
    words.splice(at..at, draft);
}

fn hidden(words: &mut Words, _: &[String], random: &mut Random) {
    let range = random.range(words.len(), 4);
    words.splice(range, ["█".to_owned()]);
}

fn punctuated(words: &mut Words, _: &[String], random: &mut Random) {
    const SIGNS: [(&str, &str); 8] =
        [("\"", ""), ("", ","), ("", "."), ("«", "»"), ("(", ")"), ("", "?"), ("", "..."), ("-", "")];
    for _ in 0..1 + words.len() / 15 {
        let at = random.below(words.len());
        let (before, behind) = SIGNS[random.below(SIGNS.len())];
        words[at] = match words[at].trim_end_matches([',', '.', '،', '。']) {
            bare if bare.len() < words[at].len() => bare.to_owned(),
            _ => format!("{before}{}{behind}", words[at]),
        };
    }
}

fn quoted(words: &mut Words, _: &[String], random: &mut Random) {
    let range = random.range(words.len(), 40);
    *words = words[range].to_vec();
}

fn folded(words: &mut Words, _: &[String], random: &mut Random) {
    let at = random.below(words.len());
    words[at] = words[at].to_uppercase().replace('Й', "И").replace('1', "1.5").replace('a', "а");
}

fn scattered(words: &mut Words, others: &[String], random: &mut Random) {
    for word in words.iter_mut() {
        if random.below(10) < 4 {
            *word = others[random.below(others.len())].clone();
        }
    }
}

const EDITS: [(&str, Edit); 10] = [
    ("changed", changed),
    ("dropped", dropped),
    ("added", added),
    ("moved", moved),
    ("again", again),
    ("hidden", hidden),
    ("punctuated", punctuated),
    ("quoted", quoted),
    ("folded", folded),
    ("scattered", scattered),
];

/// Words that are one word with other punctuation, and words that are not.
const WORDS: [(&str, &str); 24] = [
    ("bridge", "bridge,"),
    ("«мост»", "\"мост\"..."),
    ("(s)he", "she"),
    ("U.S.", "US"),
    ("1941", "(1941)."),
    ("\"1941\"", "1941"),
    ("1.5,", "1.5"),
    ("x.org/a,", "x.org/a"),
    ("السلام،", "السلام"),
    ("。", "，"),
    ("x.org/a", "xorg/a"),
    ("1.5", "15"),
    ("1),5", "15"),
    ("5(3)", "53"),
    (".5", "5"),
    ("𝟏.𝟓", "𝟏𝟓"),
    ("-5", "5"),
    ("5\"", "5"),
    ("it's", "its"),
    ("nine?", "nine"),
    ("here🙂", "here"),
    ("мой", "мои"),
    ("ตีสาม", "ตีสี่"),
    ("Aidar", "Аidar"),
];

/// Sentences put in or left out, that begin or end as others do, with other punctuation too.
const SENTENCES: [(&str, &str); 6] = [
    (
        "He ran. She stayed at home all day. They left.",
        "He ran. She stayed at work all day and night. She stayed at home all day. They left.",
    ),
    (
        "He ran. She stayed at home all day. She stayed at work, all day and night. They left.",
        "He ran. She stayed at work all day and night. They left.",
    ),
    (
        "We came back at noon. It was cold. They left.",
        "We came back at noon. It was cold. And then again all night long it was cold. They left.",
    ),
    (
        "We saw the river at noon, and it was cold. They left.",
        "We saw the river at noon and it was cold. Nobody came and, at noon, and it was cold. They left.",
    ),
    ("One two. Three four. One two. Five", "One two. Three four. One two. Six seven eight. Three four. One two. Five"),
    ("a b. c d e. f", "a b. c d e. g h b. c d e. f"),
];

/// Texts and copies by name: each edit of each account, several at once, and texts too long for one table.
fn texts() -> Vec<(String, Words, Words)> {
    let (accounts, mut random) = (accounts(), Random(20_220_105));
    let mut made = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        let others = &accounts[(at + 1) % accounts.len()];
        for (name, edit) in EDITS {
            let mut copy = account.clone();
            edit(&mut copy, others, &mut random);
            made.push((name.to_owned(), account.clone(), copy));
        }
        for _ in 0..8 {
            let (mut copy, mut names) = (account.clone(), Vec::new());
            for _ in 0..2 + random.below(3) {
                let (name, edit) = EDITS[random.below(EDITS.len())];
                if copy.len() > 1 {
                    edit(&mut copy, others, &mut random);
                    names.push(name);
                }
            }
            made.push((names.join(", "), account.clone(), copy));
        }
        let mut account = account.clone();
        hidden(&mut account, others, &mut random);
        made.push(("hidden in the text".into(), account, accounts[at].clone()));
        made.push(("another text".into(), accounts[at].clone(), others.clone()));
    }
    for words in [400, 40, 2] {
        let mut word = |of: usize| format!("w{}", random.below(of));
        let account: Words = (0..700).map(|_| word(words)).collect();
        let others: Words = (0..700).map(|_| word(words)).collect();
        let mut copy = account.clone();
        for (_, edit) in EDITS.iter().filter(|(name, _)| !matches!(*name, "quoted" | "scattered")) {
            edit(&mut copy, &others, &mut random);
        }
        made.push((format!("long, of {words} words"), account.clone(), copy));
        made.push((format!("long, unrelated, of {words} words"), account, others));
    }
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Words>();
    for (text, copy) in WORDS {
        made.push(("of one word".into(), words(&format!("so {text} it was")), words(&format!("so {copy} it was"))));
    }
    for (text, copy) in SENTENCES {
        made.push(("between sentences".into(), words(text), words(copy)));
    }
    // A draft with so many other words in its middle is one passage, or two.
    for others in [12, 16, 17, 30] {
        let count = |from: usize, to: usize, sign: &str| (from..to).map(|at| format!("{sign}{at}")).collect::<Words>();
        let mut copy = [count(0, 60, "w"), count(0, 20, "w"), count(0, others, "x")].concat();
        copy.extend(count(20 + others, 60, "w"));
        made.push(("a draft with other words".into(), count(0, 60, "w"), copy));
    }
    made.push(("nothing".into(), Vec::new(), Vec::new()));
    made.push(("no copy".into(), accounts[0].clone(), Vec::new()));
    made.push(("no text".into(), Vec::new(), accounts[0].clone()));
    made
}

fn piece(piece: &Piece) -> Value {
    let (text, copy) = piece.ranges();
    let both = |kind: &str| json!([kind, text.start, text.end, copy.start, copy.end]);
    match piece {
        Piece::Kept { .. } => both("kept"),
        Piece::Punctuated { .. } => both("punctuated"),
        Piece::Changed { .. } => both("changed"),
        Piece::Moved { .. } => both("moved"),
        Piece::Withheld { .. } => both("withheld"),
        Piece::Missing { .. } => json!(["missing", text.start, text.end]),
        Piece::Beyond { .. } => json!(["beyond", text.start, text.end]),
        Piece::Added { .. } => json!(["added", copy.start, copy.end]),
        Piece::Again { of, .. } => json!(["again", of.start, of.end, copy.start, copy.end]),
    }
}

#[test]
fn comparisons() {
    let (mut texts_told, mut lines): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (name, text, copy) in texts() {
        let [words, others] = [&text, &copy].map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
        let comparison = compare(&words, &others, |word| word.starts_with('█'));
        let Counts { kept, punctuated, changed, moved, withheld, missing, beyond, added, again } = comparison.counts();
        let range = |range: Option<Range<usize>>| range.map(|range| [range.start, range.end]);
        let text = text.join(" ");
        let at = texts_told.iter().position(|told| *told == text).unwrap_or_else(|| {
            texts_told.push(text);
            texts_told.len() - 1
        });
        let case = json!({
            "name": name, "text": at, "copy": copy.join(" "),
            "counts": {
                "kept": kept, "punctuated": punctuated, "changed": changed, "moved": moved, "withheld": withheld,
                "missing": missing, "beyond": beyond, "added": added, "again": again,
            },
            "quote": range(comparison.quote()), "quoted": range(comparison.quoted()),
            "pieces": comparison.pieces.iter().map(piece).collect::<Vec<_>>(),
        });
        lines.push(case.to_string());
    }
    let kinds = ["kept", "punctuated", "changed", "moved", "withheld", "missing", "beyond", "added", "again"];
    for kind in kinds {
        let with = lines.iter().filter(|line| line.contains(&format!("[\"{kind}\","))).count();
        assert!(with >= 10, "{kind} stands in {with} cases");
    }
    assert!(lines.len() >= 120);
    let told: Vec<String> = texts_told.iter().map(|text| json!(text).to_string()).collect();
    let (told, lines) = (told.join(",\n"), lines.join(",\n"));
    let made = format!("{{\"texts\": [\n{told}\n], \"cases\": [\n{lines}\n]}}\n");
    let path = repository("spec/vectors/comparisons.json");
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        fs::write(&path, made).expect("the vectors can be written");
        return;
    }
    let kept = fs::read_to_string(&path).expect("the vectors are there");
    assert!(kept == made, "this program gives something else than spec/vectors/comparisons.json");
}
