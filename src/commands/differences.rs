//! What differs between an account and a copy, on a terminal.

use std::ops::Range;

use firsthand_copies::Counts;
use firsthand_verdict::{Differences, Marked};

use crate::out::{self, Line, Style, shorter};
use crate::wording::count;

/// How many signs of a piece are shown where not all was asked for.
pub const PIECE: usize = 2000;
/// How many characters of words with other alphabets are shown.
const WORDS: usize = 60;
/// How many pairs of such words are named.
const PAIRS: usize = 10;

/// Says what differs; `whole` shows all the words that were kept, too.
pub fn print(differences: &Differences, whole: bool) {
    let Counts { kept, punctuated, changed, moved, withheld, missing, added, again, .. } = differences.counts();
    let all = differences.words();
    let around = if added > 0 { format!("; {} around", count(added, "word")) } else { String::new() };
    if let Some(words) = differences.quote() {
        let (these, stand) = if words.len() == 1 { ("this", "stands") } else { ("these", "stand") };
        let exactly = match punctuated {
            0 => "word for word".to_owned(),
            some => format!("but for the punctuation of {some}"),
        };
        say!("  {these} {} {stand} there, {exactly}: {} of {all}{around}", count(words.len(), "word"), place(&words));
        if differences.is_same() {
            return;
        }
    } else if let Some(words) = differences.quoted() {
        say!("  a quote of {} of {all}, with differences{around}", place(&words));
        say!("  of these: {kept} kept, {changed} changed, {missing} missing, {moved} moved, {withheld} withheld");
    } else if differences.is_clean() {
        let around = if added > 0 { format!("{around} it") } else { around };
        say!("  every sealed word is there, in order, and nothing between: {}{around}", count(all, "word"));
        if differences.is_same() {
            return;
        }
    } else {
        if differences.has_every_word() {
            let others = if added + again > 0 { ", and others stand among them" } else { "" };
            say!("  every sealed word is there, in order{others}");
        }
        say!(
            "  of {}: {kept} kept, {changed} changed, {missing} missing, {moved} moved, {withheld} withheld; {added} added",
            count(all, "word")
        );
    }
    if punctuated > 0 && differences.quote().is_none() {
        say!("  of those kept, {punctuated} with other punctuation: {{~the account's~the copy's~}}");
    }
    if again > 0 {
        say!("  these passages stand here again, in another version: {{={}=}}", count(again, "word"));
    }
    let pairs = differences.other_alphabets();
    for pair in pairs.iter().take(PAIRS) {
        let told =
            |(word, alphabets): &(&str, Vec<&str>)| format!("{} is {}", shorter(word, WORDS), alphabets.join(" and "));
        say!("  {}; {}", told(&pair[0]), told(&pair[1]));
    }
    if pairs.len() > PAIRS {
        say!("  and {} more words with letters of other alphabets", pairs.len() - PAIRS);
    }
    say!();
    let marked = marked(&differences.marked(whole));
    out::say_line(Line::from("  ").then([if whole { marked } else { marked.shorter(PIECE) }]));
}

/// The copy with what differs marked: `[-missing-]`, `{+added+}`, `[-old-]{+new+}`, `{>moved<}`, `{=said again=}`,
/// `{~old~new~}` where punctuation differs.
pub fn marked(marked: &[Marked]) -> Line {
    let piece = |style, text: String| Line::default().and(style, text);
    let missing = |text: &str| piece(Style::Missing, format!("[-{text}-]"));
    let added = |text: &str| piece(Style::Added, format!("{{+{text}+}}"));
    let mut out = Line::default();
    for (at, stretch) in marked.iter().enumerate() {
        if at > 0 {
            out = out.and(Style::Plain, " ");
        }
        out = out.then(match stretch {
            Marked::Kept(text) | Marked::Withheld(text) => vec![text.clone().into()],
            Marked::Punctuated { old, new } => vec![piece(Style::Light, format!("{{~{old}~{new}~}}"))],
            Marked::Changed { old, new } => vec![missing(old), added(new)],
            Marked::Moved(text) => vec![piece(Style::Moved, format!("{{>{text}<}}"))],
            Marked::Missing(text) => vec![missing(text)],
            Marked::Added(text) => vec![added(text)],
            Marked::Again { text, .. } => vec![piece(Style::Moved, format!("{{={text}=}}"))],
            Marked::Beyond => vec!["\u{2026}".into()],
        });
    }
    out
}

/// Words by their places, counted from 1.
fn place(words: &Range<usize>) -> String {
    match words.len() {
        1 => format!("word {}", words.end),
        _ => format!("words {} to {}", words.start + 1, words.end),
    }
}
