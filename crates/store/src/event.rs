//! What can happen at a desk, as custody keeps it. None of it holds a source's words, address or hour.

use std::fmt;

use data_encoding::HEXLOWER;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::blobs::BlobId;

/// One entry of custody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, counted from 1. It stands beside the entry, not in it.
    #[serde(skip)]
    pub number: u64,
    /// The day, in UTC: nothing finer is kept of anybody.
    pub day: Date,
    pub by: By,
    #[serde(flatten)]
    pub event: Event,
}

impl Entry {
    /// An entry that is to be appended. AuditLog numbers it.
    pub fn new(day: Date, by: By, event: Event) -> Self {
        Self { number: 0, day, by, event }
    }
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The program, of itself.
    Server,
    Source,
    /// The desk's member of this name.
    Member(String),
}

/// Which source: derived from the codename, which is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(pub [u8; 32]);

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl TryFrom<String> for SourceId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Ok(Self(text.parse::<BlobId>()?.0))
    }
}

impl From<SourceId> for String {
    fn from(source: SourceId) -> Self {
        source.to_string()
    }
}

/// What a member may do: all of those before, and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads accounts.
    Reader,
    /// Withholds, answers sources, takes notes.
    Editor,
    /// Publishes, corrects, retracts.
    Publisher,
    /// Invites members and sends them away.
    Admin,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Event {
    /// A desk was made: the age recipient that everything is encrypted to, and the salt of its codenames.
    Made {
        recipient: String,
        salt: String,
    },
    /// Somebody may join. `invitation` is the hash of what they were given, `key` an age file, in base64, that it opens.
    Invited {
        invitation: BlobId,
        role: Role,
        key: String,
    },
    /// Somebody joined. `key` is an age file, in base64, that their passphrase opens.
    Joined {
        invitation: BlobId,
        name: String,
        role: Role,
        key: String,
    },
    /// A member was removed.
    #[serde(rename = "sent_away")]
    Removed {
        name: String,
    },
    /// Whether a second member must agree before an account is published.
    TwoToPublish {
        wanted: bool,
    },

    /// An account came in. `content` and `files` are age files to the desk.
    Received {
        source: SourceId,
        recipient: String,
        content: BlobId,
        files: Vec<BlobId>,
        /// The SHA-256 of a parcel that somebody brought: the same file is not taken in twice.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        submission: Option<BlobId>,
    },
    /// The source came back.
    Returned {
        source: SourceId,
    },
    /// The source says anew what may be published of all that they left before; an age file to the desk.
    Consented {
        source: SourceId,
        consent: BlobId,
    },
    /// The source takes back their leave to publish.
    Withdrawn {
        source: SourceId,
    },
    /// The source had everything deleted that is not published.
    Deleted {
        source: SourceId,
    },

    /// What came in up to the entry `number` was brought to the desk, and is kept here no more.
    HandedOver {
        number: u64,
    },
    /// The desk answered a source. `message` is an age file to the source and the desk.
    Replied {
        source: SourceId,
        message: BlobId,
    },
    /// A note on an account, or another version of the edition to be published; an age file to the desk.
    Noted {
        account: u64,
        note: BlobId,
    },
    Drafted {
        account: u64,
        draft: BlobId,
    },
    /// A member agrees to a draft.
    Agreed {
        account: u64,
        draft: BlobId,
    },
    /// An edition was published: `page` is what the public sees, `files` its photographs, all in the clear.
    Published {
        account: u64,
        id: String,
        page: BlobId,
        files: Vec<BlobId>,
    },
    /// What was published was taken back, or set right; `why` is public.
    Retracted {
        id: String,
        why: String,
    },
    Corrected {
        id: String,
        why: String,
    },
}
