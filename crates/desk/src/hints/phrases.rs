//! Finds phrases such as *I work at …* by patterns of words (the `patterns` in `spec/hints.json`).

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use super::kinds::{Kind, Language};
use super::lexicon::{AGED, CLAUSE, COMMON, Classes, HOME, KIN, NUMBER, PARTICLE, ROLE};
use super::lists::LISTS;
use super::reading::Reading;
use super::words::{Gap, fold};

/// Maximum number of words by which a pattern is extended to the beginning or the end of its clause.
const REACH: usize = 5;
/// The gaps that are allowed between the words of a pattern by default.
const ANY_GAP: RangeInclusive<Gap> = Gap::Space..=Gap::Dash;

struct Pattern {
    kind: Kind,
    /// The pattern does not fit after one of these words.
    not_after: Vec<String>,
    /// Whether the words before it in the clause belong to the phrase.
    reaches_back: bool,
    /// Whether the words after it in the clause belong to the phrase.
    reaches_on: bool,
    needs_digit: bool,
    /// Whether the clause must end after the phrase.
    needs_end: bool,
    atoms: Vec<Atom>,
}

/// One word of a pattern.
struct Atom {
    choices: Vec<Choice>,
    optional: bool,
    /// The gaps that are allowed before the word.
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
    /// Patterns that begin with a fixed word, by that word.
    by_word: HashMap<String, Vec<Pattern>>,
    others: Vec<Pattern>,
}

/// Offers the phrases that fit a pattern of `language`.
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
            // Of several patterns that fit, the longest phrase is offered.
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

    /// The words of the phrase, if the pattern fits at the word `at`.
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
        // "I work at [School No. 18]": the word beside the pattern is offered already, so the phrase needs no more
        // words.
        let beside = |at: usize| reading.taken.get(at).is_some_and(|taken| *taken);
        let mut reached = !self.reaches_back || start < at || (at > 0 && beside(at - 1));
        if self.reaches_on {
            let from = end;
            while end - from < REACH && reading.joined(end, Gap::Mark) && !reading.is(end, CLAUSE) {
                end += 1;
            }
            reached &= end > from || beside(end);
            // The phrase does not end with an article or another common word.
            while end > from && !beside(end) && reading.is(end - 1, COMMON | PARTICLE) {
                end -= 1;
            }
            reached &= end > from || beside(end);
        }
        let digits = || reading.words[start..end].iter().any(|word| word.digits > 0);
        let ends = || reading.words.get(end).is_none_or(|next| next.gap >= Gap::Dash || reading.is(end, CLAUSE));
        (reached && (!self.needs_end || ends()) && start < end && (!self.needs_digit || digits())).then_some(start..end)
    }

    /// The end of the words that fit `atoms`, if they fit from the word `at` on.
    fn follow(&self, reading: &Reading, atoms: &[Atom], at: usize, first: bool) -> Option<usize> {
        let Some((atom, rest)) = atoms.split_first() else { return Some(at) };
        let free =
            reading.words.get(at).is_some_and(|word| !reading.taken[at] && (first || atom.gaps.contains(&word.gap)));
        let any = matches!(atom.choices[..], [Choice::Any]);
        let fits = free && atom.choices.iter().any(|choice| choice.fits(reading, at, self.kind));
        let with = || fits.then(|| self.follow(reading, rest, at + 1, false)).flatten();
        let without = || atom.optional.then(|| self.follow(reading, rest, at, first)).flatten();
        // An optional word that may be any word is left out if possible. In names it is included if possible.
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
            // 17-летний is an age; летний is not.
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
