//! A desk of an earlier version opens, and nothing of it is lost. `tests/data/desk-v1` was made by the program of commit
//! 1696af0 and killed, so that nearly all of its audit log was in SQLite's write-ahead log. `tests/data/desk-v2` was made
//! by the rules of commit dd416a5: two accounts with a photograph and a translation, of which one was replaced and
//! corrected, and the other retracted.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE32_NOPAD;
use firsthand_desk::desk::Desk;
use firsthand_desk::session::Session;
use firsthand_store::Store;
use firsthand_store::catalogue::NoticeKind;
use jiff::civil::{Date, date};
use serde::Deserialize;
use tempfile::TempDir;
use totp_rs::Builder;
use zeroize::Zeroizing;

const TODAY: Date = date(2026, 11, 28);
/// Some time on that day, in seconds since 1970.
const SECONDS: u64 = 1_795_860_000;

/// What opens the desk in `desk-v1`.
#[derive(Deserialize)]
struct Known {
    members: Vec<Member>,
    accounts: Vec<u64>,
}

#[derive(Deserialize)]
struct Member {
    name: String,
    passphrase: String,
    totp: String,
}

impl Member {
    /// Signs in with the code of the half minute `step`.
    async fn sign_in(&self, desk: &Desk, step: u64) -> Session {
        let secret = BASE32_NOPAD.decode(self.totp.as_bytes()).unwrap();
        let seconds = SECONDS + 30 * step;
        let code = Builder::new().with_secret(secret).build_noncompliant().generate(seconds).to_string();
        let random = |byte| Zeroizing::new([byte; 32]);
        let signed_in = desk.sign_in(&self.name, &self.passphrase, &code, seconds, &random(1)).unwrap();
        desk.signed_in(signed_in, TODAY, &random(2)).await.unwrap()
    }
}

fn fixture() -> (TempDir, Known) {
    let known = fs::read_to_string(data("desk-v1.json")).unwrap();
    (copied("desk-v1"), serde_json::from_str(&known).unwrap())
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn copied(name: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&data(name), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

#[tokio::test]
async fn a_desk_of_version_1_opens_and_lies_in_one_file_then() {
    let (folder, known) = fixture();
    let before = Store::open_copy(folder.path()).await.unwrap().verify().await.unwrap();
    assert_eq!((before.last.number, before.blobs, before.unnamed), (13, 7, 0));
    assert!(!folder.path().join("custody.head").exists(), "to verify changes nothing");
    for step in 0..2 {
        let (desk, invitation) = Desk::open(folder.path(), TODAY, &[1; 64]).await.unwrap();
        assert!(invitation.is_none());
        let ada = &known.members[0];
        let session = ada.sign_in(&desk, step).await;
        for &account in &known.accounts {
            assert!(desk.content(&session, account).is_ok());
        }
        assert!(!desk.needs_new_key() && desk.members_without_keys().is_empty());
        drop(desk);
        assert!(folder.path().join("custody.head").exists());
        assert_eq!(fs::metadata(folder.path().join("custody.sqlite-wal")).map_or(0, |wal| wal.len()), 0);
        let after = Store::open_copy(folder.path()).await.unwrap().verify().await.unwrap();
        assert_eq!(
            (after.last.number, after.blobs),
            (before.last.number + 2, before.blobs),
            "Ada and the desk got keys"
        );
        assert_eq!(after.keys, 3, "her own, the desk's for her, and her last code");
    }
}

#[tokio::test]
async fn a_desk_of_version_1_that_lost_its_write_ahead_log_is_refused() {
    let (folder, _) = fixture();
    fs::remove_file(folder.path().join("custody.sqlite-wal")).unwrap();
    assert!(Store::open_copy(folder.path()).await.is_err());
    assert!(Desk::open(folder.path(), TODAY, &[1; 64]).await.is_err());
}

#[tokio::test]
async fn a_desk_of_version_2_opens_and_what_it_retracted_goes() {
    const REPLACED: &str = "fh1vau4zj5elq9elmfh72dfenzyprfu46u94ru9wnerqg54zf09qfss";
    const RETRACTED: &str = "fh1pvw0uhwxvqd5v042ay2ukcegefktuqfq4ltcxwpzpre44rjqdyss";
    let folder = copied("desk-v2");
    let before = Store::open_copy(folder.path()).await.unwrap().verify().await.unwrap();
    let here = |folder: &TempDir| {
        let folders = fs::read_dir(folder.path().join("blobs")).unwrap();
        folders.map(|folder| fs::read_dir(folder.unwrap().path()).unwrap().count()).sum::<usize>()
    };
    assert_eq!((before.last.number, here(&folder)), (13, 11));
    for _ in 0..2 {
        let (desk, invitation) = Desk::open(folder.path(), TODAY, &[1; 64]).await.unwrap();
        assert!(invitation.is_none());
        let page = desk.page(REPLACED).unwrap();
        assert!(!page.text.contains("Gulnara") && page.photographs.is_empty());
        let published = desk.catalogue().published.clone();
        let kinds = |id: &str| published[id].notices.iter().map(|notice| notice.kind).collect::<Vec<_>>();
        assert_eq!(kinds(REPLACED), [NoticeKind::Replaced(None), NoticeKind::Corrected]);
        assert_eq!(kinds(RETRACTED), [NoticeKind::Retracted]);
        assert!(desk.page(RETRACTED).is_err());
        drop(desk);
        assert_eq!(here(&folder), before.blobs, "the pages and the photograph that are not public any more are gone");
        let after = Store::open_copy(folder.path()).await.unwrap().verify().await.unwrap();
        assert_eq!((after.last.number, after.blobs, after.unnamed), (13, before.blobs, 0));
    }
}
