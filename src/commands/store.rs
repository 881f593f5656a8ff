use std::path::PathBuf;

use clap::{Args, Subcommand};
use firsthand_store::{Store, StoreError};

use crate::Answer;
use crate::error::{CliError, name};
use crate::wording::count;

/// Look after what a desk keeps.
///
/// A desk's folder holds blobs, named by their hash, and custody, the list of every event, each bound to the one before.
/// Stop `firsthand serve` first: one program at a time uses the folder.
///
/// Examples:
///   firsthand store verify firsthand-data
///   firsthand store export firsthand-data backup-2026-11-23
#[derive(Subcommand)]
#[command(verbatim_doc_comment)]
pub enum StoreVerb {
    /// Hold every entry of custody and every blob against its hash.
    Verify(Verify),
    /// Write everything as a bag (BagIt, RFC 8493), still encrypted.
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
    /// The bag to make; it must not exist.
    bag: PathBuf,
}

impl StoreVerb {
    pub fn run(self) -> Result<Answer, CliError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::new(format!("nothing could be started: {error}")))?;
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
                say!("{} and {}: all as they were kept", count(events, "act"), count(blobs, "blob"));
                if let Some(last) = last {
                    say!(
                        "  the last event is {}. Write it down: events missing at the end show in nothing else",
                        last.seal()
                    );
                }
                Ok(Answer::Yes)
            }
            Err(error @ (StoreError::BrokenLog(_) | StoreError::MissingBlob(_) | StoreError::DamagedBlob(_))) => {
                say!("NOT AS IT WAS KEPT: {error}");
                say!("  keep this folder as it is, and compare it with a copy of an earlier day");
                Ok(Answer::No)
            }
            Err(error) => Err(CliError::new(error)),
        }
    }
}

impl Export {
    async fn run(self) -> Result<Answer, CliError> {
        let store = open(&self.folder).await.map_err(CliError::new)?;
        let files = store.export(&self.bag).await.map_err(CliError::new)?;
        say!("{} holds {}", name(&self.bag), count(files, "file"));
        Ok(Answer::Yes)
    }
}

/// Opens a store that is there; none is made.
async fn open(folder: &std::path::Path) -> Result<Store, StoreError> {
    let custody = folder.join("custody.sqlite");
    if !custody.exists() {
        let error = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(StoreError::File { path: custody, error });
    }
    Store::open(folder).await
}
