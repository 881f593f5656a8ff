use std::borrow::Cow;
use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;
use firsthand_account::bundle::{self, Bundle, hash};
use firsthand_account::enclosures::{Enclosure, enclose, is_label};
use firsthand_account::identity::SecretKey;
use firsthand_account::seal::{clean, seal, sealable};
use firsthand_account::slip::find::slips;
use firsthand_account::warnings::warnings;
use firsthand_channels::utf16;
use firsthand_verdict::Answer;
use serde_json::json;

use crate::error::{CliError, name};
use crate::files::Output;
use crate::out;
use crate::{files, secret, wording};

/// Seal the words of a text.
///
/// The command writes the text unchanged, then a blank line and the slip. Without -k it makes a key, uses it once and
/// forgets it: nobody, not even you, can show later that you sealed this. Keep the account's id if you want to refer to it.
///
/// Examples:
///   firsthand seal account.txt -o sealed.txt
///   firsthand seal account.txt -k ~/penname -e photo/1=bridge.jpg -e language=lang.txt --bundle account.tar
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Seal {
    /// The text; - for standard input.
    text: PathBuf,
    /// The file of a pen name to seal with, instead of a key that is forgotten.
    #[arg(short, long, value_name = "PENNAME")]
    key: Option<PathBuf>,
    /// Seal a file with the words, under a label of a-z 0-9 - / such as photo/1. This needs --bundle, which keeps the
    /// file and its salt. Without the salt nobody can show that the file was sealed.
    #[arg(short, long = "enclose", value_name = "LABEL=FILE", value_parser = label_and_file, requires = "bundle")]
    enclosures: Vec<(String, PathBuf)>,
    /// The file to write the sealed text to. The default is standard output.
    #[arg(short, long)]
    out: Option<PathBuf>,
    /// Also write a bundle: the text, the slip and the enclosures in one tar.
    #[arg(long, value_name = "OUT.tar")]
    bundle: Option<PathBuf>,
    /// Remove the characters that cannot be sealed, and name them.
    #[arg(long)]
    clean: bool,
    /// Read a text in UTF-16, and seal the same words as UTF-8.
    #[arg(long)]
    convert: bool,
    /// Replace files that exist.
    #[arg(long)]
    force: bool,
    /// Report in JSON, on standard error if the text goes to standard output.
    #[arg(long)]
    json: bool,
}

fn label_and_file(text: &str) -> Result<(String, PathBuf), String> {
    let (label, file) = text.split_once('=').ok_or("write LABEL=FILE, for example photo/1=bridge.jpg")?;
    if !is_label(label) {
        return Err("a label is made of a-z 0-9 - and /, for example photo/1".to_owned());
    }
    Ok((label.to_owned(), PathBuf::from(file)))
}

impl Seal {
    pub fn run(self) -> Result<Answer, CliError> {
        // A bundle holds the text, so the text is not printed as well unless a file is named for it.
        let output = match (&self.out, &self.bundle) {
            (None, Some(_)) => None,
            _ => Some(Output::new(self.out.clone(), self.force)?),
        };
        let bundle_output = self.bundle.clone().map(|path| Output::new(Some(path), self.force)).transpose()?;
        let mut text = self.read()?;
        if self.clean {
            let (cleaned, removed) = clean(&text).map_err(CliError::of)?;
            if !removed.is_empty() {
                warn!("Removed: {}", wording::count(removed.len(), "character"));
                wording::suspects(&text, &removed).into_iter().for_each(out::warn_line);
            }
            text = cleaned;
        }
        if let Some(found) = slips(&text).first() {
            let place = wording::place(&text, found.place.start);
            return Err(CliError::new(format!("the text has a slip already, at {place}")).hint(
                "remove that slip to seal the text again, or use withhold, excerpt or check on the sealed text",
            ));
        }
        let words = sealable(&text).map_err(|error| wording::cannot_seal(error, &text))?;
        let mut enclosures = self.enclosures()?;
        let enclosed = enclose(&mut enclosures).map_err(CliError::of)?;
        let key = match &self.key {
            Some(path) => secret::read(path)?,
            None => SecretKey::from_bytes(&*secret::random()?),
        };
        let sealed = seal(&words, &key, &*secret::random()?, enclosed);
        let slip = sealed.slip.to_text();

        if let Some(bundle_output) = &bundle_output {
            let bundle = Bundle { text: text.clone(), slip: format!("{slip}\n"), enclosures };
            bundle_output.write_with(0o644, |out| {
                bundle::write(out, &bundle, |enclosure| {
                    let file = File::open(self.file(&enclosure.label))?;
                    let size = file.metadata()?.len();
                    Ok((file, size))
                })
            })?;
        }
        if let Some(output) = &output {
            write_sealed(output, &[Cow::Borrowed(&text)], &slip)?;
        }

        if self.json {
            let said = json!({
                "account": sealed.id.to_string(), "pen_name": sealed.slip.pen_name.to_string(), "words": sealed.slip.n,
                "one_time_key": self.key.is_none(), "warnings": warnings(&text).iter().map(wording::warning).collect::<Vec<_>>(),
            });
            match output.as_ref().is_some_and(|output| output.path().is_none()) {
                true => out::warn_json(&said),
                false => out::say_json(&said),
            }
            return Ok(Answer::Yes);
        }
        for warning in warnings(&text) {
            warn!("warning: {}", wording::warning(&warning));
        }
        warn!("Sealed {}.", wording::count(sealed.slip.n as usize, "word"));
        warn!("account   {}", sealed.id);
        warn!("pen name  {}", sealed.slip.pen_name);
        if self.key.is_none() {
            warn!(
                "The key was made for this account and is forgotten: nothing on this machine can show who sealed it."
            );
        }
        Ok(Answer::Yes)
    }

    fn read(&self) -> Result<String, CliError> {
        let bytes = files::read(&self.text)?;
        match utf16(&bytes).filter(|_| self.convert) {
            Some(text) => Ok(text),
            None => files::utf8(bytes, &self.text),
        }
    }

    fn enclosures(&self) -> Result<Vec<Enclosure>, CliError> {
        let enclosure = |(label, path): &(String, PathBuf)| {
            let error = |error| CliError::io(path, "read", error);
            if path.is_dir() {
                return Err(CliError::new(format!("{} is a folder; enclose each of its files", name(path))));
            }
            let content = hash(File::open(path).map_err(error)?).map_err(error)?;
            let salt = *secret::random()?.first_chunk().expect("16 of 32 bytes");
            Ok(Enclosure { label: label.clone(), salt, content })
        };
        self.enclosures.iter().map(enclosure).collect()
    }

    fn file(&self, label: &str) -> &Path {
        &self.enclosures.iter().find(|(own, _)| own == label).expect("the label is one of the enclosures").1
    }
}

/// Writes the pieces of the text byte for byte, then a blank line and `slip`.
pub fn write_sealed(output: &Output, text: &[Cow<str>], slip: &str) -> Result<(), CliError> {
    let line_end = if text.last().is_some_and(|last| last.ends_with('\n')) { "" } else { "\n" };
    output.write_with(0o644, |out| {
        text.iter().try_for_each(|piece| out.write_all(piece.as_bytes()))?;
        write!(out, "{line_end}\n{slip}\n")
    })
}
