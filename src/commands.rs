//! The verbs. Each has a file.

mod check;
mod collate;
mod completions;
mod differences;
mod excerpt;
mod find;
mod index;
mod known;
mod page;
mod penname;
mod pull;
mod seal;
mod serve;
mod site;
mod slip;
mod store;
mod trace;
mod withhold;
mod words;

use clap::{CommandFactory, Parser, Subcommand};

use crate::error::CliError;
use firsthand_verdict::Answer;

/// Seal an eyewitness account, withhold any word of it, check any copy of it.
///
/// A seal is over the words of a text. The seal travels as a slip: a few lines of letters below the text. The slip proves
/// the words of any copy without a server, whether the copy was wrapped, pasted, quoted or printed. It does not prove who
/// sealed them. That is why `check` always gives two answers: how the text stands to its slip, and whether you know whose
/// slip it is.
#[derive(Parser)]
#[command(version, about, max_term_width = 100, after_help = "Exit codes: 0 yes, 1 no, 2 error, 3 could not tell.")]
pub struct Firsthand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Seal(seal::Seal),
    Check(check::Check),
    Withhold(withhold::Withhold),
    Excerpt(excerpt::Excerpt),
    Slip(slip::SlipOf),
    Words(words::WordsOf),
    Find(find::Find),
    Collate(collate::Collate),
    #[command(subcommand)]
    Index(index::IndexVerb),
    Trace(trace::Trace),
    #[command(subcommand)]
    Penname(penname::Penname),
    #[command(subcommand)]
    Known(known::KnownList),
    Page(page::Page),
    Serve(serve::Serve),
    Site(site::Site),
    Pull(pull::Pull),
    #[command(subcommand)]
    Store(store::StoreVerb),
    Completions(completions::Completions),
}

impl Firsthand {
    pub fn run(self) -> Result<Answer, CliError> {
        match self.verb {
            Verb::Seal(seal) => seal.run(),
            Verb::Check(check) => check.run(),
            Verb::Withhold(withhold) => withhold.run(),
            Verb::Excerpt(excerpt) => excerpt.run(),
            Verb::Slip(slip) => slip.run(),
            Verb::Words(words) => words.run(),
            Verb::Find(find) => find.run(),
            Verb::Collate(collate) => collate.run(),
            Verb::Index(index) => index.run(),
            Verb::Trace(trace) => trace.run(),
            Verb::Penname(penname) => penname.run(),
            Verb::Known(known) => known.run(),
            Verb::Page(page) => page.run(),
            Verb::Serve(serve) => serve.run(),
            Verb::Site(site) => site.run(),
            Verb::Pull(pull) => pull.run(),
            Verb::Store(store) => store.run(),
            Verb::Completions(completions) => completions.run(Self::command()),
        }
    }
}
