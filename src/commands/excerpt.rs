use std::path::PathBuf;

use clap::Args;
use firsthand_account::edition::{Account, Ends};
use firsthand_account::near::occurrences;
use firsthand_account::ranges::Ranges;

use crate::commands::withhold::{cannot_withhold, places, write};
use crate::copy::Sealed;
use crate::error::CliError;
use crate::files::Output;
use firsthand_verdict::Answer;

/// Make an excerpt of a sealed text: a span of words that its slip still proves.
///
/// A check tells readers the numbers of these words in the account. An excerpt of fewer than 20 words must stay on lines of
/// its own.
///
/// Examples:
///   firsthand excerpt sealed.txt --words 120-160 -o excerpt.txt
///   firsthand excerpt sealed.txt --from "We saw the" --to "on the bridge."
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Excerpt {
    /// A sealed text, an edition or a bundle.
    sealed: PathBuf,
    /// The file with its slip, if the slip is not in the text.
    #[arg(long)]
    slip: Option<PathBuf>,
    /// The numbers of the first and the last word, counted from 1.
    #[arg(long, value_name = "A-B", conflicts_with_all = ["from", "to"], required_unless_present = "from")]
    words: Option<String>,
    /// The words with which the excerpt begins.
    #[arg(long, value_name = "PHRASE", requires = "to")]
    from: Option<String>,
    /// The words with which the excerpt ends.
    #[arg(long, value_name = "PHRASE", requires = "from")]
    to: Option<String>,
    /// The file to write. The default is standard output.
    #[arg(short, long)]
    out: Option<PathBuf>,
    /// Replace a file that exists.
    #[arg(long)]
    force: bool,
}

impl Excerpt {
    pub fn run(self) -> Result<Answer, CliError> {
        let output = Output::new(self.out.clone(), self.force)?;
        let sealed = Sealed::open(&self.sealed, self.slip.as_deref())?;
        let (slip, truth) = sealed.account(&self.sealed)?;
        let account = Account::new(&truth, &slip);
        let span = match (&self.words, &self.from, &self.to) {
            (Some(words), _, _) => {
                let ranges = places(words, slip.n)?;
                match ranges.iter().as_slice() {
                    [span] => span.clone(),
                    _ => {
                        return Err(CliError::new("an excerpt is one span of words")
                            .hint("write --words A-B, for example --words 120-160"));
                    }
                }
            }
            (_, Some(from), Some(to)) => {
                let (first, _) = only(&account, from, 0)?;
                let (_, end) = only(&account, to, first)?;
                first..end
            }
            _ => unreachable!("one of them is required"),
        };
        let others = Ranges::new(vec![0..span.start, span.end..slip.n]);
        if !slip.withheld.iter().all(|held| held.end <= span.start || held.start >= span.end) {
            warn!("warning: some words in this span are withheld already; the excerpt has a mark in their place");
        }
        let excerpt = account.withhold(&others, Ends::Left).map_err(cannot_withhold)?;
        write(&excerpt, &output)?;
        warn!("Words {} to {} of {}.", span.start + 1, span.end, slip.n);
        Ok(Answer::Yes)
    }
}

/// The only occurrence of `phrase` at or after the word with the number `after`: its first word and the word after its last.
/// Fails if there is none, or more than one.
fn only(account: &Account, phrase: &str, after: u32) -> Result<(u32, u32), CliError> {
    let open: Vec<(u32, &str)> = account.words().filter(|(place, _)| *place >= after).collect();
    let words: Vec<&str> = open.iter().map(|(_, word)| *word).collect();
    let mut found = occurrences(&words, phrase).into_iter().filter(|each| each.exact);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok((open[one.words.start].0, open[one.words.end - 1].0 + 1)),
        (None, _) => Err(CliError::new("the phrase is not in the account")
            .hint("`firsthand words` prints the words with their numbers; then use --words A-B")),
        _ => Err(CliError::new("the phrase is in the account more than once")
            .hint("add the next words to it, or use --words A-B")),
    }
}
