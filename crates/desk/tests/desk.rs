//! The story of an account at the desk, and what each rule refuses.

mod common;

use std::sync::LazyLock;

use common::{CODE, Place, TEXT, TODAY, all, picture};
use firsthand_account::check::{Verdict, check};
use firsthand_desk::codename::Codename;
use firsthand_desk::consent::{Consent, Refusal, When, Words};
use firsthand_desk::desk::Desk;
use firsthand_desk::drafts::Draft;
use firsthand_desk::error::DeskError;
use firsthand_desk::page::Translation;
use firsthand_store::Store;
use firsthand_store::event::Role;
use jiff::civil::date;
use zeroize::Zeroizing;

/// Randomness that is used once.
static RANDOM: LazyLock<Zeroizing<[u8; 32]>> = LazyLock::new(|| Zeroizing::new([77; 32]));

/// Checks every hash of the desk in `folder`, and returns the number of its blobs.
async fn verified(folder: &std::path::Path) -> usize {
    Store::open_beside(folder).await.unwrap().verify().await.unwrap().blobs
}

/// The number of files below `folder`.
fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}

fn refusal(result: Result<String, DeskError>) -> Refusal {
    match result {
        Err(DeskError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_account_comes_in_is_answered_and_published() {
    let (mut place, ada) = Place::new().await;
    let source = place.source();
    let number = place.receive(&source, all(), Some(&picture())).await;

    let content = place.desk.content(&ada, number).unwrap();
    assert!(content.text.starts_with(TEXT));
    assert_eq!(place.desk.file(&ada, number, 0).unwrap().as_slice(), picture());
    place.desk.reply(&ada, number, "May we name the bridge?", TODAY).await.unwrap();
    let back = place.desk.come_back(&source, TODAY).await.unwrap();
    assert_eq!(back.replies, [(TODAY, "May we name the bridge?".to_owned())]);
    assert!(matches!(
        place.desk.come_back(&place.desk.key(&Codename::typed("x")), TODAY).await,
        Err(DeskError::NoSource)
    ));

    let translation = Translation {
        language: "ru".into(), text: "Мост закрыли в девять. [bridge: мост]".into()
    };
    let draft =
        Draft { withheld: vec![(9, 10)], photographs: vec![0], translations: vec![translation], ..Draft::default() };
    let draft = place.draft(&ada, number, draft).await;
    let id = place.publish(&ada, number, draft).await.unwrap();
    assert_eq!(id, content.id);
    let page = place.desk.page(&id).unwrap();
    assert!(!page.parts().0.contains("Gulnara") && page.text.contains("█"), "{}", page.text);
    for text in [&page.text, &page.translations[0].text] {
        let report = check(text, &[]).unwrap();
        assert!(matches!(report.checked[0].verdict, Some(Verdict::True(_))), "{text}");
    }
    assert_eq!(page.short, None, "its slip is short enough");
    let shown = place.desk.blob(&page.photographs[0].blob).unwrap();
    assert!(shown.ends_with(b"IEND\xAE\x42\x60\x82"), "nothing stands behind the picture");

    // Everything is there after a restart. Of the source's words, only the published ones are in the clear.
    let published = place.desk.blob(&place.desk.catalogue().published[&id].page.unwrap()).unwrap();
    let Place { desk, folder, .. } = place;
    let counted = verified(folder.path()).await;
    drop(desk);
    let (_desk, invitation) = Desk::open(folder.path(), TODAY, &[9; 64]).await.unwrap();
    assert!(invitation.is_none());
    assert_eq!(verified(folder.path()).await, counted);
    assert!(published.windows(5).any(|part| part == b"stood"));
    assert!(!published.windows(7).any(|part| part == b"Gulnara"));
}

#[tokio::test]
async fn a_lost_invitation_is_made_anew_as_long_as_nothing_is_lost_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, lost) = Desk::open(folder.path(), TODAY, &[1; 64]).await.unwrap();
    drop(desk);
    assert!(matches!(Desk::open_joined(folder.path(), TODAY).await, Err(DeskError::NobodyJoined)));
    let (desk, invitation) = Desk::open(folder.path(), TODAY, &[2; 64]).await.unwrap();
    assert!(matches!(desk.invited(&lost.unwrap(), TODAY), Err(DeskError::NoInvitation)));
    let mut place = Place { desk, folder, next: 10 };
    let source = place.source();
    let number = place.receive(&source, all(), None).await;
    let Place { desk, folder, .. } = place;
    drop(desk);
    let (desk, none) = Desk::open(folder.path(), TODAY, &[3; 64]).await.unwrap();
    assert!(none.is_none(), "what came in opens with the invitation that is out");
    let place = Place { desk, folder, next: 20 };
    let ada = place.member(&invitation.unwrap(), "Ada").await;
    assert!(place.desk.content(&ada, number).is_ok());
}

#[tokio::test]
async fn an_edition_with_a_long_slip_is_sealed_by_the_desk_too() {
    let (mut place, ada) = Place::new().await;
    let source = place.source();
    let number = place.receive(&source, all(), None).await;
    let withheld = (1..14).map(|at| (2 * at, 2 * at)).collect();
    let draft = place.draft(&ada, number, Draft { withheld, ..Draft::default() }).await;
    let id = place.publish(&ada, number, draft).await.unwrap();
    let page = place.desk.page(&id).unwrap();
    assert!(page.parts().1.len() > 1_000, "{}", page.text);
    let short = page.short.unwrap();
    assert!(short.starts_with("They […] the […] at") && short.len() < page.text.len(), "{short}");
    let report = check(&short, &[]).unwrap();
    assert!(matches!(report.checked[0].verdict, Some(Verdict::True(_))));
    let slip = report.checked[0].slip.as_ref().unwrap();
    assert_ne!(slip.pen_name.to_string(), page.pen_name, "the desk sealed it");
    assert_eq!(slip.enclosed.unwrap().count, 1, "it names the account");
}

#[tokio::test]
async fn wishes_are_kept_and_heard_late() {
    let (mut place, ada) = Place::new().await;
    let source = place.source();
    let ask = Consent { words: Words::AskFirst, ..all() };
    let number = place.receive(&source, ask, None).await;
    let draft = place.draft(&ada, number, Draft::default()).await;
    assert_eq!(refusal(place.publish(&ada, number, draft).await), Refusal::AskFirst);

    place.desk.consent(&source, &Consent { words: Words::WithoutNames, ..all() }, TODAY).await.unwrap();
    assert!(matches!(refusal(place.publish(&ada, number, draft).await), Refusal::Names(3)));
    let without = place.draft(&ada, number, Draft { withheld: vec![(9, 10), (21, 21)], ..Draft::default() }).await;
    place.desk.withdraw(&source, TODAY).await.unwrap();
    assert_eq!(refusal(place.publish(&ada, number, without).await), Refusal::Withdrawn);
    place.desk.consent(&source, &all(), TODAY).await.unwrap();
    assert!(matches!(place.publish(&ada, number, draft).await, Err(DeskError::OtherDraft)), "a newer draft is there");
    place.publish(&ada, number, without).await.unwrap();

    // A source who said "if I am not back" and came back must be asked.
    let other = place.source();
    let yesterday = date(2026, 11, 22);
    let back = Consent { when: When::IfNotBackBy(yesterday), ..all() };
    let number = place.receive(&other, back, None).await;
    let draft = place.draft(&ada, number, Draft::default()).await;
    let standing = place.publish(&ada, number, draft).await;
    assert!(standing.is_ok(), "nobody came back, and the day is over");
    let number = place.receive(&other, Consent { when: When::IfNotBackBy(yesterday), ..all() }, None).await;
    let draft = place.draft(&ada, number, Draft::default()).await;
    // They come back on the day on which they left it.
    place.desk.come_back(&other, TODAY).await.unwrap();
    assert_eq!(refusal(place.publish(&ada, number, draft).await), Refusal::CameBack);
    // They say the same again, and do not come back after that.
    place.desk.consent(&other, &Consent { when: When::IfNotBackBy(yesterday), ..all() }, TODAY).await.unwrap();
    assert!(place.desk.shown_to(&other).is_ok(), "to see what was saved is no return");
    assert!(place.publish(&ada, number, draft).await.is_ok());

    place.desk.delete(&other, TODAY).await.unwrap();
    assert!(matches!(place.desk.content(&ada, number), Err(DeskError::NoAccount)));
    assert!(matches!(place.desk.come_back(&other, TODAY).await, Err(DeskError::NoSource)));
    assert!(matches!(place.desk.reply(&ada, number, "?", TODAY).await, Err(DeskError::NoSource)));
}

#[tokio::test]
async fn what_was_read_says_nothing_of_what_is_opened_or_written_later() {
    let (mut place, ada) = Place::new().await;
    let source = place.source();
    let number = place.receive(&source, Consent { words: Words::WithoutNames, ..all() }, None).await;
    let open = |draft: &Draft| place.desk.prepare(&ada, number, draft, TODAY).unwrap().open;
    let refused = async |draft: &Draft| {
        let draft = place.draft(&ada, number, draft.clone()).await;
        refusal(place.publish(&ada, number, draft).await)
    };
    let whole = Draft::default();
    assert_eq!(open(&whole).words, ["My neighbour", "Gulnara Ashirova", "Ashirova"]);
    assert_eq!(refused(&whole).await, Refusal::Names(3));
    // With the names withheld, the rest is read and cleared.
    let mut draft = Draft { withheld: vec![(9, 10), (21, 21)], ..Draft::default() };
    assert_eq!(open(&draft).words, ["My neighbour"], "a neighbour may identify somebody, too");
    assert_eq!(refused(&draft).await, Refusal::Names(1));
    draft.cleared = open(&draft).all().cloned().collect();
    assert!(place.desk.prepare(&ada, number, &draft, TODAY).unwrap().refusal.is_none());
    // A name is opened again. Nobody has read it.
    draft.withheld.pop();
    assert_eq!(refused(&draft).await, Refusal::Names(1));
    draft.withheld.push((21, 21));
    // A translation names her.
    let translation = |language: &str, text: &str| Translation { language: language.into(), text: text.into() };
    draft.translations = vec![translation("es", "Cerraron el puente a las nueve, y allí estaba Gulnara.")];
    assert_eq!(refused(&draft).await, Refusal::Names(1));
    // For this language there are no lists: the whole text must be read, and again when it is changed.
    draft.translations = vec![translation("ar", "أغلقوا الجسر في التاسعة")];
    assert_eq!(refused(&draft).await, Refusal::Names(1));
    draft.cleared = open(&draft).all().cloned().collect();
    assert!(place.desk.prepare(&ada, number, &draft, TODAY).unwrap().refusal.is_none());
    draft.translations[0].text.push_str(" وكانت غولنارا هناك");
    assert_eq!(refused(&draft).await, Refusal::Names(1));
    // A draft of an earlier version, which said only "the names were read", has read nothing.
    let earlier: Draft = serde_json::from_str(
        r#"{"withheld":[],"photographs":[],"with_name":false,"names_read":true,"translations":[]}"#,
    )
    .unwrap();
    assert_eq!(refused(&earlier).await, Refusal::Names(3));
}

#[tokio::test]
async fn each_role_does_its_own_and_two_must_agree() {
    let (mut place, ada) = Place::new().await;
    let reader = place.invite(&ada, Role::Reader, "Rena").await;
    let editor = place.invite(&ada, Role::Editor, "Edil").await;
    let publisher = place.invite(&ada, Role::Publisher, "Paz").await;
    let source = place.source();
    let number = place.receive(&source, all(), None).await;

    assert!(place.desk.content(&reader, number).is_ok());
    let needs = |result: Result<(), DeskError>| matches!(result, Err(DeskError::NeedsRole(_)));
    assert!(needs(place.desk.reply(&reader, number, "?", TODAY).await));
    assert!(needs(place.desk.note(&reader, number, "?", TODAY).await));
    assert!(needs(place.desk.save_draft(&reader, number, &Draft::default(), TODAY).await));
    assert!(needs(place.desk.two_to_publish(&publisher, true, TODAY).await));
    assert!(needs(place.desk.remove_member(&publisher, "Rena", TODAY, &RANDOM).await));
    assert!(place.desk.invite(&publisher, Role::Admin, TODAY, &[1; 32]).await.is_err());

    place.desk.two_to_publish(&ada, true, TODAY).await.unwrap();
    let draft = place.draft(&publisher, number, Draft::default()).await;
    assert!(needs(place.publish(&editor, number, draft).await.map(drop)));
    let blobs = || walk(&place.folder.path().join("blobs"));
    let before = blobs();
    assert!(matches!(place.publish(&publisher, number, draft).await, Err(DeskError::NeedsSecond)));
    assert_eq!(blobs(), before, "what is refused leaves nothing in the clear");
    place.desk.agree(&publisher, number, draft, TODAY).await.unwrap();
    assert!(
        matches!(place.publish(&publisher, number, draft).await, Err(DeskError::NeedsSecond)),
        "oneself is no second"
    );
    place.desk.agree(&editor, number, draft, TODAY).await.unwrap();
    let id = place.publish(&publisher, number, draft).await.unwrap();
    assert!(needs(place.desk.retract(&editor, &id, "no", TODAY).await));

    place.desk.remove_member(&ada, "Edil", TODAY, &RANDOM).await.unwrap();
    assert!(matches!(place.desk.content(&editor, number), Err(DeskError::NeedsRole(_))));
    assert!(matches!(place.desk.remove_member(&ada, "Ada", TODAY, &RANDOM).await, Err(DeskError::LastAdmin)));
    let again = place.invite(&ada, Role::Reader, "Edil").await;
    assert!(place.desk.content(&again, number).is_ok());
    assert!(matches!(place.desk.content(&editor, number), Err(DeskError::NeedsRole(_))), "the name is another's now");
    let wrong = place.desk.sign_in("Rena", "a passphrase that is long", "000000", CODE.1, &RANDOM);
    assert!(matches!(wrong, Err(DeskError::WrongSignIn)));
    let nobody = place.desk.sign_in("Nobody", "a passphrase that is long", CODE.0, CODE.1, &RANDOM);
    assert!(matches!(nobody, Err(DeskError::WrongSignIn)));

    place.next += 1;
    let invitation = place.desk.invite(&ada, Role::Reader, TODAY, &[99; 32]).await.unwrap();
    assert!(matches!(place.desk.invited(&invitation, date(2026, 12, 1)), Err(DeskError::NoInvitation)), "eight days");
    assert!(place.desk.invited(&invitation, date(2026, 11, 30)).is_ok());
    place.member(&invitation, "Once").await;
    assert!(matches!(place.desk.invited(&invitation, TODAY), Err(DeskError::NoInvitation)));
}

#[tokio::test]
async fn the_desk_declines_and_deletes_with_a_reason() {
    let (mut place, ada) = Place::new().await;
    let editor = place.invite(&ada, Role::Editor, "Edil").await;
    let source = place.source();
    let number = place.receive(&source, all(), Some(&picture())).await;
    let kept = place.receive(&source, all(), None).await;
    let desk = &place.desk;
    assert!(matches!(desk.decline(&editor, number, "no", TODAY).await, Err(DeskError::NeedsRole(_))));
    assert!(matches!(desk.discard(&editor, number, "no", TODAY).await, Err(DeskError::NeedsRole(_))));
    assert!(matches!(desk.decline(&ada, number, " ", TODAY).await, Err(DeskError::NoReason)));

    desk.decline(&ada, number, "It is an advertisement.", TODAY).await.unwrap();
    let (discarded, day, why) = desk.decision(&editor, number).unwrap().unwrap();
    assert_eq!((discarded, day, &*why.text, why.by.as_deref()), (false, TODAY, "It is an advertisement.", Some("Ada")));
    let draft = place.draft(&ada, number, Draft::default()).await;
    assert!(place.desk.decision(&ada, number).unwrap().is_none(), "work on it ends the decision");

    // What is public is retracted first.
    let id = place.publish(&ada, number, draft).await.unwrap();
    let desk = &place.desk;
    assert!(matches!(desk.discard(&ada, number, "no", TODAY).await, Err(DeskError::StillPublic)));
    desk.retract(&ada, &id, "It is an advertisement.", TODAY).await.unwrap();
    let blobs = || walk(&place.folder.path().join("blobs"));
    desk.note(&ada, number, "Gone soon.", TODAY).await.unwrap();
    let before = blobs();
    desk.discard(&ada, number, "It is an advertisement.", TODAY).await.unwrap();
    assert_eq!(blobs(), before + 1 - 4, "the reason came; content, file, note and draft went");
    assert!(matches!(desk.content(&ada, number), Err(DeskError::NoAccount)));
    assert!(matches!(desk.discard(&ada, number, "again", TODAY).await, Err(DeskError::NoAccount)));
    assert!(desk.decision(&editor, number).unwrap().unwrap().0);

    // The source is told, and their other account is here. When they delete everything, the reason goes, too.
    let back = desk.come_back(&source, TODAY).await.unwrap();
    assert_eq!((back.accounts.len(), back.discarded), (1, vec![TODAY]));
    assert!(desk.content(&ada, kept).is_ok());
    desk.delete(&source, TODAY).await.unwrap();
    assert!(desk.decision(&ada, number).unwrap().is_none());
    let Place { desk, folder, .. } = place;
    drop(desk);
    // The next start removes what is not needed any more: the first reason.
    drop(Desk::open(folder.path(), TODAY, &[9; 64]).await.unwrap());
    assert_eq!(Store::open_copy(folder.path()).await.unwrap().verify().await.unwrap().unnamed, 0);
}
