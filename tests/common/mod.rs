//! Runs the command in a folder of its own, as a person would.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run of the command gave.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A folder that goes when the test ends, with a list of known seals of its own.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("within the folder")).expect("a folder");
        fs::write(&path, content).expect("it can be written");
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it was written")
    }

    /// Every file in the folder, by name.
    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name != "known")
            .collect();
        names.sort();
        names
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    pub fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_firsthand"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("FIRSTHAND_KNOWN", self.path("known"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        // A command that needs no input may have ended before it was written.
        child.stdin.take().expect("piped").write_all(input.as_bytes()).ok();
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let code = output.status.code().expect("no signal ends it");
        Ran { code, out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs a command that must answer yes.
    pub fn ok(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "firsthand {}: {ran:?}", arguments.join(" "));
        ran
    }
}

pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub const LANGUAGES: [&str; 8] = ["en", "kk", "ru", "ar", "fa", "zh", "ja", "th"];

/// The sample account in this language.
pub fn account(language: &str) -> String {
    fs::read_to_string(repository(&format!("tests/data/accounts/{language}.txt"))).expect("a sample account")
}

/// The text that this project exists for, where it stands beside the checkout; it belongs to its author.
pub fn first_input() -> Option<String> {
    fs::read_to_string(repository("../shared/data/almaty-2022.txt")).ok()
}
