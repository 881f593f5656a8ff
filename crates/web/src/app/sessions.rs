//! The sessions of members who are signed in. They are only in memory.

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
}

struct Open {
    session: Arc<Session>,
    since: Instant,
    last: Instant,
}

impl Sessions {
    /// Opens a session with `token`.
    pub fn open(&self, token: Token, session: Session) {
        let now = Instant::now();
        lock(&self.open).insert(token.digest(), Open { session: Arc::new(session), since: now, last: now });
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

    /// Ends all sessions of the member `name` but the one with this token.
    pub fn close_others(&self, name: &str, token: Token) {
        lock(&self.open).retain(|other, open| *other == token.digest() || open.session.name != name);
    }

    /// Ends the session with this token.
    pub fn close(&self, token: Token) {
        lock(&self.open).remove(&token.digest());
    }
}
