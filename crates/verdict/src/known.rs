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
    /// Whether its publisher retracted it.
    pub retracted: bool,
    /// Whether its publisher corrected it.
    pub corrected: bool,
}
