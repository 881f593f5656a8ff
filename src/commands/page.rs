use std::path::PathBuf;

use clap::Args;

use crate::error::CliError;
use crate::files::Output;
use firsthand_verdict::Answer;

/// Write the page in the pocket: one HTML file that seals and checks on a phone, without internet.
///
/// The page opens from a file, a memory card or a chat attachment in any recent browser, and loads nothing from the
/// internet. All copies of one version have the same bytes. Tell people the hash of the file by another way; then they can
/// see that nobody changed their copy.
///
/// Examples:
///   firsthand page -o notes.html
///   firsthand page --hash
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Page {
    /// The file to write. The default is standard output.
    #[arg(short, long, value_name = "FILE", conflicts_with = "hash")]
    out: Option<PathBuf>,
    /// Print the SHA-256 of the page instead, as `sha256sum` does.
    #[arg(long)]
    hash: bool,
    /// Replace a file that exists.
    #[arg(long)]
    force: bool,
}

impl Page {
    pub fn run(self) -> Result<Answer, CliError> {
        if self.hash {
            say!("{}", firsthand_pocket::SHA256);
        } else {
            Output::new(self.out, self.force)?.write(firsthand_pocket::HTML.as_bytes())?;
        }
        Ok(Answer::Yes)
    }
}
