//! What the command says when an index or a desk refuses something, and what to do next.

use std::io;

use firsthand_copies::index::IndexError;
use firsthand_desk::error::DeskError;
use firsthand_store::{BrokenLog, StoreError};

use crate::error::{CliError, name};

/// A refusal of an index.
pub fn index(error: IndexError) -> CliError {
    let hint = match error {
        IndexError::Io { path, error } if error.kind() == io::ErrorKind::StorageFull => {
            return CliError::io(&path, "written", error);
        }
        IndexError::Io { path, error } => return CliError::io(&path, "read or written", error),
        IndexError::None(_) => "make one with `firsthand index add INDEX FILE...`",
        IndexError::Locked(_) => "wait until the other program is done, and try again",
        IndexError::Later(_) => "use that version, or make the index again from its texts",
        IndexError::Damage { .. } => "the index gives no answer; make it again from its texts",
        IndexError::Other(_) => "name a new folder, or one that `firsthand index add` made",
        IndexError::TooLong(_) | IndexError::Id => return CliError::of(error),
    };
    CliError::of(error).hint(hint)
}

/// A refusal of a desk's folder.
pub fn store(error: StoreError) -> CliError {
    match error {
        StoreError::InUse(_) => {
            CliError::of(error).hint("stop the other program, such as `firsthand serve`, and try again")
        }
        StoreError::File { path, error } => CliError::io(&path, "read or written", error),
        StoreError::NoDesk(folder) => CliError::new(format!("there is no desk in {}", name(&folder)))
            .hint("make one with `firsthand serve`, or name the folder of a desk"),
        StoreError::NotEmpty(folder) => {
            CliError::new(format!("{} holds files, but no desk: custody.sqlite is not there", name(&folder)))
                .hint("put back the whole folder from its newest backup; or name another folder, for a new desk")
        }
        StoreError::BrokenLog(why @ BrokenLog::LaterVersion { .. }) => {
            CliError::of(why).hint("use the version of firsthand that wrote it, or a later one")
        }
        StoreError::BrokenLog(why) => {
            let hint = broken(&why);
            CliError::of(why).hint(hint)
        }
        _ if error.is_full() => CliError::of(error).hint("the disk is full; make room and try again"),
        _ => CliError::of(error),
    }
}

/// What to do about an audit log that is not what was appended.
pub fn broken(why: &BrokenLog) -> &'static str {
    if why.is_only_the_head() {
        "put back the whole folder from its newest backup. If there is none that is newer, copy the folder, and accept \
         the events that are here with `firsthand store accept FOLDER`"
    } else {
        "do not change this folder. Copy it, and put back the whole folder from its newest backup"
    }
}

/// A refusal of a desk.
pub fn desk(error: DeskError) -> CliError {
    match error {
        DeskError::Store(error) => store(error),
        DeskError::Spool(error) => CliError::new("the files could not be kept").because(error),
        _ => CliError::of(error),
    }
}
