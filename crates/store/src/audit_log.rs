//! The audit log: the list of all events, in an SQLite file. The hash of each entry covers the hash of the entry
//! before. So nobody can change, remove or move an entry without changing every hash after it. Out of scope: what the
//! events mean (`catalogue`).

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};

use crate::error::{BrokenLog, StoreError, at};
use crate::event::Entry;
use crate::folder::sync_folder;
use crate::head::{self, Head, Newest};

/// The first bytes that go into every hash.
const FORMAT: &str = "firsthand/custody/v1\n";
/// The version of the schema, as SQLite's `user_version`. Schema 1 had no head, and a write-ahead log. With schema 2 the
/// page of a retracted account was kept.
const SCHEMA: i64 = 3;
const SET_SCHEMA: &str = "PRAGMA user_version = 3";
/// The first schema with a head.
const WITH_HEAD: i64 = 2;

/// An entry as it is stored, with its number, counted from 1, and its hash.
#[derive(Clone, Debug)]
pub struct Link {
    /// Counted from 1.
    pub number: u64,
    /// An [`Entry`] as JSON.
    pub entry: String,
    /// SHA-256 over the format's name, the hash of the entry before (zeros for the first), and `entry`.
    pub hash: [u8; 32],
}

/// The hash of an entry; see [`Link::hash`].
fn hash(before: &[u8; 32], entry: &str) -> [u8; 32] {
    Sha256::new().chain_update(FORMAT).chain_update(before).chain_update(entry).finalize().into()
}

/// Checks that `links` are numbered from 1 and that their hashes match. Entries missing at the end do not show.
pub(crate) fn verify(links: &[Link]) -> Result<(), BrokenLog> {
    let mut before = [0; 32];
    for (at, link) in links.iter().enumerate() {
        let number = at as u64 + 1;
        if link.number != number {
            return Err(BrokenLog::Missing(number));
        }
        if hash(&before, &link.entry) != link.hash {
            return Err(BrokenLog::Changed(number));
        }
        before = link.hash;
    }
    Ok(())
}

/// The files of an audit log in the folder of a desk.
const DATABASE: &str = "custody.sqlite";
const HEAD: &str = "custody.head";
/// The database while it is made.
const UNFINISHED: &str = "custody.sqlite.new";

/// The path of the database in `folder`. It is there if a desk is.
pub(crate) fn path(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// Whether the file with this name in `folder` may be left over from a desk that was never finished.
pub(crate) fn is_unfinished(folder: &Path, name: &str) -> bool {
    let is_head = name == HEAD && folder.join(UNFINISHED).exists() && !path(folder).exists();
    is_head || name.strip_prefix(UNFINISHED).is_some_and(|rest| ["", "-journal"].contains(&rest))
}

/// The audit log, open, with its last entry.
pub(crate) struct AuditLog {
    database: SqliteConnection,
    last: Newest,
    head: Arc<Head>,
}

impl AuditLog {
    /// Makes an audit log in `folder` with its first `entries`. It is there whole or not at all.
    pub async fn create(folder: &Path, entries: &[Entry]) -> Result<(), StoreError> {
        let unfinished = folder.join(UNFINISHED);
        let journal = folder.join(format!("{UNFINISHED}-journal"));
        remove(&unfinished)?;
        remove(&journal)?;
        // SQLite gives its other files the mode of this file.
        use std::os::unix::fs::OpenOptionsExt;
        std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&unfinished)
            .map_err(at(&unfinished))?;
        let mut database = connect(writer(&unfinished)).await?;
        let table = "CREATE TABLE custody (number INTEGER PRIMARY KEY, entry TEXT NOT NULL, hash BLOB NOT NULL) STRICT";
        sqlx::raw_sql(table).execute(&mut database).await?;
        let mut last = Newest { number: 0, hash: [0; 32] };
        for entry in entries {
            last = insert(&mut database, last, entry).await?;
        }
        sqlx::raw_sql(SET_SCHEMA).execute(&mut database).await?;
        database.close().await?;
        remove(&journal)?;
        Head::open(&folder.join(HEAD))?.write_only(last)?;
        std::fs::rename(&unfinished, path(folder)).map_err(at(&unfinished))?;
        sync_folder(folder)
    }

    /// Opens the audit log in `folder` to append to it. Checks every hash and returns all entries. An audit log of
    /// an earlier schema becomes one of this schema.
    pub async fn open(folder: &Path) -> Result<(Self, Vec<Entry>), StoreError> {
        let mut database = connect(writer(&path(folder))).await?;
        let (last, entries) = checked(&mut database, folder, None).await?;
        let head = Head::open(&folder.join(HEAD))?;
        let schema = schema(&mut database).await?;
        if schema < WITH_HEAD {
            head.write(last)?;
            sync_folder(folder)?;
        }
        if schema < SCHEMA {
            sqlx::raw_sql(SET_SCHEMA).execute(&mut database).await?;
        }
        Ok((Self { database, last, head: Arc::new(head) }, entries))
    }

    /// Opens the audit log in `folder` to read it, while another program may append to it.
    pub async fn open_beside(folder: &Path) -> Result<(SqliteConnection, Vec<Entry>), StoreError> {
        // The head may be newer than what was read, if the other program appends meanwhile. So it is read first.
        let head = head::read(&folder.join(HEAD))?;
        let mut database = connect(options(&path(folder))).await?;
        let (_, entries) = checked(&mut database, folder, Some(head)).await?;
        Ok((database, entries))
    }

    /// Copies the database of the audit log in `folder` to `copy`, with what SQLite has not yet merged into it. The copy
    /// can then be opened even if `folder` is write-protected.
    pub fn copy(folder: &Path, copy: &Path) -> Result<(), StoreError> {
        for ending in ["", "-wal", "-journal"] {
            let file = format!("{DATABASE}{ending}");
            match std::fs::copy(folder.join(&file), copy.join(&file)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && !ending.is_empty() => {}
                Err(error) => return Err(at(&folder.join(&file))(error)),
                Ok(_) => {}
            }
        }
        match std::fs::copy(folder.join(HEAD), copy.join(HEAD)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(&folder.join(HEAD))(error)),
            _ => Ok(()),
        }
    }

    /// Makes the last entry of the audit log in `folder` its head, if the head is missing, damaged, or names another entry.
    /// Returns that entry, and whether anything was done. Fails if the entries that are here are not whole.
    pub async fn accept(folder: &Path) -> Result<(Link, bool), StoreError> {
        let mut database = connect(writer(&path(folder))).await?;
        let fits = match checked(&mut database, folder, None).await {
            Ok(_) => true,
            Err(StoreError::BrokenLog(why)) if why.is_only_the_head() => false,
            Err(error) => return Err(error),
        };
        let last = links(&mut database).await?.pop().ok_or(BrokenLog::Empty)?;
        if fits {
            return Ok((last, false));
        }
        Head::open(&folder.join(HEAD))?.write_only(Newest { number: last.number, hash: last.hash })?;
        sync_folder(folder)?;
        sqlx::raw_sql(SET_SCHEMA).execute(&mut database).await?;
        Ok((last, true))
    }

    /// Appends `entry` and returns its number. After an error other than [`StoreError::InDoubt`] nothing was appended.
    pub async fn append(&mut self, entry: &Entry) -> Result<u64, StoreError> {
        self.last = insert(&mut self.database, self.last, entry).await?;
        Ok(self.last.number)
    }

    /// What writes the newest entry to the head. The caller runs it where it may wait for the disk.
    pub fn write_head(&self) -> impl FnOnce() -> Result<(), StoreError> + Send + use<> {
        let (head, last) = (Arc::clone(&self.head), self.last);
        move || head.write(last)
    }

    pub fn database(&mut self) -> &mut SqliteConnection {
        &mut self.database
    }
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(path)(error)),
        _ => Ok(()),
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    let wait = std::time::Duration::from_secs(5);
    SqliteConnectOptions::new().filename(path).busy_timeout(wait).disable_statement_logging()
}

/// Everything is in one file after each transaction. With a write-ahead log, newer entries would lie in a second file,
/// which is easily left behind in a copy.
fn writer(path: &Path) -> SqliteConnectOptions {
    options(path).journal_mode(SqliteJournalMode::Truncate).synchronous(SqliteSynchronous::Full)
}

async fn connect(options: SqliteConnectOptions) -> Result<SqliteConnection, StoreError> {
    SqliteConnection::connect_with(&options).await.map_err(damaged)
}

async fn schema(database: &mut SqliteConnection) -> Result<i64, StoreError> {
    let row = sqlx::query("PRAGMA user_version").fetch_one(database).await.map_err(damaged)?;
    Ok(row.try_get(0)?)
}

/// Reads and checks all entries, with the head in `folder`, or with `head` if the caller has read it before.
async fn checked(
    database: &mut SqliteConnection,
    folder: &Path,
    head: Option<Option<Newest>>,
) -> Result<(Newest, Vec<Entry>), StoreError> {
    let schema = schema(database).await?;
    if schema > SCHEMA {
        return Err(BrokenLog::LaterVersion { found: schema, known: SCHEMA }.into());
    }
    if schema < 1 {
        return Err(BrokenLog::Empty.into());
    }
    let links = links(database).await?;
    verify(&links)?;
    let last = links.last().ok_or(BrokenLog::Empty)?;
    let head = head.map_or_else(|| head::read(&folder.join(HEAD)), Ok)?;
    match head {
        None if schema >= WITH_HEAD => return Err(BrokenLog::NoHead.into()),
        // The last append may have broken off before it wrote the head.
        Some(head) => match links.get((head.number as usize).wrapping_sub(1)) {
            None => return Err(BrokenLog::Shorter { last: last.number, head: head.number }.into()),
            Some(link) if link.hash != head.hash => return Err(BrokenLog::Other(head.number).into()),
            Some(_) => {}
        },
        None => {}
    }
    let entries = links.iter().map(|link| {
        let read = serde_json::from_str::<Entry>(&link.entry);
        let entry = read.map_err(|error| BrokenLog::Unreadable(link.number, error.to_string()))?;
        Ok(Entry { number: link.number, ..entry })
    });
    let entries = entries.collect::<Result<_, BrokenLog>>()?;
    Ok((Newest { number: last.number, hash: last.hash }, entries))
}

/// Reads every entry, in order of number. Does not check the chain.
pub(crate) async fn links(database: &mut SqliteConnection) -> Result<Vec<Link>, StoreError> {
    let rows = sqlx::query("SELECT number, entry, hash FROM custody ORDER BY number");
    let rows = rows.fetch_all(database).await.map_err(damaged)?;
    let link = |(row, number): (&SqliteRow, u64)| {
        let changed = |_| BrokenLog::Changed(number);
        if row.try_get::<i64, _>(0).map_err(changed)? != number as i64 {
            return Err(BrokenLog::Missing(number));
        }
        let hash: Vec<u8> = row.try_get(2).map_err(changed)?;
        let hash = hash.try_into().map_err(|_| BrokenLog::Changed(number))?;
        Ok(Link { number, entry: row.try_get(1).map_err(changed)?, hash })
    };
    Ok(rows.iter().zip(1..).map(link).collect::<Result<_, BrokenLog>>()?)
}

async fn insert(database: &mut SqliteConnection, last: Newest, entry: &Entry) -> Result<Newest, StoreError> {
    let entry = serde_json::to_string(entry).expect("entries are plain data");
    let new = Newest { number: last.number + 1, hash: hash(&last.hash, &entry) };
    // A single statement is a transaction. The primary key refuses the same number from a second writer.
    let inserted = sqlx::query("INSERT INTO custody (number, entry, hash) VALUES (?, ?, ?)")
        .bind(new.number as i64)
        .bind(entry)
        .bind(new.hash.as_slice())
        .execute(&mut *database)
        .await;
    if let Err(error) = inserted {
        let kept = sqlx::query("SELECT 1 FROM custody WHERE number = ? AND hash = ?");
        let kept = kept.bind(new.number as i64).bind(new.hash.as_slice()).fetch_optional(database).await;
        if kept.map_err(|error| StoreError::InDoubt(error.into()))?.is_none() {
            return Err(error.into());
        }
    }
    Ok(new)
}

/// An error of a file that SQLite cannot read any more, told apart from a disk that is full or a file in use.
fn damaged(error: sqlx::Error) -> StoreError {
    // SQLite's result codes: ERROR (a table is not there), CORRUPT, FORMAT, NOTADB.
    let code = |error: &dyn sqlx::error::DatabaseError| error.code().and_then(|code| code.parse::<i32>().ok());
    match &error {
        sqlx::Error::Database(database)
            if matches!(code(&**database).map(|code| code & 0xff), Some(1 | 11 | 24 | 26)) =>
        {
            BrokenLog::Damaged(database.message().to_owned()).into()
        }
        _ => error.into(),
    }
}

impl Link {
    /// The entry's number and the first 8 bytes of its hash in hexadecimal digits: short enough to write down on
    /// paper.
    pub fn seal(&self) -> String {
        format!("{} {}", self.number, HEXLOWER.encode(&self.hash[..8]))
    }
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.number, HEXLOWER.encode(&self.hash), self.entry)
    }
}
