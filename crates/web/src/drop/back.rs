//! `/return`: a source comes back with their codename. The codename is only in the forms of the page. So it does not
//! stay in the browser.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use firsthand_desk::codename::{Codename, SourceKey};
use firsthand_desk::error::DeskError;
use firsthand_desk::sources::Return;
use jiff::civil::Date;

use crate::app::App;
use crate::drop::{Fields, value};
use crate::form::Form;
use crate::page::{Asked, Frame, Keep, html};
use crate::refusals;

#[derive(Template)]
#[template(path = "drop/return.html")]
struct Ask {
    f: Frame,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "drop/back.html")]
struct Back {
    f: Frame,
    fields: Fields,
    left: Option<String>,
    /// A sentence that says what of it the desk deleted.
    discarded: Option<String>,
    replies: Vec<(String, String)>,
    withdrawn: bool,
    /// A sentence that says that the desk's key may be known to others.
    key_known: Option<String>,
    /// A sentence that says what was just done, or why it was not done.
    said: Option<String>,
}

#[derive(Template)]
#[template(path = "drop/deleted.html")]
struct Deleted {
    f: Frame,
}

pub async fn ask(asked: Asked, uri: Uri) -> Response {
    html(StatusCode::OK, Keep::Never, &Ask { f: asked.page("return", &uri), wrong: None })
}

pub async fn open(State(app): State<Arc<App>>, asked: Asked, form: Form) -> Response {
    let (fields, key) = match came(&app, &form).await {
        Ok(came) => came,
        Err(error) => return unknown(asked, &error),
    };
    if let Err(error) = app.desk.come_back(&key, app.today()).await {
        return unknown(asked, &error);
    }
    back(&app, asked, fields, key, None).await
}

pub async fn consent(State(app): State<Arc<App>>, asked: Asked, form: Form) -> Response {
    let (fields, key) = match came(&app, &form).await {
        Ok(came) => came,
        Err(error) => return unknown(asked, &error),
    };
    let said = match fields.consent() {
        Err(wrong) => asked.0.say(wrong),
        Ok(consent) => match app.desk.consent(&key, &consent, app.today()).await {
            Ok(()) => asked.0.say("back-consent-saved"),
            Err(error) => return unknown(asked, &error),
        },
    };
    back(&app, asked, fields, key, Some(said)).await
}

pub async fn withdraw(State(app): State<Arc<App>>, asked: Asked, form: Form) -> Response {
    let (fields, key) = match came(&app, &form).await {
        Ok(came) => came,
        Err(error) => return unknown(asked, &error),
    };
    // The box "I am sure" of this form has the name `words`, because `Fields` reads that name.
    let said = if fields.words != "sure" {
        asked.0.say("back-sure-first")
    } else {
        match app.desk.withdraw(&key, app.today()).await {
            Ok(()) => asked.0.say("back-withdrawn-now"),
            Err(error) => return unknown(asked, &error),
        }
    };
    back(&app, asked, Fields { words: String::new(), ..fields }, key, Some(said)).await
}

pub async fn delete(State(app): State<Arc<App>>, asked: Asked, form: Form) -> Response {
    let (fields, key) = match came(&app, &form).await {
        Ok(came) => came,
        Err(error) => return unknown(asked, &error),
    };
    if fields.words != "sure" {
        let said = asked.0.say("back-sure-first");
        return back(&app, asked, Fields { words: String::new(), ..fields }, key, Some(said)).await;
    }
    match app.desk.delete(&key, app.today()).await {
        Ok(()) => html(StatusCode::OK, Keep::Never, &Deleted { f: asked.answer("return") }),
        Err(error) => unknown(asked, &error),
    }
}

/// The fields of the form, and the key of the source who sent it.
async fn came(app: &Arc<App>, form: &Form) -> Result<(Fields, SourceKey), DeskError> {
    let fields = Fields::of(form);
    let key = app.key(Codename::typed(&fields.codename)).await?;
    Ok((fields, key))
}

async fn back(app: &Arc<App>, asked: Asked, fields: Fields, key: SourceKey, said: Option<String>) -> Response {
    let language = asked.0;
    let Return { accounts, discarded, replies, withdrawn, key_known } =
        match app.read(move |app| app.desk.shown_to(&key)).await {
            Ok(found) => found,
            Err(error) => return unknown(asked, &error),
        };
    let counted = |key, accounts: &[Date]| {
        let mut days: Vec<String> = accounts.iter().map(ToString::to_string).collect();
        days.dedup();
        let values = [("count", value(accounts.len() as u64)), ("days", value(days.join(", ")))];
        (!accounts.is_empty()).then(|| language.say_all(key, values))
    };
    let page = Back {
        f: asked.answer("return"),
        fields: Fields { codename: Codename::typed(&fields.codename).as_str().to_owned(), ..fields },
        left: counted("back-left", &accounts),
        discarded: counted("back-discarded", &discarded),
        replies: replies.into_iter().map(|(day, text)| (day.to_string(), text)).collect(),
        withdrawn,
        key_known: key_known.map(|day| language.say_with("back-key-known", "day", day.to_string())),
        said,
    };
    html(StatusCode::OK, Keep::Never, &page)
}

/// The page for a codename that leads to no source. It does not say whether the codename is wrong or everything was
/// deleted.
fn unknown(asked: Asked, error: &DeskError) -> Response {
    let (status, sentence) = refusals::for_source(asked.0, error);
    html(status, Keep::Never, &Ask { f: asked.answer("return"), wrong: Some(sentence) })
}
