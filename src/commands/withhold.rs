use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use firsthand_account::characters::MARK;
use firsthand_account::edition::{Account, CannotWithhold, Edition, Ends, wider};
use firsthand_account::limits::MAX_LETTERS_IN_TEXT;
use firsthand_account::near::{Occurrence, occurrences};
use firsthand_account::ranges::Ranges;

use crate::commands::seal::write_sealed;
use crate::copy::Sealed;
use crate::error::{CliError, name};
use crate::files::{self, Output};
use crate::limits::MAX_CONTEXT;
use crate::out::{self, quoted, shorter};
use crate::wording::count;
use firsthand_verdict::Answer;

/// Withhold words of a sealed text. The slip still proves the rest.
///
/// The command asks for the words, shows every place where they stand, and offers near forms: the same name in another case,
/// ending or script. You type the names at the prompt or put them into a file. Do not put them on the command line, because
/// a shell keeps its history. If the text is an edition, the new edition has the withheld words of both.
///
/// Examples:
///   firsthand withhold sealed.txt -o edition.txt
///   firsthand withhold sealed.txt --words 12-14,40 -o edition.txt
///   firsthand withhold sealed.txt --phrases names.txt --near all -o edition.txt
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Withhold {
    /// A sealed text, an edition or a bundle.
    sealed: PathBuf,
    /// The file with its slip, if the slip is not in the text.
    #[arg(long)]
    slip: Option<PathBuf>,
    /// A file with a word, name or phrase on each line; - for standard input.
    #[arg(long, value_name = "FILE")]
    phrases: Option<PathBuf>,
    /// The numbers of words to withhold, counted from 1. A span includes both its ends.
    #[arg(long, value_name = "12-14,40")]
    words: Vec<String>,
    /// What to do with near forms: ask about each, withhold all, or only show them. The default at a terminal is ask, else
    /// show.
    #[arg(long, value_enum)]
    near: Option<Near>,
    /// Withhold some words around each place too, if the slip becomes much shorter.
    #[arg(long)]
    wider: bool,
    /// The file to write the edition to. The default is standard output.
    #[arg(short, long)]
    out: Option<PathBuf>,
    /// Replace files that exist.
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Near {
    Ask,
    All,
    Show,
}

impl Withhold {
    pub fn run(self) -> Result<Answer, CliError> {
        let output = Output::new(self.out.clone(), self.force)?;
        let sealed = Sealed::open(&self.sealed, self.slip.as_deref())?;
        let (slip, truth) = sealed.account(&self.sealed)?;
        let account = Account::new(&truth, &slip);

        let mut ranges = Ranges::default();
        for words in &self.words {
            ranges = ranges.union(&places(words, slip.n)?);
        }
        if self.phrases.is_some() || self.words.is_empty() {
            ranges = ranges.union(&self.ask(&account)?);
        }
        if ranges.is_empty() {
            warn!("There is nothing to withhold, and no file was written.");
            return Ok(Answer::No);
        }
        let ranges = self.consider_wider(&account, ranges);
        let edition = account.withhold(&ranges, Ends::Marked).map_err(cannot_withhold)?;
        write(&edition, &output)?;
        let withheld = &edition.slip.withheld;
        warn!(
            "Withheld: {} of {}, in {}.",
            withheld.words(),
            count(slip.n as usize, "word"),
            count(withheld.len(), "place")
        );
        if sealed.bundle().is_some_and(|bundle| !bundle.enclosures.is_empty()) {
            warn!("The enclosures are left out of this edition, because they may show the withheld words.");
        }
        Ok(Answer::Yes)
    }

    /// Asks for phrases, and returns their places.
    fn ask(&self, account: &Account) -> Result<Ranges, CliError> {
        let open: Vec<(u32, &str)> = account.words().collect();
        let words: Vec<&str> = open.iter().map(|(_, word)| *word).collect();
        let at_terminal = io::stdin().is_terminal();
        let from_file = self.phrases.as_deref().filter(|path| *path != Path::new("-"));
        let near = self.near.unwrap_or(if at_terminal { Near::Ask } else { Near::Show });
        let mut asking = Asking { open: &open, words: &words, near, chosen: Ranges::default(), shown: BTreeSet::new() };
        match from_file {
            Some(path) => {
                let phrases = files::utf8(files::read(path)?, path)?;
                phrases.lines().filter(|line| !line.trim().is_empty()).try_for_each(|phrase| asking.phrase(phrase))?;
            }
            None => {
                if at_terminal {
                    warn!("Type a word, a name or a phrase to withhold. To end, leave the line empty.");
                }
                while let Some(phrase) = prompt(if at_terminal { "withhold: " } else { "" })? {
                    if phrase.is_empty() {
                        break;
                    }
                    asking.phrase(&phrase)?;
                }
            }
        }
        if !asking.shown.is_empty() {
            let numbers: Vec<String> = asking.shown.iter().map(u32::to_string).collect();
            warn!("Near forms are not withheld. To withhold them too, add --near all or --words {}", numbers.join(","));
        }
        Ok(asking.chosen)
    }

    /// Prints how long the slip becomes. With --wider, the places become wider if that makes the slip much shorter.
    fn consider_wider(&self, account: &Account, ranges: Ranges) -> Ranges {
        let letters = |bytes: usize| {
            let with_checksum = bytes + 4;
            let letters = ((with_checksum + 16 * with_checksum.div_ceil(239)) * 8).div_ceil(5) + 8;
            10 + letters + letters.div_ceil(8)
        };
        warn!(
            "The slip has {} characters now, and {} with these words withheld.",
            letters(account.payload_length(&Ranges::default())),
            letters(account.payload_length(&ranges))
        );
        match wider(account, &ranges) {
            Some((wide, length)) if self.wider => {
                warn!("With wider places it has {}.", letters(length));
                wide
            }
            Some((wide, length)) => {
                let more = wide.words() - ranges.words();
                warn!(
                    "With {} more withheld around them, the slip would have {}. To withhold these too, add --wider.",
                    count(more as usize, "word"),
                    letters(length)
                );
                ranges
            }
            None => ranges,
        }
    }
}

/// The questions about what to withhold, and the answers so far.
struct Asking<'a> {
    open: &'a [(u32, &'a str)],
    words: &'a [&'a str],
    near: Near,
    chosen: Ranges,
    /// The numbers of near forms that were shown and not chosen, counted from 1.
    shown: BTreeSet<u32>,
}

impl Asking<'_> {
    fn phrase(&mut self, phrase: &str) -> Result<(), CliError> {
        let found = occurrences(self.words, phrase);
        let (exact, near): (Vec<_>, Vec<_>) = found.into_iter().partition(|each| each.exact);
        match exact.len() {
            0 if near.is_empty() => warn!("  not found; try another spelling"),
            0 => warn!("  not found in this spelling"),
            _ => {}
        }
        for each in &exact {
            warn!("  withheld    {}", self.context(each));
            self.choose(each);
        }
        for each in &near {
            let yes = match self.near {
                Near::All => {
                    warn!("  withheld    {}", self.context(each));
                    true
                }
                Near::Show => {
                    warn!("  near form   {}", self.context(each));
                    false
                }
                Near::Ask => {
                    let answer = prompt(&format!("  near form   {}  withhold it too? [Y/n] ", self.context(each)))?;
                    answer.is_some_and(|answer| !answer.to_lowercase().starts_with('n'))
                }
            };
            if yes {
                self.choose(each);
            } else {
                self.shown.extend(each.words.clone().map(|at| self.open[at].0 + 1));
            }
        }
        Ok(())
    }

    fn choose(&mut self, occurrence: &Occurrence) {
        let places = occurrence.words.clone().map(|at| self.open[at].0..self.open[at].0 + 1).collect();
        self.chosen = self.chosen.union(&Ranges::new(places));
    }

    /// An occurrence between « and », with the words around it.
    fn context(&self, occurrence: &Occurrence) -> String {
        const AROUND: usize = 5;
        let words = &occurrence.words;
        let (start, end) = (words.start.saturating_sub(AROUND), (words.end + AROUND).min(self.words.len()));
        let join = |range: std::ops::Range<usize>| self.words[range].join(" ");
        let around = format!("{} «{}» {}", join(start..words.start), join(words.clone()), join(words.end..end));
        let (before, after) = (if start > 0 { "… " } else { "" }, if end < self.words.len() { " …" } else { "" });
        format!("word {}: {before}{}{after}", self.open[words.start].0 + 1, shorter(around.trim(), MAX_CONTEXT))
    }
}

/// Asks on the terminal. Returns `None` at the end of the input.
fn prompt(question: &str) -> Result<Option<String>, CliError> {
    out::ask(question);
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    let read =
        read.map_err(|error| CliError::new("standard input could not be read").because(error).hint("type UTF-8 text"))?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

/// Reads numbers such as `12-14,40`, counted from 1. A span includes both its ends. `n` is the number of words.
pub fn places(text: &str, n: u32) -> Result<Ranges, CliError> {
    let bad = || {
        CliError::new(format!("{} is not a list of words", quoted(text)))
            .hint(format!("write numbers from 1 to {n}, such as 12-14,40"))
    };
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last): (u32, u32) =
            (first.trim().parse().map_err(|_| bad())?, last.trim().parse().map_err(|_| bad())?);
        if first == 0 || first > last || last > n { Err(bad()) } else { Ok(first - 1..last) }
    };
    Ok(Ranges::new(text.split(',').map(range).collect::<Result<_, _>>()?))
}

/// Writes an edition. The slip stands below the text, or in a file beside it if it is too long.
pub fn write(edition: &Edition, output: &Output) -> Result<(), CliError> {
    let slip = edition.slip.to_text();
    if slip.len() <= MAX_LETTERS_IN_TEXT {
        return write_sealed(output, &edition.pieces, &slip);
    }
    let Some(beside) = output.beside("slip")? else {
        return Err(CliError::new(format!(
            "the slip has {} characters, too long for the text, and needs a file of its own",
            slip.len()
        ))
        .hint("name a file for the edition with -o, and the slip is written beside it; or try --wider"));
    };
    beside.write(format!("{slip}\n").as_bytes())?;
    write_sealed(output, &edition.pieces, &edition.id.to_string())?;
    let beside = beside.path().map(name).unwrap_or_default();
    warn!("The slip has {} characters, too long for the text. It is in {beside}: pass on both files.", slip.len());
    Ok(())
}

/// Why words cannot be withheld.
pub fn cannot_withhold(error: CannotWithhold) -> CliError {
    let hint = match error {
        CannotWithhold::Everything => format!("leave at least one word without {MARK}"),
        CannotWithhold::SlipTooLong => "withhold fewer places, or wider ones".to_owned(),
        CannotWithhold::OutOfRange(_) | CannotWithhold::Inseparable | CannotWithhold::TooLong(_) => {
            return CliError::of(error);
        }
    };
    CliError::of(error).hint(hint)
}
