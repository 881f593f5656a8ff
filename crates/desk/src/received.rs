//! Opens an account as it was received: from the desk's own form, or as a submission that a witness encrypted.

use std::io::{Cursor, Read};

use firsthand_account::bundle::is_tar;
use firsthand_store::blobs::Reading;
use zeroize::Zeroizing;

use crate::content::{self, Content};
use crate::submission;
use crate::vault::{self, CannotOpen};

/// An account as it was received, decrypted.
/// A submission is not read yet.
pub(crate) enum Received<'a> {
    Form(Box<Content>),
    /// The bundle in a submission, as a tar file.
    Submission(Box<dyn Read + 'a>),
}

/// Decrypts an account: the JSON that [`content::write()`] wrote, or a submission, of which only the first bytes are
/// read. The drop box encrypts a submission once more. Earlier versions kept it as it came; such a file is opened too.
///
/// Also returns the place of the identity that opened it: of those that opened both layers, the last.
pub(crate) fn received<'a>(
    identities: &[age::x25519::Identity],
    file: &'a mut Reading,
) -> Result<(usize, Received<'a>), CannotOpen> {
    let length = file.length();
    let (outer, file) = vault::reader(identities, file)?;
    let (start, file) = begun(file)?;
    if submission::begins(&start) {
        let (inner, bundle) = vault::reader(identities, file)?;
        let (start, bundle) = begun(bundle)?;
        // The inner file is from the source. Only a bundle is accepted, so a source cannot forge the drop box's JSON.
        let submission = Received::Submission(Box::new(bundle));
        return if is_tar(&start) { Ok((outer.max(inner), submission)) } else { Err(CannotOpen::Damaged) };
    }
    if is_tar(&start) {
        return Ok((outer, Received::Submission(Box::new(file))));
    }
    Ok((outer, Received::Form(Box::new(content::parse(&vault::whole(file, length)?)?))))
}

/// The first 512 bytes of `file`, enough to see what it is, and `file` from its beginning.
fn begun(mut file: impl Read) -> Result<(Zeroizing<Vec<u8>>, impl Read), CannotOpen> {
    let mut start = Zeroizing::new(Vec::with_capacity(512));
    file.by_ref().take(512).read_to_end(&mut start).map_err(|_| CannotOpen::Damaged)?;
    Ok((start.clone(), Cursor::new(start).chain(file)))
}
