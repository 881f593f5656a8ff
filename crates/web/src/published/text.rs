//! A published text, and its card: what the archive knows about the text without reading it.

use std::ops::Range;

use firsthand_account::check::{Verdict, check};
use firsthand_account::display::spaced;
use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use firsthand_account::slip::find::slips;
use firsthand_account::words::Words;
use firsthand_desk::page::Page;
use firsthand_store::catalogue::Published;
use firsthand_verdict::PagePart;
use serde::{Deserialize, Serialize};

/// Maximum number of words that show what an account is about, and of their bytes.
const FIRST: usize = 30;
const FIRST_BYTES: usize = 400;
/// What the archive knows about a published text without reading it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The account id of the text.
    pub id: String,
    /// The id of the account on whose page the text stands, and the number of the event that published the page.
    pub page: String,
    pub(super) number: u64,
    pub part: PagePart,
    pub language: String,
    pub name: Option<String>,
    pub pen_name: String,
    pub words: u32,
    pub withheld: u32,
    /// The first words of the text, on one line.
    pub first: String,
}

impl Card {
    /// Whether this card belongs to this publication, and not to an earlier one of the same account.
    pub fn is_of(&self, published: &Published) -> bool {
        self.number == published.number
    }
}

/// A published text with its words.
pub struct Entry {
    pub id: AccountId,
    pub page: String,
    pub part: PagePart,
    pub language: String,
    pub slip: Slip,
    pub words: Words,
    /// The range of `words` that belongs to the account, with the marks of withheld places.
    pub account: Range<usize>,
}

impl Entry {
    /// Every text of a page, the edition first. A text that is not true to its slip is left out. The desk publishes no
    /// such text.
    pub fn all(page: &Page) -> Vec<Self> {
        texts_of(page).filter_map(|(part, language, text)| Self::proved(&page.id, part, language, text)).collect()
    }

    /// The text of a page with this card. It is not checked against its slip again: it was true when the card was
    /// made, the page still has the same hash, and a page has nothing but the account before its slip.
    pub fn of(page: &Page, card: &Card) -> Option<Self> {
        let (part, language, text) = texts_of(page).find(|(part, ..)| *part == card.part)?;
        let found = slips(text).pop()?;
        let slip = found.slip().ok()?.clone();
        let words = Words::read(&text[..found.place.start]).ok()?;
        let open = (0..words.len()).filter(|at| !words.is_mark(*at)).count();
        let id = card.id.parse().ok().filter(|_| open == slip.open_words() as usize)?;
        Some(Self { id, page: page.id.clone(), part, language: language.clone(), slip, account: 0..words.len(), words })
    }

    fn proved(page: &str, part: PagePart, language: &str, text: &str) -> Option<Self> {
        let report = check(text, &[]).ok()?;
        report.checked.into_iter().find_map(|checked| match (checked.slip, checked.verdict) {
            (Ok(slip), Some(Verdict::True(truth))) => Some(Self {
                id: truth.id,
                page: page.to_owned(),
                part,
                language: language.to_owned(),
                slip,
                words: truth.words,
                account: truth.account,
            }),
            _ => None,
        })
    }

    /// The words of the account. Withheld places are marks.
    pub fn sealed(&self) -> Vec<&str> {
        self.account.clone().map(|at| self.words.get(at)).collect()
    }

    /// The first words of the text, on one line.
    pub fn first(&self) -> String {
        first(&self.sealed())
    }

    pub(super) fn card(&self, number: u64, name: Option<&str>) -> Card {
        // A label in the index must not have control characters.
        let plain = |text: &str| text.replace(char::is_control, "");
        Card {
            id: self.id.to_string(),
            page: self.page.clone(),
            number,
            part: self.part,
            language: plain(&self.language),
            name: name.map(plain),
            pen_name: self.slip.pen_name.to_string(),
            words: self.slip.n,
            withheld: self.slip.withheld.words(),
            first: plain(&self.first()),
        }
    }
}

/// The texts of a page, each with its part and its language.
fn texts_of(page: &Page) -> impl Iterator<Item = (PagePart, &String, &String)> {
    let translations =
        page.translations.iter().enumerate().map(|(at, each)| (PagePart::Translation(at), &each.language, &each.text));
    let short = page.short.iter().map(|text| (PagePart::Short, &page.language, text));
    [(PagePart::Edition, &page.language, &page.text)].into_iter().chain(translations).chain(short)
}

/// The first of `words`, on one line.
pub fn first(words: &[&str]) -> String {
    let mut first = spaced(&words[..words.len().min(FIRST)]);
    let cut = first.len() > FIRST_BYTES;
    first.truncate(first.floor_char_boundary(FIRST_BYTES));
    if cut || words.len() > FIRST { format!("{first} …") } else { first }
}
