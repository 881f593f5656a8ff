//! A copy beside an account, with the words that differ marked.

use std::ops::Range;

use anstream::println;
use firsthand_account::characters::MARK;
use firsthand_account::display::spaced as text;
use firsthand_account::words::Words;
use firsthand_copies::{Comparison, Counts, Piece, compare};
use serde_json::{Value, json};

use crate::{Answer, wording};

/// The words of a copy that are held against an account.
pub struct Side<'a> {
    words: Vec<&'a str>,
}

impl<'a> Side<'a> {
    pub fn of(words: &'a Words, range: Range<usize>) -> Self {
        Self { words: range.map(|at| words.get(at)).collect() }
    }
}

/// What differs between an account and a copy.
pub struct Differences<'a> {
    account: &'a [&'a str],
    copy: &'a [&'a str],
    comparison: Comparison,
    whole: bool,
}

/// Holds a copy against the words of an account; `whole` shows all the words that were kept, too.
pub fn compare_with<'a>(account: &'a [&'a str], copy: &'a Side<'a>, whole: bool) -> Differences<'a> {
    let comparison = compare(account, &copy.words, |word| word.starts_with(MARK));
    Differences { account, copy: &copy.words, comparison, whole }
}

impl Differences<'_> {
    /// Yes where every sealed word is there, in order, with nothing between them.
    pub fn answer(&self) -> Answer {
        if self.comparison.is_clean() { Answer::Yes } else { Answer::No }
    }

    pub fn json(&self) -> Value {
        let Counts { kept, changed, moved, withheld, missing, added } = self.comparison.counts();
        json!({
            "kept": kept, "changed": changed, "moved": moved, "withheld": withheld, "missing": missing, "added": added,
            "every_word_in_order": self.comparison.has_every_word(), "marked": self.marked(Signs::Plain),
        })
    }

    pub fn print(&self) {
        let Counts { kept, changed, moved, withheld, missing, added } = self.comparison.counts();
        let total = wording::count(self.account.len(), "word");
        if self.answer() == Answer::Yes {
            let around =
                if added > 0 { format!("; {} around it", wording::count(added, "word")) } else { String::new() };
            println!("  every sealed word is there, in order, and nothing between: {total}{around}");
            return;
        }
        if self.comparison.has_every_word() {
            println!("  every sealed word is there, in order, and others stand among them");
        }
        println!(
            "  of {total}: {kept} kept, {changed} changed, {missing} missing, {moved} moved, {withheld} withheld; {added} added"
        );
        println!();
        for line in self.marked(Signs::Colour).lines() {
            println!("  {line}");
        }
    }

    /// The copy with what differs marked: `[-missing-]`, `{+added+}`, `[-old-]{+new+}`, `{>moved<}`.
    fn marked(&self, signs: Signs) -> String {
        let mut out: Vec<String> = Vec::new();
        let old = |range: &Range<usize>| text(&self.account[range.clone()]);
        for shown in self.comparison.shown(self.whole) {
            let new = shown.text(|range| text(&self.copy[range]));
            out.push(match shown.piece {
                Piece::Kept { .. } | Piece::Withheld { .. } => new,
                Piece::Changed { text, .. } => format!("{}{}", signs.missing(&old(text)), signs.added(&new)),
                Piece::Moved { .. } => signs.moved(&new),
                Piece::Missing { text } => signs.missing(&old(text)),
                Piece::Added { .. } => signs.added(&new),
            });
        }
        out.join(" ")
    }
}

/// What a comparison of two stretches of words found, with the words marked; in colour where a terminal shows it.
pub fn marked(comparison: Comparison, account: &[&str], copy: &[&str], plain: bool) -> String {
    let signs = if plain { Signs::Plain } else { Signs::Colour };
    Differences { account, copy, comparison, whole: false }.marked(signs)
}

/// Plain signs, with colours around them where a terminal shows those.
#[derive(Clone, Copy)]
enum Signs {
    Plain,
    Colour,
}

impl Signs {
    fn paint(self, colour: &str, text: String) -> String {
        match self {
            Self::Plain => text,
            Self::Colour => format!("{colour}{text}\x1b[0m"),
        }
    }

    fn missing(self, text: &str) -> String {
        self.paint("\x1b[31m", format!("[-{text}-]"))
    }

    fn added(self, text: &str) -> String {
        self.paint("\x1b[32m", format!("{{+{text}+}}"))
    }

    fn moved(self, text: &str) -> String {
        self.paint("\x1b[33m", format!("{{>{text}<}}"))
    }
}
