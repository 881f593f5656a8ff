//! A folder of sealed texts and bundles that the reader trusts: which account of it a copy is of, or rivals.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use firsthand_account::identity::{AccountId, PenName};

use crate::copy::Sealed;
use crate::error::CliError;

/// How many words in a row are held against each other.
const RUN: usize = 4;
/// A copy with at least this share of an account's runs, or an account with this share of the copy's, is nearly the
/// same: a word changed in every ten leaves two thirds.
const NEARLY_THE_SAME: f64 = 0.5;

/// One account of the folder.
pub struct Entry {
    pub path: PathBuf,
    pub id: AccountId,
    pub pen_name: PenName,
    pub words: Vec<String>,
}

/// The folder's accounts, and the files in it that hold none.
pub struct Archive {
    pub entries: Vec<Entry>,
    pub passed_over: Vec<PathBuf>,
}

impl Archive {
    pub fn open(folder: &Path) -> Result<Self, CliError> {
        let error = |error| CliError::io(folder, "read", &error);
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(error)? {
            let path = entry.map_err(error)?.path();
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if path.is_file() && !hidden && path.extension().is_none_or(|ending| ending != "slip") {
                paths.push(path);
            }
        }
        paths.sort();
        let (mut entries, mut passed_over) = (Vec::new(), Vec::new());
        for path in paths {
            match Self::entry(&path) {
                Ok(entry) => entries.push(entry),
                Err(_) => passed_over.push(path),
            }
        }
        Ok(Self { entries, passed_over })
    }

    fn entry(path: &Path) -> Result<Entry, CliError> {
        let sealed = Sealed::open(path, None)?;
        let (slip, truth) = sealed.account(path)?;
        let words = truth.account.clone().map(|at| truth.words.get(at).to_owned()).collect();
        Ok(Entry { path: path.to_owned(), id: truth.id, pen_name: slip.pen_name, words })
    }

    /// The account with this id.
    pub fn account(&self, id: &AccountId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }

    /// The accounts that have nearly the same words as a copy, the nearest first.
    pub fn nearest(&self, copy: &[&str]) -> Vec<&Entry> {
        let copy = runs(copy);
        let mut near: Vec<(f64, &Entry)> = self
            .entries
            .iter()
            .map(|entry| {
                let words: Vec<&str> = entry.words.iter().map(String::as_str).collect();
                let account = runs(&words);
                let shared = account.intersection(&copy).count() as f64;
                (shared / account.len().min(copy.len()).max(1) as f64, entry)
            })
            .filter(|(share, _)| *share >= NEARLY_THE_SAME)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// The runs of words of a text, as hashes; the whole of a shorter one.
fn runs(words: &[&str]) -> HashSet<u64> {
    let hash = |run: &[&str]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    if words.len() < RUN { HashSet::from([hash(words)]) } else { words.windows(RUN).map(hash).collect() }
}
