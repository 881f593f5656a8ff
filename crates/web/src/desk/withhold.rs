//! `/desk/NUMBER/find`, `withhold` and `words`: how members choose the words to withhold, by a phrase with its near
//! forms, or word by word.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use firsthand_account::near::occurrences;
use firsthand_account::ranges::{Openness, Ranges};
use firsthand_desk::drafts::Draft;
use firsthand_desk::error::DeskError;
use firsthand_desk::publication::proved;
use firsthand_desk::session::Session;

use crate::app::App;
use crate::desk::{Member, shown, then};
use crate::form::Form;
use crate::page::{Asked, Frame};

/// The number of words that are shown before and after a place that was found.
const AROUND: usize = 6;
/// Maximum number of ticked words in a row for which near forms are searched.
const LONGEST: usize = 6;

struct Place {
    /// The first and the last word of the place, counted from 1, as the form holds them.
    words: String,
    exact: bool,
    before: String,
    text: String,
    after: String,
}

#[derive(Template)]
#[template(path = "desk/found.html")]
struct Found {
    f: Frame,
    number: u64,
    places: Vec<Place>,
    not_found: Vec<String>,
}

#[derive(Template)]
#[template(path = "desk/passage.html")]
struct Choose {
    f: Frame,
    number: u64,
    first: u32,
    last: u32,
    words: Vec<(u32, String, bool)>,
}

/// The withheld words as ranges, counted from 0.
pub fn ranges(draft: &Draft) -> Ranges {
    Ranges::new(draft.withheld.iter().map(|&(first, last)| first.saturating_sub(1)..last).collect())
}

/// Shows the places where the phrases of the form stand, with near forms.
pub async fn find(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let phrases: Vec<String> = form.get("phrases").lines().map(|line| line.trim().to_owned()).collect();
    let found = app.read(move |app| found(app, asked, &session, number, &phrases, &Ranges::default()));
    shown(asked, found.await)
}

/// The places where `phrases` stand, except those in `known`.
fn found(
    app: &App,
    asked: Asked,
    session: &Session,
    number: u64,
    phrases: &[String],
    known: &Ranges,
) -> Result<Found, DeskError> {
    let content = app.desk.content(session, number)?;
    let (_, truth) = proved(&content)?;
    let words: Vec<&str> = truth.account.clone().map(|at| truth.words.get(at)).collect();
    let show = |range: Range<usize>| {
        truth.words.show(truth.account.start + range.start..truth.account.start + range.end).replace('\n', " ")
    };
    let (mut places, mut not_found) = (Vec::new(), Vec::new());
    for phrase in phrases.iter().filter(|phrase| !phrase.is_empty()) {
        let found = occurrences(&words, phrase);
        if found.is_empty() {
            not_found.push(asked.0.say_with("withhold-found-none", "phrase", phrase.as_str()));
        }
        let is_known =
            |place: &Range<usize>| known.openness(place.start as u32, place.len() as u32) == Openness::Withheld;
        places.extend(found.into_iter().filter(|each| !is_known(&each.words)).map(|each| {
            let (start, end) = (each.words.start, each.words.end);
            Place {
                words: format!("{}-{end}", start + 1),
                exact: each.exact,
                before: show(start.saturating_sub(AROUND)..start),
                text: show(start..end),
                after: show(end..(end + AROUND).min(words.len())),
            }
        }));
    }
    let mut seen = HashSet::new();
    places.retain(|place: &Place| seen.insert(place.words.clone()));
    Ok(Found { f: asked.answer("desk"), number, places, not_found })
}

/// Withholds the ticked places.
pub async fn add(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path(number): Path<u64>,
    form: Form,
) -> Response {
    let more = form.all("words").filter_map(|range| {
        let (first, last) = range.split_once('-')?;
        Some(first.parse::<u32>().ok()?.checked_sub(1)?..last.parse().ok()?)
    });
    let more = Ranges::new(more.filter(|range| range.start < range.end).collect());
    let changed = async move |app: Arc<App>| change(&app, &session, number, |withheld| withheld.union(&more)).await;
    then(asked, &of_draft(number), app.act(changed).await.map(drop))
}

/// Shows the words of one passage, each with a box to tick.
pub async fn passage(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path((number, first, last)): Path<(u64, u32, u32)>,
) -> Response {
    let page = move |app: &App| {
        let content = app.desk.content(&session, number)?;
        let (_, truth) = proved(&content)?;
        let withheld = ranges(&app.desk.draft(&session, number)?);
        let last = last.min(truth.account.len() as u32);
        let words = (first.max(1)..=last).map(|word| {
            let at = word - 1;
            let is_withheld = withheld.openness(at, 1) == Openness::Withheld;
            (word, truth.words.get(truth.account.start + at as usize).to_owned(), is_withheld)
        });
        Ok(Choose { f: asked.answer("desk"), number, first, last, words: words.collect() })
    };
    shown(asked, app.read(page).await)
}

/// Withholds the ticked words of a passage and opens the other words of the passage. If newly ticked words stand
/// elsewhere too, in any near form, offers those places.
pub async fn choose(
    State(app): State<Arc<App>>,
    asked: Asked,
    Member(session): Member,
    Path((number, first, last)): Path<(u64, u32, u32)>,
    form: Form,
) -> Response {
    let ticked = form.all("w").filter_map(|word| word.parse::<u32>().ok()).filter(|word| (first..=last).contains(word));
    let ticked = Ranges::new(ticked.filter_map(|word| Some(word.checked_sub(1)?..word)).collect());
    let chosen = async move |app: Arc<App>| {
        let (before, now) = change(&app, &session, number, |withheld| {
            let parts = withheld.iter().flat_map(|range| {
                [range.start..range.end.min(first.saturating_sub(1)), range.start.max(last)..range.end]
            });
            Ranges::new(parts.filter(|range| range.start < range.end).collect()).union(&ticked)
        })
        .await?;
        let phrases = {
            let content = app.desk.content(&session, number)?;
            let (_, truth) = proved(&content)?;
            let is_new = |word: &u32| before.openness(*word, 1) != Openness::Withheld;
            let new = ticked.iter().cloned().flatten().filter(is_new).map(|word| word..word + 1);
            let new = Ranges::new(new.collect());
            let new = new.iter().filter(|range| range.len() <= LONGEST);
            let start = truth.account.start;
            let phrase = |range: &Range<u32>| {
                let words = start + range.start as usize..(start + range.end as usize).min(truth.account.end);
                words.map(|at| truth.words.get(at)).collect::<Vec<_>>().join(" ")
            };
            new.map(phrase).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        };
        found(&app, asked, &session, number, &phrases, &now)
    };
    match app.act(chosen).await {
        Ok(page) if page.places.is_empty() => then(asked, &of_draft(number), Ok(())),
        chosen => shown(asked, chosen),
    }
}

/// Changes which words are withheld. Returns the withheld words before and after the change.
async fn change(
    app: &App,
    session: &Session,
    number: u64,
    change: impl FnOnce(&Ranges) -> Ranges,
) -> Result<(Ranges, Ranges), DeskError> {
    let (mut before, mut now) = (Ranges::default(), Ranges::default());
    let changed = |draft: Draft| {
        before = ranges(&draft);
        now = change(&before);
        Draft { withheld: now.iter().map(|range| (range.start + 1, range.end)).collect(), ..draft }
    };
    app.desk.redraft(session, number, app.today(), changed).await?;
    Ok((before, now))
}

/// The address of the page of the draft of an account.
fn of_draft(number: u64) -> String {
    format!("/desk/{number}/publish")
}
