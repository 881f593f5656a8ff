//! Only members open what came in: not a used invitation, not a former member, not the thief of the machine. A thief here
//! has the whole folder, and tries every secret that they know on everything that lies there.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

use age::x25519::Identity;
use common::*;
use data_encoding::BASE64;
use firsthand_desk::desk::Desk;
use firsthand_desk::drafts::Draft;
use firsthand_desk::error::DeskError;
use firsthand_desk::keyring::Invitation;
use firsthand_desk::session::Session;
use firsthand_desk::vault;
use firsthand_store::Store;
use firsthand_store::event::Role;
use jiff::ToSpan;
use zeroize::Zeroizing;

const PASSPHRASE: &str = "a passphrase that is long";

fn random() -> Zeroizing<[u8; 32]> {
    static NEXT: AtomicU8 = AtomicU8::new(100);
    Zeroizing::new([NEXT.fetch_add(1, Ordering::Relaxed); 32])
}

/// Somebody with secrets and a folder.
#[derive(Default)]
struct Thief {
    secrets: BTreeSet<String>,
    passphrases: Vec<&'static str>,
}

impl Thief {
    fn with_invitation(invitation: &Invitation) -> Self {
        let secret = data_encoding::HEXLOWER.decode(invitation.to_text().as_bytes()).unwrap();
        let identity = vault::identity(&secret.try_into().unwrap());
        Self { secrets: [text(&identity)].into(), ..Self::default() }
    }

    /// Opens whatever opens in `folder`, with every secret that turns up on the way. Returns what was read.
    async fn reads(&mut self, folder: &Path) -> String {
        let mut closed = age_files(folder).await;
        let mut read = String::new();
        loop {
            let before = closed.len();
            closed.retain(|file| match self.open(file) {
                Some(content) => {
                    let content = String::from_utf8_lossy(&content).into_owned();
                    let secrets = content.split('"').filter(|part| part.starts_with("AGE-SECRET-KEY-"));
                    self.secrets.extend(secrets.map(str::to_owned));
                    // The key of an invitation of an earlier version is the bare secret.
                    self.secrets.extend(content.starts_with("AGE-SECRET-KEY-").then(|| content.clone()));
                    read += &content;
                    false
                }
                None => true,
            });
            if closed.len() == before {
                return read;
            }
        }
    }

    fn open(&self, file: &[u8]) -> Option<Vec<u8>> {
        let is_locked = file.windows(10).any(|part| part == b"-> scrypt ");
        if is_locked {
            let mut opened = self.passphrases.iter().filter_map(|each| vault::unlock(each, file, 17).ok());
            return opened.next().map(|content| content.to_vec());
        }
        let identities: Vec<Identity> = self.secrets.iter().map(|secret| secret.parse().unwrap()).collect();
        vault::open(&identities, file).ok().map(|content| content.to_vec())
    }
}

fn text(identity: &Identity) -> String {
    use age::secrecy::ExposeSecret;
    identity.to_string().expose_secret().to_owned()
}

/// Every age file in the folder: as it is, without a hash at its end, and in base64 in the audit log.
async fn age_files(folder: &Path) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            all.push(bytes[..bytes.len().saturating_sub(32)].to_vec());
            all.push(bytes);
        }
    }
    let log = Store::open_beside(folder).await.unwrap().audit_log().await.unwrap();
    let quoted = log.iter().flat_map(|link| link.entry.split('"'));
    all.extend(quoted.filter_map(|part| BASE64.decode(part.as_bytes()).ok()));
    all.retain(|bytes| bytes.starts_with(b"age-encryption.org/v1\n"));
    all
}

async fn remove(place: &Place, admin: &Session, name: &str) {
    place.desk.remove_member(admin, name, TODAY, &random()).await.unwrap();
}

fn kinds(place: &Place) -> Vec<String> {
    let names = fs::read_dir(place.folder.path().join("keys")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("age1")).collect()
}

#[tokio::test]
async fn a_used_invitation_and_the_folder_open_nothing() {
    let (mut place, ada) = Place::new().await;
    let source = place.source();
    place.receive(&source, all(), None).await;
    let invitation = place.desk.invite(&ada, Role::Reader, TODAY, &random()).await.unwrap();
    let mut thief = Thief::with_invitation(&invitation);
    assert!(thief.reads(place.folder.path()).await.contains("Gulnara"), "before it is used, it opens the desk");
    let mut thief = Thief::with_invitation(&invitation);
    place.member(&invitation, "Rena").await;
    assert_eq!(thief.reads(place.folder.path()).await, "");
    // One that nobody uses ends after seven days, also if the server runs on.
    let other = place.desk.invite(&ada, Role::Reader, TODAY, &random()).await.unwrap();
    place.desk.expire_invitations(TODAY + 7.days()).unwrap();
    assert!(Thief::with_invitation(&other).reads(place.folder.path()).await.contains("Gulnara"));
    place.desk.expire_invitations(TODAY + 8.days()).unwrap();
    assert_eq!(Thief::with_invitation(&other).reads(place.folder.path()).await, "");
}

#[tokio::test]
async fn a_former_member_opens_nothing_that_comes_in_later() {
    let (mut place, ada) = Place::new().await;
    let invitation = place.desk.invite(&ada, Role::Reader, TODAY, &random()).await.unwrap();
    let rena = place.member_with(&invitation, "Rena", "what only Rena knows").await;
    let edil = place.invite(&ada, Role::Editor, "Edil").await;
    let unused = place.desk.invite(&ada, Role::Reader, TODAY, &random()).await.unwrap();
    let source = place.source();
    let before = place.receive(&source, all(), None).await;
    // Rena copies everything, and all secrets in it that her passphrase opens.
    let mut thief = Thief { passphrases: vec!["what only Rena knows"], ..Thief::default() };
    assert!(thief.reads(place.folder.path()).await.contains("Gulnara"));
    let old = place.desk.recipient();
    let draft = Draft { withheld: vec![(1, 2)], ..Draft::default() };
    let draft = place.draft(&ada, before, draft).await;
    let id = place.publish(&ada, before, draft).await.unwrap();
    let page = |place: &Place| place.desk.blob(&place.desk.catalogue().published[&id].page.unwrap()).unwrap();
    let published = page(&place);

    remove(&place, &ada, "Rena").await;
    assert_ne!(place.desk.recipient(), old);
    assert_eq!(kinds(&place), [place.desk.recipient()], "the files of the old key are gone");
    assert!(matches!(place.desk.invited(&unused, TODAY), Err(DeskError::NoInvitation)), "it ended with the old key");
    assert!(matches!(place.desk.content(&rena, before), Err(DeskError::NeedsRole(_))));
    let after = place.receive(&source, all(), None).await;
    place.desk.note(&ada, before, "Mirabelle", TODAY).await.unwrap();
    let read = thief.reads(place.folder.path()).await;
    assert_eq!((read.matches("\"text\":\"They closed").count(), read.contains("Mirabelle")), (1, false), "{read}");

    // Those who stay read everything, also those who were signed in, and after a restart.
    for session in [&ada, &edil] {
        for account in [before, after] {
            let content = place.desk.content(session, account).unwrap();
            assert!(content.text.contains("Gulnara") && !content.under_old_key);
        }
    }
    // An account that came in before is published as it was.
    place.desk.retract(&ada, &id, "It was too early.", TODAY).await.unwrap();
    assert_eq!(place.publish(&ada, before, draft).await.unwrap(), id);
    assert_eq!(page(&place), published);

    // What still comes in under the old key is opened, and marked.
    let late = vault::seal(&[&old.parse().unwrap()], &bundle(TEXT, &[], None));
    let late = place.desk.receive_submission(&source, &late, TODAY).await.unwrap().unwrap();
    assert!(place.desk.content(&edil, late).unwrap().under_old_key);
    assert!(place.desk.shown_to(&source).unwrap().key_known.is_none());

    // A stolen computer: the same again, and sources are told.
    place.desk.key_may_be_known(&ada, TODAY, &random()).await.unwrap();
    assert!(matches!(place.desk.key_may_be_known(&edil, TODAY, &random()).await, Err(DeskError::NeedsRole(_))));
    assert_eq!(place.desk.shown_to(&source).unwrap().key_known, Some(TODAY));
    let other = place.source();
    place.receive(&other, all(), None).await;
    assert_eq!(place.desk.shown_to(&other).unwrap().key_known, None, "it came in under the new key");
    for account in [before, after, late] {
        assert!(place.desk.content(&edil, account).is_ok());
    }
}

#[tokio::test]
async fn a_code_is_used_once_also_after_a_restart() {
    let (place, _ada) = Place::new().await;
    let Place { desk, folder, .. } = place;
    let again = |desk: &Desk| desk.sign_in("Ada", PASSPHRASE, CODE.0, CODE.1, &random()).map(drop);
    assert!(matches!(again(&desk), Err(DeskError::WrongSignIn)));
    drop(desk);
    let (desk, _) = Desk::open(folder.path(), TODAY, &[9; 64]).await.unwrap();
    assert!(matches!(again(&desk), Err(DeskError::WrongSignIn)));
}

#[tokio::test]
async fn a_changed_passphrase_opens_and_the_one_before_does_not() {
    let (mut place, ada) = Place::new().await;
    let source = place.source();
    place.receive(&source, all(), None).await;
    let new = "another one that is long";
    let change = |old, new| place.desk.change_passphrase(&ada, old, new, Some(b"98765432109876543210"));
    assert!(matches!(change("a passphrase that is wrong", new), Err(DeskError::WrongSignIn)));
    assert!(matches!(change(PASSPHRASE, "short"), Err(DeskError::ShortPassphrase)));
    change(PASSPHRASE, new).unwrap();
    let mut thief = Thief { passphrases: vec![PASSPHRASE], ..Thief::default() };
    assert_eq!(thief.reads(place.folder.path()).await, "");
    let mut ada = Thief { passphrases: vec![new], ..Thief::default() };
    assert!(ada.reads(place.folder.path()).await.contains("Gulnara"));
    let sign_in = |passphrase, code| place.desk.sign_in("Ada", passphrase, code, 1111111109, &random());
    assert!(sign_in(PASSPHRASE, "081804").is_err());
    assert!(sign_in(new, "081804").is_err(), "the code of the authenticator before (RFC 6238, appendix B)");
}

#[tokio::test]
async fn a_missing_or_damaged_key_file_says_so() {
    let (place, _ada) = Place::new().await;
    let own = fs::read_dir(place.folder.path().join("keys/own")).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&own).unwrap();
    let sign_in = || place.desk.sign_in("Ada", PASSPHRASE, "000000", 59, &random()).map(drop);
    for at in [0, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&own, &bytes).unwrap();
        assert!(matches!(sign_in(), Err(DeskError::Store(firsthand_store::StoreError::DamagedKey(_)))));
        assert!(Store::open_beside(place.folder.path()).await.unwrap().verify().await.is_err());
    }
    fs::remove_file(&own).unwrap();
    assert!(matches!(sign_in(), Err(DeskError::NoKeyFile)));
}

#[tokio::test]
async fn an_older_list_of_events_destroys_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, invitation) = Desk::open(folder.path(), TODAY, &[9; 64]).await.unwrap();
    let list = |name: &str| folder.path().join(name);
    let files = ["custody.sqlite", "custody.head"];
    let copy = || files.map(|name| fs::read(list(name)).unwrap());
    let put_back = |copy: &[Vec<u8>]| {
        for (name, bytes) in files.iter().zip(copy) {
            fs::write(list(name), bytes).unwrap();
        }
    };
    let before_anybody = copy();
    let mut place = Place { desk, folder: tempfile::tempdir().unwrap(), next: 10 };
    let ada = place.member(&invitation.unwrap(), "Ada").await;
    let second = place.desk.invite(&ada, Role::Reader, TODAY, &random()).await.unwrap();
    place.member(&second, "Rena").await;
    let source = place.source();
    let number = place.receive(&source, all(), None).await;
    let before_removal = copy();
    place.desk.remove_member(&ada, "Rena", TODAY, &random()).await.unwrap();
    let Place { desk, .. } = place;
    let newest = copy();
    drop(desk);
    // With an older list nobody could open what comes in. So the desk does not start, and destroys nothing.
    for older in [before_anybody, before_removal] {
        put_back(&older);
        let opened = Desk::open(folder.path(), TODAY, &[1; 64]).await;
        assert!(matches!(opened, Err(DeskError::NoKeyFile)));
    }
    put_back(&newest);
    let (desk, _) = Desk::open(folder.path(), TODAY, &[1; 64]).await.unwrap();
    let code = ("081804", 1111111109);
    let signed_in = desk.sign_in("Ada", PASSPHRASE, code.0, code.1, &random()).unwrap();
    let ada = desk.signed_in(signed_in, TODAY, &random()).await.unwrap();
    assert!(desk.content(&ada, number).is_ok());
    drop(desk);
    let wraps = fs::read_dir(folder.path().join("keys")).unwrap().map(|entry| entry.unwrap().path());
    let wraps = wraps.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("age1"));
    wraps.for_each(|path| fs::remove_dir_all(path).unwrap());
    assert!(Store::open_copy(folder.path()).await.unwrap().verify().await.is_err(), "a missing key file is named");
}
