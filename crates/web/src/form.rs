//! Forms as they come in: fields in memory, files encrypted piece by piece.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use firsthand_channels::names_a_page;
use firsthand_desk::error::DeskError;
use firsthand_desk::limits::MAX_FILES;
use firsthand_desk::sources::Upload;
use firsthand_desk::submission::BEGINS;
use tokio::sync::OwnedSemaphorePermit;

use crate::app::App;
use crate::limits::{
    FORM_MEMORY_UNIT, MAX_CHECKED_FILES, MAX_FORM_PAUSE, MAX_LONG_FORM, MAX_OTHER_FIELDS, MAX_TEXT, SMALL_FORM,
};
use crate::locale::Language;
use crate::page::{Asked, problem};
use crate::refusals;

/// A form that came in. As an argument of a handler it is one without files; where it is not taken, a page says why.
#[derive(Default)]
pub struct Form {
    fields: HashMap<String, Vec<String>>,
    pub files: Vec<Upload>,
    /// Files that are only looked at: the fields `copy`.
    pub copies: Vec<Looked>,
    /// How many bytes are held in memory, and the room that was taken for them.
    bytes: usize,
    room: Option<(OwnedSemaphorePermit, Instant)>,
}

/// A file that is only looked at.
pub struct Looked {
    pub named_as_page: bool,
    pub bytes: Vec<u8>,
}

/// Why a form was not taken. Nothing of it was kept.
#[derive(Debug)]
pub enum BadForm {
    Broken,
    TooSlow,
    /// Longer than so many bytes.
    TooLong(usize),
    /// What stands beside the text is.
    FieldsTooLong,
    /// All forms together are too long.
    Busy,
    TooManyFiles,
    /// Larger than so many bytes.
    FileTooBig(u64),
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

impl BadForm {
    /// The sentence for it.
    pub fn said(&self, language: Language) -> (StatusCode, String) {
        let too_large = |key, name, most: u64| (StatusCode::PAYLOAD_TOO_LARGE, language.say_with(key, name, most));
        match self {
            Self::Broken => (StatusCode::BAD_REQUEST, language.say("error-broken")),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, language.say("error-slow")),
            Self::TooLong(most) => too_large("error-too-long", "size", *most as u64 >> 20),
            Self::FieldsTooLong => (StatusCode::PAYLOAD_TOO_LARGE, language.say("error-fields-too-long")),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, language.say("error-busy")),
            Self::TooManyFiles => too_large("error-too-many-files", "count", MAX_FILES as u64),
            Self::FileTooBig(most) => too_large("error-file-too-big", "size", most >> 20),
            Self::Desk(error) => refusals::for_source(language, error),
        }
    }
}

impl FromRequest<Arc<App>> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let Ok(asked) = Asked::from_request_parts(&mut parts, app).await;
        let body = Multipart::from_request(Request::from_parts(parts, body), app).await;
        let mut form = Self::default();
        let read = form.fill(app, body.map_err(IntoResponse::into_response)?, false).await;
        let refused = |bad: BadForm| {
            let (status, sentence) = bad.said(asked.0);
            problem(status, asked.answer(""), sentence)
        };
        read.map(|()| form).map_err(refused)
    }
}

impl Form {
    /// Reads a form; `files` says whether it may bring any. Where something is wrong with it, what came before is there.
    pub async fn fill(&mut self, app: &App, mut body: Multipart, files: bool) -> Result<(), BadForm> {
        let (mut text, mut copies, mut rest) = (0, 0, 0);
        while let Some(mut field) = in_time(body.next_field()).await?? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "files" && files {
                if let Some(file) = file(app, &mut field, self.files.len()).await? {
                    self.files.push(file);
                }
                continue;
            }
            rest += name.len() + 1;
            if rest > MAX_OTHER_FIELDS {
                return Err(BadForm::FieldsTooLong);
            }
            if name == "text" && self.fields.contains_key("text") {
                return Err(BadForm::Broken);
            }
            let named_as_page = field.file_name().is_some_and(names_a_page);
            let (so_far, most) = match &*name {
                "text" => (&mut text, MAX_TEXT),
                "copy" => (&mut copies, MAX_CHECKED_FILES),
                _ => (&mut rest, MAX_OTHER_FIELDS),
            };
            let mut value = Vec::new();
            while let Some(piece) = in_time(field.chunk()).await?? {
                *so_far += piece.len();
                if *so_far > most {
                    return Err(if most == MAX_OTHER_FIELDS { BadForm::FieldsTooLong } else { BadForm::TooLong(most) });
                }
                self.hold(app, piece.len())?;
                value.extend_from_slice(&piece);
            }
            if name == "copy" {
                if !value.is_empty() {
                    self.copies.push(Looked { named_as_page, bytes: value });
                }
                continue;
            }
            let value = String::from_utf8(value).map_err(|_| BadForm::Broken)?;
            self.fields.entry(name).or_default().push(value.replace("\r\n", "\n"));
        }
        Ok(())
    }

    /// Counts bytes that are held in memory. What all forms hold together has an end.
    fn hold(&mut self, app: &App, more: usize) -> Result<(), BadForm> {
        self.bytes += more;
        let wanted = self.bytes.saturating_sub(SMALL_FORM).div_ceil(FORM_MEMORY_UNIT);
        let have = self.room.as_ref().map_or(0, |(room, _)| room.num_permits());
        if wanted > have {
            let more = Arc::clone(&app.gates.form_memory).try_acquire_many_owned((wanted - have) as u32);
            let more = more.map_err(|_| BadForm::Busy)?;
            match &mut self.room {
                Some((room, _)) => room.merge(more),
                None => self.room = Some((more, Instant::now())),
            }
        }
        let is_late = self.room.as_ref().is_some_and(|(_, since)| since.elapsed() > MAX_LONG_FORM);
        if is_late { Err(BadForm::TooSlow) } else { Ok(()) }
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
async fn file(app: &App, field: &mut Field<'_>, before: usize) -> Result<Option<Upload>, BadForm> {
    // A form in which no file was chosen brings one without a byte.
    let mut first = in_time(field.chunk()).await??;
    while first.as_ref().is_some_and(|piece| piece.is_empty()) {
        first = in_time(field.chunk()).await??;
    }
    let Some(first) = first else { return Ok(None) };
    // Whether it is a submission shows in its first bytes.
    let mut start = first.to_vec();
    while start.len() < BEGINS.len() {
        let Some(more) = in_time(field.chunk()).await?? else { break };
        start.extend_from_slice(&more);
    }
    if before >= MAX_FILES {
        return Err(BadForm::TooManyFiles);
    }
    let spool = |error| BadForm::Desk(DeskError::Spool(error));
    let mut file = app.desk.incoming(&start)?;
    let mut piece = Some(Bytes::from(start));
    while let Some(bytes) = piece {
        if file.size() + bytes.len() as u64 > file.max_size() {
            return Err(BadForm::FileTooBig(file.max_size()));
        }
        // 64 kB into the page cache at a time: nothing to wait for elsewhere.
        file.write_all(&bytes).map_err(spool)?;
        piece = in_time(field.chunk()).await??;
    }
    Ok(Some(file.finish()?))
}

async fn in_time<T>(piece: impl Future<Output = T>) -> Result<T, BadForm> {
    tokio::time::timeout(MAX_FORM_PAUSE, piece).await.map_err(|_| BadForm::TooSlow)
}
