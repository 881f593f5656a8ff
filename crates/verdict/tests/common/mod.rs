//! What the tests of this crate share.

use std::ops::Range;
use std::path::PathBuf;

use firsthand_account::check::{Truth, Verdict, check};
use firsthand_account::edition::{Account, Ends};
use firsthand_account::enclosures::edition_of;
use firsthand_account::identity::{AccountId, SecretKey};
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{seal, sealable};
use firsthand_account::slip::{Enclosed, Slip};
use firsthand_verdict::{KnownText, PagePart};

/// A sample account in this language.
pub fn account(language: &str) -> String {
    let path = format!("../../tests/data/accounts/{language}.txt");
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a sample account")
}

/// An account of other words.
pub fn other() -> String {
    "Chop four ripe tomatoes, let them stand with the salt, and pour the oil over the bread that was left from the day \
     before; nobody at our table ever asked for more than that."
        .to_owned()
}

pub fn key(number: u8) -> SecretKey {
    SecretKey::from_bytes(&[number; 32])
}

fn sealed_with(text: &str, number: u8, enclosed: Option<Enclosed>) -> String {
    let slip = seal(&sealable(text).expect("it can be sealed"), &key(number), &[number; 32], enclosed).slip;
    format!("{}\n\n{}\n", text.trim_end(), slip.to_text())
}

/// `text` with its slip, sealed by the key of this number.
pub fn sealed(text: &str, number: u8) -> String {
    sealed_with(text, number, None)
}

/// `text` as a desk seals an edition of the account `id` anew.
pub fn short_form(text: &str, id: &AccountId, number: u8) -> String {
    sealed_with(text, number, Some(edition_of(id).1))
}

fn proved(text: &str) -> (Slip, Box<Truth<'_>>) {
    let checked = check(text, &[]).expect("short").checked.remove(0);
    match (checked.slip, checked.verdict) {
        (Ok(slip), Some(Verdict::True(truth))) => (slip, truth),
        _ => panic!("it is true"),
    }
}

/// A sealed text with the words at these places withheld, counted from 0.
pub fn edition(text: &str, withheld: &[Range<u32>]) -> String {
    let (slip, truth) = proved(text);
    let made = Account::new(&truth, &slip).withhold(&Ranges::new(withheld.to_vec()), Ends::Marked).expect("open");
    format!("{}\n\n{}\n", made.text().trim_end(), made.slip.to_text())
}

/// A sealed text as a reader has it, under this path.
pub fn entry(text: &str, path: &str) -> KnownText {
    let (slip, truth) = proved(text);
    KnownText {
        id: truth.id,
        words: truth.account.clone().map(|at| truth.words.get(at).to_owned()).collect(),
        path: path.to_owned(),
        page: path.to_owned(),
        part: PagePart::Edition,
        language: String::new(),
        corrected: false,
        slip,
    }
}
