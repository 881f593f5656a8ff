//! Reading what people hand in: plain text, a saved web page, a bundle, a picture of a QR code.

mod html;

use std::path::Path;

use firsthand_account::bundle::{self, Bundle};
use firsthand_account::check::{Checked, Report, Truth, Verdict, check};
use firsthand_account::slip::Slip;
use firsthand_account::slip::find::slips;
use firsthand_account::words::Words;

use crate::error::{CliError, name};
use crate::{files, qr, wording};

/// What was handed in as a copy.
pub struct Copy {
    pub text: String,
    /// The bundle's other parts, if it is one.
    pub bundle: Option<Bundle>,
}

impl Copy {
    pub fn open(path: &Path) -> Result<Self, CliError> {
        let bytes = files::read(path)?;
        if qr::is_picture(&bytes) {
            return Err(CliError::new(format!("{} is a picture, not a text", name(path)))
                .hint("give the text as the copy and the picture with its QR code as --slip PICTURE"));
        }
        if bundle::is_tar(&bytes) {
            let bundle = bundle::read(&bytes[..]).map_err(|error| not_a_bundle(path, &error))?;
            return Ok(Self { text: format!("{}\n\n{}", bundle.text, bundle.slip), bundle: Some(bundle) });
        }
        // What counts is words, so the encoding that Windows writes is as good as another.
        let text = match files::utf16(&bytes) {
            Some(text) => text,
            None => files::utf8(bytes, path)?,
        };
        let is_page = html::is_html(&text, path);
        if is_page && html::is_too_deep(&text) {
            return Err(CliError::new(format!("the page {} is nested deeper than browsers show", name(path)))
                .hint("open it, copy its text, and check that"));
        }
        let text = if is_page { html::visible(&text) } else { text };
        Ok(Self { text, bundle: None })
    }

    /// Checks this copy against the slips in it and those that came apart from it.
    pub fn check(&self, apart: &[Slip]) -> Result<Report<'_>, CliError> {
        check(&self.text, apart).map_err(CliError::new)
    }

    /// What is wrong with the enclosures of a bundle whose slip this is.
    pub fn enclosures_fit(&self, slip: &Slip) -> bool {
        self.bundle.as_ref().is_none_or(|bundle| bundle.fits(slip))
    }

    /// The words of the copy without its slips, as they stand.
    pub fn words(&self) -> Result<Words, CliError> {
        let mut text = String::new();
        let mut from = 0;
        for found in slips(&self.text) {
            text.push_str(&self.text[from..found.place.start]);
            text.push('\n');
            from = found.place.end;
        }
        text.push_str(&self.text[from..]);
        Words::read(&text).map_err(CliError::new)
    }
}

fn not_a_bundle(path: &Path, error: &bundle::NoBundle) -> CliError {
    CliError::new(format!("the bundle {} is not whole: {error}", name(path)))
        .hint("a bundle is used as it was made; if it was unpacked and packed again, ask for the first one")
}

/// A text with its slip, as `seal` and `withhold` write it, found true.
pub struct Sealed {
    copy: Copy,
    apart: Vec<Slip>,
}

impl Sealed {
    pub fn open(path: &Path, slip: Option<&Path>) -> Result<Self, CliError> {
        let beside = path.with_extension("slip");
        let copy = Copy::open(path)?;
        let apart = match slip {
            Some(slip) => open_slips(slip)?,
            // Where the slip is too long for the text, it lies beside it.
            None if slips(&copy.text).is_empty() && beside.is_file() => open_slips(&beside)?,
            None => Vec::new(),
        };
        Ok(Self { copy, apart })
    }

    pub fn bundle(&self) -> Option<&Bundle> {
        self.copy.bundle.as_ref()
    }

    /// The account in it: its slip and its words. `path` is how it is named in refusals.
    pub fn account(&self, path: &Path) -> Result<(Slip, Truth<'_>), CliError> {
        let mut report = self.copy.check(&self.apart)?;
        let count = report.checked.len();
        if count > 1 {
            return Err(CliError::new(format!(
                "{} holds {count} slips, and only one account can be worked on",
                name(path)
            ))
            .hint("cut the text after the slip of the account you mean"));
        }
        let Some(Checked { slip, verdict, .. }) = report.checked.pop() else {
            let hint = match report.names {
                Some(id) => format!("its last line names the account {id}; give the file with its slip as --slip FILE"),
                None => "seal a text first, with `firsthand seal`; or give its slip as --slip FILE".to_owned(),
            };
            return Err(CliError::new(format!("{} carries no slip", name(path))).hint(hint));
        };
        let slip = slip
            .map_err(|unreadable| CliError::new(format!("the slip of {} cannot be read: {unreadable}", name(path))))?;
        match verdict {
            Some(Verdict::True(truth)) if self.copy.enclosures_fit(&slip) => Ok((slip, *truth)),
            Some(Verdict::True(_)) => {
                Err(CliError::new(format!("the enclosures in {} are not those that were sealed", name(path))))
            }
            Some(Verdict::NotTrue(why)) => Err(CliError::new(format!("{} is not true to its slip", name(path)))
                .hint(wording::why(why, &self.copy.text))),
            _ => Err(CliError::new(format!("whether {} is true to its slip cannot be said", name(path)))),
        }
    }
}

/// The slips in a file: text, or a picture of a QR code. Several numbered pictures make one slip together: see
/// [`qr::join`].
pub fn open_slips(path: &Path) -> Result<Vec<Slip>, CliError> {
    open_slips_of(&[path])
}

/// The slips in several files together.
pub fn open_slips_of(paths: &[&Path]) -> Result<Vec<Slip>, CliError> {
    let mut text = String::new();
    let mut parts = Vec::new();
    for path in paths {
        let bytes = files::read(path)?;
        if qr::is_picture(&bytes) {
            parts.extend(qr::read(&bytes, path)?);
        } else {
            parts.extend(files::utf8(bytes, path)?.split_inclusive('\n').map(str::to_owned));
        }
    }
    for part in qr::join(parts)? {
        text.push_str(&part);
    }
    let mut slips = Vec::new();
    for found in firsthand_account::slip::find::slips(&text) {
        let read = found.read.map_err(|unreadable| {
            CliError::new(format!("the slip in {} cannot be read: {unreadable}", names(paths)))
                .hint("photograph or copy it again")
        })?;
        slips.push(read.slip);
    }
    if slips.is_empty() {
        return Err(
            CliError::new(format!("there is no slip in {}", names(paths))).hint("a slip begins with `firsthand1`")
        );
    }
    Ok(slips)
}

fn names(paths: &[&Path]) -> String {
    paths.iter().map(|path| name(path)).collect::<Vec<_>>().join(", ")
}
