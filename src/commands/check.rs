use std::path::{Path, PathBuf};

use anstream::{eprintln, println};
use clap::Args;
use firsthand_account::check::{Checked, Report, Verdict};
use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use firsthand_channels::Copy;
use serde_json::{Value, json};

use crate::Answer;
use crate::archive::Archive;
use crate::commands::differences::{Side, compare_with};
use crate::copy::{self, Sealed, open_slips_of};
use crate::error::{CliError, name};
use crate::known::{Id, Known};
use crate::wording;

mod said;
mod standing;
use said::Said;
use standing::Trusted;

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

impl Check {
    pub fn run(self) -> Result<Answer, CliError> {
        let copy = copy::open(&self.copy)?;
        let slips: Vec<&Path> = self.slip.iter().map(PathBuf::as_path).collect();
        let mut apart = if slips.is_empty() { Vec::new() } else { open_slips_of(&slips)? };
        let trusted = Trusted {
            known: Known::read()?,
            expect: self.expect,
            archive: self.archive.as_deref().map(Archive::open).transpose()?,
        };
        let mut report = copy.check(&apart).map_err(CliError::new)?;
        // A copy that names its account may have its slip in the archive, or beside it.
        if report.checked.is_empty()
            && let Some(slip) = self.find_slip(&trusted, report.names)
        {
            apart.push(slip);
            report = copy.check(&apart).map_err(CliError::new)?;
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
        let words = copy.words().map_err(CliError::new)?;
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
