//! Measures the hints: how many of the identifying words are offered, and how many other words. The sentences are in
//! four languages. Half of them were put aside before anything was tuned. In `tests/data` they are marked: `[n:Aigul
//! Sadykova]`.

use firsthand_desk::hints::{Kind, Language, hints};
use proptest::prelude::*;

const LANGUAGES: [(&str, Language); 4] =
    [("en", Language::English), ("kk", Language::Kazakh), ("ru", Language::Russian), ("es", Language::Spanish)];

fn kind(letter: char) -> Kind {
    match letter {
        'n' => Kind::Name,
        'k' => Kind::Kin,
        'w' => Kind::Work,
        'd' => Kind::Number,
        'p' => Kind::Plate,
        'a' => Kind::Address,
        'o' => Kind::Online,
        'g' => Kind::Age,
        's' => Kind::OnlyOne,
        _ => panic!("no kind {letter}"),
    }
}

/// The text of a marked line, and the marks in it.
fn read(line: &str) -> (String, Vec<(std::ops::Range<usize>, Kind)>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let (marked, after) = after.split_once(']').expect("a mark ends");
        let (letter, words) = marked.split_once(':').expect("a mark has a kind");
        text.push_str(before);
        marks.push((text.len()..text.len() + words.len(), kind(letter.chars().next().expect("a kind"))));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

#[derive(Default, Debug)]
struct Measure {
    words: usize,
    marks: usize,
    /// Marks with at least half of their bytes offered.
    found: usize,
    /// Found marks that are offered with the right kind.
    right: usize,
    /// Offers that touch no mark.
    wrong: usize,
}

fn measure(lines: &str, language: Language, show: bool) -> Measure {
    let mut sum = Measure::default();
    for line in lines.lines() {
        let (text, marks) = read(line);
        let offers = hints(&text, Some(language));
        sum.words += text.split_whitespace().count();
        sum.marks += marks.len();
        for (range, kind) in &marks {
            let shared =
                |offer: &std::ops::Range<usize>| offer.end.min(range.end).saturating_sub(offer.start.max(range.start));
            let offered: usize = offers.iter().map(|offer| shared(&offer.range)).sum();
            let found = offered * 2 >= range.len();
            sum.found += usize::from(found);
            sum.right +=
                usize::from(found && offers.iter().any(|offer| shared(&offer.range) > 0 && offer.kind == *kind));
            if !found && show {
                println!("missed {:?} in: {text}", &text[range.clone()]);
            }
        }
        for offer in &offers {
            let touches = marks.iter().any(|(range, _)| offer.range.start < range.end && range.start < offer.range.end);
            sum.wrong += usize::from(!touches);
            if !touches && show {
                println!("wrong {:?} {:?} in: {text}", offer.kind, &text[offer.range.clone()]);
            }
        }
    }
    sum
}

fn halves(half: &str, recall: f64, false_offers: f64) {
    for (code, language) in LANGUAGES {
        let path = format!("{}/tests/data/{code}-{half}.txt", env!("CARGO_MANIFEST_DIR"));
        let lines = std::fs::read_to_string(path).expect("the sentences are there");
        let sum = measure(&lines, language, half == "tune");
        let found = sum.found as f64 / sum.marks as f64;
        let wrong = sum.wrong as f64 * 100.0 / sum.words as f64;
        println!(
            "{code} {half}: {} of {} found ({found:.2}), {} as what they are; {} false offers in {} words ({wrong:.1} per 100)",
            sum.found, sum.marks, sum.right, sum.wrong, sum.words
        );
        assert!(found >= recall, "{code}: too few are found");
        assert!(wrong <= false_offers, "{code}: too much is offered");
    }
}

#[test]
fn what_is_found_of_sentences_held_out() {
    halves("held", 0.85, 0.5);
}

#[test]
fn what_is_found_of_sentences_tuned_on() {
    halves("tune", 0.95, 0.5);
}

/// The hints of `text`, with their words.
fn offered(text: &str, language: Option<Language>) -> Vec<(Kind, &str)> {
    hints(text, language).into_iter().map(|hint| (hint.kind, &text[hint.range])).collect()
}

#[test]
fn numbers_plates_and_what_is_online_need_no_language() {
    let one = |text: &str, kind: Kind, words: &str| assert_eq!(offered(text, None), [(kind, words)], "{text}");
    for words in
        ["+7 (701) 555-12-34", "87015551234", "8 701 555 12 34", "612 345 678", "٠٧٧٠١٢٣٤٥٦٧", "+44 20 7946 0018"]
    {
        one(&format!("... {words}."), Kind::Number, words);
    }
    for words in ["870314301245", "4400 4301 2345 6789", "N08412277", "48213377K", "AB1234567"] {
        one(&format!("... {words}, ..."), Kind::Number, words);
    }
    for words in [
        "123 ABC 02",
        "123ABC02",
        "123abc02",
        "A 123 BCD",
        "А271КМ77",
        "А 271 КМ 777",
        "AA 1234 BB",
        "4821 KLB",
        "4821-KLB",
        "AB12 CDE",
        "XYZ-1234",
    ] {
        one(&format!("... {words} ..."), Kind::Plate, words);
    }
    for words in [
        "a.b@example.org",
        "@steppelark_88",
        "https://t.me/nightwatch/212",
        "t.me/x",
        "www.example.org",
        "example.kz",
        "lark_88",
    ] {
        one(&format!("({words})."), Kind::Online, words);
    }
    let none = "At 4.30 or 16:45 on 05.01.2022, 2022-01-05, 2021-2022, 1785-1801, the card of 05.01.2022: 1 000 000 tenge, 3.000 people, 150,000, 1500000, 20 %, \
        BTR-80, T-72, COVID-19, AK-47, KAMAZ-4310, 5.45, 2014 USB, H1N1, end.Then, e.g. a_, 5@ 6.";
    assert_eq!(offered(none, None), []);
}

#[test]
fn kinds_and_ranges() {
    let english = |text| offered(text, Some(Language::English));
    assert_eq!(
        english("My brother told A. B. Nurpeisov."),
        [(Kind::Kin, "My brother"), (Kind::Name, "A. B. Nurpeisov")]
    );
    assert_eq!(english("Yesterday we saw it. Yesterday was cold."), []);
    assert_eq!(english("Brackish ran. Then Brackish fell."), [(Kind::Name, "Brackish"), (Kind::Name, "Brackish")]);
    assert_eq!(english("President Tokayev and Vladimir Putin spoke in Almaty on Monday."), []);
    assert_eq!(english("PLEASE BELIEVE US, THIS IS TRUE."), []);
    assert_eq!(english("I saw a woman and her son near the river."), []);
    assert_eq!(english("The only thing I know is that I waited for 11 years."), []);
    assert_eq!(english("He was about 17 years old."), []);
    assert_eq!(english("I was two minutes late. I judge nobody. He is 17."), [(Kind::Age, "He is 17")]);
    assert_eq!(english("I, Kazakh architect, saw it."), [(Kind::Work, "I, Kazakh architect")]);
    assert_eq!(
        english("From 5 Furmanov Street, flat 12"),
        [(Kind::Address, "5 Furmanov Street"), (Kind::Number, "flat 12")]
    );
    let russian = |text| offered(text, Some(Language::Russian));
    assert_eq!(russian("Единственное, что помню: его брат и её сестра ушли 11 лет назад."), []);
    assert_eq!(russian("ул. Абая, д. 5, кв. 12"), [(Kind::Address, "ул. Абая, д. 5"), (Kind::Number, "кв. 12")]);
    assert_eq!(russian("Летний вечер. Основная масса. Горожане шли."), []);
    // Some systems write й as и and a combining breve.
    assert_eq!(russian("Это был маи\u{306}ор Пушкин."), [(Kind::Name, "маи\u{306}ор Пушкин")]);
    let kazakh = |text| offered(text, Some(Language::Kazakh));
    assert_eq!(kazakh("Әкемнің көзі. Әкесі келді. Әкеме айттым."), [(Kind::Kin, "Әкемнің"), (Kind::Kin, "Әкеме")]);
    assert_eq!(kazakh("Мен мұғаліммін."), [(Kind::Work, "Мен мұғаліммін")]);
    let spanish = |text| offered(text, Some(Language::Spanish));
    assert_eq!(spanish("Lo único que sé: hace once años."), []);
    assert_eq!(spanish("¡Julio! El 5 de Julio."), [(Kind::Name, "Julio")]);
    // Without a language, names are not offered.
    assert_eq!(offered("Ich heiße Anna und arbeite hier.", None), []);
}

fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<String>(),
        "[A-ZА-Яa-zа-яӘәҰұñé0-9 .,:;@+№«»\"'’_/()\n-]{0,40}",
        prop::sample::select(&[
            " my ",
            " I work at ",
            "Мой ",
            " брат",
            " ул. ",
            " Абая",
            "№",
            "12",
            " +7 701",
            "@",
            "t.me/",
            " жалғыз ",
            " Сергей",
            " Ұлы",
            " el único ",
            "calle ",
            " школа ",
            "«",
            "» ",
            "\u{306}",
            "\u{200B}",
            "-",
            "İ",
            "ß",
            "ﬀ",
            "٣",
            "A. ",
            "\r\n",
            " Street",
            " years old",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn offers_are_in_order_apart_and_whole(text in text(), language in 0..5usize) {
        let language = LANGUAGES.get(language).map(|(_, language)| *language);
        let mut end = 0;
        for hint in hints(&text, language) {
            prop_assert!(end <= hint.range.start);
            prop_assert!(hint.range.start < hint.range.end);
            prop_assert!(text.get(hint.range.clone()).is_some_and(|words| words.contains(char::is_alphanumeric)));
            if language.is_none() {
                prop_assert!(matches!(hint.kind, Kind::Number | Kind::Plate | Kind::Online));
            }
            end = hint.range.end;
        }
    }
}

/// A text that is ten times as long takes about ten times as much time, for every kind of text.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test compares two times")]
fn time_is_linear() {
    let parts = [
        "1 ",
        "1-",
        "A. ",
        "Ab ",
        "a",
        "my ",
        "I ",
        "мой ",
        "-",
        "@",
        "\n",
        "A1",
        "(",
        "« ",
        "Street ",
        "calle ",
        "№1 ",
        "2022 ",
        "школа «",
        "Aaaab Aaaac ",
    ];
    for part in parts {
        for language in [Language::English, Language::Russian] {
            let time = |times: usize| {
                let text = part.repeat(times);
                let start = std::time::Instant::now();
                std::hint::black_box(hints(&text, Some(language)));
                start.elapsed()
            };
            // A busy machine may be slow once, but not in every attempt.
            let linear = || time(10_000) < time(1_000) * 40;
            assert!((0..20).any(|_| linear()), "{part:?}");
        }
    }
}
