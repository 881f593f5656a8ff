use clap::Subcommand;
use serde_json::json;

use crate::Answer;
use crate::error::CliError;
use firsthand_verdict::Id;

use crate::known::Known;
use crate::out::{self, short};

/// Keep your own list of pen names and account ids, with the names you give them.
///
/// `check` says whose seal it is where the list knows it. The list is a plain file that only you may read; it says whom
/// you read, so where that is dangerous keep none. Its place is FIRSTHAND_KNOWN, or ~/.config/firsthand/known.
#[derive(Subcommand)]
#[command(verbatim_doc_comment)]
pub enum KnownList {
    #[command(verbatim_doc_comment)]
    /// Add a pen name or an account's id under a name of yours.
    ///
    /// Example: firsthand known add fhp1… "the baker's daughter"
    Add { id: Id, name: String },
    #[command(verbatim_doc_comment)]
    /// Remove one, by its id or its name.
    Remove { id_or_name: String },
    #[command(verbatim_doc_comment)]
    /// Show the list.
    List {
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

impl KnownList {
    pub fn run(self) -> Result<Answer, CliError> {
        let mut known = Known::read()?;
        match self {
            Self::Add { id, name } => {
                if name.trim().is_empty() || name.contains(['\n', '\r']) {
                    return Err(CliError::new("a name is one line with something on it"));
                }
                known.add(id, name.trim());
                known.write()?;
            }
            Self::Remove { id_or_name } => {
                if !known.remove(id_or_name.trim()) {
                    warn!("Nothing on the list has this id or name.");
                    return Ok(Answer::No);
                }
                known.write()?;
            }
            Self::List { json: true } => {
                let entries: Vec<_> =
                    known.entries().iter().map(|(id, name)| json!({ "id": id.to_string(), "name": name })).collect();
                out::say_json(&entries);
            }
            Self::List { json: false } => {
                for (id, name) in known.entries() {
                    say!("{id} {}", short(name));
                }
            }
        }
        Ok(Answer::Yes)
    }
}
