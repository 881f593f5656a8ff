//! What each code point is to a seal: the table of `spec/characters.json`, fixed for ever at Unicode 16.0.

mod table {
    include!(concat!(env!("OUT_DIR"), "/characters.rs"));
}

/// The withheld word as it stands in an edition (U+2588).
pub const MARK: char = '█';
/// The two Tibetan marks that end a syllable, which is a word to a seal.
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
    /// Written another way by software; taken as what it stands for.
    Fold,
    /// A word of its own.
    Solo,
    /// A withheld place.
    Mark,
}

/// A code point's class and the bits that stand beside it in the table.
#[derive(Clone, Copy)]
pub struct Character(u8);

impl Character {
    pub fn of(character: char) -> Self {
        let point = character as usize;
        Self(table::BLOCKS[usize::from(table::INDEX[point >> 8]) << 8 | point & 0xFF])
    }

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

    /// General_Category M in Unicode 16.0.
    pub fn is_combining(self) -> bool {
        self.0 & 0x10 != 0
    }

    /// General_Category L in Unicode 16.0.
    pub fn is_letter(self) -> bool {
        self.0 & 0x20 != 0
    }

    /// A starter that NFC leaves as it is and never joins to what stands before it:
    /// what is before such a character and what follows can be normalised apart.
    pub fn is_stable(self) -> bool {
        self.0 & 0x40 != 0
    }
}

/// What a character of class [`Class::Fold`] stands for.
pub fn fold(character: char) -> Option<&'static str> {
    table::FOLDS.binary_search_by_key(&character, |(from, _)| *from).ok().map(|found| table::FOLDS[found].1)
}

/// What is seen of a character that no account may hold and that a copy may have caught on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing: it is passed over, as if it were not there.
    Nothing,
    /// A blank, or the box of an object: it is passed over, and separates words.
    Blank,
}

/// What is seen of a character of class [`Class::Refuse`] that is passed over in checking; `None` for all others.
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

/// Whether this character is deleted when a text is checked.
pub fn vanishes(character: char) -> bool {
    let class = Character::of(character).class();
    matches!(class, Class::Drop | Class::Embed) || passed_over(character) == Some(Seen::Nothing)
}

/// Whether this character ends a line of text.
pub fn breaks_line(character: char) -> bool {
    matches!(character, '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
