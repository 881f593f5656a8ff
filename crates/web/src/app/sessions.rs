//! The sessions of members who are signed in, and the last one-time code that each member used. Both are only in
//! memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use firsthand_desk::session::Session;

use super::locks::lock;
use super::token::Token;
use crate::limits::{MAX_SESSION, MAX_SESSION_IDLE};

/// All sessions.
#[derive(Default)]
pub struct Sessions {
    /// By the digest of the token in the member's cookie.
    open: Mutex<HashMap<[u8; 32], Open>>,
    /// The time step of the last code of each member, by name. No code is accepted twice.
    steps: Mutex<HashMap<String, u64>>,
}

struct Open {
    session: Arc<Session>,
    since: Instant,
    last: Instant,
}

impl Sessions {
    /// Opens a session with `token`. Returns `false` if the code of this time `step`, or a later one, was used before.
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

    /// The session with `token`, if it has not ended and `is_member` says that its member still belongs to the desk.
    /// Only then does the session stay open for longer.
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

    /// Ends the session with this token.
    pub fn close(&self, token: Token) {
        lock(&self.open).remove(&token.digest());
    }
}
