//! The reader's own list of pen names and account ids, each with the name that the reader gave it.

use std::path::PathBuf;
use std::{env, fs, io};

use firsthand_verdict::Id;

use crate::error::{CliError, name};
use crate::files::Output;

/// The list, in the order in which the entries were added.
#[derive(Debug, Default)]
pub struct Known {
    entries: Vec<(Id, String)>,
}

impl Known {
    /// The file of the list: `FIRSTHAND_KNOWN`, or `firsthand/known` in the folder for settings. `None` if there is no such folder.
    pub fn path() -> Option<PathBuf> {
        let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let settings = || set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")));
        set("FIRSTHAND_KNOWN").or_else(|| Some(settings()?.join("firsthand/known")))
    }

    /// Reads the list; it is empty if there is no file.
    pub fn read() -> Result<Self, CliError> {
        let Some(path) = Self::path() else { return Ok(Self::default()) };
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            text => text.map_err(|error| CliError::io(&path, "read", error))?,
        };
        let mut entries = Vec::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        {
            let (id, called) = line.split_once(' ').unwrap_or((line, ""));
            let id = id.parse().map_err(|_| {
                CliError::new(format!("line {} of {} holds no pen name or account id", at + 1, name(&path)))
                    .hint("correct or remove that line; a line is an id, a space, and the name that you gave it")
            })?;
            entries.push((id, called.trim().to_owned()));
        }
        Ok(Self { entries })
    }

    pub fn entries(&self) -> &[(Id, String)] {
        &self.entries
    }

    /// Adds an id. If the list has it already, it gets the new name.
    pub fn add(&mut self, id: Id, name: &str) {
        match self.entries.iter_mut().find(|(own, _)| *own == id) {
            Some((_, old)) => name.clone_into(old),
            None => self.entries.push((id, name.to_owned())),
        }
    }

    /// Removes the entries with this id or this name. Returns whether there were any.
    pub fn remove(&mut self, id_or_name: &str) -> bool {
        let before = self.entries.len();
        let id = id_or_name.parse::<Id>().ok();
        self.entries.retain(|(own, name)| Some(*own) != id && name != id_or_name);
        self.entries.len() < before
    }

    pub fn write(&self) -> Result<(), CliError> {
        let path = Self::path().ok_or_else(|| {
            CliError::new("there is no folder for the list").hint("set FIRSTHAND_KNOWN to the name of a file")
        })?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| CliError::io(folder, "made", error))?;
        }
        let text: String = self.entries.iter().map(|(id, name)| format!("{id} {name}\n")).collect();
        Output::new(Some(path), true)?.write_secret(text.as_bytes())
    }
}
