use std::path::PathBuf;

use clap::Args;
use firsthand_account::words::Words;
use firsthand_copies::align::{Stretch, Token};
use firsthand_copies::index::{Index, Match, MatchKind, Matches};
use firsthand_verdict::{Differences, Marked};
use serde_json::{Value, json};

use crate::commands::differences::marked;
use crate::copy;
use crate::error::CliError;
use crate::limits::{MAX_MATCHES, MAX_PIECE, MIN_MATCHES};
use crate::out::{self, Line};
use crate::refusals;
use crate::wording::count;
use firsthand_verdict::Answer;

/// How many words are shown at each end of a stretch that did not change.
const ENDS: usize = 8;

/// Find the texts of an index that a copy was made from.
///
/// The command names each text that it finds, and how the copy stands to it: a copy; a retelling, which says the same in
/// other words; or the same matter, which is no sign that one was made from the other. It does not tell which was first,
/// and it does not prove anything: that is what `check` does. Texts are found by their letters and words, so a translation
/// into another language is not found.
///
/// Exit codes: 0 a copy or a retelling, 1 neither, 2 error, 3 the copy is too short to tell.
///
/// Examples:
///   firsthand find archive pasted.txt
///   firsthand find archive page.html -n 10 --json
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Find {
    /// The folder of the index, which `firsthand index add` made.
    index: PathBuf,
    /// The copy: a text, a saved web page, a mail, a document or a bundle; - for standard input.
    copy: PathBuf,
    /// The maximum number of texts to name.
    #[arg(short, default_value_t = 5, value_parser = clap::value_parser!(u32).range(MIN_MATCHES..=MAX_MATCHES))]
    n: u32,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

impl Find {
    pub fn run(self) -> Result<Answer, CliError> {
        let index = Index::open(&self.index).map_err(refusals::index)?;
        let copy = copy::open(&self.copy)?.text;
        let found = index.find(&copy, self.n as usize).map_err(refusals::index)?;
        // A short copy is found if it is the whole of a short text.
        let short = found.matches.is_empty() && !found.is_long_enough(&copy);
        let answer = match found.matches.iter().map(|found| found.kind).min() {
            _ if short => Answer::CouldNotTell,
            Some(MatchKind::Copy | MatchKind::Retelling) => Answer::Yes,
            Some(MatchKind::SameMatter) | None => Answer::No,
        };
        if self.json {
            let matches = if short { &[] } else { &found.matches[..] };
            out::say_json(
                &json!({ "copy_words": found.copy_words.len(), "matches": matches.iter().map(|m| as_json(m, &copy, &found)).collect::<Vec<_>>() }),
            );
            return Ok(answer);
        }
        if short {
            say!("the copy has {}: too few to tell", count(found.copy_words.len(), "word"));
            return Ok(answer);
        }
        if found.matches.is_empty() {
            say!("nothing in the index is the source of this copy: {}", count(found.copy_words.len(), "word"));
        }
        let sources = found.sources();
        let several = sources.iter().any(|(_, at)| *at != sources[0].1);
        if several {
            say!("the copy is put together from several texts:");
            for (range, at) in &sources {
                say!("  words {}\u{2013}{}: {}", range.start + 1, range.end, out::short(found.matches[*at].id));
            }
            say!();
        }
        for (at, each) in found.matches.iter().enumerate() {
            if at > 0 {
                say!();
            }
            print(each, &copy, &found);
        }
        Ok(answer)
    }
}

fn percent(share: f64) -> u32 {
    // 100 is said only of the whole, and 0 only of nothing.
    (100.0 * share).round().clamp(f64::from(u8::from(share > 0.0)), if share < 1.0 { 99.0 } else { 100.0 }) as u32
}

fn called(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::Copy => "copy",
        MatchKind::Retelling => "retelling",
        MatchKind::SameMatter => "same matter",
    }
}

/// What differs between a stretch of the copy and the text that it was made from, word by word. The index found the
/// stretch by its letters.
fn beside(stretch: &Stretch, each: &Match, copy: &str, found: &Matches) -> Differences {
    let read = |text: &str, words: &[Token]| {
        let place = words.first().map_or(0, |word| word.from as usize)..words.last().map_or(0, |word| word.to as usize);
        Words::read(&text[place]).unwrap_or_default()
    };
    let text = read(each.text, &each.text_words[stretch.text.clone()]);
    let copy = read(copy, &found.copy_words[stretch.copy.clone()]);
    // The signs of quoted mail are not words.
    let [text, copy] = [&text, &copy]
        .map(|words| words.iter().filter(|word| !word.chars().all(|sign| sign == '>')).collect::<Vec<_>>());
    Differences::of(&text, &copy)
}

/// The share of the words in the stretches that are the same, 0 to 1.
fn same(stretches: &[Differences]) -> f64 {
    let words = |of: fn(&Differences) -> usize| stretches.iter().map(of).sum::<usize>() as f64;
    let same = words(|beside| beside.counts().kept + beside.counts().moved);
    same / words(|beside| beside.words().max(beside.copy_words())).max(1.0)
}

/// The words of a stretch with the differences marked. If nothing differs, the first and last of the words.
fn shown(beside: &Differences) -> Line {
    match &beside.marked(false)[..] {
        [Marked::Kept(_)] => match &beside.marked(true)[..] {
            [Marked::Kept(all)] if all.split(' ').count() > 3 * ENDS => {
                let words: Vec<&str> = all.split(' ').collect();
                format!("{} \u{2026} {}", words[..ENDS].join(" "), words[words.len() - ENDS..].join(" ")).into()
            }
            all => marked(all),
        },
        some => marked(some),
    }
}

fn stretches(each: &Match, copy: &str, found: &Matches) -> Vec<Differences> {
    each.alignment.stretches.iter().map(|stretch| beside(stretch, each, copy, found)).collect()
}

fn print(each: &Match, copy: &str, found: &Matches) {
    say!("{} of {}", called(each.kind), out::short(each.id));
    if each.kind == MatchKind::SameMatter {
        say!("  they share a few phrases, and that is no sign of copying");
        return;
    }
    let beside = stretches(each, copy, found);
    say!(
        "  {} % of the copy, from {} % of the text; {} % of the words there are the same",
        percent(each.of_copy),
        percent(each.of_text),
        percent(same(&beside))
    );
    for (stretch, beside) in each.alignment.stretches.iter().zip(&beside) {
        say!();
        say!("  words {}\u{2013}{} of the copy:", stretch.copy.start + 1, stretch.copy.end);
        out::say_line(Line::from("  ").then([shown(beside).shorter(MAX_PIECE)]));
    }
}

fn as_json(each: &Match, copy: &str, found: &Matches) -> Value {
    let beside = if each.kind == MatchKind::SameMatter { Vec::new() } else { stretches(each, copy, found) };
    let stretch = |(stretch, beside): (&Stretch, &Differences)| {
        json!({
            "copy_words": [stretch.copy.start + 1, stretch.copy.end],
            "marked": marked(&beside.marked(false)).to_string(),
        })
    };
    let made: Vec<Value> = each.alignment.stretches.iter().zip(&beside).map(stretch).collect();
    json!({
        "id": each.id, "kind": called(each.kind), "of_copy": each.of_copy, "of_text": each.of_text,
        "identity": each.identity, "same": same(&beside), "stretches": made,
    })
}
