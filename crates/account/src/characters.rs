//! The class of each code point: the table of `spec/characters.json`, which stays at Unicode 16.0. `build.rs` packs it.

mod table {
    include!(concat!(env!("OUT_DIR"), "/characters.rs"));
}

/// The character that stands for withheld words in an edition (U+2588).
pub const MARK: char = '█';
/// The two Tibetan marks that end a syllable. A seal takes a Tibetan syllable for a word.
pub const TSHEG: [char; 2] = ['\u{0F0B}', '\u{0F0C}'];

/// The class of a code point (`spec/seal.md`, section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Part of a word.
    Plain,
    /// Separates words.
    Space,
    /// Deleted, in sealing and in checking.
    Drop,
    /// Refused in sealing, deleted with a warning in checking.
    Embed,
    /// Allowed directly after a visible character, refused elsewhere.
    Attach,
    /// Refused in sealing; in checking, words that hold one are never true.
    Refuse,
    /// Replaced by the characters that it stands for, because software writes it either way.
    Fold,
    /// A word of its own.
    Solo,
    /// A withheld place.
    Mark,
}

/// The entry of a code point in the table: its class, and three properties.
#[derive(Clone, Copy)]
pub struct Character(u8);

impl Character {
    /// The entry of `character`.
    pub fn of(character: char) -> Self {
        let point = character as usize;
        Self(table::BLOCKS[usize::from(table::INDEX[point >> 8]) << 8 | point & 0xFF])
    }

    /// The class of the code point.
    pub fn class(self) -> Class {
        match self.0 & 0x0F {
            1 => Class::Space,
            2 => Class::Drop,
            3 => Class::Embed,
            4 => Class::Attach,
            5 => Class::Refuse,
            6 => Class::Fold,
            7 => Class::Solo,
            8 => Class::Mark,
            _ => Class::Plain,
        }
    }

    /// Whether the code point is a mark (General_Category M in Unicode 16.0).
    pub fn is_combining(self) -> bool {
        self.0 & 0x10 != 0
    }

    /// Whether the code point is a letter (General_Category L in Unicode 16.0).
    pub fn is_letter(self) -> bool {
        self.0 & 0x20 != 0
    }

    /// Whether NFC leaves the code point as it is and never joins it to the one before. A text can be divided before such
    /// a character, and its parts normalised separately.
    pub fn is_stable(self) -> bool {
        self.0 & 0x40 != 0
    }
}

/// The characters that a character of class [`Class::Fold`] stands for. `None` for all others.
pub fn fold(character: char) -> Option<&'static str> {
    table::FOLDS.binary_search_by_key(&character, |(from, _)| *from).ok().map(|found| table::FOLDS[found].1)
}

/// How a screen shows a character that no account may hold, but that a program may have added to a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// As nothing. It is passed over.
    Nothing,
    /// As a blank, or as the box of an object. It is passed over, and separates words.
    Blank,
}

/// How a screen shows a character of class [`Class::Refuse`] that is passed over in checking. `None` for all others.
pub fn passed_over(character: char) -> Option<Seen> {
    match character {
        '\0'..='\u{7}' | '\u{E}'..='\u{1A}' | '\u{1C}'..='\u{1F}' => Some(Seen::Nothing),
        '\u{202D}' | '\u{202E}' | '\u{2061}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' => {
            Some(Seen::Nothing)
        }
        '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}' | '\u{FFFC}' => Some(Seen::Blank),
        _ => None,
    }
}

/// Whether this character is passed over when a text is checked, and does not separate words.
pub fn vanishes(character: char) -> bool {
    let class = Character::of(character).class();
    matches!(class, Class::Drop | Class::Embed) || passed_over(character) == Some(Seen::Nothing)
}

/// Whether this character ends a line of text.
pub fn breaks_line(character: char) -> bool {
    matches!(character, '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
