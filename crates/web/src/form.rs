//! Reads forms while they arrive. Fields are kept in memory. Uploaded files are encrypted piece by piece.

mod meter;

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use firsthand_channels::names_a_page;
use firsthand_desk::error::DeskError;
use firsthand_desk::limits::MAX_FILES;
use firsthand_desk::sources::Upload;
use firsthand_desk::submission::BEGINS;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::App;
use crate::limits::{
    FORM_MEMORY_UNIT, MAX_CHECKED_FILES, MAX_FORM_PAUSE, MAX_LONG_FORM, MAX_OTHER_FIELDS, MAX_TEXT, SMALL_FORM,
};
use crate::locale::Language;
use crate::page::{Asked, problem};
use crate::refusals;
use meter::{Meter, Metered, Pace};

/// What a form may have beside its fields, and which memory it counts against.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Fields alone. It counts against the memory for the forms of sources and members.
    Fields,
    /// Files for an account. It counts against the same memory; the files are not held in memory.
    Account,
    /// Files that are only checked. It counts against the memory for readers, so readers take nothing from sources.
    Copy,
}

/// The parts of a form, as they arrive.
pub struct Parts {
    body: Multipart,
    meter: Arc<Meter>,
    pace: Pace,
}

impl FromRequest<Arc<App>> for Parts {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let (body, meter) = Metered::new(body);
        let body = Multipart::from_request(Request::from_parts(parts, Body::new(body)), app).await;
        Ok(Self { body: body.map_err(IntoResponse::into_response)?, meter, pace: Pace::new() })
    }
}

/// A form. As an argument of a handler it has no files, and a page says why if it is refused.
#[derive(Default)]
pub struct Form {
    fields: HashMap<String, Vec<String>>,
    pub files: Vec<Upload>,
    /// Files that are only checked: the fields named `copy`.
    pub copies: Vec<Looked>,
    /// The number of bytes held in memory, and the permit for that memory with its time.
    bytes: usize,
    room: Option<(OwnedSemaphorePermit, Instant)>,
}

/// A file that is only checked.
pub struct Looked {
    pub named_as_page: bool,
    pub bytes: Vec<u8>,
}

/// The reason why a form was refused. Nothing of the form was kept.
#[derive(Debug)]
pub enum BadForm {
    Broken,
    TooSlow,
    /// The text is longer than this number of bytes.
    TooLong(usize),
    /// The other fields are too long.
    FieldsTooLong,
    /// All forms together need too much memory.
    Busy,
    TooManyFiles,
    /// A file is larger than this number of bytes.
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
    /// The HTTP status, and the sentence for the reader.
    pub fn said(&self, language: Language) -> (StatusCode, String) {
        let too_large = |key, name, max: u64| (StatusCode::PAYLOAD_TOO_LARGE, language.say_with(key, name, max));
        match self {
            Self::Broken => (StatusCode::BAD_REQUEST, language.say("error-broken")),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, language.say("error-slow")),
            Self::TooLong(max) => too_large("error-too-long", "size", *max as u64 >> 20),
            Self::FieldsTooLong => (StatusCode::PAYLOAD_TOO_LARGE, language.say("error-fields-too-long")),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, language.say("error-busy")),
            Self::TooManyFiles => too_large("error-too-many-files", "count", MAX_FILES as u64),
            Self::FileTooBig(max) => too_large("error-file-too-big", "size", max >> 20),
            Self::Desk(error) => refusals::for_source(language, error),
        }
    }
}

impl FromRequest<Arc<App>> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let Ok(asked) = Asked::from_request_parts(&mut parts, app).await;
        let body = Parts::from_request(Request::from_parts(parts, body), app).await?;
        let mut form = Self::default();
        let read = form.fill(app, body, Kind::Fields).await;
        let refused = |bad: BadForm| {
            let (status, sentence) = bad.said(asked.0);
            problem(status, asked.answer(""), sentence)
        };
        read.map(|()| form).map_err(refused)
    }
}

impl Form {
    /// Reads a form. After an error, the fields before the error are there.
    pub async fn fill(&mut self, app: &App, parts: Parts, kind: Kind) -> Result<(), BadForm> {
        let Parts { mut body, meter, mut pace } = parts;
        let memory = match kind {
            Kind::Fields | Kind::Account => &app.gates.form_memory,
            Kind::Copy => &app.gates.copy_memory,
        };
        let (mut text, mut copies, mut rest) = (0, 0, 0);
        while let Some(field) = in_time(body.next_field()).await?? {
            meter.taken();
            let name = field.name().unwrap_or_default().to_owned();
            rest += name.len() + 1;
            if rest > MAX_OTHER_FIELDS {
                return Err(BadForm::FieldsTooLong);
            }
            if name == "files" && kind == Kind::Account {
                let incoming = &mut Pieces { field, meter: &meter, pace: &mut pace };
                if let Some(file) = file(app, incoming, self.files.len()).await? {
                    self.files.push(file);
                }
                continue;
            }
            if name == "text" && self.fields.contains_key("text") {
                return Err(BadForm::Broken);
            }
            let is_copy = name == "copy" && kind == Kind::Copy;
            let named_as_page = field.file_name().is_some_and(names_a_page);
            let (so_far, max) = match &*name {
                "text" => (&mut text, MAX_TEXT),
                _ if is_copy => (&mut copies, MAX_CHECKED_FILES),
                _ => (&mut rest, MAX_OTHER_FIELDS),
            };
            let mut pieces = Pieces { field, meter: &meter, pace: &mut pace };
            let mut value = Vec::new();
            while let Some(piece) = pieces.next().await? {
                *so_far += piece.len();
                if *so_far > max {
                    return Err(if max == MAX_OTHER_FIELDS { BadForm::FieldsTooLong } else { BadForm::TooLong(max) });
                }
                self.hold(memory, piece.len())?;
                value.extend_from_slice(&piece);
            }
            if is_copy {
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

    /// Counts `more` bytes of memory. Fails if all forms together would need too much.
    fn hold(&mut self, memory: &Arc<Semaphore>, more: usize) -> Result<(), BadForm> {
        self.bytes += more;
        let wanted = self.bytes.saturating_sub(SMALL_FORM).div_ceil(FORM_MEMORY_UNIT);
        let have = self.room.as_ref().map_or(0, |(room, _)| room.num_permits());
        if wanted > have {
            let more = Arc::clone(memory).try_acquire_many_owned((wanted - have) as u32);
            let more = more.map_err(|_| BadForm::Busy)?;
            match &mut self.room {
                Some((room, _)) => room.merge(more),
                None => self.room = Some((more, Instant::now())),
            }
        }
        let is_late = self.room.as_ref().is_some_and(|(_, since)| since.elapsed() > MAX_LONG_FORM);
        if is_late { Err(BadForm::TooSlow) } else { Ok(()) }
    }

    /// The first field with this name, trimmed. Empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().map_or("", str::trim)
    }

    /// All fields with this name, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.get(name).into_iter().flatten().map(String::as_str)
    }

    /// The field `text`, not trimmed.
    pub fn text(&self) -> &str {
        self.all("text").next().unwrap_or("")
    }
}

/// A field, piece by piece.
struct Pieces<'a> {
    field: Field<'a>,
    meter: &'a Meter,
    pace: &'a mut Pace,
}

impl Pieces<'_> {
    /// The next piece. `None` at the end of the field. Fails if the form is broken or too slow.
    async fn next(&mut self) -> Result<Option<Bytes>, BadForm> {
        let piece = in_time(self.field.chunk()).await??;
        self.meter.taken();
        if self.pace.is_too_slow(self.meter, Instant::now()) { Err(BadForm::TooSlow) } else { Ok(piece) }
    }
}

/// Takes in a file. `None` if nobody chose a file. `before` is the number of files before it.
async fn file(app: &App, field: &mut Pieces<'_>, before: usize) -> Result<Option<Upload>, BadForm> {
    // If nobody chose a file, the browser sends an empty one.
    let mut first = field.next().await?;
    while first.as_ref().is_some_and(|piece| piece.is_empty()) {
        first = field.next().await?;
    }
    let Some(first) = first else { return Ok(None) };
    // The first bytes show whether the file may be a submission.
    let mut start = first.to_vec();
    while start.len() < BEGINS.len() {
        let Some(more) = field.next().await? else { break };
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
        // This writes at most 64 kB to the page cache, so it need not run on another thread.
        file.write_all(&bytes).map_err(spool)?;
        piece = field.next().await?;
    }
    Ok(Some(file.finish()?))
}

async fn in_time<T>(piece: impl Future<Output = T>) -> Result<T, BadForm> {
    tokio::time::timeout(MAX_FORM_PAUSE, piece).await.map_err(|_| BadForm::TooSlow)
}
