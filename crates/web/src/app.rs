//! The state that all pages share: the desk, and what is only in memory. Each part has a file in `app/`.

mod gates;
mod locks;
mod sessions;
mod token;
mod uploads;
mod world;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use firsthand_desk::codename::{Codename, SourceKey};
use firsthand_desk::desk::Desk;
use firsthand_desk::error::DeskError;
use firsthand_desk::keyring::Invitation;
use firsthand_desk::page::Page;
use firsthand_desk::pull::DeskPublic;
use firsthand_desk::session::Session;
use firsthand_desk::sources::Arrival;
use firsthand_store::catalogue::Published;
use firsthand_store::event::Role;
use jiff::civil::Date;
use tokio::runtime::Handle;
use zeroize::Zeroizing;

use crate::published::{Card, Entry, PublishedIndex};
use gates::{Gates, blocking};
use locks::lock;
use sessions::Sessions;
pub use token::Token;
pub use uploads::Full;
use uploads::Uploads;
pub use world::World;

/// The parts that a server offers.
#[derive(Clone, Debug)]
pub struct Roles {
    pub drop: bool,
    pub desk: bool,
    pub archive: bool,
    /// The public keys of the desk, if this is a drop box whose desk is on another machine.
    pub pulled_by: Option<DeskPublic>,
}

impl Default for Roles {
    fn default() -> Self {
        Self { drop: true, desk: true, archive: true, pulled_by: None }
    }
}

/// The state that all pages share.
pub struct App {
    pub desk: Desk,
    pub roles: Roles,
    pub uploads: Uploads,
    pub gates: Gates,
    world: World,
    sessions: Sessions,
    published: Mutex<Arc<PublishedIndex>>,
    /// The folder in which the published index is kept. `None` if it is only in memory.
    index: Option<PathBuf>,
}

impl App {
    /// `index` is the folder for the published index. Without one, the index is only in memory.
    pub fn new(desk: Desk, roles: Roles, world: World, index: Option<PathBuf>) -> Self {
        Self {
            desk,
            roles,
            uploads: Uploads::default(),
            gates: Gates::new(),
            world,
            sessions: Sessions::default(),
            published: Mutex::default(),
            index,
        }
    }

    /// The day, in UTC.
    pub fn today(&self) -> Date {
        self.world.today()
    }

    /// Seconds since 1970.
    pub fn seconds(&self) -> u64 {
        self.world.seconds()
    }

    /// `N` random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.world.random()
    }

    /// Derives the key of the source with this codename, when its turn comes. Fails if too many wait.
    pub async fn key(self: &Arc<Self>, codename: Codename) -> Result<SourceKey, DeskError> {
        let app = Arc::clone(self);
        self.gates.codename(move || app.desk.key(&codename)).await
    }

    /// Seals and keeps an account, when its turn comes. Returns its number.
    pub async fn receive(self: &Arc<Self>, source: SourceKey, arrival: Arrival) -> Result<u64, DeskError> {
        let (today, random, runtime) = (self.today(), self.random(), Handle::current());
        self.seal(move |app| runtime.block_on(app.desk.receive(&source, arrival, today, &random))).await
    }

    /// Signs a member in, and returns the token for their cookie.
    pub async fn sign_in(
        self: &Arc<Self>,
        name: String,
        passphrase: Zeroizing<String>,
        code: String,
    ) -> Result<Token, DeskError> {
        let (app, seconds, own) = (Arc::clone(self), self.seconds(), Zeroizing::new(self.random()));
        let work = move || app.desk.sign_in(&name, &passphrase, &code, seconds, &own);
        let signed_in = self.gates.passphrase(work).await??;
        let (today, new) = (self.today(), Zeroizing::new(self.random()));
        let session = self.act(async move |app: Arc<Self>| app.desk.signed_in(signed_in, today, &new).await).await?;
        let token = Token(self.random());
        self.sessions.open(token, session);
        Ok(token)
    }

    /// Makes the person who has `invitation` a member.
    pub async fn join(
        self: &Arc<Self>,
        invitation: Invitation,
        name: String,
        passphrase: Zeroizing<String>,
        totp: [u8; 20],
    ) -> Result<(), DeskError> {
        let (app, today, own) = (Arc::clone(self), self.today(), Zeroizing::new(self.random()));
        let work = move || app.desk.joining(&invitation, &name, &passphrase, &totp, today, &own);
        let joining = self.gates.passphrase(work).await??;
        self.act(async move |app: Arc<Self>| app.desk.join(joining).await).await
    }

    /// Changes the passphrase of a member, and the secret of their codes if there is a new one.
    pub async fn change_passphrase(
        self: &Arc<Self>,
        session: Arc<Session>,
        old: Zeroizing<String>,
        new: Zeroizing<String>,
        totp: Option<[u8; 20]>,
    ) -> Result<(), DeskError> {
        let app = Arc::clone(self);
        self.gates.passphrase(move || app.desk.change_passphrase(&session, &old, &new, totp.as_ref())).await?
    }

    /// Ends the session with this token.
    pub fn sign_out(&self, token: Token) {
        self.sessions.close(token);
    }

    /// Ends all sessions of a member but the one with this token.
    pub fn end_others(&self, session: &Session, token: Token) {
        self.sessions.close_others(&session.name, token);
    }

    /// The session with this token, if the member is still signed in and has not been removed.
    pub fn session(&self, token: Token) -> Option<Arc<Session>> {
        self.sessions.get(token, |session| self.desk.role(session, Role::Reader).is_ok())
    }

    /// The published index, up to date. If many accounts are new, this takes seconds.
    pub fn published(&self) -> Arc<PublishedIndex> {
        let mut published = lock(&self.published);
        if let Some(newer) = published.newer(&self.desk, self.index.as_deref()) {
            *published = Arc::new(newer);
        }
        Arc::clone(&published)
    }

    /// The page to which a card belongs. `None` if the account was published again after the card was made.
    pub fn page_of(&self, card: &Card) -> Option<(Published, Page)> {
        let published = self.desk.catalogue().published.get(&card.page).cloned();
        let published = published.filter(|published| card.is_of(published))?;
        let page = self.desk.page_of(&published).ok()?;
        Some((published, page))
    }

    /// Reads a published text from its page. `None` as in [`Self::page_of`].
    pub fn entry(&self, card: &Card) -> Option<Entry> {
        Entry::of(&self.page_of(card)?.1, card)
    }

    /// Runs `work` on another thread than those that serve connections. `app/gates.rs` says which work must run there.
    pub async fn read<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let app = Arc::clone(self);
        blocking(move || work(&app)).await
    }

    /// Like [`Self::read`], for work that waits until the desk has appended an event.
    pub async fn act<T, F>(self: &Arc<Self>, work: impl FnOnce(Arc<Self>) -> F + Send + 'static) -> T
    where
        T: Send + 'static,
        F: Future<Output = T>,
    {
        let (app, runtime) = (Arc::clone(self), Handle::current());
        blocking(move || runtime.block_on(work(app))).await
    }

    /// Runs `work`, which judges a copy, when its turn comes.
    pub async fn judge<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let app = Arc::clone(self);
        self.gates.judge(move || work(&app)).await
    }

    /// Runs `work`, which seals an account, when its turn comes.
    pub async fn seal<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let app = Arc::clone(self);
        self.gates.seal(move || work(&app)).await
    }
}

/// Once a minute, deletes uploads that have waited too long, and the key files of invitations that are too old.
pub async fn expire(app: Arc<App>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        app.uploads.expire();
        // An error here is one of the disk, which the next event meets, too.
        let _ = app.read(|app| app.desk.expire_invitations(app.today())).await;
        app.read(|app| app.desk.keep_reserve()).await;
        // If words that are not public any more could not be removed from the index on disk, this tries again.
        app.read(|app| drop(app.published())).await;
    }
}
