//! The sentences that several verbs print about a text or a slip: reasons, refusals and warnings.

use firsthand_account::check::{SlipKind, Why};
use firsthand_account::limits::MAX_WORDS;
use firsthand_account::seal::CannotSeal;
use firsthand_account::warnings::Warning;
use firsthand_account::words::Suspect;
use firsthand_channels::Form;

use crate::error::CliError;
use crate::limits::MAX_SUSPECTS_NAMED;
use crate::out::quoted;

/// A number with its noun, in the singular or plural.
pub fn count(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
}

/// The line and column of a byte offset. Both are counted from 1, and columns are characters.
pub fn place(text: &str, offset: usize) -> String {
    let before = &text[..offset];
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or("").chars().count();
    format!("line {line}, column {column}")
}

/// The number of a character that may be invisible, and what it is.
pub fn character(character: char) -> String {
    let what = match character {
        '█' => "the mark of a withheld word",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "a sign that changes the direction of the text",
        '\u{E0000}'..='\u{E007F}' => "an invisible tag",
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => "for private use: each font shows something else",
        '\u{FFFD}' => "the sign of a letter that was lost",
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => "a control character",
        '\u{200C}' | '\u{200D}' => "an invisible joiner that joins nothing",
        _ => "invisible, or not in Unicode 16.0",
    };
    format!("U+{:04X}, {what}", character as u32)
}

/// A line for each suspect with its place, for at most [`MAX_SUSPECTS_NAMED`] of them.
pub fn suspects(text: &str, suspects: &[Suspect]) -> Vec<String> {
    let mut lines: Vec<String> = suspects
        .iter()
        .take(MAX_SUSPECTS_NAMED)
        .map(|suspect| format!("  {}: {}", place(text, suspect.offset as usize), character(suspect.character)))
        .collect();
    if suspects.len() > MAX_SUSPECTS_NAMED {
        lines.push(format!("  and {} more", suspects.len() - MAX_SUSPECTS_NAMED));
    }
    lines
}

/// Why a text cannot be sealed.
pub fn cannot_seal(error: CannotSeal, text: &str) -> CliError {
    match error {
        CannotSeal::NoWords => CliError::new("the text has no words to seal"),
        CannotSeal::TooManyWords(words) => {
            CliError::new(format!("the text has {words} words, and the maximum of a seal is {MAX_WORDS}"))
                .hint("seal it in parts")
        }
        CannotSeal::TooLong(error) => CliError::of(error).hint("seal it in parts"),
        CannotSeal::Refused(found) => CliError::new(format!(
            "the text has {} that cannot be sealed, because readers may see other words than were sealed:",
            count(found.len(), "character")
        ))
        .details(suspects(text, &found))
        .hint("remove them, or add --clean to seal the text without them"),
    }
}

/// A warning about a text that is about to be sealed.
pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::MixedScripts { word, line } => {
            let word = quoted(word);
            format!("line {line}: {word} mixes alphabets; one of its letters may only look like the right one")
        }
        Warning::Eaten { sign, line } => {
            format!(
                "line {line}: chat programs read \"{sign}\" as formatting and remove it; a copy that went through such a program is not true"
            )
        }
        Warning::Reordered { line } => {
            format!("line {line}: direction signs change the order in which the line is shown, and they are not sealed")
        }
        Warning::Invisible { count: found } => {
            format!(
                "{} in the text; they are not sealed, and they can show whose copy it was",
                count(*found, "invisible character")
            )
        }
    }
}

/// What part of an account a copy is.
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

/// The parts of such a copy that a person sees and the program does not check, if there are any.
pub fn not_looked_at(form: Form) -> Option<&'static str> {
    match form {
        Form::Text | Form::Bundle | Form::Pdf => None,
        Form::Mail => Some("its subject, its sender and its attachments"),
        Form::Chat => Some("who sent a message and when, and pictures"),
        Form::Page | Form::WebArchive | Form::Word | Form::OpenDocument => Some("pictures in it"),
    }
}

/// The kind of file that a copy was read from; `None` for plain text and bundles.
pub fn form(form: Form) -> Option<&'static str> {
    Some(match form {
        Form::Text | Form::Bundle => return None,
        Form::Page => "a saved web page",
        Form::WebArchive => "a web page saved in one file",
        Form::Mail => "a mail",
        Form::Pdf => "a PDF",
        Form::Word => "a Word document",
        Form::OpenDocument => "an OpenDocument text",
        Form::Chat => "messages from a chat program",
    })
}

/// Why a text is not true, as far as the program can tell.
pub fn why(why: Why) -> String {
    match why {
        Why::EndNotFound => {
            "the last words of the account are not beside the slip: they were changed, or this slip belongs to another text"
                .to_owned()
        }
        Why::Words => {
            "words were changed, moved, left out or added; or some lines have signs before them, or the mark of a withheld place is missing"
                .to_owned()
        }
        Why::Hidden(suspect) => {
            format!("the words have a character that is not allowed in an account: {}", character(suspect.character))
        }
        Why::AmongOthers => {
            "fewer than 20 sealed words must stand on lines of their own, directly beside the slip: among other words they can mean something else"
                .to_owned()
        }
    }
}
