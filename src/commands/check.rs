use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use firsthand_account::slip::find::slips;
use firsthand_verdict::{Archive, Id, Judged, Reader, judge};

use crate::copy::{self, open_slips_of};
use crate::error::{CliError, name};
use crate::folder::{Folder, entry};
use crate::known::Known;
use crate::limits::MAX_FILES_NAMED;
use crate::out;
use firsthand_verdict::Answer;

mod said;
use said::Said;

/// Check a copy: is it true to its slip, and do you know whose slip it is?
///
/// The command always answers both questions. If somebody changes a text and seals it again, it is true to its new slip.
/// Only a pen name or account id that reached you another way shows that the seal is not the witness's. Name it with
/// --expect, keep a list (`firsthand known`), or compare the copy with a folder of accounts that you trust (--in).
///
/// A copy without its slip can be compared with the sealed text (--against).
///
/// Examples:
///   firsthand check copy.txt --expect fhp1…
///   firsthand check copy.html --slip photo-of-the-slip.jpg
///   firsthand check pasted.txt --against sealed.txt
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Check {
    /// The copy: a text, a saved web page, a mail, a document or a bundle; - for standard input.
    copy: PathBuf,
    /// A slip that is not in the copy: a text, or a picture of its QR code. Repeat the option for several.
    #[arg(long, value_name = "FILE")]
    slip: Vec<PathBuf>,
    /// The pen name or account id that you were told. For any other seal the answer is no.
    #[arg(long, value_name = "ID|PENNAME")]
    expect: Option<Id>,
    /// A sealed text to compare the copy with, word by word.
    #[arg(long, value_name = "SEALED")]
    against: Vec<PathBuf>,
    /// A folder of sealed texts and bundles that you trust.
    #[arg(long = "in", value_name = "DIR")]
    archive: Option<PathBuf>,
    /// Print the sealed words as this program read them.
    #[arg(long)]
    print: bool,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(self) -> Result<Answer, CliError> {
        let copy = match copy::read(&self.copy)? {
            Ok(copy) => copy,
            Err(not_a_copy) => return Ok(self.not_read(&not_a_copy)),
        };
        let mut apart: Vec<&Path> = self.slip.iter().map(PathBuf::as_path).collect();
        // A slip that is too long for the text is in a file beside it.
        let beside = self.copy.with_extension("slip");
        if apart.is_empty() && slips(&copy.text).is_empty() && beside.is_file() {
            apart.push(&beside);
        }
        let apart = if apart.is_empty() { Vec::new() } else { open_slips_of(&apart)? };
        let known = Known::read()?;
        let folder = self.archive.as_deref().map(Folder::open).transpose()?;
        let against: Result<Vec<_>, _> = self.against.iter().map(|path| entry(path).map(Arc::new)).collect();
        let reader = Reader {
            expect: self.expect,
            known: known.entries(),
            archive: folder.as_ref().map(|folder| folder as &dyn Archive),
            against: against?,
        };
        let judged = judge(&copy, &apart, &reader).map_err(CliError::of)?;
        self.say(&judged, &reader);
        let passed_over = folder.as_ref().map_or(&[][..], |folder| &folder.passed_over);
        for path in passed_over.iter().take(MAX_FILES_NAMED) {
            warn!("warning: {} in the folder was not used: it holds no account that is true to its slip", name(path));
        }
        if passed_over.len() > MAX_FILES_NAMED {
            warn!("warning: {} more files in the folder were not used", passed_over.len() - MAX_FILES_NAMED);
        }
        Ok(judged.answer())
    }

    fn say(&self, judged: &Judged, reader: &Reader) {
        if self.json {
            out::say_json(&judged.json());
        } else {
            Said { copy: &self.copy, reader, whole: self.print }.all(judged);
        }
    }

    /// Reports a file that cannot be read as a copy. The answer about it is open.
    fn not_read(&self, not_a_copy: &firsthand_channels::NotACopy) -> Answer {
        if self.json {
            out::say_json(&firsthand_verdict::not_read(not_a_copy));
        } else {
            said::not_read(&self.copy, not_a_copy);
        }
        Answer::CouldNotTell
    }
}
