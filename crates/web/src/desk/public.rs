//! What is public of an account, as the desk sees it: the link to its page, the notices, and the forms to correct or
//! retract it. Of an account that its source deleted this is all that the desk has.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use firsthand_desk::content::Message;
use firsthand_desk::error::DeskError;
use firsthand_desk::session::Session;
use firsthand_store::catalogue::Catalogue;
use firsthand_store::event::{Outline, Role};
use jiff::civil::Date;

use crate::app::App;
use crate::archive::notices::{ShownNotice, notices};
use crate::desk::{Member, then};
use crate::drop::value;
use crate::form::Form;
use crate::locale::Language;
use crate::page::{Asked, Frame};

/// What is public of an account, or was.
pub struct Public {
    pub id: String,
    pub retracted: bool,
    /// The newest first.
    pub notices: Vec<ShownNotice>,
    /// Whether the member may correct and retract it.
    pub publisher: bool,
}

impl Public {
    /// `None` if the account was never published. `now` outlines the page that is public.
    pub fn of(
        language: Language,
        catalogue: &Catalogue,
        session: &Session,
        number: u64,
        now: Option<&Outline>,
    ) -> Option<Self> {
        let id = catalogue.received.get(&number)?.published.clone()?;
        let published = catalogue.published.get(&id)?;
        let mut notices = notices(language, published, now);
        notices.reverse();
        Some(Self {
            id,
            retracted: published.is_retracted(),
            notices,
            publisher: may(catalogue, session, Role::Publisher),
        })
    }
}

/// Whether the member has this role, or one that may do more.
pub fn may(catalogue: &Catalogue, session: &Session, role: Role) -> bool {
    catalogue.members.get(&session.name).is_some_and(|member| member.role >= role)
}

/// The page of an account that is not here any more.
#[derive(Template)]
#[template(path = "desk/gone.html")]
pub struct Gone {
    f: Frame,
    number: u64,
    title: String,
    /// What the desk decided, in a sentence, and the reason; if the source did not delete it.
    decided: Option<(String, String)>,
    public: Option<Public>,
}

/// What the desk decided about an account, in a sentence, and the reason. `None` if it decided nothing.
pub fn decided(
    app: &App,
    language: Language,
    session: &Session,
    number: u64,
) -> Result<Option<(String, String)>, DeskError> {
    let said = |(discarded, day, why): (bool, Date, Message)| {
        let key = if discarded { "account-discarded" } else { "account-declined" };
        let values = [("name", value(why.by.unwrap_or_default())), ("day", value(day.to_string()))];
        (language.say_all(key, values), why.text)
    };
    Ok(app.desk.decision(session, number)?.map(said))
}

/// The page of an account that its source or the desk deleted. Fails if there never was such an account.
pub fn gone(app: &App, asked: Asked, session: &Session, number: u64) -> Result<Gone, DeskError> {
    let decided = decided(app, asked.0, session, number)?;
    let now = now(app, number);
    let catalogue = app.desk.catalogue();
    catalogue.received.get(&number).ok_or(DeskError::NoAccount)?;
    Ok(Gone {
        f: asked.answer("desk"),
        number,
        title: asked.0.say_with("account-title", "number", number),
        decided,
        public: Public::of(asked.0, &catalogue, session, number, now.as_ref()),
    })
}

/// The outline of the page that is public of an account.
pub fn now(app: &App, number: u64) -> Option<Outline> {
    let published = {
        let catalogue = app.desk.catalogue();
        let id = catalogue.received.get(&number)?.published.as_ref()?;
        catalogue.published.get(id)?.clone()
    };
    Some(app.desk.page_of(&published).ok()?.outline())
}

/// Retracts or corrects a published account.
pub async fn notice(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let done = async move |app: Arc<App>| {
        let id = app.desk.catalogue().received.get(&number).and_then(|received| received.published.clone());
        let id = id.ok_or(DeskError::NotPublished)?;
        match form.get("notice") {
            "retract" => app.desk.retract(&session, &id, form.text(), app.today()).await?,
            _ => app.desk.correct(&session, &id, form.text(), app.today()).await?,
        }
        // The index on disk has the words of what was public. They leave it at once, not with the next reader.
        app.published();
        Ok(())
    };
    then(asked, &format!("/desk/{number}/publish"), app.act(done).await)
}
