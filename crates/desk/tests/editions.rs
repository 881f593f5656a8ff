//! The editions of a published account: replaced, corrected, retracted and published again.

mod common;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Place, TODAY, all, picture};
use firsthand_desk::desk::Desk;
use firsthand_desk::drafts::Draft;
use firsthand_desk::editions::{Changes, fingerprint};
use firsthand_desk::error::DeskError;
use firsthand_desk::page::{Page, Translation};
use firsthand_desk::publication::proved;
use firsthand_desk::session::Session;
use firsthand_store::Store;
use firsthand_store::catalogue::{NoticeKind, Published};
use firsthand_store::event::Role;
use jiff::ToSpan;

fn with_translation(text: &str, withheld: &[(u32, u32)]) -> Draft {
    let translation = Translation { language: "ru".into(), text: text.into() };
    Draft { withheld: withheld.to_vec(), photographs: vec![0], translations: vec![translation], ..Draft::default() }
}

/// An account that is published with a photograph and a translation. Returns its number and its id.
async fn published(place: &mut Place, member: &Session) -> (u64, String) {
    let source = place.source();
    let number = place.receive(&source, all(), Some(&picture())).await;
    let draft = place.draft(member, number, with_translation("Мост закрыли в девять.", &[])).await;
    let id = place.desk.publish(member, number, draft, "", TODAY).await.unwrap();
    (number, id)
}

fn state(place: &Place, id: &str) -> Published {
    place.desk.catalogue().published[id].clone()
}

/// The files below `folder` that hold `bytes`.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if fs::read(&path).unwrap().windows(bytes.len()).any(|part| part == bytes) {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn what_is_retracted_is_gone_from_the_disk() {
    let (mut place, ada) = Place::new().await;
    let (number, id) = published(&mut place, &ada).await;
    let page = place.desk.page(&id).unwrap();
    let shown = place.desk.blob(&page.photographs[0].blob).unwrap();
    for public in ["Gulnara".as_bytes(), "Мост".as_bytes(), &shown] {
        assert!(!holding(place.folder.path(), public).is_empty());
    }

    assert!(matches!(place.desk.retract(&ada, &id, " \n", TODAY).await, Err(DeskError::BadReason)));
    assert!(matches!(place.desk.retract(&ada, &id, "\u{202E}\u{200B}", TODAY).await, Err(DeskError::BadReason)));
    let long = "long ".repeat(500);
    assert!(matches!(place.desk.retract(&ada, &id, &long, TODAY).await, Err(DeskError::BadReason)));
    place.desk.retract(&ada, &id, "The bridge was another one.", TODAY).await.unwrap();
    for public in ["Gulnara".as_bytes(), "Мост".as_bytes(), &shown] {
        assert_eq!(holding(place.folder.path(), public), Vec::<PathBuf>::new(), "{}", String::from_utf8_lossy(public));
    }
    assert!(matches!(place.desk.page(&id), Err(DeskError::NotPublished)));
    assert!(state(&place, &id).is_retracted());
    assert!(matches!(place.desk.retract(&ada, &id, "again", TODAY).await, Err(DeskError::NotPublished)));
    assert!(matches!(place.desk.correct(&ada, &id, "again", TODAY).await, Err(DeskError::NotPublished)));
    let texts: HashSet<String> = state(&place, &id).past[0].outline.texts.iter().map(|text| text.id.clone()).collect();
    assert_eq!(texts.len(), 2, "the account and its translation are known again");
    assert!(place.desk.catalogue().past_texts.keys().all(|id| texts.contains(id)));

    // The account itself is still here, and what stays is whole.
    assert!(place.desk.content(&ada, number).is_ok());
    let Place { desk, folder, .. } = place;
    drop(desk);
    let (desk, _) = Desk::open(folder.path(), TODAY, &[9; 64]).await.unwrap();
    assert!(desk.catalogue().published[&id].is_retracted() && !desk.catalogue().past_texts.is_empty());
    drop(desk);
    assert_eq!(Store::open_copy(folder.path()).await.unwrap().verify().await.unwrap().unnamed, 0);
}

#[tokio::test]
async fn a_photograph_of_two_accounts_stays_with_the_other() {
    let (mut place, ada) = Place::new().await;
    let (_, first) = published(&mut place, &ada).await;
    let (_, second) = published(&mut place, &ada).await;
    let shown = |id: &str| place.desk.page(id).unwrap().photographs[0].blob;
    assert_eq!(shown(&first), shown(&second));
    let photograph = shown(&first);
    place.desk.retract(&ada, &first, "The source asked for it.", TODAY).await.unwrap();
    assert!(place.desk.blob(&photograph).is_ok());
    place.desk.retract(&ada, &second, "The source asked for it.", TODAY).await.unwrap();
    assert!(place.desk.blob(&photograph).is_err());
}

#[tokio::test]
async fn a_retracted_account_is_mended_and_published_again() {
    let (mut place, ada) = Place::new().await;
    let (number, id) = published(&mut place, &ada).await;
    let before = place.desk.page(&id).unwrap();
    let tomorrow = TODAY + 1.day();
    place.desk.retract(&ada, &id, "A name stood in it.", TODAY).await.unwrap();
    let draft = place.draft(&ada, number, Draft { withheld: vec![(9, 10)], ..Draft::default() }).await;
    let publish = async |why| place.desk.publish(&ada, number, draft, why, tomorrow).await;
    assert!(matches!(publish("").await, Err(DeskError::BadReason)));
    assert_eq!(publish("The name is withheld now.").await.unwrap(), id);

    let now = state(&place, &id);
    assert!(!now.is_retracted() && now.day == tomorrow);
    let kinds: Vec<_> = now.notices.iter().map(|notice| (notice.kind, &*notice.why)).collect();
    assert_eq!(
        kinds,
        [
            (NoticeKind::Retracted, "A name stood in it."),
            (NoticeKind::PublishedAgain(Some(0)), "The name is withheld now."),
        ]
    );
    let page = place.desk.page(&id).unwrap();
    assert_eq!(
        Changes::between(&now.past[0].outline, &page.outline()),
        Changes {
            withheld: vec![(9, 10)],
            photographs_removed: 1,
            translations_removed: vec!["ru".into()],
            ..Changes::default()
        }
    );
    assert_eq!(before.outline(), now.past[0].outline);
    place.desk.retract(&ada, &id, "Another name stood in it.", tomorrow).await.unwrap();
    assert_eq!(state(&place, &id).retraction().unwrap().why, "Another name stood in it.");
}

#[tokio::test]
async fn a_new_edition_takes_the_place_of_the_one_before() {
    let (mut place, ada) = Place::new().await;
    let (number, id) = published(&mut place, &ada).await;
    let first = place.desk.page(&id).unwrap();
    let same = place.desk.catalogue().received[&number].draft.as_ref().unwrap().blob;
    let publish = async |draft| place.publish(&ada, number, draft).await;
    assert!(matches!(publish(same).await, Err(DeskError::SameEdition)));

    let draft = place.draft(&ada, number, with_translation("Мост закрыли в десять.", &[(9, 10)])).await;
    publish(draft).await.unwrap();
    assert!(holding(place.folder.path(), "Gulnara".as_bytes()).is_empty(), "the page before is gone");
    assert!(holding(place.folder.path(), "девять".as_bytes()).is_empty(), "and its translation");
    let second = place.desk.page(&id).unwrap();
    assert_eq!(second.photographs, first.photographs, "a photograph that stays is there");
    assert!(place.desk.blob(&second.photographs[0].blob).is_ok());
    assert_eq!(
        Changes::between(&first.outline(), &second.outline()),
        Changes { withheld: vec![(9, 10)], translations_changed: vec!["ru".into()], ..Changes::default() }
    );

    // The slip of the whole account is known again.
    let content = place.desk.content(&ada, number).unwrap();
    let (slip, truth) = proved(&content).unwrap();
    let past = &state(&place, &id).past[0];
    let known = |text: &firsthand_store::event::OutlinedText| {
        text.id == truth.id.to_string() && text.slip == fingerprint(&slip)
    };
    assert!(past.outline.texts.iter().any(known) && !second.outline().texts.iter().any(known));

    // Words that are open again are named, too.
    let draft = place.draft(&ada, number, with_translation("Мост закрыли в десять.", &[(10, 10)])).await;
    publish(draft).await.unwrap();
    let third = place.desk.page(&id).unwrap();
    assert_eq!(Changes::between(&second.outline(), &third.outline()).opened, [(9, 9)]);
    assert_eq!(state(&place, &id).past.len(), 2);
}

#[tokio::test]
async fn a_page_that_is_damaged_can_be_taken_back() {
    let (mut place, ada) = Place::new().await;
    let (number, id) = published(&mut place, &ada).await;
    let damage = |place: &Place| {
        let page = state(place, &id).page.unwrap().to_string();
        let path = place.folder.path().join("blobs").join(&page[..2]).join(&page[2..]);
        fs::write(path, b"{}").unwrap();
    };
    damage(&place);
    assert!(place.desk.page(&id).is_err());
    let draft = place.desk.catalogue().received[&number].draft.as_ref().unwrap().blob;
    place.publish(&ada, number, draft).await.unwrap();
    assert!(place.desk.page(&id).is_ok());
    damage(&place);
    place.desk.retract(&ada, &id, "It was damaged.", TODAY).await.unwrap();
    assert!(state(&place, &id).is_retracted());
}

#[tokio::test]
async fn a_second_member_must_agree_to_a_new_edition_too() {
    let (mut place, ada) = Place::new().await;
    let (number, id) = published(&mut place, &ada).await;
    let edil = place.invite(&ada, Role::Editor, "Edil").await;
    place.desk.two_to_publish(&ada, true, TODAY).await.unwrap();
    let draft = place.draft(&ada, number, with_translation("Мост закрыли в девять.", &[(9, 10)])).await;
    assert!(matches!(place.publish(&ada, number, draft).await, Err(DeskError::NeedsSecond)));
    place.desk.agree(&edil, number, draft, TODAY).await.unwrap();
    place.publish(&ada, number, draft).await.unwrap();
    let page: Page = place.desk.page(&id).unwrap();
    assert!(!page.text.contains("Gulnara"));
}
