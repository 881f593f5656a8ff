//! Members who are signed in, and the codes of their authenticators that were used.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use firsthand_desk::session::Session;

use super::locks::lock;
use super::token::Token;
use crate::limits::{MAX_SESSION, MAX_SESSION_IDLE};

#[derive(Default)]
pub struct Sessions {
    /// By the digest of the token that the member's browser holds.
    open: Mutex<HashMap<[u8; 32], Open>>,
    /// The time step of the last code of each member: a code counts once.
    steps: Mutex<HashMap<String, u64>>,
}

struct Open {
    session: Arc<Session>,
    since: Instant,
    last: Instant,
}

impl Sessions {
    /// Opens a session under `token`. False if the code of this time `step` was used before.
    pub fn open(&self, token: Token, session: Session, step: u64) -> bool {
        let mut steps = lock(&self.steps);
        if steps.get(&session.name).is_some_and(|last| *last >= step) {
            return false;
        }
        steps.insert(session.name.clone(), step);
        drop(steps);
        let now = Instant::now();
        lock(&self.open).insert(token.digest(), Open { session: Arc::new(session), since: now, last: now });
        true
    }

    /// The session under `token`, unless it ended. `is_member` says whether its member still belongs to the desk; only
    /// then does this use of the session count.
    pub fn get(&self, token: Token, is_member: impl FnOnce(&Session) -> bool) -> Option<Arc<Session>> {
        let mut open = lock(&self.open);
        open.retain(|_, open| open.last.elapsed() < MAX_SESSION_IDLE && open.since.elapsed() < MAX_SESSION);
        let open = open.get_mut(&token.digest())?;
        if !is_member(&open.session) {
            return None;
        }
        open.last = Instant::now();
        Some(Arc::clone(&open.session))
    }

    pub fn close(&self, token: Token) {
        lock(&self.open).remove(&token.digest());
    }
}
