//! A store keeps every event that it acknowledged, and names the entry or the blob that somebody changed.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use firsthand_store::blobs::BlobId;
use firsthand_store::event::{By, Entry, Event, SourceId};
use firsthand_store::{BrokenLog, Store, StoreError, Verified};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use sqlx::{Connection, SqliteConnection};

const TODAY: Date = date(2026, 11, 23);
const AGE: &str = "age-encryption.org/v1\n";

fn entry(event: Event) -> Entry {
    Entry::new(TODAY, By::Source, event)
}

/// A new store, whose first entry says that a desk was made.
async fn new(folder: &Path) -> Store {
    let made = Event::Made { recipient: "age1".into(), salt: String::new() };
    Store::create(folder, &[Entry::new(TODAY, By::Server, made)], TODAY).await.unwrap()
}

/// The number of the last event, and the number of blobs.
async fn verified(store: &Store) -> (u64, usize) {
    let Verified { last, blobs, .. } = store.verify().await.unwrap();
    (last.number, blobs)
}

/// Every file below `folder`, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all
}

fn copy(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for (path, bytes) in files(from) {
        let path = to.path().join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    to
}

/// Why the store in `folder` does not open: neither to write nor to be verified.
async fn broken(folder: &Path) -> BrokenLog {
    let before = files(folder);
    let why = |opened: Result<Store, StoreError>| match opened {
        Err(StoreError::BrokenLog(why)) => why,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("nothing was seen"),
    };
    let verified = why(Store::open_copy(folder).await);
    assert_eq!(before, files(folder), "to verify changes nothing");
    assert_eq!(why(Store::open(folder, TODAY).await), verified);
    for (path, bytes) in before {
        assert_eq!(fs::read(&path).unwrap(), bytes, "{path:?}");
    }
    verified
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
    let store = new(&path).await;
    let (number, blob) = receive(&store, 1, b"ciphertext").await;
    assert!(matches!(Store::open(&path, TODAY).await, Err(StoreError::InUse(_))));
    assert!(matches!(Store::open_copy(&path).await, Err(StoreError::InUse(_))));
    let clear = store.blobs().put_clear(b"on its way to be published").unwrap();
    let leftover = store.blobs().put(format!("{AGE}of an event that never came to its end").as_bytes()).unwrap();
    fs::write(path.join("spool/half"), "half").unwrap();
    drop(store);

    let store = Store::open(&path, TODAY).await.unwrap();
    assert_eq!(store.catalogue().received[&number].content, Some(blob));
    assert_eq!(store.blobs().read(&blob).unwrap(), b"ciphertext");
    for gone in [clear, leftover] {
        assert!(matches!(store.blobs().read(&gone), Err(StoreError::MissingBlob(_))));
    }
    assert_eq!(fs::read_dir(path.join("spool")).unwrap().count(), 0);
    assert_eq!(verified(&store).await, (2, 1));

    let deleted = entry(Event::Deleted { source: SourceId([1; 32]) });
    store.append(|_| Ok::<_, StoreError>(deleted)).await.unwrap();
    assert!(matches!(store.blobs().read(&blob), Err(StoreError::MissingBlob(_))));
    assert_eq!(verified(&store).await, (3, 0));
    // A blob that was deleted, and that a killed program did not remove, is removed at the next start.
    store.blobs().put(b"ciphertext").unwrap();
    drop(store);
    let store = Store::open(&path, TODAY).await.unwrap();
    assert!(matches!(store.blobs().read(&blob), Err(StoreError::MissingBlob(_))));
    assert_eq!(store.verify().await.unwrap().unnamed, 1, "the blob in quarantine");
}

#[tokio::test]
async fn an_older_audit_log_destroys_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk");
    let store = new(&path).await;
    receive(&store, 1, format!("{AGE}one").as_bytes()).await;
    drop(store);
    let older = copy(&path);
    let store = Store::open(&path, TODAY).await.unwrap();
    let (account, second) = receive(&store, 2, format!("{AGE}two").as_bytes()).await;
    // A page is published, and is not encrypted.
    let page = store.blobs().put_clear(b"a page").unwrap();
    let event = Event::Published { account, id: "fh1".into(), page, files: vec![], why: None, before: None };
    store.append(|_| Ok::<_, StoreError>(entry(event))).await.unwrap();
    store.blobs().published(&[page]);
    drop(store);
    let newer = copy(&path);
    let put_back = |from: &Path, what: &[&str]| {
        for file in what {
            fs::copy(from.join(file), path.join(file)).unwrap();
        }
    };

    // The database alone is put back: the head says that an event is missing.
    put_back(older.path(), &["custody.sqlite"]);
    assert_eq!(broken(&path).await, BrokenLog::Shorter { last: 2, head: 4 });
    // Somebody accepts it. What came later waits in quarantine.
    assert_eq!(Store::accept(&path).await.unwrap().0.number, 2);
    let later = TODAY + 29.days();
    // A clock that is years behind for one start does not make them older.
    for today in [date(2020, 1, 1), TODAY, later] {
        let store = Store::open(&path, today).await.unwrap();
        assert_eq!(store.verify().await.unwrap().unnamed, 2);
    }
    // The newer audit log is found after all, and the blob is there again.
    put_back(newer.path(), &["custody.sqlite", "custody.head"]);
    let store = Store::open(&path, later).await.unwrap();
    assert_eq!(store.blobs().read(&second).unwrap(), format!("{AGE}two").as_bytes());
    assert_eq!(store.blobs().read(&page).unwrap(), b"a page");
    assert_eq!(verified(&store).await, (4, 3));
    assert!(!Store::accept(&path).await.is_ok_and(|(_, changed)| changed));
    drop(store);
    assert!(!Store::accept(&path).await.unwrap().1, "there is nothing to accept");

    // In the end it is removed; but not by a clock that may be wrong.
    put_back(older.path(), &["custody.sqlite", "custody.head"]);
    drop(Store::open(&path, TODAY).await.unwrap());
    let end = TODAY + 30.days();
    let store = Store::open(&path, end).await.unwrap();
    assert_eq!(store.verify().await.unwrap().unnamed, 2);
    let confirmed = Entry::new(end, By::Server, Event::ClockConfirmed);
    store.append(|_| Ok::<_, StoreError>(confirmed)).await.unwrap();
    drop(store);
    let store = Store::open(&path, end).await.unwrap();
    assert_eq!(store.verify().await.unwrap().unnamed, 0);
}

#[tokio::test]
async fn a_store_is_made_only_where_nothing_lies() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(folder.path(), TODAY).await, Err(StoreError::NoDesk(_))));
    assert!(files(folder.path()).is_empty());
    // A start that broke off leaves this, and the lost+found is the disk's own.
    fs::create_dir(folder.path().join("lost+found")).unwrap();
    for left in ["lock", "custody.sqlite.new", "custody.sqlite.new-journal", "custody.head"] {
        fs::write(folder.path().join(left), "").unwrap();
    }
    drop(new(folder.path()).await);
    let made = [Entry::new(TODAY, By::Server, Event::TwoToPublish { wanted: true })];
    assert!(matches!(Store::create(folder.path(), &made, TODAY).await, Err(StoreError::NotEmpty(_))));

    // Each of these is what is left of a desk, or another thing: never a place for a new one.
    for (left, gone) in
        [("blobs", "custody.sqlite"), ("custody.head", "custody.sqlite"), ("notes.txt", "custody.sqlite")]
    {
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join(left), "").unwrap();
        assert!(!other.path().join(gone).exists());
        assert!(!Store::is_new(other.path()).unwrap(), "{left}");
        assert!(matches!(Store::open(other.path(), TODAY).await, Err(StoreError::NotEmpty(_))));
        assert!(matches!(Store::create(other.path(), &made, TODAY).await, Err(StoreError::NotEmpty(_))));
    }
}

#[tokio::test]
async fn an_audit_log_that_lost_its_end_or_everything_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = new(folder.path()).await;
    for source in 1..=3 {
        receive(&store, source, &[source; 100]).await;
    }
    drop(store);
    fs::remove_file(folder.path().join("lock")).unwrap();
    assert!(!folder.path().join("custody.sqlite-wal").exists(), "everything is in one file");
    let other = async |change: &dyn Fn(&Path)| {
        let other = copy(folder.path());
        change(other.path());
        broken(other.path()).await
    };
    let sql = async |sql: &'static str| {
        let other = copy(folder.path());
        let database = other.path().join("custody.sqlite");
        let mut rows = SqliteConnection::connect(database.to_str().unwrap()).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut rows).await.unwrap();
        rows.close().await.unwrap();
        fs::remove_file(other.path().join("custody.sqlite-journal")).unwrap_or_default();
        broken(other.path()).await
    };
    assert_eq!(sql("DELETE FROM custody WHERE number = 4").await, BrokenLog::Shorter { last: 3, head: 4 });
    assert_eq!(sql("DELETE FROM custody").await, BrokenLog::Empty);
    assert!(matches!(sql("DROP TABLE custody").await, BrokenLog::Damaged(_)));
    let empty = |path: &Path| fs::write(path.join("custody.sqlite"), "").unwrap();
    assert_eq!(other(&empty).await, BrokenLog::Empty);
    assert_eq!(other(&|path| fs::remove_file(path.join("custody.head")).unwrap()).await, BrokenLog::NoHead);
    assert_eq!(other(&|path| fs::write(path.join("custody.head"), "x").unwrap()).await, BrokenLog::DamagedHead);
    // Another list of the same length.
    let second = tempfile::tempdir().unwrap();
    let store = new(second.path()).await;
    for source in 2..=4 {
        receive(&store, source, &[source; 100]).await;
    }
    drop(store);
    let swap = |path: &Path| {
        fs::copy(second.path().join("custody.sqlite"), path.join("custody.sqlite")).unwrap();
    };
    assert_eq!(other(&swap).await, BrokenLog::Other(4));
    // A kill before the head was written is no loss: the list is longer than the head says.
    let whole = fs::read(folder.path().join("custody.head")).unwrap();
    let store = Store::open(folder.path(), TODAY).await.unwrap();
    receive(&store, 9, b"more").await;
    drop(store);
    fs::write(folder.path().join("custody.head"), whole).unwrap();
    assert_eq!(verified(&Store::open_copy(folder.path()).await.unwrap()).await, (5, 4));
}

/// Changes each byte of each file of a small desk, one at a time. Either that is named, or everything is as it was.
#[tokio::test]
async fn every_changed_byte_is_named_or_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = new(folder.path()).await;
    receive(&store, 1, b"ciphertext").await;
    receive(&store, 2, b"other ciphertext").await;
    let whole: Vec<String> = store.audit_log().await.unwrap().iter().map(ToString::to_string).collect();
    drop(store);
    let (mut named, mut harmless) = (0, 0);
    for (path, bytes) in files(folder.path()) {
        // Nothing reads the reserve. All its bytes are zero.
        let step = if path.ends_with("reserve") { 8_191 } else { 1 };
        for at in (0..bytes.len()).step_by(step) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            fs::write(&path, &changed).unwrap();
            let opened = Store::open_copy(folder.path()).await;
            let seen = match &opened {
                Ok(store) => store.verify().await.map(drop),
                Err(_) => Ok(()),
            };
            match (opened, seen) {
                (Ok(store), Ok(())) => {
                    let links = store.audit_log().await.unwrap();
                    assert_eq!(links.iter().map(ToString::to_string).collect::<Vec<_>>(), whole, "{path:?} {at}");
                    harmless += 1;
                }
                (Err(error), _) | (_, Err(error)) => {
                    let expected = matches!(
                        error,
                        StoreError::BrokenLog(_) | StoreError::DamagedBlob(_) | StoreError::Database(_)
                    );
                    assert!(expected, "{path:?} {at}: {error}");
                    named += 1;
                }
            }
        }
        fs::write(&path, &bytes).unwrap();
    }
    assert!(named > 500 && harmless > 500, "{named} were named, {harmless} are in unused room");
}

#[tokio::test]
async fn the_clock_may_not_go_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = new(folder.path()).await;
    let on = |day: Date, event: Event| Entry::new(day, By::Server, event);
    let two = || Event::TwoToPublish { wanted: true };
    let append = async |day| store.append(|_| Ok::<_, StoreError>(on(day, two()))).await;
    let before = append(date(2026, 11, 22)).await;
    assert!(matches!(before, Err(StoreError::ClockBehind { .. })));
    append(TODAY).await.unwrap();
    let jumped = |today| store.catalogue().clock_jumped(today);
    assert!(!jumped(date(2026, 11, 25)) && jumped(date(2026, 11, 26)));
    append(date(2030, 1, 1)).await.unwrap();
    assert!(jumped(date(2030, 1, 1)), "until somebody confirms it");
    assert!(append(TODAY).await.is_err());
    // An event of a drop box may be of an earlier day.
    store.append_late(|_| Ok::<_, StoreError>(on(TODAY, two()))).await.unwrap();
    let confirmed = on(TODAY, Event::ClockConfirmed);
    store.append_late(|_| Ok::<_, StoreError>(confirmed)).await.unwrap();
    assert!(!jumped(TODAY) && jumped(date(2030, 1, 1)));
    append(TODAY).await.unwrap();
}

#[tokio::test]
async fn a_store_that_is_open_can_be_read_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk");
    assert!(Store::open_beside(&path).await.is_err() && !path.exists(), "none is made");
    let store = new(&path).await;
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
    let store = new(&path).await;
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
    let store = new(folder.path()).await;
    for source in 1..=5 {
        receive(&store, source, &[source; 100]).await;
    }
    let blob = store.catalogue().received[&3].content.unwrap().to_string();
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
        match Store::open(other.path(), TODAY).await {
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
    assert_eq!(tampered("PRAGMA user_version = 4").await, BrokenLog::LaterVersion { found: 4, known: 3 });
}

#[tokio::test]
async fn a_bag_holds_everything() {
    let folder = tempfile::tempdir().unwrap();
    let store = new(&folder.path().join("desk")).await;
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
