//! Every sentence that says what a text or a slip is: verdicts, refusals and warnings, worded once.

use firsthand_account::check::{Kind, Why};
use firsthand_account::readings::{Hyphens, Reading};
use firsthand_account::seal::CannotSeal;
use firsthand_account::slip::text::Unreadable;
use firsthand_account::slip::{MAX_WORDS, Malformed};
use firsthand_account::warnings::Warning;
use firsthand_account::words::Suspect;

use crate::error::CliError;

/// `count` of something, in the singular or plural.
pub fn count(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
}

/// A text without what could make a terminal or a line run otherwise.
pub fn harmless(text: &str) -> String {
    let directions = ['\u{200e}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}'];
    let misleads =
        |character: char| character.is_control() || directions.iter().any(|range| range.contains(&character));
    text.replace(misleads, "")
}

/// Line and column of a byte offset, both counted from 1, columns in characters.
pub fn place(text: &str, offset: usize) -> String {
    let before = &text[..offset];
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or("").chars().count();
    format!("line {line}, column {column}")
}

/// A character that may not be seen, by its number and what it is.
pub fn character(character: char) -> String {
    let what = match character {
        '█' => "the mark of a withheld word",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "changes the direction of the text",
        '\u{E0000}'..='\u{E007F}' => "an invisible tag",
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => "of private use: nobody can say what it shows",
        '\u{FFFD}' => "stands where a letter was lost",
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => "a control character",
        '\u{200C}' | '\u{200D}' => "an invisible joiner where it joins nothing",
        _ => "cannot be seen, or is not in Unicode 16.0",
    };
    format!("U+{:04X}, {what}", character as u32)
}

/// Each of `suspects` with its place, the first ten.
pub fn suspects(text: &str, suspects: &[Suspect]) -> String {
    let mut lines: Vec<String> = suspects
        .iter()
        .take(10)
        .map(|suspect| format!("  {}: {}", place(text, suspect.offset as usize), character(suspect.character)))
        .collect();
    if suspects.len() > 10 {
        lines.push(format!("  and {} more", suspects.len() - 10));
    }
    lines.join("\n")
}

pub fn cannot_seal(error: &CannotSeal, text: &str) -> CliError {
    match error {
        CannotSeal::NoWords => CliError::new("there is nothing to seal: the text has no words"),
        CannotSeal::TooManyWords(words) => {
            CliError::new(format!("the text has {words} words, and a seal takes at most {}", MAX_WORDS - 1))
                .hint("seal it in parts")
        }
        CannotSeal::TooLong(error) => CliError::new(error).hint("seal it in parts"),
        CannotSeal::Refused(found) => {
            let list = suspects(text, found);
            CliError::new(format!(
                "the text holds {} that a seal does not take, because readers would not see what was sealed:\n{list}",
                count(found.len(), "character")
            ))
            .hint("take them out, or add --clean to seal the text without them")
        }
    }
}

pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::MixedScripts { word, line } => {
            format!("line {line}: \"{word}\" mixes alphabets; a letter may be another one that looks alike")
        }
        Warning::Eaten { sign, line } => {
            format!(
                "line {line}: chat programs take \"{sign}\" for formatting and remove it; a copy that went through one is then not true"
            )
        }
        Warning::Reordered { line } => {
            format!("line {line}: direction marks change the order in which it is shown, and they are not sealed")
        }
        Warning::Invisible { count: found } => {
            format!(
                "{} in the text; they are not sealed, and can tell whose copy it was",
                count(*found, "invisible character")
            )
        }
    }
}

pub fn kind(kind: Kind, n: u32) -> String {
    match kind {
        Kind::Whole => format!("the whole account, {}", count(n as usize, "word")),
        Kind::Excerpt { first, last } => format!("an excerpt, words {first} to {last} of {n}"),
        Kind::Edition { withheld, places } => format!(
            "an edition: {withheld} of {n} words withheld, in {}, by someone who held a copy",
            count(places as usize, "place")
        ),
    }
}

pub fn reading(reading: Reading) -> Option<&'static str> {
    Some(match (reading.unquoted, reading.hyphens) {
        (false, Hyphens::AsTheyStand) => return None,
        (true, Hyphens::AsTheyStand) => "read without the > of quoted mail",
        (false, Hyphens::Joined) => "read with words joined that were broken at line ends, hyphens kept",
        (true, Hyphens::Joined) => {
            "read without the > of quoted mail, and with words joined that were broken at line ends, hyphens kept"
        }
        (false, Hyphens::Dropped) => "read with words joined that were broken by a hyphen at line ends",
        (true, Hyphens::Dropped) => {
            "read without the > of quoted mail, and with words joined that were broken by a hyphen at line ends"
        }
    })
}

/// Why a text is not true, as far as can be said.
pub fn why(why: Why, text: &str) -> String {
    match why {
        Why::EndNotFound => {
            "the words that the account ends with do not stand before the slip: they were changed, or this slip belongs to another text"
                .to_owned()
        }
        Why::Words => "words were changed, moved, left out or put in; or a mark of a withheld place is missing".to_owned(),
        // The place is in the text as it was read; where quoting was taken out it may differ.
        Why::Hidden(suspect) => {
            let place = text.get(suspect.offset as usize..).filter(|rest| rest.starts_with(suspect.character));
            let place = place.map(|_| format!(" ({})", place_of(text, suspect))).unwrap_or_default();
            format!("the words hold a character that no account may hold: {}{place}", character(suspect.character))
        }
        Why::AmongOthers => {
            "so few sealed words must stand on lines of their own and directly before the slip: among others they can say something else"
                .to_owned()
        }
    }
}

fn place_of(text: &str, suspect: Suspect) -> String {
    place(text, suspect.offset as usize)
}

pub fn unreadable(unreadable: Unreadable) -> &'static str {
    match unreadable {
        Unreadable::Malformed(Malformed::LaterVersion(_)) => "LATER VERSION",
        _ => "SLIP DAMAGED",
    }
}
