//! Writes the archive as files, for mirrors and memory sticks. They are the same pages, with links to each other, and
//! need no server.

use std::collections::HashSet;

use askama::Template;

use super::account::account;
use super::feed::feed;
use super::files::{CHARACTERS, SECOND, ending, text_of};
use super::index::list;
use super::of;
use super::retracted::retracted;
use crate::app::App;
use crate::links::{Links, file};
use crate::locale::Language;
use crate::page::{Frame, Shows};
use crate::words::Words;

/// Why the archive was not written.
#[derive(Debug)]
pub enum SiteError<E> {
    /// The published account with this id cannot be read.
    Unreadable(String),
    Put(E),
}

/// Passes every file to `put`, with its path. A page comes after the files to which it links.
pub fn write<E>(app: &App, mut put: impl FnMut(&str, &[u8]) -> Result<(), E>) -> Result<usize, SiteError<E>> {
    let index = app.published();
    let accounts = index.accounts();
    let read: HashSet<&String> = accounts.iter().map(|card| &card.page).collect();
    let (gone, public): (Vec<_>, Vec<_>) = {
        let catalogue = app.desk.catalogue();
        let all = catalogue.published.iter().map(|(id, published)| (id.clone(), published.clone()));
        all.partition(|(_, published)| published.is_retracted())
    };
    if let Some((id, _)) = public.into_iter().find(|(id, _)| !read.contains(id)) {
        return Err(SiteError::Unreadable(id));
    }
    let mut put = |path: &str, bytes: &[u8]| put(path, bytes).map_err(SiteError::Put);
    put("firsthand.mjs", SECOND.as_bytes())?;
    put("characters.json", CHARACTERS.as_bytes())?;
    let frame = |language, down, here: String| Frame {
        language,
        here: Some(here),
        at: "archive",
        shows: Shows { drop: false, archive: true, check: false },
        links: Links::Files(down),
    };
    let down = |language: Language| usize::from(!file::folder(language).is_empty());
    for card in &accounts {
        let each = of(app, &index, card).ok_or_else(|| SiteError::Unreadable(card.page.clone()))?;
        for entry in &each.texts {
            if let Some(text) = text_of(Language::English, &each, entry) {
                put(&file::text(&entry.id.to_string()), text.as_bytes())?;
            }
        }
        for (at, shown) in each.page.photographs.iter().enumerate() {
            let Some(ending) = ending(&shown.media_type) else { continue };
            let bytes = app.desk.blob(&shown.blob);
            let bytes = bytes.map_err(|_| SiteError::Unreadable(card.page.clone()))?;
            put(&file::photograph(&card.page, at + 1, ending), &bytes)?;
        }
        for language in Language::ALL {
            let here = file::account(Language::English, &card.page);
            let page = account(frame(language, down(language) + 1, here), &each);
            put(&file::account(language, &card.page), rendered(&page).as_bytes())?;
        }
    }
    for (id, published) in &gone {
        for language in Language::ALL {
            let here = file::account(Language::English, id);
            let page = retracted(frame(language, down(language) + 1, here), id, published);
            put(&file::account(language, id), rendered(&page).as_bytes())?;
        }
    }
    for language in Language::ALL {
        let words = Frame { at: "words", ..frame(language, down(language), file::words(Language::English)) };
        put(&file::words(language), rendered(&Words { f: words }).as_bytes())?;
        let mut next = Some(1);
        while let Some(page) = next {
            let here = file::list(Language::English, page);
            let page_of = list(app, frame(language, down(language), here), None, page);
            put(&file::list(language, page), rendered(&page_of).as_bytes())?;
            next = page_of.after;
        }
    }
    put("feed.atom", rendered(&feed(app, Language::English, Links::Files(0))).as_bytes())?;
    Ok(accounts.len())
}

fn rendered(page: &impl Template) -> String {
    page.render().expect("plain data")
}
