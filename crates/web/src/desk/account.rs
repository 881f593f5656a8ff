//! `/desk/NUMBER`: an account that came in, with its files, notes and answers.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use firsthand_account::check::Truth;
use firsthand_desk::content::{Content, File, SealedBy};
use firsthand_desk::error::DeskError;
use firsthand_desk::publication::proved;
use firsthand_desk::session::Session;
use firsthand_store::event::Role;

use crate::app::App;
use crate::desk::public::{decided, gone, may};
use crate::desk::{Member, not_done, shown, then};
use crate::drop::{consent_in_words, size, value};
use crate::form::Form;
use crate::locale::Language;
use crate::page::{Asked, Frame, Keep, html};

/// The name of a language, in that language. Its tag, if the pages do not have that language.
pub fn language_name(tag: &str) -> String {
    Language::from_tag(tag).map_or_else(|| tag.to_owned(), |language| language.say("language-name"))
}

/// Describes a file by its number, its size and its label.
pub fn file_named(language: Language, at: usize, file: &File) -> String {
    let values = [("number", value(at as u64 + 1)), ("size", value(size(language, file.size)))];
    let label = file.label.as_ref().map(|label| format!(" · {label}")).unwrap_or_default();
    language.say_all("account-file", values) + &label
}

/// A passage of an account.
pub struct Passage {
    /// The numbers of the first and the last word, counted from 1.
    pub first: u32,
    pub last: u32,
    pub text: String,
}

#[derive(Template)]
#[template(path = "desk/account.html")]
struct Shown {
    f: Frame,
    number: u64,
    title: String,
    came: String,
    sealed: String,
    pen_name: String,
    id: String,
    passages: Vec<Passage>,
    pasted: Option<String>,
    /// Whether it came in under a key that the desk had replaced before.
    under_old_key: bool,
    consent: Vec<String>,
    last_seen: Option<String>,
    files: Vec<String>,
    replies: Vec<(String, String)>,
    /// Whether the desk can answer the source.
    answerable: bool,
    notes: Vec<(String, String, String)>,
    /// What the desk decided, in a sentence, and the reason.
    decided: Option<(String, String)>,
    /// Whether the member may write notes and answers.
    editor: bool,
    /// Whether the member may decline and delete it.
    decides: bool,
}

pub async fn show(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
) -> Response {
    // A submission may be large, and all of it is read.
    let reader = Arc::clone(&session);
    match app.read(move |app| page(app, asked, &reader, number)).await {
        Err(DeskError::NoAccount) => match app.read(move |app| gone(app, asked, &session, number)).await {
            Ok(page) => html(StatusCode::GONE, Keep::Never, &page),
            Err(error) => not_done(asked, &error),
        },
        page => shown(asked, page),
    }
}

fn page(app: &App, asked: Asked, session: &Session, number: u64) -> Result<Shown, DeskError> {
    let language = asked.0;
    let content = app.desk.content(session, number)?;
    let consent = app.desk.consent_of(session, number, &content)?;
    let (slip, truth) = proved(&content)?;
    let (day, last_seen, editor, decides) = {
        let catalogue = app.desk.catalogue();
        let received = catalogue.received.get(&number).ok_or(DeskError::NoAccount)?;
        let source = catalogue.source(&received.source);
        let published = received.published.as_ref().and_then(|id| catalogue.published.get(id));
        let is_public = published.is_some_and(|published| !published.is_retracted());
        (
            received.day,
            source.map(|source| source.last_seen),
            may(&catalogue, session, Role::Editor),
            !is_public && may(&catalogue, session, Role::Publisher),
        )
    };
    let Content { language: tag, sealed_by, pasted, files, .. } = &content;
    let came = [("language", value(language_name(tag))), ("day", value(day.to_string()))];
    let file = |(at, file)| file_named(language, at, file);
    let by_day = |(day, text): (jiff::civil::Date, String)| (day.to_string(), text);
    Ok(Shown {
        f: asked.answer("desk"),
        number,
        title: language.say_with("account-title", "number", number),
        came: language.say_all("account-language", came),
        sealed: language.say(match sealed_by {
            SealedBy::Source => "account-sealed-by-source",
            SealedBy::DropBox => "account-sealed-here",
        }),
        pen_name: slip.pen_name.to_string(),
        id: truth.id.to_string(),
        passages: passages(&truth),
        pasted: pasted.clone(),
        under_old_key: content.under_old_key,
        consent: consent_in_words(language, &consent),
        last_seen: last_seen.map(|day| language.say_with("account-last-seen", "day", day.to_string())),
        files: files.iter().enumerate().map(file).collect(),
        replies: app.desk.replies(session, number)?.into_iter().map(by_day).collect(),
        answerable: last_seen.is_some(),
        notes: app
            .desk
            .notes(session, number)?
            .into_iter()
            .map(|(day, note)| (day.to_string(), note.by.unwrap_or_default(), note.text))
            .collect(),
        decided: decided(app, language, session, number)?,
        editor,
        decides,
    })
}

/// The passages of an account that has no withheld words.
pub fn passages(truth: &Truth) -> Vec<Passage> {
    let account = truth.account.clone();
    let mut starts: Vec<usize> =
        account.clone().filter(|&at| at == account.start || truth.words.begins_paragraph(at)).collect();
    starts.push(account.end);
    let passage = |pair: &[usize]| Passage {
        first: (pair[0] - account.start + 1) as u32,
        last: (pair[1] - account.start) as u32,
        text: truth.words.show(pair[0]..pair[1]),
    };
    starts.windows(2).map(passage).collect()
}

/// A file as it came, as a download. The browser never shows it, because its sender chose every byte.
pub async fn file(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path((number, index)): Path<(u64, usize)>,
) -> Response {
    let file = app.read(move |app| app.desk.file(&session, number, index.saturating_sub(1))).await;
    match file {
        Ok(mut bytes) => {
            let name = format!("attachment; filename=\"account-{number}-file-{index}\"");
            let headers = [
                (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, std::mem::take(&mut *bytes)).into_response()
        }
        Err(error) => not_done(asked, &error),
    }
}

pub async fn reply(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let done = async move |app: Arc<App>| match form.text().trim() {
        "" => Ok(()),
        text => app.desk.reply(&session, number, text, app.today()).await,
    };
    then(asked, &format!("/desk/{number}"), app.act(done).await)
}

pub async fn note(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let done = async move |app: Arc<App>| match form.text().trim() {
        "" => Ok(()),
        text => app.desk.note(&session, number, text, app.today()).await,
    };
    then(asked, &format!("/desk/{number}"), app.act(done).await)
}

/// Declines an account that is not public.
pub async fn decline(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let done = async move |app: Arc<App>| app.desk.decline(&session, number, form.text(), app.today()).await;
    then(asked, &format!("/desk/{number}"), app.act(done).await)
}

/// Deletes an account that is not public.
pub async fn discard(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let done = async move |app: Arc<App>| match form.get("sure") {
        "yes" => app.desk.discard(&session, number, form.text(), app.today()).await,
        _ => Ok(()),
    };
    then(asked, &format!("/desk/{number}"), app.act(done).await)
}
