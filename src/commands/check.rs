use std::path::{Path, PathBuf};

use anstream::{eprintln, println};
use clap::Args;
use firsthand_account::check::{Checked, Report, Truth, Verdict};
use firsthand_account::identity::{AccountId, PenName};
use firsthand_account::slip::Malformed;
use firsthand_account::slip::Slip;
use firsthand_account::slip::text::Unreadable;
use firsthand_account::warnings::mixed_scripts;
use serde_json::{Value, json};

use crate::Answer;
use crate::archive::{Archive, Entry};
use crate::commands::differences::{Side, compare_with};
use crate::copy::{Copy, Sealed, open_slips_of};
use crate::error::{CliError, name};
use crate::known::{Id, Known};
use crate::wording;

/// Check a copy: is it true to its slip, and do you know whose slip it is?
///
/// Both are always said. A changed text that somebody sealed again is true to its new slip; only the pen name or the
/// account's id, which you got by another way, tells it from the witness's. Give it with --expect, keep a list (`firsthand
/// known`), or hold the copy against a folder of accounts that you trust (--in).
///
/// A copy without its slip can be held against the sealed text (--against).
///
/// Examples:
///   firsthand check copy.txt --expect fhp1…
///   firsthand check copy.html --slip photo-of-the-slip.jpg
///   firsthand check pasted.txt --against sealed.txt
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Check {
    /// The copy: text, a saved web page or a bundle; - for standard input.
    copy: PathBuf,
    /// A slip that came apart from the copy: text, or a picture of its QR code. Again for each of several.
    #[arg(long, value_name = "FILE")]
    slip: Vec<PathBuf>,
    /// The pen name or account id that you were told. Any other seal: no.
    #[arg(long, value_name = "ID|PENNAME")]
    expect: Option<Id>,
    /// A sealed text to hold the copy against, word by word.
    #[arg(long, value_name = "SEALED")]
    against: Vec<PathBuf>,
    /// A folder of sealed texts and bundles that you trust.
    #[arg(long = "in", value_name = "DIR")]
    archive: Option<PathBuf>,
    /// Print the words that are sealed, as this program read them.
    #[arg(long)]
    print: bool,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

/// What the reader holds a seal against.
struct Trusted {
    known: Known,
    expect: Option<Id>,
    archive: Option<Archive>,
}

/// How the slip's key and account stand to what the reader knows.
enum Standing<'a> {
    Expected,
    NotExpected,
    Known(&'a str),
    InArchive(&'a Entry),
    /// The archive holds another account of nearly the same words.
    Rivalled(&'a Entry),
    /// Something was there to hold it against, and says nothing of it.
    Unknown {
        asked: bool,
    },
}

impl Standing<'_> {
    /// Whether the reader knows this seal.
    fn is_trusted(&self) -> bool {
        matches!(self, Self::Expected | Self::Known(_) | Self::InArchive(_))
    }

    fn answer(&self) -> Answer {
        match self {
            Self::Expected | Self::Known(_) | Self::InArchive(_) | Self::Unknown { asked: false } => Answer::Yes,
            Self::NotExpected | Self::Rivalled(_) => Answer::No,
            Self::Unknown { asked: true } => Answer::CouldNotTell,
        }
    }
}

impl Trusted {
    /// How a seal stands to what the reader knows. What they were told, keep or hold in the folder goes before the
    /// folder's silence; a rival is named beside it all the same.
    fn standing<'a>(&'a self, pen_name: &PenName, id: &AccountId, rival: Option<&'a Entry>) -> Standing<'a> {
        if let Some(expected) = self.expect {
            return if expected.is_of(pen_name, id) { Standing::Expected } else { Standing::NotExpected };
        }
        if let Some(entry) = self.archive.as_ref().and_then(|archive| archive.account(id)) {
            return Standing::InArchive(entry);
        }
        if let Some(name) = self.known.name_of(pen_name, id) {
            return Standing::Known(name);
        }
        match rival {
            Some(rival) => Standing::Rivalled(rival),
            None => Standing::Unknown { asked: self.archive.is_some() || !self.known.entries().is_empty() },
        }
    }

    /// Another account of the folder that seals nearly the same words.
    fn rival(&self, truth: &Truth) -> Option<&Entry> {
        let archive = self.archive.as_ref()?;
        let words: Vec<&str> = truth.account.clone().map(|at| truth.words.get(at)).collect();
        archive.nearest(&words).into_iter().find(|entry| entry.id != truth.id)
    }
}

impl Check {
    pub fn run(self) -> Result<Answer, CliError> {
        let copy = Copy::open(&self.copy)?;
        let slips: Vec<&Path> = self.slip.iter().map(PathBuf::as_path).collect();
        let mut apart = if slips.is_empty() { Vec::new() } else { open_slips_of(&slips)? };
        let trusted = Trusted {
            known: Known::read()?,
            expect: self.expect,
            archive: self.archive.as_deref().map(Archive::open).transpose()?,
        };
        let mut report = copy.check(&apart)?;
        // A copy that names its account may have its slip in the archive, or beside it.
        if report.checked.is_empty()
            && let Some(slip) = self.find_slip(&trusted, report.names)
        {
            apart.push(slip);
            report = copy.check(&apart)?;
        }
        let mut said = Said { json: self.json, answers: Vec::new(), slips: Vec::new() };
        for checked in &report.checked {
            self.say(&copy, checked, &trusted, &mut said)?;
        }
        let against = self.hold_against(&copy, &trusted, &report, &mut said)?;
        if report.checked.is_empty() && against.is_empty() {
            said.no_slip(&self.copy, &report, trusted.archive.is_some());
        }
        if report.checked.len() > 1 && !self.json {
            println!("\nThis text holds {} slips; it is as good as the worst of them.", report.checked.len());
        }
        for path in trusted.archive.iter().flat_map(|archive| &archive.passed_over) {
            eprintln!(
                "warning: {} in the folder holds no account that is true to its slip, and was passed over",
                name(path)
            );
        }
        let answer = said.answer();
        if self.json {
            println!("{}", json!({ "slips": said.slips, "against": against, "exit": answer as u8 }));
        }
        Ok(answer)
    }

    /// The slip of the account that a copy names in place of a slip.
    fn find_slip(&self, trusted: &Trusted, names: Option<AccountId>) -> Option<Slip> {
        let in_archive = names.and_then(|id| Some(trusted.archive.as_ref()?.account(&id)?.path.clone()));
        let beside = self.copy.with_extension("slip");
        let path = [in_archive.map(|path| path.with_extension("slip")), Some(beside)];
        path.into_iter().flatten().find(|path| path.is_file()).and_then(|path| open_slips_of(&[&path]).ok()?.pop())
    }

    fn say(&self, copy: &Copy, checked: &Checked, trusted: &Trusted, said: &mut Said) -> Result<(), CliError> {
        let slip = match &checked.slip {
            Ok(slip) => slip,
            Err(unreadable) => {
                said.unreadable(*unreadable);
                return Ok(());
            }
        };
        match checked.verdict.as_ref() {
            Some(Verdict::True(truth)) => {
                let rival = trusted.rival(truth);
                let standing = trusted.standing(&slip.pen_name, &truth.id, rival);
                let fits = copy.enclosures_fit(slip);
                said.truth(copy, checked, slip, truth, &standing, fits, self.print);
                if let Some(rival) = rival.filter(|_| !self.json) {
                    let path = name(&rival.path);
                    println!("\nWhat differs from {path}, another account of nearly the same words:");
                    let rival: Vec<&str> = rival.words.iter().map(String::as_str).collect();
                    compare_with(&rival, &Side::of(&truth.words, truth.account.clone()), self.print).print();
                }
            }
            Some(Verdict::NotTrue(why)) => {
                let held = !self.against.is_empty() || trusted.archive.is_some();
                said.not_true(&wording::why(*why, &copy.text), slip, held);
            }
            _ => said.cannot_judge(),
        }
        Ok(())
    }

    /// Holds the copy against sealed texts, and where it has no slip or is not true to it, against the nearest account
    /// of the archive.
    fn hold_against(
        &self,
        copy: &Copy,
        trusted: &Trusted,
        report: &Report,
        said: &mut Said,
    ) -> Result<Vec<Value>, CliError> {
        if self.against.is_empty() && trusted.archive.is_none() {
            return Ok(Vec::new());
        }
        let is_true = report.checked.iter().any(|checked| matches!(checked.verdict, Some(Verdict::True(_))));
        let words = copy.words()?;
        let side = Side::of(&words, 0..words.len());
        let mut found = Vec::new();
        let mut answers = Vec::new();
        let mut hold = |path: &Path, id: AccountId, account: &[&str]| {
            let differences = compare_with(account, &side, self.print);
            answers.push(differences.answer());
            if !self.json {
                println!(
                    "{}Held against {}, account {id}:",
                    if found.is_empty() && report.checked.is_empty() { "" } else { "\n" },
                    name(path)
                );
                differences.print();
            }
            found.push(json!({ "path": path, "account": id.to_string(), "differences": differences.json() }));
        };
        for path in &self.against {
            let sealed = Sealed::open(path, None)?;
            let (_, truth) = sealed.account(path)?;
            let account: Vec<&str> = truth.account.clone().map(|at| truth.words.get(at)).collect();
            hold(path, truth.id, &account);
        }
        if let Some(archive) = trusted.archive.as_ref().filter(|_| !is_true) {
            let copied: Vec<&str> = words.iter().collect();
            if let Some(nearest) = archive.nearest(&copied).first() {
                let account: Vec<&str> = nearest.words.iter().map(String::as_str).collect();
                hold(&nearest.path, nearest.id, &account);
            }
        }
        // A slip answers for the copy; where there is none, one text that it has whole is enough.
        if report.checked.is_empty() && !answers.is_empty() {
            said.answers.push(answers.into_iter().min_by_key(|answer| *answer as u8).expect("at least one"));
        }
        Ok(found)
    }
}

/// What was said, and what it comes to.
struct Said {
    json: bool,
    answers: Vec<Answer>,
    slips: Vec<Value>,
}

impl Said {
    fn answer(&self) -> Answer {
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

    fn unreadable(&mut self, unreadable: Unreadable) {
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

    fn cannot_judge(&mut self) {
        self.head("CANNOT JUDGE", "");
        self.line("too many places in this text look like the account's end. Cut it down to the account and its slip, and check again");
        self.slips.push(json!({ "verdict": "cannot judge" }));
        self.answers.push(Answer::CouldNotTell);
    }

    fn not_true(&mut self, why: &str, slip: &Slip, held_against_something: bool) {
        self.head("NOT TRUE TO ITS SLIP", "");
        self.line(why);
        if !held_against_something {
            self.line("to see which, hold it against the sealed text (--against) or a folder of accounts (--in)");
        }
        self.slips.push(json!({ "verdict": "not true", "why": why, "pen_name": slip.pen_name.to_string() }));
        self.answers.push(Answer::No);
    }

    fn no_slip(&mut self, path: &Path, report: &Report, searched: bool) {
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
    fn truth(
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
