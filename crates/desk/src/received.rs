//! An account as it was received: what the desk's own form wrote, or a submission that a witness encrypted.

use std::io::{Cursor, Read};

use firsthand_account::bundle::is_tar;
use firsthand_store::blobs::Reading;
use zeroize::Zeroizing;

use crate::content::{self, Content};
use crate::submission;
use crate::vault::{self, CannotOpen};

/// An account as it was received, decrypted.
pub(crate) enum Received<'a> {
    Form(Box<Content>),
    /// The bundle in a parcel.
    Submission(Box<dyn Read + 'a>),
}

/// Decrypts an account as it was received: what [`content::write()`] wrote, or a parcel, of which nothing but the first bytes is
/// read yet. A parcel is encrypted once more where it came in; before that was so, it was kept as it came.
pub(crate) fn received<'a>(
    identity: &age::x25519::Identity,
    file: &'a mut Reading,
) -> Result<Received<'a>, CannotOpen> {
    let length = file.length();
    let (start, file) = begun(vault::reader(identity, file)?)?;
    if submission::begins(&start) {
        let (start, bundle) = begun(vault::reader(identity, file)?)?;
        // A source cannot write what the drop box writes: of theirs nothing but a bundle is taken.
        return if is_tar(&start) { Ok(Received::Submission(Box::new(bundle))) } else { Err(CannotOpen::Damaged) };
    }
    if is_tar(&start) {
        return Ok(Received::Submission(Box::new(file)));
    }
    Ok(Received::Form(Box::new(content::parse(&vault::whole(file, length)?)?)))
}

/// What `file` begins with, as far as it tells what it is; and `file` from its beginning.
fn begun(mut file: impl Read) -> Result<(Zeroizing<Vec<u8>>, impl Read), CannotOpen> {
    let mut start = Zeroizing::new(Vec::with_capacity(512));
    file.by_ref().take(512).read_to_end(&mut start).map_err(|_| CannotOpen::Damaged)?;
    Ok((start.clone(), Cursor::new(start).chain(file)))
}
