//! What a word may be: looked up by its beginning, with the endings that its language allows.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::kinds::Language;
use super::lists::{LISTS, has};
use super::words::fold;

/// What a word may be; several at once are one number.
pub type Classes = u32;

pub const GIVEN: Classes = 1;
pub const NOT_NAME: Classes = 1 << 1;
pub const PUBLIC: Classes = 1 << 2;
pub const COMMON: Classes = 1 << 3;
pub const TITLE: Classes = 1 << 4;
pub const PARTICLE: Classes = 1 << 5;
/// Its name follows: calle, улица.
pub const STREET_FIRST: Classes = 1 << 6;
/// Its name stands before: street, көшесі.
pub const STREET_LAST: Classes = 1 << 7;
pub const HOUSE: Classes = 1 << 8;
pub const FLAT: Classes = 1 << 9;
pub const INSTITUTION: Classes = 1 << 10;
pub const KIN: Classes = 1 << 11;
pub const ROLE: Classes = 1 << 12;
pub const NUMBER: Classes = 1 << 13;
pub const AGED: Classes = 1 << 14;
pub const CLAUSE: Classes = 1 << 15;
pub const PLACE: Classes = 1 << 16;
pub const DOCUMENT: Classes = 1 << 17;
pub const PLATE: Classes = 1 << 18;
pub const COUNTED: Classes = 1 << 19;
/// Kin that is one's own without saying so.
pub const HOME: Classes = 1 << 20;

/// The class of this name in `spec/hints.json`.
fn class_of(name: &str) -> Classes {
    match name {
        "GIVEN" => GIVEN,
        "NOT_NAME" => NOT_NAME,
        "PUBLIC" => PUBLIC,
        "COMMON" => COMMON,
        "TITLE" => TITLE,
        "PARTICLE" => PARTICLE,
        "STREET_FIRST" => STREET_FIRST,
        "STREET_LAST" => STREET_LAST,
        "HOUSE" => HOUSE,
        "FLAT" => FLAT,
        "INSTITUTION" => INSTITUTION,
        "KIN" => KIN,
        "ROLE" => ROLE,
        "NUMBER" => NUMBER,
        "AGED" => AGED,
        "CLAUSE" => CLAUSE,
        "PLACE" => PLACE,
        "DOCUMENT" => DOCUMENT,
        "PLATE" => PLATE,
        "COUNTED" => COUNTED,
        "HOME" => HOME,
        other => panic!("spec/hints.json has a class {other} that no rule knows"),
    }
}

/// The classes of these names, which are separated by spaces.
fn classes_of(names: &str) -> Classes {
    names.split(' ').map(class_of).fold(0, |classes, class| classes | class)
}

/// What may follow the beginning of a word.
#[derive(Clone, Copy)]
enum Rule {
    Exact,
    Any,
    Russian,
    Kazakh,
    /// My: әкем, әкеме.
    KazakhMine,
    /// I am: мұғаліммін.
    KazakhAm,
    /// Of a name in any of the languages.
    Name,
}

pub struct Lexicon {
    stems: HashMap<String, Vec<(Classes, Rule)>>,
    longest: usize,
}

impl Lexicon {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Kazakh => &KAZAKH,
            Language::Russian => &RUSSIAN,
            Language::Spanish => &SPANISH,
        }
    }

    /// What `low`, a folded word, may be.
    pub fn classes(&self, low: &str) -> Classes {
        let low = low.strip_suffix("'s").unwrap_or(low);
        let cuts = low.char_indices().map(|(at, _)| at).skip(1).chain([low.len()]).take(self.longest);
        let mut found = 0;
        for cut in cuts {
            for (class, rule) in self.stems.get(&low[..cut]).into_iter().flatten() {
                if rule.allows(&low[cut..]) {
                    found |= class;
                }
            }
        }
        found
    }

    fn new(language: Language) -> Self {
        let mut lexicon = Self { stems: HashMap::new(), longest: 0 };
        for (classes, list) in &LISTS.everywhere {
            lexicon.add(classes_of(classes), &list.0, Rule::Russian);
        }
        for name in LISTS.given.split_whitespace() {
            let name = fold(name);
            lexicon.insert(&name, GIVEN, Rule::Name);
            let stem = name.strip_suffix(['а', 'я', 'й', 'ь']).filter(|stem| stem.chars().count() >= 3);
            if let Some(stem) = stem {
                lexicon.insert(stem, GIVEN, Rule::Russian);
            }
        }
        for (classes, list) in &LISTS.of(language).words {
            lexicon.add(classes_of(classes), &list.0, Rule::Russian);
        }
        if language == Language::Kazakh {
            lexicon.add(KIN, &LISTS.kazakh.kin, Rule::KazakhMine);
            lexicon.add(ROLE, &LISTS.kazakh.roles, Rule::KazakhAm);
            lexicon.add(NUMBER, &LISTS.kazakh.numbers, Rule::Kazakh);
        }
        lexicon
    }

    /// Of each word of `list`: `улиц*` may go on in any way, `брат-` with an ending, others stand as they are.
    fn add(&mut self, class: Classes, list: &str, ending: Rule) {
        for entry in list.split_whitespace() {
            match (entry.strip_suffix('*'), entry.strip_suffix('-')) {
                (Some(stem), _) => self.insert(&fold(stem), class, Rule::Any),
                (_, Some(stem)) => self.insert(&fold(stem), class, ending),
                _ => self.insert(&fold(entry), class, Rule::Exact),
            }
        }
    }

    fn insert(&mut self, stem: &str, class: Classes, rule: Rule) {
        self.longest = self.longest.max(stem.chars().count());
        self.stems.entry(stem.to_owned()).or_default().push((class, rule));
    }
}

impl Rule {
    fn allows(self, rest: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact => rest.is_empty(),
            Self::Russian => rest.is_empty() || RUSSIAN_ENDINGS.contains(rest),
            Self::Kazakh => rest.is_empty() || KAZAKH_ENDINGS.contains(rest),
            Self::KazakhMine => MINE_ENDINGS.contains(rest),
            Self::KazakhAm => has(&LISTS.kazakh.am, rest),
            Self::Name => rest == "s" || is_ending(rest),
        }
    }
}

/// Whether `rest` may follow a name, in any of the languages.
pub fn is_ending(rest: &str) -> bool {
    matches!(rest, "" | "'" | "'s") || RUSSIAN_ENDINGS.contains(rest) || KAZAKH_ENDINGS.contains(rest)
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Language::English));
static KAZAKH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Language::Kazakh));
static RUSSIAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Language::Russian));
static SPANISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Language::Spanish));

static RUSSIAN_ENDINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| LISTS.russian_endings.split_whitespace().collect());
static KAZAKH_ENDINGS: LazyLock<HashSet<String>> =
    LazyLock::new(|| combine(&[&LISTS.kazakh.plurals, &LISTS.kazakh.possessives, &LISTS.kazakh.cases]));
static MINE_ENDINGS: LazyLock<HashSet<String>> =
    // Many and of us all, as in балаларымыз, is said of a people.
    LazyLock::new(|| {
        let one = combine(&[&LISTS.kazakh.mine, &LISTS.kazakh.our, &LISTS.kazakh.cases]);
        one.union(&combine(&[&LISTS.kazakh.plurals, &LISTS.kazakh.mine, &LISTS.kazakh.cases])).cloned().collect()
    });

/// Every way of taking one of each part in turn; `0` is nothing.
fn combine(parts: &[&str]) -> HashSet<String> {
    parts.iter().fold(HashSet::from([String::new()]), |starts, part| {
        let next = |start: String| {
            part.split_whitespace().map(move |next| format!("{start}{}", if next == "0" { "" } else { next }))
        };
        starts.into_iter().flat_map(next).collect()
    })
}
