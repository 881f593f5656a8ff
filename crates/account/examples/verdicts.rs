//! What this implementation says of copies: for each line of JSON on standard input one on standard output.
//! `tests/second/differential.mjs` holds it against what `tests/second/verdicts.mjs` says, which has the same fields.
//!
//! In: `{"text", "slips"}`, a copy and the texts with slips that came apart from it. Out: `{"slips"}`, for each slip of
//! the text, then for each that came apart: `verdict`, `place` (in UTF-16 units, null for one that came apart),
//! `repaired` and `among`; where the verdict is "not true", `why`; where it is "true", what [`truth`] gives. Or `{"error"}`.

use std::io::{self, BufRead, Write};
use std::ops::Range;

use firsthand_account::check::{Checked, Side, SlipKind, Truth, Verdict, Why, check};
use firsthand_account::readings::Hyphens;
use firsthand_account::slip::find::slips;
use firsthand_account::slip::text::Unreadable;
use firsthand_account::slip::{Malformed, Slip};
use firsthand_account::words::{TooLong, Words};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Copy {
    text: String,
    #[serde(default)]
    slips: Vec<String>,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let said = match serde_json::from_str::<Copy>(&line?) {
            Ok(copy) => verdicts(&copy).unwrap_or_else(|error| json!({ "error": error.to_string() })),
            Err(error) => json!({ "error": error.to_string() }),
        };
        writeln!(out, "{said}")?;
        out.flush()?;
    }
    Ok(())
}

fn verdicts(Copy { text, slips: apart }: &Copy) -> Result<Value, TooLong> {
    let mut read = Vec::new();
    // Of each slip that came apart, whether it was repaired; or what is wrong with it.
    let mut repaired = Vec::new();
    for letters in apart {
        let found = slips(letters);
        if found.is_empty() {
            repaired.push(Err(Unreadable::Damaged));
        }
        for one in found {
            let letters = one.read.as_ref().map_or(0, |read| read.repaired) > 0;
            repaired.push(one.slip().map(|_| letters));
            read.extend(one.slip().ok().cloned());
        }
    }
    let report = check(text, &read)?;
    let (placed, came_apart) = report.checked.split_at(report.checked.len() - read.len());
    let mut said = Vec::new();
    for one in placed {
        said.push(verdict(text, placed, one, one.repaired > 0)?);
    }
    let mut came_apart = came_apart.iter();
    for repaired in repaired {
        said.push(match repaired {
            Ok(repaired) => verdict(text, placed, came_apart.next().expect("one for each that was read"), repaired)?,
            Err(error) => json!({ "verdict": fault(error), "place": null, "repaired": false, "among": "" }),
        });
    }
    Ok(json!({ "slips": said }))
}

/// What is said of one slip.
fn verdict(text: &str, placed: &[Checked], one: &Checked, repaired: bool) -> Result<Value, TooLong> {
    let units = |at: usize| text[..at].encode_utf16().count();
    let place = one.place.as_ref().map(|place| [units(place.start), units(place.end)]);
    let mut said = json!({ "place": place, "repaired": repaired, "among": one.among });
    let fields = said.as_object_mut().expect("made as one");
    match (&one.slip, &one.verdict) {
        (Err(error), _) => drop(fields.insert("verdict".to_owned(), fault(*error).into())),
        (Ok(_), None | Some(Verdict::CannotJudge)) => drop(fields.insert("verdict".to_owned(), "cannot judge".into())),
        (Ok(_), Some(Verdict::NotTrue(why))) => {
            let why = match why {
                Why::EndNotFound => "end",
                Why::Words => "words",
                Why::Hidden(_) => "hidden",
                Why::AmongOthers => "among",
            };
            fields.extend([("verdict".to_owned(), "not true".into()), ("why".to_owned(), why.into())]);
        }
        (Ok(slip), Some(Verdict::True(found))) => {
            fields.insert("verdict".to_owned(), "true".into());
            let Value::Object(more) = truth(slip, found) else { unreachable!("made as one") };
            fields.extend(more);
            if let Some(place) = &one.place {
                let readable = placed.iter().filter(|other| !matches!(other.slip, Err(Unreadable::Damaged)));
                let slips: Vec<&Range<usize>> = readable.filter_map(|other| other.place.as_ref()).collect();
                let next = slips.iter().find(|other| other.start >= place.end);
                let behind = match found.stands {
                    Side::Before => place.end,
                    Side::After => next.map_or(text.len(), |next| next.start),
                };
                fields.insert("after".to_owned(), words_within(text, behind..text.len(), &slips)?.into());
                if found.stands == Side::After {
                    fields.insert("ahead".to_owned(), words_within(text, 0..place.start, &slips)?.into());
                }
            }
        }
    }
    Ok(said)
}

/// What is said of a true text: all words as they are shown, joined by spaces.
fn truth(slip: &Slip, truth: &Truth) -> Value {
    let Truth { id, reading, words, account, left_out, .. } = truth;
    let passed_over = truth.passed_over();
    let passed_over = passed_over.iter().map(|(character, count)| (format!("{:x}", u32::from(*character)), *count));
    let kind = match slip.kind() {
        SlipKind::Whole => json!("whole"),
        SlipKind::Excerpt { first, last } => json!({ "first": first, "last": last }),
        SlipKind::Edition { withheld, places } => json!({ "withheld": withheld, "places": places }),
    };
    json!({
        "kind": kind,
        "id": id.to_string(),
        "penName": slip.pen_name.to_string(),
        "stands": match truth.stands {
            Side::Before => "before its slip",
            Side::After => "behind its slip",
        },
        "sign": left_out.sign,
        "around": left_out.around,
        "heads": left_out.heads,
        "moreHeads": left_out.more_heads,
        "reordered": truth.reordered,
        "gaps": truth.gaps,
        "passedOver": passed_over.collect::<Vec<_>>(),
        "hyphens": match reading.hyphens {
            Hyphens::AsTheyStand => "as they stand",
            Hyphens::Joined => "kept",
            Hyphens::Dropped => "dropped",
        },
        "words": joined(words, account.clone()),
        "before": joined(words, 0..account.start),
        "between": joined(words, account.end..words.len()),
    })
}

fn joined(words: &Words, range: Range<usize>) -> String {
    range.map(|at| words.get(at)).collect::<Vec<_>>().join(" ")
}

/// The words in a part of the text, without those of the slips that could be read.
fn words_within(text: &str, part: Range<usize>, slips: &[&Range<usize>]) -> Result<String, TooLong> {
    let mut out = String::new();
    let mut from = part.start;
    for slip in slips.iter().filter(|slip| slip.start >= part.start && slip.end <= part.end) {
        out.extend([&text[from..slip.start], "\n"]);
        from = slip.end;
    }
    out.push_str(&text[from..part.end]);
    let words = Words::read(&out)?;
    Ok(joined(&words, 0..words.len()))
}

fn fault(error: Unreadable) -> &'static str {
    match error {
        Unreadable::Malformed(Malformed::LaterVersion(_)) => "later version",
        Unreadable::Malformed(_) | Unreadable::Damaged => "slip damaged",
    }
}
