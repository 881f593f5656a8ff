//! Hints: the words of a text that may identify a person. The page shows them to the writer before the text goes out.
//! The writer decides about each of them.
//!
//! A missed hint can endanger a person. A false hint costs the writer's attention each time. So both are measured, on
//! sentences that were put aside before the lists were tuned (`tests/hints.rs`). These are offered, and these are left
//! out on purpose:
//!
//! - Names: words with a capital within a sentence. At the start of a sentence, a word is offered only if it is a name
//!   elsewhere in the text, or has the form of a name. Left out: weekdays, countries, peoples, state bodies and heads
//!   of state. They stand in every account and identify nobody.
//! - Places: streets, houses, and places that are not known to be large. Left out: capitals and cities of a million.
//! - Kin and neighbours of the writer: *my brother*, not *his*. Left out: friends.
//! - Ages and births, if they are exact. Left out: sums, times and the dates of events.
//!
//! For a language without lists, only numbers, number plates and online addresses are offered. The lists were written
//! from general knowledge. No native speaker has read them.

mod kinds;
mod lexicon;
mod lists;
mod names;
mod numbers;
mod phrases;
mod places;
mod reading;
mod words;

pub use kinds::{Hint, Kind, Language};
use reading::Reading;

/// Finds the words of `text` that may identify a person. Returns them in the order of the text; no two overlap.
pub fn hints(text: &str, language: Option<Language>) -> Vec<Hint> {
    let mut reading = Reading::of(text, language);
    // The surest kinds come first, because each word is offered only once.
    numbers::online(&mut reading);
    numbers::plates(&mut reading);
    numbers::numbers(&mut reading);
    if let Some(language) = language {
        places::streets(&mut reading);
        places::institutions(&mut reading);
        phrases::phrases(&mut reading, language);
        names::names(&mut reading);
    }
    reading.found.sort_by_key(|hint| hint.range.start);
    reading.found
}
