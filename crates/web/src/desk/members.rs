//! `/desk/members`: the members of the desk, and the invitations.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use firsthand_desk::session::Session;
use firsthand_store::event::Role;
use zeroize::Zeroizing;

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
    /// What is wrong or unsafe, in sentences.
    warnings: Vec<String>,
    /// The keys that the desk replaced, in sentences.
    earlier: Vec<String>,
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
    // Each of these locks the catalogue. A second lock beside one that is held could wait for ever.
    let (warnings, earlier, desk) = (warnings(app, asked), earlier(app, asked), Letters::of(app));
    let catalogue = app.desk.catalogue();
    let members = catalogue.members.iter().map(|(name, member)| (name.clone(), asked.0.say(role_key(member.role))));
    let page = Members {
        f: asked.answer("desk"),
        members: members.collect(),
        roles: ROLES.iter().map(|&(value, role)| (value, asked.0.say(role_key(role)))).collect(),
        two: catalogue.two_to_publish,
        clock,
        warnings,
        earlier,
        desk,
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
    let (name, today, random) = (form.get("name").to_owned(), app.today(), Zeroizing::new(app.random()));
    let work = async move |app: Arc<App>| app.desk.remove_member(&session, &name, today, &random).await;
    then(asked, "/desk/members", app.act(work).await)
}

pub async fn two(State(app): State<Arc<App>>, asked: Asked, Member(session): Member, form: Form) -> Response {
    then(asked, "/desk/members", app.desk.two_to_publish(&session, form.get("two") == "yes", app.today()).await)
}

pub async fn confirm_clock(State(app): State<Arc<App>>, asked: Asked, Member(session): Member) -> Response {
    then(asked, "/desk/members", app.desk.confirm_clock(&session, app.today()).await)
}

pub async fn new_key(State(app): State<Arc<App>>, asked: Asked, Member(session): Member) -> Response {
    let (today, random) = (app.today(), Zeroizing::new(app.random()));
    let done = app.act(async move |app: Arc<App>| app.desk.key_may_be_known(&session, today, &random).await).await;
    then(asked, "/desk/members", done)
}

fn warnings(app: &App, asked: Asked) -> Vec<String> {
    let mut warnings = Vec::new();
    if app.desk.needs_new_key() {
        let names = app.desk.members_without_keys().join(", ");
        warnings.push(asked.0.say_with("members-needs-key", "names", names));
    }
    let catalogue = app.desk.catalogue();
    if catalogue.members.values().filter(|member| member.role == Role::Admin).count() < 2 {
        warnings.push(asked.0.say("members-one-admin"));
    }
    warnings
}

/// For each earlier key: until when it was used, and how many accounts it opens.
fn earlier(app: &App, asked: Asked) -> Vec<String> {
    let catalogue = app.desk.catalogue();
    let earlier = catalogue.desk.iter().flat_map(|desk| &desk.earlier);
    let said = earlier.map(|key| {
        let count = catalogue.received.range(..key.until).filter(|(_, received)| received.content.is_some()).count();
        let values = [("day", key.day.to_string().into()), ("count", (count as u64).into())];
        asked.0.say_all(if key.known { "members-key-known" } else { "members-key-before" }, values)
    });
    said.collect()
}
