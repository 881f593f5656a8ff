//! The editions of a published account: what one had that the next does not have, and how the desk corrects and
//! retracts them.

use firsthand_account::check::{Verdict, check};
use firsthand_account::hash::sha256;
use firsthand_account::identity::AccountId;
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{clean, sealable};
use firsthand_account::slip::Slip;
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::{Catalogue, Published};
use firsthand_store::event::{Event, Outline, OutlinedText, Role};
use jiff::civil::Date;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::limits::MAX_REASON;
use crate::page::Page;
use crate::session::Session;

/// The SHA-256 of a slip, by which the slip of a past edition is known again.
pub fn fingerprint(slip: &Slip) -> BlobId {
    BlobId(sha256(&[&slip.to_bytes()]))
}

/// A text of a page: its id, its slip, and its language tag if it is a translation.
pub type SealedText<'a> = (AccountId, &'a Slip, Option<&'a str>);

/// The outline of a page with these texts, the edition first.
pub fn outline<'a>(page: &Page, texts: impl IntoIterator<Item = SealedText<'a>>) -> Outline {
    let mut withheld = None;
    let texts = texts.into_iter().map(|(id, slip, translation)| {
        withheld.get_or_insert_with(|| slip.withheld.iter().map(|range| (range.start + 1, range.end)).collect());
        OutlinedText { id: id.to_string(), slip: fingerprint(slip), translation: translation.map(str::to_owned) }
    });
    Outline {
        texts: texts.collect(),
        withheld: withheld.unwrap_or_default(),
        photographs: page.photographs.iter().map(|photograph| photograph.blob).collect(),
        named: page.name.is_some(),
    }
}

impl Page {
    /// The outline of the page. A text that is not true to its slip is left out. The desk publishes no such text.
    pub fn outline(&self) -> Outline {
        let translations = self.translations.iter().map(|each| (&each.text, Some(&*each.language)));
        let texts =
            [(&self.text, None)].into_iter().chain(translations).chain(self.short.iter().map(|text| (text, None)));
        let sealed = texts.filter_map(|(text, language)| {
            let checked = check(text, &[]).ok()?.checked.into_iter().next()?;
            match (checked.slip, checked.verdict) {
                (Ok(slip), Some(Verdict::True(truth))) => Some((truth.id, slip, language)),
                _ => None,
            }
        });
        let sealed: Vec<_> = sealed.collect();
        outline(self, sealed.iter().map(|(id, slip, language)| (*id, slip, *language)))
    }
}

/// What changed from one edition of an account to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The words that were open and are withheld: the first and the last of each run, counted from 1.
    pub withheld: Vec<(u32, u32)>,
    /// The words that were withheld and are open.
    pub opened: Vec<(u32, u32)>,
    /// The numbers of photographs.
    pub photographs_added: usize,
    pub photographs_removed: usize,
    pub name_added: bool,
    pub name_removed: bool,
    /// The language tags (BCP 47) of translations.
    pub translations_added: Vec<String>,
    pub translations_removed: Vec<String>,
    pub translations_changed: Vec<String>,
}

impl Changes {
    pub fn between(before: &Outline, after: &Outline) -> Self {
        let is_in = |outline: &Outline, photograph: &BlobId| outline.photographs.contains(photograph);
        let of = |outline: &Outline, language: &str| {
            let texts = outline.texts.iter().filter(|text| text.translation.as_deref() == Some(language));
            texts.map(|text| text.id.clone()).collect::<Vec<_>>()
        };
        let languages = |outline: &Outline| outline.texts.iter().filter_map(|text| text.translation.clone()).collect();
        let (old, new): (Vec<String>, Vec<String>) = (languages(before), languages(after));
        let (kept, removed) = old.into_iter().partition::<Vec<_>, _>(|language| new.contains(language));
        Self {
            withheld: only_in(&after.withheld, &before.withheld),
            opened: only_in(&before.withheld, &after.withheld),
            photographs_added: after.photographs.iter().filter(|each| !is_in(before, each)).count(),
            photographs_removed: before.photographs.iter().filter(|each| !is_in(after, each)).count(),
            name_added: after.named && !before.named,
            name_removed: before.named && !after.named,
            translations_added: new.into_iter().filter(|language| of(before, language).is_empty()).collect(),
            translations_removed: removed,
            translations_changed: kept.into_iter().filter(|each| of(before, each) != of(after, each)).collect(),
        }
    }
}

/// The withheld words of an edition.
pub fn withheld_in(outline: &Outline) -> Ranges {
    ranges(&outline.withheld)
}

fn ranges(runs: &[(u32, u32)]) -> Ranges {
    Ranges::new(runs.iter().map(|(first, last)| first.saturating_sub(1)..*last).collect())
}

/// The words that are in `runs` and not in `others`.
fn only_in(runs: &[(u32, u32)], others: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let outside = ranges(runs).open(u32::MAX).union(&ranges(others));
    outside.open(u32::MAX).iter().map(|range| (range.start + 1, range.end)).collect()
}

/// The outline of the edition that followed the past edition at `index`. `now` outlines the page that is public.
pub fn following<'a>(published: &'a Published, index: usize, now: Option<&'a Outline>) -> Option<&'a Outline> {
    published.past.get(index + 1).map(|past| &past.outline).or(now)
}

impl Desk {
    /// Retracts a published account: its texts and photographs are not public any more, and their files are removed.
    /// Only a notice stays, with the day and `why`. Needs the role of a publisher.
    pub async fn retract(&self, session: &Session, id: &str, why: &str, today: Date) -> Result<(), DeskError> {
        self.role(session, Role::Publisher)?;
        let why = reason(why)?;
        let published = self.store.catalogue().published.get(id).cloned().ok_or(DeskError::NotPublished)?;
        // An account whose page cannot be read can be retracted, too.
        let before = self.page_of(&published).ok().map(|page| page.outline());
        let entry = session.entry(today, Event::Retracted { id: id.to_owned(), why, before });
        let decide = |catalogue: &Catalogue| match public(catalogue, id)?.number == published.number {
            true => Ok(entry),
            false => Err(DeskError::OtherEdition),
        };
        self.store.append(decide).await.map(drop)
    }

    /// Adds a public correction to a published account. Needs the role of a publisher.
    pub async fn correct(&self, session: &Session, id: &str, why: &str, today: Date) -> Result<(), DeskError> {
        self.role(session, Role::Publisher)?;
        let entry = session.entry(today, Event::Corrected { id: id.to_owned(), why: reason(why)? });
        self.store.append(|catalogue| public(catalogue, id).map(|_| entry)).await.map(drop)
    }
}

/// The account with this id, if it is public.
fn public<'a>(catalogue: &'a Catalogue, id: &str) -> Result<&'a Published, DeskError> {
    let published = catalogue.published.get(id).filter(|published| !published.is_retracted());
    published.ok_or(DeskError::NotPublished)
}

/// A reason that everybody can read. Fails if there is none, or if it is too long.
pub(crate) fn reason(why: &str) -> Result<String, DeskError> {
    // What does not show, and what turns the direction of a line, has no place in it.
    let why = clean(why).map_or_else(|_| String::new(), |(why, _)| why);
    let why = why.trim();
    if sealable(why).is_err() || why.chars().count() > MAX_REASON {
        Err(DeskError::BadReason)
    } else {
        Ok(why.to_owned())
    }
}
