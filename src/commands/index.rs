use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use firsthand_account::limits::MAX_TEXT_BYTES;
use firsthand_account::slip::find::slips;
use firsthand_copies::index::{Index, IndexError, Stat, Writer};
use serde::Deserialize;

use crate::Answer;
use crate::copy::{self, Sealed};
use crate::error::{CliError, name};
use crate::out::short;
use crate::progress::Progress;
use crate::wording::count;

/// Keep an index of texts, in which `find` looks for what a copy was made from.
///
/// The index is a folder. It holds the words of its texts as they are, and only you may read it. One program at a time
/// changes it; others may read it meanwhile, and a change that is broken off leaves it as it was.
///
/// Examples:
///   firsthand index add archive sealed/*.txt
///   firsthand index add archive accounts.jsonl
///   firsthand index stat archive
#[derive(Subcommand)]
#[command(verbatim_doc_comment)]
pub enum IndexVerb {
    /// Add texts; makes the index if there is none.
    Add(Add),
    /// Take texts out.
    Remove(Remove),
    /// Say what it holds.
    Stat(Folder),
    /// Read all of it, and hold it against what was written.
    Check(Folder),
}

#[derive(Args)]
pub struct Add {
    /// The index, a folder.
    index: PathBuf,
    /// Sealed texts and bundles, known by the id of their account; plain texts, known by their name; and JSON Lines
    /// (*.jsonl) with `{"id": …, "text": …}`. What is known by the same id as before takes its place.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Args)]
pub struct Remove {
    /// The index, a folder.
    index: PathBuf,
    /// The ids of the texts.
    #[arg(required = true)]
    ids: Vec<String>,
}

#[derive(Args)]
pub struct Folder {
    /// The index, a folder.
    index: PathBuf,
}

/// A line of JSON Lines. Other keys are passed over.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

pub fn cannot(error: IndexError) -> CliError {
    let said = CliError::new(&error);
    match error {
        IndexError::Io { path, error } if error.kind() == io::ErrorKind::StorageFull => {
            CliError::io(&path, "written", &error)
        }

        IndexError::None(_) => said.hint("make one with `firsthand index add INDEX FILE...`"),
        IndexError::Locked(_) => said.hint("wait until it is done, and try again"),
        IndexError::Later(_) => said.hint("use that version, or make the index anew"),
        IndexError::Damage { .. } => said.hint("no answer is given from it; make the index anew from its texts"),
        IndexError::Io { path, error } => CliError::io(&path, "read or written", &error),
        IndexError::Other(_) => said.hint("name a new folder, or one that `firsthand index add` made"),
        IndexError::TooLong(_) | IndexError::Id => said,
    }
}

impl IndexVerb {
    pub fn run(self) -> Result<Answer, CliError> {
        match self {
            Self::Add(add) => add.run(),
            Self::Remove(remove) => remove.run(),
            Self::Stat(Folder { index }) => {
                say(&index, Index::open(&index).map_err(cannot)?.stat());
                Ok(Answer::Yes)
            }
            Self::Check(Folder { index }) => {
                let opened = Index::open(&index).map_err(cannot)?;
                opened.check().map_err(cannot)?;
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
        // To change an index makes one where there is none.
        Index::open(&self.index).map_err(cannot)?;
        let mut writer = Writer::open(&self.index).map_err(cannot)?;
        let mut answer = Answer::Yes;
        for id in &self.ids {
            if !writer.remove(id) {
                warn!("{}: the index has no such text", short(id));
                answer = Answer::No;
            }
        }
        say(&self.index, writer.commit().map_err(cannot)?.stat());
        Ok(answer)
    }
}

/// Adds texts, and says how far it is.
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

    /// What is wrong with one text is said, and the others go on; what is wrong with the index ends the work.
    fn took(&mut self, of: &str, done: Result<(), IndexError>) -> Result<(), CliError> {
        match done {
            Err(error @ (IndexError::Id | IndexError::TooLong(_))) => {
                self.refuse(of, &error);
                Ok(())
            }
            done => done.map_err(cannot),
        }
    }

    fn refuse(&mut self, of: &str, why: &dyn std::fmt::Display) {
        self.refused += 1;
        warn!("{of}: not added: {why}");
    }

    fn lines(&mut self, path: &Path) -> Result<(), CliError> {
        let failed = |error| CliError::io(path, "read", &error);
        let input: Box<dyn Read> =
            if path == Path::new("-") { Box::new(io::stdin()) } else { Box::new(File::open(path).map_err(failed)?) };
        let mut input = BufReader::with_capacity(1 << 20, input);
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let of = format!("{}, line {number}", name(path));
            // JSON writes a character in six bytes at most.
            let read = input.by_ref().take(6 * MAX_TEXT_BYTES as u64).read_until(b'\n', &mut line).map_err(failed)?;
            if read == 0 {
                break;
            }
            if read == 6 * MAX_TEXT_BYTES && !line.ends_with(b"\n") {
                input.skip_until(b'\n').map_err(failed)?;
                self.refuse(&of, &"it is too long");
                continue;
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            // What serde says may hold words of the line.
            match serde_json::from_slice::<Line>(&line) {
                Ok(Line { id, text }) => {
                    let done = self.add(&id, &text);
                    self.took(&of, done)?;
                }
                Err(error) => {
                    let at = error.column();
                    self.refuse(&of, &format!("no object with \"id\" and \"text\" (column {at})"));
                }
            }
        }
        Ok(())
    }

    /// A text by itself: what its seal is over, or all of it.
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
                self.took(&name(path), done)
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
        let writer = Writer::open(&self.index).map_err(cannot)?;
        let mut adding = Adding { writer, added: 0, refused: 0, progress: Progress::new() };
        for path in &self.files {
            if path.extension().is_some_and(|ending| ending == "jsonl") || path == Path::new("-") {
                adding.lines(path)?;
            } else {
                adding.file(path)?;
            }
        }
        adding.progress.say(|| "writing".to_owned());
        let stat = adding.writer.commit().map_err(cannot)?.stat();
        adding.progress.done();
        say!("{} added", count(adding.added, "text"));
        say(&self.index, stat);
        Ok(if adding.refused == 0 { Answer::Yes } else { Answer::No })
    }
}
