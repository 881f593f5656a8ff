//! Submissions: encrypted by a witness, left at the drop box or brought as a file, opened at the desk.

mod common;

use std::io::Write;

use common::{Place, TEXT, TODAY, all, bundle, picture};
use firsthand_account::hash::sha256;
use firsthand_desk::codename::SourceKey;
use firsthand_desk::consent::{Consent, Refusal, Words};
use firsthand_desk::drafts::Draft;
use firsthand_desk::error::DeskError;
use firsthand_desk::pull::SourceEvent;
use firsthand_desk::sources::{self, Arrival};
use firsthand_desk::submission::BEGINS;
use firsthand_desk::vault::{self, CannotOpen};
use firsthand_store::StoreError;
use firsthand_store::blobs::BlobId;
use firsthand_store::event::Event;

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
    async fn leave(&mut self, source: &SourceKey, submission: &[u8]) -> u64 {
        let waiting = self.waiting(submission);
        assert!(waiting.is_submission());
        let asks = Consent { words: Words::AskFirst, ..all() };
        let arrival = Arrival { text: " \n".into(), language: "ru".into(), consent: asks, files: vec![waiting] };
        self.desk.receive(source, arrival, TODAY, &[1; 64]).await.unwrap()
    }

    /// An account whose content is `blob`, as desks kept submissions once.
    async fn kept_as_it_came(&mut self, blob: &[u8]) -> u64 {
        let (source, content) = (self.source(), BlobId(sha256(&[blob])));
        self.desk.take_blob(&content, blob).unwrap();
        let recipient = source.identity.to_public().to_string();
        let event = Event::Received { source: source.id, recipient, content, files: vec![], submission: None };
        assert!(self.desk.take_in(&SourceEvent { number: 1, day: TODAY, hash: None, event }, TODAY).await.unwrap());
        *self.desk.catalogue().received.keys().last().unwrap()
    }

    fn blob(&self, account: u64) -> BlobId {
        self.desk.catalogue().received[&account].content.unwrap()
    }

    fn path(&self, account: u64) -> std::path::PathBuf {
        let blob = self.blob(account).to_string();
        self.folder.path().join("blobs").join(&blob[..2]).join(&blob[2..])
    }

    fn submission(&self, tar: &[u8]) -> Vec<u8> {
        vault::seal(&[&self.desk.recipient().parse().unwrap()], tar)
    }

    async fn take(&mut self, submission: &[u8]) -> u64 {
        let source = self.source();
        self.desk.receive_submission(&source, submission, TODAY).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_submission_is_encrypted_once_more_and_read_at_the_desk() {
    let (mut place, ada) = Place::new().await;
    let consent = serde_json::to_vec(&all()).unwrap();
    let photograph = picture();
    let enclosed: [(&str, &[u8]); 4] =
        [("consent", &consent), ("language", b"en"), ("original/1", b"as it came"), ("photo/1", &photograph)];
    let submission = place.submission(&bundle(TEXT, &enclosed, None));

    // A source leaves it at the drop box: one file, and no words.
    let source = place.source();
    let number = place.leave(&source, &submission).await;
    let kept = place.desk.blob(&place.blob(number)).unwrap();
    assert!(
        kept.starts_with(BEGINS) && !has(&kept, &submission[submission.len() - 50..]),
        "it lies encrypted once more"
    );

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
    assert!(place.desk.receive_submission(&carrier, &submission, TODAY).await.unwrap().is_some());
    assert_eq!(place.desk.receive_submission(&another, &submission, TODAY).await.unwrap(), None);
    place.desk.delete(&carrier, TODAY).await.unwrap();
    assert!(place.desk.receive_submission(&another, &submission, TODAY).await.unwrap().is_some(), "it was deleted");
    // A submission beside words is a file like any other.
    let source = place.source();
    let number = place.receive(&source, all(), Some(&submission)).await;
    assert_eq!(place.desk.file(&ada, number, 0).unwrap().as_slice(), submission);
}

#[tokio::test]
async fn a_submission_that_does_not_open_says_why() {
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
        place.submission(&changed(b"nine", b"nina")),
        place.submission(&changed(b"a picture", b"a pictury")),
        place.submission(&changed(b"photo/1", b"photo/2")),
        place.submission(&changed(b"enclosures/1", b"../../../x/1")),
        place.submission(&whole[..whole.len() - 3 * 512]),
        place.submission(b"{\"v\":2}"),
        // A source cannot forge the JSON that the drop box writes.
        place.submission(&serde_json::to_vec(&forged).unwrap()),
        place.submission(&place.submission(&whole)),
        place.submission(b""),
    ];
    let cut = place.submission(&whole);
    damaged.push(cut[..cut.len() - 1].to_vec());
    damaged.push(b"age-encryption.org/v1\n".to_vec());
    for submission in damaged {
        let number = place.take(&submission).await;
        let opened = place.desk.content(&ada, number);
        assert!(matches!(opened, Err(DeskError::CannotOpen(CannotOpen::Damaged))), "{opened:?}");
    }
    // A list, and a single file, show nothing that is not true to the slip.
    for submission in [place.submission(&changed(b"nine", b"nina")), place.submission(&changed(b"photo/1", b"photo/2"))]
    {
        let number = place.take(&submission).await;
        let [glance, file] = [place.desk.glance(&ada, number).map(drop), place.desk.file(&ada, number, 0).map(drop)];
        assert!(matches!(glance, Err(DeskError::CannotOpen(CannotOpen::Damaged))), "{glance:?}");
        assert!(matches!(file, Err(DeskError::CannotOpen(CannotOpen::Damaged))), "{file:?}");
    }
    let number = place.take(&place.submission(&changed(b"a picture", b"a pictury"))).await;
    assert!(matches!(place.desk.file(&ada, number, 0), Err(DeskError::CannotOpen(CannotOpen::Damaged))));
    // A consent that cannot be read means that the source must be asked first.
    for consent in [&b"{}"[..], b"\xff", b"{\"words\":\"all\"}"] {
        let number = place.take(&place.submission(&bundle(TEXT, &[("consent", consent)], None))).await;
        assert_eq!(place.desk.content(&ada, number).unwrap().consent.words, Words::AskFirst);
    }
}

#[tokio::test]
async fn of_an_edition_the_words_are_withheld_that_were_chosen() {
    let (mut place, ada) = Place::new().await;
    let text = "One two three four five six seven eight nine ten eleven twelve.";
    let consent = serde_json::to_vec(&all()).unwrap();
    let number = place.take(&place.submission(&bundle(text, &[("consent", &consent)], Some(2..5)))).await;
    // In the text "One two █ six seven" the fifth word is "seven". In the account it is the eighth.
    let draft = Draft { withheld: vec![(5, 5)], ..Draft::default() };
    let page = place.desk.prepare(&ada, number, &draft, TODAY).unwrap().page;
    assert!(page.text.starts_with("One two █████ six █████ eight nine"), "{}", page.text);
    let beyond = Draft { withheld: vec![(9, 11)], ..Draft::default() };
    assert!(matches!(place.desk.prepare(&ada, number, &beyond, TODAY), Err(DeskError::CannotWithhold(_))));
}

#[tokio::test]
async fn what_only_looks_like_a_submission_is_encrypted_like_any_file() {
    let (mut place, ada) = Place::new().await;
    let word: &[u8] = b"Mirabelle";
    let real = place.submission(b"x");
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
async fn a_submission_that_was_kept_as_it_came_is_still_read() {
    let (mut place, ada) = Place::new().await;
    let submission = place.submission(&bundle(TEXT, &[("language", b"en"), ("photo/1", b"a picture")], None));
    let number = place.kept_as_it_came(&submission).await;
    let content = place.desk.content(&ada, number).unwrap();
    assert!(content.text.starts_with(TEXT) && content.language == "en");
    assert_eq!(place.desk.glance(&ada, number).unwrap().files, 1);
    assert_eq!(place.desk.file(&ada, number, 0).unwrap().as_slice(), b"a picture");
    let carrier = place.source();
    assert_eq!(place.desk.receive_submission(&carrier, &submission, TODAY).await.unwrap(), None, "it is here already");
    let other = place.kept_as_it_came(&vault::seal(&[&vault::identity(&[5; 32]).to_public()], b"x")).await;
    assert!(matches!(place.desk.glance(&ada, other), Err(DeskError::CannotOpen(CannotOpen::WrongKey))));
    // Entries of that time name no submission.
    let (id, event) = ("a".repeat(64), r#""by":"source","act":"received""#);
    let old =
        format!(r#"{{"day":"2026-11-23",{event},"source":"{id}","recipient":"age1","content":"{id}","files":[]}}"#);
    let entry: firsthand_store::event::Entry = serde_json::from_str(&old).unwrap();
    assert_eq!(serde_json::to_string(&entry).unwrap(), old);
}

#[tokio::test]
async fn of_a_large_submission_no_more_is_read_than_is_wanted() {
    let (mut place, ada) = Place::new().await;
    // The padding is longer than the piece that is decrypted at a time.
    let large = vec![7; 4 << 20];
    let bundle = bundle(TEXT, &[("photo/1", b"a picture"), ("photo/2", &large)], None);
    let source = place.source();
    let came = place.submission(&bundle);
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
    for submission in [&damaged[..], cut, &came[..came.len() - 1]] {
        let source = place.source();
        let number = place.leave(&source, submission).await;
        assert!(place.desk.glance(&ada, number).is_ok());
        let opened = place.desk.content(&ada, number);
        assert!(matches!(opened, Err(DeskError::CannotOpen(CannotOpen::Damaged))), "{opened:?}");
    }
}

#[tokio::test]
async fn who_deletes_a_submission_deletes_nobody_elses() {
    let (mut place, ada) = Place::new().await;
    let submission = place.submission(&bundle(TEXT, &[("language", b"en")], None));
    let [one, two, carrier] = [place.source(), place.source(), place.source()];
    let first = place.leave(&one, &submission).await;
    let second = place.leave(&two, &submission).await;
    let third = place.desk.receive_submission(&carrier, &submission, TODAY).await.unwrap().unwrap();
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
