//! A desk in a folder of its own, with members, sources and accounts.
#![allow(dead_code, reason = "not every file of tests uses all of it")]

use std::io::Write;

use firsthand_account::bundle::Bundle;
use firsthand_account::check::{Verdict, judge};
use firsthand_account::edition::{Account, Ends};
use firsthand_account::enclosures::{Enclosure, enclose};
use firsthand_account::hash::sha256;
use firsthand_account::identity::SecretKey;
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{seal, sealable};
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
use zeroize::Zeroizing;

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
        self.member_with(invitation, name, "a passphrase that is long").await
    }

    pub async fn member_with(&self, invitation: &Invitation, name: &str, passphrase: &str) -> Session {
        let random = Zeroizing::new(sha256(&[invitation.to_text().as_bytes()]));
        let joining = self.desk.joining(invitation, name, passphrase, &SECRET, TODAY, &random).unwrap();
        self.desk.join(joining).await.unwrap();
        let signed_in = self.desk.sign_in(name, passphrase, CODE.0, CODE.1, &random).unwrap();
        self.desk.signed_in(signed_in, TODAY, &random).await.unwrap()
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
        self.desk.publish(session, account, draft, "A name stood in it.", TODAY).await
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

/// A bundle of `text` with its enclosures, sealed by a witness. The words in `withheld` are withheld.
pub fn bundle(text: &str, enclosed: &[(&str, &[u8])], withheld: Option<std::ops::Range<u32>>) -> Vec<u8> {
    let mut enclosures: Vec<Enclosure> = enclosed
        .iter()
        .map(|(label, bytes)| Enclosure { label: (*label).into(), salt: [7; 16], content: sha256(&[bytes]) })
        .collect();
    let seal_of = enclose(&mut enclosures).unwrap();
    let sealed = seal(&sealable(text).unwrap(), &SecretKey::from_bytes(&[8; 32]), &[9; 32], seal_of);
    let (mut text, mut slip) = (text.to_owned(), sealed.slip);
    if let Some(withheld) = withheld {
        let whole = text.clone();
        let Verdict::True(truth) = judge(whole.into(), &slip).unwrap() else { panic!("it was sealed just now") };
        let edition = Account::new(&truth, &slip).withhold(&Ranges::new(vec![withheld]), Ends::Marked).unwrap();
        (text, slip) = (edition.text(), edition.slip);
    }
    let bundle = Bundle { text, slip: slip.to_text(), enclosures };
    let mut tar = Vec::new();
    let content = |each: &Enclosure| {
        let (_, bytes) = enclosed.iter().find(|(label, _)| *label == each.label).unwrap();
        Ok((*bytes, bytes.len() as u64))
    };
    firsthand_account::bundle::write(&mut tar, &bundle, content).unwrap();
    tar
}
