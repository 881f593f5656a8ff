//! What sources do: they leave an account, return with their codename, change their consent, withdraw or delete.

use std::io::{self, Write};

use data_encoding::HEXLOWER;
use firsthand_account::enclosures::Enclosure;
use firsthand_store::blobs::{BlobId, NewBlob, Spooled};
use firsthand_store::catalogue::{Catalogue, Received};
use firsthand_store::event::{By, Entry, Event};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::codename::{Codename, SourceKey};
use crate::consent::Consent;
use crate::content::{self, Content, File, SealedBy};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::limits::{MAX_FILE_BYTES, MAX_SUBMISSION_BYTES};
use crate::sealing::{self, ready};
use crate::submission;
use crate::vault::Sealing;

/// A file that is arriving. Each piece is encrypted as it comes.
pub struct Incoming {
    sealing: Sealing<NewBlob>,
    /// Whether it may be a submission. It is encrypted all the same: a file that begins like an age file may go on in
    /// the clear.
    is_submission: bool,
    hash: Sha256,
    /// Bytes so far.
    size: u64,
}

/// A file that has arrived and is encrypted, but belongs to no account yet. If it is dropped, it is removed.
pub struct Upload {
    spooled: Spooled,
    is_submission: bool,
    /// In bytes, before it was encrypted.
    pub size: u64,
    sha256: [u8; 32],
}

/// What a source leaves: words with files, or one submission without words.
pub struct Arrival {
    pub text: String,
    /// The language tag that the source chose (BCP 47).
    pub language: String,
    pub consent: Consent,
    pub files: Vec<Upload>,
}

/// What a source sees when they return.
pub struct Return {
    /// The day of each account that they left, without those that the desk deleted.
    pub accounts: Vec<Date>,
    /// The day of each account that they left and the desk deleted.
    pub discarded: Vec<Date>,
    /// The desk's answers, the oldest first, with their days.
    pub replies: Vec<(Date, String)>,
    pub withdrawn: bool,
    /// The day on which the desk said that the key may be known to others under which an account of theirs came in.
    pub key_known: Option<Date>,
}

impl Write for Incoming {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.sealing.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sealing.flush()
    }
}

impl Incoming {
    /// The number of bytes that have arrived.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Maximum size of this file, in bytes. The caller enforces it.
    pub fn max_size(&self) -> u64 {
        if self.is_submission { MAX_SUBMISSION_BYTES } else { MAX_FILE_BYTES }
    }

    /// Ends the encryption and closes the file.
    pub fn finish(self) -> Result<Upload, DeskError> {
        let spooled = self.sealing.finish()?.finish()?;
        Ok(Upload { spooled, is_submission: self.is_submission, size: self.size, sha256: self.hash.finalize().into() })
    }
}

impl Upload {
    /// Whether the file may be a submission.
    pub fn is_submission(&self) -> bool {
        self.is_submission
    }
}

impl Desk {
    /// Derives the key of a source from their codename. Takes a tenth of a second and 32 MiB.
    pub fn key(&self, codename: &Codename) -> SourceKey {
        codename.key(&self.salt)
    }

    /// Begins to take in a file. `start` is its first bytes, to see whether it may be a submission; the caller still
    /// writes them.
    pub fn incoming(&self, start: &[u8]) -> Result<Incoming, DeskError> {
        self.has_room()?;
        let sealing = Sealing::new(&[&self.encrypt_to()], self.store.blobs().begin()?)?;
        Ok(Incoming { sealing, is_submission: submission::begins(start), hash: Sha256::new(), size: 0 })
    }

    /// Whether this source has left something and has not deleted it.
    pub fn knows(&self, source: &SourceKey) -> bool {
        self.store.catalogue().source(&source.id).is_some()
    }

    /// Keeps an account, which is on disk when this returns. Returns its number. `random` must be used for this
    /// account only. Fails if the words cannot be sealed, or if the source has deleted everything.
    pub async fn receive(
        &self,
        source: &SourceKey,
        arrival: Arrival,
        today: Date,
        random: &[u8; 64],
    ) -> Result<u64, DeskError> {
        self.has_room()?;
        let (key, seed) = random.split_at(32);
        let seed: &[u8; 32] = seed.try_into().expect("32 bytes");
        let Arrival { text, language, consent, mut files } = arrival;
        if matches!((&files[..], text.trim()), ([Upload { is_submission: true, .. }], ""))
            && let Some(submission) = files.pop()
        {
            let content = self.store.blobs().keep_spooled(submission.spooled)?;
            return self.received(source, content, Vec::new(), None, today).await;
        }
        let enclosures: Vec<Enclosure> =
            files.iter().enumerate().map(|(at, file)| sealing::enclosure(at, file.sha256, seed)).collect();
        let ready = ready(&text, &enclosures, key.try_into().expect("32 bytes"), seed)?;
        let by_source = ready.sealed_by == SealedBy::Source;
        let mut kept: Vec<File> = Vec::with_capacity(files.len());
        for (file, enclosure) in files.into_iter().zip(&enclosures) {
            let blob = self.store.blobs().keep_spooled(file.spooled);
            let so_far = || kept.iter().map(|file| file.blob).collect::<Vec<_>>();
            let blob = blob.inspect_err(|_| self.forget(&so_far()))?;
            kept.push(File {
                blob,
                size: file.size,
                sha256: BlobId(file.sha256),
                salt: (!by_source).then(|| HEXLOWER.encode(&enclosure.salt)),
                label: None,
            });
        }
        let files: Vec<BlobId> = kept.iter().map(|file| file.blob).collect();
        let content = Content {
            text: ready.text,
            id: ready.id.to_string(),
            sealed_by: ready.sealed_by,
            pasted: ready.pasted,
            language,
            consent,
            under_old_key: false,
            files: kept,
        };
        let content = self.store.blobs().put(&content::write(&[&self.encrypt_to()], content));
        let content = content.inspect_err(|_| self.forget(&files))?;
        self.received(source, content, files, None, today).await
    }

    /// Keeps a submission that a carrier brought, and returns its number, or `None` if a carrier brought the same file
    /// before. It is kept even if a source left the same file at the drop box: the source may delete that copy, and
    /// the carrier's copy must stay.
    pub async fn receive_submission(
        &self,
        source: &SourceKey,
        submission: &[u8],
        today: Date,
    ) -> Result<Option<u64>, DeskError> {
        let hash = Some(BlobId(Sha256::digest(submission).into()));
        // Earlier versions kept a submission without encrypting it once more. Its blob is then named by this hash.
        let is_here = |received: &Received| received.submission == hash || received.content == hash;
        if self.store.catalogue().received.values().any(is_here) {
            return Ok(None);
        }
        let mut incoming = self.incoming(submission)?;
        incoming.write_all(submission)?;
        let content = self.store.blobs().keep_spooled(incoming.finish()?.spooled)?;
        self.received(source, content, Vec::new(), hash, today).await.map(Some)
    }

    async fn received(
        &self,
        source: &SourceKey,
        content: BlobId,
        files: Vec<BlobId>,
        submission: Option<BlobId>,
        today: Date,
    ) -> Result<u64, DeskError> {
        let recipient = source.identity.to_public().to_string();
        let blobs: Vec<BlobId> = files.iter().copied().chain([content]).collect();
        let event = Event::Received { source: source.id, recipient, content, files, submission };
        let decide = |catalogue: &Catalogue| {
            let deleted = catalogue.sources.get(&source.id).is_some_and(|known| known.deleted);
            if deleted { Err(DeskError::NoSource) } else { Ok(Entry::new(today, By::Source, event)) }
        };
        self.append_with(&blobs, decide).await
    }

    /// Records that the source came back, and returns what the desk has for them. Of several visits on one day with
    /// nothing in between, only the first is recorded. Fails if the source is not known.
    pub async fn come_back(&self, source: &SourceKey, today: Date) -> Result<Return, DeskError> {
        let recorded = {
            let catalogue = self.store.catalogue();
            let known = catalogue.source(&source.id).ok_or(DeskError::NoSource)?;
            known.returned && known.last_seen == today
        };
        if !recorded {
            self.by_source(source, today, Event::Returned { source: source.id }).await?;
        }
        self.shown_to(source)
    }

    /// What the desk has for the source. Fails if the source is not known.
    pub fn shown_to(&self, source: &SourceKey) -> Result<Return, DeskError> {
        let (accounts, discarded, replies, withdrawn, key_known) = {
            let catalogue = self.store.catalogue();
            let known = catalogue.source(&source.id).ok_or(DeskError::NoSource)?;
            let left = known.accounts.iter().filter_map(|number| catalogue.received.get(number));
            let (discarded, here): (Vec<_>, Vec<_>) = left.partition(|received| received.discarded.is_some());
            let [accounts, discarded] =
                [here, discarded].map(|left| left.iter().map(|received| received.day).collect::<Vec<Date>>());
            let first = known.accounts.first().copied().unwrap_or(u64::MAX);
            let mut earlier = catalogue.desk.iter().flat_map(|desk| &desk.earlier).rev();
            let key_known = earlier.find(|key| key.known && key.until > first).map(|key| key.day);
            (accounts, discarded, known.replies.clone(), known.withdrawn, key_known)
        };
        Ok(Return {
            accounts,
            discarded,
            replies: self.opened(std::slice::from_ref(&source.identity), &replies)?,
            withdrawn,
            key_known,
        })
    }

    /// Sets what the source allows from now on, for everything that they have left.
    pub async fn consent(&self, source: &SourceKey, consent: &Consent, today: Date) -> Result<(), DeskError> {
        if !self.knows(source) {
            return Err(DeskError::NoSource);
        }
        let consent = self.store.blobs().put(&content::write(&[&self.encrypt_to()], consent))?;
        let entry = Entry::new(today, By::Source, Event::Consented { source: source.id, consent });
        let decide = |catalogue: &Catalogue| catalogue.source(&source.id).map(|_| entry).ok_or(DeskError::NoSource);
        self.append_with(&[consent], decide).await.map(drop)
    }

    /// Withdraws the source's permission to publish anything of theirs.
    pub async fn withdraw(&self, source: &SourceKey, today: Date) -> Result<(), DeskError> {
        self.by_source(source, today, Event::Withdrawn { source: source.id }).await
    }

    /// Deletes everything that the source left and that is not published.
    pub async fn delete(&self, source: &SourceKey, today: Date) -> Result<(), DeskError> {
        self.by_source(source, today, Event::Deleted { source: source.id }).await
    }

    async fn by_source(&self, source: &SourceKey, today: Date, event: Event) -> Result<(), DeskError> {
        let entry = Entry::new(today, By::Source, event);
        let decide = |catalogue: &Catalogue| catalogue.source(&source.id).map(|_| entry).ok_or(DeskError::NoSource);
        // A clock that is behind does not keep a source from returning, withdrawing or deleting.
        self.store.append_late(decide).await.map(drop)
    }
}
