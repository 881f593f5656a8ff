//! A desk: a store, and who may do what with it.

use std::io::{self, Write};
use std::path::Path;

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use data_encoding::HEXLOWER;
use firsthand_account::edition::CannotWithhold;
use firsthand_account::enclosures::Enclosure;
use firsthand_account::identity::SecretKey;
use firsthand_account::seal::CannotSeal;
use firsthand_store::act::{Act, By, Entry, Role};
use firsthand_store::blobs::{BlobId, NewBlob, Spooled};
use firsthand_store::catalogue::{Catalogue, Note, Reply};
use firsthand_store::{Store, StoreError};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::codename::{Codename, SourceKey};
use crate::consent::{Consent, Refusal};
use crate::content::{self, Content, File, Message};
use crate::member::{self, Invitation, LEAST_PASSPHRASE};
use crate::vault::{self, CannotOpen, Sealing};

/// The most files with one account, and the most bytes of each.
pub const MOST_FILES: usize = 20;
pub const MOST_BYTES: u64 = 25 << 20;
/// For how many days an invitation holds.
const INVITED_FOR: i32 = 7;

/// Why something was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the files could not be kept: {0}")]
    Spool(#[from] io::Error),
    #[error(transparent)]
    CannotSeal(#[from] CannotSeal),
    #[error("there is no such account, or its source had it deleted")]
    NoAccount,
    #[error("there is no such source, or they had everything deleted")]
    NoSource,
    #[error("this needs the role {0:?}")]
    NeedsRole(Role),
    #[error("that is not the name, passphrase and code of a member")]
    WrongSignIn,
    #[error("this invitation is used up or older than {INVITED_FOR} days")]
    NoInvitation,
    #[error("that name is taken, empty or over 60 characters")]
    BadName,
    #[error("a passphrase has at least {LEAST_PASSPHRASE} characters")]
    ShortPassphrase,
    #[error("that is not the code of this half minute")]
    WrongCode,
    #[error("the last admin cannot be sent away")]
    LastAdmin,
    #[error("it cannot be opened: {0}")]
    CannotOpen(#[from] CannotOpen),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    CannotWithhold(#[from] CannotWithhold),
    #[error("file {0} cannot be shown: {1}")]
    Photograph(usize, firsthand_photos::Refused),
    #[error("a translation cannot be sealed: {0}")]
    Translation(CannotSeal),
    #[error("there is no draft yet")]
    NoDraft,
    #[error("the draft is not the one that you looked at; look again")]
    OtherDraft,
    #[error("another member has to agree first")]
    NeedsSecond,
    #[error("nobody has joined this desk yet: start `firsthand serve`, and join with the link that it prints")]
    NobodyJoined,
    #[error("this folder holds the drop box of another desk")]
    OtherDesk,
    #[error("nothing of this id is published, or it was retracted")]
    NotPublished,
}

pub struct Desk {
    pub(crate) store: Store,
    pub(crate) recipient: Recipient,
    pub(crate) salt: [u8; 16],
}

/// A member who is signed in. It opens what the desk received, as long as it lives.
pub struct Seat {
    pub name: String,
    /// The number of the entry with which they joined.
    pub(crate) joined: u64,
    pub(crate) identity: Identity,
}

impl Seat {
    /// The key with which the desk itself seals: derived from its identity, so that whoever may read may seal, and
    /// nothing more is kept.
    pub fn sealing_key(&self) -> SecretKey {
        let secret = self.identity.to_string();
        let hash = Sha256::new().chain_update("firsthand/desk-seal/v1\n").chain_update(secret.expose_secret());
        SecretKey::from_bytes(&Zeroizing::new(hash.finalize().into()))
    }
}

/// Somebody who is about to become a member.
pub struct Joining(Entry);

/// A file on its way in: encrypted as it comes.
pub struct Incoming {
    sealing: Sealing<NewBlob>,
    hash: Sha256,
    size: u64,
}

/// A file that is here, encrypted, and waits for the account it belongs to. Dropped, it is gone.
pub struct Waiting {
    spooled: Spooled,
    pub size: u64,
    sha256: [u8; 32],
}

/// What a source leaves.
pub struct Arrival {
    pub text: String,
    pub language: String,
    pub consent: Consent,
    pub files: Vec<Waiting>,
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

    pub fn finish(self) -> Result<Waiting, DeskError> {
        let spooled = self.sealing.finish()?.finish()?;
        Ok(Waiting { spooled, size: self.size, sha256: self.hash.finalize().into() })
    }
}

impl Desk {
    /// Opens the desk in `folder`. Where there is none it is made, with an invitation for its first member. Where
    /// nobody has joined yet and nothing has come in, that invitation may be lost, and the desk is made anew.
    pub async fn open(folder: &Path, today: Date, random: &[u8; 64]) -> Result<(Self, Option<Invitation>), DeskError> {
        let store = Store::open(folder).await?;
        let (salt, unused) = {
            let catalogue = store.catalogue();
            let unused = catalogue.members.is_empty() && catalogue.received.is_empty();
            (catalogue.desk.as_ref().map(|desk| desk.salt.clone()), unused)
        };
        if !unused {
            return Ok((Self::with(store)?, None));
        }
        let (first, second) = random.split_at(32);
        let identity = Identity::generate();
        let recipient = identity.to_public().to_string();
        let salt = salt.unwrap_or_else(|| HEXLOWER.encode(&first[..16]));
        store.act(|_| Ok::<_, DeskError>(server(today, Act::Made { recipient, salt }))).await?;
        // The identity is in nobody's hands but the invitation's from here on.
        let invitation = Invitation::new(second.try_into().expect("32 bytes"));
        let key = invitation.lock(&identity);
        let act = Act::Invited { invitation: invitation.id(), role: Role::Admin, key };
        store.act(|_| Ok::<_, DeskError>(server(today, act))).await?;
        Ok((Self::with(store)?, Some(invitation)))
    }

    /// Opens the desk in `folder`, which somebody has joined.
    pub async fn open_joined(folder: &Path) -> Result<Self, DeskError> {
        let store = Store::open(folder).await?;
        let joined = !store.catalogue().members.is_empty();
        if joined { Self::with(store) } else { Err(DeskError::NobodyJoined) }
    }

    pub(crate) fn with(store: Store) -> Result<Self, DeskError> {
        let desk = store.catalogue().desk.clone().expect("it was made");
        let recipient = desk.recipient.parse().map_err(|_| CannotOpen::Damaged)?;
        let salt = HEXLOWER.decode(desk.salt.as_bytes()).ok().and_then(|salt| salt.try_into().ok());
        Ok(Self { store, recipient, salt: salt.ok_or(CannotOpen::Damaged)? })
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    // Sources

    /// What `codename` leads to. Takes a tenth of a second and 32 MiB.
    pub fn key(&self, codename: &Codename) -> SourceKey {
        codename.key(&self.salt)
    }

    /// A file that begins to come in.
    pub fn incoming(&self) -> Result<Incoming, DeskError> {
        let sealing = Sealing::new(&[&self.recipient], self.store.blobs().begin()?)?;
        Ok(Incoming { sealing, hash: Sha256::new(), size: 0 })
    }

    /// Whether this source has left something before.
    pub fn knows(&self, source: &SourceKey) -> bool {
        self.store.catalogue().sources.get(&source.id).is_some_and(|known| !known.deleted)
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
        let Arrival { text, language, consent, files } = arrival;
        let enclosures: Vec<Enclosure> =
            files.iter().enumerate().map(|(at, file)| content::enclosure(at, file.sha256, seed)).collect();
        let ready = content::ready(&text, &enclosures, key.try_into().expect("32 bytes"), seed)?;
        let by_source = ready.sealed_by == content::SealedBy::Source;
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
        let recipient = source.identity.to_public().to_string();
        let blobs: Vec<BlobId> = files.iter().copied().chain([content]).collect();
        let act = Act::Received { source: source.id, recipient, content, files };
        let decide = |catalogue: &Catalogue| {
            let deleted = catalogue.sources.get(&source.id).is_some_and(|known| known.deleted);
            if deleted { Err(DeskError::NoSource) } else { Ok(of_source(today, act)) }
        };
        self.act_with(&blobs, decide).await
    }

    /// What waits for the source; that they came is noted, by the day.
    pub async fn come_back(&self, source: &SourceKey, today: Date) -> Result<Return, DeskError> {
        let (accounts, replies, withdrawn, noted) = {
            let catalogue = self.store.catalogue();
            let known = catalogue.sources.get(&source.id).filter(|known| !known.deleted).ok_or(DeskError::NoSource)?;
            let accounts = known.accounts.iter().filter_map(|number| catalogue.received.get(number));
            let accounts: Vec<Date> = accounts.map(|received| received.day).collect();
            (accounts, known.replies.clone(), known.withdrawn, known.last_seen == today)
        };
        if !noted {
            self.store.act(|_| Ok::<_, DeskError>(of_source(today, Act::Returned { source: source.id }))).await?;
        }
        let open = |reply: &Reply| {
            let message: Message = content::read(&source.identity, &self.store.blobs().read(&reply.message)?)?;
            Ok((reply.day, message.text))
        };
        let replies = replies.iter().map(open).collect::<Result<_, DeskError>>()?;
        Ok(Return { accounts, replies, withdrawn })
    }

    /// What the source allows from now on, of all that they left.
    pub async fn consent(&self, source: &SourceKey, consent: &Consent, today: Date) -> Result<(), DeskError> {
        if self.store.catalogue().sources.get(&source.id).is_none_or(|known| known.deleted) {
            return Err(DeskError::NoSource);
        }
        let consent = self.store.blobs().put(&content::write(&[&self.recipient], consent))?;
        let done = self.by_source(source, today, Act::Consented { source: source.id, consent }).await;
        done.inspect_err(|_| self.forget(&[consent]))
    }

    pub async fn withdraw(&self, source: &SourceKey, today: Date) -> Result<(), DeskError> {
        self.by_source(source, today, Act::Withdrawn { source: source.id }).await
    }

    /// Deletes everything of the source's that is not published.
    pub async fn delete(&self, source: &SourceKey, today: Date) -> Result<(), DeskError> {
        self.by_source(source, today, Act::Deleted { source: source.id }).await
    }

    async fn by_source(&self, source: &SourceKey, today: Date, act: Act) -> Result<(), DeskError> {
        let decide = |catalogue: &Catalogue| {
            let known = catalogue.sources.get(&source.id).filter(|known| !known.deleted);
            known.map(|_| of_source(today, act)).ok_or(DeskError::NoSource)
        };
        self.store.act(decide).await.map(drop)
    }

    // Members

    /// Whether `invitation` still holds, and for which role.
    pub fn invited(&self, invitation: &Invitation, today: Date) -> Result<Role, DeskError> {
        let catalogue = self.store.catalogue();
        let held = catalogue.invitations.get(&invitation.id()).ok_or(DeskError::NoInvitation)?;
        let days = held.day.until(today).map_or(i32::MAX, |span| span.get_days());
        if days > INVITED_FOR { Err(DeskError::NoInvitation) } else { Ok(held.role) }
    }

    /// Prepares to make a member of whoever holds `invitation`. Takes half a second.
    pub fn joining(
        &self,
        invitation: &Invitation,
        name: &str,
        passphrase: &str,
        totp: &[u8; 20],
        today: Date,
    ) -> Result<Joining, DeskError> {
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
            return Err(DeskError::BadName);
        }
        if passphrase.chars().count() < LEAST_PASSPHRASE {
            return Err(DeskError::ShortPassphrase);
        }
        let role = self.invited(invitation, today)?;
        let held = self.store.catalogue().invitations.get(&invitation.id()).map(|held| held.key.clone());
        let identity = invitation.unlock(&held.ok_or(DeskError::NoInvitation)?)?;
        let key = member::lock(passphrase, &identity, totp);
        let act = Act::Joined { invitation: invitation.id(), name: name.clone(), role, key };
        Ok(Joining(Entry { number: 0, day: today, by: By::Member(name), act }))
    }

    /// Makes a member. The invitation is used up.
    pub async fn join(&self, Joining(entry): Joining) -> Result<(), DeskError> {
        let decide = |catalogue: &Catalogue| {
            let Act::Joined { invitation, name, .. } = &entry.act else { unreachable!("made by joining") };
            if catalogue.members.contains_key(name) {
                return Err(DeskError::BadName);
            }
            if !catalogue.invitations.contains_key(invitation) {
                return Err(DeskError::NoInvitation);
            }
            Ok(entry)
        };
        self.store.act(decide).await.map(drop)
    }

    /// Signs in. Returns the seat and the step of the code. Takes half a second, for names that nobody has too.
    pub fn sign_in(&self, name: &str, passphrase: &str, code: &str, seconds: u64) -> Result<(Seat, u64), DeskError> {
        let (known, key) = {
            let catalogue = self.store.catalogue();
            let known = catalogue.members.get(name.trim());
            let key = known.or(catalogue.members.values().next()).map(|member| member.key.clone());
            (known.map(|member| member.joined), key.ok_or(DeskError::WrongSignIn)?)
        };
        let opened = member::unlock(passphrase, &key).map_err(|_| DeskError::WrongSignIn)?;
        let (joined, step) = known.zip(opened.step(code, seconds)).ok_or(DeskError::WrongSignIn)?;
        Ok((Seat { name: name.trim().to_owned(), joined, identity: opened.identity }, step))
    }

    /// What the member may do, if they still are one and may do this.
    pub fn role(&self, seat: &Seat, least: Role) -> Result<Role, DeskError> {
        let catalogue = self.store.catalogue();
        let member = catalogue.members.get(&seat.name).filter(|member| member.joined == seat.joined);
        let role = member.map(|member| member.role);
        role.filter(|role| *role >= least).ok_or(DeskError::NeedsRole(least))
    }

    /// Invites somebody for `role`.
    pub async fn invite(
        &self,
        seat: &Seat,
        role: Role,
        today: Date,
        random: &[u8; 32],
    ) -> Result<Invitation, DeskError> {
        self.role(seat, Role::Admin)?;
        let invitation = Invitation::new(random);
        let key = invitation.lock(&seat.identity);
        self.by(seat, today, Act::Invited { invitation: invitation.id(), role, key }).await?;
        Ok(invitation)
    }

    pub async fn send_away(&self, seat: &Seat, name: &str, today: Date) -> Result<(), DeskError> {
        self.role(seat, Role::Admin)?;
        let entry = entry_by(seat, today, Act::SentAway { name: name.to_owned() });
        let decide = |catalogue: &Catalogue| {
            let admins = catalogue.members.iter().filter(|(_, member)| member.role == Role::Admin);
            if admins.map(|(name, _)| name).eq([name]) { Err(DeskError::LastAdmin) } else { Ok(entry) }
        };
        self.store.act(decide).await.map(drop)
    }

    pub async fn two_to_publish(&self, seat: &Seat, wanted: bool, today: Date) -> Result<(), DeskError> {
        self.role(seat, Role::Admin)?;
        self.by(seat, today, Act::TwoToPublish { wanted }).await.map(drop)
    }

    // Accounts that came in

    /// The account, decrypted.
    pub fn content(&self, seat: &Seat, account: u64) -> Result<Content, DeskError> {
        self.role(seat, Role::Reader)?;
        let blob = self.store.catalogue().received.get(&account).and_then(|received| received.content);
        Ok(content::read(&seat.identity, &self.store.blobs().read(&blob.ok_or(DeskError::NoAccount)?)?)?)
    }

    /// A file that came with an account, decrypted, as it came.
    pub fn file(&self, seat: &Seat, account: u64, index: usize) -> Result<Zeroizing<Vec<u8>>, DeskError> {
        self.role(seat, Role::Reader)?;
        let blob =
            self.store.catalogue().received.get(&account).and_then(|received| received.files.get(index).copied());
        Ok(vault::open(&seat.identity, &self.store.blobs().read(&blob.ok_or(DeskError::NoAccount)?)?)?)
    }

    /// What the source allows now: what they said last of everything, or what came with the account.
    pub fn consent_of(&self, seat: &Seat, account: u64) -> Result<Consent, DeskError> {
        self.role(seat, Role::Reader)?;
        let later = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            catalogue.sources.get(&received.source).and_then(|source| source.consent)
        };
        match later.filter(|(number, _)| *number > account) {
            Some((_, blob)) => Ok(content::read(&seat.identity, &self.store.blobs().read(&blob)?)?),
            None => Ok(self.content(seat, account)?.consent),
        }
    }

    /// Answers the source of an account.
    pub async fn reply(&self, seat: &Seat, account: u64, text: &str, today: Date) -> Result<(), DeskError> {
        self.role(seat, Role::Editor)?;
        let (source, recipient) = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            let source = catalogue.sources.get(&received.source).filter(|source| !source.deleted);
            (received.source, source.ok_or(DeskError::NoSource)?.recipient.clone())
        };
        let recipient: Recipient = recipient.parse().map_err(|_| CannotOpen::Damaged)?;
        let message = Message { text: text.to_owned(), by: None };
        let message = self.store.blobs().put(&content::write(&[&recipient, &self.recipient], message))?;
        self.act_with(&[message], |_| Ok(entry_by(seat, today, Act::Replied { source, message }))).await.map(drop)
    }

    /// The desk's answers to the source of an account.
    pub fn replies(&self, seat: &Seat, account: u64) -> Result<Vec<(Date, String)>, DeskError> {
        self.role(seat, Role::Reader)?;
        let replies = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            catalogue.sources.get(&received.source).map_or_else(Vec::new, |source| source.replies.clone())
        };
        let open = |reply: &Reply| {
            let message: Message = content::read(&seat.identity, &self.store.blobs().read(&reply.message)?)?;
            Ok((reply.day, message.text))
        };
        replies.iter().map(open).collect()
    }

    pub async fn note(&self, seat: &Seat, account: u64, text: &str, today: Date) -> Result<(), DeskError> {
        self.role(seat, Role::Editor)?;
        let message = Message { text: text.to_owned(), by: Some(seat.name.clone()) };
        let note = self.store.blobs().put(&content::write(&[&self.recipient], message))?;
        let entry = entry_by(seat, today, Act::Noted { account, note });
        self.act_with(&[note], |catalogue| is_here(catalogue, account).map(|()| entry)).await.map(drop)
    }

    pub fn notes(&self, seat: &Seat, account: u64) -> Result<Vec<(Date, Message)>, DeskError> {
        self.role(seat, Role::Reader)?;
        let notes = self.store.catalogue().received.get(&account).map(|received| received.notes.clone());
        let open = |note: &Note| Ok((note.day, content::read(&seat.identity, &self.store.blobs().read(&note.note)?)?));
        notes.ok_or(DeskError::NoAccount)?.iter().map(open).collect()
    }

    /// Acts; where that is refused or fails, the blobs that were kept for it go.
    pub(crate) async fn act_with(
        &self,
        blobs: &[BlobId],
        decide: impl FnOnce(&Catalogue) -> Result<Entry, DeskError>,
    ) -> Result<u64, DeskError> {
        let done = self.store.act(decide).await;
        match &done {
            Ok(_) | Err(DeskError::Store(StoreError::InDoubt(_))) => {}
            Err(_) => self.forget(blobs),
        }
        done
    }

    /// Removes blobs that no act came to need. Where even that fails, the next start does it.
    fn forget(&self, blobs: &[BlobId]) {
        let _ = self.store.forget(blobs.iter());
    }

    pub(crate) async fn by(&self, seat: &Seat, today: Date, act: Act) -> Result<u64, DeskError> {
        let entry = entry_by(seat, today, act);
        self.store.act(|_| Ok(entry)).await
    }
}

/// Whether an account is there, and was not deleted by its source.
pub(crate) fn is_here(catalogue: &Catalogue, account: u64) -> Result<(), DeskError> {
    let here = catalogue.received.get(&account).is_some_and(|received| received.content.is_some());
    if here { Ok(()) } else { Err(DeskError::NoAccount) }
}

fn server(today: Date, act: Act) -> Entry {
    Entry { number: 0, day: today, by: By::Server, act }
}

fn of_source(today: Date, act: Act) -> Entry {
    Entry { number: 0, day: today, by: By::Source, act }
}

pub(crate) fn entry_by(seat: &Seat, today: Date, act: Act) -> Entry {
    Entry { number: 0, day: today, by: By::Member(seat.name.clone()), act }
}
