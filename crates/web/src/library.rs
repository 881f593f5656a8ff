//! What is published, in memory: as the archive lists it, and as copies are held against it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use firsthand_account::check::{Verdict, check};
use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use firsthand_account::words::Words;
use firsthand_copies::near::{Index, NEARLY_THE_SAME, Runs};
use firsthand_desk::desk::Desk;
use firsthand_desk::publication::Page;

/// How many words say what an account is about.
const FIRST: usize = 30;

/// Which text of its page an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The edition of the account.
    Edition,
    /// The translation at this index.
    Translation(usize),
    /// The edition as the desk sealed it, with a slip that travels.
    Short,
}

/// A text that was published.
pub struct Entry {
    pub id: AccountId,
    /// The id of the account on whose page it stands.
    pub page: String,
    pub part: Part,
    pub language: String,
    pub name: Option<String>,
    pub slip: Slip,
    pub words: Words,
    /// Which of the words are the account's, with the marks of withheld places.
    pub account: Range<usize>,
}

impl Entry {
    /// The text with its slip that it is true to; `None` where it is not, which the desk never publishes.
    fn of(text: &str) -> Option<(AccountId, Slip, Words, Range<usize>)> {
        let report = check(text, &[]).ok()?;
        report.checked.into_iter().find_map(|checked| match (checked.slip, checked.verdict) {
            (Ok(slip), Some(Verdict::True(truth))) => Some((truth.id, slip, truth.words, truth.account)),
            _ => None,
        })
    }

    /// Its words; withheld places are marks.
    pub fn sealed(&self) -> Vec<&str> {
        self.account.clone().map(|at| self.words.get(at)).collect()
    }

    /// What it begins with, on one line.
    pub fn first(&self) -> String {
        let end = self.account.end.min(self.account.start + FIRST);
        let first = self.words.show(self.account.start..end).split_whitespace().collect::<Vec<_>>().join(" ");
        if end < self.account.end { format!("{first} …") } else { first }
    }

    pub fn withheld(&self) -> u32 {
        self.slip.withheld.words()
    }
}

#[derive(Clone, Default)]
pub struct Library {
    /// How many accounts were published when it was read, and the number of the last act that published one.
    state: (usize, u64),
    /// `None` where a later page took an entry's place.
    entries: Vec<Option<Arc<Entry>>>,
    by_id: HashMap<AccountId, u32>,
    /// By account id: the number of the act that published the page, and the page's entries, the account first.
    pages: BTreeMap<String, (u64, Vec<u32>)>,
    index: Index,
}

impl Library {
    /// The library with what was published since; `None` if nothing was.
    pub fn newer(&self, desk: &Desk) -> Option<Self> {
        let (state, new) = {
            let catalogue = desk.store().catalogue();
            let published = &catalogue.published;
            let state = (published.len(), published.values().map(|each| each.number).max().unwrap_or(0));
            if state == self.state {
                return None;
            }
            let is_new = |id: &String, number| self.pages.get(id).is_none_or(|(known, _)| *known != number);
            let new = published.iter().filter(|(id, each)| is_new(id, each.number));
            (state, new.map(|(id, each)| (id.clone(), each.number)).collect::<Vec<_>>())
        };
        let mut newer = Self { state, ..self.clone() };
        let from = newer.entries.len();
        for (id, number) in new {
            // What cannot be read is missing here, until something else is published.
            if let Ok(page) = desk.page(&id) {
                newer.take_in(&id, number, &page);
            }
        }
        let words: Vec<(u32, Vec<&str>)> = newer.entries[from..]
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some(((from + at) as u32, entry.as_ref()?)))
            // Its words are the edition's.
            .filter(|(_, entry)| entry.part != Part::Short)
            .map(|(at, entry)| (at, entry.sealed()))
            .collect();
        newer.index.add(words.iter().map(|(number, words)| (*number, &words[..])));
        Some(newer)
    }

    fn take_in(&mut self, id: &str, number: u64, page: &Page) {
        for before in self.pages.remove(id).map_or_else(Vec::new, |(_, before)| before) {
            if let Some(gone) = self.entries[before as usize].take() {
                self.by_id.remove(&gone.id);
            }
        }
        let translations =
            page.translations.iter().enumerate().map(|(at, each)| (Part::Translation(at), &each.language, &each.text));
        let short = page.short.iter().map(|text| (Part::Short, &page.language, text));
        let mut entries = Vec::new();
        for (part, language, text) in
            [(Part::Edition, &page.language, &page.text)].into_iter().chain(translations).chain(short)
        {
            let Some((own, slip, words, account)) = Entry::of(text) else { continue };
            let (page, language, name) = (id.to_owned(), language.clone(), page.name.clone());
            let entry = Entry { id: own, page, part, language, name, slip, words, account };
            self.by_id.insert(own, self.entries.len() as u32);
            entries.push(self.entries.len() as u32);
            self.entries.push(Some(Arc::new(entry)));
        }
        self.pages.insert(id.to_owned(), (number, entries));
    }

    /// The published text with this id.
    pub fn get(&self, id: &AccountId) -> Option<&Arc<Entry>> {
        self.entries[*self.by_id.get(id)? as usize].as_ref()
    }

    /// Every account, the last published first.
    pub fn accounts(&self) -> Vec<&Arc<Entry>> {
        let mut pages: Vec<&(u64, Vec<u32>)> = self.pages.values().collect();
        pages.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        let account = |(_, entries): &(u64, Vec<u32>)| self.entries[*entries.first()? as usize].as_ref();
        pages.into_iter().filter_map(account).filter(|entry| entry.part == Part::Edition).collect()
    }

    /// The translations on the page of an account.
    pub fn translations(&self, page: &str) -> impl Iterator<Item = &Arc<Entry>> {
        self.on_page(page).filter(|entry| matches!(entry.part, Part::Translation(_)))
    }

    /// The edition of an account as the desk sealed it, if its slip is too long to travel.
    pub fn short(&self, page: &str) -> Option<&Arc<Entry>> {
        self.on_page(page).find(|entry| entry.part == Part::Short)
    }

    /// Every text on the page of an account but the edition.
    pub fn beside(&self, page: &str) -> impl Iterator<Item = &Arc<Entry>> {
        self.on_page(page).filter(|entry| entry.part != Part::Edition)
    }

    fn on_page(&self, page: &str) -> impl Iterator<Item = &Arc<Entry>> {
        let entries = self.pages.get(page).map_or(&[][..], |(_, entries)| entries);
        entries.iter().filter_map(|at| self.entries[*at as usize].as_ref())
    }

    /// The published texts that have nearly the same words as a copy, the nearest first.
    pub fn nearest(&self, copy: &[&str]) -> Vec<Arc<Entry>> {
        let runs = Runs::of(copy);
        let found = self.index.candidates(copy).into_iter().filter_map(|at| self.entries[at as usize].as_ref());
        let share = |entry: &Arc<Entry>| (Runs::of(&entry.sealed()).shared(&runs), Arc::clone(entry));
        let mut near: Vec<(f64, Arc<Entry>)> =
            found.map(share).filter(|(share, _)| *share >= NEARLY_THE_SAME).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.into_iter().map(|(_, entry)| entry).collect()
    }
}
