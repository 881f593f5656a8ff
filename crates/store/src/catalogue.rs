//! The state of a desk after all its events. Each event is applied in order; nothing is refused here, because the
//! rules (`firsthand-desk`) were checked before the event was appended.

mod published;

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use crate::blobs::BlobId;
use crate::event::{By, Entry, Event, Outline, Role, SourceId};
use crate::limits::MAX_QUIET_DAYS;
pub use published::{Notice, NoticeKind, PastEdition, Published};

/// The state of a desk: its members, sources, accounts and published pages.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// `None` before the desk is made.
    pub desk: Option<Desk>,
    /// Whether a second member must agree before an account is published.
    pub two_to_publish: bool,
    /// By name.
    pub members: BTreeMap<String, Member>,
    /// Whether the desk needs a new key: somebody without a right to it may have it.
    pub needs_new_key: bool,
    /// The key files that must not be there any more.
    pub ended: Ended,
    /// Invitations that nobody has used, by the hash of their secret.
    pub invitations: HashMap<BlobId, Invitation>,
    /// Every source that ever left something, with those that deleted it.
    pub sources: HashMap<SourceId, Source>,
    /// Accounts that came in, by the number of their entry in the audit log.
    pub received: BTreeMap<u64, Received>,
    /// The events that came from a drop box elsewhere, by the hashes of their entries there.
    pub pulled: HashSet<BlobId>,
    /// In a drop box, the number of the last entry that the desk has taken over. 0 if there is none.
    pub handed_over: u64,
    /// Accounts that are or were published, by account id.
    pub published: BTreeMap<String, Published>,
    /// The number of the last entry that published or retracted something. 0 if there is none.
    pub last_published: u64,
    /// The ids of texts that are not public any more, each with the id of the account on whose page it stood.
    pub past_texts: HashMap<String, String>,
    /// The latest day of an entry, in UTC. Entries that come from a drop box may be of earlier days.
    pub last_day: Option<Date>,
    /// Whether an entry was far later than the one before, and no admin has confirmed the clock since then.
    jumped: bool,
}

/// The public keys of the desk.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The age recipient to which everything is encrypted.
    pub recipient: String,
    /// The recipients before it, the oldest first.
    pub earlier: Vec<EarlierKey>,
    /// The salt for codenames, in hexadecimal digits.
    pub salt: String,
}

/// A key that the desk has replaced.
#[derive(Clone, Debug)]
pub struct EarlierKey {
    pub recipient: String,
    /// The number of the entry that replaced it, and its day.
    pub until: u64,
    pub day: Date,
    /// Whether it may be known to others.
    pub known: bool,
}

impl Desk {
    /// The number of the desk's keys that had been replaced before the entry `number`.
    pub fn replaced_before(&self, number: u64) -> usize {
        self.earlier.iter().filter(|key| key.until < number).count()
    }
}

/// The key files that must not be there any more.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// Earlier recipients of the desk.
    pub recipients: Vec<String>,
    /// Invitations that were used, or ended with a key of the desk.
    pub invitations: Vec<BlobId>,
    /// The recipients of members who were removed.
    pub members: Vec<String>,
}

/// A member of the desk.
#[derive(Clone, Debug)]
pub struct Member {
    /// The number of the entry with which they joined. It tells two members apart who had the same name one after the
    /// other.
    pub joined: u64,
    pub role: Role,
    /// Their age recipient. `None` if they joined with an earlier version and have not signed in since then.
    pub public: Option<String>,
    /// In that case, an age file, in base64, which their passphrase opens.
    pub key: Option<String>,
}

/// An invitation that nobody has used yet.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub role: Role,
    /// For an invitation of an earlier version: an age file, in base64, which the secret in the link opens.
    pub key: Option<String>,
    /// The day of the invitation, in UTC.
    pub day: Date,
}

/// A source: their accounts, their consent and the desk's answers.
#[derive(Clone, Debug)]
pub struct Source {
    /// The age recipient to which answers are encrypted.
    pub recipient: String,
    /// The day of their last visit, in UTC.
    pub last_seen: Date,
    /// The number of the last entry that they caused: they were alive and free to act then.
    pub last_event: u64,
    /// Whether that entry only says that they came back.
    pub returned: bool,
    /// Their last consent for everything that they had left before it: the number of its entry, and its blob.
    pub consent: Option<(u64, BlobId)>,
    /// Whether they withdrew their permission to publish.
    pub withdrawn: bool,
    /// Whether they deleted everything. The source then counts as unknown.
    pub deleted: bool,
    /// The numbers of their accounts.
    pub accounts: Vec<u64>,
    pub replies: Vec<Reply>,
}

impl Source {
    fn acted(&mut self, entry: &Entry, returned: bool) {
        (self.last_seen, self.last_event, self.returned) = (self.last_seen.max(entry.day), entry.number, returned);
    }

    fn blobs(&self) -> impl Iterator<Item = BlobId> {
        self.replies.iter().map(|reply| reply.message).chain(self.consent.map(|(_, consent)| consent))
    }
}

/// An answer of the desk to a source.
#[derive(Clone, Debug)]
pub struct Reply {
    pub day: Date,
    /// An age file to both the source and the desk.
    pub message: BlobId,
}

/// An account that came in.
#[derive(Clone, Debug)]
pub struct Received {
    pub day: Date,
    pub source: SourceId,
    /// `None` after the source deleted it, or after a drop box gave it to the desk.
    pub content: Option<BlobId>,
    pub files: Vec<BlobId>,
    /// The SHA-256 of the submission, if a carrier brought it and its content is still here.
    pub submission: Option<BlobId>,
    pub notes: Vec<Note>,
    pub draft: Option<Draft>,
    /// The decision that it will not be published. A later draft ends it.
    pub declined: Option<Decision>,
    /// The decision with which the desk deleted it.
    pub discarded: Option<Decision>,
    /// The id of its last publication.
    pub published: Option<String>,
}

impl Received {
    /// Removes what came in, and what members wrote about it.
    fn empty(&mut self) {
        self.content = None;
        self.submission = None;
        self.files.clear();
        self.notes.clear();
        self.draft = None;
    }

    fn blobs(&self) -> impl Iterator<Item = BlobId> {
        let notes = self.notes.iter().map(|note| note.note);
        let draft = self.draft.iter().map(|draft| draft.blob);
        let decisions = self.declined.iter().chain(&self.discarded).map(|decision| decision.why);
        self.content.into_iter().chain(self.files.iter().copied()).chain(notes).chain(draft).chain(decisions)
    }
}

/// A decision of the desk about an account.
#[derive(Clone, Debug)]
pub struct Decision {
    pub day: Date,
    pub by: By,
    /// An age file to the desk.
    pub why: BlobId,
}

/// A member's note on an account.
#[derive(Clone, Debug)]
pub struct Note {
    pub day: Date,
    pub by: By,
    /// An age file to the desk.
    pub note: BlobId,
}

/// The last draft of an account.
#[derive(Clone, Debug)]
pub struct Draft {
    /// An age file to the desk.
    pub blob: BlobId,
    pub by: By,
    /// Who agreed to the draft. The member who made it need not be among them.
    pub agreed: Vec<By>,
}

impl Catalogue {
    /// The state after `entries`.
    pub(crate) fn of(entries: &[Entry]) -> Self {
        let mut catalogue = Self::default();
        entries.iter().for_each(|entry| catalogue.apply(entry));
        catalogue
    }

    /// Whether the clock may be wrong, if it says `today`: it is more than [`MAX_QUIET_DAYS`] ahead of the last entry, or
    /// was so at an earlier entry, and no admin has confirmed it since then.
    pub fn clock_jumped(&self, today: Date) -> bool {
        self.jumped || self.last_day.is_some_and(|last| is_far(last, today))
    }

    /// Applies one more entry.
    pub(crate) fn apply(&mut self, entry: &Entry) {
        let Entry { number, day, by, pulled, event } = entry;
        self.pulled.extend(pulled);
        self.jumped |= self.last_day.is_some_and(|last| is_far(last, *day));
        self.last_day = self.last_day.max(Some(*day));
        match event.clone() {
            Event::Made { recipient, salt } => {
                // Nothing was encrypted to an earlier key, and only a link opens its files. They stay, because an older
                // audit log may have been put back.
                self.invitations.clear();
                self.desk = Some(Desk { recipient, earlier: Vec::new(), salt });
                self.needs_new_key = false;
            }
            Event::Invited { invitation, role, key } => {
                // The audit log keeps this key for ever, and so does whoever has the link.
                self.needs_new_key |= key.is_some();
                self.invitations.insert(invitation, Invitation { role, key, day: *day });
            }
            Event::Joined { invitation, name, role, key, public } => {
                self.needs_new_key |= key.is_some();
                self.invitations.remove(&invitation);
                self.ended.invitations.push(invitation);
                self.members.insert(name, Member { joined: *number, role, public, key });
            }
            Event::Keyed { name, public } => {
                if let Some(member) = self.members.get_mut(&name) {
                    (member.public, member.key) = (Some(public), None);
                }
            }
            Event::Removed { name, recipient } => {
                let public = self.members.remove(&name).and_then(|member| member.public);
                self.ended.members.extend(public);
                match recipient {
                    Some(recipient) => self.replace_key(recipient, entry, false),
                    // The program removes the member for samples, of whom nobody has the keys.
                    None => self.needs_new_key |= *by != By::Server,
                }
            }
            Event::Rekeyed { recipient, known } => self.replace_key(recipient, entry, known),
            Event::TwoToPublish { wanted } => self.two_to_publish = wanted,
            Event::Received { source, recipient, content, files, submission } => {
                let known = self.sources.entry(source).or_insert_with(|| Source {
                    recipient,
                    last_seen: *day,
                    last_event: *number,
                    returned: false,
                    consent: None,
                    withdrawn: false,
                    deleted: false,
                    accounts: Vec::new(),
                    replies: Vec::new(),
                });
                known.accounts.push(*number);
                known.acted(entry, false);
                let received = Received {
                    day: *day,
                    source,
                    content: Some(content),
                    files,
                    submission,
                    notes: Vec::new(),
                    draft: None,
                    declined: None,
                    discarded: None,
                    published: None,
                };
                self.received.insert(*number, received);
            }
            Event::Returned { source } => self.change_source(&source, |source| source.acted(entry, true)),
            Event::Consented { source, consent } => self.change_source(&source, |source| {
                source.acted(entry, false);
                source.consent = Some((*number, consent));
                source.withdrawn = false;
            }),
            Event::Withdrawn { source } => self.change_source(&source, |source| {
                source.acted(entry, false);
                source.withdrawn = true;
            }),
            Event::Deleted { source } => {
                let mut accounts = Vec::new();
                self.change_source(&source, |source| {
                    source.withdrawn = true;
                    source.deleted = true;
                    source.replies.clear();
                    source.consent = None;
                    accounts.clone_from(&source.accounts);
                });
                for account in accounts {
                    self.change_account(account, |received| {
                        received.empty();
                        (received.declined, received.discarded) = (None, None);
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
                self.change_source(&source, |source| source.replies.push(Reply { day: *day, message }));
            }
            Event::Noted { account, note } => {
                self.change_account(account, |received| received.notes.push(Note { day: *day, by: by.clone(), note }));
            }
            Event::Declined { account, why } => self.change_account(account, |received| {
                received.declined = Some(Decision { day: *day, by: by.clone(), why });
            }),
            Event::Discarded { account, why } => self.change_account(account, |received| {
                received.empty();
                received.declined = None;
                received.discarded = Some(Decision { day: *day, by: by.clone(), why });
            }),
            Event::Drafted { account, draft } => self.change_account(account, |received| {
                received.declined = None;
                received.draft = Some(Draft { blob: draft, by: by.clone(), agreed: Vec::new() });
            }),
            Event::Agreed { account, draft } => self.change_account(account, |received| {
                if let Some(now) = received.draft.as_mut().filter(|now| now.blob == draft) {
                    now.agreed.push(by.clone());
                }
            }),
            Event::Published { account, id, page, files, why, before } => {
                self.change_account(account, |received| received.published = Some(id.clone()));
                let why = why.unwrap_or_default();
                let past = before.and_then(|outline| self.put_by(&id, entry, false, &why, outline));
                let published = self.published.entry(id).or_insert_with(|| Published {
                    account,
                    day: *day,
                    number: 0,
                    changed: 0,
                    page: None,
                    files: Vec::new(),
                    notices: Vec::new(),
                    past: Vec::new(),
                });
                if published.number > 0 {
                    let last = published.past.iter().rposition(|past| past.retracted);
                    let kind = match published.page {
                        Some(_) => NoticeKind::Replaced(past),
                        None => NoticeKind::PublishedAgain(last),
                    };
                    published.notices.push(Notice { day: *day, kind, why });
                }
                // The same words may have come in twice, so this account may be another one than before.
                published.account = account;
                (published.day, published.number, published.changed) = (*day, *number, *number);
                (published.page, published.files) = (Some(page), files);
                self.last_published = *number;
            }
            Event::Retracted { id, why, before } => {
                if let Some(outline) = before {
                    self.put_by(&id, entry, true, &why, outline);
                }
                self.add_notice(&id, entry, NoticeKind::Retracted, why);
                if let Some(published) = self.published.get_mut(&id) {
                    (published.page, published.files) = (None, Vec::new());
                }
                self.last_published = *number;
            }
            Event::Corrected { id, why } => self.add_notice(&id, entry, NoticeKind::Corrected, why),
            Event::ClockConfirmed => (self.last_day, self.jumped) = (Some(*day), false),
        }
    }

    fn replace_key(&mut self, recipient: String, entry: &Entry, known: bool) {
        self.end_invitations();
        self.needs_new_key = false;
        let Some(desk) = &mut self.desk else { return };
        let recipient = std::mem::replace(&mut desk.recipient, recipient);
        self.ended.recipients.push(recipient.clone());
        desk.earlier.push(EarlierKey { recipient, until: entry.number, day: entry.day, known });
    }

    fn end_invitations(&mut self) {
        self.ended.invitations.extend(self.invitations.drain().map(|(invitation, _)| invitation));
    }

    /// A source that has left something and has not deleted it.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.get(id).filter(|source| !source.deleted)
    }

    fn change_source(&mut self, source: &SourceId, change: impl FnOnce(&mut Source)) {
        self.sources.get_mut(source).map(change);
    }

    fn change_account(&mut self, number: u64, change: impl FnOnce(&mut Received)) {
        self.received.get_mut(&number).map(change);
    }

    fn add_notice(&mut self, id: &str, entry: &Entry, kind: NoticeKind, why: String) {
        if let Some(published) = self.published.get_mut(id) {
            published.notices.push(Notice { day: entry.day, kind, why });
            published.changed = entry.number;
        }
    }

    /// Keeps the outline of an edition that is not public any more, and returns its index among them.
    fn put_by(&mut self, id: &str, entry: &Entry, retracted: bool, why: &str, outline: Outline) -> Option<usize> {
        let ids = outline.texts.iter().map(|text| (text.id.clone(), id.to_owned()));
        self.past_texts.extend(ids);
        let published = self.published.get_mut(id)?;
        published.past.push(PastEdition { day: entry.day, retracted, why: why.to_owned(), outline });
        Some(published.past.len() - 1)
    }

    /// Every blob that the state still needs.
    pub fn blobs(&self) -> HashSet<BlobId> {
        let received = self.received.values().flat_map(Received::blobs);
        let sources = self.sources.values().flat_map(Source::blobs);
        let published = self.published.values().flat_map(Published::blobs);
        received.chain(sources).chain(published).collect()
    }

    /// The blobs that `event` makes useless, looked up in the state before the event.
    pub(crate) fn ended_by(&self, event: &Event) -> Vec<BlobId> {
        match event {
            Event::Deleted { source } => {
                let Some(source) = self.sources.get(source) else { return Vec::new() };
                let accounts = source.accounts.iter().filter_map(|number| self.received.get(number));
                accounts.flat_map(Received::blobs).chain(source.blobs()).collect()
            }
            Event::Discarded { account, .. } => {
                self.received.get(account).map_or_else(Vec::new, |received| received.blobs().collect())
            }
            Event::HandedOver { number } => {
                self.received.range(..=number).flat_map(|(_, received)| received.blobs()).collect()
            }
            Event::Published { id, .. } | Event::Retracted { id, .. } => {
                self.published.get(id).map_or_else(Vec::new, |published| published.blobs().collect())
            }
            _ => Vec::new(),
        }
    }
}

fn is_far(last: Date, today: Date) -> bool {
    last.until(today).is_ok_and(|span| span.get_days() > MAX_QUIET_DAYS)
}
