use std::path::PathBuf;

use clap::Args;

use crate::Answer;
use crate::error::CliError;
use crate::files::Output;

/// Write the page in the pocket: one HTML file that seals and checks on a phone with no net.
///
/// It opens from a file, a card or a chat attachment in any browser of these years, and asks the net for nothing. Every
/// copy of one version has the same bytes: tell people its hash in another way, and they can see that nobody changed it.
///
/// Examples:
///   firsthand page -o notes.html
///   firsthand page --hash
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Page {
    /// The file to write; standard output without it.
    #[arg(short, long, value_name = "FILE", conflicts_with = "hash")]
    out: Option<PathBuf>,
    /// Print its SHA-256 instead, as `sha256sum` does.
    #[arg(long)]
    hash: bool,
    /// Replace a file that is there.
    #[arg(long)]
    force: bool,
}

impl Page {
    pub fn run(self) -> Result<Answer, CliError> {
        if self.hash {
            say!("{}", firsthand_web::pocket_hash());
        } else {
            Output::new(self.out, self.force)?.write(firsthand_web::pocket().as_bytes())?;
        }
        Ok(Answer::Yes)
    }
}
