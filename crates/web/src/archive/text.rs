//! A published text as its page shows it. The page shows the words as the seal reads them, never the typed characters.

use crate::published::{Entry, PagePart};

/// A part of a paragraph.
pub enum Stretch {
    Words(String),
    /// A withheld place.
    Withheld,
    /// A remark of the translator, in brackets.
    Gloss(String),
    LineBreak,
}

/// The paragraphs of a text. In a translation, words in brackets count as remarks of the translator.
pub fn paragraphs(entry: &Entry) -> Vec<Vec<Stretch>> {
    let words = &entry.words;
    let glossed = matches!(entry.part, PagePart::Translation(_));
    let mut paragraphs: Vec<Vec<Stretch>> = Vec::new();
    let mut in_gloss = false;
    for at in entry.account.clone() {
        let first = at == entry.account.start;
        if first || words.begins_paragraph(at) {
            paragraphs.push(Vec::new());
            in_gloss = false;
        } else if words.begins_line(at) {
            push(&mut paragraphs, Stretch::LineBreak);
        }
        let gap = if first || words.begins_line(at) { "" } else { words.gap(at) };
        if words.is_mark(at) {
            add(&mut paragraphs, gap, in_gloss);
            push(&mut paragraphs, Stretch::Withheld);
            continue;
        }
        let word = words.get(at);
        let opens = glossed && !in_gloss && word.starts_with('[');
        if opens {
            add(&mut paragraphs, gap, false);
            push(&mut paragraphs, Stretch::Gloss(word.to_owned()));
            in_gloss = true;
        } else {
            add(&mut paragraphs, gap, in_gloss);
            add(&mut paragraphs, word, in_gloss);
        }
        in_gloss = in_gloss && !word.contains(']');
    }
    paragraphs
}

fn push(paragraphs: &mut [Vec<Stretch>], stretch: Stretch) {
    paragraphs.last_mut().expect("the first word begins one").push(stretch);
}

/// Adds `text` to the last stretch, or begins a new one.
fn add(paragraphs: &mut [Vec<Stretch>], text: &str, in_gloss: bool) {
    if text.is_empty() {
        return;
    }
    match paragraphs.last_mut().and_then(|paragraph| paragraph.last_mut()) {
        Some(Stretch::Words(last)) if !in_gloss => last.push_str(text),
        Some(Stretch::Gloss(last)) if in_gloss => last.push_str(text),
        _ if in_gloss => push(paragraphs, Stretch::Gloss(text.to_owned())),
        _ => push(paragraphs, Stretch::Words(text.to_owned())),
    }
}
