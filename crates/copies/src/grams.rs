//! The grams of a text: its runs of twelve letters. They find copies of the text.
//!
//! Letters are the letters and digits of a text without case and marks. Everything else is passed over, so that wrapping,
//! quoting, punctuation, accents and broken words change nothing.
//!
//! An index keeps about one gram in four, the closed syncmers (Edgar 2021, doi:10.7717/peerj.10805): a gram is kept if the
//! smallest of its runs of five letters is the first or the last. Whether a gram is kept depends on the gram alone, and every
//! nineteen letters in a row hold a kept gram.

use std::sync::OnceLock;

use unicode_normalization::char::decompose_compatible;

/// The number of letters in a gram.
const GRAM: usize = 12;
/// The number of letters in the runs that decide whether a gram is kept.
const RUN: usize = 5;
/// The number of such runs in a gram.
const RUNS: usize = GRAM - RUN + 1;

/// The base of the rolling hash: 2^64 divided by the golden ratio. It is odd, so that no letter is lost.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

const fn power(exponent: usize) -> u64 {
    let (mut result, mut left) = (1u64, exponent);
    while left > 0 {
        result = result.wrapping_mul(BASE);
        left -= 1;
    }
    result
}

/// One gram of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gram {
    pub key: u32,
    /// The byte offset of its first letter.
    pub at: u32,
    /// Whether an index keeps it.
    pub kept: bool,
}

/// Mixes all bits into all (Stafford 2011, variant 13).
pub(crate) const fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The state of a text that is read letter by letter.
struct Reading {
    /// The last letters, with their byte offsets.
    letters: [(u64, u32); 16],
    count: usize,
    /// The rolling hash of the last twelve letters.
    gram: u64,
    /// The rolling hash of the last five letters.
    run: u64,
    /// The hashes of the last eight runs.
    runs: [u32; RUNS],
    /// The smallest of them.
    least: u32,
    /// The number of runs after the first smallest one.
    behind: usize,
}

impl Reading {
    fn new() -> Self {
        let runs = [u32::MAX; RUNS];
        Self { letters: [(0, 0); 16], count: 0, gram: 0, run: 0, runs, least: u32::MAX, behind: 0 }
    }

    /// Takes the next letter. Returns whether the gram of the last twelve letters is kept, or `None` before the twelfth.
    #[inline]
    fn push(&mut self, letter: u32, at: u32) -> Option<bool> {
        let letter = u64::from(letter) + 1;
        let before = |back: usize| self.letters[self.count.wrapping_sub(back) % 16].0;
        let (first, first_of_run) = (before(GRAM), before(RUN));
        let roll = |sum: u64, first: u64, power: u64| {
            sum.wrapping_mul(BASE).wrapping_add(letter).wrapping_sub(first.wrapping_mul(power))
        };
        self.gram = roll(self.gram, first, const { power(GRAM) });
        self.run = roll(self.run, first_of_run, const { power(RUN) });
        self.letters[self.count % 16] = (letter, at);
        self.count += 1;

        let run = (self.run.wrapping_mul(BASE ^ (BASE << 7)) >> 32) as u32;
        self.runs[self.count % RUNS] = run;
        self.behind += 1;
        if run < self.least {
            (self.least, self.behind) = (run, 0);
        } else if self.behind == RUNS {
            // The smallest run is no longer among the last eight, so the next smallest is looked for.
            self.least = u32::MAX;
            for back in (0..RUNS).rev() {
                let run = self.runs[(self.count + RUNS - back) % RUNS];
                if run < self.least || back == RUNS - 1 {
                    (self.least, self.behind) = (run, back);
                }
            }
        }
        (self.count >= GRAM).then_some(run == self.least || self.behind == RUNS - 1)
    }

    fn key(&self) -> u32 {
        mixed(self.gram) as u32
    }

    /// The byte offset where the gram begins.
    fn at(&self) -> u32 {
        self.letters[(self.count - GRAM) % 16].1
    }

    /// The only gram of a text of fewer than twelve letters. It is kept.
    fn short(&self) -> Option<Gram> {
        (1..GRAM).contains(&self.count).then(|| Gram {
            key: mixed(!self.gram) as u32,
            at: self.letters[0].1,
            kept: true,
        })
    }
}

/// Calls `each` for every gram of `text`, in order. Returns the number of letters in the text. A text of fewer than twelve
/// letters is one gram.
pub fn each_gram(text: &str, mut each: impl FnMut(Gram)) -> usize {
    let mut reading = Reading::new();
    each_letter(text, |letter, at| {
        if let Some(kept) = reading.push(letter, at) {
            each(Gram { key: reading.key(), at: reading.at(), kept });
        }
    });
    reading.short().into_iter().for_each(each);
    reading.count
}

/// Calls `each` for the grams of `text` that an index keeps, in order, with the key and the byte offset where it begins.
pub fn each_kept(text: &str, mut each: impl FnMut(u32, u32)) {
    /// The bytes that are read at a time. Their letters are collected first, without a branch for each letter.
    const PIECE: usize = 512;
    let mut reading = Reading::new();
    let mut letters = [(0u32, 0u32); PIECE];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let piece = &bytes[at..bytes.len().min(at + PIECE)];
        let length = if piece.is_ascii() { piece.len() } else { 0 };
        let mut count = 0;
        for (offset, byte) in piece[..length].iter().enumerate() {
            let letter = ASCII[usize::from(*byte & 0x7f)];
            letters[count] = (u32::from(letter), (at + offset) as u32);
            count += usize::from(letter != 0);
        }
        let mut push = |letter, at| {
            if reading.push(letter, at) == Some(true) {
                each(reading.key(), reading.at());
            }
        };
        letters[..count].iter().for_each(|(letter, at)| push(*letter, *at));
        if length == 0 {
            let end = text.ceil_char_boundary(at + piece.len());
            each_letter(&text[at..end], |letter, offset| push(letter, at as u32 + offset));
            at = end;
        } else {
            at += length;
        }
    }
    reading.short().into_iter().for_each(|gram| each(gram.key, gram.at));
}

/// Calls `each` for every letter of `text`, with the letter and its byte offset.
pub(crate) fn each_letter(text: &str, mut each: impl FnMut(u32, u32)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            let letter = ASCII[usize::from(byte)];
            if letter != 0 {
                each(u32::from(letter), at as u32);
            }
            at += 1;
        } else {
            let character = text[at..].chars().next().expect("there are bytes left");
            fold(character, |letter| each(letter, at as u32));
            at += character.len_utf8();
        }
    }
}

/// The letter of each ASCII character. 0 if it has none.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0u8;
    while at < 128 {
        if at.is_ascii_alphanumeric() {
            table[at as usize] = at.to_ascii_lowercase();
        }
        at += 1;
    }
    table
};

/// The letter of each character of the basic plane. 0 if it has none, and `SEVERAL` if it has more than one.
static BASIC: OnceLock<Vec<u16>> = OnceLock::new();
const SEVERAL: u16 = 0xffff;

/// Calls `each` for the letters that a character is made of.
fn fold(character: char, mut each: impl FnMut(u32)) {
    let table = BASIC.get_or_init(|| {
        let one = |code: u32| {
            let mut letters = Vec::new();
            char::from_u32(code).into_iter().for_each(|character| decompose(character, |letter| letters.push(letter)));
            match letters[..] {
                [] => 0,
                [letter] => u16::try_from(letter).unwrap_or(SEVERAL),
                _ => SEVERAL,
            }
        };
        (0..=0xffff).map(one).collect()
    });
    match table.get(character as usize) {
        Some(0) => {}
        Some(&letter) if letter != SEVERAL => each(u32::from(letter)),
        _ => decompose(character, each),
    }
}

/// The letters that a character is made of, without marks, in lower case.
fn decompose(character: char, mut each: impl FnMut(u32)) {
    decompose_compatible(character, |part| {
        for lower in part.to_lowercase() {
            // Unicode counts a few combining marks as alphanumeric.
            if lower.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(lower) {
                each(lower as u32);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn grams(text: &str) -> Vec<Gram> {
        let mut grams = Vec::new();
        each_gram(text, |gram| grams.push(gram));
        grams
    }

    fn keys(text: &str) -> Vec<u32> {
        grams(text).into_iter().map(|gram| gram.key).collect()
    }

    #[test]
    fn only_letters_count() {
        let text = "They closed the bridge at nine; the ambulance waited.";
        for same in [
            "they closed\n> the BRIDGE at nine\u{2014}the ambu-\nlance waited",
            "The\u{301}y  closed the bridg\u{e9} at n\u{ef}ne the ambulance waited",
            "THEYCLOSEDTHEBRIDGEATNINETHEAMBULANCEWAITED",
        ] {
            assert_eq!(keys(same), keys(text), "{same}");
        }
        assert_ne!(keys(&text.replace("nine", "five")), keys(text));
        assert_eq!(keys("Мост закрыли ещё вчера"), keys("мост  закрыли, еще вчера"));
        assert_eq!(keys("ﬁnd 12 Straße").len(), 1, "twelve letters");
        assert_eq!(keys("it was"), keys("It was …"), "fewer");
        assert_eq!(each_gram("ﬁ №\u{ad}", |_| ()), 4, "f, i, n, o");
        assert!(keys("— … !").is_empty() && keys("").is_empty());
    }

    #[test]
    fn one_in_four_is_kept() {
        let mut state = 1u64;
        let letter = |_| {
            state = mixed(state.wrapping_add(BASE));
            char::from(b'a' + (state % 26) as u8)
        };
        let text: String = (0..200_000).map(letter).collect();
        let kept = grams(&text).iter().filter(|gram| gram.kept).count();
        assert!((49_000..51_000).contains(&kept), "{kept}");
    }

    proptest! {
        #[test]
        fn what_is_kept_is_the_same_read_in_pieces(text in "([a-z é,]{1,40}|[a-dА-Гé ]{0,20}){0,60}") {
            let mut kept = Vec::new();
            each_kept(&text, |key, at| kept.push((key, at)));
            let all = grams(&text).into_iter().filter(|gram| gram.kept).map(|gram| (gram.key, gram.at));
            prop_assert_eq!(kept, all.collect::<Vec<_>>());
        }

        #[test]
        fn nineteen_letters_hold_a_kept_gram(text in "[a-dА-Г ]{19,80}") {
            let all = grams(&text);
            if each_gram(&text, |_| ()) >= 19 {
                prop_assert!(all.windows(8).all(|run| run.iter().any(|gram| gram.kept)));
            }
        }

        #[test]
        fn a_gram_is_the_same_wherever_it_stands(before in "[a-z ]{0,40}", text in "[a-z]{19,40}") {
            let whole = grams(&format!("{before}{text}"));
            for gram in grams(&text) {
                let at = gram.at + before.len() as u32;
                let there = whole.contains(&Gram { at, ..gram });
                prop_assert!(there);
            }
        }
    }
}
