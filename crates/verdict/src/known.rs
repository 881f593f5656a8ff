//! A text that the reader has.

use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use serde::{Deserialize, Serialize};

/// Which of the texts on its page a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PagePart {
    /// The edition of the account.
    Edition,
    /// The translation at this index.
    Translation(usize),
    /// The edition that the desk sealed again, with a slip short enough to stand in a text.
    Short,
}

/// A text that the reader has, with which a copy is compared.
#[derive(Clone, Debug)]
pub struct KnownText {
    pub id: AccountId,
    pub slip: Slip,
    /// Its words, with marks for withheld words.
    pub words: Vec<String>,
    /// The path of its file, or the address of its page.
    pub path: String,
    /// The id of its page. Texts on one page are not rivals: an edition, its translations, its short form.
    pub page: String,
    pub part: PagePart,
    /// Its language (BCP 47), or empty if it is not known.
    pub language: String,
    /// Whether its publisher corrected it.
    pub corrected: bool,
}

/// What became of a text that an archive published and does not publish any more. Its words are gone.
#[derive(Clone, Debug)]
pub struct PastText {
    /// The id of the account on whose page it stood.
    pub page: String,
    /// The address of that page.
    pub path: String,
    /// The day on which it was replaced or retracted, as `YYYY-MM-DD`, in UTC.
    pub day: String,
    /// Whether it was retracted. If not, another edition replaced it.
    pub retracted: bool,
    /// The public reason. It may be empty.
    pub why: String,
    /// Whether the archive has an edition of the account now.
    pub has_edition: bool,
}
