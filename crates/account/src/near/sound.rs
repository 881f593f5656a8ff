//! The rough sounds of a name in the alphabets in which it may be written: Cyrillic (Russian, Kazakh) and Latin (passports,
//! the Kazakh alphabets of 2017 to 2021, English). Different spellings of one name have the same sounds.

use super::tables::{SOUNDS, latin};

/// The sounds of `word`, one ASCII letter each, none twice in a row.
pub fn sound(word: &str) -> Vec<u8> {
    let letters: String = word.chars().flat_map(char::to_lowercase).flat_map(in_latin).collect();
    let mut sounds: Vec<u8> = Vec::with_capacity(letters.len());
    let mut rest = letters.as_str();
    while let Some(first) = rest.bytes().next() {
        let (length, sound) = SOUNDS
            .iter()
            .find(|(letters, _)| rest.starts_with(letters))
            .map_or((1, first), |(letters, sound)| (letters.len(), *sound));
        // A j after a vowel and before a consonant stands for й: Ajgerim.
        let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
        let glide = first == b'j' && length == 1 && sounds.last().copied().is_some_and(is_vowel) && !is_vowel(next);
        let sound = if glide { b'i' } else { sound };
        if sound.is_ascii_alphanumeric() && sounds.last() != Some(&sound) {
            sounds.push(sound);
        }
        rest = &rest[length..];
    }
    sounds
}

/// Whether a sound is a vowel.
pub fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// A letter in plain Latin ones; nothing for signs and apostrophes.
fn in_latin(letter: char) -> impl Iterator<Item = char> {
    let written = latin(letter);
    let itself = (written.is_none() && letter.is_ascii_alphanumeric()).then_some(letter);
    written.unwrap_or_default().chars().chain(itself)
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for spellings in [
            &["Жанболат", "Zhanbolat", "Janbolat", "Джанболат", "Jañbolat"][..],
            &["Әйгерім", "Айгерим", "Aigerim", "Ajgerim", "Áıgerim", "Äigerım"],
            &["Мұхтар", "Mukhtar", "Muhtar", "Mūhtar"],
            &["Ерлан", "Yerlan", "Erlan"],
            &["Шыңғыс", "Shyngys", "S'yn'g'ys", "Şyñğys"],
            &["Юлия", "Yulia", "Yuliya"],
            &["Бауыржан", "Bauyrzhan", "Baýyrjan", "Bauyrjan"],
        ] {
            for spelling in spellings {
                assert_eq!(sound(spelling), sound(spellings[0]), "{spelling}");
            }
        }
    }
}
