use std::ops::Range;
use std::path::PathBuf;

use clap::Args;
use firsthand_copies::align::tokens;
use firsthand_copies::collate::{Moved, Segment, collate, parallels};
use firsthand_copies::limits::MAX_DRAFTS;
use serde_json::{Value, json};

use crate::copy;
use crate::error::{CliError, name};
use crate::files::Output;
use crate::out::{self, Line, Style};
use crate::wording::count;
use firsthand_verdict::Answer;

mod html;
mod part;
mod tei;

use part::{Part, letter};

/// How many words are shown at each end of a stretch that all versions have.
const ENDS: usize = 8;

/// Compare versions of a text side by side: the words that all have, and where each differs.
///
/// Quotation marks, commas, brackets and full stops are ignored, except in numbers. Case, marks on letters and all other
/// signs count. The order of the versions does not change the result. With --itself, the command searches one text for
/// passages that stand in it more than once, for example if two drafts were pasted one after the other.
///
/// In the terminal, [A: these words | B: those words] is a place where versions differ. A dash there means: no words.
///
/// Exit codes: 0 done, 2 error, 3 there is nothing to compare.
///
/// Examples:
///   firsthand collate first.txt second.txt
///   firsthand collate --itself page.html
///   firsthand collate first.txt second.txt third.txt --html -o versions.html
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Collate {
    /// The versions: texts, saved web pages, mails, documents or bundles; - for standard input.
    #[arg(required = true)]
    versions: Vec<PathBuf>,
    /// Search one text for passages that stand in it more than once.
    #[arg(long)]
    itself: bool,
    /// Show all words, and not only those beside a difference.
    #[arg(long)]
    whole: bool,
    /// Write a web page, in one file and without scripts.
    #[arg(long, group = "form")]
    html: bool,
    /// Answer in JSON.
    #[arg(long, group = "form")]
    json: bool,
    /// Write TEI P5 with parallel segmentation (TEI Guidelines, section 13.2.3).
    #[arg(long, group = "form")]
    tei: bool,
    /// The file to write. The default is standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that exists.
    #[arg(long)]
    force: bool,
}

impl Collate {
    pub fn run(self) -> Result<Answer, CliError> {
        match self.versions.len() {
            1 if !self.itself => {
                return Err(CliError::new("there is only one version to compare")
                    .hint("name another version, or add --itself to search for passages that stand in it twice"));
            }
            2.. if self.itself => return Err(CliError::new("--itself takes one text")),
            many if many > MAX_DRAFTS => {
                return Err(
                    CliError::new(format!("{many} versions are too many")).hint(format!("the maximum is {MAX_DRAFTS}"))
                );
            }
            _ => {}
        }
        let out = Output::new(self.output.clone(), self.force)?;
        let texts: Vec<String> =
            self.versions.iter().map(|path| Ok(copy::open(path)?.text)).collect::<Result<_, CliError>>()?;
        let parts = if self.itself { passages(&texts[0]) } else { vec![self.versions(&texts)] };
        let empty = texts.iter().all(|text| tokens(text).is_empty());
        let of = self.versions.iter().map(|path| name(path)).collect::<Vec<_>>().join(", ");
        if self.html {
            out.write(html::page(&of, &parts).as_bytes())?;
        } else if self.tei {
            out.write(tei::document(&of, &parts).as_bytes())?;
        } else if self.json {
            let json = out::json(&json!({ "parts": parts.iter().map(as_json).collect::<Vec<_>>() }));
            out.write(format!("{json}\n").as_bytes())?;
        } else if out.path().is_some() {
            out.write(self.told(&parts).iter().map(|line| line.shown() + "\n").collect::<String>().as_bytes())?;
        } else {
            self.told(&parts).into_iter().for_each(out::say_line);
        }
        Ok(if empty { Answer::CouldNotTell } else { Answer::Yes })
    }

    fn versions<'t>(&self, texts: &'t [String]) -> Part<'t> {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        Part { names: self.versions.iter().map(|path| name(path)).collect(), collation: collate(&texts) }
    }

    /// The lines for the terminal.
    fn told(&self, parts: &[Part]) -> Vec<Line> {
        let mut out: Vec<Line> = Vec::new();
        if self.itself {
            let found = match parts.len() {
                0 => "no passage stands in this text more than once".to_owned(),
                many => format!("{} in this text more than once", count_stand(many)),
            };
            out.push(found.into());
        }
        for part in parts {
            if self.itself {
                out.push("".into());
            }
            for (at, name) in part.names.iter().enumerate() {
                out.push(format!("{}  {name}", letter(at)).into());
            }
            out.push(format!("  {}", part.counts()).into());
            out.push("".into());
            out.push(Line::from("  ").then([self.variants(part)]));
            for moved in part.moved() {
                out.extend(["".into(), format!("  moved: {moved}").into()]);
            }
        }
        out
    }

    /// One text with the places where versions differ.
    fn variants(&self, part: &Part) -> Line {
        let last = part.collation.segments.len().saturating_sub(1);
        let mut out = Line::default();
        for (at, segment) in part.collation.segments.iter().enumerate() {
            if at > 0 {
                out = out.and(Style::Plain, " ");
            }
            if segment.same {
                let version = &part.collation.versions[0];
                let words = segment.words[0].clone();
                if self.whole || words.len() <= 3 * ENDS {
                    out = out.and(Style::Plain, version.show(words));
                    continue;
                }
                // If all versions are the same, both ends are shown.
                let head = words.start..words.start + if at > 0 || last == 0 { ENDS } else { 0 };
                let tail = words.end - if at < last || last == 0 { ENDS } else { 0 }..words.end;
                let shown = format!("{} \u{2026} {}", version.show(head), version.show(tail));
                out = out.and(Style::Plain, shown.trim());
                continue;
            }
            out = out.and(Style::Plain, "[");
            for (at, (versions, text)) in part.readings(segment).into_iter().enumerate() {
                let letters: String = versions.into_iter().map(letter).collect();
                let text = if text.is_empty() { "\u{2013}" } else { &text };
                out = out.and(Style::Plain, if at > 0 { " | " } else { "" });
                out = out.and(Style::Versions, format!("{letters}:")).and(Style::Plain, " ").and(Style::Reading, text);
            }
            out = out.and(Style::Plain, "]");
        }
        out
    }
}

fn count_stand(passages: usize) -> String {
    format!("{} {}", count(passages, "passage"), if passages == 1 { "stands" } else { "stand" })
}

/// The passages that stand in a text more than once. The lines of a passage are its name.
fn passages(text: &str) -> Vec<Part<'_>> {
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line = |at: usize| ends.partition_point(|end| *end < at) + 1;
    let lines = |place: &Range<usize>| match (line(place.start), line(place.end)) {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first}\u{2013}{last}"),
    };
    parallels(text)
        .into_iter()
        .map(|found| Part { names: found.places.iter().map(lines).collect(), collation: found.collation })
        .collect()
}

fn as_json(part: &Part) -> Value {
    let letters = |versions: Vec<usize>| versions.into_iter().map(|at| letter(at).to_string()).collect::<Vec<_>>();
    let segment = |segment: &Segment| {
        let readings = part.readings(segment).into_iter();
        let readings: Vec<Value> =
            readings.map(|(versions, text)| json!({ "versions": letters(versions), "text": text })).collect();
        json!({ "same": segment.same, "readings": readings })
    };
    let versions = part.names.iter().zip(&part.collation.versions).enumerate().map(|(at, (name, version))| {
        json!({ "version": letter(at).to_string(), "name": name, "words": version.words.len() })
    });
    let moved = part.collation.moved.iter().map(|Moved { of }| {
        of.each_ref().map(|(version, words)| {
            json!({ "version": letter(*version).to_string(), "words": [words.start + 1, words.end] })
        })
    });
    json!({
        "versions": versions.collect::<Vec<_>>(),
        "in_common": part.collation.in_common(),
        "segments": part.collation.segments.iter().map(segment).collect::<Vec<_>>(),
        "moved": moved.collect::<Vec<_>>(),
    })
}
