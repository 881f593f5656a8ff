//! The files that the person names: copies, slips in files of their own, and sealed texts, which are checked first.

use std::path::Path;

use firsthand_account::bundle::Bundle;
use firsthand_account::check::{Checked, Truth, Verdict};
use firsthand_account::slip::Slip;
use firsthand_account::slip::find::slips;
use firsthand_channels::qr::{BadParts, NoCode};
use firsthand_channels::{NoSlip, NotACopy, ReadCopy, names_a_page, read_slips};

use crate::error::{CliError, name};
use crate::limits::MAX_PICTURES;
use crate::{files, wording};

/// Reads the copy in the file at `path`. A file that is no copy is not an error: `check` gives an answer about it.
pub fn read(path: &Path) -> Result<Result<ReadCopy, NotACopy>, CliError> {
    Ok(ReadCopy::read(files::read(path)?, names_a_page(&path.to_string_lossy())))
}

/// Reads the copy in the file at `path`. Fails if the file is no copy.
pub fn open(path: &Path) -> Result<ReadCopy, CliError> {
    read(path)?.map_err(|error| {
        let hint = not_a_copy(&error);
        CliError::new(format!("{} cannot be read as a copy", name(path))).because(error).hint(hint)
    })
}

/// What to do with a file that cannot be read as a copy.
pub fn not_a_copy(error: &NotACopy) -> &'static str {
    match error {
        NotACopy::Picture => "name the text as the copy, and the picture with its QR code as --slip PICTURE",
        NotACopy::Bundle(_) => "a bundle that was unpacked and packed again is not read; ask for the first one",
        NotACopy::Video | NotACopy::Sound => "only texts are checked; name the text that came with it",
        NotACopy::Archive => "unpack it, and name the file in it that is the text",
        NotACopy::Encrypted => "open it with its password, copy its text, and check that",
        NotACopy::NoText => "ask for the text itself, or type the words that you see",
        NotACopy::OtherDocument | NotACopy::Damaged | NotACopy::TooMuch | NotACopy::Overfull => {
            "open it, copy its text, and check that"
        }
        NotACopy::NotText { .. } => "save it as UTF-8 text (in most editors: Save as, Encoding)",
    }
}

/// A text with its slip, as `seal` and `withhold` write it.
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
            // A slip that is too long for the text is in a file beside it.
            None if slips(&copy.text).is_empty() && beside.is_file() => open_slips(&beside)?,
            None => Vec::new(),
        };
        Ok(Self { copy, apart })
    }

    pub fn bundle(&self) -> Option<&Bundle> {
        self.copy.bundle.as_ref()
    }

    /// The slip and the words of the account, which must be true to it. `path` names the file in errors.
    pub fn account(&self, path: &Path) -> Result<(Slip, Truth<'_>), CliError> {
        let mut report = self.copy.check(&self.apart).map_err(CliError::of)?;
        let count = report.checked.len();
        if count > 1 {
            return Err(CliError::new(format!("{} holds {count} slips, and this works on one account", name(path)))
                .hint("keep only the account that you mean and its slip"));
        }
        let Some(Checked { slip, verdict, .. }) = report.checked.pop() else {
            let hint = match report.names {
                Some(id) => format!("its last line names the account {id}; name the file with the slip as --slip FILE"),
                None => "seal the text first, with `firsthand seal`; or name the file with its slip as --slip FILE"
                    .to_owned(),
            };
            return Err(CliError::new(format!("{} has no slip", name(path))).hint(hint));
        };
        let slip =
            slip.map_err(|error| CliError::new(format!("the slip of {} cannot be read", name(path))).because(error))?;
        match verdict {
            Some(Verdict::True(truth)) if self.copy.enclosures_fit(&slip) => Ok((slip, *truth)),
            Some(Verdict::True(_)) => {
                Err(CliError::new(format!("the enclosures in {} are not the ones that were sealed", name(path))))
            }
            Some(Verdict::NotTrue(why)) => {
                Err(CliError::new(format!("{} is not true to its slip", name(path))).hint(wording::why(why)))
            }
            _ => Err(CliError::new(format!("the program cannot tell whether {} is true to its slip", name(path)))),
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
    read_slips(files, MAX_PICTURES).map_err(|error| {
        let all = || paths.iter().map(|path| name(path)).collect::<Vec<_>>().join(", ");
        let of = match &error {
            NoSlip::Picture(at, _) | NoSlip::Text(at, _) => name(paths[*at]),
            _ => all(),
        };
        let hint = match &error {
            NoSlip::Picture(_, NoCode::Unreadable(_)) => "photograph it again; PNG, JPEG, WebP and GIF are read",
            NoSlip::Picture(_, NoCode::TooLarge(_)) => "cut the picture so that it shows the code and little else",
            NoSlip::Picture(_, NoCode::Crowded) => {
                "cut the picture so that it shows the codes of the slip and little else"
            }
            NoSlip::Picture(_, NoCode::NotFound) => {
                "photograph it again: sharp, from straight above, with a white margin"
            }
            NoSlip::Text(..) => "name a text with the slip, or a picture of its QR code",
            NoSlip::Parts(BadParts::Missing { .. }) => "name the pictures of all of them, each with --slip",
            NoSlip::Parts(BadParts::NotOne) => "photograph them all again",
            NoSlip::Unreadable(_) => "photograph or copy it again",
            NoSlip::Nothing => "a slip begins with `firsthand1`",
        };
        CliError::new(format!("{of}: no slip can be read")).because(error).hint(hint)
    })
}
