//! Every sentence that says what a text or a slip is: verdicts, refusals and warnings, worded once.

use firsthand_account::check::{SlipKind, Why};
use firsthand_account::limits::MAX_WORDS;
use firsthand_account::seal::CannotSeal;
use firsthand_account::warnings::Warning;
use firsthand_account::words::Suspect;
use firsthand_channels::Form;

use crate::error::CliError;
use crate::out::quoted;

/// `count` of something, in the singular or plural.
pub fn count(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
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

/// Each of `suspects` with its place, the first ten, a line each.
pub fn suspects(text: &str, suspects: &[Suspect]) -> Vec<String> {
    let mut lines: Vec<String> = suspects
        .iter()
        .take(10)
        .map(|suspect| format!("  {}: {}", place(text, suspect.offset as usize), character(suspect.character)))
        .collect();
    if suspects.len() > 10 {
        lines.push(format!("  and {} more", suspects.len() - 10));
    }
    lines
}

pub fn cannot_seal(error: &CannotSeal, text: &str) -> CliError {
    match error {
        CannotSeal::NoWords => CliError::new("there is nothing to seal: the text has no words"),
        CannotSeal::TooManyWords(words) => {
            CliError::new(format!("the text has {words} words, and a seal takes at most {}", MAX_WORDS))
                .hint("seal it in parts")
        }
        CannotSeal::TooLong(error) => CliError::new(error).hint("seal it in parts"),
        CannotSeal::Refused(found) => CliError::new(format!(
            "the text holds {} that a seal does not take, because readers would not see what was sealed:",
            count(found.len(), "character")
        ))
        .details(suspects(text, found))
        .hint("take them out, or add --clean to seal the text without them"),
    }
}

pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::MixedScripts { word, line } => {
            let word = quoted(word);
            format!("line {line}: {word} mixes alphabets; a letter may be another one that looks alike")
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

pub fn kind(kind: SlipKind, n: u32) -> String {
    match kind {
        SlipKind::Whole => format!("the whole account, {}", count(n as usize, "word")),
        SlipKind::Excerpt { first, last } => format!("an excerpt, words {first} to {last} of {n}"),
        SlipKind::Edition { withheld, places } => format!(
            "an edition: {withheld} of {n} words withheld, in {}, by someone who held a copy",
            count(places as usize, "place")
        ),
    }
}

/// What a person sees of such a copy and was not looked at, if there is anything.
pub fn not_looked_at(form: Form) -> Option<&'static str> {
    match form {
        Form::Text | Form::Bundle | Form::Pdf => None,
        Form::Mail => Some("its subject, its sender and what is attached"),
        Form::Chat => Some("who sent a message and when, and pictures"),
        Form::Page | Form::WebArchive | Form::Word | Form::OpenDocument => Some("pictures in it"),
    }
}

/// What a copy came as, if that is worth a word.
pub fn form(form: Form) -> Option<&'static str> {
    Some(match form {
        Form::Text | Form::Bundle => return None,
        Form::Page => "a saved web page",
        Form::WebArchive => "a web page saved in one file",
        Form::Mail => "a mail",
        Form::Pdf => "a PDF",
        Form::Word => "a Word document",
        Form::OpenDocument => "an OpenDocument text",
        Form::Chat => "messages of a chat program",
    })
}

/// Why a text is not true, as far as can be said.
pub fn why(why: Why) -> String {
    match why {
        Why::EndNotFound => {
            "the words that the account ends with do not stand beside the slip: they were changed, or this slip belongs to another text"
                .to_owned()
        }
        Why::Words => {
            "words were changed, moved, left out or put in; or signs stand before some of its lines, or a mark of a withheld place is missing"
                .to_owned()
        }
        Why::Hidden(suspect) => {
            format!("the words hold a character that no account may hold: {}", character(suspect.character))
        }
        Why::AmongOthers => {
            "so few sealed words must stand on lines of their own and directly beside the slip: among others they can say something else"
                .to_owned()
        }
    }
}
