//! Sealing: makes a slip from words and a key (`spec/seal.md`, sections 2 and 3), and refuses texts with characters that no
//! account may hold.

use sha2::{Digest, Sha256};

use crate::characters::MARK;
use crate::hash::first;
use crate::identity::{AccountId, SecretKey};
use crate::limits::MAX_WORDS;
use crate::ranges::Ranges;
use crate::slip::{Enclosed, Slip, TAIL_WORDS, statement, tail};
use crate::tree::{Seed, SlipItem, Tree};
use crate::words::{Suspect, TooLong, Words};

/// A new slip, and the id of its account.
#[derive(Clone, Debug)]
pub struct Sealed {
    pub slip: Slip,
    pub id: AccountId,
}

/// Why a text cannot be sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSeal {
    #[error("the text has no words")]
    NoWords,
    #[error("the text has {0} words; an account has fewer than 2^24")]
    TooManyWords(usize),
    #[error(transparent)]
    TooLong(#[from] TooLong),
    /// Characters that no account may hold, in order.
    #[error("the text holds {} characters that cannot be sealed", .0.len())]
    Refused(Vec<Suspect>),
}

/// The words of `text`. Fails if the text cannot be sealed.
pub fn sealable(text: &str) -> Result<Words, CannotSeal> {
    let words = Words::read(text)?;
    let refused = refused(text, &words);
    if !refused.is_empty() {
        return Err(CannotSeal::Refused(refused));
    }
    match words.len() {
        0 => Err(CannotSeal::NoWords),
        n if n > MAX_WORDS as usize => Err(CannotSeal::TooManyWords(n)),
        _ => Ok(words),
    }
}

/// The characters of `text` that cannot be sealed, in order. Marks are among them.
fn refused(text: &str, words: &Words) -> Vec<Suspect> {
    let marks = text.match_indices(MARK).map(|(at, _)| Suspect { offset: at as u32, word: 0, character: MARK });
    let mut all: Vec<Suspect> = words.suspects().iter().copied().chain(marks).collect();
    all.sort_unstable_by_key(|suspect| suspect.offset);
    all
}

/// `text` without the characters that cannot be sealed, and those characters with their places in `text`. Fails if the text
/// is too long.
pub fn clean(text: &str) -> Result<(String, Vec<Suspect>), TooLong> {
    let mut removed = refused(text, &Words::read(text)?);
    let mut cleaned = String::with_capacity(text.len());
    let mut from = 0;
    for suspect in &removed {
        cleaned.push_str(&text[from..suspect.offset as usize]);
        from = suspect.offset as usize + suspect.character.len_utf8();
    }
    cleaned.push_str(&text[from..]);
    // A character that was allowed only after a removed one must now be removed too.
    if !removed.is_empty() {
        let (again, more) = clean(&cleaned)?;
        cleaned = again;
        let placed: Vec<Suspect> =
            more.into_iter().map(|later| Suspect { offset: before(later.offset, &removed), ..later }).collect();
        removed.extend(placed);
        removed.sort_unstable_by_key(|suspect| suspect.offset);
    }
    Ok((cleaned, removed))
}

/// The offset in the original text of a byte that stands at `offset` after the characters in `removed` were taken out.
fn before(offset: u32, removed: &[Suspect]) -> u32 {
    removed.iter().fold(
        offset,
        |offset, gone| {
            if gone.offset <= offset { offset + gone.character.len_utf8() as u32 } else { offset }
        },
    )
}

/// Seals `words`, which [`sealable`] returned. `random` must be 32 fresh random bytes that are used for nothing else: a seed
/// that is used twice lets others guess withheld words.
///
/// # Panics
/// If there are no words, or more than [`MAX_WORDS`].
pub fn seal(words: &Words, key: &SecretKey, random: &[u8; 32], enclosed: Option<Enclosed>) -> Sealed {
    let n = words.len() as u32;
    assert!((1..=MAX_WORDS).contains(&n), "words that sealable() gave");
    let pen_name = key.pen_name();
    let seed = seed(random, key, words);
    let [root] = Tree::of(&pen_name).roots(0, n, &seed, &mut |at| [words.get(at as usize)]);
    let statement = statement(&pen_name, n, &root, enclosed.as_ref());
    let last: Vec<&str> = (words.len().saturating_sub(TAIL_WORDS)..words.len()).map(|at| words.get(at)).collect();
    let slip = Slip {
        pen_name,
        signature: key.sign(statement.as_bytes()),
        n,
        tail: tail(&last),
        enclosed,
        withheld: Ranges::default(),
        items: vec![SlipItem::Open(seed)],
    };
    Sealed { slip, id: AccountId::of(&statement) }
}

/// The seed of a sealing: H(random ‖ secret key ‖ words joined by LF)[..16].
fn seed(random: &[u8; 32], key: &SecretKey, words: &Words) -> Seed {
    const PIECE: usize = 1 << 13;
    let mut hasher = Sha256::new();
    hasher.update(random);
    hasher.update(*key.to_bytes());
    let mut piece = Vec::with_capacity(PIECE);
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            piece.push(b'\n');
        }
        piece.extend_from_slice(word.as_bytes());
        if piece.len() >= PIECE - 256 {
            hasher.update(&piece);
            piece.clear();
        }
    }
    hasher.update(&piece);
    first(&hasher.finalize().into())
}
