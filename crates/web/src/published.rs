//! The published index: the list of the archive, and the texts with which copies are compared.
//!
//! The texts are in an index on disk (`firsthand_copies::index`). Each has a card, which says what the archive needs
//! to know without reading the text. So the server holds little in memory and reads little at its start. The index has
//! only published texts, and all of it can be made again from the pages. That happens if the index is missing, damaged
//! or of a later version.

mod text;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use firsthand_account::identity::AccountId;
use firsthand_copies::index::{Index, IndexError, Writer};
use firsthand_desk::desk::Desk;
pub use firsthand_verdict::PagePart;

use crate::limits::MAX_CANDIDATES;
pub use text::{Card, Entry, first};

/// How long to wait before the index on disk is tried again, if it is not exactly that of the published texts.
const RETRY: Duration = Duration::from_secs(60);

/// The label of a text in the index: its card as JSON.
fn label(card: &Card) -> String {
    serde_json::to_string(card).expect("plain data")
}

/// The published index as it was at one moment.
pub struct PublishedIndex {
    /// The number of the last event that published or retracted something and that this index includes.
    last: u64,
    index: Index,
    by_id: HashMap<String, Arc<Card>>,
    /// By account id: the number of the event that published the page, and the cards of the page, the edition first.
    pages: BTreeMap<String, (u64, Vec<Arc<Card>>)>,
    /// Whether the index on disk was found to be damaged.
    damaged: AtomicBool,
    /// When to try again to make the index on disk exactly that of the published texts. `None` if it is.
    retry: Option<Instant>,
}

impl Default for PublishedIndex {
    fn default() -> Self {
        Self {
            last: 0,
            index: Index::of([]),
            by_id: HashMap::new(),
            pages: BTreeMap::new(),
            damaged: AtomicBool::new(false),
            retry: None,
        }
    }
}

/// By account id: the number of the last event that published its page.
type Numbers = BTreeMap<String, u64>;

impl PublishedIndex {
    /// The index with everything that is published now. `None` if this one is up to date. The new index is kept in
    /// `folder`. If there is no folder, or if it cannot be written, the index is only in memory.
    pub fn newer(&self, desk: &Desk, folder: Option<&Path>) -> Option<Self> {
        let is_damaged = self.damaged.load(Ordering::Relaxed);
        let (last, published) = {
            let catalogue = desk.catalogue();
            let is_due = self.retry.is_some_and(|at| at <= Instant::now());
            if catalogue.last_published == self.last && !is_damaged && !is_due {
                return None;
            }
            let published = catalogue.published.iter().filter(|(_, each)| !each.is_retracted());
            (catalogue.last_published, published.map(|(id, each)| (id.clone(), each.number)).collect::<Numbers>())
        };
        if is_damaged {
            // The damaged index is removed, so that it is made again.
            folder.map(fs::remove_dir_all);
        }
        let kept = folder.map(|folder| {
            brought_up_to_date(folder, desk, &published).inspect_err(|_| {
                // It may hold words that are not public any more.
                let _ = fs::remove_dir_all(folder);
            })
        });
        let is_exact = kept.as_ref().is_none_or(|kept| kept.as_ref().is_ok_and(|(index, _)| index.is_tidy()));
        let (index, labels) = kept.and_then(Result::ok).unwrap_or_else(|| in_memory(desk, &published));
        let retry = (!is_exact).then(|| Instant::now() + RETRY);
        Some(Self { last, retry, ..Self::of(index, labels) })
    }

    fn of(index: Index, labels: Vec<String>) -> Self {
        let mut published = Self { index, ..Self::default() };
        for label in labels {
            let Ok(card) = serde_json::from_str::<Card>(&label) else { continue };
            let card = Arc::new(card);
            let (_, cards) = published.pages.entry(card.page.clone()).or_insert((card.number, Vec::new()));
            cards.push(Arc::clone(&card));
            published.by_id.insert(card.id.clone(), card);
        }
        for (_, cards) in published.pages.values_mut() {
            cards.sort_by_key(|card| match card.part {
                PagePart::Edition => 0,
                PagePart::Translation(at) => at + 1,
                PagePart::Short => usize::MAX,
            });
        }
        published
    }

    /// The card of the published text with this id.
    pub fn get(&self, id: &AccountId) -> Option<&Arc<Card>> {
        self.by_id.get(&id.to_string())
    }

    /// The edition of every account, the last published first.
    pub fn accounts(&self) -> Vec<&Arc<Card>> {
        let mut pages: Vec<&(u64, Vec<Arc<Card>>)> = self.pages.values().collect();
        pages.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        let edition = |(_, cards): &'_ &(u64, Vec<Arc<Card>>)| cards[0].part == PagePart::Edition;
        pages.into_iter().filter(edition).map(|(_, cards)| &cards[0]).collect()
    }

    /// The texts on the page of an account, the edition first.
    pub fn texts(&self, page: &str) -> &[Arc<Card>] {
        self.pages.get(page).map_or(&[], |(_, cards)| cards)
    }

    /// The translations on the page of an account.
    pub fn translations(&self, page: &str) -> impl Iterator<Item = &Arc<Card>> {
        self.texts(page).iter().filter(|card| matches!(card.part, PagePart::Translation(_)))
    }

    /// The published texts with nearly the same words as a copy, the nearest first. If the index on disk is damaged,
    /// an index in memory answers.
    pub fn nearest(&self, desk: &Desk, copy: &[&str]) -> Vec<Arc<Card>> {
        let copy = copy.join(" ");
        nearest_in(&self.index, &copy).unwrap_or_else(|_| {
            // The index on disk is damaged. The next request makes it again.
            self.damaged.store(true, Ordering::Relaxed);
            let published = self.pages.iter().map(|(id, (number, _))| (id.clone(), *number)).collect();
            nearest_in(&in_memory(desk, &published).0, &copy).unwrap_or_default()
        })
    }
}

fn nearest_in(index: &Index, copy: &str) -> Result<Vec<Arc<Card>>, IndexError> {
    let found = index.find(copy, MAX_CANDIDATES)?;
    let near = found.matches.iter().filter(|found| found.is_nearly_the_same());
    let card = |label: &str| serde_json::from_str::<Card>(label).ok().map(Arc::new);
    Ok(near.filter_map(|found| card(found.id)).collect())
}

/// Opens the index in `folder`, or makes it, so that it has exactly the published texts. Returns it with the labels of
/// its texts.
fn brought_up_to_date(folder: &Path, desk: &Desk, published: &Numbers) -> Result<(Index, Vec<String>), IndexError> {
    let known = |index: &Index| {
        let labels = index.ids()?;
        let cards: Option<Vec<Card>> = labels.iter().map(|label| serde_json::from_str(label).ok()).collect();
        Ok::<_, IndexError>(cards.map(|cards| labels.into_iter().zip(cards).collect::<Vec<_>>()))
    };
    let opened = Index::open(folder).and_then(|index| Ok((known(&index)?, index)));
    let (known, index) = match opened {
        Ok((Some(known), index)) => (known, Some(index)),
        Err(error @ IndexError::Io { .. }) => return Err(error),
        Err(IndexError::None(_)) => (Vec::new(), None),
        // An index that is missing, damaged or of a later version is made again.
        _ => {
            let _ = fs::remove_dir_all(folder);
            (Vec::new(), None)
        }
    };
    let is_current = |card: &Card| published.get(&card.page) == Some(&card.number);
    let here: HashSet<&String> =
        known.iter().filter(|(_, card)| is_current(card)).map(|(_, card)| &card.page).collect();
    let new = published.iter().filter(|(id, _)| !here.contains(id)).map(|(id, number)| (id.clone(), *number));
    let new: Numbers = new.collect();
    let gone: Vec<&String> = known.iter().filter(|(_, card)| !is_current(card)).map(|(label, _)| label).collect();
    if let (Some(index), true, true) = (index, new.is_empty(), gone.is_empty())
        && index.is_tidy()
    {
        return Ok((index, known.into_iter().map(|(label, _)| label).collect()));
    }
    let mut writer = Writer::open(folder)?;
    for label in gone {
        writer.remove(label);
    }
    texts(desk, &new, |label, text| writer.add(&label, text))?;
    let index = writer.commit()?;
    let labels = index.ids()?;
    Ok((index, labels))
}

/// Makes the index in memory.
fn in_memory(desk: &Desk, published: &Numbers) -> (Index, Vec<String>) {
    let mut all: Vec<(String, String)> = Vec::new();
    let add = |label: String, text: &str| {
        all.push((label, text.to_owned()));
        Ok::<_, std::convert::Infallible>(())
    };
    let Ok(()) = texts(desk, published, add);
    let index = Index::of(all.iter().map(|(label, text)| (label.as_str(), text.as_str())));
    (index, all.into_iter().map(|(label, _)| label).collect())
}

/// Passes every text of the pages to `add`, with its label. A page that cannot be read is left out until the next
/// publication.
fn texts<E>(desk: &Desk, pages: &Numbers, mut add: impl FnMut(String, &str) -> Result<(), E>) -> Result<(), E> {
    for (id, number) in pages {
        let Ok(page) = desk.page(id) else { continue };
        for entry in Entry::all(&page) {
            let label = label(&entry.card(*number, page.name.as_deref()));
            // The short edition has the same words as the edition, so its words are not added twice.
            let words = if entry.part == PagePart::Short { String::new() } else { entry.sealed().join(" ") };
            add(label, &words)?;
        }
    }
    Ok(())
}
