//! Files that were uploaded with a preview. They wait, encrypted, for the account to which they belong.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::time::Instant;

use firsthand_desk::limits::MAX_FILES;
use firsthand_desk::sources::Upload;

use super::locks::lock;
use super::token::Token;
use crate::limits::{MAX_UPLOAD_WAIT, MAX_WAITING_BYTES, SAFE_UPLOAD_WAIT};

/// All waiting files.
#[derive(Default)]
pub struct Uploads {
    /// By the token of the preview: the time of the last upload, and the files.
    files: Mutex<HashMap<Token, (Instant, Vec<Upload>)>>,
    /// Previews whose account was received, by the digest of their token.
    sent: Mutex<HashSet<[u8; 32]>>,
}

/// Why files were not added.
pub enum Full {
    /// The preview would have too many files.
    Files,
    /// There is no room for all that wait.
    Room,
}

impl Uploads {
    /// Adds `files` to those of the preview `token`. Returns the number of its files and their bytes. `room` is what is
    /// free on the disk, in bytes, above its floor. All waiting files may take half of that, with what they have now, and
    /// at most [`MAX_WAITING_BYTES`]; if they would take more, the oldest ones go that waited for [`SAFE_UPLOAD_WAIT`].
    /// Fails and keeps none of `files` if that is not enough, or if the preview would have too many files.
    pub fn add(&self, token: Token, files: Vec<Upload>, room: u64) -> Result<(usize, u64), Full> {
        let mut waiting = lock(&self.files);
        let here = waiting.get(&token).map_or(0, |(_, files)| files.len());
        if here + files.len() > MAX_FILES {
            return Err(Full::Files);
        }
        let bytes = |waiting: &HashMap<Token, (Instant, Vec<Upload>)>| {
            waiting.values().flat_map(|(_, files)| files).chain(&files).map(|file| file.size).sum::<u64>()
        };
        let mut all = bytes(&waiting);
        let most = ((room + all) / 2).min(MAX_WAITING_BYTES);
        while all > most && !files.is_empty() {
            let others =
                waiting.iter().filter(|(other, (since, _))| **other != token && since.elapsed() > SAFE_UPLOAD_WAIT);
            let oldest = others.min_by_key(|(_, (since, _))| *since).map(|(oldest, _)| *oldest);
            waiting.remove(&oldest.ok_or(Full::Room)?);
            all = bytes(&waiting);
        }
        let (since, all) = waiting.entry(token).or_insert_with(|| (Instant::now(), Vec::new()));
        *since = Instant::now();
        all.extend(files);
        let sum = (all.len(), all.iter().map(|file| file.size).sum());
        if all.is_empty() {
            waiting.remove(&token);
        }
        Ok(sum)
    }

    /// The number of files that wait for the preview.
    pub fn count(&self, token: Token) -> usize {
        lock(&self.files).get(&token).map_or(0, |(_, files)| files.len())
    }

    /// Whether exactly one file waits, and it may be a submission.
    pub fn is_submission(&self, token: Token) -> bool {
        matches!(lock(&self.files).get(&token), Some((_, files)) if matches!(&files[..], [one] if one.is_submission()))
    }

    /// Removes and returns the files of the preview.
    pub fn take(&self, token: Token) -> Vec<Upload> {
        lock(&self.files).remove(&token).map_or_else(Vec::new, |(_, files)| files)
    }

    /// Whether the account of this preview was received.
    pub fn was_sent(&self, token: Token) -> bool {
        lock(&self.sent).contains(&token.digest())
    }

    /// Remembers that the account of this preview was received.
    pub fn note_sent(&self, token: Token) {
        lock(&self.sent).insert(token.digest());
    }

    /// Deletes the files that have waited too long.
    pub fn expire(&self) {
        lock(&self.files).retain(|_, (since, _)| since.elapsed() < MAX_UPLOAD_WAIT);
    }
}
