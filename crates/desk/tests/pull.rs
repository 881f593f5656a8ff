//! A drop box on another machine, from which the desk fetches what came in.

mod common;

use common::{Place, TEXT, TODAY, all};
use firsthand_desk::codename::Codename;
use firsthand_desk::desk::Desk;
use firsthand_desk::error::DeskError;
use firsthand_desk::pull::{DeskPublic, PullToken, Queue};
use firsthand_desk::sources::Arrival;
use zeroize::Zeroizing;

/// Fetches the events of the drop box `from` for `desk`, as over a network: in JSON, blob by blob.
async fn pull(from: &Desk, desk: &Desk) -> usize {
    let waiting = serde_json::to_string(&from.waiting().await.unwrap()).unwrap();
    let waiting: Queue = serde_json::from_str(&waiting).unwrap();
    let mut taken = 0;
    for parcel in &waiting.events {
        for blob in parcel.blobs() {
            desk.take_blob(&blob, &from.blob(&blob).unwrap()).unwrap();
        }
        taken += usize::from(desk.take_in(parcel, TODAY).await.unwrap());
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
    let (place, ada) = Place::new().await;
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
    elsewhere.come_back(&source, TODAY).await.unwrap();
    elsewhere.consent(&source, &all(), TODAY).await.unwrap();
    for time in 0..2 {
        for parcel in elsewhere.waiting().await.unwrap().events {
            for blob in parcel.blobs() {
                let bytes = elsewhere.blob(&blob).unwrap();
                assert!(place.desk.take_blob(&blob, &bytes[1..]).is_err(), "it came damaged");
                place.desk.take_blob(&blob, &bytes).unwrap();
            }
            assert_eq!(place.desk.take_in(&parcel, TODAY).await.unwrap(), time == 0, "{:?}", parcel.event);
        }
        let known = place.desk.catalogue().source(&source.id).unwrap().clone();
        let given = known.consent.unwrap().0;
        assert_eq!((known.withdrawn, known.last_event), (false, given), "they did not come back after that");
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
    // The desk has a new key. The drop box takes it over from the file that the desk writes.
    place.desk.key_may_be_known(&ada, TODAY, &Zeroizing::new([62; 32])).await.unwrap();
    let elsewhere = Desk::open_drop_box(folder.path(), &place.desk.public(&pass), TODAY).await.unwrap();
    assert_eq!(elsewhere.recipient(), place.desk.recipient());
    drop(elsewhere);
    let other = DeskPublic { salt: "0".repeat(32), ..place.desk.public(&pass) };
    assert!(matches!(Desk::open_drop_box(folder.path(), &other, TODAY).await, Err(DeskError::OtherDesk)));
}
