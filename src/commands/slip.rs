use std::path::{Path, PathBuf};

use clap::Args;
use firsthand_channels::qr::Code;
use firsthand_verdict::Answer;
use serde_json::json;

use crate::copy::Sealed;
use crate::error::CliError;
use crate::files::Output;
use crate::out;
use crate::wording;

/// The width of a dot of a code, in pixels.
const DOT: usize = 8;

/// Print the slip of a sealed text alone, as letters or as a QR code.
///
/// The command checks the text first. A slip that is too long for one code is split into several numbered codes: OUT-1.png,
/// OUT-2.png, …
///
/// Example: firsthand slip sealed.txt --qr slip.png
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct SlipOf {
    /// A sealed text, an edition or a bundle.
    sealed: PathBuf,
    /// The file with its slip, if the slip is not in the text.
    #[arg(long)]
    slip: Option<PathBuf>,
    /// Make a QR code, in a file that ends in .png or .svg, or on the terminal for -.
    #[arg(long, value_name = "OUT")]
    qr: Option<PathBuf>,
    /// Replace files that exist.
    #[arg(long)]
    force: bool,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

impl SlipOf {
    pub fn run(self) -> Result<Answer, CliError> {
        let sealed = Sealed::open(&self.sealed, self.slip.as_deref())?;
        let (slip, truth) = sealed.account(&self.sealed)?;
        let Some(out) = &self.qr else {
            if self.json {
                let (account, pen_name) = (truth.id.to_string(), slip.pen_name.to_string());
                out::say_json(
                    &json!({ "slip": slip.to_text(), "run": slip.to_run(), "account": account, "pen_name": pen_name }),
                );
            } else {
                out::say_text(&slip.to_text());
            }
            return Ok(Answer::Yes);
        };
        let codes = Code::of_slip(&slip);
        if out != Path::new("-") && codes.len() > 1 {
            warn!("The slip needs {}; a reader needs all of them.", wording::count(codes.len(), "QR code"));
        }
        let mut files = Vec::new();
        for (at, code) in codes.iter().enumerate() {
            let path = if codes.len() == 1 { out.clone() } else { numbered(out, at + 1) };
            let bytes = match out.extension().and_then(|ending| ending.to_str()) {
                _ if out == Path::new("-") => {
                    out::draw(&code.terminal());
                    continue;
                }
                Some("png") => code.png(DOT),
                Some("svg") => code.svg().into_bytes(),
                _ => {
                    return Err(CliError::new(
                        "a QR code is written to a file that ends in .png or .svg, or to - for the terminal",
                    ));
                }
            };
            files.push((Output::new(Some(path), self.force)?, bytes));
        }
        files.iter().try_for_each(|(output, bytes)| output.write(bytes))?;
        Ok(Answer::Yes)
    }
}

fn numbered(path: &Path, number: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{number}.{ending}"))
}
