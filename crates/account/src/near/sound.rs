//! The rough sounds of a name in the alphabets in which it may be written: Cyrillic (Russian, Kazakh) and Latin (passports,
//! the Kazakh alphabets of 2017 to 2021, English). Different spellings of one name have the same sounds.

/// The sounds of `word`, one ASCII letter each, none twice in a row.
pub fn sound(word: &str) -> Vec<u8> {
    let letters: String = word.chars().flat_map(char::to_lowercase).flat_map(latin).collect();
    let mut sounds: Vec<u8> = Vec::with_capacity(letters.len());
    let mut rest = letters.as_str();
    while let Some(first) = rest.bytes().next() {
        let (length, sound) = LETTERS
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

/// Letters that stand for one sound, the longest first.
const LETTERS: &[(&str, u8)] = &[
    ("shch", b's'),
    ("dzh", b'j'),
    ("sch", b's'),
    ("tsh", b's'),
    ("zh", b'j'),
    ("dj", b'j'),
    ("kh", b'h'),
    ("gh", b'g'),
    ("sh", b's'),
    ("ch", b's'),
    ("ts", b's'),
    ("th", b't'),
    ("ph", b'f'),
    ("ck", b'k'),
    ("ye", b'e'),
    ("yo", b'e'),
    ("c", b'k'),
    ("q", b'k'),
    ("w", b'v'),
    ("y", b'i'),
    ("z", b's'),
];

/// The plain Latin letters for a letter. Nothing for signs and apostrophes.
fn latin(letter: char) -> impl Iterator<Item = char> {
    let written = match letter {
        'а' | 'ә' | 'ä' | 'á' | 'à' | 'â' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ğ' | 'ǵ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'é' | 'è' | 'ê' | 'ë' => "e",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' | 'і' | 'ы' | 'ı' | 'í' | 'ï' | 'ì' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' | 'ñ' | 'ń' => "n",
        'о' | 'ө' | 'ö' | 'ó' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ш' | 'щ' | 'ц' | 'ч' | 'ş' => "s",
        'ç' => "ch",
        'т' => "t",
        'у' | 'ұ' | 'ү' | 'ü' | 'ū' | 'ú' | 'ý' => "u",
        'ф' => "f",
        'х' | 'һ' => "h",
        'x' => "ks",
        'ю' => "iu",
        'я' => "ia",
        _ => return Plain::Itself(letter.is_ascii_alphanumeric().then_some(letter)),
    };
    Plain::Written(written.chars())
}

/// The plain Latin letters for a letter.
enum Plain {
    Written(std::str::Chars<'static>),
    Itself(Option<char>),
}

impl Iterator for Plain {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::Written(letters) => letters.next(),
            Self::Itself(letter) => letter.take(),
        }
    }
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
