//! From a text to its words (`spec/seal.md`, section 1).

use firsthand_account::characters::{Character, Class};
use firsthand_account::seal::{CannotSeal, clean, sealable};
use firsthand_account::words::{WordPlaces, Words};

use crate::input::{Input, utf8};

/// A `t` and UTF-8, or anything else and a character for each byte.
pub fn words(data: &[u8]) {
    let text = match data.split_first() {
        Some((b't', text)) => utf8(text),
        Some(_) => Input::new(&data[1..]).characters(data.len()),
        None => String::new(),
    };
    let read = Words::read(&text).expect("short");
    assert!(read.iter().all(|word| !word.is_empty() && !word.contains(' ')), "a word is something, and one");

    joined(&read);
    shown(&read);
    sources(&text, &read);
    suspects(&text, &read);
    sealing(&text, &read);
    hyphens(&read);
}

/// Where hyphens stand side by side they are part of an address or an option.
fn hyphens(read: &Words) {
    for word in read.iter().filter(|word| word.contains("--")) {
        let option = word.strip_prefix("--").and_then(|rest| rest.chars().next());
        let option = option.is_some_and(|next| Character::of(next).is_letter());
        assert!(option || ["://", "@", "xn--"].iter().any(|sign| word.contains(sign)), "{word:?}");
    }
}

fn all(words: &Words) -> Vec<&str> {
    words.iter().collect()
}

/// The refused suspects with the index of their word, as [`Words::suspects`] gives them.
fn refused(words: &Words) -> Vec<(u32, char)> {
    words.suspects().iter().filter(|each| each.is_refused()).map(|each| (each.word, each.character)).collect()
}

/// Each suspect stands where it is said to stand, in the text and, unless it was deleted, in its word.
fn suspects(text: &str, read: &Words) {
    for suspect in read.suspects() {
        assert!(text[suspect.offset as usize..].starts_with(suspect.character), "{suspect:?}");
        if suspect.is_refused() {
            assert!(read.get(suspect.word as usize).contains(suspect.character), "{suspect:?}");
        } else {
            assert!(suspect.word as usize <= read.len(), "{suspect:?}");
        }
    }
    assert!(read.suspects().is_sorted_by_key(|each| each.offset));
    assert!(refused(read).is_sorted_by_key(|(word, _)| *word));
}

/// Reading the words joined by spaces gives the same words, whatever they hold. Their refused characters are refused
/// again. One more may be: an *attach* character that begins a word, having stood directly behind a mark. There it was
/// where it may stand, and behind a space it is not.
fn joined(read: &Words) {
    let text = all(read).join(" ");
    let again = Words::read(&text).expect("short");
    assert_eq!(all(&again), all(read), "joined by spaces");
    // What was refused is; what is refused now and was not is the first of its word.
    let mut more = refused(&again);
    for each in refused(read) {
        let at =
            more.iter().rposition(|other| *other == each).unwrap_or_else(|| panic!("{each:?} is not refused again"));
        more.remove(at);
    }
    for (word, character) in more {
        let word = word as usize;
        assert!(read.get(word).starts_with(character), "{character:?} in word {word} of {text:?}");
        assert!(word > 0 && read.is_mark(word - 1), "{character:?} in word {word} of {text:?}");
        assert_eq!(Character::of(character).class(), Class::Attach);
    }
    assert!(again.suspects().iter().all(|each| each.is_refused()), "what is deleted is no part of a word");
}

/// What is shown of the words reads as the words.
fn shown(read: &Words) {
    let shown = read.show(0..read.len());
    let again = Words::read(&shown).expect("short");
    assert_eq!(all(&again), all(read), "shown as {shown:?}");
    for at in 0..read.len() {
        assert_eq!(again.begins_line(at), read.begins_line(at), "line before word {at} of {shown:?}");
        assert_eq!(again.begins_paragraph(at), at > 0 && read.begins_paragraph(at), "paragraph before word {at}");
    }
}

/// Each word's bytes lie in the text, in order; and read by themselves they are that word, or where words overlap, all
/// their bytes are all of them.
fn sources(text: &str, read: &Words) {
    let places = WordPlaces::read(text).expect("short");
    assert_eq!(places.len(), read.len());
    let sources: Vec<_> = (0..read.len()).map(|at| places.source(at)).collect();
    assert!(sources.is_sorted_by_key(|source| source.start) && sources.is_sorted_by_key(|source| source.end));
    let mut at = 0;
    for group in sources.chunk_by(|before, next| next.start < before.end) {
        let alone = Words::read(&text[group[0].start..group[group.len() - 1].end]).expect("short");
        assert!(
            alone.iter().eq((at..at + group.len()).map(|word| read.get(word))),
            "word {at} at {group:?} of {text:?}, alone: {alone:?}"
        );
        at += group.len();
    }
}

/// What is sealable is; what is not can be cleaned, unless nothing is left; what is cleaned once is clean.
fn sealing(text: &str, read: &Words) {
    match sealable(text) {
        Ok(words) => {
            assert!(words.suspects().is_empty() && (0..words.len()).all(|at| !words.is_mark(at)));
            assert_eq!(clean(text), Ok((text.to_owned(), Vec::new())));
        }
        Err(CannotSeal::NoWords) => assert!(read.is_empty()),
        Err(CannotSeal::Refused(refused)) => {
            assert!(!refused.is_empty());
            let (cleaned, removed) = clean(text).expect("short");
            let mut left = text.to_owned();
            for each in removed.iter().rev() {
                assert_eq!(left.remove(each.offset as usize), each.character, "where it is said to stand");
            }
            assert_eq!(left, cleaned, "nothing else is removed");
            match sealable(&cleaned) {
                Ok(_) | Err(CannotSeal::NoWords) => {}
                other => panic!("cleaned: {other:?}"),
            }
        }
        Err(other) => panic!("{other:?}"),
    }
}
