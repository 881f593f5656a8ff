//! Words of a text that may point to a person: offered to the person who wrote it before it goes out, never decided for
//! them.
//!
//! A missed hint may cost the writer more than their attention, a false one costs attention each time; so both are
//! measured, on sentences held out (`tests/hints.rs`). What is offered, and what is not on purpose:
//!
//! - Names: capitals within a sentence; at its start only if they are a name elsewhere or by their form. Not weekdays,
//!   countries, peoples, bodies of the state, nor heads of state: they stand in every account and single nobody out.
//! - Places: streets, houses, and places that are not known to be large. Cities of a million and capitals are skipped.
//! - Kin and neighbours, if they are one's own: *my brother*, not *his*. Friends are skipped.
//! - Ages and births, if they are exact; sums, times and the dates of events are skipped.
//!
//! In a language without lists only numbers, plates and what is online are offered. The lists are written from general
//! knowledge, and no native speaker has read them.

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

/// Words of a text that may point to a person, in order, not overlapping.
pub fn hints(text: &str, language: Option<Language>) -> Vec<Hint> {
    let mut reading = Reading::of(text, language);
    // What is surer goes first; a word is offered once.
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
