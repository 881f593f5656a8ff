//! Publishing: makes the public page from a draft, checks it against the consent of the source, and publishes it.

use age::x25519::Identity;
use firsthand_account::characters::MARK;
use firsthand_account::check::{Truth, Verdict, check};
use firsthand_account::edition::{Account, CannotWithhold, Ends};
use firsthand_account::enclosures::{Enclosure, edition_of};
use firsthand_account::hash::sha256;
use firsthand_account::identity::AccountId;
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{seal, sealable};
use firsthand_account::slip::Slip;
use firsthand_photos::Photograph;
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::{self, Catalogue, Published, Source};
use firsthand_store::event::{By, Event, Role};
use jiff::civil::Date;

use crate::consent::{Intent, Refusal};
use crate::content::Content;
use crate::desk::Desk;
use crate::drafts::Draft;
use crate::editions;
use crate::error::DeskError;
use crate::hints::{self, hints};
use crate::page::{Page, Photo, Translation};
use crate::sealing::ready;
use crate::session::{self, Session};
use crate::submission;
use crate::vault::CannotOpen;

/// Maximum length of a slip that one QR code can hold, in characters. For a longer slip the desk adds a short edition.
const TRAVELS: usize = 1_000;
/// The sign at a withheld place in a short edition.
const WITHHELD: &str = "[…]";

/// A page as it would be published, and the reason why it may not be.
pub struct Prepared {
    pub page: Page,
    pub photographs: Vec<Photograph>,
    /// What may identify somebody, and is open.
    pub open: Open,
    /// The size of its slip, in bytes.
    pub slip: usize,
    /// Why the source's consent does not allow it. `None` if it may be published.
    pub refusal: Option<Refusal>,
}

impl Desk {
    /// Makes the public page of an account from `draft`. The same draft always gives the same page, so copies of an
    /// earlier publication stay true after it is published again.
    pub fn prepare(&self, session: &Session, account: u64, draft: &Draft, today: Date) -> Result<Prepared, DeskError> {
        let content = self.content(session, account)?;
        let consent = self.consent_of(session, account, &content)?;
        let (slip, truth) = proved(&content)?;
        let withheld = withheld(draft, &truth, &slip)?;
        let (text, letters, bytes) = if withheld.words() == 0 {
            let words = &truth.words;
            (words.show(truth.account.clone()), slip.to_text(), slip.to_bytes().len())
        } else {
            let edition = Account::new(&truth, &slip).withhold(&withheld, Ends::Marked)?;
            (edition.text(), edition.slip.to_text(), edition.slip.to_bytes().len())
        };
        // An account keeps the key that the desk had when it came in. So it is published again as it was before.
        let keys = session.keys();
        let identity = keys.at(self.keys_before(account));
        let short = (letters.len() > TRAVELS).then(|| short(&text, &truth.id, identity)).transpose()?;
        let mut open = Open::default();
        open.add(&text, &content.language);
        draft.translations.iter().for_each(|translation| open.add(&translation.text, &translation.language));
        let mut photographs = Vec::new();
        for &index in &draft.photographs {
            if content.files.get(index).is_some_and(submission::is_original) {
                return Err(Refusal::Original.into());
            }
            let file = self.file(session, account, index)?;
            photographs.push(firsthand_photos::strip(&file).map_err(|why| DeskError::Photograph(index + 1, why))?);
        }
        let shown = photographs.iter().map(|photograph| {
            let (width, height) = photograph.shown();
            let media_type = photograph.format.media_type().to_owned();
            Photo { blob: BlobId(sha256(&[&photograph.bytes])), media_type, width, height }
        });
        let id = truth.id.to_string();
        let translations = draft.translations.iter().map(|translation| {
            let seed = |what| session::seed(identity, what, &[&id, &translation.language, &translation.text]);
            let salt = seed("translation salt")[..16].try_into().expect("16 bytes");
            let of = Enclosure { label: "translation-of".into(), salt, content: sha256(&[id.as_bytes()]) };
            let sealed = ready(&translation.text, &[of], &seed("translation key"), &seed("translation seed"))
                .map_err(DeskError::Translation)?;
            Ok(Translation { language: translation.language.clone(), text: sealed.text })
        });
        let page = Page {
            v: 1,
            text: format!("{}\n\n{letters}", text.trim_end()),
            pen_name: slip.pen_name.to_string(),
            language: content.language.clone(),
            name: consent.name.shown().filter(|_| draft.with_name).map(str::to_owned),
            photographs: shown.collect(),
            translations: translations.collect::<Result<_, DeskError>>()?,
            short,
            id,
        };
        let Standing { came_back, withdrawn, clock_jumped } = standing(&self.store.catalogue(), account, today);
        let intent = Intent {
            today,
            clock_jumped,
            came_back,
            withdrawn,
            names: open.left(&draft.cleared).count(),
            photographs: photographs.len(),
            name: page.name.as_deref(),
        };
        let refusal = consent.allows(&intent).err();
        Ok(Prepared { page, photographs, open, slip: bytes, refusal })
    }

    /// Publishes the draft `seen`, and returns the account id. If the account is or was public, the new edition replaces
    /// the one before, and `why` says the reason to everybody. Fails if the draft was changed since, if the source does
    /// not allow it, if a second member must agree first, or if exactly this is public already. Needs the role of a
    /// publisher.
    pub async fn publish(
        &self,
        session: &Session,
        account: u64,
        seen: BlobId,
        why: &str,
        today: Date,
    ) -> Result<String, DeskError> {
        self.role(session, Role::Publisher)?;
        let heard = Wishes::of(&self.store.catalogue(), account);
        let draft = self.draft(session, account)?;
        let Prepared { page, photographs, refusal, .. } = self.prepare(session, account, &draft, today)?;
        if let Some(refusal) = refusal {
            return Err(refusal.into());
        }
        let earlier = self.store.catalogue().published.get(&page.id).cloned();
        // A page that is damaged can be replaced, too.
        let before = earlier.as_ref().and_then(|published| self.page_of(published).ok());
        if before.as_ref() == Some(&page) {
            return Err(DeskError::SameEdition);
        }
        let why = earlier.as_ref().map(|_| editions::reason(why)).transpose()?;
        // The source may have withdrawn or returned since the page was prepared. That is checked again here.
        let may = |catalogue: &Catalogue| {
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            let draft = received.draft.as_ref().ok_or(DeskError::NoDraft)?;
            if draft.blob != seen || Wishes::of(catalogue, account) != heard {
                return Err(DeskError::OtherDraft);
            }
            if needs_second(catalogue, draft, &session.name) {
                return Err(DeskError::NeedsSecond);
            }
            let changed = |published: &Published| published.changed;
            if catalogue.published.get(&page.id).map(changed) != earlier.as_ref().map(changed) {
                return Err(DeskError::OtherEdition);
            }
            Ok(())
        };
        // This is checked first, because the files are written in the clear.
        may(&self.store.catalogue())?;
        let blobs = self.store.blobs();
        let files = photographs.iter().map(|photograph| blobs.put_clear(&photograph.bytes));
        let files: Vec<BlobId> = files.collect::<Result<_, _>>()?;
        let page_blob = blobs.put_clear(&serde_json::to_vec(&page).expect("plain data"))?;
        let event = Event::Published {
            account,
            id: page.id.clone(),
            page: page_blob,
            files: files.clone(),
            why,
            before: before.map(|before| before.outline()),
        };
        let entry = session.entry(today, event);
        let blobs: Vec<BlobId> = files.into_iter().chain([page_blob]).collect();
        // Another member may retract an account with the same photograph at this moment, which removes its file.
        let here = |catalogue: &Catalogue| match blobs.iter().all(|blob| self.store.blobs().is_here(blob)) {
            true => may(catalogue),
            false => Err(DeskError::OtherEdition),
        };
        let done = self.append_with(&blobs, |catalogue| here(catalogue).map(|()| entry)).await;
        if !done.as_ref().is_err_and(DeskError::is_in_doubt) {
            self.store.blobs().published(&blobs);
        }
        done?;
        Ok(page.id)
    }
}

/// Whether a second member must agree to `draft` before the member `publisher` may publish it.
pub fn needs_second(catalogue: &Catalogue, draft: &catalogue::Draft, publisher: &str) -> bool {
    let is_other = |by: &By| !matches!(by, By::Member(name) if name == publisher);
    catalogue.two_to_publish && !is_other(&draft.by) && !draft.agreed.iter().any(is_other)
}

/// The places of the withheld words in the account. A draft counts words in the text as it came in. In that text one
/// mark may stand for several words that the source withheld.
fn withheld(draft: &Draft, truth: &Truth, slip: &Slip) -> Result<Ranges, CannotWithhold> {
    let (account, there) = (Account::new(truth, slip), truth.account.len() as u32);
    if draft.withheld.iter().any(|&(_, last)| last > there) {
        return Err(CannotWithhold::OutOfRange(there));
    }
    let counted = draft.withheld.iter().flat_map(|&(first, last)| first.saturating_sub(1)..last);
    let places = counted.filter_map(|at| account.place(truth.account.start + at as usize));
    Ok(Ranges::new(places.map(|place| place..place + 1).collect()))
}

/// The latest wishes of a source: the last event that they caused, their withdrawal and consent.
#[derive(PartialEq)]
struct Wishes {
    last_event: u64,
    withdrawn: bool,
    consent: Option<(u64, BlobId)>,
}

impl Wishes {
    fn of(catalogue: &Catalogue, account: u64) -> Option<Self> {
        let source = catalogue.sources.get(&catalogue.received.get(&account)?.source)?;
        Some(Self { last_event: source.last_event, withdrawn: source.withdrawn, consent: source.consent })
    }
}

/// Makes the short edition: the desk seals the open words, with a plain sign at each withheld place. An enclosure
/// names the account; its salt is zeros, because the id is public.
fn short(text: &str, id: &AccountId, identity: &Identity) -> Result<String, DeskError> {
    let mut open = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            MARK if open.ends_with(WITHHELD) => {}
            MARK => open.push_str(WITHHELD),
            other => open.push(other),
        }
    }
    let (_, enclosed) = edition_of(id);
    let sealed = seal(
        &sealable(&open)?,
        &session::sealing_key(identity),
        &session::seed(identity, "short edition", &[&id.to_string(), &open]),
        Some(enclosed),
    );
    Ok(format!("{}\n\n{}", open.trim_end(), sealed.slip.to_text()))
}

/// What the events say beside the consent itself; see [`Intent`].
struct Standing {
    came_back: bool,
    withdrawn: bool,
    clock_jumped: bool,
}

fn standing(catalogue: &Catalogue, account: u64, today: Date) -> Standing {
    let source = catalogue.received.get(&account).and_then(|received| catalogue.sources.get(&received.source));
    // The entry with which the source gave the consent that holds.
    let given = |source: &Source| source.consent.map_or(account, |(number, _)| number.max(account));
    Standing {
        came_back: source.is_none_or(|source| source.last_event > given(source)),
        withdrawn: source.is_none_or(|source| source.withdrawn),
        clock_jumped: catalogue.clock_jumped(today),
    }
}

/// The slip of the account, and the result of its check. Fails if the stored text is not true to its slip.
pub fn proved(content: &Content) -> Result<(Slip, Box<Truth<'_>>), DeskError> {
    let report = check(&content.text, &[]).map_err(|_| CannotOpen::Damaged)?;
    let found = report.checked.into_iter().find_map(|checked| match (checked.slip, checked.verdict) {
        (Ok(slip), Some(Verdict::True(truth))) if truth.id.to_string() == content.id => Some((slip, truth)),
        _ => None,
    });
    Ok(found.ok_or(CannotOpen::Damaged)?)
}

/// What may identify somebody in the texts of a page, and was not withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// The words of each hint, each once.
    pub words: Vec<String>,
    /// The language tag and the hash of each text in a language that there are no lists for. Nobody but a reader finds the
    /// names in it.
    pub texts: Vec<(String, String)>,
}

impl Open {
    /// Adds what is open in `text`. `language` is a tag (BCP 47).
    fn add(&mut self, text: &str, language: &str) {
        let known = language_of(language);
        for hint in hints(text, known) {
            let words = text[hint.range].to_owned();
            if !self.words.contains(&words) {
                self.words.push(words);
            }
        }
        if known.is_none() {
            self.texts.push((language.to_owned(), BlobId(sha256(&[text.as_bytes()])).to_string()));
        }
    }

    /// What a member must have read: the words, and the hashes of the texts.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.words.iter().chain(self.texts.iter().map(|(_, hash)| hash))
    }

    /// What is not among `cleared`.
    pub fn left(&self, cleared: &[String]) -> impl Iterator<Item = &String> {
        self.all().filter(|each| !cleared.contains(each))
    }
}

/// The language with this tag (BCP 47), if there are lists of hints for it.
pub fn language_of(tag: &str) -> Option<hints::Language> {
    // "und" means that nobody named the language. Names are then found by their capitals, with the English lists.
    let unknown = (tag.split('-').next() == Some("und")).then_some(hints::Language::English);
    hints::Language::from_tag(tag).or(unknown)
}
