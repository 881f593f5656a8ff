//! The reader's own list of pen names and account ids, each with the name that the reader gave it.

use std::path::PathBuf;
use std::{env, fs, io};

use firsthand_verdict::Id;

use crate::error::{CliError, name};
use crate::files::Output;

/// The list, in the order in which it was made.
#[derive(Debug, Default)]
pub struct Known {
    entries: Vec<(Id, String)>,
}

impl Known {
    /// Where the list is kept: `FIRSTHAND_KNOWN`, or `firsthand/known` among the person's settings.
    pub fn path() -> Option<PathBuf> {
        let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let settings = || set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")));
        set("FIRSTHAND_KNOWN").or_else(|| Some(settings()?.join("firsthand/known")))
    }

    /// The list as it is kept; empty where there is none.
    pub fn read() -> Result<Self, CliError> {
        let Some(path) = Self::path() else { return Ok(Self::default()) };
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            text => text.map_err(|error| CliError::io(&path, "read", &error))?,
        };
        let mut entries = Vec::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        {
            let (id, called) = line.split_once(' ').unwrap_or((line, ""));
            let id = id.parse().map_err(|_| {
                CliError::new(format!("line {} of {} holds no pen name or account id", at + 1, name(&path)))
                    .hint("mend or remove that line; each is an id, a space, and the name you gave it")
            })?;
            entries.push((id, called.trim().to_owned()));
        }
        Ok(Self { entries })
    }

    pub fn entries(&self) -> &[(Id, String)] {
        &self.entries
    }

    /// Adds an id, or gives one that is there another name.
    pub fn add(&mut self, id: Id, name: &str) {
        match self.entries.iter_mut().find(|(own, _)| *own == id) {
            Some((_, old)) => name.clone_into(old),
            None => self.entries.push((id, name.to_owned())),
        }
    }

    /// Removes what has this id or this name; says whether there was any.
    pub fn remove(&mut self, id_or_name: &str) -> bool {
        let before = self.entries.len();
        let id = id_or_name.parse::<Id>().ok();
        self.entries.retain(|(own, name)| Some(*own) != id && name != id_or_name);
        self.entries.len() < before
    }

    pub fn write(&self) -> Result<(), CliError> {
        let path = Self::path().ok_or_else(|| {
            CliError::new("there is no place for the list").hint("set FIRSTHAND_KNOWN to a file's name")
        })?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| CliError::io(folder, "made", &error))?;
        }
        let text: String = self.entries.iter().map(|(id, name)| format!("{id} {name}\n")).collect();
        Output::new(Some(path), true)?.write_secret(text.as_bytes())
    }
}
