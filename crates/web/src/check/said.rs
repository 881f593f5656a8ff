//! What is said of a copy, in the reader's language.

use firsthand_account::check::{Kind, Why};
use firsthand_account::readings::Hyphens;

use super::judged::{Answer, Found, Held, Judged, Outside, Proved, Standing, Stands};
use crate::archive::words_of;
use crate::differences::Differences;
use crate::library::Part;
use crate::locale::Language;

/// A verdict page. Of each slip both halves are said.
pub struct Said {
    pub slips: Vec<Slip>,
    /// How many slips the text holds, where there are several.
    pub several: Option<String>,
    /// The same two halves for a copy without a slip.
    pub bare: Option<(Half, Half)>,
    pub held: Option<Against>,
}

pub struct Slip {
    pub halves: (Half, Half),
    /// Words outside the seal, with where they stand.
    pub outside: Vec<(String, String)>,
    pub sealed: Option<Sealed>,
    pub rival: Option<Against>,
}

/// One of the two answers.
pub struct Half {
    pub mark: Mark,
    pub head: String,
    pub lines: Vec<String>,
    /// Where it leads to.
    pub link: Option<(String, String)>,
}

/// Yes, no, or neither: green, red, and the sign that says the same without colour.
#[derive(Clone, Copy, PartialEq)]
pub enum Mark {
    Yes,
    No,
    Open,
}

impl Mark {
    pub fn class(self) -> &'static str {
        match self {
            Self::Yes => "right",
            Self::No => "wrong",
            Self::Open => "notice",
        }
    }

    pub fn sign(self) -> &'static str {
        match self {
            Self::Yes => "✓",
            Self::No => "✗",
            Self::Open => "?",
        }
    }
}

/// The sealed words as they were read, and whose seal it is.
pub struct Sealed {
    pub id: String,
    pub pen_name: String,
    pub text: String,
}

/// The copy beside a published text.
pub struct Against {
    pub head: String,
    pub address: String,
    pub first: String,
    pub about: String,
    pub language: String,
    pub differences: Differences,
}

impl Said {
    pub fn of(language: Language, judged: Judged) -> Self {
        let bare = judged.slips.is_empty().then(|| {
            let mut lines = vec![language.say("verdict-no-slip-hint")];
            if let Some(id) = judged.names {
                lines = vec![language.say_with("verdict-names", "id", id.to_string())];
            }
            let first = Half { mark: Mark::Open, head: language.say("verdict-no-slip"), lines, link: None };
            (first, near(language, judged.held.as_ref()))
        });
        let count = judged.slips.len();
        let held = judged.held.as_ref();
        let slips: Vec<Slip> = judged.slips.iter().map(|found| slip(language, found, held)).collect();
        let slips = slips.into_iter().zip(judged.slips).map(|(said, found)| match found.stands {
            Stands::True(proved) => {
                let rival = proved.rival.map(|held| against(language, "verdict-differs-rival", held));
                Slip { rival, ..said }
            }
            _ => said,
        });
        Self {
            slips: slips.collect(),
            several: (count > 1).then(|| language.say_with("verdict-several", "count", count as u64)),
            bare,
            held: judged.held.map(|held| against(language, "verdict-differs", held)),
        }
    }
}

fn slip(language: Language, found: &Found, held: Option<&Held>) -> Slip {
    let say = |key: &str| language.say(key);
    let half = |mark, head: &str, line: String| Half { mark, head: say(head), lines: vec![line], link: None };
    let first = match &found.stands {
        Stands::True(proved) => {
            let (halves, outside) = (proved_halves(language, found, proved), outside(language, proved));
            let sealed = Sealed {
                id: proved.id.to_string(),
                pen_name: proved.slip.pen_name.to_string(),
                text: proved.sealed.clone(),
            };
            return Slip { halves, outside, sealed: Some(sealed), rival: None };
        }
        Stands::NotTrue(why, _) => half(Mark::No, "verdict-not-true", say(why_key(*why))),
        Stands::OtherFiles(_) => half(Mark::No, "verdict-not-true", say("verdict-why-enclosures")),
        Stands::Damaged => half(Mark::Open, "verdict-damaged", say("verdict-damaged-hint")),
        Stands::LaterVersion(version) => {
            let line = language.say_with("verdict-later-hint", "version", u32::from(*version));
            half(Mark::Open, "verdict-later", line)
        }
        Stands::CannotJudge => half(Mark::Open, "verdict-cannot-judge", say("verdict-cannot-judge-hint")),
    };
    Slip { halves: (first, near(language, held)), outside: Vec::new(), sealed: None, rival: None }
}

/// Green only where both answers are yes.
fn proved_halves(language: Language, found: &Found, proved: &Proved) -> (Half, Half) {
    let mut lines = vec![kind(language, proved)];
    let withheld: Vec<String> = proved.slip.withheld.iter().map(|range| places(range.start + 1, range.end)).collect();
    if !withheld.is_empty() {
        lines.push(language.say_with("verdict-places", "places", withheld.join(", ")));
    }
    if found.from_here {
        lines.push(language.say("verdict-slip-from-here"));
    }
    if found.repaired > 0 {
        lines.push(language.say_with("verdict-repaired", "count", found.repaired as u64));
    }
    if proved.reading.unquoted {
        lines.push(language.say("verdict-unquoted"));
    }
    match proved.reading.hyphens {
        Hyphens::AsTheyStand => {}
        Hyphens::Joined => lines.push(language.say("verdict-joined")),
        Hyphens::Dropped => lines.push(language.say("verdict-dropped")),
    }
    if proved.embedded {
        lines.push(language.say("verdict-embedded"));
    }
    if !proved.mixed.is_empty() {
        lines.push(language.say_with("verdict-mixed", "words", proved.mixed.join(" ")));
    }
    if let Some(enclosed) = &proved.slip.enclosed {
        lines.push(language.say_with("page-enclosed", "count", enclosed.count));
    }
    let green = found.answer() == Answer::Yes;
    let head = if green { "verdict-true" } else { "verdict-true-no-more" };
    let first = Half { mark: if green { Mark::Yes } else { Mark::Open }, head: language.say(head), lines, link: None };
    (first, whose(language, proved))
}

fn whose(language: Language, proved: &Proved) -> Half {
    match &proved.standing {
        Standing::Here { entry, retracted, corrected } => {
            let mut lines = Vec::new();
            if *retracted {
                lines.push(language.say("verdict-here-retracted-hint"));
            }
            if *corrected {
                lines.push(language.say("verdict-here-corrected"));
            }
            match entry.part {
                Part::Edition => {}
                Part::Translation(_) => lines.push(language.say("verdict-here-translation")),
                Part::Short => lines.push(language.say("verdict-here-short")),
            }
            if entry.slip.withheld != proved.slip.withheld {
                lines.push(language.say("verdict-here-other-edition"));
            }
            let head = language.say(if *retracted { "verdict-here-retracted" } else { "verdict-here" });
            let mark = if *retracted { Mark::No } else { Mark::Yes };
            Half { mark, head, lines, link: Some((address(language, &entry.page), entry.first())) }
        }
        Standing::Rivalled => {
            let rival = proved.rival.as_ref().expect("it is rivalled by one");
            let lines = vec![language.say("verdict-rivalled-hint")];
            let link = Some((address(language, &rival.entry.page), rival.entry.first()));
            Half { mark: Mark::No, head: language.say("verdict-rivalled"), lines, link }
        }
        Standing::Unknown => {
            let lines = vec![language.say("verdict-unknown-hint")];
            Half { mark: Mark::Open, head: language.say("verdict-unknown"), lines, link: None }
        }
    }
}

/// The second half for a copy that no seal speaks for: what is here of nearly the same words.
fn near(language: Language, held: Option<&Held>) -> Half {
    let Some(held) = held else {
        let lines = vec![language.say("verdict-nothing-near-hint")];
        return Half { mark: Mark::Open, head: language.say("verdict-nothing-near"), lines, link: None };
    };
    let head = if held.differences.clean { "verdict-same-words" } else { "verdict-near" };
    let mut lines =
        vec![language.say(if held.differences.clean { "verdict-same-words-hint" } else { "verdict-near-hint" })];
    if held.retracted {
        lines.push(language.say("verdict-here-retracted-hint"));
    }
    let link = Some((address(language, &held.entry.page), held.entry.first()));
    Half { mark: Mark::Open, head: language.say(head), lines, link }
}

fn against(language: Language, head: &str, held: Held) -> Against {
    Against {
        head: language.say_with(head, "count", held.words as u64),
        address: address(language, &held.entry.page),
        first: held.entry.first(),
        about: words_of(language, held.entry.slip.n, held.entry.slip.withheld.words()),
        language: held.entry.language.clone(),
        differences: held.differences,
    }
}

fn outside(language: Language, proved: &Proved) -> Vec<(String, String)> {
    let all = [
        ("verdict-outside-before", &proved.before),
        ("verdict-outside-after", &proved.after),
        ("verdict-outside-behind", &proved.behind),
    ];
    let said = |(key, outside): (&str, &Option<Outside>)| {
        let outside = outside.as_ref()?;
        Some((language.say_with(key, "count", outside.count as u64), outside.text.clone()))
    };
    all.into_iter().filter_map(said).collect()
}

fn kind(language: Language, proved: &Proved) -> String {
    let n = proved.slip.n;
    match proved.kind {
        Kind::Whole => language.say_with("verdict-whole", "count", n),
        Kind::Excerpt { first, last } => {
            language.say_all("verdict-excerpt", [("first", first.into()), ("last", last.into()), ("count", n.into())])
        }
        Kind::Edition { withheld, places } => {
            let values = [("withheld", withheld.into()), ("count", n.into()), ("places", places.into())];
            language.say_all("verdict-edition", values)
        }
    }
}

fn why_key(why: Why) -> &'static str {
    match why {
        Why::EndNotFound => "verdict-why-end",
        Why::Words => "verdict-why-words",
        Why::Hidden(_) => "verdict-why-hidden",
        Why::AmongOthers => "verdict-why-among",
    }
}

fn places(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn address(language: Language, page: &str) -> String {
    format!("/a/{page}?lang={}", language.tag())
}
