//! How many of a name's forms are offered, and how many words that are none, on a labelled list of our own
//! (`tests/data/names.jsonl`): 200 names in Kazakh (Cyrillic and Latin), Russian and English.

use std::collections::BTreeMap;

use firsthand_account::near::occurrences;
use serde_json::Value;

const LIST: &str = include_str!("../../../tests/data/names.jsonl");
const WORDS_A_PAGE: f64 = 300.0;

#[derive(Default)]
struct Count {
    names: usize,
    labelled: usize,
    offered: usize,
    wrong: usize,
    words: usize,
}

/// The words of a labelled text, and which of them are labelled.
fn labelled(text: &str) -> (Vec<String>, Vec<bool>) {
    let mut words: Vec<String> = Vec::new();
    let mut labels: Vec<bool> = Vec::new();
    let mut inside = false;
    for piece in text.split_whitespace() {
        let starts = piece.contains("[[");
        words.push(piece.replace("[[", "").replace("]]", ""));
        labels.push(inside || starts);
        inside = if piece.contains("]]") { piece.rfind("[[") > piece.rfind("]]") } else { inside || starts };
    }
    (words, labels)
}

#[test]
fn most_forms_are_offered_and_few_other_words() {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let verbose = std::env::var_os("SHOW").is_some();
    for line in LIST.lines() {
        let entry: Value = serde_json::from_str(line).expect("JSON");
        let (name, text) = (entry["name"].as_str().expect("a name"), entry["text"].as_str().expect("a text"));
        let (words, labels) = labelled(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut offered = vec![false; words.len()];
        for occurrence in occurrences(&words, name) {
            offered[occurrence.words].fill(true);
        }
        for language in [entry["lang"].as_str().expect("a language"), "all"] {
            let count = counts.entry(language.to_owned()).or_default();
            count.names += 1;
            count.words += words.len();
            count.labelled += labels.iter().filter(|label| **label).count();
            count.offered += labels.iter().zip(&offered).filter(|(label, offered)| **label && **offered).count();
            count.wrong += labels.iter().zip(&offered).filter(|(label, offered)| !**label && **offered).count();
        }
        for (at, word) in words.iter().enumerate() {
            if verbose && labels[at] != offered[at] {
                println!("{} {name}: {word}", if labels[at] { "missed" } else { "WRONG " });
            }
        }
    }
    for (language, count) in &counts {
        println!(
            "near forms, {language:>7}: {} names, recall {:.3} ({} of {}), {:.2} false offers a page of 300 words",
            count.names,
            count.offered as f64 / count.labelled as f64,
            count.offered,
            count.labelled,
            count.wrong as f64 * WORDS_A_PAGE / count.words as f64,
        );
    }
    let all = &counts["all"];
    assert_eq!(all.names, 200);
    assert!(all.offered as f64 >= 0.95 * all.labelled as f64);
    assert!(all.wrong as f64 * WORDS_A_PAGE <= 3.0 * all.words as f64);
}
