//! What the tests of this crate share.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod vectors;

use std::borrow::Cow;
use std::ops::Range;

use firsthand_account::check::{self, SlipKind, Verdict};
use firsthand_account::edition::{Account, CannotWithhold, Ends};
use firsthand_account::identity::{AccountId, SecretKey};
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{seal, sealable};
use firsthand_account::slip::Slip;

pub fn key(number: u8) -> SecretKey {
    SecretKey::from_bytes(&[number; 32])
}

/// `text` sealed by a key of this number.
pub fn sealed(text: &str, number: u8) -> Slip {
    seal(&sealable(text).expect("it can be sealed"), &key(number), &[number; 32], None).slip
}

/// `text` with its slip, as `firsthand seal` writes it.
pub fn copy(text: &str, slip: &Slip) -> String {
    format!("{text}\n\n{}\n", slip.to_text())
}

pub fn judge<'t>(text: &'t str, slip: &Slip) -> Verdict<'t> {
    check::judge(Cow::Borrowed(text), slip).expect("short enough")
}

/// What the one slip in `text` says is open, if the text is true to it.
pub fn true_kind(text: &str) -> Option<SlipKind> {
    let report = check::check(text, &[]).expect("short enough");
    assert_eq!(report.checked.len(), 1, "one slip in {text}");
    let checked = &report.checked[0];
    match checked.verdict.as_ref()? {
        Verdict::True(_) => Some(checked.slip.as_ref().expect("it was judged").kind()),
        _ => None,
    }
}

/// An edition with its text in one piece.
#[derive(Debug)]
pub struct Edition {
    pub text: String,
    pub slip: Slip,
    pub id: AccountId,
}

fn made(text: &str, slip: &Slip, ranges: &Ranges, ends: Ends) -> Result<Edition, CannotWithhold> {
    let Verdict::True(truth) = judge(text, slip) else { panic!("not true: {text}") };
    let made = Account::new(&truth, slip).withhold(ranges, ends)?;
    Ok(Edition { text: made.text(), slip: made.slip, id: made.id })
}

/// `text` with `ranges` withheld, places counted from 0.
pub fn edition(text: &str, slip: &Slip, ranges: &Ranges) -> Result<Edition, CannotWithhold> {
    made(text, slip, ranges, Ends::Marked)
}

/// The words `span` of `text` alone.
pub fn excerpt(text: &str, slip: &Slip, span: Range<u32>) -> Edition {
    made(text, slip, &Ranges::new(vec![0..span.start, span.end..slip.n]), Ends::Left).expect("words are open")
}

/// How many trials to make: what `FIRSTHAND_TRIALS` says, for the long proofs, or `optimised`, and fewer where nothing is.
pub fn trials(optimised: usize) -> usize {
    let asked = std::env::var("FIRSTHAND_TRIALS").ok().and_then(|number| number.parse().ok());
    asked.unwrap_or(if cfg!(debug_assertions) { optimised / 10 } else { optimised })
}

/// Numbers for trials, from a seed: a linear congruential generator's high bits.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}
