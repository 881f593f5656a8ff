//! What the command says when an index or a desk refuses something, and what to do next.

use std::io;

use firsthand_copies::index::IndexError;
use firsthand_desk::error::DeskError;
use firsthand_store::StoreError;

use crate::error::CliError;

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
        _ if error.is_full() => CliError::of(error).hint("the disk is full; make room and try again"),
        _ => CliError::of(error),
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
