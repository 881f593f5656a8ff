//! What sources do: they leave an account, come back, change their mind.

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

/// A file on its way in: encrypted as it comes.
pub struct Incoming {
    sealing: Sealing<NewBlob>,
    /// Whether it may be a submission. It is encrypted like any other file: what stands behind an age file's first line, or
    /// behind its header, need not be.
    is_submission: bool,
    hash: Sha256,
    size: u64,
}

/// A file that is here, encrypted, and waits for the account it belongs to. Dropped, it is gone.
pub struct Upload {
    spooled: Spooled,
    is_submission: bool,
    pub size: u64,
    sha256: [u8; 32],
}

/// What a source leaves: their words with files, or a submission alone.
pub struct Arrival {
    pub text: String,
    pub language: String,
    pub consent: Consent,
    pub files: Vec<Upload>,
}

/// What a source finds when they return.
pub struct Return {
    pub accounts: Vec<Date>,
    /// The desk's answers, the first first, with their days.
    pub replies: Vec<(Date, String)>,
    pub withdrawn: bool,
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
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The most bytes that it may have.
    pub fn most(&self) -> u64 {
        if self.is_submission { MAX_SUBMISSION_BYTES } else { MAX_FILE_BYTES }
    }

    pub fn finish(self) -> Result<Upload, DeskError> {
        let spooled = self.sealing.finish()?.finish()?;
        Ok(Upload { spooled, is_submission: self.is_submission, size: self.size, sha256: self.hash.finalize().into() })
    }
}

impl Upload {
    /// Whether it may be a submission.
    pub fn is_submission(&self) -> bool {
        self.is_submission
    }
}

impl Desk {
    /// What `codename` leads to. Takes a tenth of a second and 32 MiB.
    pub fn key(&self, codename: &Codename) -> SourceKey {
        codename.key(&self.salt)
    }

    /// A file that begins to come in, with `start`, which is still to be written.
    pub fn incoming(&self, start: &[u8]) -> Result<Incoming, DeskError> {
        let sealing = Sealing::new(&[&self.recipient], self.store.blobs().begin()?)?;
        Ok(Incoming { sealing, is_submission: submission::begins(start), hash: Sha256::new(), size: 0 })
    }

    /// Whether this source has left something before.
    pub fn knows(&self, source: &SourceKey) -> bool {
        self.store.catalogue().source(&source.id).is_some()
    }

    /// Keeps an account for good: it is on disk when this returns. `random` is for this account alone.
    pub async fn receive(
        &self,
        source: &SourceKey,
        arrival: Arrival,
        today: Date,
        random: &[u8; 64],
    ) -> Result<u64, DeskError> {
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
            files: kept,
        };
        let content = self.store.blobs().put(&content::write(&[&self.recipient], content));
        let content = content.inspect_err(|_| self.forget(&files))?;
        self.received(source, content, files, None, today).await
    }

    /// Keeps a submission that somebody brought; `None` if somebody brought the same one before. Where a source left it at the
    /// drop box it is taken nevertheless: what they have deleted must not be what was brought.
    pub async fn receive_submission(
        &self,
        source: &SourceKey,
        submission: &[u8],
        today: Date,
    ) -> Result<Option<u64>, DeskError> {
        let hash = Some(BlobId(Sha256::digest(submission).into()));
        // One that is kept as it came, as all once were, has the hash for its name.
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

    /// What waits for the source; that they came is noted, by the day.
    pub async fn come_back(&self, source: &SourceKey, today: Date) -> Result<Return, DeskError> {
        let (accounts, replies, withdrawn, noted) = {
            let catalogue = self.store.catalogue();
            let known = catalogue.source(&source.id).ok_or(DeskError::NoSource)?;
            let accounts = known.accounts.iter().filter_map(|number| catalogue.received.get(number));
            let accounts: Vec<Date> = accounts.map(|received| received.day).collect();
            (accounts, known.replies.clone(), known.withdrawn, known.last_seen == today)
        };
        if !noted {
            self.by_source(source, today, Event::Returned { source: source.id }).await?;
        }
        Ok(Return { accounts, replies: self.opened(&source.identity, &replies)?, withdrawn })
    }

    /// What the source allows from now on, of all that they left.
    pub async fn consent(&self, source: &SourceKey, consent: &Consent, today: Date) -> Result<(), DeskError> {
        if !self.knows(source) {
            return Err(DeskError::NoSource);
        }
        let consent = self.store.blobs().put(&content::write(&[&self.recipient], consent))?;
        let entry = Entry::new(today, By::Source, Event::Consented { source: source.id, consent });
        let decide = |catalogue: &Catalogue| catalogue.source(&source.id).map(|_| entry).ok_or(DeskError::NoSource);
        self.append_with(&[consent], decide).await.map(drop)
    }

    pub async fn withdraw(&self, source: &SourceKey, today: Date) -> Result<(), DeskError> {
        self.by_source(source, today, Event::Withdrawn { source: source.id }).await
    }

    /// Deletes everything of the source's that is not published.
    pub async fn delete(&self, source: &SourceKey, today: Date) -> Result<(), DeskError> {
        self.by_source(source, today, Event::Deleted { source: source.id }).await
    }

    async fn by_source(&self, source: &SourceKey, today: Date, event: Event) -> Result<(), DeskError> {
        let entry = Entry::new(today, By::Source, event);
        let decide = |catalogue: &Catalogue| catalogue.source(&source.id).map(|_| entry).ok_or(DeskError::NoSource);
        self.store.append(decide).await.map(drop)
    }
}
