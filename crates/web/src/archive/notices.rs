//! What the desk did with an account after it was published: corrections, new editions and retractions, in sentences.

use firsthand_desk::editions::{Changes, following};
use firsthand_store::catalogue::{Notice, NoticeKind, Published};
use firsthand_store::event::Outline;

use crate::locale::Language;

/// A notice as the pages show it.
pub struct ShownNotice {
    /// The CSS class and the sign of the notice.
    pub class: &'static str,
    pub sign: &'static str,
    /// What the desk did.
    pub head: String,
    pub day: String,
    /// The public reason. It may be empty.
    pub why: String,
    /// What the new edition changed, a line each.
    pub changes: Vec<String>,
}

/// The notices of an account, the oldest first. `now` outlines the edition that is public.
pub fn notices(language: Language, published: &Published, now: Option<&Outline>) -> Vec<ShownNotice> {
    let shown = |notice: &Notice| {
        let changes = match notice.kind {
            NoticeKind::Replaced(Some(at)) | NoticeKind::PublishedAgain(Some(at)) => {
                let (before, after) = (&published.past[at].outline, following(published, at, now));
                after.map_or_else(Vec::new, |after| changes(language, &Changes::between(before, after)))
            }
            _ => Vec::new(),
        };
        let (class, sign) = match notice.kind {
            NoticeKind::Retracted if published.is_retracted() => ("wrong", "✗"),
            _ => ("notice", "!"),
        };
        ShownNotice {
            class,
            sign,
            head: head(language, notice),
            day: notice.day.to_string(),
            why: why(notice),
            changes,
        }
    };
    published.notices.iter().map(shown).collect()
}

/// What the desk did, in a sentence.
pub fn head(language: Language, notice: &Notice) -> String {
    language.say(match notice.kind {
        NoticeKind::Corrected => "page-corrected",
        NoticeKind::Replaced(_) => "page-replaced",
        NoticeKind::Retracted => "page-retracted",
        NoticeKind::PublishedAgain(_) => "page-published-again",
    })
}

/// The reason in a notice, without control characters.
pub fn why(notice: &Notice) -> String {
    notice.why.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// What changed from one edition to the next, a line each.
pub fn changes(language: Language, changes: &Changes) -> Vec<String> {
    let places = |key, runs: &[(u32, u32)]| {
        let place =
            |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
        let places = runs.iter().map(place).collect::<Vec<_>>().join(", ");
        (!runs.is_empty()).then(|| language.say_with(key, "places", places))
    };
    let count = |key, count: usize| (count > 0).then(|| language.say_with(key, "count", count as u64));
    let name = |key, happened: bool| happened.then(|| language.say(key));
    let translations = |key: &'static str, tags: &[String]| {
        let named = tags.iter().map(|tag| super::language_name(tag)).collect::<Vec<_>>().join(", ");
        (!tags.is_empty()).then(|| language.say_with(key, "languages", named))
    };
    let lines = [
        places("changes-withheld", &changes.withheld),
        places("changes-opened", &changes.opened),
        count("changes-photographs-added", changes.photographs_added),
        count("changes-photographs-removed", changes.photographs_removed),
        name("changes-name-added", changes.name_added),
        name("changes-name-removed", changes.name_removed),
        translations("changes-translations-added", &changes.translations_added),
        translations("changes-translations-removed", &changes.translations_removed),
        translations("changes-translations-changed", &changes.translations_changed),
    ];
    lines.into_iter().flatten().collect()
}
