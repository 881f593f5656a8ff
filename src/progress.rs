//! The progress of work that takes over a second: one line that is replaced, on a terminal only.

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

    /// Prints `what` was done so far, at most five times a second.
    pub fn say(&mut self, what: impl FnOnce() -> String) {
        if self.started.elapsed() > Duration::from_secs(1) && self.said.elapsed() > Duration::from_millis(200) {
            out::progress(&what());
            self.shows = true;
            self.said = Instant::now();
        }
    }

    /// Removes the line.
    pub fn done(self) {
        if self.shows {
            out::progress("");
        }
    }
}
