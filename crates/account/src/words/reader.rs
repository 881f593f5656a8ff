//! Makes words of a text in one pass (`spec/seal.md`, section 1).

use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::list::{END, LINE, PARAGRAPH, Suspect, TooLong, Words};
use super::places::WordPlaces;
use crate::characters::{Character, Class, Seen, TSHEG, breaks_line, fold, passed_over};
use crate::limits::MAX_TEXT_BYTES;

/// A character that is to be added to a word.
#[derive(Clone, Copy)]
struct Placed {
    character: char,
    /// The byte offset in the text where it begins.
    start: u32,
    /// The byte offset in the text where it ends.
    end: u32,
    /// Whether the character is refused in this place.
    misplaced: bool,
}

/// The kind of the word that is being made.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    None,
    Plain,
    Solo,
    Mark,
}

/// Reads the words of one text, or the places of its words.
struct WordReader {
    words: Words,
    /// The places of the words, if they are asked for.
    places: Option<WordPlaces>,
    open: Open,
    /// The number of line breaks since the last word.
    line_breaks: u32,
    /// Whether the word has a hyphen.
    hyphens: bool,
    /// Whether the word ends with a tsheg.
    after_tsheg: bool,
    /// Memory for the characters of one run, kept for the next.
    placed: Vec<Placed>,
}

impl Words {
    /// Reads the words of `text`. Fails if the text is longer than [`MAX_TEXT_BYTES`].
    pub fn read(text: &str) -> Result<Self, TooLong> {
        Ok(WordReader::new(text, None)?.run(text)?.words)
    }
}

impl WordPlaces {
    /// The place of every word that [`Words::read`] gives for `text`. Fails if the text is too long.
    pub fn read(text: &str) -> Result<Self, TooLong> {
        Self::default().filled(text)
    }

    /// The places of the words of `text` with these numbers, counted from 0. Fails if the text is too long.
    pub fn of(text: &str, wanted: Vec<usize>) -> Result<Self, TooLong> {
        Self::of_words(wanted).filled(text)
    }

    fn filled(self, text: &str) -> Result<Self, TooLong> {
        Ok(WordReader::new(text, Some(self))?.run(text)?.places.unwrap_or_default())
    }
}

impl WordReader {
    fn new(text: &str, places: Option<WordPlaces>) -> Result<Self, TooLong> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(TooLong);
        }
        let mut words = Words::default();
        if places.is_none() {
            words.text.reserve(text.len());
        }
        Ok(Self {
            words,
            places,
            open: Open::None,
            line_breaks: 0,
            hyphens: false,
            after_tsheg: false,
            placed: Vec::new(),
        })
    }

    /// Reads the text, one run of characters without a space at a time. A run of plain ASCII becomes a word without a closer
    /// look.
    fn run(mut self, text: &str) -> Result<Self, TooLong> {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut last_was_cr = false;
        while at < bytes.len() {
            match ASCII[bytes[at] as usize] {
                Ascii::Space => {
                    let byte = bytes[at];
                    // CR LF is one line break.
                    if breaks_line(byte as char) && !(byte == b'\n' && last_was_cr) {
                        self.line_breaks += 1;
                    }
                    last_was_cr = byte == b'\r';
                    at += 1;
                    continue;
                }
                Ascii::Word => {
                    let length = bytes[at..].iter().take_while(|&&byte| ASCII[byte as usize] == Ascii::Word).count();
                    let end = at + length;
                    if bytes.get(end).is_none_or(|&byte| ASCII[byte as usize] == Ascii::Space) {
                        last_was_cr = false;
                        self.words.text.push_str(&text[at..end]);
                        self.open = Open::Plain;
                        self.stands_in(at as u32..end as u32, true);
                        self.end_word();
                        at = end;
                        continue;
                    }
                }
                Ascii::Other => {}
            }
            last_was_cr = false;
            let run = &text[at..];
            let length = run.find(separates).unwrap_or(run.len());
            if length == 0 {
                let space = run.chars().next().expect("a space that is not ASCII");
                self.line_breaks += u32::from(breaks_line(space));
                if Character::of(space).class() == Class::Refuse {
                    self.suspect(at as u32, space);
                }
                at += space.len_utf8();
            } else {
                self.run_of_characters(&run[..length], at as u32);
                at += length;
            }
            if self.words.text.len() > END as usize {
                return Err(TooLong);
            }
        }
        Ok(self)
    }

    /// Reads a run of characters without a space, which begins at byte `offset` of the text.
    fn run_of_characters(&mut self, run: &str, offset: u32) {
        let direct = run.chars().all(|c| {
            let character = Character::of(c);
            character.is_stable() && matches!(character.class(), Class::Plain | Class::Solo | Class::Mark)
        });
        if direct {
            for (at, character) in run.char_indices() {
                let start = offset + at as u32;
                self.take(Placed { character, start, end: start + character.len_utf8() as u32, misplaced: false });
            }
        } else {
            let known = self.words.suspects.len();
            let mut placed = std::mem::take(&mut self.placed);
            self.keep(run, offset, &mut placed);
            normalise(&mut placed);
            if fold_all(&mut placed) {
                normalise(&mut placed);
            }
            placed.drain(..).for_each(|each| self.take(each));
            self.placed = placed;
            self.words.suspects[known..].sort_unstable_by_key(|suspect| suspect.offset);
        }
        self.end_word();
    }

    /// Adds to `placed` the characters of `run` that are not dropped. Records characters that are passed over, and flags
    /// characters that are refused.
    fn keep(&mut self, run: &str, offset: u32, placed: &mut Vec<Placed>) {
        let mut visible = false;
        for (at, character) in run.char_indices() {
            let start = offset + at as u32;
            let class = Character::of(character).class();
            match class {
                Class::Drop => continue,
                _ if class == Class::Embed || passed_over(character) == Some(Seen::Nothing) => {
                    self.suspect(start, character);
                    continue;
                }
                _ => {}
            }
            let misplaced = class == Class::Refuse || (class == Class::Attach && !visible);
            visible = !matches!(class, Class::Attach | Class::Refuse);
            placed.push(Placed { character, start, end: start + character.len_utf8() as u32, misplaced });
        }
    }

    /// Adds one character, which is normalised and folded, to its word.
    fn take(&mut self, Placed { character, start, end, misplaced }: Placed) {
        let kind = Character::of(character);
        let joins = kind.is_combining() || kind.class() == Class::Attach;
        let wanted = match kind.class() {
            Class::Space => return self.end_word(),
            Class::Mark => Open::Mark,
            _ if self.open == Open::Solo && joins => Open::Solo,
            Class::Solo => {
                self.end_word();
                Open::Solo
            }
            _ => Open::Plain,
        };
        let tsheg = TSHEG.contains(&character);
        if wanted != self.open || (self.after_tsheg && !tsheg && !joins) {
            self.end_word();
        }
        let begins = self.open == Open::None;
        self.stands_in(start..end, begins);
        if begins {
            self.open = wanted;
        } else if wanted == Open::Mark {
            return; // a run of marks is one word
        }
        self.after_tsheg = tsheg || (self.after_tsheg && joins);
        self.hyphens |= character == '-';
        if misplaced {
            self.suspect(start, character);
        }
        self.words.text.push(character);
    }

    /// Records a character that no account may hold.
    fn suspect(&mut self, offset: u32, character: char) {
        self.words.suspects.push(Suspect { offset, word: self.words.ends.len() as u32, character });
    }

    /// Records that the word, which `begins` now or has begun before, takes up these bytes of the text.
    fn stands_in(&mut self, bytes: Range<u32>, begins: bool) {
        if let Some(places) = &mut self.places {
            if begins {
                places.begin(bytes.start);
            }
            places.reach(bytes.end);
        }
    }

    fn end_word(&mut self) {
        if self.open == Open::None {
            return;
        }
        if self.hyphens {
            self.single_hyphens();
        }
        let layout = match self.line_breaks {
            _ if self.words.ends.is_empty() => LINE,
            0 => 0,
            1 => LINE,
            _ => PARAGRAPH,
        };
        // The end may be cut to 30 bits here: a text that is too long is refused after this run.
        self.words.ends.push(self.words.text.len() as u32 & END | layout);
        if self.places.is_some() {
            // Only the places are asked for.
            self.words.text.clear();
            self.words.ends.clear();
        }
        self.line_breaks = 0;
        self.open = Open::None;
        self.hyphens = false;
        self.after_tsheg = false;
    }

    /// Replaces each run of hyphens in the word by one hyphen, except in addresses and command-line options.
    fn single_hyphens(&mut self) {
        let start = self.words.ends.last().map_or(0, |&end| (end & END) as usize);
        let word = &self.words.text[start..];
        let option = word.strip_prefix("--").and_then(|rest| rest.chars().next());
        if !word.contains("--")
            || ["://", "@", "xn--"].iter().any(|sign| word.contains(sign))
            || option.is_some_and(|next| Character::of(next).is_letter())
        {
            return;
        }
        let mut single = String::with_capacity(word.len());
        for character in word.chars() {
            if !(character == '-' && single.ends_with('-')) {
                single.push(character);
            }
        }
        self.words.text.truncate(start);
        self.words.text.push_str(&single);
    }
}

/// Normalises to NFC. The text is divided before stable characters, and each resulting character keeps the place of its
/// stretch.
fn normalise(placed: &mut Vec<Placed>) {
    if is_nfc_quick(placed.iter().map(|each| each.character)) == IsNormalized::Yes {
        return;
    }
    let mut out = Vec::with_capacity(placed.len());
    // A refused character is not normalised, because a later version of Unicode may normalise it otherwise.
    let stretches = placed.chunk_by(|before, next| !before.misplaced && !Character::of(next.character).is_stable());
    for stretch in stretches {
        if stretch[0].misplaced {
            out.push(stretch[0]);
            continue;
        }
        let nfc = stretch.iter().map(|each| each.character).nfc();
        let end = stretch[stretch.len() - 1].end;
        out.extend(nfc.map(|character| Placed { character, end, ..stretch[0] }));
    }
    *placed = out;
}

/// Replaces each character of class [`Class::Fold`] by those that it stands for. Returns whether there was any.
fn fold_all(placed: &mut Vec<Placed>) -> bool {
    if !placed.iter().any(|each| Character::of(each.character).class() == Class::Fold) {
        return false;
    }
    *placed = placed
        .iter()
        .flat_map(|&each| {
            let folded = fold(each.character);
            let kept = folded.is_none().then_some(each.character);
            folded.unwrap_or("").chars().chain(kept).map(move |character| Placed { character, ..each })
        })
        .collect();
    true
}

/// Whether a character separates words: a space, or a character that is passed over and shown as a blank.
pub(crate) fn separates(character: char) -> bool {
    match Character::of(character).class() {
        Class::Space => true,
        Class::Refuse => passed_over(character) == Some(Seen::Blank),
        _ => false,
    }
}

/// How a byte is read.
#[derive(Clone, Copy, PartialEq)]
enum Ascii {
    Word,
    Space,
    Other,
}

/// How each byte is read. Hyphens, control characters, and bytes that are not ASCII need a closer look.
static ASCII: [Ascii; 256] = {
    let mut table = [Ascii::Other; 256];
    let mut byte = 0x21;
    while byte < 0x7F {
        table[byte] = Ascii::Word;
        byte += 1;
    }
    table[b'-' as usize] = Ascii::Other;
    table[b' ' as usize] = Ascii::Space;
    let mut byte = b'\t';
    while byte <= b'\r' {
        table[byte as usize] = Ascii::Space;
        byte += 1;
    }
    table
};
