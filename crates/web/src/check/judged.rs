//! Judges a copy, with the published texts of this archive as the known texts.

use std::sync::Arc;

use firsthand_account::identity::AccountId;
use firsthand_account::ranges::Ranges;
use firsthand_account::slip::Slip;
use firsthand_account::words::TooLong;
use firsthand_channels::ReadCopy;
use firsthand_desk::editions::{fingerprint, withheld_in};
use firsthand_store::catalogue::PastEdition;
use firsthand_store::event::OutlinedText;
use firsthand_verdict::{Archive, Judged, KnownText, PastText, Reader, judge};
use jiff::civil::Date;

use crate::app::App;
use crate::published::{self, Card, PagePart, PublishedIndex};

/// Judges a copy by the slips in it, by the slips in `apart`, which came beside it, and by the published texts. Fails
/// if the copy is too long.
pub fn judged(app: &App, copy: &ReadCopy, apart: &[Slip]) -> Result<Judged, TooLong> {
    let published = Published { app, index: app.published() };
    judge(copy, apart, &Reader { archive: Some(&published), ..Reader::default() })
}

struct Published<'a> {
    app: &'a App,
    index: Arc<PublishedIndex>,
}

impl Published<'_> {
    fn entry(&self, card: &Card) -> Option<Arc<KnownText>> {
        let (published, page) = self.app.page_of(card)?;
        let text = published::Entry::of(&page, card)?;
        Some(Arc::new(KnownText {
            id: text.id,
            words: text.sealed().into_iter().map(str::to_owned).collect(),
            path: format!("/a/{}", text.page),
            slip: text.slip,
            page: text.page,
            part: text.part,
            language: text.language,
            corrected: published.has_correction(),
        }))
    }
}

impl Archive for Published<'_> {
    fn account(&self, id: &AccountId) -> Option<Arc<KnownText>> {
        self.entry(self.index.get(id)?)
    }

    fn past(&self, id: &AccountId, slip: Option<&Slip>) -> Option<PastText> {
        let card = self.index.get(id);
        let is_public = card.is_some();
        let edition = card.filter(|card| card.part == PagePart::Edition);
        let now = edition.and_then(|card| self.app.entry(card)).map(|entry| entry.slip);
        let now = now.as_ref();
        let catalogue = self.app.desk.catalogue();
        let named = id.to_string();
        let page = catalogue.past_texts.get(&named).unwrap_or(&named);
        let published = catalogue.published.get(page)?;
        let text = |day: Date, retracted, why: &str| PastText {
            page: page.clone(),
            path: format!("/a/{page}"),
            day: day.to_string(),
            retracted,
            why: why.to_owned(),
            has_edition: !published.is_retracted(),
        };
        if published.is_retracted() {
            return published.retraction().map(|notice| text(notice.day, true, &notice.why));
        }
        // Editions of one account have the same id. Their slips tell them apart; and if words are open that are withheld
        // now, a copy with fewer words was made from an edition in which they were open.
        let opens = slip.zip(now).is_some_and(|(slip, now)| !covers(&slip.withheld, &now.withheld));
        let is_it = |past: &PastEdition| {
            let mut texts = past.outline.texts.iter();
            let has_slip = |text: &OutlinedText| slip.is_some_and(|slip| text.slip == fingerprint(slip));
            texts.any(|text| text.id == named && (!is_public || has_slip(text)))
                || (opens && slip.is_some_and(|slip| covers(&slip.withheld, &withheld_in(&past.outline))))
        };
        let past = published.past.iter().rfind(|past| is_it(past))?;
        Some(text(past.day, past.retracted, &past.why))
    }

    fn nearest(&self, copy: &[&str], wanted: &dyn Fn(&AccountId, &str) -> bool) -> Option<Arc<KnownText>> {
        let near = self.index.nearest(&self.app.desk, copy);
        let is_wanted = |card: &&Arc<Card>| card.id.parse().is_ok_and(|id| wanted(&id, &card.page));
        near.iter().filter(is_wanted).find_map(|card| self.entry(card))
    }
}

/// Whether all words of `some` are among `all`.
fn covers(all: &Ranges, some: &Ranges) -> bool {
    all.union(some) == *all
}
