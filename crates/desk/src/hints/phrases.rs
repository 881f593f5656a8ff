//! Phrases of a language, written as patterns of words (the `patterns` of `spec/hints.json`).

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use super::kinds::{Kind, Language};
use super::lexicon::{AGED, CLAUSE, COMMON, Classes, HOME, KIN, NUMBER, PARTICLE, ROLE};
use super::lists::LISTS;
use super::reading::Reading;
use super::words::{Gap, fold};

/// The most words that a pattern reaches over to the end of a clause.
const REACH: usize = 5;
/// What may stand between words of a pattern that says nothing of it.
const ANY_GAP: RangeInclusive<Gap> = Gap::Space..=Gap::Dash;

struct Pattern {
    kind: Kind,
    /// None of these stands before.
    not_after: Vec<String>,
    reaches_back: bool,
    reaches_on: bool,
    needs_digit: bool,
    needs_end: bool,
    atoms: Vec<Atom>,
}

struct Atom {
    choices: Vec<Choice>,
    optional: bool,
    /// What may stand before.
    gaps: RangeInclusive<Gap>,
}

enum Choice {
    Word(String),
    Start(String),
    Class(Classes),
    Year,
    Any,
}

#[derive(Default)]
struct Patterns {
    /// By a word they may begin with.
    by_word: HashMap<String, Vec<Pattern>>,
    others: Vec<Pattern>,
}

/// Offers what the patterns of `language` fit.
pub fn phrases(reading: &mut Reading, language: Language) {
    let patterns = match language {
        Language::English => &*ENGLISH,
        Language::Kazakh => &*KAZAKH,
        Language::Russian => &*RUSSIAN,
        Language::Spanish => &*SPANISH,
    };
    for kind in [Kind::OnlyOne, Kind::Age, Kind::Kin, Kind::Work, Kind::Address, Kind::Name] {
        let mut at = 0;
        while at < reading.words.len() {
            let first = patterns.by_word.get(&reading.words[at].low).into_iter().flatten();
            let fits = |pattern: &Pattern| (pattern.kind == kind).then(|| pattern.fits(reading, at)).flatten();
            // The longest that fits.
            let best = first.chain(&patterns.others).filter_map(fits).max_by_key(|range| range.len());
            at += 1;
            if let Some(range) = best
                && reading.offer(range.clone(), kind)
            {
                at = range.end.max(at);
            }
        }
    }
}

impl Pattern {
    fn read(kind: Kind, written: &str) -> Self {
        let mut pattern = Self {
            kind,
            not_after: Vec::new(),
            reaches_back: false,
            reaches_on: false,
            needs_digit: false,
            needs_end: false,
            atoms: Vec::new(),
        };
        let mut gaps = ANY_GAP;
        for part in written.split_whitespace() {
            match part {
                "<" => pattern.reaches_back = true,
                ">" => pattern.reaches_on = true,
                "#" => pattern.needs_digit = true,
                "$end" => pattern.needs_end = true,
                "," => gaps = Gap::Space..=Gap::Comma,
                ",," => gaps = Gap::Comma..=Gap::Comma,
                _ if part.starts_with('-') => pattern.not_after = part[1..].split('|').map(fold).collect(),
                _ => {
                    let optional = part.ends_with('?');
                    let choices = part.trim_end_matches('?').split('|').map(Choice::read).collect();
                    pattern.atoms.push(Atom { choices, optional, gaps });
                    gaps = ANY_GAP;
                }
            }
        }
        pattern
    }

    /// The words that the pattern fits from the word at `at` on.
    fn fits(&self, reading: &Reading, at: usize) -> Option<Range<usize>> {
        let (mut start, mut end) = (at, self.follow(reading, &self.atoms, at, true)?);
        if let Some(before) = at.checked_sub(1).filter(|_| reading.words[at].gap < Gap::Comma)
            && self.not_after.contains(&reading.words[before].low)
        {
            return None;
        }
        if self.reaches_back {
            while at - start < REACH && reading.words[start].gap <= Gap::Mark && start > 0 && !reading.taken[start - 1]
            {
                if reading.is(start - 1, CLAUSE) {
                    break;
                }
                start -= 1;
            }
        }
        // An offered word beside it says what was asked for: "I work at [School No. 18]".
        let beside = |at: usize| reading.taken.get(at).is_some_and(|taken| *taken);
        let mut reached = !self.reaches_back || start < at || (at > 0 && beside(at - 1));
        if self.reaches_on {
            let from = end;
            while end - from < REACH && reading.joined(end, Gap::Mark) && !reading.is(end, CLAUSE) {
                end += 1;
            }
            reached &= end > from || beside(end);
            // Not "behind the".
            while end > from && !beside(end) && reading.is(end - 1, COMMON | PARTICLE) {
                end -= 1;
            }
            reached &= end > from || beside(end);
        }
        let digits = || reading.words[start..end].iter().any(|word| word.digits > 0);
        let ends = || reading.words.get(end).is_none_or(|next| next.gap >= Gap::Dash || reading.is(end, CLAUSE));
        (reached && (!self.needs_end || ends()) && start < end && (!self.needs_digit || digits())).then_some(start..end)
    }

    /// Where `atoms` end if they fit from the word at `at` on.
    fn follow(&self, reading: &Reading, atoms: &[Atom], at: usize, first: bool) -> Option<usize> {
        let Some((atom, rest)) = atoms.split_first() else { return Some(at) };
        let free =
            reading.words.get(at).is_some_and(|word| !reading.taken[at] && (first || atom.gaps.contains(&word.gap)));
        let any = matches!(atom.choices[..], [Choice::Any]);
        let fits = free && atom.choices.iter().any(|choice| choice.fits(reading, at, self.kind));
        let with = || fits.then(|| self.follow(reading, rest, at + 1, false)).flatten();
        let without = || atom.optional.then(|| self.follow(reading, rest, at, first)).flatten();
        // A word that may be any is left out if it can be, but for names.
        if any && self.kind != Kind::Name { without().or_else(with) } else { with().or_else(without) }
    }
}

impl Choice {
    fn read(written: &str) -> Self {
        match written {
            "_" => Self::Any,
            "$year" => Self::Year,
            "$kin" => Self::Class(KIN),
            "$home" => Self::Class(HOME),
            "$role" => Self::Class(ROLE),
            "$aged" => Self::Class(AGED),
            "$number" => Self::Class(NUMBER),
            _ => match written.strip_suffix('*') {
                Some(start) => Self::Start(fold(start)),
                None => Self::Word(fold(written)),
            },
        }
    }

    fn fits(&self, reading: &Reading, at: usize, kind: Kind) -> bool {
        let word = &reading.words[at];
        match self {
            Self::Word(asked) => word.low == *asked,
            Self::Start(start) => word.low.starts_with(start.as_str()),
            Self::Class(NUMBER) => {
                reading.is(at, NUMBER) || ((1..=3).contains(&word.digits) && word.low.chars().count() <= 6)
            }
            // 17-летний, but not летний.
            Self::Class(AGED) => reading.is(at, AGED) && (word.digits > 0 || word.low.chars().count() > 12),
            Self::Class(class) => reading.is(at, *class),
            Self::Year => word.digits == 4 && word.low.len() == 4,
            Self::Any => !reading.is(at, if kind == Kind::Name { CLAUSE | COMMON } else { CLAUSE }),
        }
    }
}

impl Patterns {
    fn of(language: Language) -> Self {
        let mut patterns = Self::default();
        for (kind, written) in &LISTS.of(language).patterns {
            for each in written {
                let required = Pattern::read(*kind, each).atoms.iter().position(|atom| !atom.optional).unwrap_or(0);
                let pattern = Pattern::read(*kind, each);
                let first = pattern.atoms[..=required].iter().flat_map(|atom| &atom.choices);
                let words: Option<Vec<String>> = first
                    .map(|choice| if let Choice::Word(word) = choice { Some(word.clone()) } else { None })
                    .collect();
                match words {
                    Some(words) => {
                        for word in words {
                            patterns.by_word.entry(word).or_default().push(Pattern::read(*kind, each));
                        }
                    }
                    None => patterns.others.push(pattern),
                }
            }
        }
        patterns
    }
}

static ENGLISH: LazyLock<Patterns> = LazyLock::new(|| Patterns::of(Language::English));
static KAZAKH: LazyLock<Patterns> = LazyLock::new(|| Patterns::of(Language::Kazakh));
static RUSSIAN: LazyLock<Patterns> = LazyLock::new(|| Patterns::of(Language::Russian));
static SPANISH: LazyLock<Patterns> = LazyLock::new(|| Patterns::of(Language::Spanish));
