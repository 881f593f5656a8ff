//! A folder of sealed texts and bundles that the reader trusts. It tells which of its accounts a copy belongs to or rivals.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use firsthand_account::identity::AccountId;
use firsthand_copies::index::Index;
use firsthand_verdict::{Archive, KnownText, PagePart};

use crate::copy::Sealed;
use crate::error::CliError;
use crate::limits::MAX_NEAREST;

/// The accounts in the folder, and the files in it that hold none.
pub struct Folder {
    entries: Vec<Arc<KnownText>>,
    pub passed_over: Vec<PathBuf>,
    /// The words of each account, under its place in `entries`.
    index: Index,
}

impl Folder {
    pub fn open(folder: &Path) -> Result<Self, CliError> {
        let error = |error| CliError::io(folder, "read", error);
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
            match entry(&path) {
                Ok(entry) => entries.push(Arc::new(entry)),
                Err(_) => passed_over.push(path),
            }
        }
        let texts: Vec<(String, String)> =
            entries.iter().enumerate().map(|(at, entry)| (at.to_string(), entry.words.join(" "))).collect();
        let index = Index::of(texts.iter().map(|(id, text)| (id.as_str(), text.as_str())));
        Ok(Self { entries, passed_over, index })
    }
}

/// The account in a file. Fails if the file is not true to its slip.
pub fn entry(path: &Path) -> Result<KnownText, CliError> {
    let sealed = Sealed::open(path, None)?;
    let (slip, truth) = sealed.account(path)?;
    let words = truth.account.clone().map(|at| truth.words.get(at).to_owned()).collect();
    let path = path.to_string_lossy().into_owned();
    Ok(KnownText {
        id: truth.id,
        slip,
        words,
        page: path.clone(),
        path,
        part: PagePart::Edition,
        language: String::new(),
        corrected: false,
    })
}

impl Archive for Folder {
    fn account(&self, id: &AccountId) -> Option<Arc<KnownText>> {
        self.entries.iter().find(|entry| entry.id == *id).cloned()
    }

    fn nearest(&self, copy: &[&str], wanted: &dyn Fn(&AccountId, &str) -> bool) -> Option<Arc<KnownText>> {
        let found = self.index.find(&copy.join(" "), MAX_NEAREST).expect("an index in memory is never damaged");
        let near = found.matches.iter().filter(|found| found.is_nearly_the_same());
        let mut near = near.filter_map(|found| self.entries.get(found.id.parse::<usize>().ok()?));
        near.find(|entry| wanted(&entry.id, &entry.page)).cloned()
    }
}
