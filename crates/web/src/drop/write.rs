//! `/drop`: the form in which a source writes an account.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use firsthand_channels::qr::Code;
use firsthand_desk::limits::{MAX_FILE_BYTES, MAX_FILES};

use crate::app::App;
use crate::drop::Fields;
use crate::form::Form;
use crate::page::{Asked, Frame, Keep, html};

#[derive(Template)]
#[template(path = "drop/write.html")]
pub struct Write {
    pub f: Frame,
    pub fields: Fields,
    /// A sentence that says what is wrong in the form.
    pub wrong: Option<String>,
    /// The desk's public key for the page in the pocket. `None` if the form is shown again.
    pub recipient: Option<Letters>,
}

/// The desk's public key (an age recipient), and the side and the SVG path of its QR code.
pub struct Letters {
    pub text: String,
    pub side: usize,
    pub path: String,
}

impl Letters {
    pub fn of(app: &App) -> Self {
        let text = app.desk.recipient();
        let code = Code::of(&text).expect("62 letters are short");
        Self { side: code.side(), path: code.path(), text }
    }
}

impl Write {
    fn files_hint(&self) -> String {
        let values = [("count", (MAX_FILES as u64).into()), ("size", (MAX_FILE_BYTES >> 20).into())];
        self.f.language.say_all("drop-files-hint", values)
    }

    fn waiting(&self) -> String {
        self.f.language.say_with("drop-waiting", "count", self.fields.waiting as u64)
    }
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked, uri: Uri) -> Response {
    let recipient = Some(Letters::of(&app));
    let page = Write { f: asked.page("drop", &uri), fields: Fields::default(), wrong: None, recipient };
    html(StatusCode::OK, Keep::Never, &page)
}

/// The form again, with the fields that were filled in.
pub async fn again(asked: Asked, form: Form) -> Response {
    html(StatusCode::OK, Keep::Never, &filled(asked, Fields::of(&form), None))
}

/// The form with its fields, and a sentence that says what is wrong.
pub fn filled(asked: Asked, fields: Fields, wrong: Option<String>) -> Write {
    Write { f: asked.answer("drop"), fields, wrong, recipient: None }
}
