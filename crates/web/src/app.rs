//! What the pages share: the desk, and what lives in memory alone. Each part of it is a file in `app/`.

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
use uploads::Uploads;
pub use world::World;

/// Which pages a server has.
#[derive(Clone, Debug)]
pub struct Roles {
    pub drop: bool,
    pub desk: bool,
    pub archive: bool,
    /// Of a drop box whose desk is elsewhere: who may bring home what waits here.
    pub pulled_by: Option<DeskPublic>,
}

impl Default for Roles {
    fn default() -> Self {
        Self { drop: true, desk: true, archive: true, pulled_by: None }
    }
}

pub struct App {
    pub desk: Desk,
    pub roles: Roles,
    pub uploads: Uploads,
    pub gates: Gates,
    world: World,
    sessions: Sessions,
    published: Mutex<Arc<PublishedIndex>>,
    /// The folder in which the published index is kept.
    index: Option<PathBuf>,
}

impl App {
    /// `index` is the folder in which the published index is kept; it stays in memory if there is none.
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

    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.world.random()
    }

    /// The key of the source with this codename.
    pub async fn key(self: &Arc<Self>, codename: Codename) -> SourceKey {
        let app = Arc::clone(self);
        self.gates.derive(move || app.desk.key(&codename)).await
    }

    /// Keeps an account; sealing it takes the processor for a while.
    pub async fn receive(self: &Arc<Self>, source: SourceKey, arrival: Arrival) -> Result<u64, DeskError> {
        let (today, random, runtime) = (self.today(), self.random(), Handle::current());
        self.seal(move |app| runtime.block_on(app.desk.receive(&source, arrival, today, &random))).await
    }

    /// Signs a member in and returns the token that their browser is to hold.
    pub async fn sign_in(self: &Arc<Self>, name: String, passphrase: Zeroizing<String>, code: String) -> Option<Token> {
        let (app, seconds) = (Arc::clone(self), self.seconds());
        let signed_in = self.gates.derive(move || app.desk.sign_in(&name, &passphrase, &code, seconds)).await;
        let (session, step) = signed_in.ok()?;
        let token = Token(self.random());
        self.sessions.open(token, session, step).then_some(token)
    }

    /// Makes a member of the person who holds `invitation`.
    pub async fn join(
        self: &Arc<Self>,
        invitation: Invitation,
        name: String,
        passphrase: Zeroizing<String>,
        totp: [u8; 20],
    ) -> Result<(), DeskError> {
        let (app, today) = (Arc::clone(self), self.today());
        let joining = self.gates.derive(move || app.desk.joining(&invitation, &name, &passphrase, &totp, today));
        self.desk.join(joining.await?).await
    }

    pub fn sign_out(&self, token: Token) {
        self.sessions.close(token);
    }

    /// The member who holds `token`, if they are signed in and still belong to the desk.
    pub fn session(&self, token: Token) -> Option<Arc<Session>> {
        self.sessions.get(token, |session| self.desk.role(session, Role::Reader).is_ok())
    }

    /// The published index as it stands now. If much is new, this takes seconds.
    pub fn published(&self) -> Arc<PublishedIndex> {
        let mut published = lock(&self.published);
        if let Some(newer) = published.newer(&self.desk, self.index.as_deref()) {
            *published = Arc::new(newer);
        }
        Arc::clone(&published)
    }

    /// The page that a card belongs to; `None` if the account was published again since.
    pub fn page_of(&self, card: &Card) -> Option<(Published, Page)> {
        let published = self.desk.catalogue().published.get(&card.page).cloned();
        let published = published.filter(|published| card.is_of(published))?;
        let page = self.desk.page_of(&published).ok()?;
        Some((published, page))
    }

    /// A published text, read from its page.
    pub fn entry(&self, card: &Card) -> Option<Entry> {
        Entry::of(&self.page_of(card)?.1, card)
    }

    /// Does `work` beside the threads that serve connections (`app/gates.rs` says what belongs there).
    pub async fn read<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let app = Arc::clone(self);
        blocking(move || work(&app)).await
    }

    /// The same for work that waits for the desk to append an event.
    pub async fn act<T, F>(self: &Arc<Self>, work: impl FnOnce(Arc<Self>) -> F + Send + 'static) -> T
    where
        T: Send + 'static,
        F: Future<Output = T>,
    {
        let (app, runtime) = (Arc::clone(self), Handle::current());
        blocking(move || runtime.block_on(work(app))).await
    }

    /// Judges a copy when its turn comes.
    pub async fn judge<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let app = Arc::clone(self);
        self.gates.judge(move || work(&app)).await
    }

    /// Seals an account when its turn comes.
    pub async fn seal<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let app = Arc::clone(self);
        self.gates.seal(move || work(&app)).await
    }
}

/// Deletes uploads that waited too long, once a minute.
pub async fn expire(app: Arc<App>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        app.uploads.expire();
    }
}
