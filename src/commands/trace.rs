use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use clap::Args;
use firsthand_copies::index::{Index, IndexError, MatchKind};
use firsthand_copies::trace::{Hit, Tracer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Answer;
use crate::commands::index::cannot;
use crate::error::{CliError, name};
use crate::out;
use crate::progress::Progress;

/// So much is read at a time, in bytes, to the end of a line.
const BLOCK: usize = 1 << 20;
/// The longest line, in bytes.
const LONGEST: usize = 64 << 20;
/// How many blocks wait for each processor.
const WAITING: usize = 2;

/// Look through much text for copies of the texts of an index.
///
/// Reads JSON Lines with `{"text": …}` and, if there is one, an `"id"` of any kind; other keys are passed over. For each
/// line in which something of the index stands, one line is written, in order: the byte at which the line that was read
/// begins (`at`), the one at which the next begins (`next`), its id, and what was found: the account, copy or retelling,
/// how many words, which part of them is the same, and where in the text they stand, in bytes. To go on after a break,
/// give the `next` of the last whole line as --from. However much is read, no more than a few megabytes for each
/// processor are in memory, or a few lines where lines are longer; a line has 64 MiB at most.
///
/// Exit codes: 0 all was read, 1 some lines could not be (each is named), 2 error.
///
/// Examples:
///   firsthand trace archive < crawl.jsonl > hits.jsonl
///   zstdcat crawl.jsonl.zst | firsthand trace archive > hits.jsonl
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Trace {
    /// The index, as `firsthand index add` made it.
    index: PathBuf,
    /// What to look through; standard input if nothing is named.
    #[arg(default_value = "-", hide_default_value = true)]
    lines: PathBuf,
    /// Begin at this byte of it, where a line begins.
    #[arg(long, value_name = "BYTE", default_value_t = 0, hide_default_value = true)]
    from: u64,
    /// How many processors to use; all of them if nothing is said.
    #[arg(long)]
    jobs: Option<usize>,
}

/// A line that is read.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(borrow)]
    id: Option<&'l RawValue>,
    #[serde(borrow)]
    text: Cow<'l, str>,
}

/// A line that is written.
#[derive(Serialize)]
struct Found<'l> {
    at: u64,
    next: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'l RawValue>,
    found: Vec<Account<'l>>,
}

#[derive(Serialize)]
struct Account<'l> {
    account: &'l str,
    kind: &'static str,
    words: usize,
    /// To four digits.
    identity: f64,
    places: Vec<[usize; 2]>,
}

/// Whole lines, and where the first of them begins.
struct Block {
    at: u64,
    lines: Vec<u8>,
}

/// What became of a block: the lines to write, what could not be read, and where the next block begins.
struct Done {
    hits: String,
    refused: Vec<(u64, &'static str)>,
    next: u64,
}

type Work = (Block, SyncSender<Result<Done, IndexError>>);
/// What the writer waits for, in the order in which it was read.
type Turn = Result<Receiver<Result<Done, IndexError>>, (u64, &'static str)>;

impl Trace {
    pub fn run(self) -> Result<Answer, CliError> {
        let index = Index::open(&self.index).map_err(cannot)?;
        let tracer = Tracer::new(&index).map_err(cannot)?;
        let input = self.open()?;
        let jobs = self.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, Into::into)).max(1);
        let (work, waiting) = sync_channel::<Work>(jobs * WAITING);
        let (turns, in_order) = sync_channel::<Turn>(jobs * WAITING);
        let waiting = Mutex::new(waiting);
        thread::scope(|scope| {
            let reader = scope.spawn(|| read(input, self.from, work, turns));
            for _ in 0..jobs {
                scope.spawn(|| {
                    loop {
                        let next = waiting.lock().map(|queue| queue.recv());
                        let Ok(Ok((block, done))) = next else { break };
                        // Nobody waits any more where writing failed.
                        let _ = done.send(look(&tracer, &block));
                    }
                });
            }
            let written = self.write(in_order);
            // Where writing failed nobody takes turns any more, so the reader ends, and with it the others.
            let read = reader.join().expect("the reader does not panic");
            let refused = written?;
            read.map_err(|error| CliError::io(&self.lines, "read", &error))?;
            Ok(if refused { Answer::No } else { Answer::Yes })
        })
    }

    fn open(&self) -> Result<Box<dyn BufRead + Send>, CliError> {
        let failed = |error| CliError::io(&self.lines, "read", &error);
        if self.lines == Path::new("-") {
            let mut input = BufReader::with_capacity(BLOCK, io::stdin());
            let before = self.from.saturating_sub(1);
            let skipped = io::copy(&mut input.by_ref().take(before), &mut io::sink()).map_err(failed)?;
            if skipped < before {
                return Err(self.behind_the_end(skipped));
            }
            self.at_a_line(&mut input)?;
            return Ok(Box::new(input));
        }
        let mut file = File::open(&self.lines).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        if length < self.from {
            return Err(self.behind_the_end(length));
        }
        file.seek(SeekFrom::Start(self.from.saturating_sub(1))).map_err(failed)?;
        let mut input = BufReader::with_capacity(BLOCK, file);
        self.at_a_line(&mut input)?;
        Ok(Box::new(input))
    }

    /// Reads the byte before the first line, which ends another.
    fn at_a_line(&self, input: &mut impl Read) -> Result<(), CliError> {
        let mut before = [b'\n'];
        if self.from > 0 {
            input.read_exact(&mut before).map_err(|_| self.behind_the_end(self.from - 1))?;
        }
        if before != *b"\n" {
            return Err(CliError::new(format!("no line of {} begins at byte {}", name(&self.lines), self.from))
                .hint("give the `next` of the last whole line that was written for it"));
        }
        Ok(())
    }

    fn behind_the_end(&self, length: u64) -> CliError {
        CliError::new(format!(
            "{} has {length} bytes, and was to be read from byte {} on",
            name(&self.lines),
            self.from
        ))
        .hint("give the `next` of the last whole line that was written for it")
    }

    /// Writes what was found, in order; says whether lines were refused.
    fn write(&self, in_order: Receiver<Turn>) -> Result<bool, CliError> {
        let mut progress = Progress::new();
        let mut refused = false;
        let mut refuse = |at: u64, why: &str| {
            refused = true;
            warn!("{}, the line at byte {at}: passed over: {why}", name(&self.lines));
        };
        for turn in in_order {
            let done = match turn {
                Ok(done) => done.recv().expect("every block is looked through").map_err(cannot)?,
                Err((at, why)) => {
                    refuse(at, why);
                    continue;
                }
            };
            done.refused.iter().for_each(|(at, why)| refuse(*at, why));
            // Whoever breaks this off finds what was found so far.
            if !done.hits.is_empty() {
                out::write_json(&done.hits).map_err(cannot_write)?;
            }
            progress.say(|| format!("{:.1} MB so far", done.next as f64 / 1e6));
        }
        progress.done();
        Ok(refused)
    }
}

fn cannot_write(error: io::Error) -> CliError {
    CliError::new(format!("standard output could not be written: {error}")).hint(
        "what was written before is whole but for its last line; go on with the `next` of the one before, as --from",
    )
}

/// Hands out whole lines in order, until all is read or nobody takes them.
fn read(
    mut input: Box<dyn BufRead + Send>,
    from: u64,
    work: SyncSender<Work>,
    turns: SyncSender<Turn>,
) -> io::Result<()> {
    let mut at = from;
    loop {
        let mut lines = Vec::with_capacity(BLOCK + BLOCK / 8);
        input.by_ref().take(BLOCK as u64).read_to_end(&mut lines)?;
        if lines.is_empty() {
            return Ok(());
        }
        let mut too_long = None;
        if !lines.ends_with(b"\n") {
            let last = lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let room = LONGEST - (lines.len() - last).min(LONGEST);
            input.by_ref().take(room as u64).read_until(b'\n', &mut lines)?;
            if !lines.ends_with(b"\n") && lines.len() - last >= LONGEST {
                lines.truncate(last);
                too_long = Some(at + last as u64);
            }
        }
        let next = at + lines.len() as u64;
        let (sender, receiver) = sync_channel(1);
        if turns.send(Ok(receiver)).is_err() || work.send((Block { at, lines }, sender)).is_err() {
            return Ok(());
        }
        at = next;
        if let Some(start) = too_long {
            at = start + LONGEST as u64 + input.skip_until(b'\n')? as u64;
            if turns.send(Err((start, "it is longer than 64 MiB"))).is_err() {
                return Ok(());
            }
        }
    }
}

fn look(tracer: &Tracer, block: &Block) -> Result<Done, IndexError> {
    let mut done = Done { hits: String::new(), refused: Vec::new(), next: block.at + block.lines.len() as u64 };
    let mut at = block.at;
    for line in block.lines.split_inclusive(|byte| *byte == b'\n') {
        let next = at + line.len() as u64;
        if !line.trim_ascii().is_empty() {
            // What the parser says may hold words of the line.
            match serde_json::from_slice::<Line>(line) {
                Ok(Line { id, text }) => {
                    let hits = tracer.hits(&text)?;
                    if !hits.is_empty() {
                        let found = Found { at, next, id, found: hits.iter().map(account).collect() };
                        done.hits += &out::json(&found);
                        done.hits.push('\n');
                    }
                }
                Err(_) => done.refused.push((at, "it is no JSON object with a \"text\" in UTF-8")),
            }
        }
        at = next;
    }
    Ok(done)
}

fn account<'l>(hit: &'l Hit) -> Account<'l> {
    Account {
        account: hit.id,
        kind: if hit.kind == MatchKind::Copy { "copy" } else { "retelling" },
        words: hit.words,
        identity: (hit.identity * 1e4).round() / 1e4,
        places: hit.places.iter().map(|place| [place.start, place.end]).collect(),
    }
}
