//! What members do with an account that came in: they read it, answer, take notes.

use age::x25519::{Identity, Recipient};
use firsthand_store::blobs::{BlobId, Reading};
use firsthand_store::catalogue::{Catalogue, Note, Reply};
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
    /// The account, decrypted. All that came with it is held against its seal, and against custody.
    pub fn content(&self, session: &Session, account: u64) -> Result<Content, DeskError> {
        let blob = self.content_blob(session, account)?;
        self.reading(blob, true, |file| match received(&session.identity, file)? {
            Received::Form(content) => Ok(*content),
            Received::Submission(tar) => submission::content(tar, blob),
        })
    }

    /// What shows of an account in a list. Of a submission no more is read than that: its files are not held against the
    /// seal, nor the whole against custody, before somebody opens it.
    pub fn glance(&self, session: &Session, account: u64) -> Result<Glance, DeskError> {
        let blob = self.content_blob(session, account)?;
        self.reading(blob, false, |file| match received(&session.identity, file)? {
            Received::Form(content) => Ok(Glance { text: content.text, files: content.files.len() }),
            Received::Submission(tar) => submission::glance(tar),
        })
    }

    /// A file that came with an account, decrypted, as it came. In a submission it is held against the seal, and what stands
    /// behind it is not read.
    pub fn file(&self, session: &Session, account: u64, index: usize) -> Result<Zeroizing<Vec<u8>>, DeskError> {
        let content = self.content_blob(session, account)?;
        let blob = {
            let catalogue = self.store.catalogue();
            catalogue.received.get(&account).and_then(|received| received.files.get(index).copied())
        };
        if let Some(blob) = blob {
            return Ok(vault::open(&session.identity, &self.store.blobs().read(&blob)?)?);
        }
        // Of a submission custody names no files: they are in it.
        let file = self.reading(content, false, |file| {
            let length = file.length();
            match received(&session.identity, file)? {
                Received::Form(_) => Ok(None),
                Received::Submission(tar) => submission::file(tar, index, length),
            }
        });
        file?.ok_or(DeskError::NoAccount)
    }

    /// Where what `session` may read of an account is kept.
    fn content_blob(&self, session: &Session, account: u64) -> Result<BlobId, DeskError> {
        self.role(session, Role::Reader)?;
        let blob = self.store.catalogue().received.get(&account).and_then(|received| received.content);
        blob.ok_or(DeskError::NoAccount)
    }

    /// Lets `read` read a blob, which is held against its hash where the `whole` of it is wanted. Where it does not open
    /// it is in any case: what this disk did to it is not the source's doing.
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

    /// What the source allows now: what they said last of everything, or what came with the account, `content`.
    pub fn consent_of(&self, session: &Session, account: u64, content: &Content) -> Result<Consent, DeskError> {
        self.role(session, Role::Reader)?;
        let later = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            catalogue.sources.get(&received.source).and_then(|source| source.consent)
        };
        match later.filter(|(number, _)| *number > account) {
            Some((_, blob)) => Ok(content::read(&session.identity, &self.store.blobs().read(&blob)?)?),
            None => Ok(content.consent.clone()),
        }
    }

    /// Answers the source of an account.
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
        let message = self.store.blobs().put(&content::write(&[&recipient, &self.recipient], message))?;
        self.append_with(&[message], |_| Ok(session.entry(today, Event::Replied { source, message }))).await.map(drop)
    }

    /// The desk's answers to the source of an account.
    pub fn replies(&self, session: &Session, account: u64) -> Result<Vec<(Date, String)>, DeskError> {
        self.role(session, Role::Reader)?;
        let replies = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            catalogue.sources.get(&received.source).map_or_else(Vec::new, |source| source.replies.clone())
        };
        self.opened(&session.identity, &replies)
    }

    /// The desk's answers, as their source or the desk reads them.
    pub(crate) fn opened(&self, identity: &Identity, replies: &[Reply]) -> Result<Vec<(Date, String)>, DeskError> {
        let open = |reply: &Reply| {
            let message: Message = content::read(identity, &self.store.blobs().read(&reply.message)?)?;
            Ok((reply.day, message.text))
        };
        replies.iter().map(open).collect()
    }

    pub async fn note(&self, session: &Session, account: u64, text: &str, today: Date) -> Result<(), DeskError> {
        self.role(session, Role::Editor)?;
        let message = Message { text: text.to_owned(), by: Some(session.name.clone()) };
        let note = self.store.blobs().put(&content::write(&[&self.recipient], message))?;
        let entry = session.entry(today, Event::Noted { account, note });
        self.append_with(&[note], |catalogue| is_here(catalogue, account).map(|()| entry)).await.map(drop)
    }

    pub fn notes(&self, session: &Session, account: u64) -> Result<Vec<(Date, Message)>, DeskError> {
        self.role(session, Role::Reader)?;
        let notes = self.store.catalogue().received.get(&account).map(|received| received.notes.clone());
        let open =
            |note: &Note| Ok((note.day, content::read(&session.identity, &self.store.blobs().read(&note.note)?)?));
        notes.ok_or(DeskError::NoAccount)?.iter().map(open).collect()
    }
}

/// Whether an account is there, and was not deleted by its source.
pub(crate) fn is_here(catalogue: &Catalogue, account: u64) -> Result<(), DeskError> {
    let here = catalogue.received.get(&account).is_some_and(|received| received.content.is_some());
    if here { Ok(()) } else { Err(DeskError::NoAccount) }
}
