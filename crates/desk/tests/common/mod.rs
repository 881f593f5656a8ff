//! A desk in a folder of its own, with members, sources and accounts.
#![allow(dead_code, reason = "not every file of tests uses all of it")]

use std::io::Write;

use firsthand_desk::codename::{Codename, SourceKey};
use firsthand_desk::consent::{Consent, Name, When, Words};
use firsthand_desk::desk::Desk;
use firsthand_desk::drafts::Draft;
use firsthand_desk::error::DeskError;
use firsthand_desk::keyring::Invitation;
use firsthand_desk::session::Session;
use firsthand_desk::sources::Arrival;
use firsthand_store::blobs::BlobId;
use firsthand_store::event::Role;
use jiff::civil::{Date, date};
use tempfile::TempDir;

pub const TODAY: Date = date(2026, 11, 23);
pub const TEXT: &str = "They closed the bridge at nine. My neighbour Gulnara Ashirova stood there with her bag.\n\n\
    Nobody told us why, and Ashirova asked three times. I was on the stairs and saw it all.";
pub const SECRET: [u8; 20] = *b"12345678901234567890";
/// The code at second 59, and its time step (RFC 6238, appendix B).
pub const CODE: (&str, u64) = ("287082", 59);

pub struct Place {
    pub desk: Desk,
    pub folder: TempDir,
    /// The next number that replaces randomness. Each number is used once.
    pub next: u8,
}

impl Place {
    pub async fn new() -> (Self, Session) {
        let folder = tempfile::tempdir().unwrap();
        let (desk, invitation) = Desk::open(folder.path(), TODAY, &[9; 64]).await.unwrap();
        let place = Self { desk, folder, next: 10 };
        let admin = place.member(&invitation.unwrap(), "Ada").await;
        (place, admin)
    }

    pub async fn member(&self, invitation: &Invitation, name: &str) -> Session {
        let passphrase = "a passphrase that is long";
        let joining = self.desk.joining(invitation, name, passphrase, &SECRET, TODAY).unwrap();
        self.desk.join(joining).await.unwrap();
        self.desk.sign_in(name, passphrase, CODE.0, CODE.1).unwrap().0
    }

    pub async fn invite(&mut self, admin: &Session, role: Role, name: &str) -> Session {
        self.next += 1;
        let invitation = self.desk.invite(admin, role, TODAY, &[self.next; 32]).await.unwrap();
        self.member(&invitation, name).await
    }

    pub fn source(&mut self) -> SourceKey {
        self.next += 1;
        self.desk.key(&Codename::new(&[self.next; 32]))
    }

    pub async fn receive(&mut self, source: &SourceKey, consent: Consent, file: Option<&[u8]>) -> u64 {
        self.next += 1;
        let files = file.into_iter().map(|bytes| {
            let mut incoming = self.desk.incoming(bytes).unwrap();
            incoming.write_all(bytes).unwrap();
            incoming.finish().unwrap()
        });
        let arrival = Arrival { text: TEXT.into(), language: "en".into(), consent, files: files.collect() };
        self.desk.receive(source, arrival, TODAY, &[self.next; 64]).await.unwrap()
    }

    pub async fn draft(&self, session: &Session, account: u64, draft: Draft) -> BlobId {
        self.desk.save_draft(session, account, &draft, TODAY).await.unwrap();
        self.desk.catalogue().received[&account].draft.as_ref().unwrap().blob
    }

    pub async fn publish(&self, session: &Session, account: u64, draft: BlobId) -> Result<String, DeskError> {
        self.desk.publish(session, account, draft, TODAY).await
    }
}

pub fn all() -> Consent {
    Consent { words: Words::All, photographs: true, name: Name::None, when: When::AnyTime }
}

/// A picture with bytes after its end.
pub fn picture() -> Vec<u8> {
    let mut png = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/check.png")).unwrap();
    png.extend_from_slice(b"behind the picture's end");
    png
}
