//! What members do with an account that came in: they read it, answer its source, and write notes.

use age::x25519::{Identity, Recipient};
use firsthand_store::blobs::{BlobId, Reading};
use firsthand_store::catalogue::{Catalogue, Decision, Note, Reply};
use firsthand_store::event::{Event, Role};
use jiff::civil::Date;
use zeroize::Zeroizing;

use crate::consent::Consent;
use crate::content::{self, Content, Glance, Message};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::received::{Received, received};
use crate::session::Session;
use crate::submission;
use crate::vault::{self, CannotOpen};

impl Desk {
    /// Decrypts the whole account. Everything in it is checked against its seal and against the audit log.
    pub fn content(&self, session: &Session, account: u64) -> Result<Content, DeskError> {
        let blob = self.content_blob(session, account)?;
        let keys = session.keys();
        let (key, mut content) = self.reading(blob, true, |file| {
            let (key, received) = received(keys.all(), file)?;
            let content = match received {
                Received::Form(content) => *content,
                Received::Submission(tar) => submission::content(tar, blob)?,
            };
            Ok((key, content))
        })?;
        content.under_old_key = keys.all().len() - 1 - key < self.keys_before(account);
        Ok(content)
    }

    /// The number of the desk's keys that had been replaced when the account came in.
    pub(crate) fn keys_before(&self, account: u64) -> usize {
        self.store.catalogue().desk.as_ref().map_or(0, |desk| desk.replaced_before(account))
    }

    /// Decrypts what a list shows of an account. The rest of a submission is not read. Its files are checked when
    /// somebody opens it.
    pub fn glance(&self, session: &Session, account: u64) -> Result<Glance, DeskError> {
        let blob = self.content_blob(session, account)?;
        self.reading(blob, false, |file| match received(session.keys().all(), file)?.1 {
            Received::Form(content) => Ok(Glance { text: content.text, files: content.files.len() }),
            Received::Submission(tar) => submission::glance(tar),
        })
    }

    /// Decrypts the file at `index`, counted from 0, as it came. A file in a submission is checked against the seal;
    /// the files after it are not read.
    pub fn file(&self, session: &Session, account: u64, index: usize) -> Result<Zeroizing<Vec<u8>>, DeskError> {
        let content = self.content_blob(session, account)?;
        let blob = {
            let catalogue = self.store.catalogue();
            catalogue.received.get(&account).and_then(|received| received.files.get(index).copied())
        };
        if let Some(blob) = blob {
            return Ok(vault::open(session.keys().all(), &self.store.blobs().read(&blob)?)?);
        }
        // The audit log names no files for a submission. They are inside it.
        let file = self.reading(content, false, |file| {
            let length = file.length();
            match received(session.keys().all(), file)?.1 {
                Received::Form(_) => Ok(None),
                Received::Submission(tar) => submission::file(tar, index, length),
            }
        });
        file?.ok_or(DeskError::NoAccount)
    }

    /// The blob of an account's content. Fails if the member may not read, or if the account is not there.
    fn content_blob(&self, session: &Session, account: u64) -> Result<BlobId, DeskError> {
        self.role(session, Role::Reader)?;
        let blob = self.store.catalogue().received.get(&account).and_then(|received| received.content);
        blob.ok_or(DeskError::NoAccount)
    }

    /// Lets `read` read a blob. If `whole` is set, checks its hash afterwards. If `read` fails, checks it too: so
    /// damage by this disk is not blamed on the source.
    fn reading<T>(
        &self,
        blob: BlobId,
        whole: bool,
        read: impl FnOnce(&mut Reading) -> Result<T, CannotOpen>,
    ) -> Result<T, DeskError> {
        let mut file = self.store.blobs().reading(&blob)?;
        let read = read(&mut file);
        if whole || read.is_err() {
            file.verify()?;
        }
        Ok(read?)
    }

    /// The consent that holds now: the last one that the source gave for everything, or the one in `content`, which
    /// came with the account.
    pub fn consent_of(&self, session: &Session, account: u64, content: &Content) -> Result<Consent, DeskError> {
        self.role(session, Role::Reader)?;
        let later = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            catalogue.sources.get(&received.source).and_then(|source| source.consent)
        };
        match later.filter(|(number, _)| *number > account) {
            Some((_, blob)) => Ok(content::read(session.keys().all(), &self.store.blobs().read(&blob)?)?),
            None => Ok(content.consent.clone()),
        }
    }

    /// Answers the source of an account. Needs the role of an editor.
    pub async fn reply(&self, session: &Session, account: u64, text: &str, today: Date) -> Result<(), DeskError> {
        self.role(session, Role::Editor)?;
        let (source, recipient) = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            let source = catalogue.source(&received.source).ok_or(DeskError::NoSource)?;
            (received.source, source.recipient.clone())
        };
        let recipient: Recipient = recipient.parse().map_err(|_| CannotOpen::Damaged)?;
        let message = Message { text: text.to_owned(), by: None };
        let message = self.store.blobs().put(&content::write(&[&recipient, &self.encrypt_to()], message))?;
        self.append_with(&[message], |_| Ok(session.entry(today, Event::Replied { source, message }))).await.map(drop)
    }

    /// The desk's answers to the source of an account, with their days, the oldest first.
    pub fn replies(&self, session: &Session, account: u64) -> Result<Vec<(Date, String)>, DeskError> {
        self.role(session, Role::Reader)?;
        let replies = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            catalogue.sources.get(&received.source).map_or_else(Vec::new, |source| source.replies.clone())
        };
        self.opened(session.keys().all(), &replies)
    }

    /// Decrypts answers, with the identity of the source or of the desk.
    pub(crate) fn opened(&self, identities: &[Identity], replies: &[Reply]) -> Result<Vec<(Date, String)>, DeskError> {
        let open = |reply: &Reply| {
            let message: Message = content::read(identities, &self.store.blobs().read(&reply.message)?)?;
            Ok((reply.day, message.text))
        };
        replies.iter().map(open).collect()
    }

    /// Adds a note to an account. Needs the role of an editor.
    pub async fn note(&self, session: &Session, account: u64, text: &str, today: Date) -> Result<(), DeskError> {
        self.role(session, Role::Editor)?;
        let message = Message { text: text.to_owned(), by: Some(session.name.clone()) };
        let note = self.store.blobs().put(&content::write(&[&self.encrypt_to()], message))?;
        let entry = session.entry(today, Event::Noted { account, note });
        self.append_with(&[note], |catalogue| is_here(catalogue, account).map(|()| entry)).await.map(drop)
    }

    /// The notes on an account, with their days, the oldest first.
    pub fn notes(&self, session: &Session, account: u64) -> Result<Vec<(Date, Message)>, DeskError> {
        self.role(session, Role::Reader)?;
        let notes = self.store.catalogue().received.get(&account).map(|received| received.notes.clone());
        let open =
            |note: &Note| Ok((note.day, content::read(session.keys().all(), &self.store.blobs().read(&note.note)?)?));
        notes.ok_or(DeskError::NoAccount)?.iter().map(open).collect()
    }

    /// Decides that an account will not be published, with a reason that only the desk reads. Needs the role of a
    /// publisher.
    pub async fn decline(&self, session: &Session, account: u64, why: &str, today: Date) -> Result<(), DeskError> {
        self.decide(session, account, why, today, |why| Event::Declined { account, why }).await
    }

    /// Deletes an account that is not public, with a reason that only the desk reads. The reason stays; the account, its
    /// notes and its draft go. Needs the role of a publisher.
    pub async fn discard(&self, session: &Session, account: u64, why: &str, today: Date) -> Result<(), DeskError> {
        self.decide(session, account, why, today, |why| Event::Discarded { account, why }).await
    }

    async fn decide(
        &self,
        session: &Session,
        account: u64,
        why: &str,
        today: Date,
        event: impl FnOnce(BlobId) -> Event,
    ) -> Result<(), DeskError> {
        self.role(session, Role::Publisher)?;
        if why.trim().is_empty() {
            return Err(DeskError::NoReason);
        }
        let message = Message { text: why.trim().to_owned(), by: Some(session.name.clone()) };
        let why = self.store.blobs().put(&content::write(&[&self.encrypt_to()], message))?;
        let entry = session.entry(today, event(why));
        self.append_with(&[why], |catalogue| not_public(catalogue, account).map(|()| entry)).await.map(drop)
    }

    /// What the desk decided about an account: whether it deleted it (if not, it declined it), the day, and the reason.
    /// `None` if it decided nothing.
    pub fn decision(&self, session: &Session, account: u64) -> Result<Option<(bool, Date, Message)>, DeskError> {
        self.role(session, Role::Reader)?;
        let (discarded, decision) = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            (received.discarded.is_some(), received.discarded.clone().or(received.declined.clone()))
        };
        let read = |decision: Decision| {
            let why = content::read(session.keys().all(), &self.store.blobs().read(&decision.why)?)?;
            Ok((discarded, decision.day, why))
        };
        decision.map(read).transpose()
    }
}

/// Fails if an account is not there, or if it is public.
fn not_public(catalogue: &Catalogue, account: u64) -> Result<(), DeskError> {
    is_here(catalogue, account)?;
    let published = catalogue.received[&account].published.as_ref().and_then(|id| catalogue.published.get(id));
    if published.is_some_and(|published| !published.is_retracted()) { Err(DeskError::StillPublic) } else { Ok(()) }
}

/// Fails if an account is not there, or was deleted.
pub(crate) fn is_here(catalogue: &Catalogue, account: u64) -> Result<(), DeskError> {
    let here = catalogue.received.get(&account).is_some_and(|received| received.content.is_some());
    if here { Ok(()) } else { Err(DeskError::NoAccount) }
}
