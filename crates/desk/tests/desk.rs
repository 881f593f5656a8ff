//! The story of an account at the desk, and what each rule refuses.

use std::io::Write;

use firsthand_account::bundle::Bundle;
use firsthand_account::check::{Verdict, check, judge};
use firsthand_account::edition::{Account, Ends};
use firsthand_account::enclosures::{Enclosure, enclose};
use firsthand_account::hash::sha256;
use firsthand_account::identity::SecretKey;
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{seal, sealable};
use firsthand_desk::codename::{Codename, SourceKey};
use firsthand_desk::consent::{Consent, Name, Refusal, When, Words};
use firsthand_desk::desk::Desk;
use firsthand_desk::drafts::Draft;
use firsthand_desk::error::DeskError;
use firsthand_desk::keyring::Invitation;
use firsthand_desk::page::Translation;
use firsthand_desk::pull::{PullToken, Queue, SourceEvent};
use firsthand_desk::session::Session;
use firsthand_desk::sources::{self, Arrival};
use firsthand_desk::submission::BEGINS;
use firsthand_desk::vault::{self, CannotOpen};
use firsthand_store::blobs::BlobId;
use firsthand_store::event::{Event, Role};
use firsthand_store::{Store, StoreError};
use jiff::civil::{Date, date};
use tempfile::TempDir;

const TODAY: Date = date(2026, 11, 23);
const TEXT: &str = "They closed the bridge at nine. My neighbour Gulnara Ashirova stood there with her bag.\n\n\
    Nobody told us why, and Ashirova asked three times. I was on the stairs and saw it all.";
const SECRET: [u8; 20] = *b"12345678901234567890";
/// The code at second 59, and its time step (RFC 6238, appendix B).
const CODE: (&str, u64) = ("287082", 59);

struct Place {
    desk: Desk,
    folder: TempDir,
    /// The next number that replaces randomness. Each number is used once.
    next: u8,
}

impl Place {
    async fn new() -> (Self, Session) {
        let folder = tempfile::tempdir().unwrap();
        let (desk, invitation) = Desk::open(folder.path(), TODAY, &[9; 64]).await.unwrap();
        let place = Self { desk, folder, next: 10 };
        let admin = place.member(&invitation.unwrap(), "Ada").await;
        (place, admin)
    }

    async fn member(&self, invitation: &Invitation, name: &str) -> Session {
        let passphrase = "a passphrase that is long";
        let joining = self.desk.joining(invitation, name, passphrase, &SECRET, TODAY).unwrap();
        self.desk.join(joining).await.unwrap();
        self.desk.sign_in(name, passphrase, CODE.0, CODE.1).unwrap().0
    }

    async fn invite(&mut self, admin: &Session, role: Role, name: &str) -> Session {
        self.next += 1;
        let invitation = self.desk.invite(admin, role, TODAY, &[self.next; 32]).await.unwrap();
        self.member(&invitation, name).await
    }

    fn source(&mut self) -> SourceKey {
        self.next += 1;
        self.desk.key(&Codename::new(&[self.next; 32]))
    }

    async fn receive(&mut self, source: &SourceKey, consent: Consent, file: Option<&[u8]>) -> u64 {
        self.next += 1;
        let files = file.into_iter().map(|bytes| {
            let mut incoming = self.desk.incoming(bytes).unwrap();
            incoming.write_all(bytes).unwrap();
            incoming.finish().unwrap()
        });
        let arrival = Arrival { text: TEXT.into(), language: "en".into(), consent, files: files.collect() };
        self.desk.receive(source, arrival, TODAY, &[self.next; 64]).await.unwrap()
    }

    async fn draft(&self, session: &Session, account: u64, draft: Draft) -> BlobId {
        self.desk.save_draft(session, account, &draft, TODAY).await.unwrap();
        self.desk.catalogue().received[&account].draft.as_ref().unwrap().blob
    }

    async fn publish(&self, session: &Session, account: u64, draft: BlobId) -> Result<String, DeskError> {
        self.desk.publish(session, account, draft, TODAY).await
    }
}

/// Checks every hash of the desk in `folder`, and returns the number of its blobs.
async fn verified(folder: &std::path::Path) -> usize {
    Store::open_beside(folder).await.unwrap().verify().await.unwrap().1
}

/// The number of files below `folder`.
fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}

fn all() -> Consent {
    Consent { words: Words::All, photographs: true, name: Name::None, when: When::AnyTime }
}

fn refusal(result: Result<String, DeskError>) -> Refusal {
    match result {
        Err(DeskError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// A picture with bytes after its end.
fn picture() -> Vec<u8> {
    let mut png = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/check.png")).unwrap();
    png.extend_from_slice(b"behind the picture's end");
    png
}

#[tokio::test]
async fn an_account_comes_in_is_answered_published_and_taken_back() {
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

    place.publish(&ada, number, draft).await.unwrap();
    assert_eq!(place.desk.page(&id).unwrap(), page, "a copy that was taken stays true when it is published again");

    place.desk.retract(&ada, &id, "The bridge was another one.", TODAY).await.unwrap();
    assert!(place.desk.catalogue().published[&id].is_retracted());
    assert!(matches!(place.publish(&ada, number, draft).await, Err(DeskError::NotPublished)), "it stays so");
    assert!(matches!(place.desk.retract(&ada, &id, "again", TODAY).await, Err(DeskError::NotPublished)));

    // Everything is there after a restart. Of the source's words, only the published ones are in the clear.
    let published = place.desk.blob(&place.desk.catalogue().published[&id].page).unwrap();
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
    assert!(matches!(Desk::open_joined(folder.path()).await, Err(DeskError::NobodyJoined)));
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
    assert_eq!(slip.pen_name, ada.sealing_key().pen_name());
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
    assert!(matches!(refusal(place.publish(&ada, number, draft).await), Refusal::Names(2)));
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
    let draft = place.draft(&ada, number, Draft { names_read: true, ..Draft::default() }).await;
    place.desk.come_back(&other, date(2026, 11, 24)).await.unwrap();
    assert_eq!(refusal(place.publish(&ada, number, draft).await), Refusal::CameBack);

    place.desk.delete(&other, TODAY).await.unwrap();
    assert!(matches!(place.desk.content(&ada, number), Err(DeskError::NoAccount)));
    assert!(matches!(place.desk.come_back(&other, TODAY).await, Err(DeskError::NoSource)));
    assert!(matches!(place.desk.reply(&ada, number, "?", TODAY).await, Err(DeskError::NoSource)));
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
    assert!(needs(place.desk.remove_member(&publisher, "Rena", TODAY).await));
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

    place.desk.remove_member(&ada, "Edil", TODAY).await.unwrap();
    assert!(matches!(place.desk.content(&editor, number), Err(DeskError::NeedsRole(_))));
    assert!(matches!(place.desk.remove_member(&ada, "Ada", TODAY).await, Err(DeskError::LastAdmin)));
    let again = place.invite(&ada, Role::Reader, "Edil").await;
    assert!(place.desk.content(&again, number).is_ok());
    assert!(matches!(place.desk.content(&editor, number), Err(DeskError::NeedsRole(_))), "the name is another's now");
    let wrong = place.desk.sign_in("Rena", "a passphrase that is long", "000000", CODE.1);
    assert!(matches!(wrong, Err(DeskError::WrongSignIn)));
    let nobody = place.desk.sign_in("Nobody", "a passphrase that is long", CODE.0, CODE.1);
    assert!(matches!(nobody, Err(DeskError::WrongSignIn)));

    place.next += 1;
    let invitation = place.desk.invite(&ada, Role::Reader, TODAY, &[99; 32]).await.unwrap();
    assert!(matches!(place.desk.invited(&invitation, date(2026, 12, 1)), Err(DeskError::NoInvitation)), "eight days");
    assert!(place.desk.invited(&invitation, date(2026, 11, 30)).is_ok());
    place.member(&invitation, "Once").await;
    assert!(matches!(place.desk.invited(&invitation, TODAY), Err(DeskError::NoInvitation)));
}

/// Fetches the events of the drop box `from` for `desk`, as over a network: in JSON, blob by blob.
async fn pull(from: &Desk, desk: &Desk) -> usize {
    let waiting = serde_json::to_string(&from.waiting().await.unwrap()).unwrap();
    let waiting: Queue = serde_json::from_str(&waiting).unwrap();
    let mut taken = 0;
    for parcel in &waiting.events {
        for blob in parcel.blobs() {
            desk.take_blob(&blob, &from.blob(&blob).unwrap()).unwrap();
        }
        taken += usize::from(desk.take_in(parcel).await.unwrap());
    }
    for answer in desk.answers_for(&waiting.sources).unwrap() {
        from.take_answer(&answer).await.unwrap();
    }
    if let Some(last) = waiting.events.last() {
        from.handed_over(last.number, TODAY).await.unwrap();
    }
    taken
}

#[tokio::test]
async fn a_drop_box_elsewhere_cannot_read_and_is_brought_home() {
    let (mut place, ada) = Place::new().await;
    let pass = PullToken::new(&[42; 32]);
    let public = place.desk.public(&pass);
    assert!(pass.opens(&public) && !PullToken::read("other").opens(&public));
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = Desk::open_drop_box(folder.path(), &public, TODAY).await.unwrap();
    let source = elsewhere.key(&Codename::new(&[50; 32]));
    assert_eq!(source.id, place.desk.key(&Codename::new(&[50; 32])).id, "a codename is the same at both");

    let arrival = Arrival { text: TEXT.into(), language: "en".into(), consent: all(), files: vec![] };
    let there = elsewhere.receive(&source, arrival, TODAY, &[51; 64]).await.unwrap();
    let blob = elsewhere.catalogue().received[&there].content.unwrap();
    assert_eq!(pull(&elsewhere, &place.desk).await, 1);
    assert!(elsewhere.blob(&blob).is_err(), "what was brought home is gone there");
    let number = *place.desk.catalogue().received.keys().next().unwrap();
    assert!(place.desk.content(&ada, number).unwrap().text.starts_with(TEXT));

    place.desk.reply(&ada, number, "Thank you.", TODAY).await.unwrap();
    assert_eq!(pull(&elsewhere, &place.desk).await, 0, "nothing is taken twice");
    let back = elsewhere.come_back(&source, TODAY).await.unwrap();
    assert_eq!((back.accounts.len(), &*back.replies[0].1), (1, "Thank you."));
    // A pull that broke off brings the same events again. The source's last wish must still hold.
    elsewhere.withdraw(&source, TODAY).await.unwrap();
    elsewhere.consent(&source, &all(), TODAY).await.unwrap();
    for _ in 0..2 {
        for parcel in elsewhere.waiting().await.unwrap().events {
            for blob in parcel.blobs() {
                let bytes = elsewhere.blob(&blob).unwrap();
                assert!(place.desk.take_blob(&blob, &bytes[1..]).is_err(), "it came damaged");
                place.desk.take_blob(&blob, &bytes).unwrap();
            }
            place.desk.take_in(&parcel).await.unwrap();
        }
        assert!(!place.desk.catalogue().source(&source.id).unwrap().withdrawn);
    }
    pull(&elsewhere, &place.desk).await;
    elsewhere.withdraw(&source, TODAY).await.unwrap();
    elsewhere.delete(&source, TODAY).await.unwrap();
    assert_eq!(pull(&elsewhere, &place.desk).await, 2);
    assert!(matches!(place.desk.content(&ada, number), Err(DeskError::NoAccount)));

    let gone = elsewhere.key(&Codename::new(&[60; 32]));
    let arrival = Arrival { text: TEXT.into(), language: "en".into(), consent: all(), files: vec![] };
    elsewhere.receive(&gone, arrival, TODAY, &[61; 64]).await.unwrap();
    elsewhere.delete(&gone, TODAY).await.unwrap();
    assert_eq!(pull(&elsewhere, &place.desk).await, 0, "what was deleted before stays behind");

    drop(elsewhere);
    place.next += 1;
    let other = Place::new().await.0.desk.public(&pass);
    assert!(matches!(Desk::open_drop_box(folder.path(), &other, TODAY).await, Err(DeskError::OtherDesk)));
}

/// A bundle of `text` with its enclosures, sealed by a witness. The words in `withheld` are withheld.
fn bundle(text: &str, enclosed: &[(&str, &[u8])], withheld: Option<std::ops::Range<u32>>) -> Vec<u8> {
    let mut enclosures: Vec<Enclosure> = enclosed
        .iter()
        .map(|(label, bytes)| Enclosure { label: (*label).into(), salt: [7; 16], content: sha256(&[bytes]) })
        .collect();
    let seal_of = enclose(&mut enclosures).unwrap();
    let sealed = seal(&sealable(text).unwrap(), &SecretKey::from_bytes(&[8; 32]), &[9; 32], seal_of);
    let (mut text, mut slip) = (text.to_owned(), sealed.slip);
    if let Some(withheld) = withheld {
        let whole = text.clone();
        let Verdict::True(truth) = judge(whole.into(), &slip).unwrap() else { panic!("it was sealed just now") };
        let edition = Account::new(&truth, &slip).withhold(&Ranges::new(vec![withheld]), Ends::Marked).unwrap();
        (text, slip) = (edition.text(), edition.slip);
    }
    let bundle = Bundle { text, slip: slip.to_text(), enclosures };
    let mut tar = Vec::new();
    let content = |each: &Enclosure| {
        let (_, bytes) = enclosed.iter().find(|(label, _)| *label == each.label).unwrap();
        Ok((*bytes, bytes.len() as u64))
    };
    firsthand_account::bundle::write(&mut tar, &bundle, content).unwrap();
    tar
}

/// Whether `bytes` contains `part`.
fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The bytes of every file below `folder`.
fn everything(folder: &std::path::Path) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { everything(&path) } else { vec![std::fs::read(&path).unwrap()] })
        .collect()
}

impl Place {
    /// A file that has arrived and belongs to no account yet.
    fn waiting(&self, file: &[u8]) -> sources::Upload {
        let mut incoming = self.desk.incoming(&file[..file.len().min(100)]).unwrap();
        incoming.write_all(file).unwrap();
        incoming.finish().unwrap()
    }

    /// Leaves a submission at the drop box.
    async fn leave(&mut self, source: &SourceKey, parcel: &[u8]) -> u64 {
        let waiting = self.waiting(parcel);
        assert!(waiting.is_submission());
        let asks = Consent { words: Words::AskFirst, ..all() };
        let arrival = Arrival { text: " \n".into(), language: "ru".into(), consent: asks, files: vec![waiting] };
        self.desk.receive(source, arrival, TODAY, &[1; 64]).await.unwrap()
    }

    /// Adds an account whose content is `blob`, as earlier versions kept submissions.
    async fn kept_as_it_came(&mut self, blob: &[u8]) -> u64 {
        let (source, content) = (self.source(), BlobId(sha256(&[blob])));
        self.desk.take_blob(&content, blob).unwrap();
        let recipient = source.identity.to_public().to_string();
        let event = Event::Received { source: source.id, recipient, content, files: vec![], submission: None };
        assert!(self.desk.take_in(&SourceEvent { number: 1, day: TODAY, event }).await.unwrap());
        *self.desk.catalogue().received.keys().last().unwrap()
    }

    fn blob(&self, account: u64) -> BlobId {
        self.desk.catalogue().received[&account].content.unwrap()
    }

    fn path(&self, account: u64) -> std::path::PathBuf {
        let blob = self.blob(account).to_string();
        self.folder.path().join("blobs").join(&blob[..2]).join(&blob[2..])
    }

    fn parcel(&self, tar: &[u8]) -> Vec<u8> {
        vault::seal(&[&self.desk.recipient().parse().unwrap()], tar)
    }

    async fn take(&mut self, parcel: &[u8]) -> u64 {
        let source = self.source();
        self.desk.receive_submission(&source, parcel, TODAY).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_parcel_is_encrypted_once_more_and_read_at_the_desk() {
    let (mut place, ada) = Place::new().await;
    let consent = serde_json::to_vec(&all()).unwrap();
    let photograph = picture();
    let enclosed: [(&str, &[u8]); 4] =
        [("consent", &consent), ("language", b"en"), ("original/1", b"as it came"), ("photo/1", &photograph)];
    let parcel = place.parcel(&bundle(TEXT, &enclosed, None));

    // A source leaves it at the drop box: one file, and no words.
    let source = place.source();
    let number = place.leave(&source, &parcel).await;
    let kept = place.desk.blob(&place.blob(number)).unwrap();
    assert!(kept.starts_with(BEGINS) && !has(&kept, &parcel[parcel.len() - 50..]), "it lies encrypted once more");

    let content = place.desk.content(&ada, number).unwrap();
    let glance = place.desk.glance(&ada, number).unwrap();
    assert_eq!((glance.text, glance.files), (content.text.clone(), 2));
    assert!(content.text.starts_with(TEXT) && content.language == "en" && content.consent == all());
    let files: Vec<_> = content.files.iter().map(|file| (file.label.as_deref().unwrap(), file.size)).collect();
    assert_eq!(files, [("original/1", 10), ("photo/1", photograph.len() as u64)]);
    assert_eq!(place.desk.file(&ada, number, 1).unwrap().as_slice(), photograph);
    assert!(matches!(place.desk.file(&ada, number, 2), Err(DeskError::NoAccount)));
    let draft = |photograph| Draft { photographs: vec![photograph], ..Draft::default() };
    let original = place.desk.prepare(&ada, number, &draft(0), TODAY);
    assert!(matches!(original, Err(DeskError::Refused(Refusal::Original))));
    let draft = place.draft(&ada, number, draft(1)).await;
    assert_eq!(place.publish(&ada, number, draft).await.unwrap(), content.id);

    // A carrier brings it. The desk takes it once.
    let [carrier, another] = [place.source(), place.source()];
    assert!(place.desk.receive_submission(&carrier, &parcel, TODAY).await.unwrap().is_some());
    assert_eq!(place.desk.receive_submission(&another, &parcel, TODAY).await.unwrap(), None);
    place.desk.delete(&carrier, TODAY).await.unwrap();
    assert!(place.desk.receive_submission(&another, &parcel, TODAY).await.unwrap().is_some(), "it was deleted");
    // A submission beside words is a file like any other.
    let source = place.source();
    let number = place.receive(&source, all(), Some(&parcel)).await;
    assert_eq!(place.desk.file(&ada, number, 0).unwrap().as_slice(), parcel);
}

#[tokio::test]
async fn a_parcel_that_does_not_open_says_why() {
    let (mut place, ada) = Place::new().await;
    let whole = bundle(TEXT, &[("photo/1", b"a picture")], None);
    let other = vault::seal(&[&vault::identity(&[5; 32]).to_public()], &whole);
    let number = place.take(&other).await;
    assert!(matches!(place.desk.content(&ada, number), Err(DeskError::CannotOpen(CannotOpen::WrongKey))));

    let changed = |from: &[u8], to: &[u8]| {
        let at = whole.windows(from.len()).position(|window| window == from).unwrap();
        [&whole[..at], to, &whole[at + from.len()..]].concat()
    };
    let forged = serde_json::json!({ "v": 1, "text": TEXT, "id": "", "sealed_by": "drop_box", "pasted": null,
        "language": "en", "consent": all(), "files": [] });
    let mut damaged = vec![
        place.parcel(&changed(b"nine", b"nina")),
        place.parcel(&changed(b"a picture", b"a pictury")),
        place.parcel(&changed(b"photo/1", b"photo/2")),
        place.parcel(&changed(b"enclosures/1", b"../../../x/1")),
        place.parcel(&whole[..whole.len() - 3 * 512]),
        place.parcel(b"{\"v\":2}"),
        // A source cannot forge the JSON that the drop box writes.
        place.parcel(&serde_json::to_vec(&forged).unwrap()),
        place.parcel(&place.parcel(&whole)),
        place.parcel(b""),
    ];
    let cut = place.parcel(&whole);
    damaged.push(cut[..cut.len() - 1].to_vec());
    damaged.push(b"age-encryption.org/v1\n".to_vec());
    for parcel in damaged {
        let number = place.take(&parcel).await;
        let opened = place.desk.content(&ada, number);
        assert!(matches!(opened, Err(DeskError::CannotOpen(CannotOpen::Damaged))), "{opened:?}");
    }
    // A list, and a single file, show nothing that is not true to the slip.
    for parcel in [place.parcel(&changed(b"nine", b"nina")), place.parcel(&changed(b"photo/1", b"photo/2"))] {
        let number = place.take(&parcel).await;
        let [glance, file] = [place.desk.glance(&ada, number).map(drop), place.desk.file(&ada, number, 0).map(drop)];
        assert!(matches!(glance, Err(DeskError::CannotOpen(CannotOpen::Damaged))), "{glance:?}");
        assert!(matches!(file, Err(DeskError::CannotOpen(CannotOpen::Damaged))), "{file:?}");
    }
    let number = place.take(&place.parcel(&changed(b"a picture", b"a pictury"))).await;
    assert!(matches!(place.desk.file(&ada, number, 0), Err(DeskError::CannotOpen(CannotOpen::Damaged))));
    // A consent that cannot be read means that the source must be asked first.
    for consent in [&b"{}"[..], b"\xff", b"{\"words\":\"all\"}"] {
        let number = place.take(&place.parcel(&bundle(TEXT, &[("consent", consent)], None))).await;
        assert_eq!(place.desk.content(&ada, number).unwrap().consent.words, Words::AskFirst);
    }
}

#[tokio::test]
async fn of_an_edition_the_words_are_withheld_that_were_chosen() {
    let (mut place, ada) = Place::new().await;
    let text = "One two three four five six seven eight nine ten eleven twelve.";
    let consent = serde_json::to_vec(&all()).unwrap();
    let number = place.take(&place.parcel(&bundle(text, &[("consent", &consent)], Some(2..5)))).await;
    // In the text "One two █ six seven" the fifth word is "seven". In the account it is the eighth.
    let draft = Draft { withheld: vec![(5, 5)], ..Draft::default() };
    let page = place.desk.prepare(&ada, number, &draft, TODAY).unwrap().page;
    assert!(page.text.starts_with("One two █████ six █████ eight nine"), "{}", page.text);
    let beyond = Draft { withheld: vec![(9, 11)], ..Draft::default() };
    assert!(matches!(place.desk.prepare(&ada, number, &beyond, TODAY), Err(DeskError::CannotWithhold(_))));
}

#[tokio::test]
async fn what_only_looks_like_a_parcel_is_encrypted_like_any_file() {
    let (mut place, ada) = Place::new().await;
    let word: &[u8] = b"Mirabelle";
    let real = place.parcel(b"x");
    let payload = real.windows(5).position(|line| line == b"\n--- ").unwrap() + 6 + 43 + 1;
    let forged = [[BEGINS, word].concat(), [&real[..payload], &[0; 16], word].concat()];
    let waits = forged.each_ref().map(|file| place.waiting(file));
    let in_the_clear = |place: &Place| everything(place.folder.path()).iter().any(|file| has(file, word));
    assert!(!in_the_clear(&place), "while it waits");
    drop(waits);
    for file in &forged {
        let source = place.source();
        let left = place.leave(&source, file).await;
        let carried = place.take(file).await;
        assert!(!in_the_clear(&place));
        for number in [left, carried] {
            let opened = place.desk.content(&ada, number);
            assert!(matches!(opened, Err(DeskError::CannotOpen(CannotOpen::Damaged))), "{opened:?}");
        }
    }
    let clear = place.kept_as_it_came(&forged[0]).await;
    assert!(in_the_clear(&place) && place.desk.content(&ada, clear).is_err(), "the test finds what lies in the clear");
}

#[tokio::test]
async fn a_parcel_that_was_kept_as_it_came_is_still_read() {
    let (mut place, ada) = Place::new().await;
    let parcel = place.parcel(&bundle(TEXT, &[("language", b"en"), ("photo/1", b"a picture")], None));
    let number = place.kept_as_it_came(&parcel).await;
    let content = place.desk.content(&ada, number).unwrap();
    assert!(content.text.starts_with(TEXT) && content.language == "en");
    assert_eq!(place.desk.glance(&ada, number).unwrap().files, 1);
    assert_eq!(place.desk.file(&ada, number, 0).unwrap().as_slice(), b"a picture");
    let carrier = place.source();
    assert_eq!(place.desk.receive_submission(&carrier, &parcel, TODAY).await.unwrap(), None, "it is here already");
    let other = place.kept_as_it_came(&vault::seal(&[&vault::identity(&[5; 32]).to_public()], b"x")).await;
    assert!(matches!(place.desk.glance(&ada, other), Err(DeskError::CannotOpen(CannotOpen::WrongKey))));
    // Entries of earlier versions have no hash of the submission.
    let (id, event) = ("a".repeat(64), r#""by":"source","act":"received""#);
    let old =
        format!(r#"{{"day":"2026-11-23",{event},"source":"{id}","recipient":"age1","content":"{id}","files":[]}}"#);
    let entry: firsthand_store::event::Entry = serde_json::from_str(&old).unwrap();
    assert_eq!(serde_json::to_string(&entry).unwrap(), old);
}

#[tokio::test]
async fn of_a_large_parcel_no_more_is_read_than_is_wanted() {
    let (mut place, ada) = Place::new().await;
    // The padding is longer than the piece that is decrypted at a time.
    let large = vec![7; 4 << 20];
    let bundle = bundle(TEXT, &[("photo/1", b"a picture"), ("photo/2", &large)], None);
    let source = place.source();
    let came = place.parcel(&bundle);
    let numbers = [place.kept_as_it_came(&came).await, place.leave(&source, &came).await];
    for number in numbers {
        assert_eq!(place.desk.file(&ada, number, 1).unwrap().as_slice(), large);
        assert!(place.desk.content(&ada, number).is_ok());
        // A byte in the middle is damaged on this disk.
        let mut bytes = std::fs::read(place.path(number)).unwrap();
        let half = bytes.len() / 2;
        bytes[half] ^= 1;
        std::fs::write(place.path(number), bytes).unwrap();
        assert!(place.desk.glance(&ada, number).unwrap().text.starts_with(TEXT));
        assert_eq!(place.desk.file(&ada, number, 0).unwrap().as_slice(), b"a picture");
        for opened in [place.desk.content(&ada, number).map(drop), place.desk.file(&ada, number, 1).map(drop)] {
            assert!(matches!(opened, Err(DeskError::Store(StoreError::DamagedBlob(_)))), "{opened:?}");
        }
    }
    // A submission that was damaged on its way, or cut off, is refused.
    let payload = came.len() - 200_000;
    let damaged = [&came[..payload], &[came[payload] ^ 1], &came[payload + 1..]].concat();
    let chunk = 65_536 + 16;
    let header = came.len() % chunk;
    let cut = &came[..header + came.len() / chunk / 2 * chunk];
    for parcel in [&damaged[..], cut, &came[..came.len() - 1]] {
        let source = place.source();
        let number = place.leave(&source, parcel).await;
        assert!(place.desk.glance(&ada, number).is_ok());
        let opened = place.desk.content(&ada, number);
        assert!(matches!(opened, Err(DeskError::CannotOpen(CannotOpen::Damaged))), "{opened:?}");
    }
}

#[tokio::test]
async fn who_deletes_a_parcel_deletes_nobody_elses() {
    let (mut place, ada) = Place::new().await;
    let parcel = place.parcel(&bundle(TEXT, &[("language", b"en")], None));
    let [one, two, carrier] = [place.source(), place.source(), place.source()];
    let first = place.leave(&one, &parcel).await;
    let second = place.leave(&two, &parcel).await;
    let third = place.desk.receive_submission(&carrier, &parcel, TODAY).await.unwrap().unwrap();
    let blobs = [first, second, third].map(|number| place.blob(number));
    assert!(blobs[0] != blobs[1] && blobs[0] != blobs[2] && blobs[1] != blobs[2], "each has its own");
    place.desk.delete(&one, TODAY).await.unwrap();
    assert!(place.desk.blob(&blobs[0]).is_err());
    for number in [second, third] {
        assert!(place.desk.content(&ada, number).unwrap().text.starts_with(TEXT));
    }
    place.desk.delete(&carrier, TODAY).await.unwrap();
    assert!(place.desk.content(&ada, second).is_ok());
}
