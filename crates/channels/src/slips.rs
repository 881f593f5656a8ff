//! Reads slips from files of their own: texts, and pictures with QR codes.

use firsthand_account::slip::Slip;
use firsthand_account::slip::find::slips;
use firsthand_account::slip::text::Unreadable;

use crate::encoding::utf8;
use crate::form::NotACopy;
use crate::qr;

/// Why no slip could be read from files. Numbers count the files from 0.
#[derive(Debug, thiserror::Error)]
pub enum NoSlip {
    #[error("{1}")]
    Picture(usize, qr::NoCode),
    #[error("{1}")]
    Text(usize, NotACopy),
    #[error(transparent)]
    Parts(#[from] qr::BadParts),
    #[error("the slip cannot be read: {0}")]
    Unreadable(#[from] Unreadable),
    #[error("there is no slip")]
    Nothing,
}

/// The slips in files, which are texts or pictures with QR codes. Numbered codes are joined to one slip. Fails if a file cannot
/// be read, or there is no slip.
pub fn read_slips(files: Vec<Vec<u8>>, limits: qr::PictureLimits) -> Result<Vec<Slip>, NoSlip> {
    let mut lines = Vec::new();
    for (at, bytes) in files.into_iter().enumerate() {
        if qr::is_picture(&bytes) {
            lines.extend(qr::read(&bytes, limits).map_err(|error| NoSlip::Picture(at, error))?);
        } else {
            let text = utf8(bytes).map_err(|error| NoSlip::Text(at, error))?;
            lines.extend(text.split_inclusive('\n').map(str::to_owned));
        }
    }
    let found = slips(&qr::join(lines)?.concat()).into_iter().map(|found| found.slip().cloned());
    let found: Vec<Slip> = found.collect::<Result<_, _>>()?;
    if found.is_empty() { Err(NoSlip::Nothing) } else { Ok(found) }
}
