//! How far a program is that takes over a second: one line that is written over, on a terminal alone.

use std::time::{Duration, Instant};

use crate::out;

pub struct Progress {
    started: Instant,
    said: Instant,
    shows: bool,
}

impl Progress {
    pub fn new() -> Self {
        let now = Instant::now();
        Self { started: now, said: now, shows: false }
    }

    /// Says `what` is done so far, if it is time to.
    pub fn say(&mut self, what: impl FnOnce() -> String) {
        if self.started.elapsed() > Duration::from_secs(1) && self.said.elapsed() > Duration::from_millis(200) {
            out::progress(&what());
            self.shows = true;
            self.said = Instant::now();
        }
    }

    /// Takes the line away.
    pub fn done(self) {
        if self.shows {
            out::progress("");
        }
    }
}
