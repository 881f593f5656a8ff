//! Prints what differs between an account and a copy.

use std::ops::Range;

use firsthand_copies::Counts;
use firsthand_verdict::{Differences, Marked};

use crate::limits::{MAX_MIXED_PAIRS, MAX_MIXED_WORD, MAX_PIECE};
use crate::out::{self, Line, Style, shorter};
use crate::wording::count;

/// Prints what differs. With `whole` it prints all the words that were kept, too.
pub fn print(differences: &Differences, whole: bool) {
    let Counts { kept, punctuated, changed, moved, withheld, missing, added, again, .. } = differences.counts();
    let all = differences.words();
    let around = if added > 0 { format!("; {} around", count(added, "word")) } else { String::new() };
    if let Some(words) = differences.quote() {
        let (these, stand) = if words.len() == 1 { ("this", "stands") } else { ("these", "stand") };
        let exactly = match punctuated {
            0 => "word for word".to_owned(),
            some => format!("except the punctuation of {some}"),
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
        say!("  every sealed word is there, in order, with nothing between: {}{around}", count(all, "word"));
        if differences.is_same() {
            return;
        }
    } else {
        if differences.has_every_word() {
            let others = if added + again > 0 { ", with other words among them" } else { "" };
            say!("  every sealed word is there, in order{others}");
        }
        say!(
            "  of {}: {kept} kept, {changed} changed, {missing} missing, {moved} moved, {withheld} withheld; {added} added",
            count(all, "word")
        );
    }
    if punctuated > 0 && differences.quote().is_none() {
        say!("  {punctuated} of the kept words have other punctuation: {{~the account's~the copy's~}}");
    }
    if again > 0 {
        say!("  these passages stand here again, in another version: {{={}=}}", count(again, "word"));
    }
    let pairs = differences.other_alphabets();
    for pair in pairs.iter().take(MAX_MIXED_PAIRS) {
        let told = |(word, alphabets): &(&str, Vec<&str>)| {
            format!("{} is {}", shorter(word, MAX_MIXED_WORD), alphabets.join(" and "))
        };
        say!("  {}; {}", told(&pair[0]), told(&pair[1]));
    }
    if pairs.len() > MAX_MIXED_PAIRS {
        say!("  and {} more words with letters of other alphabets", pairs.len() - MAX_MIXED_PAIRS);
    }
    say!();
    let marked = marked(&differences.marked(whole));
    out::say_line(Line::from("  ").then([if whole { marked } else { marked.shorter(MAX_PIECE) }]));
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

/// The places of words, counted from 1.
fn place(words: &Range<usize>) -> String {
    match words.len() {
        1 => format!("word {}", words.end),
        _ => format!("words {} to {}", words.start + 1, words.end),
    }
}
