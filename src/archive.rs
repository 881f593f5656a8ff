//! A folder of sealed texts and bundles that the reader trusts: which account of it a copy is of, or rivals.

use std::fs;
use std::path::{Path, PathBuf};

use firsthand_account::identity::{AccountId, PenName};
use firsthand_copies::near::{NEARLY_THE_SAME, Runs};

use crate::copy::Sealed;
use crate::error::CliError;

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
        let copy = Runs::of(copy);
        let share = |entry| (Runs::of(&Entry::words(entry)).shared(&copy), entry);
        let mut near: Vec<(f64, &Entry)> =
            self.entries.iter().map(share).filter(|(share, _)| *share >= NEARLY_THE_SAME).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.into_iter().map(|(_, entry)| entry).collect()
    }
}

impl Entry {
    fn words(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}
