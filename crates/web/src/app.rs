//! What the pages share: the desk, and what lives in memory alone.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use firsthand_desk::codename::{Codename, SourceKey};
use firsthand_desk::desk::{Desk, DeskError};
use firsthand_desk::keyring::Invitation;
use firsthand_desk::members::Seat;
use firsthand_desk::publication::Page;
use firsthand_desk::pull::Public;
use firsthand_desk::sources::{Arrival, MOST_FILES, Waiting};
use firsthand_store::act::Role;
use firsthand_store::catalogue::Published;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::form::UNIT;
use crate::library::{Card, Entry, Library};

/// For how long files wait for the account that they belong to.
const WAIT: Duration = Duration::from_secs(60 * 60);
/// How many bytes may wait, of everybody together.
const MOST_WAITING: u64 = 16 << 30;
/// When a member has to sign in again: after so long without a page, and in any case after so long.
const IDLE: Duration = Duration::from_secs(30 * 60);
const SHIFT: Duration = Duration::from_secs(12 * 60 * 60);
/// How many codenames and passphrases are tried at once: each takes up to 128 MiB.
const AT_ONCE: usize = 1;
/// What long forms may hold in memory, all together.
const MOST_MEMORY: usize = 96 << 20;
/// How many copies are judged at once, and how many accounts sealed: a hostile one takes seconds.
const JUDGED_AT_ONCE: usize = 2;
const SEALED_AT_ONCE: usize = 2;
/// For how long pictures wait until those of others were looked at, which may take minutes where they are hostile.
const PICTURES_WAIT: Duration = Duration::from_secs(20);

/// Where the time and randomness come from.
pub struct World {
    pub now: fn() -> Timestamp,
    pub fill: fn(&mut [u8]),
}

impl Default for World {
    fn default() -> Self {
        let fill = |bytes: &mut [u8]| getrandom::fill(bytes).expect("the system gives randomness");
        Self { now: Timestamp::now, fill }
    }
}

/// Which pages a server has.
#[derive(Clone, Debug)]
pub struct Roles {
    pub drop: bool,
    pub desk: bool,
    pub archive: bool,
    /// Of a drop box whose desk is elsewhere: who may bring home what waits here.
    pub pulled_by: Option<Public>,
}

impl Default for Roles {
    fn default() -> Self {
        Self { drop: true, desk: true, archive: true, pulled_by: None }
    }
}

pub struct App {
    pub desk: Desk,
    pub roles: Roles,
    world: World,
    /// Files that came with a preview, by its token.
    waiting: Mutex<HashMap<Token, (Instant, Vec<Waiting>)>>,
    /// Previews that were sent.
    sent: Mutex<HashSet<[u8; 32]>>,
    /// Members who are signed in, by the hash of what their browser holds.
    sessions: Mutex<HashMap<[u8; 32], Session>>,
    /// The step of the last code of each member: a code counts once.
    steps: Mutex<HashMap<String, u64>>,
    slow: Arc<Semaphore>,
    judging: Semaphore,
    sealing: Semaphore,
    pictures: Semaphore,
    /// What long forms hold, in units of `form::UNIT`.
    pub memory: Arc<Semaphore>,
    library: Mutex<Arc<Library>>,
    /// Where the index of what is published is kept.
    index: Option<PathBuf>,
}

/// A member at the desk.
#[derive(Clone)]
struct Session {
    seat: Arc<Seat>,
    since: Instant,
    last: Instant,
}

/// 32 random bytes in a page, which name what belongs to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token(pub [u8; 32]);

impl Token {
    pub fn read(text: &str) -> Option<Self> {
        Some(Self(data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()?))
    }

    pub fn to_text(self) -> String {
        data_encoding::HEXLOWER.encode(&self.0)
    }
}

impl App {
    /// `index` is the folder in which the index of what is published is kept; in memory where there is none.
    pub fn new(desk: Desk, roles: Roles, world: World, index: Option<PathBuf>) -> Self {
        Self {
            desk,
            roles,
            world,
            waiting: Mutex::default(),
            sent: Mutex::default(),
            sessions: Mutex::default(),
            steps: Mutex::default(),
            slow: Arc::new(Semaphore::new(AT_ONCE)),
            judging: Semaphore::new(JUDGED_AT_ONCE),
            sealing: Semaphore::new(SEALED_AT_ONCE),
            pictures: Semaphore::new(1),
            memory: Arc::new(Semaphore::new(MOST_MEMORY / UNIT)),
            library: Mutex::default(),
            index,
        }
    }

    /// The day, in UTC.
    pub fn today(&self) -> Date {
        (self.world.now)().to_zoned(TimeZone::UTC).date()
    }

    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.world.fill)(&mut bytes);
        bytes
    }

    /// What a codename leads to.
    pub async fn key(self: &Arc<Self>, codename: Codename) -> SourceKey {
        self.slowly(move |desk| desk.key(&codename)).await
    }

    /// Does what takes long and much memory, when its turn comes.
    pub async fn slowly<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Desk) -> T + Send + 'static) -> T {
        let turn = Arc::clone(&self.slow).acquire_owned().await.expect("never closed");
        let app = Arc::clone(self);
        let work = move || {
            let _turn = turn;
            work(&app.desk)
        };
        tokio::task::spawn_blocking(work).await.expect("it does not panic")
    }

    /// Keeps an account; sealing it takes the processor for a while.
    pub async fn receive(self: &Arc<Self>, source: SourceKey, arrival: Arrival) -> Result<u64, DeskError> {
        let (today, random, runtime) = (self.today(), self.random(), Handle::current());
        self.seal(move |app| runtime.block_on(app.desk.receive(&source, arrival, today, &random))).await
    }

    /// Signs a member in and returns what their browser is to hold.
    pub async fn sign_in(self: &Arc<Self>, name: String, passphrase: Zeroizing<String>, code: String) -> Option<Token> {
        let seconds = self.seconds();
        let (seat, step) = self.slowly(move |desk| desk.sign_in(&name, &passphrase, &code, seconds)).await.ok()?;
        {
            let mut steps = lock(&self.steps);
            if steps.get(&seat.name).is_some_and(|last| *last >= step) {
                return None;
            }
            steps.insert(seat.name.clone(), step);
        }
        let (token, now) = (Token(self.random()), Instant::now());
        lock(&self.sessions).insert(digest(token), Session { seat: Arc::new(seat), since: now, last: now });
        Some(token)
    }

    /// Makes a member of whoever holds `invitation`.
    pub async fn join(
        self: &Arc<Self>,
        invitation: Invitation,
        name: String,
        passphrase: Zeroizing<String>,
        totp: [u8; 20],
    ) -> Result<(), DeskError> {
        let today = self.today();
        let joining = self.slowly(move |desk| desk.joining(&invitation, &name, &passphrase, &totp, today)).await?;
        self.desk.join(joining).await
    }

    pub fn sign_out(&self, token: Token) {
        lock(&self.sessions).remove(&digest(token));
    }

    /// Who holds `token`, if they are signed in and still a member.
    pub fn seat(&self, token: Token) -> Option<Arc<Seat>> {
        let mut sessions = lock(&self.sessions);
        sessions.retain(|_, session| session.last.elapsed() < IDLE && session.since.elapsed() < SHIFT);
        let session = sessions.get_mut(&digest(token))?;
        self.desk.role(&session.seat, Role::Reader).ok()?;
        session.last = Instant::now();
        Some(Arc::clone(&session.seat))
    }

    pub fn seconds(&self) -> u64 {
        (self.world.now)().as_second().unsigned_abs()
    }

    /// What is published, as it stands now. Where much is new this takes seconds.
    pub fn library(&self) -> Arc<Library> {
        let mut library = lock(&self.library);
        if let Some(newer) = library.newer(&self.desk, self.index.as_deref()) {
            *library = Arc::new(newer);
        }
        Arc::clone(&library)
    }

    /// The page that a card is of; `None` if it was published anew since.
    pub fn page_of(&self, card: &Card) -> Option<(Published, Page)> {
        let published = self.desk.store().catalogue().published.get(&card.page).cloned();
        let published = published.filter(|published| card.is_of(published))?;
        let page = self.desk.page_of(&published).ok()?;
        Some((published, page))
    }

    /// A published text, read anew.
    pub fn entry(&self, card: &Card) -> Option<Entry> {
        Entry::of(&self.page_of(card)?.1, card)
    }

    /// Does what reads what is published, beside the threads that serve.
    pub async fn read<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let app = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&app)).await.expect("it does not panic")
    }

    /// The same for a copy that is judged. Whoever comes waits for their turn.
    pub async fn judge<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let _turn = self.judging.acquire().await.expect("never closed");
        self.read(work).await
    }

    /// The same for an account that is sealed, so that nothing that readers send keeps sources waiting.
    pub async fn seal<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let _turn = self.sealing.acquire().await.expect("never closed");
        self.read(work).await
    }

    /// Looks at pictures; `None` if others take too long.
    pub async fn look_at<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let turn = tokio::time::timeout(PICTURES_WAIT, self.pictures.acquire()).await.ok()?;
        let _turn = turn.expect("never closed");
        Some(tokio::task::spawn_blocking(work).await.expect("it does not panic"))
    }

    /// Lets `files` wait for what is sent with `token`; says how many wait, and their bytes. `None` where these would be
    /// too many, or too much waits already: then none of them is kept.
    pub fn wait(&self, token: Token, files: Vec<Waiting>) -> Option<(usize, u64)> {
        let mut waiting = lock(&self.waiting);
        let here = waiting.get(&token).map_or(0, |(_, files)| files.len());
        let all: u64 = waiting.values().flat_map(|(_, files)| files).chain(&files).map(|file| file.size).sum();
        if here + files.len() > MOST_FILES || (all > MOST_WAITING && !files.is_empty()) {
            return None;
        }
        let (since, all) = waiting.entry(token).or_insert_with(|| (Instant::now(), Vec::new()));
        *since = Instant::now();
        all.extend(files);
        let of = (all.len(), all.iter().map(|file| file.size).sum());
        if all.is_empty() {
            waiting.remove(&token);
        }
        Some(of)
    }

    pub fn waiting(&self, token: Token) -> usize {
        lock(&self.waiting).get(&token).map_or(0, |(_, files)| files.len())
    }

    /// Whether what waits is one file that may be a parcel.
    pub fn parcel_waits(&self, token: Token) -> bool {
        matches!(lock(&self.waiting).get(&token), Some((_, files)) if matches!(&files[..], [one] if one.is_parcel()))
    }

    pub fn take(&self, token: Token) -> Vec<Waiting> {
        lock(&self.waiting).remove(&token).map_or_else(Vec::new, |(_, files)| files)
    }

    pub fn was_sent(&self, token: Token) -> bool {
        lock(&self.sent).contains(&digest(token))
    }

    pub fn note_sent(&self, token: Token) {
        lock(&self.sent).insert(digest(token));
    }
}

/// What is remembered of a token, which may be a codename or a sign-in.
fn digest(token: Token) -> [u8; 32] {
    Sha256::new().chain_update("firsthand/token\n").chain_update(token.0).finalize().into()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets go of what waited too long.
pub async fn sweep(app: Arc<App>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        lock(&app.waiting).retain(|_, (since, _)| since.elapsed() < WAIT);
    }
}
