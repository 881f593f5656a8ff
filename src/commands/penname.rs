use std::path::PathBuf;

use age::secrecy::ExposeSecret;
use clap::Subcommand;
use firsthand_account::identity::SecretKey;
use serde_json::json;

use crate::error::CliError;
use crate::files::Output;
use crate::out;
use crate::secret;
use firsthand_verdict::Answer;

/// Make or show a pen name: a public key with no name attached, and the secret key to seal with.
///
/// If you seal two accounts with one pen name, readers can see that they have one author. Anybody who finds the file of the
/// pen name can prove that you sealed them. If you do not need this, seal without a pen name: then the key is made, used
/// once and forgotten.
#[derive(Subcommand)]
#[command(verbatim_doc_comment)]
pub enum Penname {
    #[command(verbatim_doc_comment)]
    /// Make a pen name, and keep its secret key in FILE, which only you may read.
    ///
    /// Example: firsthand penname new ~/penname --passphrase
    New {
        /// The file to write.
        file: PathBuf,
        /// Ask for a passphrase, and encrypt the file with it. The program `age -d` opens the file, too.
        #[arg(long)]
        passphrase: bool,
    },
    #[command(verbatim_doc_comment)]
    /// Show the pen name whose secret key is in FILE. You may tell the pen name to anybody.
    ///
    /// Example: firsthand penname show ~/penname
    Show {
        /// The file with the secret key.
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
                            .hint("type one, or leave out --passphrase"));
                    }
                    let again = secret::ask("The same passphrase again: ")?;
                    if first.expose_secret() != again.expose_secret() {
                        return Err(CliError::new("the two passphrases are not the same")
                            .hint("no file was written; try again"));
                    }
                    output.write_secret(&secret::lock(&text, first)?)?;
                } else {
                    output.write_secret(text.as_bytes())?;
                }
                say!("{}", key.pen_name());
                warn!(
                    "This is the pen name; you may tell it to anybody. Keep the file secret: anybody who has it can seal as you."
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
