use std::path::PathBuf;

use clap::{Args, Subcommand};
use firsthand_store::{Store, StoreError};

use crate::error::{CliError, name};
use crate::refusals;
use crate::wording::count;
use firsthand_verdict::Answer;

/// Verify or export the folder of a desk.
///
/// The folder holds encrypted files, each named by its hash, and the record of custody: a list of events. Each event
/// contains the hash of the event before. Stop `firsthand serve` first: only one program at a time can use the folder.
///
/// Examples:
///   firsthand store verify firsthand-data
///   firsthand store export firsthand-data backup-2026-11-23
#[derive(Subcommand)]
#[command(verbatim_doc_comment)]
pub enum StoreVerb {
    /// Compare every event and every encrypted file with its hash.
    Verify(Verify),
    /// Write everything as a bag (BagIt, RFC 8493). The files stay encrypted.
    Export(Export),
}

#[derive(Args)]
pub struct Verify {
    /// The desk's folder.
    folder: PathBuf,
}

#[derive(Args)]
pub struct Export {
    /// The desk's folder.
    folder: PathBuf,
    /// The folder of the new bag, which must not exist.
    bag: PathBuf,
}

impl StoreVerb {
    pub fn run(self) -> Result<Answer, CliError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::new("the program could not be started").because(error))?;
        match self {
            Self::Verify(verify) => runtime.block_on(verify.run()),
            Self::Export(export) => runtime.block_on(export.run()),
        }
    }
}

impl Verify {
    async fn run(self) -> Result<Answer, CliError> {
        let verified = match open(&self.folder).await {
            Ok(store) => store.verify().await,
            Err(error) => Err(error),
        };
        match verified {
            Ok((last, blobs)) => {
                let events = last.as_ref().map_or(0, |last| last.number as usize);
                say!("{} and {}: none was changed", count(events, "event"), count(blobs, "file"));
                if let Some(last) = last {
                    say!(
                        "  the last event is {}. Write this down: nothing else shows whether events are missing at the end",
                        last.seal()
                    );
                }
                Ok(Answer::Yes)
            }
            Err(error @ (StoreError::BrokenLog(_) | StoreError::MissingBlob(_) | StoreError::DamagedBlob(_))) => {
                say!("CHANGED OR DAMAGED: {error}");
                say!("  do not change this folder, and compare it with an earlier copy");
                Ok(Answer::No)
            }
            Err(error) => Err(refusals::store(error)),
        }
    }
}

impl Export {
    async fn run(self) -> Result<Answer, CliError> {
        let store = open(&self.folder).await.map_err(refusals::store)?;
        let files = store.export(&self.bag).await.map_err(refusals::store)?;
        say!("{} holds {}", name(&self.bag), count(files, "file"));
        Ok(Answer::Yes)
    }
}

/// Opens the folder of a desk. Fails if there is none.
async fn open(folder: &std::path::Path) -> Result<Store, StoreError> {
    let custody = folder.join("custody.sqlite");
    if !custody.exists() {
        let error = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(StoreError::File { path: custody, error });
    }
    Store::open(folder).await
}
