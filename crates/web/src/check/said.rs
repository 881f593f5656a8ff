//! The sentences about a copy, in the language of the reader. Out of scope: the verdict itself (`firsthand-verdict`).

use firsthand_account::check::{Side, SlipKind, Why};
use firsthand_account::readings::Hyphens;
use firsthand_channels::{Doubt, Form};
use firsthand_verdict::{
    Answer, Held, Judged, JudgedSlip, KnownText, Outside, PagePart, PastText, Proved, Standing, Stands,
};

use crate::archive::words_of;
use crate::differences::Shown;
use crate::locale::Language;
use crate::published::first;

/// The content of a verdict page. Each slip has two halves: whether the copy is true to the slip, and who sealed it.
pub struct Said {
    /// Sentences about the form of the copy, such as a saved page, and how it was read.
    pub came: Vec<String>,
    pub slips: Vec<Slip>,
    /// A sentence with the number of slips, if there are several.
    pub several: Option<String>,
    /// The two halves for a copy without a slip.
    pub bare: Option<(Half, Half)>,
    /// The reason why the copy was not judged, and its words as they were read.
    pub not_judged: Option<(Half, String)>,
    pub held: Vec<Against>,
}

/// The answers about one slip.
pub struct Slip {
    pub halves: (Half, Half),
    /// The words outside the seal, each run with a sentence about its place.
    pub outside: Vec<(String, String)>,
    pub sealed: Option<Sealed>,
    pub rival: Option<Against>,
}

/// One of the two answers.
pub struct Half {
    pub mark: Mark,
    pub head: String,
    pub lines: Vec<String>,
    /// The text and the address of a link.
    pub link: Option<(String, String)>,
}

/// Yes, no, or neither. It decides the colour, and a sign that says the same without colour.
#[derive(Clone, Copy, PartialEq)]
pub enum Mark {
    Yes,
    No,
    Open,
}

impl Mark {
    /// The CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Yes => "right",
            Self::No => "wrong",
            Self::Open => "notice",
        }
    }

    /// The sign for readers who do not see colours.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Yes => "✓",
            Self::No => "✗",
            Self::Open => "?",
        }
    }
}

/// The sealed words as they were read, and the key that sealed them.
pub struct Sealed {
    pub id: String,
    pub pen_name: String,
    pub text: String,
    /// Whether the words are shown at once. They are if the copy may show them in another order.
    pub open: bool,
}

/// The comparison of the copy with a published text.
pub struct Against {
    pub head: String,
    pub address: String,
    pub first: String,
    pub about: String,
    pub language: String,
    pub shown: Shown,
}

impl Said {
    /// The sentences about a verdict.
    pub fn of(language: Language, judged: Judged) -> Self {
        let mut said = Self {
            came: came(language, &judged),
            slips: Vec::new(),
            several: None,
            bare: None,
            not_judged: None,
            held: Vec::new(),
        };
        if let (Some(doubt), Some(read)) = (judged.doubt, judged.read) {
            let why = match doubt {
                Doubt::MayHide => "verdict-may-hide",
                Doubt::PartsDiffer => "verdict-parts-differ",
            };
            let lines = vec![language.say(why), language.say("verdict-not-judged-do")];
            let half = Half { mark: Mark::Open, head: language.say("verdict-not-judged"), lines, link: None };
            said.not_judged = Some((half, read));
            return said;
        }
        said.bare = judged.slips.is_empty().then(|| {
            let mut lines = vec![language.say("verdict-no-slip-hint")];
            if let Some(id) = judged.names {
                lines = vec![language.say_with("verdict-names", "id", id.to_string())];
            }
            let first = Half { mark: Mark::Open, head: language.say("verdict-no-slip"), lines, link: None };
            let second = judged.names_past.as_ref().map(|named| past(language, named));
            (first, second.unwrap_or_else(|| near(language, judged.held.first())))
        });
        let count = judged.slips.len();
        said.several = (count > 1).then(|| language.say_with("verdict-several", "count", count as u64));
        let held = judged.held.first();
        said.slips = judged.slips.iter().map(|found| slip(language, found, held)).collect();
        for (said, found) in said.slips.iter_mut().zip(judged.slips) {
            if let Stands::True(proved) = found.stands {
                said.rival = proved.rival.map(|held| against(language, "verdict-differs-rival", held));
            }
        }
        said.held = judged.held.into_iter().map(|held| against(language, "verdict-differs", held)).collect();
        said
    }
}

/// Sentences about the form of the copy. Empty for plain text.
fn came(language: Language, judged: &Judged) -> Vec<String> {
    let form = match judged.form {
        Form::Text | Form::Bundle => None,
        Form::Page => Some("verdict-form-page"),
        Form::WebArchive => Some("verdict-form-archive"),
        Form::Mail => Some("verdict-form-mail"),
        Form::Pdf => Some("verdict-form-pdf"),
        Form::Word => Some("verdict-form-word"),
        Form::OpenDocument => Some("verdict-form-odt"),
        Form::Chat => Some("verdict-form-chat"),
    };
    form.into_iter().chain(judged.twice_encoded.then_some("verdict-twice")).map(|key| language.say(key)).collect()
}

fn slip(language: Language, found: &JudgedSlip, held: Option<&Held>) -> Slip {
    let say = |key: &str| language.say(key);
    let half = |mark, head: &str, line: String| Half { mark, head: say(head), lines: vec![line], link: None };
    let first = match &found.stands {
        Stands::True(proved) => {
            let (halves, outside) = (proved_halves(language, found, proved), outside(language, found, Some(proved)));
            let sealed = Sealed {
                id: proved.id.to_string(),
                pen_name: proved.slip.pen_name.to_string(),
                text: proved.sealed.clone(),
                open: proved.reordered || proved.gaps,
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
    let outside = outside(language, found, None);
    Slip { halves: (first, near(language, held)), outside, sealed: None, rival: None }
}

/// The two halves for a copy that is true to a slip. The mark is green only if both halves say yes.
fn proved_halves(language: Language, found: &JudgedSlip, proved: &Proved) -> (Half, Half) {
    let mut lines = vec![kind(language, proved)];
    let withheld: Vec<String> = proved.slip.withheld.iter().map(|range| places(range.start + 1, range.end)).collect();
    if !withheld.is_empty() {
        lines.push(language.say_with("verdict-places", "places", withheld.join(", ")));
    }
    if found.from_archive {
        lines.push(language.say("verdict-slip-from-here"));
    }
    if found.repaired > 0 {
        lines.push(language.say_with("verdict-repaired", "count", found.repaired as u64));
    }
    lines.extend(reading(language, proved));
    if proved.reordered {
        lines.push(language.say("verdict-reordered"));
    }
    if proved.gaps {
        lines.push(language.say("verdict-long-gaps"));
    }
    if !proved.mixed.is_empty() {
        lines.push(language.say_with("verdict-mixed", "words", proved.mixed.join(" ")));
    }
    if let Some(enclosed) = &proved.slip.enclosed {
        lines.push(language.say_with("page-enclosed", "count", enclosed.count));
    }
    let green = found.answer() == Answer::Yes;
    let head = match found.is_plain() {
        true if green => "verdict-true",
        true => "verdict-true-no-more",
        false if found.among.is_some() => "verdict-true-with-others",
        false if proved.reordered => "verdict-true-reordered",
        false => "verdict-true-look",
    };
    let first = Half { mark: if green { Mark::Yes } else { Mark::Open }, head: language.say(head), lines, link: None };
    let mut second = whose(language, proved);
    if !found.is_plain() && second.mark == Mark::Yes {
        second.mark = Mark::Open;
    }
    (first, second)
}

/// Sentences about how the copy was read, and which parts were left out.
fn reading(language: Language, proved: &Proved) -> Vec<String> {
    let named = &proved.left_out;
    let mut lines = Vec::new();
    match named.sign.as_deref() {
        None => {}
        Some(">") => lines.push(language.say("verdict-unquoted")),
        Some(sign) => lines.push(language.say_with("verdict-sign", "sign", sign)),
    }
    if let Some(around) = named.around {
        lines.push(language.say_with("verdict-around", "sign", around));
    }
    if !named.heads.is_empty() {
        let times = |(head, count): &(String, usize)| match count {
            1 => format!("“{head}”"),
            _ => format!("“{head}” × {count}"),
        };
        let heads = named.heads.iter().map(times).collect::<Vec<_>>().join(", ");
        lines.push(match named.more_heads {
            0 => language.say_with("verdict-heads", "heads", heads),
            more => language.say_all("verdict-heads-more", [("heads", heads.into()), ("count", (more as u64).into())]),
        });
    }
    match proved.hyphens {
        Hyphens::AsTheyStand => {}
        Hyphens::Joined => lines.push(language.say("verdict-joined")),
        Hyphens::Dropped => lines.push(language.say("verdict-dropped")),
    }
    if proved.side == Side::After {
        lines.push(language.say("verdict-slip-above"));
    }
    if !proved.passed_over.is_empty() {
        let times = |(character, count): &(char, usize)| format!("U+{:04X} × {count}", *character as u32);
        let characters = proved.passed_over.iter().map(times).collect::<Vec<_>>().join(", ");
        lines.push(language.say_with("verdict-passed-over", "characters", characters));
    }
    lines
}

fn whose(language: Language, proved: &Proved) -> Half {
    let link = |entry: &KnownText| Some((address(language, &entry.page), beginning(entry)));
    match &proved.standing {
        Standing::InArchive(entry) | Standing::ShortForm(entry) => {
            let mut lines = Vec::new();
            if entry.corrected {
                lines.push(language.say("verdict-here-corrected"));
            }
            match entry.part {
                _ if matches!(proved.standing, Standing::ShortForm(_)) => {
                    lines.push(language.say("verdict-here-short"))
                }
                PagePart::Edition => {}
                PagePart::Translation(_) => lines.push(language.say("verdict-here-translation")),
                PagePart::Short => lines.push(language.say("verdict-here-short")),
            }
            if proved.is_other_edition() {
                lines.push(language.say("verdict-here-other-edition"));
            }
            Half { mark: Mark::Yes, head: language.say("verdict-here"), lines, link: link(entry) }
        }
        Standing::Past(text) => past(language, text),
        Standing::Rivalled => {
            let lines = vec![language.say("verdict-rivalled-hint")];
            let link = proved.rival.as_ref().and_then(|rival| link(&rival.entry));
            Half { mark: Mark::No, head: language.say("verdict-rivalled"), lines, link }
        }
        // These come only from a list of known keys or an expected key. A reader of this page gives neither.
        Standing::Expected | Standing::NotExpected | Standing::Listed(_) | Standing::Unknown { .. } => {
            let lines = vec![language.say("verdict-unknown-hint")];
            Half { mark: Mark::Open, head: language.say("verdict-unknown"), lines, link: None }
        }
    }
}

/// The second half for a text that this archive published and took back or replaced.
fn past(language: Language, text: &PastText) -> Half {
    let (mark, head, hint) = match (text.retracted, text.has_edition) {
        (false, _) => (Mark::Open, "verdict-past-replaced", "verdict-past-replaced-hint"),
        (true, false) => (Mark::No, "verdict-past-retracted", "verdict-past-retracted-hint"),
        (true, true) => (Mark::Open, "verdict-past-retracted", "verdict-past-mended-hint"),
    };
    let why = language.say_with("verdict-past-why", "why", text.why.as_str());
    let lines = (!text.why.is_empty()).then_some(why).into_iter().chain([language.say(hint)]);
    let link = Some((address(language, &text.page), language.say("verdict-past-page")));
    Half { mark, head: language.say_with(head, "day", text.day.as_str()), lines: lines.collect(), link }
}

/// The second half for a copy without a valid seal: the published text with nearly the same words, if there is one.
fn near(language: Language, held: Option<&Held>) -> Half {
    let Some(held) = held else {
        let lines = vec![language.say("verdict-nothing-near-hint")];
        return Half { mark: Mark::Open, head: language.say("verdict-nothing-near"), lines, link: None };
    };
    let (head, hint) = match (held.differences.is_word_for_word(), held.differences.quoted()) {
        (true, None) => ("verdict-same-words", "verdict-same-words-hint"),
        (true, Some(_)) => ("verdict-same-words", "verdict-quote-hint"),
        (false, _) => ("verdict-near", "verdict-near-hint"),
    };
    let lines = vec![language.say(hint)];
    let link = Some((address(language, &held.entry.page), beginning(&held.entry)));
    let mark = if held.answer() == Answer::Yes { Mark::Yes } else { Mark::Open };
    Half { mark, head: language.say(head), lines, link }
}

fn against(language: Language, head: &str, held: Held) -> Against {
    let Held { entry, differences } = held;
    Against {
        head: language.say_with(head, "count", differences.words() as u64),
        address: address(language, &entry.page),
        first: beginning(&entry),
        about: words_of(language, entry.slip.n, entry.slip.withheld.words()),
        language: entry.language.clone(),
        shown: differences.into(),
    }
}

/// The first words of a published text.
fn beginning(entry: &KnownText) -> String {
    first(&entry.words.iter().map(String::as_str).collect::<Vec<_>>())
}

fn outside(language: Language, found: &JudgedSlip, proved: Option<&Proved>) -> Vec<(String, String)> {
    let mut all = vec![("verdict-outside-among", found.among.as_ref())];
    if let Some(proved) = proved {
        let (before, behind) = match proved.side {
            Side::Before => ("verdict-outside-before", "verdict-outside-behind"),
            Side::After => ("verdict-outside-before-slip", "verdict-outside-behind-account"),
        };
        let between = ("verdict-outside-after", proved.between.as_ref());
        all.extend([(before, proved.before.as_ref()), between, (behind, proved.behind.as_ref())]);
    }
    let said = |(key, outside): (&str, Option<&Outside>)| {
        let outside = outside?;
        Some((language.say_with(key, "count", outside.count as u64), outside.text.clone()))
    };
    all.into_iter().filter_map(said).collect()
}

fn kind(language: Language, proved: &Proved) -> String {
    let n = proved.slip.n;
    match proved.kind {
        SlipKind::Whole => language.say_with("verdict-whole", "count", n),
        SlipKind::Excerpt { first, last } => {
            let excerpt = [("first", first.into()), ("last", last.into()), ("count", n.into())];
            let goes_on = proved.behind.as_ref().map(|behind| {
                format!(" {}", language.say_with("verdict-excerpt-goes-on", "count", behind.count as u64))
            });
            language.say_all("verdict-excerpt", excerpt) + &goes_on.unwrap_or_default()
        }
        SlipKind::Edition { withheld, places } => {
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
