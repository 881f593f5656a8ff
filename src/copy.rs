//! What is handed in: copies, slips apart from them, and sealed texts, found true.

use std::path::Path;

use firsthand_account::bundle::Bundle;
use firsthand_account::check::{Checked, Truth, Verdict};
use firsthand_account::slip::Slip;
use firsthand_account::slip::find::slips;
use firsthand_channels::qr::{BadParts, NoCode, PictureLimits};
use firsthand_channels::{NoSlip, NotACopy, ReadCopy, names_a_page, read_slips};

use crate::error::{CliError, name};
use crate::{files, wording};

/// How large pictures of codes may be.
const MOST: PictureLimits = PictureLimits { unpacked: 200, searched: 50 };

/// Reads the copy in the file at `path`, which may be none.
pub fn read(path: &Path) -> Result<Result<ReadCopy, NotACopy>, CliError> {
    Ok(ReadCopy::read(files::read(path)?, names_a_page(&path.to_string_lossy())))
}

/// Reads the copy in the file at `path`.
pub fn open(path: &Path) -> Result<ReadCopy, CliError> {
    read(path)?.map_err(|error| {
        CliError::new(format!("{} cannot be read as a copy: {error}", name(path))).hint(not_a_copy(&error))
    })
}

/// What to do with a file that cannot be read as a copy.
pub fn not_a_copy(error: &NotACopy) -> &'static str {
    match error {
        NotACopy::Picture => "give the text as the copy and the picture with its QR code as --slip PICTURE",
        NotACopy::Bundle(_) => {
            "a bundle is used as it was made; if it was unpacked and packed again, ask for the first one"
        }
        NotACopy::Video | NotACopy::Sound => "only texts are checked: give the text that came with it",
        NotACopy::Archive => "unpack it, and give the file in it that is the text",
        NotACopy::Encrypted => "open it with its password, copy its text, and check that",
        NotACopy::NoText => "ask for the text itself, or type what the pages show",
        NotACopy::OtherDocument | NotACopy::Damaged | NotACopy::TooMuch | NotACopy::Overfull => {
            "open it, copy its text, and check that"
        }
        NotACopy::NotText { .. } => "save it as UTF-8 text (in most editors: Save as, Encoding)",
    }
}

/// A text with its slip, as `seal` and `withhold` write it, found true.
pub struct Sealed {
    copy: ReadCopy,
    apart: Vec<Slip>,
}

impl Sealed {
    pub fn open(path: &Path, slip: Option<&Path>) -> Result<Self, CliError> {
        let beside = path.with_extension("slip");
        let copy = open(path)?;
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
        let mut report = self.copy.check(&self.apart).map_err(CliError::new)?;
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
            Some(Verdict::NotTrue(why)) => {
                Err(CliError::new(format!("{} is not true to its slip", name(path))).hint(wording::why(why)))
            }
            _ => Err(CliError::new(format!("whether {} is true to its slip cannot be said", name(path)))),
        }
    }
}

/// The slips in a file: text, or a picture of a QR code.
pub fn open_slips(path: &Path) -> Result<Vec<Slip>, CliError> {
    open_slips_of(&[path])
}

/// The slips in several files together.
pub fn open_slips_of(paths: &[&Path]) -> Result<Vec<Slip>, CliError> {
    let files = paths.iter().map(|path| files::read(path)).collect::<Result<_, _>>()?;
    read_slips(files, MOST).map_err(|error| {
        let all = || paths.iter().map(|path| name(path)).collect::<Vec<_>>().join(", ");
        let of = match &error {
            NoSlip::Picture(at, _) | NoSlip::Text(at, _) => name(paths[*at]),
            _ => all(),
        };
        CliError::new(format!("{of}: {error}")).hint(match error {
            NoSlip::Picture(_, NoCode::Unreadable(_)) => "PNG and JPEG are read; photograph it again",
            NoSlip::Picture(_, NoCode::TooLarge(_)) => "cut the picture down to the code",
            NoSlip::Picture(_, NoCode::Crowded) => "cut the picture down to the codes of the slip",
            NoSlip::Picture(_, NoCode::NotFound) => {
                "photograph it again: sharp, from straight above, with white around it"
            }
            NoSlip::Text(..) => "give the slip as text, or as a PNG or JPEG picture of its QR code",
            NoSlip::Parts(BadParts::Missing { .. }) => "give the pictures of all of them",
            NoSlip::Parts(BadParts::NotOne) => "photograph them all again",
            NoSlip::Unreadable(_) => "photograph or copy it again",
            NoSlip::Nothing => "a slip begins with `firsthand1`",
        })
    })
}
