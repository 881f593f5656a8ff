use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use firsthand_account::slip::find::slips;
use firsthand_copies::index::{Index, IndexError, Stat, Writer};
use serde::Deserialize;

use crate::copy::{self, Sealed};
use crate::error::{CliError, name};
use crate::limits::MAX_INDEX_LINE;
use crate::out::short;
use crate::progress::Progress;
use crate::refusals;
use crate::wording::count;
use firsthand_verdict::Answer;

/// Keep an index of texts, in which `find` looks for the source of a copy.
///
/// The index is a folder that only you may read. It holds the words of its texts in the clear. Only one program at a time can
/// change it; other programs can read it meanwhile. If a change is interrupted, the index stays as it was before.
///
/// Examples:
///   firsthand index add archive sealed/*.txt
///   firsthand index add archive accounts.jsonl
///   firsthand index stat archive
#[derive(Subcommand)]
#[command(verbatim_doc_comment)]
pub enum IndexVerb {
    /// Add texts. If there is no index, one is made.
    Add(Add),
    /// Remove texts.
    Remove(Remove),
    /// Print how many texts and bytes it holds.
    Stat(Folder),
    /// Read all of it, and compare every byte with its checksum.
    Check(Folder),
}

#[derive(Args)]
pub struct Add {
    /// The folder of the index.
    index: PathBuf,
    /// Sealed texts and bundles, whose id is that of the account; plain texts, whose id is their file name; and JSON Lines
    /// (*.jsonl) with `{"id": …, "text": …}`. A text with an id that the index has already replaces the older text.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Args)]
pub struct Remove {
    /// The folder of the index.
    index: PathBuf,
    /// The ids of the texts.
    #[arg(required = true)]
    ids: Vec<String>,
}

#[derive(Args)]
pub struct Folder {
    /// The folder of the index.
    index: PathBuf,
}

/// A line of JSON Lines. Other keys are ignored.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

impl IndexVerb {
    pub fn run(self) -> Result<Answer, CliError> {
        match self {
            Self::Add(add) => add.run(),
            Self::Remove(remove) => remove.run(),
            Self::Stat(Folder { index }) => {
                say(&index, Index::open(&index).map_err(refusals::index)?.stat());
                Ok(Answer::Yes)
            }
            Self::Check(Folder { index }) => {
                let opened = Index::open(&index).map_err(refusals::index)?;
                opened.check().map_err(refusals::index)?;
                say!("{}: every byte is as it was written", name(&index));
                Ok(Answer::Yes)
            }
        }
    }
}

fn say(path: &Path, Stat { texts, segments, text_bytes, index_bytes, .. }: Stat) {
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    say!(
        "{}: {}, {:.1} MB of text, {:.1} MB of index in {}",
        name(path),
        count(texts as usize, "text"),
        megabytes(text_bytes),
        megabytes(index_bytes),
        count(segments, "segment"),
    );
}

impl Remove {
    fn run(self) -> Result<Answer, CliError> {
        // The writer would make an index if there is none.
        Index::open(&self.index).map_err(refusals::index)?;
        let mut writer = Writer::open(&self.index).map_err(refusals::index)?;
        let mut answer = Answer::Yes;
        for id in &self.ids {
            if !writer.remove(id) {
                warn!("{}: the index has no text with this id", short(id));
                answer = Answer::No;
            }
        }
        say(&self.index, writer.commit().map_err(refusals::index)?.stat());
        Ok(answer)
    }
}

/// Adds texts, and prints the progress.
struct Adding {
    writer: Writer,
    added: usize,
    refused: usize,
    progress: Progress,
}

impl Adding {
    fn add(&mut self, id: &str, text: &str) -> Result<(), IndexError> {
        self.writer.add(id, text)?;
        self.added += 1;
        self.progress.say(|| format!("{} so far", count(self.added, "text")));
        Ok(())
    }

    /// Names a text that could not be added, and goes on. An error of the index itself ends the work.
    fn report(&mut self, of: &str, done: Result<(), IndexError>) -> Result<(), CliError> {
        match done {
            Err(error @ (IndexError::Id | IndexError::TooLong(_))) => {
                self.refuse(of, &error);
                Ok(())
            }
            done => done.map_err(refusals::index),
        }
    }

    fn refuse(&mut self, of: &str, why: &dyn std::fmt::Display) {
        self.refused += 1;
        warn!("{of}: not added: {why}");
    }

    fn lines(&mut self, path: &Path) -> Result<(), CliError> {
        let failed = |error| CliError::io(path, "read", error);
        let input: Box<dyn Read> =
            if path == Path::new("-") { Box::new(io::stdin()) } else { Box::new(File::open(path).map_err(failed)?) };
        let mut input = BufReader::with_capacity(1 << 20, input);
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let of = format!("{}, line {number}", name(path));
            let read = input.by_ref().take(MAX_INDEX_LINE as u64).read_until(b'\n', &mut line).map_err(failed)?;
            if read == 0 {
                break;
            }
            if read == MAX_INDEX_LINE && !line.ends_with(b"\n") {
                input.skip_until(b'\n').map_err(failed)?;
                self.refuse(&of, &"it is too long");
                continue;
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            // The message of serde may quote words of the line, so only the column is printed.
            match serde_json::from_slice::<Line>(&line) {
                Ok(Line { id, text }) => {
                    let done = self.add(&id, &text);
                    self.report(&of, done)?;
                }
                Err(error) => {
                    let at = error.column();
                    self.refuse(&of, &format!("it is not an object with \"id\" and \"text\" (column {at})"));
                }
            }
        }
        Ok(())
    }

    /// Adds the text of a file: the sealed words, or all of it if it is not sealed.
    fn file(&mut self, path: &Path) -> Result<(), CliError> {
        let read = || {
            let copy = copy::open(path)?;
            let apart = path.with_extension("slip");
            if copy.bundle.is_none() && slips(&copy.text).is_empty() && !apart.is_file() {
                return Ok((path.display().to_string(), copy.text));
            }
            let sealed = Sealed::open(path, None)?;
            let (_, truth) = sealed.account(path)?;
            Ok((truth.id.to_string(), truth.words.show(truth.account.clone())))
        };
        match read() {
            Ok((id, text)) => {
                let done = self.add(&id, &text);
                self.report(&name(path), done)
            }
            Err(error) => {
                self.refused += 1;
                CliError::print(&error);
                Ok(())
            }
        }
    }
}

impl Add {
    fn run(self) -> Result<Answer, CliError> {
        let writer = Writer::open(&self.index).map_err(refusals::index)?;
        let mut adding = Adding { writer, added: 0, refused: 0, progress: Progress::new() };
        for path in &self.files {
            if path.extension().is_some_and(|ending| ending == "jsonl") || path == Path::new("-") {
                adding.lines(path)?;
            } else {
                adding.file(path)?;
            }
        }
        adding.progress.say(|| "writing".to_owned());
        let stat = adding.writer.commit().map_err(refusals::index)?.stat();
        adding.progress.done();
        say!("{} added", count(adding.added, "text"));
        say(&self.index, stat);
        Ok(if adding.refused == 0 { Answer::Yes } else { Answer::No })
    }
}
