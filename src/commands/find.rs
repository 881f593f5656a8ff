use std::path::PathBuf;

use anstream::println;
use clap::Args;
use firsthand_account::display::spaced;
use firsthand_copies::align::{Stretch, Token};
use firsthand_copies::index::{Found, Index, Kind, Match};
use firsthand_copies::{Piece, compare};
use serde_json::{Value, json};

use crate::Answer;
use crate::commands::differences::marked;
use crate::commands::index::cannot;
use crate::copy;
use crate::error::CliError;
use crate::wording::{count, harmless};

/// How many words are shown at the ends of what did not change.
const ENDS: usize = 8;

/// Find the texts of an index that a copy was made from.
///
/// Of each that is found it says: a copy; a retelling, the same in other words; or the same matter, which is no sign
/// that one was made from the other. It does not say who was first, nor that either is true: `check` holds a copy
/// against a slip. Copies, scans and retellings are found by their letters and words, so a translation into another
/// language is not found.
///
/// Exit codes: 0 a copy or a retelling, 1 nothing of the kind, 2 error, 3 the copy is too short to tell.
///
/// Examples:
///   firsthand find archive pasted.txt
///   firsthand find archive page.html -n 10 --json
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Find {
    /// The index, as `firsthand index add` made it.
    index: PathBuf,
    /// The copy: a text, a saved web page, a bundle; - for standard input.
    copy: PathBuf,
    /// How many texts to name at most.
    #[arg(short, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    n: u32,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

/// The words as a person reads them.
fn words(text: &str, words: &[Token]) -> Vec<String> {
    words.iter().map(|word| harmless(&text[word.range()])).collect()
}

impl Find {
    pub fn run(self) -> Result<Answer, CliError> {
        let index = Index::open(&self.index).map_err(cannot)?;
        let copy = copy::open(&self.copy)?.text;
        let found = index.find(&copy, self.n as usize).map_err(cannot)?;
        // The whole of a short text may be found all the same.
        let short = found.matches.is_empty() && !found.is_long_enough(&copy);
        let answer = match found.matches.iter().map(|found| found.kind).min() {
            _ if short => Answer::CouldNotTell,
            Some(Kind::Copy | Kind::Retelling) => Answer::Yes,
            Some(Kind::SameMatter) | None => Answer::No,
        };
        if self.json {
            let matches = if short { &[] } else { &found.matches[..] };
            println!(
                "{}",
                json!({ "copy_words": found.copy_words.len(), "matches": matches.iter().map(|m| as_json(m, &copy, &found)).collect::<Vec<_>>() })
            );
            return Ok(answer);
        }
        if short {
            println!("{} of copy: too few to tell", count(found.copy_words.len(), "word"));
            return Ok(answer);
        }
        if found.matches.is_empty() {
            println!("nothing in the index that this was copied from: {}", count(found.copy_words.len(), "word"));
        }
        let sources = found.sources();
        let several = sources.iter().any(|(_, at)| *at != sources[0].1);
        if several {
            println!("patched from several:");
            for (range, at) in &sources {
                println!("  words {}\u{2013}{}: {}", range.start + 1, range.end, harmless(found.matches[*at].id));
            }
            println!();
        }
        for (at, each) in found.matches.iter().enumerate() {
            if at > 0 {
                println!();
            }
            print(each, &copy, &found);
        }
        Ok(answer)
    }
}

fn percent(share: f64) -> u32 {
    // Only what is whole is a hundred, and only what is not there nothing.
    (100.0 * share).round().clamp(f64::from(u8::from(share > 0.0)), if share < 1.0 { 99.0 } else { 100.0 }) as u32
}

fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Copy => "copy",
        Kind::Retelling => "retelling",
        Kind::SameMatter => "same matter",
    }
}

/// A stretch of the copy with what differs marked; where nothing does, how it begins and ends.
fn shown(stretch: &Stretch, each: &Match, copy: &str, found: &Found, plain: bool) -> String {
    let sides = [(each.text, &each.text_words[stretch.text.clone()]), (copy, &found.copy_words[stretch.copy.clone()])];
    // Case, punctuation and quotation marks are no difference here.
    let [of_text, of_copy] = sides.map(|(_, words)| words.iter().map(|word| word.letters).collect::<Vec<_>>());
    let comparison = compare(&of_text, &of_copy, |_| false);
    let [text, copy] = sides.map(|(text, tokens)| words(text, tokens));
    let [text, copy] = [&text, &copy].map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
    if let [Piece::Kept { .. }] = comparison.pieces[..]
        && copy.len() > 3 * ENDS
    {
        return format!("{} \u{2026} {}", spaced(&copy[..ENDS]), spaced(&copy[copy.len() - ENDS..]));
    }
    marked(comparison, &text, &copy, plain)
}

fn print(each: &Match, copy: &str, found: &Found) {
    println!("{} of {}", called(each.kind), harmless(each.id));
    if each.kind == Kind::SameMatter {
        println!("  they share a few phrases, and that is no sign of copying");
        return;
    }
    println!(
        "  {} % of the copy, from {} % of the text; {} % of the words there are the same",
        percent(each.of_copy),
        percent(each.of_text),
        percent(each.identity)
    );
    for stretch in &each.alignment.stretches {
        println!();
        println!("  words {}\u{2013}{} of the copy:", stretch.copy.start + 1, stretch.copy.end);
        println!("  {}", shown(stretch, each, copy, found, false));
    }
}

fn as_json(each: &Match, copy: &str, found: &Found) -> Value {
    let stretch = |stretch: &Stretch| {
        json!({
            "copy_words": [stretch.copy.start + 1, stretch.copy.end],
            "marked": shown(stretch, each, copy, found, true),
        })
    };
    let stretches: Vec<Value> = match each.kind {
        Kind::SameMatter => Vec::new(),
        _ => each.alignment.stretches.iter().map(stretch).collect(),
    };
    json!({
        "id": each.id, "kind": called(each.kind), "of_copy": each.of_copy, "of_text": each.of_text,
        "identity": each.identity, "stretches": stretches,
    })
}
