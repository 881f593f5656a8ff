//! An account that is or was published, with its editions and notices.

use jiff::civil::Date;

use crate::blobs::BlobId;
use crate::event::Outline;

/// An account that is or was published.
#[derive(Clone, Debug)]
pub struct Published {
    /// The number of the account.
    pub account: u64,
    /// The day on which it was published last, in UTC.
    pub day: Date,
    /// The number of the entry that published it last.
    pub number: u64,
    /// The number of the last entry that changed what is public of it.
    pub changed: u64,
    /// The page as JSON, not encrypted. `None` after it was retracted.
    pub page: Option<BlobId>,
    pub files: Vec<BlobId>,
    /// What the desk did with it after it was published first, the oldest first.
    pub notices: Vec<Notice>,
    /// The editions that are not public any more, the oldest first.
    pub past: Vec<PastEdition>,
}

/// What the desk did with a published account, with its public reason.
#[derive(Clone, Debug)]
pub struct Notice {
    pub day: Date,
    pub kind: NoticeKind,
    /// Empty in a replacement by an earlier version.
    pub why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// It added a correction beside the account.
    Corrected,
    /// It put another edition in the place of the one before. The number is the index of that edition in
    /// [`Published::past`], if it is known.
    Replaced(Option<usize>),
    Retracted,
    /// It published the account again after it had retracted it. The number is as in [`NoticeKind::Replaced`].
    PublishedAgain(Option<usize>),
}

/// An edition that is not public any more.
#[derive(Clone, Debug)]
pub struct PastEdition {
    /// The day on which it was replaced or retracted, in UTC.
    pub day: Date,
    pub retracted: bool,
    /// The public reason.
    pub why: String,
    pub outline: Outline,
}

impl Published {
    pub fn is_retracted(&self) -> bool {
        self.page.is_none()
    }

    /// The last retraction.
    pub fn retraction(&self) -> Option<&Notice> {
        self.notices.iter().rfind(|notice| notice.kind == NoticeKind::Retracted)
    }

    pub fn has_correction(&self) -> bool {
        self.notices.iter().any(|notice| notice.kind == NoticeKind::Corrected)
    }

    pub(super) fn blobs(&self) -> impl Iterator<Item = BlobId> {
        self.files.iter().copied().chain(self.page)
    }
}
