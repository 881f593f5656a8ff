//! Verdicts as programs read them: `spec/vectors/verdicts.json`, which `pocket/page/judge.mjs` gives too. Run with
//! `UPDATE_VECTORS=1` to write them.

mod common;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use common::{account, edition, entry, key, other, sealed};
use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use firsthand_channels::{Doubt, ReadCopy};
use firsthand_verdict::{Answer, Archive, Id, Judged, KnownText, PastText, Reader, Standing, Stands, judge};
use serde_json::{Value, json};

fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A copy, and what its reader knows.
#[derive(Default)]
struct Case {
    name: &'static str,
    text: String,
    expect: Option<Id>,
    known: Vec<(Id, String)>,
    against: Vec<Arc<KnownText>>,
    against_texts: Vec<String>,
    /// Slips that came apart from the copy.
    apart: Vec<Slip>,
}

impl Case {
    fn of(name: &'static str, text: impl Into<String>) -> Self {
        Self { name, text: text.into(), ..Self::default() }
    }

    fn against(mut self, text: &str) -> Self {
        let path = format!("against-{}", self.against.len() + 1);
        self.against.push(Arc::new(entry(text, &path)));
        self.against_texts.push(text.to_owned());
        self
    }

    fn judged(&self) -> Judged {
        let reader = Reader { expect: self.expect, known: &self.known, archive: None, against: self.against.clone() };
        judge(&ReadCopy::of_text(self.text.clone()), &self.apart, &reader).expect("short")
    }
}

/// A sealed text as its words and its slip.
fn in_two(sealed: &str) -> (&str, &str) {
    sealed.split_at(sealed.find("firsthand1").expect("a slip"))
}

/// A copy with a slip of a later version.
fn later() -> String {
    let vectors = fs::read_to_string(repository("spec/vectors/checks.json")).expect("the vectors are there");
    let vectors: Value = serde_json::from_str(&vectors).expect("JSON");
    let mut cases = vectors["cases"].as_array().expect("cases").iter();
    let later = cases.find(|case| case["name"] == "a later version in the middle").expect("it is there");
    later["text"].as_str().expect("a text").to_owned()
}

/// What copies of accounts go through on their way, and what people do to them.
fn layouts(text: &str, whole: &str) -> Vec<Case> {
    let (words, slip) = in_two(whole);
    let quoted = |text: &str, sign: &str| text.lines().map(|line| format!("{sign}{line}\n")).collect::<String>();
    let twice = |text: &str| text.bytes().map(char::from).collect::<String>();
    let kazakh = sealed(&account("kk"), 5);
    let excerpt = edition(whole, &[0..100, 150..426]);
    let scattered = edition(&sealed(&account("kk"), 5), &[3..4, 8..11, 100..101]);
    let mut cases = vec![
        Case::of("the slip above", format!("{slip}\n{words}")),
        Case::of("the slip above, text around", format!("Look:\n\n{slip}\n\nShe says:\n\n{words}\nTell others.")),
        Case::of("two slips above", {
            let (kazakh, kazakh_slip) = in_two(&kazakh);
            format!("One\n{slip}\n{words}\nTwo\n{kazakh_slip}\n{kazakh}")
        }),
        Case::of("a quoted mail", format!("On Monday Dana wrote:\n{}", quoted(whole, "> "))),
        Case::of("quoted with a bar", quoted(whole, "│ ")),
        Case::of("signs at some lines only", whole.replacen("\n\n", "\n\n> ", 1)),
        Case::of("a sign around the account", format!("**{}**\n\n{slip}", words.trim())),
        Case::of("hyphens at line ends", whole.replacen("there", "the-\nre", 1)),
        Case::of("hyphens that stay", whole.replacen('-', "-\n", 1)),
        Case::of("invisible characters", whole.replacen(" the ", " t\u{2062}he\u{3164}\u{2062} ", 2)),
        Case::of("a hidden character", whole.replacen(" the ", " t\u{E000}he ", 1)),
        Case::of("controls", format!("one\0two\x1B[31m\n\n{whole}\u{0}")),
        Case::of("carriage returns", whole.replace('\n', "\r")),
        Case::of("many words around", format!("{}\n\n{whole}\n{}", other().repeat(3), other().repeat(4))),
        Case::of("numbered messages", format!("1/2\n{}\n2/2\n{slip}", words.trim())),
        Case::of("encoded twice", twice(&kazakh)),
        Case::of("encoded twice, after it was sealed so", sealed(&text.replacen("flask", "cafÃ© nÃ¼", 1), 6)),
        Case::of("a slip of a later version", later()),
        Case::of("an account that is JSON", sealed("{\"text\": \"one two\"}", 7)),
        Case::of("messages, and words among the letters", {
            let (head, tail) = slip.split_at(148);
            format!("Dana, [27.11.2025 14:00]\n{words}{head}\nDana, [27.11.2025 14:01]\nIt is a lie\n{tail}")
        }),
        Case::of("an excerpt", &*excerpt),
        Case::of("text behind an excerpt", format!("{excerpt}\n\nAnd then I took it all back.")),
        Case::of("an edition, apart from its slip", in_two(&scattered).0),
        Case::of(
            "three slips, one damaged",
            format!("{whole}\n{}\n{kazakh}", slip.replace(['q', 'p', 'y', '9', 'x'], "z")),
        ),
        Case::of("letters repaired", format!("{words}{}", slip.replacen('q', "p", 2))),
    ];
    let slip_of = |text: &str| entry(text, "").slip;
    cases.push(Case { apart: vec![slip_of(&scattered)], ..Case::of("a slip that came apart", in_two(&scattered).0) });
    let id = entry(whole, "").id;
    let named = format!("{words}\n> {id}\n\nand more");
    cases.push(Case { apart: vec![slip_of(whole)], ..Case::of("a slip apart, and its id", named) });
    let both = vec![slip_of(whole), slip_of(&kazakh)];
    cases.push(Case { apart: both, ..Case::of("another slip apart", text.replacen("did not", "did", 1)) });
    cases
}

/// Copies held against accounts.
fn beside(text: &str, whole: &str) -> Vec<Case> {
    let id = entry(whole, "").id;
    let form = text.replacen("Tamsin Wexcombe.", "[…]", 1).replacen("Bertram Quill", "[…]", 1);
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let moved = [&paragraphs[2..4], &paragraphs[..2], &paragraphs[4..]].concat().join("\n\n");
    let again = format!("{text}\n\n{}", paragraphs[3].replacen(" the ", " a ", 2));
    let quote: Vec<&str> = text.split_whitespace().skip(100).take(40).collect();
    let (japanese, thai) = (sealed(&account("ja"), 8), sealed(&account("th"), 9));
    vec![
        Case::of("a desk's short form", common::short_form(&form, &id, 9)).against(whole),
        Case::of("a short form with a word changed", {
            common::short_form(&form.replacen("did not", "did", 1), &id, 9)
        })
        .against(whole),
        Case::of("the second is a rival", sealed(&text.replacen("did not", "did", 1), 2))
            .against(&sealed(&other(), 3))
            .against(whole),
        Case {
            expect: Some(Id::PenName(key(2).pen_name())),
            ..Case::of("expected, and a rival", sealed(&text.replacen("did not", "did", 1), 2))
        }
        .against(whole),
        Case {
            known: vec![(Id::Account(id), "One".into()), (Id::PenName(key(1).pen_name()), "Two".into())],
            ..Case::of("twice on the list", whole)
        },
        Case::of("a few of the same words", sealed(&format!("{}\n\n{}", paragraphs[3], other()), 3)).against(whole),
        Case::of("moved", moved).against(whole),
        Case::of("said again", again).against(whole),
        Case::of("other punctuation", text.replace(',', "").replace('“', "\"")).against(whole),
        Case::of("a quote with a word changed", quote.join(" ").replacen(" the ", " no ", 1)).against(whole),
        Case::of("a quote with other punctuation", quote.join(" ").replace([',', '.'], "")).against(whole),
        Case::of("a quote among other words", format!("She said: {} And so on.", quote.join(" "))).against(whole),
        Case::of("words in a withheld place", text.replacen("Tamsin", "Dana", 1))
            .against(&edition(whole, &[0..8, 60..62])),
        Case::of("an edition beside the whole", edition(whole, std::slice::from_ref(&(30..40))))
            .against(&sealed(text, 3)),
        Case::of("every word and others", text.replacen("\n\n", "\n\nI made this up. ", 2)).against(whole),
        Case::of("letters of another alphabet", text.replacen("Tamsin", "Tаmsin", 1)).against(whole),
        Case::of("Japanese", format!("これを読んで。\n\n{japanese}\nみんなへ")).against(&japanese),
        Case::of("Japanese, a word changed", account("ja").replacen('私', "我", 1)).against(&japanese),
        Case::of("Thai, a part", account("th").chars().take(300).collect::<String>()).against(&thai),
        Case::of("Arabic, with a sign", sealed(&account("ar"), 10).replacen(' ', " \u{200E}", 1)),
    ]
}

/// Words in many scripts; those that are a letter of one among others are named.
const SCRIPTS: &str = "Tаmsin Аidar Қазақ тілі paypаl ΑBC Ωmega 日本のテスト カナひら漢字 한국어漢字 漢ㄅㄆ ㄅかな 한か العربية عربيx שלוםa \
    Հայերեն Հaյ ქართული აb አማርኛ नमस्ते नमস্তে বাংলা ਪੰਜਾਬੀ ગુજરાતી தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල ไทย ไทยລາວ ລາວ བོད་ མြန်မာ \
    ខ្មែរ ᠮᠣᠩᠭᠣᠯ ᏣᎳᎩ ᏣAB ⲀⲂ 𞤀𞤣𞤤𞤢𞤥 Ⅳ Ⅳя µm µтм ªb ʹа ʻokina ʼа ǃxoo x́ а́б Aʹа ﬁн ﬁne K ⅷя ⁿя aⁿ ɑlpha ꞵeta ᴀя Ꭰа 𝐀я 𝐀b １x ａя ﾊﾟx ー漢 ーx ーа 々漢 々x \
    〆切 ゛か ゛x ّعر ऽন ꣲक ꣲক ܐܒ ܐب ꧀ꦲ ⵣⵉ ꀀꀁ 𐌀b 𒀀 𓀀a ߒߞߏ ಅஃ అஃ അஃ அஃ अஃ अᳵ অᳵ";

#[test]
fn verdicts_in_their_form_for_programs() {
    let text = account("en");
    let whole = sealed(&text, 1);
    let forged = sealed(&text.replacen("did not", "did", 1), 2);
    let changed = whole.replacen("did not", "did", 1);
    let part = edition(&whole, &[20..21, 50..53]);
    let (id, pen_name) = (entry(&whole, "").id, key(1).pen_name());
    let quote: String = text.split_whitespace().skip(210).take(15).collect::<Vec<_>>().join(" ");
    let mut cases = vec![
        Case::of("as sealed", &*whole),
        Case { expect: Some(Id::PenName(pen_name)), ..Case::of("the pen name that is expected", &*whole) },
        Case { expect: Some(Id::Account(id)), ..Case::of("another account than is expected", &*forged) },
        Case { known: vec![(Id::PenName(pen_name), "Ada".into())], ..Case::of("on the list", &*whole) },
        Case { known: vec![(Id::PenName(pen_name), "Ada".into())], ..Case::of("not on the list", &*forged) },
        Case::of("beside the same account", &*part).against(&whole),
        Case::of("beside a rival", &*forged).against(&whole),
        Case::of("beside an account of other words", &*whole).against(&sealed(&other(), 3)),
        Case::of("a word changed", &*changed).against(&whole),
        Case::of("no slip, word for word", &*text).against(&whole),
        Case::of("no slip, a quote", quote).against(&whole),
        Case::of("no slip, nothing to hold it against", &*text),
        Case::of("nothing in common", other()).against(&whole),
        Case::of("an edition", &*part),
        Case::of("two slips", format!("{whole}\n\n{forged}")),
        Case::of("text around", format!("Read this:\n\n{whole}\n\nShared by a friend")),
        Case::of("words among the letters", {
            let at = whole.find("firsthand1").expect("a slip") + 74;
            format!("{}\nI lied about it.\n{}", &whole[..at], &whole[at..])
        }),
        Case::of("a direction sign", whole.replacen(" the ", " \u{202D}the ", 1)),
        Case::of("another alphabet", sealed(&text.replacen("Tamsin", "Tаmsin", 1), 4)),
        Case::of(
            "messages",
            format!("Dana, [27.11.2025 14:00]\n{}", whole.replace("\n\n", "\n\nDana, [27.11.2025 14:01]\n")),
        ),
        Case::of("an account id alone", format!("{text}\n\n{id}\n")),
        Case::of("nothing", ""),
        Case::of("a chat as JSON", json!({ "messages": [{ "text": whole }] }).to_string()),
    ];
    cases.extend(layouts(&text, &whole));
    cases.extend(beside(&text, &whole));
    cases.push(Case::of("words in many scripts", sealed(SCRIPTS, 11)));
    cases.push(Case::of("a slip damaged beyond repair", whole.replace(['q', 'p', 'y', '9', 'x', '8'], "z")));
    let cases: Vec<Value> = cases
        .iter()
        .map(|case| {
            json!({
                "name": case.name, "text": case.text, "expect": case.expect.map(|id| id.to_string()),
                "known": case.known.iter().map(|(id, name)| json!([id.to_string(), name])).collect::<Vec<_>>(),
                "apart": case.apart.iter().map(Slip::to_text).collect::<Vec<_>>(), "against": case.against_texts,
                "verdict": case.judged().json(),
            })
        })
        .collect();
    let path = repository("spec/vectors/verdicts.json");
    let made = format!("{}\n", serde_json::to_string_pretty(&json!({ "cases": cases })).expect("JSON"));
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        fs::write(&path, made).expect("the vectors can be written");
        return;
    }
    let kept = fs::read_to_string(&path).expect("the vectors are there");
    assert!(kept == made, "this program gives something else than spec/vectors/verdicts.json");
}

/// Accounts by their texts: what differs least is nearest.
struct Shelf(Vec<Arc<KnownText>>);

impl Archive for Shelf {
    fn account(&self, id: &AccountId) -> Option<Arc<KnownText>> {
        self.0.iter().find(|entry| entry.id == *id).cloned()
    }

    fn nearest(&self, copy: &[&str], wanted: &dyn Fn(&AccountId, &str) -> bool) -> Option<Arc<KnownText>> {
        let shared =
            |entry: &Arc<KnownText>| copy.iter().filter(|word| entry.words.iter().any(|own| own == *word)).count();
        let near = self.0.iter().filter(|entry| wanted(&entry.id, &entry.page) && 2 * shared(entry) > copy.len());
        near.max_by_key(|entry| shared(entry)).cloned()
    }
}

fn in_archive(text: &str, archive: &dyn Archive) -> Judged {
    judge(&ReadCopy::of_text(text.to_owned()), &[], &Reader { archive: Some(archive), ..Reader::default() })
        .expect("short")
}

fn standing(judged: &Judged) -> Standing {
    match &judged.slips[0].stands {
        Stands::True(proved) => proved.standing.clone(),
        _ => panic!("it is true"),
    }
}

#[test]
fn what_an_archive_says_of_a_seal() {
    let text = account("en");
    let whole = sealed(&text, 1);
    let archive = Shelf(vec![Arc::new(entry(&whole, "bakery"))]);
    let here = in_archive(&whole, &archive);
    assert!(matches!(standing(&here), Standing::InArchive(_)) && here.answer() == Answer::Yes);
    let part = in_archive(&edition(&whole, std::slice::from_ref(&(20..21))), &archive);
    assert!(matches!(standing(&part), Standing::InArchive(_)) && part.answer() == Answer::Yes, "another edition");
    let rival = in_archive(&sealed(&text.replacen("did not", "did", 1), 2), &archive);
    assert!(matches!(standing(&rival), Standing::Rivalled) && rival.answer() == Answer::No);
    let unknown = in_archive(&sealed(&other(), 2), &archive);
    assert!(
        matches!(standing(&unknown), Standing::Unknown { asked: true }) && unknown.answer() == Answer::CouldNotTell
    );
}

/// An archive that replaced one edition of an account, or retracted the account.
struct TakenBack {
    now: Option<Arc<KnownText>>,
    past: Slip,
}

impl Archive for TakenBack {
    fn account(&self, id: &AccountId) -> Option<Arc<KnownText>> {
        self.now.clone().filter(|now| now.id == *id)
    }

    fn past(&self, _: &AccountId, slip: Option<&Slip>) -> Option<PastText> {
        let has_edition = self.now.is_some();
        let of = slip.map_or(!has_edition, |slip| *slip == self.past || !has_edition);
        of.then(|| PastText {
            page: "bakery".into(),
            path: "/a/bakery".into(),
            day: "2026-11-20".into(),
            retracted: !has_edition,
            why: "A name stood in it.".into(),
            has_edition,
        })
    }

    fn nearest(&self, _: &[&str], wanted: &dyn Fn(&AccountId, &str) -> bool) -> Option<Arc<KnownText>> {
        self.now.clone().filter(|now| wanted(&now.id, &now.page))
    }
}

#[test]
fn what_an_archive_took_back_is_never_green() {
    let whole = sealed(&account("en"), 1);
    let edition = edition(&whole, std::slice::from_ref(&(20..21)));
    let [first, second] = [&whole, &edition].map(|text| entry(text, "bakery"));
    let replaced = TakenBack { now: Some(Arc::new(second)), past: first.slip.clone() };
    let old = in_archive(&whole, &replaced);
    assert!(matches!(standing(&old), Standing::Past(past) if !past.retracted), "{}", old.json());
    assert_eq!(old.answer(), Answer::CouldNotTell);
    let new = in_archive(&edition, &replaced);
    assert!(matches!(standing(&new), Standing::InArchive(_)) && new.answer() == Answer::Yes);

    let retracted = TakenBack { now: None, past: first.slip };
    for copy in [&whole, &edition] {
        let judged = in_archive(copy, &retracted);
        assert!(matches!(standing(&judged), Standing::Past(past) if past.retracted));
        assert_eq!(judged.answer(), Answer::CouldNotTell);
    }
    let named = in_archive(&format!("They were there.\n\n{}\n", first.id), &retracted);
    assert!(named.slips.is_empty() && named.names_past.is_some(), "{}", named.json());
}

/// A desk seals an edition anew, with a slip that travels. Its words are those of the account, so it is no rival; with a
/// word changed it is.
#[test]
fn a_desks_short_form_is_no_rival() {
    let text = account("en");
    let whole = sealed(&text, 1);
    let id = entry(&whole, "").id;
    let archive = Shelf(vec![Arc::new(entry(&whole, "bakery"))]);
    let form = text.replacen("Tamsin Wexcombe.", "[…]", 1).replacen("Bertram Quill", "[…]", 1);
    let judged = in_archive(&common::short_form(&form, &id, 9), &archive);
    assert!(matches!(standing(&judged), Standing::ShortForm(_)), "{}", judged.json());
    assert_eq!(judged.answer(), Answer::Yes);
    let changed = in_archive(&common::short_form(&form.replacen("did not", "did", 1), &id, 9), &archive);
    assert!(matches!(standing(&changed), Standing::Rivalled) && changed.answer() == Answer::No);
    let unnamed = in_archive(&sealed(&form, 9), &archive);
    assert!(matches!(standing(&unnamed), Standing::Rivalled), "it does not say what it is a form of");
}

#[test]
fn a_copy_in_doubt_is_not_judged() {
    let text = sealed(&account("en"), 1);
    let copy = ReadCopy { doubt: Some(Doubt::MayHide), ..ReadCopy::of_text(text) };
    let judged = judge(&copy, &[], &Reader::default()).expect("short");
    assert_eq!(judged.answer(), Answer::CouldNotTell);
    assert!(judged.slips.is_empty() && judged.read.is_some_and(|read| read.contains("Tamsin")));
}
