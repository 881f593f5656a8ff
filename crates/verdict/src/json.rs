//! The verdict in a form for programs (`spec/verdict.schema.json`).

use firsthand_account::check::{Side, SlipKind, Why};
use firsthand_account::readings::Hyphens;
use firsthand_channels::{Doubt, Form, NotACopy};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::differences::{Differences, Marked};
use crate::held::Held;
use crate::judged::{Judged, JudgedSlip, Stands};
use crate::known::{KnownText, PastText};
use crate::outside::Outside;
use crate::proved::Proved;
use crate::reader::Standing;

/// The version of the form. It changes with every change that older programs could not read.
pub const VERSION: &str = "verdict/v1";

impl Judged {
    /// The verdict in its form for programs.
    pub fn json(&self) -> Value {
        json!({
            "firsthand": VERSION,
            "came_as": form(self.form),
            "not_judged": self.doubt.map(doubt),
            "read": self.read,
            "twice_encoded": self.twice_encoded,
            "slips": self.slips.iter().map(found).collect::<Vec<_>>(),
            "names": self.names.map(|id| id.to_string()),
            "names_past": self.names_past.as_ref().map(past),
            "against": self.held.iter().map(held).collect::<Vec<_>>(),
            "exit": self.answer() as u8,
        })
    }
}

/// The form for a file that cannot be read as a copy.
pub fn not_read(error: &NotACopy) -> Value {
    json!({
        "firsthand": VERSION, "came_as": Value::Null, "not_judged": unread(error), "read": Value::Null,
        "twice_encoded": false, "slips": [], "names": Value::Null, "names_past": Value::Null, "against": [], "exit": Answer::CouldNotTell as u8,
    })
}

fn unread(error: &NotACopy) -> &'static str {
    match error {
        NotACopy::Picture => "picture",
        NotACopy::Bundle(_) => "damaged bundle",
        NotACopy::Video => "video",
        NotACopy::Sound => "sound",
        NotACopy::Archive => "archive",
        NotACopy::Encrypted => "encrypted",
        NotACopy::NoText => "no text",
        NotACopy::OtherDocument => "other document",
        NotACopy::Damaged => "damaged",
        NotACopy::TooMuch | NotACopy::Overfull => "too much",
        NotACopy::NotText { .. } => "not text",
    }
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Bundle => "bundle",
        Form::Page => "page",
        Form::WebArchive => "web archive",
        Form::Mail => "mail",
        Form::Pdf => "pdf",
        Form::Word => "word document",
        Form::OpenDocument => "open document",
        Form::Chat => "chat",
    }
}

fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::MayHide => "may hide",
        Doubt::PartsDiffer => "parts differ",
    }
}

fn found(found: &JudgedSlip) -> Value {
    let other = |verdict: &str| json!({ "verdict": verdict });
    let not_true = |why: &str, slip: &firsthand_account::slip::Slip| json!({ "verdict": "not true", "why": why, "pen_name": slip.pen_name.to_string() });
    let mut value = match &found.stands {
        Stands::True(proved) => truth(proved),
        Stands::NotTrue(why, slip) => not_true(code(*why), slip),
        Stands::OtherFiles(slip) => not_true("enclosures", slip),
        Stands::Damaged => other("slip damaged"),
        Stands::LaterVersion(version) => json!({ "verdict": "later version", "version": version }),
        Stands::CannotJudge => other("cannot judge"),
    };
    value["plain"] = json!(found.is_plain());
    value["repaired"] = json!(found.repaired);
    value["slip_from_archive"] = json!(found.from_archive);
    value["among_the_letters"] = outside(&found.among);
    value
}

fn truth(proved: &Proved) -> Value {
    let slip = &proved.slip;
    let (kind, first, last) = match proved.kind {
        SlipKind::Whole => ("whole", None, None),
        SlipKind::Excerpt { first, last } => ("excerpt", Some(first), Some(last)),
        SlipKind::Edition { .. } => ("edition", None, None),
    };
    let hyphens = match proved.hyphens {
        Hyphens::AsTheyStand => "as they stand",
        Hyphens::Joined => "joined",
        Hyphens::Dropped => "dropped",
    };
    let side = match proved.side {
        Side::Before => "before its slip",
        Side::After => "behind its slip",
    };
    let passed_over = |(character, count): &(char, usize)| json!([format!("U+{:04X}", *character as u32), count]);
    json!({
        "verdict": "true", "kind": kind, "first": first, "last": last, "words": slip.n, "withheld": slip.withheld.words(),
        "places": slip.withheld.iter().map(|range| [range.start + 1, range.end]).collect::<Vec<_>>(),
        "account": proved.id.to_string(), "pen_name": slip.pen_name.to_string(), "standing": standing(proved),
        "side": side,
        "reading": {
            "sign": proved.left_out.sign, "around": proved.left_out.around, "heads": proved.left_out.heads,
            "more_heads": proved.left_out.more_heads, "hyphens": hyphens,
            "passed_over": proved.passed_over.iter().map(passed_over).collect::<Vec<_>>(),
        },
        "may_show_another_order": proved.reordered, "long_gaps": proved.gaps, "mixed_alphabets": proved.mixed,
        "outside": {
            "before": outside(&proved.before), "between": outside(&proved.between), "behind": outside(&proved.behind),
        },
        "enclosures": proved.enclosures.as_ref().map(|each| json!({ "sealed": each.sealed, "here": each.here })),
        "sealed": proved.sealed,
    })
}

fn standing(proved: &Proved) -> Value {
    let mut value = match &proved.standing {
        Standing::Expected => json!({ "is": "expected" }),
        Standing::NotExpected => json!({ "is": "not expected" }),
        Standing::Listed(name) => json!({ "is": "listed", "name": name }),
        Standing::InArchive(here) => {
            let mut value = entry(here);
            value["is"] = json!("in the archive");
            value["other_edition"] = json!(proved.is_other_edition());
            value
        }
        Standing::Past(text) => past(text),
        Standing::ShortForm(of) => {
            let mut value = entry(of);
            value["is"] = json!("short form");
            value
        }
        Standing::Rivalled => json!({ "is": "rivalled" }),
        Standing::Unknown { asked } => json!({ "is": "unknown", "asked": asked }),
    };
    value["rival"] = proved.rival.as_ref().map_or(Value::Null, held);
    value
}

fn entry(entry: &KnownText) -> Value {
    json!({
        "account": entry.id.to_string(), "pen_name": entry.slip.pen_name.to_string(), "path": entry.path,
        "part": entry.part, "corrected": entry.corrected,
    })
}

fn past(text: &PastText) -> Value {
    json!({
        "is": if text.retracted { "retracted" } else { "replaced" }, "page": text.page, "path": text.path,
        "day": text.day, "why": text.why, "has_edition": text.has_edition,
    })
}

fn held(held: &Held) -> Value {
    let mut value = entry(&held.entry);
    value["words"] = json!(held.differences.words());
    value["differences"] = differences(&held.differences);
    value
}

fn differences(differences: &Differences) -> Value {
    let counts = differences.counts();
    let range = |range: Option<std::ops::Range<usize>>| range.map(|range| [range.start + 1, range.end]);
    json!({
        "kept": counts.kept, "punctuated": counts.punctuated, "changed": counts.changed, "moved": counts.moved,
        "withheld": counts.withheld, "missing": counts.missing, "added": counts.added, "again": counts.again,
        "beyond": counts.beyond, "every_word_in_order": differences.has_every_word(),
        "word_for_word": differences.is_word_for_word(), "quote": range(differences.quote()),
        "quoted": range(differences.quoted()), "marked": marked(&differences.marked(false)),
    })
}

/// The differences with the signs of the command: `[-missing-]`, `{+added+}`, `[-old-]{+new+}`, `{>moved<}`,
/// `{=said again=}`, and `{~old~new~}` for other punctuation.
fn marked(marked: &[Marked]) -> String {
    let sign = |marked: &Marked| match marked {
        Marked::Kept(text) | Marked::Withheld(text) => text.clone(),
        Marked::Punctuated { old, new } => format!("{{~{old}~{new}~}}"),
        Marked::Changed { old, new } => format!("[-{old}-]{{+{new}+}}"),
        Marked::Moved(text) => format!("{{>{text}<}}"),
        Marked::Missing(text) => format!("[-{text}-]"),
        Marked::Added(text) => format!("{{+{text}+}}"),
        Marked::Again { text, .. } => format!("{{={text}=}}"),
        Marked::Beyond => "…".to_owned(),
    };
    marked.iter().map(sign).collect::<Vec<_>>().join(" ")
}

fn outside(outside: &Option<Outside>) -> Value {
    outside.as_ref().map_or(Value::Null, |outside| json!({ "words": outside.count, "text": outside.text }))
}

fn code(why: Why) -> &'static str {
    match why {
        Why::EndNotFound => "end not found",
        Why::Words => "words",
        Why::Hidden(_) => "hidden character",
        Why::AmongOthers => "among others",
    }
}
