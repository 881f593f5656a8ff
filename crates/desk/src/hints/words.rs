//! Splits a text into words, with the gap before each word, and folds the words so that they can be looked up.

use std::ops::Range;

use super::lists::{LISTS, has};

/// What separates a word from the word before it. Each value is a wider gap than those above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// White space, or a line break within a sentence.
    Space,
    /// A quotation mark, a bracket, №, or the full stop of an abbreviation.
    Mark,
    Dash,
    Comma,
    /// The end of a sentence or a line.
    Hard,
}

/// A run of letters, digits and the signs that join them: `O'Brien`, `17-летний`, `255-14-08`.
#[derive(Debug)]
pub struct Word<'a> {
    pub text: &'a str,
    /// The place in the text, in bytes.
    pub range: Range<usize>,
    /// The word as [`fold`] returns it.
    pub low: String,
    /// What stands before this word.
    pub gap: Gap,
    /// Whether a capital may be there only because a sentence, a quotation or a heading begins.
    pub start: bool,
    /// Whether the word begins with a capital.
    pub capital: bool,
    /// Whether the word has several capitals and no small letter.
    pub shout: bool,
    /// The number of its digits.
    pub digits: usize,
    /// Whether the word is a single capital with a full stop.
    pub initial: bool,
}

/// The words of `text`, in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let inside = next.is_alphanumeric() || is_mark(next);
            let joins = is_joiner(next) && text[at + next.len_utf8()..].starts_with(char::is_alphanumeric);
            if !inside && !joins {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let word = word(text, start..end);
        let before = words.last().map_or(0, |word| word.range.end);
        words.push(word);
        let (gap, starts) = gap(&text[before..start], &words);
        let last = words.len() - 1;
        words[last].gap = if last == 0 { Gap::Hard } else { gap };
        words[last].start = starts || last == 0;
    }
    headings(&mut words);
    words
}

fn word(text: &str, range: Range<usize>) -> Word<'_> {
    let here = &text[range.clone()];
    let capitals = here.chars().filter(|c| c.is_uppercase()).count();
    let capital = here.chars().next().is_some_and(char::is_uppercase);
    let one = here.chars().count() == 1;
    Word {
        text: here,
        low: fold(here),
        gap: Gap::Space,
        start: false,
        capital,
        shout: capitals > 1 && !here.chars().any(char::is_lowercase),
        digits: here.chars().filter(|c| c.is_numeric()).count(),
        initial: capital && one && text[range.end..].starts_with('.'),
        range,
    }
}

/// The form in which words are looked up: lower case, ё as е, vowels without accents, one kind of apostrophe and of
/// hyphen, and no invisible characters.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'ё' => folded.push('е'),
            'á' => folded.push('a'),
            'é' => folded.push('e'),
            'í' => folded.push('i'),
            'ó' => folded.push('o'),
            'ú' | 'ü' => folded.push('u'),
            '’' | 'ʼ' => folded.push('\''),
            '\u{2011}' => folded.push('-'),
            '\u{306}' if folded.ends_with('и') => {
                folded.pop();
                folded.push('й');
            }
            '\u{303}' if folded.ends_with('n') => {
                folded.pop();
                folded.push('ñ');
            }
            c if is_mark(c) || is_invisible(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '\u{2011}' | '\'' | '’' | 'ʼ' | '_') || is_invisible(c)
}

/// The gap that `between` makes before the last of `words`, and whether a sentence may start after it.
fn gap(between: &str, words: &[Word]) -> (Gap, bool) {
    let [before @ .., next] = words else { return (Gap::Hard, true) };
    let opens = between.ends_with(['«', '“', '„', '"', '‘', '¿', '¡', '*', '[', '(']);
    if between.contains(['!', '?', '…', ':', '。', '¿', '¡']) || between.matches('.').count() > 1 {
        return (Gap::Hard, true);
    }
    if between.contains(';') && !between.contains('\n') {
        return (Gap::Hard, false);
    }
    if between.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let wrapped = between.matches('\n').count() < 2 && !between.contains('.') && !next.capital && next.digits == 0;
        return if wrapped { (Gap::Space, false) } else { (Gap::Hard, true) };
    }
    if between.contains('.') {
        return match before.last() {
            Some(word) if goes_on(word, next) => (Gap::Mark, false),
            _ => (Gap::Hard, true),
        };
    }
    let gap = match between {
        _ if between.contains(',') => Gap::Comma,
        _ if between.contains(['-', '–', '—', '/']) => Gap::Dash,
        _ if between.chars().all(char::is_whitespace) => Gap::Space,
        _ => Gap::Mark,
    };
    (gap, opens)
}

/// Whether the full stop between `word` and `next` belongs to `word`, so that the sentence goes on.
fn goes_on(word: &Word, next: &Word) -> bool {
    let alone = matches!(word.low.as_str(), "i" | "я");
    let initial = word.initial && next.capital && (!alone || next.initial);
    initial
        || has(&LISTS.abbreviations, &word.low)
        || (next.digits > 0 && (word.digits > 0 || has(&LISTS.before_numbers, &word.low)))
}

/// Marks the capitals of headings as capitals of a start, because they do not show names. A heading is a line with
/// many capitals and no stop within it.
fn headings(words: &mut [Word]) {
    let mut at = 0;
    while at < words.len() {
        let end = (at + 1..words.len()).find(|&end| words[end].gap == Gap::Hard).unwrap_or(words.len());
        let line = &mut words[at..end];
        let (capitals, shouts) = line.iter().fold((0, 0), |(capitals, shouts), word| {
            (capitals + usize::from(word.capital), shouts + usize::from(word.shout))
        });
        let title = line.len() >= 4 && capitals < line.len() && capitals * 5 >= line.len() * 3;
        if title || shouts >= 3 {
            line.iter_mut().filter(|word| title || word.shout).for_each(|word| word.start = true);
        }
        at = end;
    }
}
