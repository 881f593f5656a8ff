//! A store keeps every event that it acknowledged, and names the entry or the blob that somebody changed.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use firsthand_store::blobs::BlobId;
use firsthand_store::event::{By, Entry, Event, SourceId};
use firsthand_store::{BrokenLog, Store, StoreError};
use jiff::civil::date;
use sqlx::{Connection, SqliteConnection};

fn entry(event: Event) -> Entry {
    Entry::new(date(2026, 11, 23), By::Source, event)
}

/// The number of the last event, and the number of blobs.
async fn verified(store: &Store) -> (u64, usize) {
    let (last, blobs) = store.verify().await.unwrap();
    (last.map_or(0, |last| last.number), blobs)
}

async fn receive(store: &Store, source: u8, words: &[u8]) -> (u64, BlobId) {
    let content = store.blobs().put(words).unwrap();
    let (source, recipient) = (SourceId([source; 32]), "age1".into());
    let event = Event::Received { source, recipient, content, files: vec![], submission: None };
    (store.append(|_| Ok::<_, StoreError>(entry(event))).await.unwrap(), content)
}

#[tokio::test]
async fn what_was_kept_is_there_after_a_restart_and_leftovers_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk");
    let store = Store::open(&path).await.unwrap();
    let (number, blob) = receive(&store, 1, b"ciphertext").await;
    assert!(matches!(Store::open(&path).await, Err(StoreError::InUse(_))));
    let clear = store.blobs().put(b"on its way to be published").unwrap();
    let leftover = store.blobs().put(b"age-encryption.org/v1\nof an event that never came to its end").unwrap();
    fs::write(path.join("spool/half"), "half").unwrap();
    drop(store);

    let store = Store::open(&path).await.unwrap();
    assert_eq!(store.catalogue().received[&number].content, Some(blob));
    assert_eq!(store.blobs().read(&blob).unwrap(), b"ciphertext");
    assert!(matches!(store.blobs().read(&clear), Err(StoreError::MissingBlob(_))));
    assert!(store.blobs().read(&leftover).is_ok(), "custody may have been put back to an earlier day");
    assert_eq!(fs::read_dir(path.join("spool")).unwrap().count(), 0);
    assert_eq!(verified(&store).await, (1, 1));
    let name = leftover.to_string();
    let file = fs::File::options().write(true).open(path.join("blobs").join(&name[..2]).join(&name[2..])).unwrap();
    file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(40 * 86_400)).unwrap();

    let deleted = entry(Event::Deleted { source: SourceId([1; 32]) });
    store.append(|_| Ok::<_, StoreError>(deleted)).await.unwrap();
    assert!(matches!(store.blobs().read(&blob), Err(StoreError::MissingBlob(_))));
    assert_eq!(verified(&store).await, (2, 0));
    // A blob that a killed program did not remove is removed at the next start. So is a blob that nothing has needed
    // for long.
    store.blobs().put(b"ciphertext").unwrap();
    drop(store);
    let store = Store::open(&path).await.unwrap();
    for gone in [blob, leftover] {
        assert!(matches!(store.blobs().read(&gone), Err(StoreError::MissingBlob(_))));
    }
}

#[tokio::test]
async fn a_store_that_is_open_can_be_read_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk");
    assert!(Store::open_beside(&path).await.is_err() && !path.exists(), "none is made");
    let store = Store::open(&path).await.unwrap();
    let (number, blob) = receive(&store, 1, b"ciphertext").await;
    let waiting = store.blobs().put(b"on its way to be published").unwrap();
    let beside = Store::open_beside(&path).await.unwrap();
    assert_eq!(beside.catalogue().received[&number].content, Some(blob));
    assert!(store.blobs().read(&waiting).is_ok(), "what another program is writing is left alone");
    let event = entry(Event::Deleted { source: SourceId([1; 32]) });
    assert!(matches!(beside.append(|_| Ok(event)).await, Err(StoreError::InUse(_))));
    assert_eq!(receive(&store, 2, b"more").await.0, number + 1);
}

#[tokio::test]
async fn the_owner_alone_can_read_and_no_hour_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk");
    let store = Store::open(&path).await.unwrap();
    receive(&store, 1, b"ciphertext").await;
    let mut folders = vec![path.clone()];
    while let Some(folder) = folders.pop() {
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "{folder:?}");
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let metadata = fs::metadata(&path).unwrap();
            if metadata.is_dir() {
                folders.push(path);
                continue;
            }
            assert_eq!(metadata.permissions().mode() & 0o777, 0o600, "{path:?}");
            if path.to_string_lossy().contains("/blobs/") {
                let seconds = metadata.modified().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
                assert_eq!(seconds % 86_400, 0, "{path:?}");
            }
        }
    }
}

#[tokio::test]
async fn tampering_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    for source in 1..=5 {
        receive(&store, source, &[source; 100]).await;
    }
    let blob = store.catalogue().received[&2].content.unwrap().to_string();
    fs::write(folder.path().join("blobs").join(&blob[..2]).join(&blob[2..]), "other").unwrap();
    assert!(matches!(store.verify().await, Err(StoreError::DamagedBlob(_))));
    drop(store);

    let whole = folder.path().join("whole.sqlite");
    let mut database = SqliteConnection::connect(folder.path().join("custody.sqlite").to_str().unwrap()).await.unwrap();
    sqlx::query("VACUUM INTO ?").bind(whole.to_str().unwrap()).execute(&mut database).await.unwrap();
    let tampered = async |sql: &'static str| {
        let other = tempfile::tempdir().unwrap();
        let database = other.path().join("custody.sqlite");
        fs::copy(&whole, &database).unwrap();
        let mut rows = SqliteConnection::connect(database.to_str().unwrap()).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut rows).await.unwrap();
        rows.close().await.unwrap();
        match Store::open(other.path()).await {
            Err(StoreError::BrokenLog(why)) => why,
            Err(other) => panic!("{sql}: {other}"),
            Ok(_) => panic!("{sql}: nothing was seen"),
        }
    };
    let swap = "UPDATE custody SET entry = (SELECT entry FROM custody WHERE number = 4) WHERE number = 3";
    assert_eq!(tampered(swap).await, BrokenLog::Changed(3));
    let edit = "UPDATE custody SET entry = replace(entry, '2026-11-23', '2026-11-22') WHERE number = 2";
    assert_eq!(tampered(edit).await, BrokenLog::Changed(2));
    let hash = "UPDATE custody SET hash = zeroblob(32) WHERE number = 1";
    assert_eq!(tampered(hash).await, BrokenLog::Changed(1));
    assert_eq!(tampered("DELETE FROM custody WHERE number = 4").await, BrokenLog::Missing(4));
    assert_eq!(tampered("PRAGMA user_version = 2").await, BrokenLog::LaterVersion { found: 2, known: 1 });
}

#[tokio::test]
async fn a_bag_holds_everything() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("desk")).await.unwrap();
    let (_, blob) = receive(&store, 1, b"ciphertext").await;
    let bag = folder.path().join("bag");
    assert_eq!(store.export(&bag).await.unwrap(), 2);
    assert_eq!(fs::read(bag.join(format!("data/blobs/{blob}"))).unwrap(), b"ciphertext");
    let custody = fs::read_to_string(bag.join("data/custody.txt")).unwrap();
    assert!(custody.starts_with("1 ") && custody.contains(r#""act":"received""#), "{custody}");
    assert!(matches!(store.export(&bag).await, Err(StoreError::File { .. })), "what is there is kept");
    // A standard tool agrees: `sha256sum` reads the manifest.
    let mut sums = std::process::Command::new("sha256sum");
    let ran = sums.args(["--check", "--strict", "manifest-sha256.txt"]).current_dir(&bag).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}
