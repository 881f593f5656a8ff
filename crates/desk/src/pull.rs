//! A drop box that stands elsewhere. It holds the desk's public keys alone and cannot read what it stores; the desk comes
//! and brings it home.

use data_encoding::{BASE64, HEXLOWER};
use firsthand_store::Store;
use firsthand_store::act::{Act, By, Entry, SourceId};
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::Catalogue;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;

use crate::desk::{Desk, DeskError};
use crate::vault::CannotOpen;

/// How many acts are brought home at a time.
const MOST: usize = 100;

/// What a drop box must know of its desk: nothing of it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Public {
    pub v: u32,
    /// The desk's age recipient.
    pub recipient: String,
    /// The salt of its codenames, in hexadecimal digits.
    pub salt: String,
    /// SHA-256 of what the desk shows when it comes, in hexadecimal digits.
    pub pull: String,
}

/// What the desk shows when it comes: 32 random bytes, as 64 hexadecimal digits.
pub struct Pass(String);

/// What waits in a drop box.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Waiting {
    pub parcels: Vec<Parcel>,
    /// Its sources, each with the answers that are there already.
    pub sources: Vec<(SourceId, Vec<BlobId>)>,
}

/// One act of a source.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parcel {
    pub number: u64,
    pub day: Date,
    pub act: Act,
}

impl Parcel {
    /// The blobs that belong to it.
    pub fn blobs(&self) -> Vec<BlobId> {
        match &self.act {
            Act::Received { content, files, .. } => files.iter().copied().chain([*content]).collect(),
            Act::Consented { consent, .. } => vec![*consent],
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

impl Pass {
    pub fn new(random: &[u8; 32]) -> Self {
        Self(HEXLOWER.encode(random))
    }

    pub fn read(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn hash(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(&self.0))
    }

    /// Whether this is the pass of the desk that `public` is of. Hashes are compared, so time tells nothing of the pass.
    pub fn opens(&self, public: &Public) -> bool {
        self.hash() == public.pull
    }
}

impl Desk {
    /// What a drop box that is to hand its accounts to whoever shows `pass` must know.
    pub fn public(&self, pass: &Pass) -> Public {
        let salt = HEXLOWER.encode(&self.salt);
        Public { v: 1, recipient: self.recipient.to_string(), salt, pull: pass.hash() }
    }

    /// Opens a drop box in `folder` for the desk that `public` is of.
    pub async fn open_drop_box(folder: &Path, public: &Public, today: Date) -> Result<Self, DeskError> {
        let store = Store::open(folder).await?;
        let known = store.catalogue().desk.clone();
        match known {
            Some(known) if known.recipient != public.recipient || known.salt != public.salt => {
                return Err(DeskError::OtherDesk);
            }
            Some(_) => {}
            None => {
                let act = Act::Made { recipient: public.recipient.clone(), salt: public.salt.clone() };
                let entry = Entry::new(today, By::Server, act);
                store.act(|_| Ok::<_, DeskError>(entry)).await?;
            }
        }
        Self::with(store)
    }

    /// What waits here.
    pub async fn waiting(&self) -> Result<Waiting, DeskError> {
        let links = self.store().custody().await?;
        let catalogue = self.store().catalogue();
        let needed = catalogue.blobs();
        let new = links.iter().skip_while(|link| link.number <= catalogue.handed_over);
        let parcels = new.filter_map(|link| {
            let Entry { day, by, act, .. } = serde_json::from_str(&link.entry).ok()?;
            let parcel = Parcel { number: link.number, day, act };
            // What the source had deleted meanwhile, or said anew, stays behind.
            (by == By::Source && parcel.blobs().iter().all(|blob| needed.contains(blob))).then_some(parcel)
        });
        let sources = catalogue.sources.iter().filter(|(_, source)| !source.deleted).map(|(id, source)| {
            let replies = source.replies.iter().map(|reply| reply.message);
            (*id, replies.collect())
        });
        Ok(Waiting { parcels: parcels.take(MOST).collect(), sources: sources.collect() })
    }

    /// Lets go of what was brought home.
    pub async fn handed_over(&self, number: u64, today: Date) -> Result<(), DeskError> {
        let act = Act::HandedOver { number };
        let decide = |catalogue: &Catalogue| {
            let last = catalogue.handed_over;
            if number > last { Ok(Entry::new(today, By::Server, act)) } else { Err(DeskError::NoAccount) }
        };
        self.store().act(decide).await.map(drop)
    }

    /// Takes in an act that a source did elsewhere; its blobs are here. What is here already is not taken twice.
    pub async fn take_in(&self, parcel: &Parcel) -> Result<bool, DeskError> {
        let known = {
            let catalogue = self.store().catalogue();
            let source = |id: &SourceId| catalogue.sources.get(id);
            match &parcel.act {
                Act::Received { content, source: id, .. } => {
                    let here =
                        |number: &u64| catalogue.received.get(number).is_some_and(|r| r.content == Some(*content));
                    source(id).is_some_and(|source| source.deleted || source.accounts.iter().any(here))
                }
                Act::Returned { source: id } => source(id).is_some_and(|source| source.last_seen >= parcel.day),
                Act::Consented { source: id, consent } => {
                    // Withdrawn once more since, it is said anew.
                    let same = |known: Option<(u64, BlobId)>| known.is_some_and(|(_, known)| known == *consent);
                    source(id).is_some_and(|source| !source.withdrawn && same(source.consent))
                }
                Act::Withdrawn { source: id } => source(id).is_some_and(|source| source.withdrawn),
                Act::Deleted { source: id } => source(id).is_none_or(|source| source.deleted),
                _ => true,
            }
        };
        if known {
            return Ok(false);
        }
        let entry = Entry::new(parcel.day, By::Source, parcel.act.clone());
        self.store().act(|_| Ok::<_, DeskError>(entry)).await?;
        Ok(true)
    }

    /// The answers that a drop box with `sources` does not have yet.
    pub fn answers_for(&self, sources: &[(SourceId, Vec<BlobId>)]) -> Result<Vec<Answer>, DeskError> {
        let missing: Vec<(SourceId, Date, BlobId)> = {
            let catalogue = self.store().catalogue();
            let of = |(id, there): &(SourceId, Vec<BlobId>)| {
                let replies = catalogue.sources.get(id).map_or_else(Vec::new, |source| source.replies.clone());
                let new = replies.into_iter().filter(|reply| !there.contains(&reply.message));
                new.map(|reply| (*id, reply.day, reply.message)).collect::<Vec<_>>()
            };
            sources.iter().flat_map(of).collect()
        };
        let answer = |(source, day, blob): &(SourceId, Date, BlobId)| {
            let message = BASE64.encode(&self.store().blobs().read(blob)?);
            Ok(Answer { source: *source, day: *day, message })
        };
        missing.iter().map(answer).collect()
    }

    /// Keeps an answer of the desk for a source of this drop box.
    pub async fn take_answer(&self, answer: &Answer) -> Result<(), DeskError> {
        if self.store().catalogue().source(&answer.source).is_none() {
            return Err(DeskError::NoSource);
        }
        let message = BASE64.decode(answer.message.as_bytes()).map_err(|_| CannotOpen::Damaged)?;
        let message = self.store().blobs().put(&message)?;
        let act = Act::Replied { source: answer.source, message };
        let decide = |catalogue: &Catalogue| {
            let source = catalogue.source(&answer.source);
            match source {
                Some(source) if source.replies.iter().any(|reply| reply.message == message) => {
                    Err(DeskError::NoAccount)
                }
                Some(_) => Ok(Entry::new(answer.day, By::Server, act)),
                None => Err(DeskError::NoSource),
            }
        };
        self.store().act(decide).await.map(drop)
    }
}
