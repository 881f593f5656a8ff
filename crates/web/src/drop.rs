//! The drop box. A source writes an account, looks at a preview, leaves it and gets a codename. With the codename they
//! come back.
//!
//! Before the source leaves the account, the server keeps no words. They are in the fields of the page. Files wait
//! encrypted.

pub mod back;
pub mod preview;
pub mod send;
pub mod write;

use firsthand_desk::consent::{Consent, Name, When, Words};
use fluent_bundle::FluentValue;
use jiff::civil::Date;

use crate::app::{App, Token};
use crate::form::Form;
use crate::locale::Language;

/// The fields that a source fills in. Each page passes them on to the next.
#[derive(Clone, Default)]
pub struct Fields {
    pub text: String,
    pub words: String,
    pub photographs: bool,
    pub name_kind: String,
    pub name: String,
    pub when_kind: String,
    pub day: String,
    /// Names the uploads of this account until the source leaves it.
    pub token: String,
    /// The codename of a source who came back to add something. Empty for a new source.
    pub codename: String,
    /// The number of files that wait.
    pub waiting: usize,
}

impl Fields {
    /// The fields of a form that was sent.
    pub fn of(form: &Form) -> Self {
        let get = |name: &str| form.get(name).to_owned();
        Self {
            text: form.text().to_owned(),
            words: get("words"),
            photographs: form.get("photographs") == "yes",
            name_kind: get("name-kind"),
            name: get("name"),
            when_kind: get("when-kind"),
            day: get("day"),
            token: get("token"),
            codename: get("codename"),
            waiting: form.get("waiting").parse().unwrap_or(0),
        }
    }

    /// The token of this account. Makes one if there is none yet.
    pub fn token(&mut self, app: &App) -> Token {
        let token = Token::read(&self.token).unwrap_or_else(|| Token(app.random()));
        self.token = token.to_text();
        token
    }

    /// Reads the consent. An answer that is missing counts as the most careful one. Fails with the key of a sentence.
    pub fn consent(&self) -> Result<Consent, &'static str> {
        let words = match &*self.words {
            "all" => Words::All,
            "without-names" => Words::WithoutNames,
            _ => Words::AskFirst,
        };
        let name = match &*self.name_kind {
            "pen" | "own" if self.name.is_empty() => return Err("error-name-missing"),
            "pen" => Name::Pen(self.name.clone()),
            "own" => Name::Own(self.name.clone()),
            _ => Name::None,
        };
        let day = self.day.parse::<Date>().map_err(|_| "error-day-missing");
        let when = match &*self.when_kind {
            "from" => When::From(day?),
            "back" => When::IfNotBackBy(day?),
            _ => When::AnyTime,
        };
        Ok(Consent { words, photographs: self.photographs, name, when })
    }
}

/// A consent, in sentences.
pub fn consent_in_words(language: Language, consent: &Consent) -> Vec<String> {
    let words = match consent.words {
        Words::AskFirst => "consent-ask",
        Words::WithoutNames => "consent-without-names",
        Words::All => "consent-words",
    };
    let mut lines = vec![language.say(words)];
    if consent.photographs {
        lines.push(language.say("consent-photographs"));
    }
    lines.push(match &consent.name {
        Name::None => language.say("name-none"),
        Name::Pen(name) => format!("{}: {name}", language.say("name-pen")),
        Name::Own(name) => format!("{}: {name}", language.say("name-own")),
    });
    lines.push(match consent.when {
        When::AnyTime => language.say("when-any"),
        When::From(day) => format!("{}: {day}", language.say("when-from")),
        When::IfNotBackBy(day) => format!("{}: {day}", language.say("when-back")),
    });
    lines
}

/// A number of bytes, as people read it.
pub fn size(language: Language, bytes: u64) -> String {
    let (value, unit) =
        if bytes < 1 << 20 { (bytes as f64 / 1024.0, "unit-kb") } else { (bytes as f64 / 1_048_576.0, "unit-mb") };
    let value = if value < 10.0 { format!("{value:.1}") } else { format!("{value:.0}") };
    // All of these languages except English write a decimal comma.
    let value = if language == Language::English { value } else { value.replace('.', ",") };
    format!("{value} {}", language.say(unit))
}

/// A value for a sentence.
pub fn value<'a>(value: impl Into<FluentValue<'a>>) -> FluentValue<'a> {
    value.into()
}
