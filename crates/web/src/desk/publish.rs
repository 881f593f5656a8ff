//! `/desk/NUMBER/publish`: shows what would be published of an account, exactly as the public will see it, and why it
//! may not be published.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use firsthand_account::ranges::Openness;
use firsthand_desk::drafts::Draft;
use firsthand_desk::editions::Changes;
use firsthand_desk::error::DeskError;
use firsthand_desk::page::{Page, Translation};
use firsthand_desk::publication::{Open, Prepared, needs_second, proved};
use firsthand_desk::session::Session;
use firsthand_desk::submission::is_original;
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue;
use firsthand_store::event::{By, Role};

use crate::app::App;
use crate::archive::notices::changes;
use crate::desk::account::{file_named, language_name, passages};
use crate::desk::public::{Public, may, now};
use crate::desk::withhold::ranges;
use crate::desk::{Member, shown, then};
use crate::drop::value;
use crate::form::Form;
use crate::page::{Asked, Frame};
use crate::refusals;

/// A passage in pieces, each with a sign whether it is withheld; and the number of its first word.
struct Marked {
    first: u32,
    last: u32,
    pieces: Vec<(String, bool)>,
}

#[derive(Template)]
#[template(path = "desk/publish.html")]
struct Publish {
    f: Frame,
    number: u64,
    title: String,
    passages: Vec<Marked>,
    count: String,
    files: Vec<(usize, String, bool)>,
    name: Option<String>,
    with_name: bool,
    /// What may identify somebody and is open, in sentences; and each of it, to be cleared.
    open: Vec<String>,
    open_all: Vec<String>,
    names_read: bool,
    translation: Translation,
    /// What the public will see, or the reason why nothing can be published.
    seen: Result<Seen, String>,
    /// The draft that the page shows.
    draft: Option<BlobId>,
    agreed: Vec<String>,
    two: bool,
    /// Whether the member may agree to the draft, and has not done so.
    may_agree: bool,
    /// Whether a second member must agree before this one may publish.
    needs_second: bool,
    editor: bool,
    publisher: bool,
    public: Option<Public>,
}

struct Seen {
    text: String,
    letters: String,
    name: Option<String>,
    photographs: usize,
    translations: Vec<Translation>,
    slip: String,
    refused: Option<String>,
    /// Whether exactly this is public.
    same: bool,
    /// What changes from the edition that is public, or was public last.
    changes: Vec<String>,
}

pub async fn show(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
) -> Response {
    match app.read(move |app| page(app, asked, &session, number)).await {
        // Of an account that its source deleted, the page of the account shows what is public.
        Err(DeskError::NoAccount) => Redirect::to(&format!("/desk/{number}")).into_response(),
        page => shown(asked, page),
    }
}

fn page(app: &App, asked: Asked, session: &Session, number: u64) -> Result<Publish, DeskError> {
    let language = asked.0;
    let content = app.desk.content(session, number)?;
    let consent = app.desk.consent_of(session, number, &content)?;
    let draft = app.desk.draft(session, number)?;
    let (_, truth) = proved(&content)?;
    let withheld = ranges(&draft);
    let now = now(app, number);
    let (seen, open) = match app.desk.prepare(session, number, &draft, app.today()) {
        Ok(prepared) => (Ok(seen(app, asked, &prepared)), prepared.open),
        Err(
            error @ (DeskError::CannotWithhold(_)
            | DeskError::Photograph(..)
            | DeskError::Translation(_)
            | DeskError::Refused(_)),
        ) => (Err(refusals::for_member(language, &error).1), Open::default()),
        Err(error) => return Err(error),
    };
    let passages = passages(&truth).into_iter().map(|passage| {
        let mut pieces: Vec<(String, bool)> = Vec::new();
        let mut from = passage.first - 1;
        while from < passage.last {
            let is_withheld = |at: u32| withheld.openness(at, 1) == Openness::Withheld;
            let now = is_withheld(from);
            let to = (from..passage.last).find(|&at| is_withheld(at) != now).unwrap_or(passage.last);
            let start = truth.account.start;
            pieces.push((truth.words.show(start + from as usize..start + to as usize), now));
            from = to;
        }
        Marked { first: passage.first, last: passage.last, pieces }
    });
    let count = [("words", value(u64::from(withheld.words()))), ("places", value(withheld.len() as u64))];
    let files = content.files.iter().enumerate().filter(|(_, file)| !is_original(file));
    let files = files.map(|(at, file)| (at, file_named(language, at, file), draft.photographs.contains(&at)));
    let catalogue = app.desk.catalogue();
    let received = catalogue.received.get(&number).ok_or(DeskError::NoAccount)?;
    let agreed = received.draft.iter().flat_map(|draft| &draft.agreed).filter_map(|by| match by {
        By::Member(name) => Some(language.say_with("public-agreed", "name", name.as_str())),
        _ => None,
    });
    let own = |draft: &catalogue::Draft| {
        let by = By::Member(session.name.clone());
        draft.by == by || draft.agreed.contains(&by)
    };
    let editor = may(&catalogue, session, Role::Editor);
    Ok(Publish {
        f: asked.answer("desk"),
        number,
        title: language.say_with("withhold-title", "number", number),
        passages: passages.collect(),
        count: language.say_all("withhold-count", count),
        files: files.collect(),
        name: consent.name.shown().map(|name| language.say_with("draft-name", "name", name)),
        with_name: draft.with_name,
        open: open_in_words(asked, &open),
        names_read: open.left(&draft.cleared).next().is_none(),
        open_all: open.all().cloned().collect(),
        translation: draft.translations.first().cloned().unwrap_or_default(),
        seen,
        draft: received.draft.as_ref().map(|draft| draft.blob),
        agreed: agreed.collect(),
        two: catalogue.two_to_publish,
        may_agree: editor && catalogue.two_to_publish && received.draft.as_ref().is_some_and(|draft| !own(draft)),
        needs_second: received.draft.as_ref().is_some_and(|draft| needs_second(&catalogue, draft, &session.name)),
        editor,
        publisher: may(&catalogue, session, Role::Publisher),
        public: Public::of(language, &catalogue, session, number, now.as_ref()),
    })
}

fn open_in_words(asked: Asked, open: &Open) -> Vec<String> {
    let words = (!open.words.is_empty()).then(|| asked.0.say_with("draft-names", "names", open.words.join(", ")));
    let texts = open.texts.iter().map(|(tag, _)| asked.0.say_with("draft-no-lists", "language", language_name(tag)));
    words.into_iter().chain(texts).collect()
}

fn seen(app: &App, asked: Asked, prepared: &Prepared) -> Seen {
    let page = &prepared.page;
    let refused = prepared.refusal.map(|why| refusals::refusal(asked.0, why));
    let (text, letters) = page.parts();
    let published = app.desk.catalogue().published.get(&page.id).cloned();
    let public = published.as_ref().and_then(|published| app.desk.page_of(published).ok());
    let last = published.as_ref().and_then(|published| published.past.last());
    let before = public.as_ref().map(Page::outline).or_else(|| last.map(|past| past.outline.clone()));
    let changed = before.map(|before| changes(asked.0, &Changes::between(&before, &page.outline())));
    Seen {
        text: text.to_owned(),
        letters: letters.to_owned(),
        name: page.name.clone(),
        photographs: page.photographs.len(),
        translations: page.translations.clone(),
        slip: asked.0.say_with("public-slip", "count", letters.chars().count() as u64),
        refused,
        same: public.as_ref() == Some(page),
        changes: changed.unwrap_or_default(),
    }
}

/// Saves the choices of the form, except the withheld words.
pub async fn save(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let saved = async move |app: Arc<App>| {
        let translation =
            Translation { language: form.get("translation-language").to_owned(), text: form.text().to_owned() };
        let changed = |draft: Draft| Draft {
            photographs: form.all("photograph").filter_map(|at| at.parse().ok()).collect(),
            with_name: form.get("with-name") == "yes",
            cleared: if form.get("names-read") == "yes" {
                form.all("cleared").map(str::to_owned).collect()
            } else {
                Vec::new()
            },
            translations: if translation.text.trim().is_empty() { Vec::new() } else { vec![translation] },
            ..draft
        };
        app.desk.redraft(&session, number, app.today(), changed).await
    };
    then(asked, &format!("/desk/{number}/publish"), app.act(saved).await)
}

/// The draft that the member saw on the page of the form.
fn seen_draft(form: &Form) -> Result<BlobId, DeskError> {
    form.get("draft").parse().map_err(|_| DeskError::NoDraft)
}

pub async fn agree(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let agreed = async { app.desk.agree(&session, number, seen_draft(&form)?, app.today()).await };
    then(asked, &format!("/desk/{number}/publish"), agreed.await)
}

pub async fn publish(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let published = async move |app: Arc<App>| {
        let seen = seen_draft(&form)?;
        app.desk.publish(&session, number, seen, form.text(), app.today()).await?;
        // The words of an edition that was replaced leave the index on disk at once.
        app.published();
        Ok(())
    };
    then(asked, &format!("/desk/{number}/publish"), app.act(published).await)
}
