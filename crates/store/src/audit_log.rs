//! The audit log: the list of all events, in an SQLite file. The hash of each entry covers the hash of the entry
//! before. So nobody can change, remove or move an entry without changing every hash after it. Out of scope: what the
//! events mean (`catalogue`).

use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};

use crate::error::{BrokenLog, StoreError, at};
use crate::event::Entry;

/// The first bytes that go into every hash.
const FORMAT: &str = "firsthand/custody/v1\n";
/// The version of the schema, as SQLite's `user_version`.
const SCHEMA: i64 = 1;

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

/// The audit log, open, with the number and the hash of its last entry.
pub(crate) struct AuditLog {
    database: SqliteConnection,
    last: u64,
    hash: [u8; 32],
}

impl AuditLog {
    /// Opens the audit log at `path`, or begins one. Checks every hash and returns all entries.
    pub async fn open(path: &Path) -> Result<(Self, Vec<Entry>), StoreError> {
        // SQLite gives its other files the mode of this file.
        use std::os::unix::fs::OpenOptionsExt;
        let made = std::fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
        made.map_err(at(path))?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(std::time::Duration::from_secs(5))
            .disable_statement_logging();
        let mut database = SqliteConnection::connect_with(&options).await?;
        let schema: i64 = sqlx::query("PRAGMA user_version").fetch_one(&mut database).await?.get(0);
        match schema {
            0 => {
                sqlx::raw_sql(
                    "BEGIN IMMEDIATE;
                     CREATE TABLE IF NOT EXISTS custody (
                         number INTEGER PRIMARY KEY,
                         entry TEXT NOT NULL,
                         hash BLOB NOT NULL
                     ) STRICT;
                     PRAGMA user_version = 1;
                     COMMIT;",
                )
                .execute(&mut database)
                .await?;
            }
            SCHEMA => {}
            later => return Err(BrokenLog::LaterVersion { found: later, known: SCHEMA }.into()),
        }
        let mut custody = Self { database, last: 0, hash: [0; 32] };
        let links = custody.links().await?;
        verify(&links)?;
        if let Some(last) = links.last() {
            (custody.last, custody.hash) = (last.number, last.hash);
        }
        let entries = links.iter().map(|link| {
            let read = serde_json::from_str::<Entry>(&link.entry);
            let entry = read.map_err(|error| BrokenLog::Unreadable(link.number, error.to_string()))?;
            Ok(Entry { number: link.number, ..entry })
        });
        let entries = entries.collect::<Result<_, BrokenLog>>()?;
        Ok((custody, entries))
    }

    /// Reads every entry, in order of number. Does not check the chain.
    pub async fn links(&mut self) -> Result<Vec<Link>, StoreError> {
        let rows = sqlx::query("SELECT number, entry, hash FROM custody ORDER BY number");
        let rows = rows.fetch_all(&mut self.database).await?;
        let link = |row: &sqlx::sqlite::SqliteRow| {
            let number = row.get::<i64, _>(0) as u64;
            let hash = row.get::<Vec<u8>, _>(2).try_into().map_err(|_| BrokenLog::Changed(number))?;
            Ok(Link { number, entry: row.get(1), hash })
        };
        rows.iter().map(link).collect::<Result<_, BrokenLog>>().map_err(StoreError::from)
    }

    /// Appends `entry` and returns its number. After an error other than [`StoreError::InDoubt`] nothing was appended.
    pub async fn append(&mut self, entry: &Entry) -> Result<u64, StoreError> {
        let entry = serde_json::to_string(entry).expect("entries are plain data");
        let (number, hash) = (self.last + 1, hash(&self.hash, &entry));
        // A single statement is a transaction. The primary key refuses the same number from a second writer.
        let inserted = sqlx::query("INSERT INTO custody (number, entry, hash) VALUES (?, ?, ?)")
            .bind(number as i64)
            .bind(entry)
            .bind(hash.as_slice())
            .execute(&mut self.database)
            .await;
        if let Err(error) = inserted {
            let kept = sqlx::query("SELECT 1 FROM custody WHERE number = ? AND hash = ?");
            let kept = kept.bind(number as i64).bind(hash.as_slice()).fetch_optional(&mut self.database).await;
            if kept.map_err(StoreError::InDoubt)?.is_none() {
                return Err(error.into());
            }
        }
        (self.last, self.hash) = (number, hash);
        Ok(number)
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
