//! What all events come to.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use crate::blobs::BlobId;
use crate::event::{By, Entry, Event, Role, SourceId};

/// What a desk has.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// `None` before it was made.
    pub desk: Option<Desk>,
    pub two_to_publish: bool,
    pub members: BTreeMap<String, Member>,
    pub invitations: HashMap<BlobId, Invitation>,
    pub sources: HashMap<SourceId, Source>,
    /// Accounts that came in, by the number of their entry in custody.
    pub received: BTreeMap<u64, Received>,
    /// The last entry of what was brought to the desk, if this is a drop box alone.
    pub handed_over: u64,
    /// What was published, by account id.
    pub published: BTreeMap<String, Published>,
    /// The number of the last event that published something; 0 if none did.
    pub last_published: u64,
}

#[derive(Clone, Debug)]
pub struct Desk {
    /// The age recipient that everything is encrypted to.
    pub recipient: String,
    /// The salt of its codenames, in hexadecimal digits.
    pub salt: String,
}

#[derive(Clone, Debug)]
pub struct Member {
    /// The number of the entry with which they joined: a name can be had again.
    pub joined: u64,
    pub role: Role,
    /// An age file, in base64, that their passphrase opens.
    pub key: String,
}

#[derive(Clone, Debug)]
pub struct Invitation {
    pub role: Role,
    pub key: String,
    pub day: Date,
}

#[derive(Clone, Debug)]
pub struct Source {
    /// The age recipient that answers are encrypted to.
    pub recipient: String,
    /// The day on which they came last.
    pub last_seen: Date,
    /// What they said last of everything that they left before, and the number of the entry in which they did.
    pub consent: Option<(u64, BlobId)>,
    pub withdrawn: bool,
    pub deleted: bool,
    pub accounts: Vec<u64>,
    pub replies: Vec<Reply>,
}

impl Source {
    fn blobs(&self) -> impl Iterator<Item = BlobId> {
        self.replies.iter().map(|reply| reply.message).chain(self.consent.map(|(_, consent)| consent))
    }
}

#[derive(Clone, Debug)]
pub struct Reply {
    pub day: Date,
    pub message: BlobId,
}

#[derive(Clone, Debug)]
pub struct Received {
    pub day: Date,
    pub source: SourceId,
    /// `None` when the source had it deleted.
    pub content: Option<BlobId>,
    pub files: Vec<BlobId>,
    /// The SHA-256 of the submission that somebody brought, as long as its content is here.
    pub submission: Option<BlobId>,
    pub notes: Vec<Note>,
    pub draft: Option<Draft>,
    /// The id under which it was published last.
    pub published: Option<String>,
}

impl Received {
    fn blobs(&self) -> impl Iterator<Item = BlobId> {
        let notes = self.notes.iter().map(|note| note.note);
        let draft = self.draft.iter().map(|draft| draft.blob);
        self.content.into_iter().chain(self.files.iter().copied()).chain(notes).chain(draft)
    }
}

#[derive(Clone, Debug)]
pub struct Note {
    pub day: Date,
    pub by: By,
    pub note: BlobId,
}

#[derive(Clone, Debug)]
pub struct Draft {
    pub blob: BlobId,
    pub by: By,
    /// Who agrees to it, beside who made it.
    pub agreed: Vec<By>,
}

#[derive(Clone, Debug)]
pub struct Published {
    pub account: u64,
    pub day: Date,
    pub number: u64,
    pub page: BlobId,
    pub files: Vec<BlobId>,
    /// What was said of it since, in order.
    pub notices: Vec<Notice>,
}

#[derive(Clone, Debug)]
pub struct Notice {
    pub day: Date,
    pub retracted: bool,
    pub why: String,
}

impl Published {
    pub fn is_retracted(&self) -> bool {
        self.notices.iter().any(|notice| notice.retracted)
    }
}

impl Catalogue {
    /// Takes in one more entry. The rules stood when it was appended; here nothing is refused.
    pub(crate) fn apply(&mut self, entry: &Entry) {
        let Entry { number, day, by, event } = entry;
        match event.clone() {
            Event::Made { recipient, salt } => {
                self.desk = Some(Desk { recipient, salt });
                self.invitations.clear();
            }
            Event::Invited { invitation, role, key } => {
                self.invitations.insert(invitation, Invitation { role, key, day: *day });
            }
            Event::Joined { invitation, name, role, key } => {
                self.invitations.remove(&invitation);
                self.members.insert(name, Member { joined: *number, role, key });
            }
            Event::Removed { name } => drop(self.members.remove(&name)),
            Event::TwoToPublish { wanted } => self.two_to_publish = wanted,
            Event::Received { source, recipient, content, files, submission } => {
                let known = self.sources.entry(source).or_insert_with(|| Source {
                    recipient,
                    last_seen: *day,
                    consent: None,
                    withdrawn: false,
                    deleted: false,
                    accounts: Vec::new(),
                    replies: Vec::new(),
                });
                known.accounts.push(*number);
                known.last_seen = *day;
                let received = Received {
                    day: *day,
                    source,
                    content: Some(content),
                    files,
                    submission,
                    notes: Vec::new(),
                    draft: None,
                    published: None,
                };
                self.received.insert(*number, received);
            }
            Event::Returned { source } => self.of(&source, |source| source.last_seen = *day),
            Event::Consented { source, consent } => self.of(&source, |source| {
                source.consent = Some((*number, consent));
                source.withdrawn = false;
            }),
            Event::Withdrawn { source } => self.of(&source, |source| source.withdrawn = true),
            Event::Deleted { source } => {
                let mut accounts = Vec::new();
                self.of(&source, |source| {
                    source.withdrawn = true;
                    source.deleted = true;
                    source.replies.clear();
                    source.consent = None;
                    accounts.clone_from(&source.accounts);
                });
                for account in accounts {
                    self.account(account, |received| {
                        received.content = None;
                        received.submission = None;
                        received.files.clear();
                        received.notes.clear();
                        received.draft = None;
                    });
                }
            }
            Event::HandedOver { number } => {
                for received in self.received.range_mut(..=number).map(|(_, received)| received) {
                    received.content = None;
                    received.submission = None;
                    received.files.clear();
                }
                self.handed_over = number;
            }
            Event::Replied { source, message } => {
                self.of(&source, |source| source.replies.push(Reply { day: *day, message }));
            }
            Event::Noted { account, note } => {
                self.account(account, |received| received.notes.push(Note { day: *day, by: by.clone(), note }));
            }
            Event::Drafted { account, draft } => self.account(account, |received| {
                received.draft = Some(Draft { blob: draft, by: by.clone(), agreed: Vec::new() });
            }),
            Event::Agreed { account, draft } => self.account(account, |received| {
                if let Some(now) = received.draft.as_mut().filter(|now| now.blob == draft) {
                    now.agreed.push(by.clone());
                }
            }),
            Event::Published { account, id, page, files } => {
                self.account(account, |received| received.published = Some(id.clone()));
                let notices = self.published.remove(&id).map_or_else(Vec::new, |before| before.notices);
                self.last_published = *number;
                self.published.insert(id, Published { account, day: *day, number: *number, page, files, notices });
            }
            Event::Retracted { id, why } => self.notice(&id, Notice { day: *day, retracted: true, why }),
            Event::Corrected { id, why } => self.notice(&id, Notice { day: *day, retracted: false, why }),
        }
    }

    /// A source that left something and did not have it deleted.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.get(id).filter(|source| !source.deleted)
    }

    fn of(&mut self, source: &SourceId, change: impl FnOnce(&mut Source)) {
        self.sources.get_mut(source).map(change);
    }

    fn account(&mut self, number: u64, change: impl FnOnce(&mut Received)) {
        self.received.get_mut(&number).map(change);
    }

    fn notice(&mut self, id: &str, notice: Notice) {
        if let Some(published) = self.published.get_mut(id) {
            published.notices.push(notice);
        }
    }

    /// Every blob that is needed.
    pub fn blobs(&self) -> HashSet<BlobId> {
        let received = self.received.values().flat_map(Received::blobs);
        let sources = self.sources.values().flat_map(Source::blobs);
        let published = self.published.values().flat_map(|each| each.files.iter().copied().chain([each.page]));
        received.chain(sources).chain(published).collect()
    }

    /// The blobs that `event` is the end of.
    pub(crate) fn ended_by(&self, event: &Event) -> Vec<BlobId> {
        match event {
            Event::Deleted { source } => {
                let Some(source) = self.sources.get(source) else { return Vec::new() };
                let accounts = source.accounts.iter().filter_map(|number| self.received.get(number));
                accounts.flat_map(Received::blobs).chain(source.blobs()).collect()
            }
            Event::HandedOver { number } => {
                self.received.range(..=number).flat_map(|(_, received)| received.blobs()).collect()
            }
            _ => Vec::new(),
        }
    }
}
