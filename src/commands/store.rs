use std::path::PathBuf;

use clap::{Args, Subcommand};
use firsthand_store::{BrokenLog, Store, StoreError, Verified};

use crate::error::{CliError, name};
use crate::refusals;
use crate::wording::count;
use firsthand_verdict::Answer;

/// Verify or export the folder of a desk.
///
/// The folder holds encrypted files, each named by its hash, and the record of custody: a list of events. Each event
/// contains the hash of the event before. Stop `firsthand serve` first: only one program at a time can use the folder.
/// Neither verify nor export changes anything in the folder, and it may be write-protected.
///
/// Examples:
///   firsthand store verify firsthand-data
///   firsthand store export firsthand-data backup-2026-11-23
#[derive(Subcommand)]
#[command(verbatim_doc_comment)]
pub enum StoreVerb {
    /// Compare every event and every encrypted file with its hash.
    Verify(Verify),
    /// Accept that later events are missing, after an older copy of custody.sqlite was put back.
    Accept(Accept),
    /// Write everything as a bag (BagIt, RFC 8493). The files stay encrypted.
    Export(Export),
}

#[derive(Args)]
pub struct Verify {
    /// The desk's folder.
    folder: PathBuf,
}

#[derive(Args)]
pub struct Accept {
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
            Self::Accept(accept) => runtime.block_on(accept.run()),
            Self::Export(export) => runtime.block_on(export.run()),
        }
    }
}

impl Verify {
    async fn run(self) -> Result<Answer, CliError> {
        let verified = match Store::open_copy(&self.folder).await {
            Ok(store) => store.verify().await,
            Err(error) => Err(error),
        };
        match verified {
            Ok(Verified { last, blobs, keys, unnamed }) => {
                say!("{} and {}: none was changed", count(last.number as usize, "event"), count(blobs + keys, "file"));
                if unnamed > 0 {
                    say!(
                        "  {} more, which no event names: a program that was stopped leaves them, or an older custody.sqlite",
                        count(unnamed, "file")
                    );
                }
                say!("  the last event is {}", last.seal());
                Ok(Answer::Yes)
            }
            Err(StoreError::BrokenLog(why @ BrokenLog::LaterVersion { .. })) => {
                Err(refusals::store(StoreError::BrokenLog(why)))
            }
            Err(StoreError::BrokenLog(why)) => {
                say!("CHANGED OR DAMAGED: {why}");
                say!("  {}", refusals::broken(&why));
                Ok(Answer::No)
            }
            Err(
                error @ (StoreError::MissingBlob(_)
                | StoreError::DamagedBlob(_)
                | StoreError::DamagedKey(_)
                | StoreError::MissingKey(_)),
            ) => {
                say!("CHANGED OR DAMAGED: {error}");
                say!("  do not change this folder. Copy it, and put back this file from a backup");
                Ok(Answer::No)
            }
            Err(error) => Err(refusals::store(error)),
        }
    }
}

impl Accept {
    async fn run(self) -> Result<Answer, CliError> {
        let (last, changed) = Store::accept(&self.folder).await.map_err(refusals::store)?;
        if !changed {
            say!("There is nothing to accept: no event is missing, up to the last one, {}.", last.seal());
            return Ok(Answer::Yes);
        }
        say!("The desk in {} goes on after its event {}.", name(&self.folder), last.seal());
        say!(
            "  Later events are lost, unless you put back a newer backup. Files that no event names any more are kept for 30 days, in quarantine."
        );
        Ok(Answer::Yes)
    }
}

impl Export {
    async fn run(self) -> Result<Answer, CliError> {
        let store = Store::open_copy(&self.folder).await.map_err(refusals::store)?;
        let files = store.export(&self.bag).await.map_err(refusals::store)?;
        say!("{} holds {}", name(&self.bag), count(files, "file"));
        Ok(Answer::Yes)
    }
}
