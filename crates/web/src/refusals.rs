//! Turns an error of the desk into an HTTP status and a sentence in the language of the reader. Every error that can
//! reach a page is here. So no page shows the English text of an error.

use axum::http::StatusCode;
use firsthand_account::edition::CannotWithhold;
use firsthand_account::seal::CannotSeal;
use firsthand_desk::consent::Refusal;
use firsthand_desk::error::DeskError;
use firsthand_desk::limits::MAX_REASON;
use firsthand_desk::vault::CannotOpen;
use firsthand_photos::Refused;
use firsthand_store::StoreError;

use crate::locale::Language;

/// The sentence for a source. It says only what concerns the source, and no details of what failed at the desk.
pub fn for_source(language: Language, error: &DeskError) -> (StatusCode, String) {
    let say = |status, key| (status, language.say(key));
    match error {
        error if is_full(error) => say(StatusCode::INSUFFICIENT_STORAGE, "error-full"),
        DeskError::Store(StoreError::InDoubt(_)) => say(StatusCode::INTERNAL_SERVER_ERROR, "error-in-doubt"),
        DeskError::CannotSeal(CannotSeal::NoWords) => say(StatusCode::UNPROCESSABLE_ENTITY, "error-no-words"),
        DeskError::NoSource => say(StatusCode::NOT_FOUND, "return-unknown"),
        DeskError::Busy => say(StatusCode::SERVICE_UNAVAILABLE, "error-busy"),
        DeskError::Store(StoreError::ClockBehind { .. }) => say(StatusCode::SERVICE_UNAVAILABLE, "error-clock"),
        _ => say(StatusCode::INTERNAL_SERVER_ERROR, "error-internal"),
    }
}

/// The sentence for a member of the desk.
pub fn for_member(language: Language, error: &DeskError) -> (StatusCode, String) {
    let (conflict, unprocessable) = (StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY);
    let say = |status, key| (status, language.say(key));
    match error {
        error if is_full(error) => say(StatusCode::INSUFFICIENT_STORAGE, "error-full"),
        DeskError::NeedsRole(_) => say(StatusCode::FORBIDDEN, "refused-role"),
        DeskError::Busy => say(StatusCode::SERVICE_UNAVAILABLE, "error-busy"),
        DeskError::NoAccount => say(StatusCode::NOT_FOUND, "account-gone"),
        DeskError::NotPublished => say(conflict, "public-nothing"),
        DeskError::NoSource => say(conflict, "account-no-source"),
        DeskError::OtherDraft | DeskError::NoDraft => say(conflict, "desk-other-draft"),
        DeskError::OtherEdition => say(conflict, "desk-other-edition"),
        DeskError::SameEdition => say(conflict, "public-same"),
        DeskError::StillPublic => say(conflict, "account-still-public"),
        DeskError::NoReason => say(unprocessable, "account-no-reason"),
        DeskError::BadReason => (unprocessable, language.say_with("public-no-reason", "count", MAX_REASON as u64)),
        DeskError::NeedsSecond => say(conflict, "public-needs-second"),
        DeskError::LastAdmin => say(conflict, "members-last-admin"),
        DeskError::MembersChanged => say(conflict, "members-changed"),
        DeskError::MembersWithoutKeys => say(conflict, "members-without-keys"),
        DeskError::NoKeyFile | DeskError::Store(StoreError::DamagedKey(_) | StoreError::MissingKey(_)) => {
            say(StatusCode::INTERNAL_SERVER_ERROR, "desk-no-key-file")
        }
        DeskError::NoInvitation => say(StatusCode::GONE, "join-gone"),
        DeskError::BadName => say(unprocessable, "join-bad-name"),
        DeskError::ShortPassphrase => say(unprocessable, "join-short"),
        DeskError::WrongCode => say(unprocessable, "join-wrong-code"),
        DeskError::WrongSignIn => say(unprocessable, "desk-wrong"),
        DeskError::Refused(refused) => (conflict, refusal(language, *refused)),
        DeskError::CannotWithhold(why) => {
            (unprocessable, language.say_with("desk-cannot-withhold", "why", cannot_withhold(language, why)))
        }
        DeskError::Translation(why) | DeskError::CannotSeal(why) => {
            (unprocessable, language.say_with("desk-cannot-translate", "why", cannot_seal(language, why)))
        }
        DeskError::Photograph(number, why) => {
            let values = [("number", (*number as u64).into()), ("why", photograph(language, why).into())];
            (unprocessable, language.say_all("desk-cannot-show", values))
        }
        DeskError::CannotOpen(CannotOpen::WrongKey) => say(unprocessable, "account-other-key"),
        DeskError::CannotOpen(CannotOpen::Damaged) => say(unprocessable, "account-damaged"),
        DeskError::Store(StoreError::InDoubt(_)) => say(StatusCode::INTERNAL_SERVER_ERROR, "desk-in-doubt"),
        DeskError::Store(StoreError::ClockBehind { today, last }) => {
            let values = [("today", today.to_string().into()), ("last", last.to_string().into())];
            (StatusCode::SERVICE_UNAVAILABLE, language.say_all("desk-clock-behind", values))
        }
        DeskError::Store(_)
        | DeskError::Spool(_)
        | DeskError::NobodyJoined
        | DeskError::OtherDesk
        | DeskError::NoRoom
        | DeskError::OldKey => say(StatusCode::INTERNAL_SERVER_ERROR, "error-internal"),
    }
}

fn is_full(error: &DeskError) -> bool {
    match error {
        DeskError::Store(store) => store.is_full(),
        DeskError::NoRoom => true,
        DeskError::Spool(error) => error.kind() == std::io::ErrorKind::StorageFull,
        _ => false,
    }
}

/// The sentence that says which wish of the source forbids a publication.
pub fn refusal(language: Language, refusal: Refusal) -> String {
    match refusal {
        Refusal::Withdrawn => language.say("refusal-withdrawn"),
        Refusal::AskFirst => language.say("refusal-ask-first"),
        Refusal::Names(count) => language.say_with("refusal-names", "count", count as u64),
        Refusal::Photographs => language.say("refusal-photographs"),
        Refusal::Original => language.say("refusal-original"),
        Refusal::NoName => language.say("refusal-no-name"),
        Refusal::OtherName => language.say("refusal-other-name"),
        Refusal::TooEarly(day) => language.say_with("refusal-too-early", "day", day.to_string()),
        Refusal::NotOver(day) => language.say_with("refusal-not-over", "day", day.to_string()),
        Refusal::CameBack => language.say("refusal-came-back"),
        Refusal::ClockJumped => language.say("refusal-clock"),
    }
}

/// The reason why words cannot be withheld, as the end of a sentence.
fn cannot_withhold(language: Language, why: &CannotWithhold) -> String {
    match why {
        CannotWithhold::Everything => language.say("why-nothing-open"),
        CannotWithhold::OutOfRange(words) => language.say_with("why-out-of-range", "count", *words),
        CannotWithhold::SlipTooLong => language.say("why-slip-too-long"),
        CannotWithhold::Inseparable => language.say("why-inseparable"),
        CannotWithhold::TooLong(_) => language.say("why-too-long"),
    }
}

/// The reason why a text cannot be sealed, as the end of a sentence.
fn cannot_seal(language: Language, why: &CannotSeal) -> String {
    match why {
        CannotSeal::NoWords => language.say("why-no-words"),
        CannotSeal::TooManyWords(_) | CannotSeal::TooLong(_) => language.say("why-too-long"),
        CannotSeal::Refused(characters) => language.say_with("why-characters", "count", characters.len() as u64),
    }
}

/// The reason why a photograph cannot be published, as the end of a sentence.
fn photograph(language: Language, why: &Refused) -> String {
    match why {
        Refused::NotAPhotograph => language.say("why-no-photograph"),
        Refused::OtherKind(_) => language.say("why-other-kind"),
        Refused::Animated => language.say("why-animated"),
        Refused::Coding(_) => language.say("why-coding"),
        Refused::Malformed { .. } => language.say("why-malformed"),
        Refused::TooLarge { .. } => language.say("why-too-large"),
    }
}
