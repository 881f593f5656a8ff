//! The errors of a desk. The pages choose the sentence for each of them from `locales/`; the command uses the
//! sentences here.

use std::io;

use firsthand_account::edition::CannotWithhold;
use firsthand_account::seal::CannotSeal;
use firsthand_store::StoreError;
use firsthand_store::event::Role;

use crate::consent::Refusal;
use crate::limits::{INVITATION_DAYS, MAX_MEMBER_NAME, MAX_REASON, MIN_PASSPHRASE};
use crate::vault::CannotOpen;

/// The desk did not do what was asked. Nothing was changed, except perhaps after [`StoreError::InDoubt`].
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the files could not be kept: {0}")]
    Spool(#[from] io::Error),
    #[error(transparent)]
    CannotSeal(#[from] CannotSeal),
    #[error("there is no such account, or its source deleted it")]
    NoAccount,
    #[error("there is no such source, or they deleted everything")]
    NoSource,
    #[error("this needs the role {0:?}")]
    NeedsRole(Role),
    #[error("the name, the passphrase or the code is wrong")]
    WrongSignIn,
    #[error("this invitation was used, or is older than {INVITATION_DAYS} days")]
    NoInvitation,
    #[error("the name is taken, empty or longer than {MAX_MEMBER_NAME} characters")]
    BadName,
    #[error("the passphrase needs at least {MIN_PASSPHRASE} characters")]
    ShortPassphrase,
    #[error("the code is wrong or too old; enter the newest one")]
    WrongCode,
    #[error("the last admin cannot be removed")]
    LastAdmin,
    #[error("the members of the desk, or its key, changed at this moment; try again")]
    MembersChanged,
    #[error("a member has not signed in since the update, and could not get the new key")]
    MembersWithoutKeys,
    #[error(
        "no key file is here that opens the desk with this list of events; put back the folder `keys`, or the whole folder, from the newest backup"
    )]
    NoKeyFile,
    #[error("a file of this desk cannot be opened: {0}")]
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
    #[error("the draft was changed after you looked at it; look at it again")]
    OtherDraft,
    #[error("another member has to agree first")]
    NeedsSecond,
    #[error("nobody has joined this desk yet: start `firsthand serve`, and join with the link that it prints")]
    NobodyJoined,
    #[error("this folder holds the drop box of another desk")]
    OtherDesk,
    #[error("the file holds an earlier key of the desk; write it again with `firsthand pull --setup`")]
    OldKey,
    #[error("so little is free on the disk that nothing is taken in")]
    NoRoom,
    #[error("too many wait for the same work; try again in a minute")]
    Busy,
    #[error("nothing is published under this id, or it was retracted")]
    NotPublished,
    #[error("the account is public; retract it first")]
    StillPublic,
    #[error("the reason is missing; only the desk reads it")]
    NoReason,
    #[error("another edition was published after you looked; look at it again")]
    OtherEdition,
    #[error("exactly this edition is published already")]
    SameEdition,
    #[error("the reason is missing, or longer than {MAX_REASON} characters; everybody will read it")]
    BadReason,
}

impl DeskError {
    /// Whether the event may have been kept, or not.
    pub(crate) fn is_in_doubt(&self) -> bool {
        matches!(self, Self::Store(StoreError::InDoubt(_)))
    }
}
