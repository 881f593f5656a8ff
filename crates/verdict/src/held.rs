//! A copy beside an account that the reader has.

use std::sync::Arc;

use crate::answer::Answer;
use crate::differences::Differences;
use crate::known::KnownText;

/// A copy beside an account that the reader has.
pub struct Held {
    pub entry: Arc<KnownText>,
    pub differences: Differences,
}

impl Held {
    pub(crate) fn of(entry: Arc<KnownText>, copy: &[&str]) -> Self {
        let words: Vec<&str> = entry.words.iter().map(String::as_str).collect();
        let differences = Differences::of(&words, copy);
        Self { entry, differences }
    }

    /// Yes if the copy has every word of the account, in order, with nothing between, or is only a quote of it. If other words
    /// stand around a quote, the answer is open, because they may stand for words of the account.
    pub fn answer(&self) -> Answer {
        let is_quote = self.differences.quote().is_some() && self.differences.counts().punctuated == 0;
        match self.differences.is_word_for_word() {
            true => Answer::Yes,
            false if is_quote => Answer::CouldNotTell,
            false => Answer::No,
        }
    }
}
