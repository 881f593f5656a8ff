use std::path::PathBuf;

use clap::Args;
use firsthand_account::edition::{Account, Ends};
use firsthand_account::near::occurrences;
use firsthand_account::ranges::Ranges;

use crate::Answer;
use crate::commands::withhold::{cannot_withhold, places, write};
use crate::copy::Sealed;
use crate::error::CliError;
use crate::files::Output;

/// Take a span of words out of a sealed text; its slip still proves them.
///
/// A reader is told which words of how many these are. Fewer than 20 words must stand on lines of their own.
///
/// Examples:
///   firsthand excerpt sealed.txt --words 120-160 -o excerpt.txt
///   firsthand excerpt sealed.txt --from "We saw the" --to "on the bridge."
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Excerpt {
    /// A sealed text, an edition or a bundle.
    sealed: PathBuf,
    /// Its slip, if that lies apart.
    #[arg(long)]
    slip: Option<PathBuf>,
    /// The first and last word, counted from 1.
    #[arg(long, value_name = "A-B", conflicts_with_all = ["from", "to"], required_unless_present = "from")]
    words: Option<String>,
    /// The words it begins with.
    #[arg(long, value_name = "PHRASE", requires = "to")]
    from: Option<String>,
    /// The words it ends with.
    #[arg(long, value_name = "PHRASE", requires = "from")]
    to: Option<String>,
    /// Where to write it; standard output if left out.
    #[arg(short, long)]
    out: Option<PathBuf>,
    /// Replace a file that is there.
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
                        return Err(CliError::new("an excerpt is one span")
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
            warn!("warning: words inside this span are withheld already; the excerpt has their marks");
        }
        let excerpt = account.withhold(&others, Ends::Left).map_err(|error| cannot_withhold(&error))?;
        write(&excerpt, &output)?;
        warn!("Words {} to {} of {}.", span.start + 1, span.end, slip.n);
        Ok(Answer::Yes)
    }
}

/// Where the one occurrence of a phrase from word `after` on begins and ends, in places of the account.
fn only(account: &Account, phrase: &str, after: u32) -> Result<(u32, u32), CliError> {
    let open: Vec<(u32, &str)> = account.words().filter(|(place, _)| *place >= after).collect();
    let words: Vec<&str> = open.iter().map(|(_, word)| *word).collect();
    let mut found = occurrences(&words, phrase).into_iter().filter(|each| each.exact);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok((open[one.words.start].0, open[one.words.end - 1].0 + 1)),
        (None, _) => Err(CliError::new("the phrase does not stand in the account")
            .hint("`firsthand words` shows its words with their numbers; then use --words A-B")),
        _ => Err(CliError::new("the phrase stands in the account more than once")
            .hint("give more words of it, or use --words A-B")),
    }
}
