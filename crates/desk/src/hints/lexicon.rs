//! The classes of words, such as kin or street. A word is looked up by its stem, with the endings that its language
//! allows.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::kinds::Language;
use super::lists::{LISTS, has};
use super::words::fold;

/// A set of classes; each class is one bit.
pub type Classes = u32;

/// A given name.
pub const GIVEN: Classes = 1;
/// A word that is written with a capital but is not a name, such as a weekday or a people.
pub const NOT_NAME: Classes = 1 << 1;
/// The surname of a head of state.
pub const PUBLIC: Classes = 1 << 2;
/// A common word, such as an article or a pronoun.
pub const COMMON: Classes = 1 << 3;
/// A title that stands before a name.
pub const TITLE: Classes = 1 << 4;
/// A small word within a name, such as *de*.
pub const PARTICLE: Classes = 1 << 5;
/// A word for a street that stands before the name: calle, улица.
pub const STREET_FIRST: Classes = 1 << 6;
/// A word for a street that stands after the name: street, көшесі.
pub const STREET_LAST: Classes = 1 << 7;
/// A word for a house.
pub const HOUSE: Classes = 1 << 8;
/// A word for a flat.
pub const FLAT: Classes = 1 << 9;
/// A word for an institution, such as a school, a hospital or a factory.
pub const INSTITUTION: Classes = 1 << 10;
/// A word for kin.
pub const KIN: Classes = 1 << 11;
/// A profession or a role.
pub const ROLE: Classes = 1 << 12;
/// A number in words.
pub const NUMBER: Classes = 1 << 13;
/// The part of a word that says "years old", as in 17-летний.
pub const AGED: Classes = 1 << 14;
/// A word that begins a clause.
pub const CLAUSE: Classes = 1 << 15;
/// A word that often stands before the name of a place, such as *in* or *near*.
pub const PLACE: Classes = 1 << 16;
/// A word before the number of a document or a telephone.
pub const DOCUMENT: Classes = 1 << 17;
/// A word before a number plate.
pub const PLATE: Classes = 1 << 18;
/// A unit or a thing that is counted. A number before it is an amount.
pub const COUNTED: Classes = 1 << 19;
/// A word for kin that means the writer's own kin without "my".
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

/// The classes with these `names`, which are separated by spaces in `spec/hints.json`.
fn classes_of(names: &str) -> Classes {
    names.split(' ').map(class_of).fold(0, |classes, class| classes | class)
}

/// Which endings may follow a stem.
#[derive(Clone, Copy)]
enum Rule {
    Exact,
    Any,
    Russian,
    Kazakh,
    /// An ending that means "my": әкем, әкеме.
    KazakhMine,
    /// An ending that means "I am": мұғаліммін.
    KazakhAm,
    /// An ending of a name, in any of the languages.
    Name,
}

/// The stems of one language, with their classes and the endings that they allow.
pub struct Lexicon {
    stems: HashMap<String, Vec<(Classes, Rule)>>,
    /// The length of the longest stem, in characters.
    longest: usize,
}

impl Lexicon {
    /// The lexicon of a language. It is made at the first call.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Kazakh => &KAZAKH,
            Language::Russian => &RUSSIAN,
            Language::Spanish => &SPANISH,
        }
    }

    /// The classes of `low`, a folded word.
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

    /// Adds the words of `list`. `улиц*` may go on in any way, `брат-` takes an ending that `ending` allows, and every
    /// other word stands as it is.
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

/// Whether `rest` is an ending of a name, in any of the languages.
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
    // The plural together with "our", as in балаларымыз, is left out: it is said of the children of a people.
    LazyLock::new(|| {
        let one = combine(&[&LISTS.kazakh.mine, &LISTS.kazakh.our, &LISTS.kazakh.cases]);
        one.union(&combine(&[&LISTS.kazakh.plurals, &LISTS.kazakh.mine, &LISTS.kazakh.cases])).cloned().collect()
    });

/// Every text that takes one word from each part, in order. The word `0` stands for nothing.
fn combine(parts: &[&str]) -> HashSet<String> {
    parts.iter().fold(HashSet::from([String::new()]), |starts, part| {
        let next = |start: String| {
            part.split_whitespace().map(move |next| format!("{start}{}", if next == "0" { "" } else { next }))
        };
        starts.into_iter().flat_map(next).collect()
    })
}
