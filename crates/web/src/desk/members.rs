//! `/desk/members`: the members of the desk, and the invitations.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use firsthand_desk::session::Session;
use firsthand_store::event::Role;

use crate::app::App;
use crate::desk::{Member, not_done, role_key, then};
use crate::drop::write::Letters;
use crate::form::Form;
use crate::page::{Asked, Frame, Keep, html};

const ROLES: [(&str, Role); 4] =
    [("reader", Role::Reader), ("editor", Role::Editor), ("publisher", Role::Publisher), ("admin", Role::Admin)];

#[derive(Template)]
#[template(path = "desk/members.html")]
struct Members {
    f: Frame,
    members: Vec<(String, String)>,
    roles: Vec<(&'static str, String)>,
    two: bool,
    /// The day that this machine's clock says, if an admin must confirm it.
    clock: Option<String>,
    /// The desk's public key, for the page in the pocket.
    desk: Letters,
    /// The link of the invitation that was just made.
    link: Option<String>,
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked, Member(session): Member) -> Response {
    page(&app, asked, &session, None)
}

fn page(app: &App, asked: Asked, session: &Session, link: Option<String>) -> Response {
    if let Err(error) = app.desk.role(session, Role::Admin) {
        return not_done(asked, &error);
    }
    let today = app.today();
    let clock = app.desk.is_clock_doubtful(today).then(|| asked.0.say_with("members-clock", "day", today.to_string()));
    let catalogue = app.desk.catalogue();
    let members = catalogue.members.iter().map(|(name, member)| (name.clone(), asked.0.say(role_key(member.role))));
    let page = Members {
        f: asked.answer("desk"),
        members: members.collect(),
        roles: ROLES.iter().map(|&(value, role)| (value, asked.0.say(role_key(role)))).collect(),
        two: catalogue.two_to_publish,
        clock,
        desk: Letters::of(app),
        link,
    };
    html(StatusCode::OK, Keep::Never, &page)
}

pub async fn invite(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let role = ROLES.iter().find(|(value, _)| *value == form.get("role")).map_or(Role::Reader, |&(_, role)| role);
    match app.desk.invite(&session, role, app.today(), &app.random()).await {
        Ok(invitation) => {
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
            let link = format!("http://{host}/desk/join/{}", invitation.to_text());
            page(&app, asked, &session, Some(link))
        }
        Err(error) => not_done(asked, &error),
    }
}

pub async fn remove_member(State(app): State<Arc<App>>, asked: Asked, Member(session): Member, form: Form) -> Response {
    then(asked, "/desk/members", app.desk.remove_member(&session, form.get("name"), app.today()).await)
}

pub async fn two(State(app): State<Arc<App>>, asked: Asked, Member(session): Member, form: Form) -> Response {
    then(asked, "/desk/members", app.desk.two_to_publish(&session, form.get("two") == "yes", app.today()).await)
}

pub async fn confirm_clock(State(app): State<Arc<App>>, asked: Asked, Member(session): Member) -> Response {
    then(asked, "/desk/members", app.desk.confirm_clock(&session, app.today()).await)
}
