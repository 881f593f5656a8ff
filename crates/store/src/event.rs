//! The events of a desk, as the audit log keeps them. No event holds the words or the address of a source, or a time
//! of day.

use std::fmt;

use data_encoding::HEXLOWER;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::blobs::BlobId;

/// One entry of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The number of the entry, from 1. It is stored beside the entry and is not part of its JSON.
    #[serde(skip)]
    pub number: u64,
    /// The day, in UTC. No time of day is kept.
    pub day: Date,
    pub by: By,
    /// Of an event that came from a drop box elsewhere: the hash of its entry in the audit log there. It tells whether
    /// the desk has it already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pulled: Option<BlobId>,
    #[serde(flatten)]
    pub event: Event,
}

impl Entry {
    /// A new entry. The audit log numbers it when it is appended.
    pub fn new(day: Date, by: By, event: Event) -> Self {
        Self { number: 0, day, by, pulled: None, event }
    }
}

/// Who caused the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The program itself, without a member or a source.
    Server,
    Source,
    /// The member of the desk with this name.
    Member(String),
}

/// Identifies a source: 32 bytes derived from the codename. The codename itself is not kept.
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

/// What a member may do. Each role may also do everything that the roles above it may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May read accounts.
    Reader,
    /// May withhold words, answer sources and write notes.
    Editor,
    /// May publish, correct and retract.
    Publisher,
    /// May invite and remove members.
    Admin,
}

/// What a page showed that is not public any more: enough to recognise a copy of it, and none of its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// Its texts, the edition first.
    pub texts: Vec<OutlinedText>,
    /// The withheld words of the edition: the first and the last of each run, counted from 1.
    pub withheld: Vec<(u32, u32)>,
    pub photographs: Vec<BlobId>,
    /// Whether a name stood below the account.
    pub named: bool,
}

/// A text in an [`Outline`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlinedText {
    /// Its account id.
    pub id: String,
    /// The SHA-256 of its slip as bytes.
    pub slip: BlobId,
    /// The language tag (BCP 47), if it is a translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
}

/// One event, with the hashes of the blobs that belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Event {
    /// A desk was made. `recipient` is the age recipient to which everything is encrypted; `salt` is for codenames.
    Made { recipient: String, salt: String },
    /// Somebody may join. `invitation` is the hash of the secret in their link. In entries of earlier versions, `key` is
    /// an age file, in base64, which that secret opens.
    Invited {
        invitation: BlobId,
        role: Role,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
    },
    /// Somebody joined. `public` is the age recipient of the member. In entries of earlier versions, `key` is an age file,
    /// in base64, which their passphrase opens.
    Joined {
        invitation: BlobId,
        name: String,
        role: Role,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        public: Option<String>,
    },
    /// A member of an earlier version, who had no keys of their own, has some now. `public` is their age recipient.
    Keyed { name: String, public: String },
    /// A member was removed. `recipient` is the new age recipient of the desk, if it got one at once.
    #[serde(rename = "sent_away")]
    Removed {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recipient: Option<String>,
    },
    /// The desk got a new key. `known` says that the old one may be known to others.
    Rekeyed { recipient: String, known: bool },
    /// An admin set whether a second member must agree before an account is published.
    TwoToPublish { wanted: bool },

    /// An account came in. `content` and `files` are age files encrypted to the desk.
    Received {
        source: SourceId,
        recipient: String,
        content: BlobId,
        files: Vec<BlobId>,
        /// The SHA-256 of a submission that a carrier brought. With it the desk refuses the same file a second time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        submission: Option<BlobId>,
    },
    /// The source came back.
    Returned { source: SourceId },
    /// The source changed what may be published of everything that they left before. `consent` is an age file to the
    /// desk.
    Consented { source: SourceId, consent: BlobId },
    /// The source withdrew their permission to publish.
    Withdrawn { source: SourceId },
    /// The source deleted everything of theirs that is not published.
    Deleted { source: SourceId },

    /// A drop box gave the desk everything that came in up to the entry `number`, and no longer keeps it.
    HandedOver { number: u64 },
    /// The desk answered a source. `message` is an age file to both the source and the desk.
    Replied { source: SourceId, message: BlobId },
    /// A member wrote a note on an account. `note` is an age file to the desk.
    Noted { account: u64, note: BlobId },
    /// A member decided that an account will not be published. `why` is an age file to the desk.
    Declined { account: u64, why: BlobId },
    /// A member deleted an account that is not public. `why` is an age file to the desk, and stays.
    Discarded { account: u64, why: BlobId },
    /// A member changed the draft of an account. `draft` is an age file to the desk.
    Drafted { account: u64, draft: BlobId },
    /// A member agreed to a draft.
    Agreed { account: u64, draft: BlobId },
    /// An edition was published under `id`. `page` is what the public sees, and `files` are its photographs. None of
    /// them is encrypted. `why` is public: why the edition before it was replaced, or why a retracted account is
    /// published again. `before` outlines the edition that it replaced; there is none after a retraction, and none in
    /// entries of earlier versions.
    Published {
        account: u64,
        id: String,
        page: BlobId,
        files: Vec<BlobId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Outline>,
    },
    /// A published account was retracted. `why` is public. `before` outlines the edition that was public until then;
    /// entries of earlier versions have none.
    Retracted {
        id: String,
        why: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Outline>,
    },
    /// A correction was added to a published account. `why` is public.
    Corrected { id: String, why: String },

    /// An admin confirmed that the clock of this machine is right, after it had jumped or gone back.
    ClockConfirmed,
}

impl Event {
    /// Whether the event must work on a full disk, too: a source comes back and takes something back, or the desk does.
    pub fn always_works(&self) -> bool {
        matches!(self, Self::Returned { .. } | Self::Withdrawn { .. } | Self::Deleted { .. } | Self::Retracted { .. })
    }

    /// The blobs that the event names.
    pub fn blobs(&self) -> Vec<BlobId> {
        match self {
            Self::Received { content, files, .. } => files.iter().copied().chain([*content]).collect(),
            Self::Published { page, files, .. } => files.iter().copied().chain([*page]).collect(),
            Self::Consented { consent: blob, .. }
            | Self::Replied { message: blob, .. }
            | Self::Noted { note: blob, .. }
            | Self::Declined { why: blob, .. }
            | Self::Discarded { why: blob, .. }
            | Self::Drafted { draft: blob, .. }
            | Self::Agreed { draft: blob, .. } => vec![*blob],
            Self::Made { .. }
            | Self::Invited { .. }
            | Self::Joined { .. }
            | Self::Keyed { .. }
            | Self::Removed { .. }
            | Self::Rekeyed { .. }
            | Self::TwoToPublish { .. }
            | Self::Returned { .. }
            | Self::Withdrawn { .. }
            | Self::Deleted { .. }
            | Self::HandedOver { .. }
            | Self::Retracted { .. }
            | Self::Corrected { .. }
            | Self::ClockConfirmed => Vec::new(),
        }
    }
}
