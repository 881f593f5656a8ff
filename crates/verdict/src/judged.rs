//! What is decided of a copy and of each of its slips.

use firsthand_account::check::Why;
use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use firsthand_channels::{Doubt, Form};

use crate::answer::Answer;
use crate::held::Held;
use crate::outside::Outside;
use crate::proved::Proved;

/// What a copy is.
pub struct Judged {
    pub form: Form,
    /// Why it was not judged: then `read` is all that is said of it.
    pub doubt: Option<Doubt>,
    /// The words of a copy that was not judged, as they were read, to be compared with what the reader sees.
    pub read: Option<String>,
    /// Whether lines of it were encoded twice and were decoded once more.
    pub twice_encoded: bool,
    /// Every slip in the copy, in order, then those that came apart from it.
    pub slips: Vec<JudgedSlip>,
    /// The account that the copy names in place of a slip.
    pub names: Option<AccountId>,
    /// The copy beside the accounts that the reader gave to hold it against, and beside the nearest one of their archive
    /// where the copy is not true to a slip.
    pub held: Vec<Held>,
}

/// One slip and how the copy stands to it.
pub struct JudgedSlip {
    pub stands: Stands,
    /// How many letters of the slip were repaired.
    pub repaired: usize,
    /// What stands between the letters of the slip, and is none of them.
    pub among: Option<Outside>,
    /// Whether the slip came from the reader's archive, because the copy names its account.
    pub from_archive: bool,
}

/// How a copy stands to a slip.
pub enum Stands {
    True(Box<Proved>),
    NotTrue(Why, Slip),
    /// The words are true, and the enclosures of the bundle are not.
    OtherFiles(Slip),
    Damaged,
    LaterVersion(u8),
    CannotJudge,
}

impl Judged {
    /// The worst that is said of any slip. Where there is no slip, one account that has the copy word for word is enough.
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

    /// Whether the copy shows its reader the sealed words and no others among them: nothing stands between the letters of
    /// the slip, no sign may show the words in another order, no blank may push some off the screen, and all that was left
    /// out is named.
    pub fn is_plain(&self) -> bool {
        self.among.is_none() && !matches!(&self.stands, Stands::True(proved) if !proved.is_plain())
    }
}
