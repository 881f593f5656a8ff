//! Publishing: from a draft to what the public sees, and back.

use firsthand_account::characters::MARK;
use firsthand_account::check::{SlipKind, Truth, Verdict, check};
use firsthand_account::edition::{Account, CannotWithhold, Ends};
use firsthand_account::enclosures::{Enclosure, edition_of};
use firsthand_account::hash::sha256;
use firsthand_account::identity::AccountId;
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{seal, sealable};
use firsthand_account::slip::Slip;
use firsthand_photos::Photograph;
use firsthand_store::act::{Act, By, Role};
use firsthand_store::blobs::BlobId;
use firsthand_store::catalogue::{Catalogue, Published};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::accounts::is_here;
use crate::consent::{Intent, Refusal};
use crate::content::{self, Content, ready};
use crate::desk::{Desk, DeskError};
use crate::members::Seat;
use crate::parcel;
use crate::pointers::{self, pointers};
use crate::vault::CannotOpen;

/// The most letters of a slip that one QR code and a reader's patience take.
const TRAVELS: usize = 1_000;
/// What stands at a withheld place in what the desk seals itself.
const WITHHELD: &str = "[…]";

/// What the desk means to publish of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The words to withhold: first and last, counted from 1.
    pub withheld: Vec<(u32, u32)>,
    /// The files to show, counted from 0.
    pub photographs: Vec<usize>,
    /// Whether the name stands under it that the source wants.
    pub with_name: bool,
    /// A member read the words that may be names, and says that those left open name nobody.
    pub names_read: bool,
    pub translations: Vec<Translation>,
}

/// A translation as it was written, or, in a [`Page`], with its slip.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// BCP 47.
    pub language: String,
    pub text: String,
}

/// What the public sees of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub v: u32,
    /// The edition, with its slip.
    pub text: String,
    pub id: String,
    pub pen_name: String,
    pub language: String,
    pub name: Option<String>,
    pub photographs: Vec<Shown>,
    pub translations: Vec<Translation>,
    /// Where the edition's slip is too long to travel: its words with `[…]` at each withheld place, sealed by the desk.
    #[serde(default)]
    pub short: Option<String>,
}

impl Page {
    /// The edition's text, and its slip.
    pub fn parts(&self) -> (&str, &str) {
        let at = self.text.rfind("firsthand1").unwrap_or(self.text.len());
        (self.text[..at].trim_end(), self.text[at..].trim_end())
    }
}

/// A photograph without metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub blob: BlobId,
    pub media_type: String,
    /// In pixels, as it is shown.
    pub width: u32,
    pub height: u32,
}

/// A page that is ready, and what stands against publishing it.
pub struct Prepared {
    pub page: Page,
    pub photographs: Vec<Photograph>,
    /// The words left open that may be names of persons.
    pub names: Vec<String>,
    /// The bytes of its slip.
    pub slip: usize,
    pub refusal: Option<Refusal>,
}

impl Desk {
    /// The draft for an account: the last that was made, or an empty one.
    pub fn draft(&self, seat: &Seat, account: u64) -> Result<Draft, DeskError> {
        self.role(seat, Role::Reader)?;
        let blob = {
            let catalogue = self.store.catalogue();
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            received.draft.as_ref().map(|draft| draft.blob)
        };
        match blob {
            Some(blob) => Ok(content::read(&seat.identity, &self.store.blobs().read(&blob)?)?),
            None => Ok(Draft::default()),
        }
    }

    /// Keeps a draft.
    pub async fn save_draft(&self, seat: &Seat, account: u64, draft: &Draft, today: Date) -> Result<(), DeskError> {
        self.keep_draft(seat, account, draft, today, |_| true).await
    }

    /// Changes the draft as it stands; refused if another member changed it meanwhile.
    pub async fn redraft(
        &self,
        seat: &Seat,
        account: u64,
        today: Date,
        change: impl FnOnce(Draft) -> Draft,
    ) -> Result<(), DeskError> {
        let blob_of = |catalogue: &Catalogue| {
            let received = catalogue.received.get(&account);
            received.and_then(|received| received.draft.as_ref()).map(|draft| draft.blob)
        };
        let before = blob_of(&self.store.catalogue());
        let draft = change(self.draft(seat, account)?);
        self.keep_draft(seat, account, &draft, today, |catalogue| blob_of(catalogue) == before).await
    }

    async fn keep_draft(
        &self,
        seat: &Seat,
        account: u64,
        draft: &Draft,
        today: Date,
        may: impl FnOnce(&Catalogue) -> bool,
    ) -> Result<(), DeskError> {
        self.role(seat, Role::Editor)?;
        let draft = self.store.blobs().put(&content::write(&[&self.recipient], draft))?;
        let entry = seat.entry(today, Act::Drafted { account, draft });
        let decide = |catalogue: &Catalogue| match is_here(catalogue, account) {
            Ok(()) if may(catalogue) => Ok(entry),
            Ok(()) => Err(DeskError::OtherDraft),
            Err(gone) => Err(gone),
        };
        self.act_with(&[draft], decide).await.map(drop)
    }

    /// Says yes to the draft `seen`.
    pub async fn agree(&self, seat: &Seat, account: u64, seen: BlobId, today: Date) -> Result<(), DeskError> {
        self.role(seat, Role::Editor)?;
        let entry = seat.entry(today, Act::Agreed { account, draft: seen });
        let decide = |catalogue: &Catalogue| {
            let draft = catalogue.received.get(&account).and_then(|received| received.draft.as_ref());
            if draft.is_some_and(|draft| draft.blob == seen) { Ok(entry) } else { Err(DeskError::OtherDraft) }
        };
        self.store.act(decide).await.map(drop)
    }

    /// What the public would see of an account, and what stands against it. The same draft always comes to the same
    /// page: a copy of what was published once stays true when it is published again.
    pub fn prepare(&self, seat: &Seat, account: u64, draft: &Draft, today: Date) -> Result<Prepared, DeskError> {
        let content = self.content(seat, account)?;
        let consent = self.consent_of(seat, account, &content)?;
        let (slip, truth) = proved(&content)?;
        let withheld = withheld(draft, &truth, &slip)?;
        let (text, letters, bytes) = if withheld.words() == 0 {
            let words = &truth.words;
            (words.show(truth.account.clone()), slip.to_text(), slip.to_bytes().len())
        } else {
            let edition = Account::new(&truth, &slip).withhold(&withheld, Ends::Marked)?;
            (edition.text(), edition.slip.to_text(), edition.slip.to_bytes().len())
        };
        let short = (letters.len() > TRAVELS).then(|| short(&text, &truth.id, seat)).transpose()?;
        let names = names(&text, &content.language);
        let mut photographs = Vec::new();
        for &index in &draft.photographs {
            if content.files.get(index).is_some_and(parcel::is_original) {
                return Err(Refusal::Original.into());
            }
            let file = self.file(seat, account, index)?;
            photographs.push(firsthand_photos::strip(&file).map_err(|why| DeskError::Photograph(index + 1, why))?);
        }
        let shown = photographs.iter().map(|photograph| {
            let (width, height) = photograph.shown();
            let media_type = photograph.format.media_type().to_owned();
            Shown { blob: BlobId(sha256(&[&photograph.bytes])), media_type, width, height }
        });
        let id = truth.id.to_string();
        let translations = draft.translations.iter().map(|translation| {
            let seed = |what| seat.seed(what, &[&id, &translation.language, &translation.text]);
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
        let (came_back, withdrawn) = standing(&self.store.catalogue(), account);
        let intent = Intent {
            today,
            came_back,
            withdrawn,
            names: if draft.names_read { 0 } else { names.len() },
            photographs: photographs.len(),
            name: page.name.as_deref(),
        };
        let refusal = consent.allows(&intent).err();
        Ok(Prepared { page, photographs, names, slip: bytes, refusal })
    }

    /// Publishes the draft `seen`.
    pub async fn publish(&self, seat: &Seat, account: u64, seen: BlobId, today: Date) -> Result<String, DeskError> {
        self.role(seat, Role::Publisher)?;
        let heard = Wishes::of(&self.store.catalogue(), account);
        let draft = self.draft(seat, account)?;
        let Prepared { page, photographs, refusal, .. } = self.prepare(seat, account, &draft, today)?;
        if let Some(refusal) = refusal {
            return Err(refusal.into());
        }
        // Whoever took something back in the meantime is heard.
        let may = |catalogue: &Catalogue| {
            let received = catalogue.received.get(&account).ok_or(DeskError::NoAccount)?;
            let draft = received.draft.as_ref().ok_or(DeskError::NoDraft)?;
            if draft.blob != seen || Wishes::of(catalogue, account) != heard {
                return Err(DeskError::OtherDraft);
            }
            let publisher = By::Member(seat.name.clone());
            let second = draft.by != publisher || draft.agreed.iter().any(|member| *member != publisher);
            if catalogue.two_to_publish && !second {
                return Err(DeskError::NeedsSecond);
            }
            match catalogue.published.get(&page.id) {
                Some(published) if published.is_retracted() => Err(DeskError::NotPublished),
                _ => Ok(()),
            }
        };
        // Nothing is written in the clear before it may be public.
        may(&self.store.catalogue())?;
        let blobs = self.store.blobs();
        let files = photographs.iter().map(|photograph| blobs.put(&photograph.bytes));
        let files: Vec<BlobId> = files.collect::<Result<_, _>>()?;
        let page_blob = blobs.put(&serde_json::to_vec(&page).expect("plain data"))?;
        let act = Act::Published { account, id: page.id.clone(), page: page_blob, files: files.clone() };
        let entry = seat.entry(today, act);
        let blobs: Vec<BlobId> = files.into_iter().chain([page_blob]).collect();
        self.act_with(&blobs, |catalogue| may(catalogue).map(|()| entry)).await?;
        Ok(page.id)
    }

    /// Takes back what was published, for all to see; it stays readable that it was there.
    pub async fn retract(&self, seat: &Seat, id: &str, why: &str, today: Date) -> Result<(), DeskError> {
        self.notice(seat, id, Act::Retracted { id: id.to_owned(), why: why.to_owned() }, today).await
    }

    /// Says what is wrong in what was published.
    pub async fn correct(&self, seat: &Seat, id: &str, why: &str, today: Date) -> Result<(), DeskError> {
        self.notice(seat, id, Act::Corrected { id: id.to_owned(), why: why.to_owned() }, today).await
    }

    async fn notice(&self, seat: &Seat, id: &str, act: Act, today: Date) -> Result<(), DeskError> {
        self.role(seat, Role::Publisher)?;
        let entry = seat.entry(today, act);
        let decide = |catalogue: &Catalogue| {
            let published = catalogue.published.get(id).filter(|published| !published.is_retracted());
            published.map(|_| entry).ok_or(DeskError::NotPublished)
        };
        self.store.act(decide).await.map(drop)
    }

    /// What the public sees under `id`.
    pub fn page(&self, id: &str) -> Result<Page, DeskError> {
        let published = self.store.catalogue().published.get(id).cloned();
        self.page_of(&published.ok_or(DeskError::NotPublished)?)
    }

    /// The page that was published then.
    pub fn page_of(&self, published: &Published) -> Result<Page, DeskError> {
        let bytes = self.store.blobs().read(&published.page)?;
        serde_json::from_slice(&bytes).map_err(|_| CannotOpen::Damaged.into())
    }
}

/// The places in the account of the words that a draft withholds; it counts them in the text as it came in, where one
/// mark may stand for several.
fn withheld(draft: &Draft, truth: &Truth, slip: &Slip) -> Result<Ranges, CannotWithhold> {
    let (account, there) = (Account::new(truth, slip), truth.account.len() as u32);
    if draft.withheld.iter().any(|&(_, last)| last > there) {
        return Err(CannotWithhold::OutOfRange(there));
    }
    let counted = draft.withheld.iter().flat_map(|&(first, last)| first.saturating_sub(1)..last);
    let places = counted.filter_map(|at| account.place(truth.account.start + at as usize));
    Ok(Ranges::new(places.map(|place| place..place + 1).collect()))
}

/// What the source of an account said and did last.
#[derive(PartialEq)]
struct Wishes {
    last_seen: Date,
    withdrawn: bool,
    consent: Option<(u64, BlobId)>,
}

impl Wishes {
    fn of(catalogue: &Catalogue, account: u64) -> Option<Self> {
        let source = catalogue.sources.get(&catalogue.received.get(&account)?.source)?;
        Some(Self { last_seen: source.last_seen, withdrawn: source.withdrawn, consent: source.consent })
    }
}

/// An edition as the desk seals it, with a plain sign at each withheld place. The enclosure names the account; its salt
/// is of zeros, for the id is public.
fn short(text: &str, id: &AccountId, seat: &Seat) -> Result<String, DeskError> {
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
        &seat.sealing_key(),
        &seat.seed("short edition", &[&id.to_string(), &open]),
        Some(enclosed),
    );
    Ok(format!("{}\n\n{}", open.trim_end(), sealed.slip.to_text()))
}

/// Whether the source of an account came back after they left it, and whether they took back their leave.
fn standing(catalogue: &Catalogue, account: u64) -> (bool, bool) {
    let received = catalogue.received.get(&account);
    let source = received.and_then(|received| catalogue.sources.get(&received.source));
    match (received, source) {
        (Some(received), Some(source)) => (source.last_seen > received.day, source.withdrawn),
        _ => (false, true),
    }
}

/// The account's slip, and the account in it.
pub fn proved(content: &Content) -> Result<(Slip, Box<Truth<'_>>), DeskError> {
    let report = check(&content.text, &[]).map_err(|_| CannotOpen::Damaged)?;
    let found = report.checked.into_iter().find_map(|checked| match (checked.slip, checked.verdict) {
        (Ok(slip), Some(Verdict::True(truth))) if truth.id.to_string() == content.id => Some((slip, truth)),
        _ => None,
    });
    Ok(found.ok_or(CannotOpen::Damaged)?)
}

/// What kind of slip an edition has.
pub fn kind(page: &Page) -> Option<SlipKind> {
    let report = check(&page.text, &[]).ok()?;
    report.checked.into_iter().find_map(|checked| checked.slip.ok().map(|slip| slip.kind()))
}

/// The words of `text` that may be names of persons, each once.
pub fn names(text: &str, language: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for pointer in pointers(text, language_of(language)) {
        let name = &text[pointer.range];
        if pointer.kind == pointers::Kind::Name && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The language of a tag (BCP 47), if words that point to a person are known in it.
pub fn language_of(tag: &str) -> Option<pointers::Language> {
    Some(match tag.split('-').next()? {
        // Nobody said which: names show by their capitals in any of them.
        "en" | "und" => pointers::Language::English,
        "kk" => pointers::Language::Kazakh,
        "ru" => pointers::Language::Russian,
        "es" => pointers::Language::Spanish,
        _ => return None,
    })
}
