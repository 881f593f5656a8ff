//! Judges a copy by its slips, and by what the reader knows.

use firsthand_account::check::{Checked, Verdict};
use firsthand_account::identity::AccountId;
use firsthand_account::slip::text::Unreadable;
use firsthand_account::slip::{Malformed, Slip};
use firsthand_account::words::TooLong;
use firsthand_channels::ReadCopy;

use crate::held::Held;
use crate::judged::{Judged, JudgedSlip, Stands};
use crate::outside::{Outside, around};
use crate::proved::Proved;
use crate::reader::Reader;

/// Judges a copy by the slips in it and the slips of `apart`, which came in files of their own. A long, hostile copy takes
/// seconds. Fails if the text is too long.
pub fn judge(copy: &ReadCopy, apart: &[Slip], reader: &Reader) -> Result<Judged, TooLong> {
    let mut judged = Judged {
        form: copy.form,
        doubt: copy.doubt,
        read: None,
        twice_encoded: copy.twice_encoded,
        slips: Vec::new(),
        names: None,
        names_past: None,
        held: Vec::new(),
    };
    if copy.doubt.is_some() {
        let words = copy.words()?;
        judged.read = Some(words.show(0..words.len()));
        return Ok(judged);
    }
    let mut report = copy.check(apart)?;
    let mut from_archive = false;
    if report.checked.is_empty()
        && let Some(entry) = report.names.and_then(|id| reader.archive?.account(&id))
    {
        report = copy.check(std::slice::from_ref(&entry.slip))?;
        from_archive = true;
    }
    judged.names = report.names;
    let past = |id: AccountId| reader.archive?.past(&id, None);
    judged.names_past = report.names.filter(|_| !from_archive).and_then(past);
    // A slip that cannot be read is part of the text around the others.
    let is_read = |checked: &&Checked| !matches!(checked.slip, Err(Unreadable::Damaged));
    let places: Vec<_> = report.checked.iter().filter(is_read).filter_map(|checked| checked.place.clone()).collect();
    for checked in report.checked {
        let rest = checked.rest.clone();
        let around = checked.place.as_ref().map(|place| around(&copy.text, &places, place));
        let among = Outside::of_text(&checked.among, usize::MAX);
        let repaired = checked.repaired;
        let stands = stands(copy, checked, around.unwrap_or(("", &rest)), reader);
        judged.slips.push(JudgedSlip { stands, repaired, among, from_archive });
    }
    let all_true = judged.slips.iter().all(|found| matches!(found.stands, Stands::True(_)));
    let wants_nearest = reader.archive.is_some() && (judged.slips.is_empty() || !all_true);
    if wants_nearest || !reader.against.is_empty() {
        let words = copy.words()?;
        let words: Vec<&str> = words.iter().collect();
        let nearest = wants_nearest.then(|| reader.nearest(&words, |_, _| true)).flatten();
        let against = reader.against.iter().cloned().chain(nearest);
        judged.held = against.map(|entry| Held::of(entry, &words)).collect();
    }
    Ok(judged)
}

/// Whether a copy is true to a checked slip. `around` are the texts before and after the slip, up to other slips.
fn stands(copy: &ReadCopy, checked: Checked, around: (&str, &str), reader: &Reader) -> Stands {
    match (checked.slip, checked.verdict) {
        (Err(Unreadable::Malformed(Malformed::LaterVersion(version))), _) => Stands::LaterVersion(version),
        (Err(_), _) => Stands::Damaged,
        (Ok(slip), Some(Verdict::True(_))) if !copy.enclosures_fit(&slip) => Stands::OtherFiles(slip),
        (Ok(slip), Some(Verdict::True(truth))) => {
            Stands::True(Box::new(Proved::of(copy, slip, &truth, around, reader)))
        }
        (Ok(slip), Some(Verdict::NotTrue(why))) => Stands::NotTrue(why, slip),
        (Ok(_), _) => Stands::CannotJudge,
    }
}
