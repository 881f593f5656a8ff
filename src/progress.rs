//! How far a program is that takes over a second: one line that is written over, on a terminal alone.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

pub struct Progress {
    started: Instant,
    said: Instant,
}

impl Progress {
    pub fn new() -> Self {
        let now = Instant::now();
        Self { started: now, said: now }
    }

    /// Says `what` is done so far, if it is time to.
    pub fn say(&mut self, what: impl FnOnce() -> String) {
        if self.started.elapsed() > Duration::from_secs(1) && self.said.elapsed() > Duration::from_millis(200) {
            line(&what());
            self.said = Instant::now();
        }
    }

    /// Takes the line away.
    pub fn done(self) {
        line("");
    }
}

fn line(what: &str) {
    let mut out = io::stderr();
    if out.is_terminal() {
        let _ = write!(out, "\r\x1b[K{what}").and_then(|()| out.flush());
    }
}
