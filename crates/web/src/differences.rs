//! The differences between two texts, as a page shows them.

use firsthand_verdict::Differences;
pub use firsthand_verdict::Marked;

use crate::locale::Language;

/// Maximum number of pairs of words with look-alike letters that are named.
const PAIRS: usize = 10;

/// The differences between two texts, as a page shows them.
pub struct Shown {
    pub differences: Differences,
    /// The second text with the differences marked. Empty if nothing differs.
    pub marked: Vec<Marked>,
}

impl Shown {
    /// Compares `copy` with `account`. A withheld place in `account` is a mark.
    pub fn of(account: &[&str], copy: &[&str]) -> Self {
        Differences::of(account, copy).into()
    }

    /// A sentence for each kind of difference, with the number of its words.
    pub fn lines(&self, language: &Language) -> Vec<String> {
        let counts = self.differences.counts();
        let counted = [
            ("verdict-kept", counts.kept),
            ("verdict-punctuated", counts.punctuated),
            ("verdict-changed", counts.changed),
            ("verdict-missing", counts.missing),
            ("verdict-moved", counts.moved),
            ("verdict-withheld", counts.withheld),
            ("verdict-added", counts.added),
            ("verdict-again", counts.again),
        ];
        let said = counted.into_iter().filter(|(key, count)| *count > 0 || *key == "verdict-kept");
        let mut lines: Vec<String> = said.map(|(key, count)| language.say_with(key, "count", count as u64)).collect();
        if let Some(words) = self.differences.quoted() {
            let key = if self.differences.quote().is_some() { "verdict-quote" } else { "verdict-quoted" };
            let all = self.differences.words();
            let values = [("count", words.len()), ("first", words.start + 1), ("last", words.end), ("all", all)];
            lines.insert(0, language.say_all(key, values.map(|(name, value)| (name, (value as u64).into()))));
        } else if self.differences.has_every_word() && counts.added + counts.again > 0 && !self.differences.is_clean() {
            lines.push(language.say("verdict-every-word"));
        }
        for [(old, of_old), (new, of_new)] in self.differences.other_alphabets().into_iter().take(PAIRS) {
            let names = |alphabets: Vec<&str>| {
                let name = |alphabet: &str| language.say(&format!("verdict-alphabet-{}", alphabet.to_lowercase()));
                alphabets.into_iter().map(name).collect::<Vec<_>>().join(" + ")
            };
            let values =
                [("old", old.to_owned()), ("from", names(of_old)), ("new", new.to_owned()), ("to", names(of_new))];
            lines.push(language.say_all("verdict-alphabets", values.map(|(name, value)| (name, value.into()))));
        }
        lines
    }

    /// Whether no difference is worth showing.
    pub fn is_same(&self) -> bool {
        self.differences.is_same()
    }
}

impl From<Differences> for Shown {
    fn from(differences: Differences) -> Self {
        Self { marked: differences.marked(false), differences }
    }
}
