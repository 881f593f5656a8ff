//! Forms as they come in: fields in memory, files encrypted piece by piece.

use std::collections::HashMap;
use std::io::Write;
use std::time::Duration;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use firsthand_desk::desk::{DeskError, MOST_BYTES, MOST_FILES, Waiting};

use crate::app::App;

/// The longest text that a form may hold, in bytes.
pub const MOST_TEXT: usize = 4 << 20;
/// What all other fields may hold together.
const MOST_REST: usize = 64 << 10;
/// For how long nothing may come before the connection is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A form that came in.
#[derive(Default)]
pub struct Form {
    fields: HashMap<String, Vec<String>>,
    pub files: Vec<Waiting>,
    /// The bytes of a file that is only looked at: the field `copy`.
    pub copy: Vec<u8>,
}

/// Why a form was not taken. Nothing of it was kept.
#[derive(Debug)]
pub enum BadForm {
    Broken,
    TooSlow,
    TooLong,
    TooManyFiles,
    FileTooBig,
    Desk(DeskError),
}

impl From<MultipartError> for BadForm {
    fn from(_: MultipartError) -> Self {
        Self::Broken
    }
}

impl From<DeskError> for BadForm {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

impl Form {
    /// Reads a form. `files` says whether it may bring any.
    pub async fn read(app: &App, body: Multipart, files: bool) -> Result<Self, BadForm> {
        let mut form = Self::default();
        form.fill(app, body, files).await.map(|()| form)
    }

    /// The same, and what came before something was wrong with it is there.
    pub async fn fill(&mut self, app: &App, mut body: Multipart, files: bool) -> Result<(), BadForm> {
        let (mut long, mut rest) = (0, 0);
        while let Some(mut field) = in_time(body.next_field()).await?? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "files" && files {
                if let Some(file) = file(app, &mut field, self.files.len()).await? {
                    self.files.push(file);
                }
                continue;
            }
            rest += name.len() + 1;
            if rest > MOST_REST {
                return Err(BadForm::TooLong);
            }
            if name == "text" && self.fields.contains_key("text") {
                return Err(BadForm::Broken);
            }
            let is_long = name == "text" || name == "copy";
            let (so_far, most) = if is_long { (&mut long, MOST_TEXT) } else { (&mut rest, MOST_REST) };
            let mut value = Vec::new();
            while let Some(piece) = in_time(field.chunk()).await?? {
                *so_far += piece.len();
                if *so_far > most {
                    return Err(BadForm::TooLong);
                }
                value.extend_from_slice(&piece);
            }
            if *so_far > most {
                return Err(BadForm::TooLong);
            }
            if name == "copy" {
                self.copy = value;
                continue;
            }
            let value = String::from_utf8(value).map_err(|_| BadForm::Broken)?;
            self.fields.entry(name).or_default().push(value.replace("\r\n", "\n"));
        }
        Ok(())
    }

    /// A field, without the spaces around it; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().map_or("", str::trim)
    }

    /// The fields of one name, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.get(name).into_iter().flatten().map(String::as_str)
    }

    /// The text, as it was written.
    pub fn text(&self) -> &str {
        self.all("text").next().unwrap_or("")
    }
}

/// A file, unless nothing was chosen.
async fn file(app: &App, field: &mut Field<'_>, before: usize) -> Result<Option<Waiting>, BadForm> {
    // A form in which no file was chosen brings one without a byte.
    let mut first = in_time(field.chunk()).await??;
    while first.as_ref().is_some_and(|piece| piece.is_empty()) {
        first = in_time(field.chunk()).await??;
    }
    let Some(first) = first else { return Ok(None) };
    if before >= MOST_FILES {
        return Err(BadForm::TooManyFiles);
    }
    let spool = |error| BadForm::Desk(DeskError::Spool(error));
    let mut file = app.desk.incoming()?;
    let mut piece = Some(first);
    while let Some(bytes) = piece {
        if file.size() + bytes.len() as u64 > MOST_BYTES {
            return Err(BadForm::FileTooBig);
        }
        // 64 kB into the page cache at a time: nothing to wait for elsewhere.
        file.write_all(&bytes).map_err(spool)?;
        piece = in_time(field.chunk()).await??;
    }
    Ok(Some(file.finish()?))
}

async fn in_time<T>(piece: impl Future<Output = T>) -> Result<T, BadForm> {
    tokio::time::timeout(PATIENCE, piece).await.map_err(|_| BadForm::TooSlow)
}
