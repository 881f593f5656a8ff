//! A copy beside an account, with the words that differ marked.

use std::ops::Range;

use anstream::println;
use firsthand_account::characters::MARK;
use firsthand_account::words::{Words, is_solo};
use firsthand_copies::{Comparison, Counts, Piece, compare};
use serde_json::{Value, json};

use crate::{Answer, wording};

/// How many words are shown around one that differs.
const AROUND: usize = 8;

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
        let inside = self.inside();
        let clean = inside.iter().all(|piece| matches!(piece, Piece::Kept { .. }));
        if clean && self.comparison.has_every_word() { Answer::Yes } else { Answer::No }
    }

    /// Without the words before and after the account.
    fn inside(&self) -> &[Piece] {
        let pieces = &self.comparison.pieces[..];
        let added = |piece: Option<&Piece>| matches!(piece, Some(Piece::Added { .. }));
        let pieces = if added(pieces.first()) { &pieces[1..] } else { pieces };
        if added(pieces.last()) { &pieces[..pieces.len() - 1] } else { pieces }
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
        let pieces = &self.comparison.pieces;
        let mut out: Vec<String> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let old = |range: &Range<usize>| text(&self.account[range.clone()]);
            let new = |range: &Range<usize>| text(&self.copy[range.clone()]);
            out.push(match piece {
                Piece::Kept { copy, .. } => self.kept(copy.clone(), at > 0, at + 1 < pieces.len()),
                Piece::Changed { text, copy } => format!("{}{}", signs.missing(&old(text)), signs.added(&new(copy))),
                Piece::Moved { copy, .. } => signs.moved(&new(copy)),
                Piece::Withheld { copy, .. } => new(copy),
                Piece::Missing { text } => signs.missing(&old(text)),
                Piece::Added { copy } if self.whole || copy.len() <= 4 * AROUND => signs.added(&new(copy)),
                Piece::Added { copy } => {
                    let (start, end) = (copy.start..copy.start + AROUND, copy.end - AROUND..copy.end);
                    signs.added(&format!("{} … {}", new(&start), new(&end)))
                }
            });
        }
        out.join(" ")
    }

    /// Words that were kept: all of a few, else those beside what differs.
    fn kept(&self, range: Range<usize>, after: bool, before: bool) -> String {
        if self.whole || range.len() <= 3 * AROUND {
            return text(&self.copy[range]);
        }
        let head = if after { text(&self.copy[range.start..range.start + AROUND]) + " " } else { String::new() };
        let tail =
            if before { String::from(" ") + &text(&self.copy[range.end - AROUND..range.end]) } else { String::new() };
        format!("{head}…{tail}")
    }
}

/// Words one after another; those of scripts without spaces, without.
fn text(words: &[&str]) -> String {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && !(is_solo(word) && is_solo(words[at - 1])) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
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
