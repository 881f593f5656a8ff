//! A drop box on another machine. It has only the desk's public keys, so it cannot read what it stores. The desk
//! fetches the submissions from it, and brings the answers. Out of scope: the HTTP requests (`firsthand-web`, and
//! `src/` for the desk's side).

use data_encoding::{BASE64, HEXLOWER};
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::Catalogue;
use firsthand_store::event::{By, Entry, Event, SourceId};
use firsthand_store::{Store, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::limits::MAX_PULLED_EVENTS;
use crate::vault::CannotOpen;

/// What a drop box must know about its desk. None of it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPublic {
    /// The version of this form: 1.
    pub v: u32,
    /// The desk's age recipient.
    pub recipient: String,
    /// The salt for codenames, in hexadecimal digits.
    pub salt: String,
    /// The SHA-256 of the desk's pull token, in hexadecimal digits.
    pub pull: String,
    /// Whether the key before this one may be known to others. Sources who return are then told.
    #[serde(default)]
    pub key_known: bool,
}

/// The secret with which the desk proves itself to its drop box: 32 random bytes, as 64 hexadecimal digits.
pub struct PullToken(String);

/// What a drop box holds for its desk.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Queue {
    #[serde(rename = "parcels")]
    pub events: Vec<SourceEvent>,
    /// The sources, each with the answers that the drop box already has.
    pub sources: Vec<(SourceId, Vec<BlobId>)>,
}

/// One event of a source.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceEvent {
    /// The number of the entry in the drop box's audit log.
    pub number: u64,
    pub day: Date,
    /// The hash of that entry. Drop boxes of earlier versions do not send it.
    #[serde(default)]
    pub hash: Option<BlobId>,
    #[serde(rename = "act")]
    pub event: Event,
}

impl SourceEvent {
    /// The blobs that belong to the event, if it is one that a drop box may hand over.
    pub fn blobs(&self) -> Vec<BlobId> {
        match &self.event {
            Event::Received { .. } | Event::Consented { .. } => self.event.blobs(),
            _ => Vec::new(),
        }
    }
}

/// An answer on its way to a drop box.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    pub source: SourceId,
    pub day: Date,
    /// The age file, in base64.
    pub message: String,
}

impl PullToken {
    /// A token with this secret.
    pub fn new(random: &[u8; 32]) -> Self {
        Self(HEXLOWER.encode(random))
    }

    /// Reads a token that somebody wrote. A wrong text is a token that opens nothing.
    pub fn read(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The token as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn hash(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(&self.0))
    }

    /// Whether this is the token of the desk with these public keys. Hashes are compared, so the time that this takes
    /// says nothing about the token.
    pub fn opens(&self, public: &DeskPublic) -> bool {
        self.hash() == public.pull
    }
}

impl Desk {
    /// The public keys for a drop box. It will give its accounts to everybody who shows `token`.
    pub fn public(&self, token: &PullToken) -> DeskPublic {
        let salt = HEXLOWER.encode(&self.salt);
        let key_known = self.catalogue().desk.iter().flat_map(|desk| desk.earlier.last()).any(|key| key.known);
        DeskPublic { v: 1, recipient: self.recipient(), salt, pull: token.hash(), key_known }
    }

    /// Opens the drop box in `folder` for the desk with these public keys, or makes one. If the desk
    /// has a new key, the drop box encrypts to it from now on. Fails if the folder belongs to another desk.
    pub async fn open_drop_box(folder: &Path, public: &DeskPublic, today: Date) -> Result<Self, DeskError> {
        if Store::is_new(folder)? {
            let event = Event::Made { recipient: public.recipient.clone(), salt: public.salt.clone() };
            return Self::with(Store::create(folder, &[Entry::new(today, By::Server, event)], today).await?);
        }
        let store = Store::open(folder, today).await?;
        let known = store.catalogue().desk.clone().filter(|known| known.salt == public.salt);
        let known = known.ok_or(DeskError::OtherDesk)?;
        if known.earlier.iter().any(|key| key.recipient == public.recipient) {
            return Err(DeskError::OldKey);
        }
        if known.recipient != public.recipient {
            let event = Event::Rekeyed { recipient: public.recipient.clone(), known: public.key_known };
            let entry = Entry::new(today, By::Server, event);
            store.append(|_| Ok::<_, DeskError>(entry)).await?;
        }
        Self::with(store)
    }

    /// What this drop box holds for its desk. It holds at most `limits::MAX_PULLED_EVENTS` events.
    pub async fn waiting(&self) -> Result<Queue, DeskError> {
        let links = self.store.audit_log().await?;
        let catalogue = self.store.catalogue();
        let needed = catalogue.blobs();
        let new = links.iter().skip_while(|link| link.number <= catalogue.handed_over);
        let events = new.filter_map(|link| {
            let Entry { day, by, event, .. } = serde_json::from_str(&link.entry).ok()?;
            let one = SourceEvent { number: link.number, day, hash: Some(BlobId(link.hash)), event };
            // An event is left out if its blobs are gone, because the source deleted them or gave a newer consent.
            (by == By::Source && one.blobs().iter().all(|blob| needed.contains(blob))).then_some(one)
        });
        let sources = catalogue.sources.iter().filter(|(_, source)| !source.deleted).map(|(id, source)| {
            let replies = source.replies.iter().map(|reply| reply.message);
            (*id, replies.collect())
        });
        Ok(Queue { events: events.take(MAX_PULLED_EVENTS).collect(), sources: sources.collect() })
    }

    /// Removes what the desk has fetched, up to the entry `number`.
    pub async fn handed_over(&self, number: u64, today: Date) -> Result<(), DeskError> {
        let event = Event::HandedOver { number };
        let decide = |catalogue: &Catalogue| {
            let last = catalogue.handed_over;
            if number > last { Ok(Entry::new(today, By::Server, event)) } else { Err(DeskError::NoAccount) }
        };
        self.store.append(decide).await.map(drop)
    }

    /// Keeps a blob that belongs to an event of a drop box, before [`Desk::take_in`] takes in the event. Bytes that do not
    /// have the hash `blob` are refused.
    pub fn take_blob(&self, blob: &BlobId, bytes: &[u8]) -> Result<(), DeskError> {
        if BlobId(Sha256::digest(bytes).into()) != *blob {
            return Err(StoreError::DamagedBlob(*blob).into());
        }
        self.store.blobs().put(bytes)?;
        Ok(())
    }

    /// Takes in an event from a drop box, after its blobs. Returns `false` if the desk already has the event. An event
    /// that is dated later than `today` is dated `today`: the clock of the drop box does not count here.
    pub async fn take_in(&self, one: &SourceEvent, today: Date) -> Result<bool, DeskError> {
        let known = {
            let catalogue = self.store.catalogue();
            let source = |id: &SourceId| catalogue.sources.get(id);
            match &one.event {
                _ if one.hash.is_some_and(|hash| catalogue.pulled.contains(&hash)) => true,
                Event::Received { content, source: id, .. } => {
                    let here =
                        |number: &u64| catalogue.received.get(number).is_some_and(|r| r.content == Some(*content));
                    source(id).is_some_and(|source| source.deleted || source.accounts.iter().any(here))
                }
                Event::Returned { .. } | Event::Consented { .. } | Event::Withdrawn { .. } if one.hash.is_some() => {
                    false
                }
                // Without a hash, an event that changes nothing counts as known.
                Event::Returned { source: id } => {
                    source(id).is_some_and(|source| source.returned && source.last_seen >= one.day)
                }
                Event::Consented { source: id, consent } => {
                    // After a withdrawal the same consent counts as a new one.
                    let same = |known: Option<(u64, BlobId)>| known.is_some_and(|(_, known)| known == *consent);
                    source(id).is_some_and(|source| !source.withdrawn && same(source.consent))
                }
                Event::Withdrawn { source: id } => source(id).is_some_and(|source| source.withdrawn),
                Event::Deleted { source: id } => source(id).is_none_or(|source| source.deleted),
                _ => true,
            }
        };
        if known {
            return Ok(false);
        }
        let entry = Entry { pulled: one.hash, ..Entry::new(one.day.min(today), By::Source, one.event.clone()) };
        self.store.append_late(|_| Ok::<_, DeskError>(entry)).await?;
        Ok(true)
    }

    /// The answers that a drop box does not have yet. `sources` lists those that it has.
    pub fn answers_for(&self, sources: &[(SourceId, Vec<BlobId>)]) -> Result<Vec<Answer>, DeskError> {
        let missing: Vec<(SourceId, Date, BlobId)> = {
            let catalogue = self.store.catalogue();
            let of = |(id, there): &(SourceId, Vec<BlobId>)| {
                let replies = catalogue.sources.get(id).map_or_else(Vec::new, |source| source.replies.clone());
                let new = replies.into_iter().filter(|reply| !there.contains(&reply.message));
                new.map(|reply| (*id, reply.day, reply.message)).collect::<Vec<_>>()
            };
            sources.iter().flat_map(of).collect()
        };
        let answer = |(source, day, blob): &(SourceId, Date, BlobId)| {
            let message = BASE64.encode(&self.store.blobs().read(blob)?);
            Ok(Answer { source: *source, day: *day, message })
        };
        missing.iter().map(answer).collect()
    }

    /// Keeps an answer of the desk for a source of this drop box. Fails if the source is not known, or the answer is
    /// here already.
    pub async fn take_answer(&self, answer: &Answer) -> Result<(), DeskError> {
        if self.store.catalogue().source(&answer.source).is_none() {
            return Err(DeskError::NoSource);
        }
        let message = BASE64.decode(answer.message.as_bytes()).map_err(|_| CannotOpen::Damaged)?;
        let message = self.store.blobs().put(&message)?;
        let event = Event::Replied { source: answer.source, message };
        let decide = |catalogue: &Catalogue| {
            let source = catalogue.source(&answer.source);
            match source {
                Some(source) if source.replies.iter().any(|reply| reply.message == message) => {
                    Err(DeskError::NoAccount)
                }
                Some(_) => Ok(Entry::new(answer.day, By::Server, event)),
                None => Err(DeskError::NoSource),
            }
        };
        self.store.append_late(decide).await.map(drop)
    }
}
