//! What is said of a copy, on a terminal or in JSON, and what it comes to.

use std::path::Path;

use anstream::println;
use firsthand_account::check::{Checked, Report, Truth};
use firsthand_account::slip::text::Unreadable;
use firsthand_account::slip::{Malformed, Slip};
use firsthand_account::warnings::mixed_scripts;
use firsthand_channels::Copy;
use serde_json::{Value, json};

use crate::Answer;
use crate::commands::check::standing::Standing;
use crate::error::name;
use crate::wording;

/// What was said, and what it comes to.
pub struct Said {
    pub json: bool,
    pub answers: Vec<Answer>,
    pub slips: Vec<Value>,
}

impl Said {
    pub fn answer(&self) -> Answer {
        let has = |answer| self.answers.contains(&answer);
        if has(Answer::No) {
            Answer::No
        } else if self.answers.is_empty() || has(Answer::CouldNotTell) {
            Answer::CouldNotTell
        } else {
            Answer::Yes
        }
    }

    fn head(&self, verdict: &str, what: &str) {
        if !self.json {
            if !self.slips.is_empty() {
                println!();
            }
            println!("{}", paint(verdict, what));
        }
    }

    fn line(&self, line: &str) {
        if !self.json {
            println!("  {line}");
        }
    }

    pub fn unreadable(&mut self, unreadable: Unreadable) {
        self.head(wording::unreadable(unreadable), "");
        let verdict = match unreadable {
            Unreadable::Malformed(Malformed::LaterVersion(version)) => {
                self.line(&format!(
                    "the slip is of version {version}; this program knows version 1. Get a newer one to check it"
                ));
                "later version"
            }
            _ => {
                self.line(&format!("{unreadable}. Copy or photograph the slip again, or hold the text against the sealed one (--against)"));
                "slip damaged"
            }
        };
        self.slips.push(json!({ "verdict": verdict }));
        self.answers.push(Answer::CouldNotTell);
    }

    pub fn cannot_judge(&mut self) {
        self.head("CANNOT JUDGE", "");
        self.line("too many places in this text look like the account's end. Cut it down to the account and its slip, and check again");
        self.slips.push(json!({ "verdict": "cannot judge" }));
        self.answers.push(Answer::CouldNotTell);
    }

    pub fn not_true(&mut self, why: &str, slip: &Slip, held_against_something: bool) {
        self.head("NOT TRUE TO ITS SLIP", "");
        self.line(why);
        if !held_against_something {
            self.line("to see which, hold it against the sealed text (--against) or a folder of accounts (--in)");
        }
        self.slips.push(json!({ "verdict": "not true", "why": why, "pen_name": slip.pen_name.to_string() }));
        self.answers.push(Answer::No);
    }

    pub fn no_slip(&mut self, path: &Path, report: &Report, searched: bool) {
        self.head("NO SLIP", "");
        match report.names {
            Some(id) => {
                self.line(&format!(
                    "{} names the account {id}. Its slip travels apart: give it as --slip FILE",
                    name(path)
                ));
            }
            None if searched => {
                self.line("the text carries no slip, and the folder holds no account of nearly the same words")
            }
            None => self.line(
                "the text carries no slip. Hold it against the sealed text (--against), or a folder of accounts (--in)",
            ),
        }
        self.slips.push(json!({ "verdict": "no slip", "names": report.names.map(|id| id.to_string()) }));
        self.answers.push(Answer::CouldNotTell);
    }

    #[expect(clippy::too_many_arguments, reason = "one sentence for each")]
    pub fn truth(
        &mut self,
        copy: &Copy,
        checked: &Checked,
        slip: &Slip,
        truth: &Truth,
        standing: &Standing,
        enclosures_fit: bool,
        print: bool,
    ) {
        let words = &truth.words;
        if !enclosures_fit {
            self.head("NOT TRUE TO ITS SLIP", "");
            self.line("the words are those that were sealed, but the enclosures in the bundle are not");
            self.slips
                .push(json!({ "verdict": "not true", "why": "enclosures", "pen_name": slip.pen_name.to_string() }));
            self.answers.push(Answer::No);
            return;
        }
        // Green is for a yes to both questions.
        let verdict = if standing.is_trusted() { "TRUE TO ITS SLIP" } else { "TRUE TO ITS SLIP, AND NO MORE" };
        self.head(verdict, &wording::kind(slip.kind(), slip.n));
        if let Some(reading) = wording::reading(truth.reading) {
            self.line(reading);
        }
        if checked.repaired > 0 {
            self.line(&format!(
                "the slip was damaged and could be repaired ({})",
                wording::count(checked.repaired, "letter")
            ));
        }
        let places: Vec<String> = slip.withheld.iter().map(|r| range(r.start + 1, r.end)).collect();
        if !places.is_empty() {
            self.line(&format!(
                "withheld: {} {}",
                if slip.withheld.words() == 1 { "word" } else { "words" },
                places.join(", ")
            ));
        }
        let outside = [("before", 0..truth.account.start), ("after", truth.account.end..words.len())];
        for (where_, range) in outside.iter().filter(|(_, range)| !range.is_empty()) {
            self.line(&format!("outside the seal, {where_} it: {}", excerpt(words, range.clone())));
        }
        let behind = behind(copy, checked);
        if let Some(behind) = &behind {
            self.line(&format!("outside the seal, behind the slip: {behind}"));
        }
        let embedded = words.suspects().iter().any(|suspect| !suspect.is_refused());
        if embedded {
            self.line("warning: a program put invisible direction signs into the text; they were passed over");
        }
        let mixed = mixed_scripts(words, truth.account.clone());
        if !mixed.is_empty() {
            self.line(&format!(
                "warning: words that mix alphabets, where a letter may only look like another: {}",
                mixed.join(" ")
            ));
        }
        match (&slip.enclosed, &copy.bundle) {
            (Some(enclosed), None) => self.line(&format!(
                "sealed with it and not in this copy: {}",
                wording::count(enclosed.count as usize, "enclosure")
            )),
            (Some(_), Some(bundle)) => {
                let labels: Vec<&str> = bundle.enclosures.iter().map(|each| each.label.as_str()).collect();
                self.line(&format!("sealed with it, and in the bundle as they were sealed: {}", labels.join(", ")));
            }
            (None, _) => {}
        }
        self.whose(slip, truth, standing);
        if print && !self.json {
            println!("\n{}", words.show(truth.account.clone()));
        }
        self.answers.push(standing.answer());
        // The words themselves are only put together where they are asked for.
        self.slips.push(if !self.json { json!({}) } else { json!({
            "verdict": "true", "kind": wording::kind(slip.kind(), slip.n), "words": slip.n, "withheld": slip.withheld.words(),
            "places": slip.withheld.iter().map(|range| [range.start + 1, range.end]).collect::<Vec<_>>(),
            "account": truth.id.to_string(), "pen_name": slip.pen_name.to_string(), "standing": standing_json(standing),
            "reading": wording::reading(truth.reading), "repaired": checked.repaired,
            "outside": { "before": words.show(0..truth.account.start), "after": words.show(truth.account.end..words.len()), "behind_the_slip": behind },
            "sealed": words.show(truth.account.clone()),
        })});
    }

    fn whose(&self, slip: &Slip, truth: &Truth, standing: &Standing) {
        if self.json {
            return;
        }
        match standing {
            Standing::Expected => println!("{}", paint("THE SEAL YOU EXPECT", "")),
            Standing::Known(name) => println!("{}", paint("A SEAL YOU KNOW", &format!("on your list as \"{name}\""))),
            Standing::InArchive(entry) => println!(
                "{}",
                paint("A SEAL YOU KNOW", &format!("this account is {} in the folder", name(&entry.path)))
            ),
            Standing::NotExpected => println!("{}", paint("NOT THE SEAL YOU EXPECT", "another key sealed these words")),
            Standing::Rivalled(rival) => {
                let path = name(&rival.path);
                println!(
                    "{}",
                    paint("A RIVAL", &format!("the folder has nearly the same words under another seal, {path}"))
                );
            }
            Standing::Unknown { .. } => println!("{}", paint("NOT KNOWN WHOSE", "")),
        }
        self.line(&format!("pen name  {}", slip.pen_name));
        self.line(&format!("account   {}", truth.id));
        if let Standing::Unknown { asked } = standing {
            self.line(
                "anybody can change words and seal them with a key of their own. Compare the pen name or account id",
            );
            self.line("with one that reached you another way, or give it as --expect");
            if *asked {
                self.line("(neither your list nor the folder says anything of this one)");
            }
        }
    }
}

fn standing_json(standing: &Standing) -> Value {
    match standing {
        Standing::Expected => json!({ "is": "expected" }),
        Standing::NotExpected => json!({ "is": "not expected" }),
        Standing::Known(name) => json!({ "is": "known", "name": name }),
        Standing::InArchive(entry) => json!({ "is": "in the folder", "path": entry.path }),
        Standing::Rivalled(entry) => {
            json!({ "is": "rivalled", "path": entry.path, "account": entry.id.to_string(), "pen_name": entry.pen_name.to_string() })
        }
        Standing::Unknown { .. } => json!({ "is": "unknown" }),
    }
}

fn range(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

/// Words outside the seal: all of a few, the ends of more.
fn excerpt(words: &firsthand_account::words::Words, range: std::ops::Range<usize>) -> String {
    const SHOWN: usize = 12;
    let count = wording::count(range.len(), "word");
    let shown = if range.len() <= SHOWN {
        words.show(range)
    } else {
        format!(
            "{} … {}",
            words.show(range.start..range.start + SHOWN / 2),
            words.show(range.end - SHOWN / 2..range.end)
        )
    };
    format!("{count}: {}", shown.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What stands behind the slip, up to the next.
fn behind(copy: &Copy, checked: &Checked) -> Option<String> {
    let from = checked.place.as_ref()?.end;
    let rest = &copy.text[from..];
    let end = firsthand_account::slip::find::slips(rest).first().map_or(rest.len(), |next| next.place.start);
    let words = firsthand_account::words::Words::read(&rest[..end]).ok()?;
    (!words.is_empty()).then(|| excerpt(&words, 0..words.len()))
}

/// A verdict in its colour, and what goes with it: green for yes, red for no, yellow for what is left open. Colours go where no terminal shows them.
fn paint(verdict: &str, what: &str) -> String {
    let colour = match verdict {
        "TRUE TO ITS SLIP" | "THE SEAL YOU EXPECT" | "A SEAL YOU KNOW" => "\x1b[1;32m",
        "NOT TRUE TO ITS SLIP" | "NOT THE SEAL YOU EXPECT" | "A RIVAL" => "\x1b[1;31m",
        _ => "\x1b[1;33m",
    };
    let gap = if what.is_empty() { "" } else { " · " };
    format!("{colour}{verdict}\x1b[0m{gap}{what}")
}
