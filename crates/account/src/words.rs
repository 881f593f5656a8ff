//! The words of a text as a seal sees them (`spec/seal.md`, section 1).

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::characters::{Character, Class, MARK, TSHEG, breaks_line, fold};

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 1 << 28;

const END: u32 = (1 << 30) - 1;
const LINE: u32 = 1 << 30;
const PARAGRAPH: u32 = 1 << 31;

/// A text with more bytes than [`MAX_TEXT`], or one that grows beyond it when its ligatures are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is longer than {MAX_TEXT} bytes")]
pub struct TooLong;

/// The words of a text, in order.
///
/// They stand one after another in one string, with four bytes a word beside it for where it ends and whether it
/// begins a line or a paragraph: that is layout, kept to show the words and never sealed.
#[derive(Clone, Debug, Default)]
pub struct Words {
    text: String,
    ends: Vec<u32>,
    suspects: Vec<Suspect>,
}

/// A character that no account may hold, or that was passed over with a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Byte offset in the text that was read.
    pub offset: u32,
    /// Index of the word that it stands in or before.
    pub word: u32,
    pub character: char,
}

impl Suspect {
    /// Whether words that hold it are never true; otherwise it was deleted in reading.
    pub fn is_refused(self) -> bool {
        Character::of(self.character).class() != Class::Embed
    }
}

impl Words {
    /// Reads the words of `text`.
    pub fn read(text: &str) -> Result<Self, TooLong> {
        Ok(Reader::new(text, false)?.run(text)?.words)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The word at `index`, counted from 0.
    pub fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] & END };
        &self.text[start as usize..(self.ends[index] & END) as usize]
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Whether the word at `index` is a mark, the sign of a withheld place.
    pub fn is_mark(&self, index: usize) -> bool {
        self.get(index).starts_with(MARK)
    }

    /// Whether a line ends between the word at `index` and the one before it. The first word begins a line, and so
    /// does the end of the text.
    pub fn begins_line(&self, index: usize) -> bool {
        index == 0 || index == self.len() || self.ends[index] & (LINE | PARAGRAPH) != 0
    }

    /// Whether an empty line stands between the word at `index` and the one before it.
    pub fn begins_paragraph(&self, index: usize) -> bool {
        self.ends[index] & PARAGRAPH != 0
    }

    /// Characters that no account may hold, and those deleted with a warning, in order.
    pub fn suspects(&self) -> &[Suspect] {
        &self.suspects
    }

    /// The words from `range` as text: joined by spaces, with line and paragraph breaks where they stood.
    pub fn show(&self, range: std::ops::Range<usize>) -> String {
        let mut out = String::new();
        for index in range {
            if !out.is_empty() {
                out.push_str(self.gap(index));
            }
            out.push_str(self.get(index));
        }
        out
    }

    /// What to write before the word at `index` when words are shown: a paragraph break, a line break, nothing
    /// between two solo characters, or a space.
    pub fn gap(&self, index: usize) -> &'static str {
        if self.begins_paragraph(index) {
            "\n\n"
        } else if self.begins_line(index) {
            "\n"
        } else if is_solo(self.get(index)) && is_solo(self.get(index - 1)) && !begins_combining(self.get(index)) {
            ""
        } else {
            " "
        }
    }
}

/// Where in a text its words stand.
#[derive(Clone, Debug)]
pub struct Places(Vec<u32>);

impl Places {
    /// Where the words of `text` stand: those that [`Words::read`] gives.
    pub fn read(text: &str) -> Result<Self, TooLong> {
        Ok(Self(Reader::new(text, true)?.run(text)?.starts.unwrap_or_default()))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes of `text`, the one that was read, that the word at `index` stands in. Words that one character stands
    /// for (U+FDFA) share their bytes.
    pub fn source(&self, index: usize, text: &str) -> std::ops::Range<usize> {
        let start = self.0[index] as usize;
        let next = self.0[index + 1..].iter().find(|&&next| next as usize > start);
        let rest = &text[start..next.map_or(text.len(), |&next| next as usize)];
        let between = |c: char| matches!(Character::of(c).class(), Class::Space | Class::Drop | Class::Embed);
        start..start + rest.trim_end_matches(between).len()
    }
}

/// Whether `word` is a solo character with what joins it: written without a space beside its like.
pub fn is_solo(word: &str) -> bool {
    word.chars().next().is_some_and(|first| Character::of(first).class() == Class::Solo)
}

/// Whether `word` would join a solo character written directly before it.
fn begins_combining(word: &str) -> bool {
    word.chars().next().is_some_and(|first| Character::of(first).is_combining())
}

/// A character on its way into a word: itself, its byte offset in the text, and whether it stands where it may.
#[derive(Clone, Copy)]
struct Placed {
    character: char,
    offset: u32,
    misplaced: bool,
}

/// What kind of word is being put together.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    None,
    Plain,
    Solo,
    Mark,
}

struct Reader {
    words: Words,
    /// Where each word begins, if that is asked for.
    starts: Option<Vec<u32>>,
    open: Open,
    line_breaks: u32,
    hyphens: bool,
    after_tsheg: bool,
    placed: Vec<Placed>,
}

impl Reader {
    fn new(text: &str, places: bool) -> Result<Self, TooLong> {
        if text.len() > MAX_TEXT {
            return Err(TooLong);
        }
        let mut words = Words::default();
        words.text.reserve(text.len());
        let starts = places.then(Vec::new);
        Ok(Self {
            words,
            starts,
            open: Open::None,
            line_breaks: 0,
            hyphens: false,
            after_tsheg: false,
            placed: Vec::new(),
        })
    }

    /// Goes from one run of characters without a space to the next; ASCII, most of most texts, goes straight through.
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
                        self.begin(at as u32);
                        self.words.text.push_str(&text[at..end]);
                        self.open = Open::Plain;
                        self.end_word();
                        at = end;
                        continue;
                    }
                }
                Ascii::Other => {}
            }
            last_was_cr = false;
            let run = &text[at..];
            let length = run.find(|c| Character::of(c).class() == Class::Space).unwrap_or(run.len());
            if length == 0 {
                let space = run.chars().next().expect("a space that is not ASCII");
                self.line_breaks += u32::from(breaks_line(space));
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

    fn run_of_characters(&mut self, run: &str, offset: u32) {
        let direct = run.chars().all(|c| {
            let character = Character::of(c);
            character.is_stable() && matches!(character.class(), Class::Plain | Class::Solo | Class::Mark)
        });
        if direct {
            for (at, character) in run.char_indices() {
                self.take(Placed { character, offset: offset + at as u32, misplaced: false });
            }
        } else {
            let mut placed = std::mem::take(&mut self.placed);
            self.keep(run, offset, &mut placed);
            normalise(&mut placed);
            if fold_all(&mut placed) {
                normalise(&mut placed);
            }
            placed.drain(..).for_each(|each| self.take(each));
            self.placed = placed;
        }
        self.end_word();
    }

    /// Drops what is dropped, notes what is passed over, and marks what stands where it may not.
    fn keep(&mut self, run: &str, offset: u32, placed: &mut Vec<Placed>) {
        let mut visible = false;
        for (at, character) in run.char_indices() {
            let offset = offset + at as u32;
            let class = Character::of(character).class();
            match class {
                Class::Drop => continue,
                Class::Embed => {
                    self.words.suspects.push(Suspect { offset, word: self.words.ends.len() as u32, character });
                    continue;
                }
                _ => {}
            }
            let misplaced = class == Class::Refuse || (class == Class::Attach && !visible);
            visible = !matches!(class, Class::Attach | Class::Refuse);
            placed.push(Placed { character, offset, misplaced });
        }
    }

    /// Adds one character, normalised and folded, to the word it belongs to.
    fn take(&mut self, Placed { character, offset, misplaced }: Placed) {
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
        if self.open == Open::None {
            self.begin(offset);
            self.open = wanted;
        } else if wanted == Open::Mark {
            return; // a run of marks is one word
        }
        self.after_tsheg = tsheg || (self.after_tsheg && joins);
        self.hyphens |= character == '-';
        if misplaced {
            self.words.suspects.push(Suspect { offset, word: self.words.ends.len() as u32, character });
        }
        self.words.text.push(character);
    }

    fn begin(&mut self, offset: u32) {
        if let Some(starts) = &mut self.starts {
            starts.push(offset);
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
        // A text that is too long is refused after this run, before anything reads the end.
        self.words.ends.push(self.words.text.len() as u32 & END | layout);
        if self.starts.is_some() {
            // Only the places are wanted.
            self.words.text.clear();
            self.words.ends.clear();
        }
        self.line_breaks = 0;
        self.open = Open::None;
        self.hyphens = false;
        self.after_tsheg = false;
    }

    /// Writes each run of hyphens as one, but not in addresses and command-line options.
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

/// NFC, stretch by stretch between stable characters, so that each result keeps the offset of its stretch.
fn normalise(placed: &mut Vec<Placed>) {
    if is_nfc_quick(placed.iter().map(|each| each.character)) == IsNormalized::Yes {
        return;
    }
    let mut out = Vec::with_capacity(placed.len());
    // What stands where it may not stands apart, whatever a Unicode later than the table's makes of it.
    let stretches = placed.chunk_by(|before, next| !before.misplaced && !Character::of(next.character).is_stable());
    for stretch in stretches {
        if stretch[0].misplaced {
            out.push(stretch[0]);
            continue;
        }
        let nfc = stretch.iter().map(|each| each.character).nfc();
        out.extend(nfc.map(|character| Placed { character, ..stretch[0] }));
    }
    *placed = out;
}

/// Writes out what software folded together; says whether there was any.
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

#[derive(Clone, Copy, PartialEq)]
enum Ascii {
    Word,
    Space,
    Other,
}

/// ASCII that goes straight into a word, that separates words, and what needs a closer look: hyphens, controls, and
/// every byte that is not ASCII.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Words::read(text).unwrap().iter().map(str::to_owned).collect()
    }

    #[test]
    fn layout_and_typography_are_not_words() {
        let plain = words("It's \"here\" - well-known... and -- so on");
        assert_eq!(words("It’s  «here»\r\n—\twell\u{2011}known… and\u{A0}– so\u{200B} on\n"), plain);
        assert_eq!(plain, ["It's", "\"here\"", "-", "well-known...", "and", "-", "so", "on"]);
    }

    #[test]
    fn hyphens_stay_in_addresses_and_options() {
        assert_eq!(
            words("a--b https://x.org/a--b me@a--b.org xn--p1ai --help --1"),
            ["a-b", "https://x.org/a--b", "me@a--b.org", "xn--p1ai", "--help", "-1"]
        );
    }

    #[test]
    fn scripts_without_spaces_are_words_by_the_character() {
        assert_eq!(words("我说，abc好。"), ["我", "说", "，", "abc", "好", "。"]);
        assert_eq!(words("ที่นี่ไม่"), ["ที่", "นี่", "ไ", "ม่"]);
        assert_eq!(words("བཀྲ་ཤིས་"), ["བཀྲ་", "ཤིས་"]);
        assert_eq!(words("かが\u{304B}\u{3099}"), ["か", "が", "が"]);
    }

    #[test]
    fn a_run_of_marks_is_one_word() {
        assert_eq!(words("the █████, man ██ ██"), ["the", "█", ",", "man", "█", "█"]);
    }

    #[test]
    fn ligatures_and_words_in_one_character() {
        assert_eq!(words("ﬁnd ﷺ"), ["find", "صلى", "الله", "عليه", "وسلم"]);
    }

    #[test]
    fn suspects_are_named_with_their_word() {
        let read = Words::read("one t\u{202E}wo \u{202A}three\u{202C} \u{200D}x e\u{200D}\u{200D}").unwrap();
        let found: Vec<_> = read.suspects().iter().map(|s| (s.word, s.character, s.is_refused())).collect();
        assert_eq!(
            found,
            [
                (1, '\u{202E}', true),
                (2, '\u{202A}', false),
                (2, '\u{202C}', false),
                (3, '\u{200D}', true),
                (4, '\u{200D}', true)
            ]
        );
    }

    #[test]
    fn lines_and_paragraphs_are_known() {
        let read = Words::read("a b\r\nc\r\n\r\nd\u{2028}e").unwrap();
        assert_eq!(
            (0..5).map(|i| (read.begins_line(i), read.begins_paragraph(i))).collect::<Vec<_>>(),
            [(true, false), (false, false), (true, false), (true, true), (true, false)]
        );
        assert_eq!(read.show(0..5), "a b\nc\n\nd\ne");
    }

    #[test]
    fn sources_cover_what_was_written() {
        let text = "He said: «Ne\u{301}t\u{200B}»  — 我们。";
        let places = Places::read(text).unwrap();
        let shown: Vec<_> = (0..places.len()).map(|i| &text[places.source(i, text)]).collect();
        assert_eq!(shown, ["He", "said:", "«Ne\u{301}t\u{200B}»", "—", "我", "们", "。"]);
    }
}
