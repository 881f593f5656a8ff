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

use crate::error::{CliError, name};
use crate::limits::{MAX_BLOCKS_WAITING, MAX_TRACE_LINE};
use crate::progress::Progress;
use crate::{out, refusals};
use firsthand_verdict::Answer;

/// How many bytes are read at a time. The line at the end is read to its end.
const BLOCK: usize = 1 << 20;

/// Search a large amount of text for copies of the texts in an index.
///
/// The command reads JSON Lines with `{"text": …}` and, if there is one, an `"id"` of any kind. It ignores other keys. For each
/// line that holds a copy it writes one line, in the same order, with:
///   at      the byte at which the line that was read begins
///   next    the byte at which the next line begins
///   id      the id of the line
///   found   each text that was found: its id in the index (account), whether this is a copy or a retelling (kind), the
///           number of words, the share of them that is the same (identity), and their places in bytes
/// After an interruption, go on with --from and the `next` of the last whole line. The command needs a few megabytes of memory
/// for each processor, or a few lines if lines are longer. A line has at most 64 MiB.
///
/// Exit codes: 0 all was read, 1 some lines could not be read (each is named), 2 error.
///
/// Examples:
///   firsthand trace archive < crawl.jsonl > hits.jsonl
///   zstdcat crawl.jsonl.zst | firsthand trace archive > hits.jsonl
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Trace {
    /// The folder of the index, which `firsthand index add` made.
    index: PathBuf,
    /// The file to search. The default is standard input.
    #[arg(default_value = "-", hide_default_value = true)]
    lines: PathBuf,
    /// The byte to begin at. A line must begin there.
    #[arg(long, value_name = "BYTE", default_value_t = 0, hide_default_value = true)]
    from: u64,
    /// How many processors to use. The default is all of them.
    #[arg(long)]
    jobs: Option<usize>,
}

/// A line of the input.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(borrow)]
    id: Option<&'l RawValue>,
    #[serde(borrow)]
    text: Cow<'l, str>,
}

/// A line of the output.
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
    /// Rounded to four digits.
    identity: f64,
    places: Vec<[usize; 2]>,
}

/// Whole lines, and where the first of them begins.
struct Block {
    at: u64,
    lines: Vec<u8>,
}

/// The result of a block: the lines to write, the lines that could not be read, and the byte where the next block begins.
struct Done {
    hits: String,
    refused: Vec<(u64, &'static str)>,
    next: u64,
}

type Work = (Block, SyncSender<Result<Done, IndexError>>);
/// A result for which the writer waits, in the order of the input.
type Turn = Result<Receiver<Result<Done, IndexError>>, (u64, &'static str)>;

impl Trace {
    pub fn run(self) -> Result<Answer, CliError> {
        let index = Index::open(&self.index).map_err(refusals::index)?;
        let tracer = Tracer::new(&index).map_err(refusals::index)?;
        let input = self.open()?;
        let jobs = self.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, Into::into)).max(1);
        let (work, waiting) = sync_channel::<Work>(jobs * MAX_BLOCKS_WAITING);
        let (turns, in_order) = sync_channel::<Turn>(jobs * MAX_BLOCKS_WAITING);
        let waiting = Mutex::new(waiting);
        thread::scope(|scope| {
            let reader = scope.spawn(|| read(input, self.from, work, turns));
            for _ in 0..jobs {
                scope.spawn(|| {
                    loop {
                        let next = waiting.lock().map(|queue| queue.recv());
                        let Ok(Ok((block, done))) = next else { break };
                        // If writing failed, nobody waits for the result.
                        let _ = done.send(look(&tracer, &block));
                    }
                });
            }
            let written = self.write(in_order);
            // If writing failed, nobody takes results. So the reader ends, and then the other threads.
            let read = reader.join().expect("the reader does not panic");
            let refused = written?;
            read.map_err(|error| CliError::io(&self.lines, "read", error))?;
            Ok(if refused { Answer::No } else { Answer::Yes })
        })
    }

    fn open(&self) -> Result<Box<dyn BufRead + Send>, CliError> {
        let failed = |error| CliError::io(&self.lines, "read", error);
        if self.lines == Path::new("-") {
            let mut input = BufReader::with_capacity(BLOCK, io::stdin());
            let before = self.from.saturating_sub(1);
            let skipped = io::copy(&mut input.by_ref().take(before), &mut io::sink()).map_err(failed)?;
            if skipped < before {
                return Err(self.beyond_the_end(skipped));
            }
            self.at_a_line(&mut input)?;
            return Ok(Box::new(input));
        }
        let mut file = File::open(&self.lines).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        if length < self.from {
            return Err(self.beyond_the_end(length));
        }
        file.seek(SeekFrom::Start(self.from.saturating_sub(1))).map_err(failed)?;
        let mut input = BufReader::with_capacity(BLOCK, file);
        self.at_a_line(&mut input)?;
        Ok(Box::new(input))
    }

    /// Reads the byte before the first line. Fails if it does not end a line.
    fn at_a_line(&self, input: &mut impl Read) -> Result<(), CliError> {
        let mut before = [b'\n'];
        if self.from > 0 {
            input.read_exact(&mut before).map_err(|_| self.beyond_the_end(self.from - 1))?;
        }
        if before != *b"\n" {
            return Err(CliError::new(format!("no line of {} begins at byte {}", name(&self.lines), self.from))
                .hint("give the `next` of the last whole line of the earlier output"));
        }
        Ok(())
    }

    fn beyond_the_end(&self, length: u64) -> CliError {
        CliError::new(format!("{} has {length} bytes, so it cannot be read from byte {}", name(&self.lines), self.from))
            .hint("give the `next` of the last whole line of the earlier output")
    }

    /// Writes the results in order. Returns whether lines could not be read.
    fn write(&self, in_order: Receiver<Turn>) -> Result<bool, CliError> {
        let mut progress = Progress::new();
        let mut refused = false;
        let mut refuse = |at: u64, why: &str| {
            refused = true;
            warn!("{}, the line at byte {at} was not read: {why}", name(&self.lines));
        };
        for turn in in_order {
            let done = match turn {
                Ok(done) => done.recv().expect("every block is looked through").map_err(refusals::index)?,
                Err((at, why)) => {
                    refuse(at, why);
                    continue;
                }
            };
            done.refused.iter().for_each(|(at, why)| refuse(*at, why));
            // After an interruption, the results so far are complete.
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
    CliError::new("standard output could not be written")
        .because(error)
        .hint("only the last line of the output may be incomplete; go on with --from and the `next` of the line before")
}

/// Sends whole lines in order, until all are read or nobody receives them.
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
            let room = MAX_TRACE_LINE - (lines.len() - last).min(MAX_TRACE_LINE);
            input.by_ref().take(room as u64).read_until(b'\n', &mut lines)?;
            if !lines.ends_with(b"\n") && lines.len() - last >= MAX_TRACE_LINE {
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
            at = start + MAX_TRACE_LINE as u64 + input.skip_until(b'\n')? as u64;
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
            // The message of the parser may quote words of the line.
            match serde_json::from_slice::<Line>(line) {
                Ok(Line { id, text }) => {
                    let hits = tracer.hits(&text)?;
                    if !hits.is_empty() {
                        let found = Found { at, next, id, found: hits.iter().map(account).collect() };
                        done.hits += &out::json(&found);
                        done.hits.push('\n');
                    }
                }
                Err(_) => done.refused.push((at, "it is not a JSON object with a \"text\" in UTF-8")),
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
