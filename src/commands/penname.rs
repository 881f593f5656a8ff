use std::path::PathBuf;

use age::secrecy::ExposeSecret;
use clap::Subcommand;
use firsthand_account::identity::SecretKey;
use serde_json::json;

use crate::Answer;
use crate::error::CliError;
use crate::files::Output;
use crate::out;
use crate::secret;

/// Make or show a pen name: a key to seal with, and no name attached.
///
/// Sealing with a pen name lets readers know that two accounts have one author. Whoever finds its file can prove that you
/// sealed them. If you need neither, seal without one: the key is then made, used once and forgotten.
#[derive(Subcommand)]
#[command(verbatim_doc_comment)]
pub enum Penname {
    #[command(verbatim_doc_comment)]
    /// Make a pen name and keep its secret in FILE, which only you may read.
    ///
    /// Example: firsthand penname new ~/penname --passphrase
    New {
        file: PathBuf,
        /// Ask for a passphrase and encrypt the file under it; `age -d` opens it, too.
        #[arg(long)]
        passphrase: bool,
    },
    #[command(verbatim_doc_comment)]
    /// Show the pen name whose secret is in FILE. It may be told to anybody.
    ///
    /// Example: firsthand penname show ~/penname
    Show {
        file: PathBuf,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Penname {
    pub fn run(self) -> Result<Answer, CliError> {
        match self {
            Self::New { file, passphrase } => {
                let output = Output::new(Some(file), false)?;
                let key = SecretKey::from_bytes(&*secret::random()?);
                let text = secret::to_file(&key);
                if passphrase {
                    let first = secret::ask("Passphrase: ")?;
                    if first.expose_secret().is_empty() {
                        return Err(CliError::new("an empty passphrase protects nothing")
                            .hint("type one, or leave --passphrase out"));
                    }
                    let again = secret::ask("The same again: ")?;
                    if first.expose_secret() != again.expose_secret() {
                        return Err(CliError::new("the two passphrases are not the same")
                            .hint("nothing was written; try again"));
                    }
                    output.write_secret(&secret::lock(&text, first)?)?;
                } else {
                    output.write_secret(text.as_bytes())?;
                }
                say!("{}", key.pen_name());
                warn!(
                    "This is the pen name; tell it to anybody. Keep the file to yourself: whoever has it seals as you."
                );
            }
            Self::Show { file, json } => {
                let pen_name = secret::read(&file)?.pen_name();
                if json { out::say_json(&json!({ "pen_name": pen_name.to_string() })) } else { say!("{pen_name}") }
            }
        }
        Ok(Answer::Yes)
    }
}
