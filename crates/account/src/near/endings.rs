//! The endings that may follow the stem of a name in Russian, Kazakh and English, as they sound (see `sound`): cases,
//! plurals, possessives, patronymics, and adjectives made of names. They stand in `spec/near.json`.

use super::tables::ENDINGS;

/// Whether `sounds` is an ending. No sounds count as one.
pub fn is_ending(sounds: &[u8]) -> bool {
    sounds.is_empty() || ENDINGS.binary_search_by(|ending| ending.as_bytes().cmp(sounds)).is_ok()
}
