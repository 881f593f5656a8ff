//! What is decided of a copy and of each of its slips.

use firsthand_account::check::Why;
use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use firsthand_channels::{Doubt, Form};

use crate::answer::Answer;
use crate::held::Held;
use crate::known::PastText;
use crate::outside::Outside;
use crate::proved::Proved;

/// The verdict on a copy.
pub struct Judged {
    pub form: Form,
    /// Why the copy was not judged. The verdict then has only `read`.
    pub doubt: Option<Doubt>,
    /// The text of a copy that was not judged, so that the reader can compare it with the file.
    pub read: Option<String>,
    /// Whether lines of the copy had been encoded twice and were decoded once more.
    pub twice_encoded: bool,
    /// Every slip in the copy, in order, then the slips in files of their own.
    pub slips: Vec<JudgedSlip>,
    /// The account that the copy names in place of a slip.
    pub names: Option<AccountId>,
    /// What became of that account, if the archive published it and has no edition of it now.
    pub names_past: Option<PastText>,
    /// The copy beside each account that the reader gave, and beside the nearest account of the archive if the copy is not true
    /// to every slip.
    pub held: Vec<Held>,
}

/// One slip, and whether the copy is true to it.
pub struct JudgedSlip {
    pub stands: Stands,
    /// The number of letters of the slip that were repaired.
    pub repaired: usize,
    /// The words between the letters of the slip.
    pub among: Option<Outside>,
    /// Whether the slip came from the reader's archive, because the copy names its account.
    pub from_archive: bool,
}

/// Whether a copy is true to a slip.
pub enum Stands {
    True(Box<Proved>),
    NotTrue(Why, Slip),
    /// The words are those that were sealed, but the enclosures of the bundle are not.
    OtherFiles(Slip),
    Damaged,
    LaterVersion(u8),
    CannotJudge,
}

impl Judged {
    /// The worst answer of any slip. If there is no slip, the best answer of any account beside the copy.
    pub fn answer(&self) -> Answer {
        if self.doubt.is_some() {
            return Answer::CouldNotTell;
        }
        if self.slips.is_empty() {
            let has = |answer: &Answer| self.held.iter().any(|held| held.answer() == *answer);
            let best = [Answer::Yes, Answer::CouldNotTell, Answer::No].into_iter().find(has);
            return best.unwrap_or(Answer::CouldNotTell);
        }
        let has = |answer| self.slips.iter().any(|found| found.answer() == answer);
        [Answer::No, Answer::CouldNotTell].into_iter().find(|answer| has(*answer)).unwrap_or(Answer::Yes)
    }
}

impl JudgedSlip {
    pub fn answer(&self) -> Answer {
        match &self.stands {
            Stands::NotTrue(..) | Stands::OtherFiles(_) => Answer::No,
            Stands::True(proved) => match proved.standing.answer() {
                Answer::Yes if !self.is_plain() => Answer::CouldNotTell,
                answer => answer,
            },
            Stands::Damaged | Stands::LaterVersion(_) | Stands::CannotJudge => Answer::CouldNotTell,
        }
    }

    /// Whether a screen shows exactly the sealed words: there are no words between the letters of the slip, no sign that may
    /// reorder words, and no blank that may push words off the screen. All parts that were left out must be named.
    pub fn is_plain(&self) -> bool {
        self.among.is_none() && !matches!(&self.stands, Stands::True(proved) if !proved.is_plain())
    }
}
