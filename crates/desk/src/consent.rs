//! The consent of a source, and whether it allows a publication.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a source allows the desk to publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub words: Words,
    pub photographs: bool,
    pub name: Name,
    pub when: When,
}

/// The words that may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// None, until the desk has asked the source.
    AskFirst,
    WithoutNames,
    All,
}

/// The name that may stand below the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Name {
    None,
    /// A name that is not the source's own.
    Pen(String),
    /// The source's own name.
    Own(String),
}

impl Name {
    /// The name as text, if there is one.
    pub fn shown(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Pen(name) | Self::Own(name) => Some(name),
        }
    }
}

/// The time from which the account may be published. Days are in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    AnyTime,
    /// On this day or later.
    From(Date),
    /// After this day, if the source has not come back by then.
    IfNotBackBy(Date),
}

/// What the desk is about to publish, to be checked against the consent.
#[derive(Clone, Debug)]
pub struct Intent<'a> {
    pub today: Date,
    /// Whether the clock may be wrong, so that no day counts as come before an admin has confirmed it.
    pub clock_jumped: bool,
    /// Whether the source came back, or did anything else, after they gave this consent.
    pub came_back: bool,
    /// Whether the source withdrew their permission.
    pub withdrawn: bool,
    /// The number of open words that may identify somebody, without those that a member read and cleared.
    pub names: usize,
    /// The number of photographs.
    pub photographs: usize,
    /// The name below the account.
    pub name: Option<&'a str>,
}

/// The wish of the source that a publication would break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the source withdrew their permission to publish")]
    Withdrawn,
    #[error("the source wants to be asked first")]
    AskFirst,
    #[error("the source allows the words without names, and {0} of the open words may identify somebody")]
    Names(usize),
    #[error("the source does not allow the photographs")]
    Photographs,
    #[error("the source gave the original of the photograph to the desk only")]
    Original,
    #[error("the source wants no name below the account")]
    NoName,
    #[error("the source wants another name below the account")]
    OtherName,
    #[error("the source allows the publication from {0} on")]
    TooEarly(Date),
    #[error("the source allows the publication if they are not back by {0}; that day is not over")]
    NotOver(Date),
    #[error("the source allowed the publication if they did not come back, and they came back")]
    CameBack,
    #[error(
        "the source allows the publication by its day, and the clock of this machine may be wrong: an admin must confirm the day first"
    )]
    ClockJumped,
}

impl Consent {
    /// Checks `intent` against the consent. Fails with the first wish that it would break.
    pub fn allows(&self, intent: &Intent) -> Result<(), Refusal> {
        if intent.withdrawn {
            return Err(Refusal::Withdrawn);
        }
        match self.words {
            Words::AskFirst => return Err(Refusal::AskFirst),
            Words::WithoutNames if intent.names > 0 => return Err(Refusal::Names(intent.names)),
            Words::WithoutNames | Words::All => {}
        }
        if intent.photographs > 0 && !self.photographs {
            return Err(Refusal::Photographs);
        }
        match (intent.name, self.name.shown()) {
            (Some(_), None) => return Err(Refusal::NoName),
            (Some(name), Some(allowed)) if name != allowed => return Err(Refusal::OtherName),
            _ => {}
        }
        match self.when {
            When::From(day) if intent.today < day => Err(Refusal::TooEarly(day)),
            When::IfNotBackBy(_) if intent.came_back => Err(Refusal::CameBack),
            When::IfNotBackBy(day) if intent.today <= day => Err(Refusal::NotOver(day)),
            When::From(_) | When::IfNotBackBy(_) if intent.clock_jumped => Err(Refusal::ClockJumped),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_wish_is_kept() {
        let all = Consent { words: Words::All, photographs: true, name: Name::Pen("Er".into()), when: When::AnyTime };
        let intent = Intent {
            today: date(2026, 11, 23),
            clock_jumped: false,
            came_back: false,
            withdrawn: false,
            names: 2,
            photographs: 1,
            name: Some("Er"),
        };
        assert_eq!(all.allows(&intent), Ok(()));
        let refused = |consent: Consent, intent: &Intent| consent.allows(intent).unwrap_err();
        let with = |change: fn(&mut Consent)| {
            let mut consent = all.clone();
            change(&mut consent);
            consent
        };
        assert_eq!(refused(all.clone(), &Intent { withdrawn: true, ..intent.clone() }), Refusal::Withdrawn);
        assert_eq!(refused(with(|c| c.words = Words::AskFirst), &intent), Refusal::AskFirst);
        assert_eq!(refused(with(|c| c.words = Words::WithoutNames), &intent), Refusal::Names(2));
        assert_eq!(with(|c| c.words = Words::WithoutNames).allows(&Intent { names: 0, ..intent.clone() }), Ok(()));
        assert_eq!(refused(with(|c| c.photographs = false), &intent), Refusal::Photographs);
        assert_eq!(with(|c| c.photographs = false).allows(&Intent { photographs: 0, ..intent.clone() }), Ok(()));
        assert_eq!(refused(with(|c| c.name = Name::None), &intent), Refusal::NoName);
        assert_eq!(refused(with(|c| c.name = Name::Own("Ada".into())), &intent), Refusal::OtherName);
        assert_eq!(all.allows(&Intent { name: None, ..intent.clone() }), Ok(()), "no name says less");

        let day = date(2026, 11, 24);
        let from = with(|c| c.when = When::From(date(2026, 11, 24)));
        assert_eq!(refused(from.clone(), &intent), Refusal::TooEarly(day));
        assert_eq!(from.allows(&Intent { today: day, ..intent.clone() }), Ok(()));
        let back = with(|c| c.when = When::IfNotBackBy(date(2026, 11, 24)));
        assert_eq!(refused(back.clone(), &Intent { today: day, ..intent.clone() }), Refusal::NotOver(day));
        let after = Intent { today: date(2026, 11, 25), ..intent };
        assert_eq!(back.allows(&after), Ok(()));
        assert_eq!(refused(back.clone(), &Intent { came_back: true, ..after.clone() }), Refusal::CameBack);
        let jumped = Intent { clock_jumped: true, ..after };
        assert_eq!(refused(back, &jumped), Refusal::ClockJumped);
        assert_eq!(refused(from, &jumped), Refusal::ClockJumped);
        assert_eq!(all.allows(&jumped), Ok(()), "no day is waited for");
    }
}
