//! A text that the reader has.

use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use serde::{Deserialize, Serialize};

/// Which text of its page an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PagePart {
    /// The edition of the account.
    Edition,
    /// The translation at this index.
    Translation(usize),
    /// The edition as the desk sealed it, with a slip that travels.
    Short,
}

/// A text that the reader holds a copy against.
#[derive(Clone, Debug)]
pub struct KnownText {
    pub id: AccountId,
    pub slip: Slip,
    /// Its words; withheld places are marks.
    pub words: Vec<String>,
    /// Where it is: a file's path, or a page's address.
    pub path: String,
    /// What tells its page from others. Texts of one page are no rivals: an edition, its translations, its short form.
    pub page: String,
    pub part: PagePart,
    /// Its language (BCP 47), or empty where that is not known.
    pub language: String,
    /// Whether whoever published it took it back, and whether they corrected it.
    pub retracted: bool,
    pub corrected: bool,
}
