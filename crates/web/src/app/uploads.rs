//! Files that were uploaded with a preview and wait, encrypted, for the account that they belong to.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::time::Instant;

use firsthand_desk::limits::MAX_FILES;
use firsthand_desk::sources::Upload;

use super::locks::lock;
use super::token::Token;
use crate::limits::{MAX_UPLOAD_WAIT, MAX_WAITING_BYTES};

#[derive(Default)]
pub struct Uploads {
    /// By the token of the preview.
    files: Mutex<HashMap<Token, (Instant, Vec<Upload>)>>,
    /// Previews whose account was received, by the digest of their token.
    sent: Mutex<HashSet<[u8; 32]>>,
}

impl Uploads {
    /// Lets `files` wait for what is sent with `token`; says how many wait, and their bytes. `None` where these would be
    /// too many, or too much waits already: then none of them is kept.
    pub fn add(&self, token: Token, files: Vec<Upload>) -> Option<(usize, u64)> {
        let mut waiting = lock(&self.files);
        let here = waiting.get(&token).map_or(0, |(_, files)| files.len());
        let all: u64 = waiting.values().flat_map(|(_, files)| files).chain(&files).map(|file| file.size).sum();
        if here + files.len() > MAX_FILES || (all > MAX_WAITING_BYTES && !files.is_empty()) {
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

    pub fn count(&self, token: Token) -> usize {
        lock(&self.files).get(&token).map_or(0, |(_, files)| files.len())
    }

    /// Whether what waits is one file that may be a parcel.
    pub fn is_submission(&self, token: Token) -> bool {
        matches!(lock(&self.files).get(&token), Some((_, files)) if matches!(&files[..], [one] if one.is_submission()))
    }

    pub fn take(&self, token: Token) -> Vec<Upload> {
        lock(&self.files).remove(&token).map_or_else(Vec::new, |(_, files)| files)
    }

    pub fn was_sent(&self, token: Token) -> bool {
        lock(&self.sent).contains(&token.digest())
    }

    pub fn note_sent(&self, token: Token) {
        lock(&self.sent).insert(token.digest());
    }

    /// Deletes the files that waited too long.
    pub fn expire(&self) {
        lock(&self.files).retain(|_, (since, _)| since.elapsed() < MAX_UPLOAD_WAIT);
    }
}
