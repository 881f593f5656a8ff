//! Judges a copy, with the published texts of this archive as the known texts.

use std::sync::Arc;

use firsthand_account::identity::AccountId;
use firsthand_account::slip::Slip;
use firsthand_account::words::TooLong;
use firsthand_channels::ReadCopy;
use firsthand_verdict::{Archive, Judged, KnownText, Reader, judge};

use crate::app::App;
use crate::published::{self, Card, PublishedIndex};

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
            retracted: published.is_retracted(),
            corrected: published.notices.iter().any(|notice| !notice.retracted),
        }))
    }
}

impl Archive for Published<'_> {
    fn account(&self, id: &AccountId) -> Option<Arc<KnownText>> {
        self.entry(self.index.get(id)?)
    }

    fn nearest(&self, copy: &[&str], wanted: &dyn Fn(&AccountId, &str) -> bool) -> Option<Arc<KnownText>> {
        let near = self.index.nearest(&self.app.desk, copy);
        let is_wanted = |card: &&Arc<Card>| card.id.parse().is_ok_and(|id| wanted(&id, &card.page));
        near.iter().filter(is_wanted).find_map(|card| self.entry(card))
    }
}
