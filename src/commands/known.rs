use clap::Subcommand;
use serde_json::json;

use crate::error::CliError;
use firsthand_verdict::Answer;
use firsthand_verdict::Id;

use crate::known::Known;
use crate::out::{self, short};

/// Keep your own list of pen names and account ids, with the names that you give them.
///
/// If the list has the pen name or account of a seal, `check` prints your name for it. The list is a plain file that only
/// you may read. It shows whom you read: where that is dangerous, keep no list. The list is in the file that the variable
/// FIRSTHAND_KNOWN names, or in ~/.config/firsthand/known.
#[derive(Subcommand)]
#[command(verbatim_doc_comment)]
pub enum KnownList {
    #[command(verbatim_doc_comment)]
    /// Add a pen name or an account id, with a name that you choose.
    ///
    /// Example: firsthand known add fhp1… "the baker's daughter"
    Add {
        /// The pen name or account id.
        id: Id,
        /// Your name for it.
        name: String,
    },
    #[command(verbatim_doc_comment)]
    /// Remove an entry.
    Remove {
        /// The id of the entry, or the name that you gave it.
        id_or_name: String,
    },
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
                    return Err(CliError::new("a name must be one line, and cannot be empty"));
                }
                known.add(id, name.trim());
                known.write()?;
            }
            Self::Remove { id_or_name } => {
                if !known.remove(id_or_name.trim()) {
                    warn!("The list has no entry with this id or name.");
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
