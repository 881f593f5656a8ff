use std::path::PathBuf;

use clap::Args;
use firsthand_account::seal::{CannotSeal, sealable};
use firsthand_account::warnings::warnings;
use firsthand_account::words::Words;
use firsthand_channels::utf16;
use firsthand_verdict::Answer;
use serde_json::json;

use crate::error::CliError;
use crate::out;
use crate::{files, wording};

/// Show the words of a text as a seal sees them, and warnings about the text.
///
/// Each word is on a line with its number, counted from 1. `withhold --words` takes these numbers. The answer is no if the
/// text cannot be sealed.
///
/// Example: firsthand words account.txt
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct WordsOf {
    /// The text; - for standard input.
    text: PathBuf,
    /// Read a text in UTF-16.
    #[arg(long)]
    convert: bool,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

impl WordsOf {
    pub fn run(self) -> Result<Answer, CliError> {
        let bytes = files::read(&self.text)?;
        let text = match utf16(&bytes).filter(|_| self.convert) {
            Some(text) => text,
            None => files::utf8(bytes, &self.text)?,
        };
        let words = Words::read(&text).map_err(CliError::of)?;
        let warnings: Vec<String> = warnings(&text).iter().map(wording::warning).collect();
        let refused = match sealable(&text) {
            Err(CannotSeal::Refused(refused)) => refused,
            Err(CannotSeal::NoWords) if self.json => Vec::new(),
            Err(error) => return Err(wording::cannot_seal(error, &text)),
            Ok(_) => Vec::new(),
        };
        if self.json {
            let refused: Vec<_> = refused
                .iter()
                .map(|s| json!({ "offset": s.offset, "character": format!("U+{:04X}", s.character as u32) }))
                .collect();
            out::say_json(
                &json!({ "words": words.iter().collect::<Vec<_>>(), "warnings": warnings, "refused": refused }),
            );
        } else {
            for (at, word) in words.iter().enumerate() {
                say!("{}\t{word}", at + 1);
            }
            for warning in &warnings {
                warn!("warning: {warning}");
            }
            if !refused.is_empty() {
                warn!("the text cannot be sealed with these characters:");
                wording::suspects(&text, &refused).into_iter().for_each(out::warn_line);
            }
        }
        Ok(if refused.is_empty() && !words.is_empty() { Answer::Yes } else { Answer::No })
    }
}
