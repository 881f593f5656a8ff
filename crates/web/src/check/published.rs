//! What this archive published, as a reader of `/check` trusts it.

use std::sync::Arc;

use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use firsthand_account::words::TooLong;
use firsthand_channels::Copy;
use firsthand_verdict::{Archive, Entry, Judged, Reader, judge};

use crate::app::App;
use crate::library::{Card, Library};

/// Judges a copy by the slips in it and those that came apart from it, and by what is published here.
pub fn judged(app: &App, copy: &Copy, apart: &[Slip]) -> Result<Judged, TooLong> {
    let published = Published { app, library: app.library() };
    judge(copy, apart, &Reader { archive: Some(&published), ..Reader::default() })
}

struct Published<'a> {
    app: &'a App,
    library: Arc<Library>,
}

impl Published<'_> {
    fn entry(&self, card: &Card) -> Option<Arc<Entry>> {
        let text = self.app.entry(card)?;
        let (retracted, corrected) = {
            let catalogue = self.app.desk.store().catalogue();
            let published = catalogue.published.get(&text.page);
            published.map_or((false, false), |published| {
                (published.is_retracted(), published.notices.iter().any(|notice| !notice.retracted))
            })
        };
        Some(Arc::new(Entry {
            id: text.id,
            slip: text.slip.clone(),
            words: text.sealed().into_iter().map(str::to_owned).collect(),
            path: format!("/a/{}", text.page),
            page: text.page.clone(),
            part: text.part,
            language: text.language.clone(),
            retracted,
            corrected,
        }))
    }
}

impl Archive for Published<'_> {
    fn account(&self, id: &AccountId) -> Option<Arc<Entry>> {
        self.entry(self.library.get(id)?)
    }

    fn nearest(&self, copy: &[&str], wanted: &dyn Fn(&AccountId, &str) -> bool) -> Option<Arc<Entry>> {
        let near = self.library.nearest(&self.app.desk, copy);
        let is_wanted = |card: &&Arc<Card>| card.id.parse().is_ok_and(|id| wanted(&id, &card.page));
        near.iter().filter(is_wanted).find_map(|card| self.entry(card))
    }
}
