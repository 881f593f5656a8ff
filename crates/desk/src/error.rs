//! Why a desk does not do something. Each refusal is typed; the pages and the command choose the sentence for it.

use std::io;

use firsthand_account::edition::CannotWithhold;
use firsthand_account::seal::CannotSeal;
use firsthand_store::StoreError;
use firsthand_store::event::Role;

use crate::consent::Refusal;
use crate::limits::{INVITATION_DAYS, MIN_PASSPHRASE};
use crate::vault::CannotOpen;

/// Why something was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the files could not be kept: {0}")]
    Spool(#[from] io::Error),
    #[error(transparent)]
    CannotSeal(#[from] CannotSeal),
    #[error("there is no such account, or its source had it deleted")]
    NoAccount,
    #[error("there is no such source, or they had everything deleted")]
    NoSource,
    #[error("this needs the role {0:?}")]
    NeedsRole(Role),
    #[error("that is not the name, passphrase and code of a member")]
    WrongSignIn,
    #[error("this invitation is used up or older than {INVITATION_DAYS} days")]
    NoInvitation,
    #[error("that name is taken, empty or over 60 characters")]
    BadName,
    #[error("a passphrase has at least {MIN_PASSPHRASE} characters")]
    ShortPassphrase,
    #[error("that is not the code of this half minute")]
    WrongCode,
    #[error("the last admin cannot be sent away")]
    LastAdmin,
    #[error("it cannot be opened: {0}")]
    CannotOpen(#[from] CannotOpen),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    CannotWithhold(#[from] CannotWithhold),
    #[error("file {0} cannot be shown: {1}")]
    Photograph(usize, firsthand_photos::Refused),
    #[error("a translation cannot be sealed: {0}")]
    Translation(CannotSeal),
    #[error("there is no draft yet")]
    NoDraft,
    #[error("the draft is not the one that you looked at; look again")]
    OtherDraft,
    #[error("another member has to agree first")]
    NeedsSecond,
    #[error("nobody has joined this desk yet: start `firsthand serve`, and join with the link that it prints")]
    NobodyJoined,
    #[error("this folder holds the drop box of another desk")]
    OtherDesk,
    #[error("nothing of this id is published, or it was retracted")]
    NotPublished,
}
