//! Slips as bytes and as letters (`spec/seal.md`, section 4).

use firsthand_account::base32;
use firsthand_account::slip::find::{account_id_line, slips};
use firsthand_account::slip::reed_solomon::{DATA, PARITY, parity};
use firsthand_account::slip::text::MARKER;
use firsthand_account::limits::MAX_LETTERS_IN_TEXT;
use firsthand_account::slip::{Malformed, Slip};
use sha2::{Digest, Sha256};

use crate::input::{Input, utf8};

const GROUP: usize = 8;

/// The first byte says what the others are.
pub fn slip(data: &[u8]) {
    let mut input = Input::new(data);
    match input.byte() {
        b't' => text(&utf8(input.rest())),
        b'm' => text(&format!("{MARKER} {}", utf8(input.rest()))),
        b'b' => drop(bytes(input.rest())),
        b'w' => written(input.rest()),
        b'd' => damaged(input),
        b'f' => faulty(input),
        _ => changed(input),
    }
}

/// Any text: slips stand in it in order and apart, and each that is read is one that can be written.
fn text(text: &str) {
    let found = slips(text);
    let mut end = 0;
    for each in &found {
        assert!(text.get(each.place.clone()).is_some_and(|place| place.len() >= MARKER.len()), "{:?}", each.place);
        assert!(each.place.start >= end, "{:?} before {end}", each.place);
        end = each.place.end;
        if let Some(read) = &each.read {
            assert!(read.length <= each.place.len());
            read.slip.iter().for_each(round);
            // By itself it reads as the same; one that is damaged perhaps in another way, or, without the letters
            // behind it, not at all.
            let alone = slips(&text[each.place.clone()]);
            if read.repaired == 0 {
                assert!(alone.iter().map(|each| &each.read).eq([&each.read]), "{alone:?}, not {each:?}");
            } else if let Some(again) = &alone[0].read {
                assert_eq!(again.slip, read.slip);
            }
        }
    }
    if let Some((line, id)) = account_id_line(text) {
        let bare = text[line].trim_matches(|c: char| c == '>' || c.is_whitespace());
        assert_eq!(bare.parse(), Ok(id));
    }
}

/// Any bytes: those that are a slip are the only ones that are this slip.
fn bytes(bytes: &[u8]) -> Result<Slip, Malformed> {
    let read = Slip::from_bytes(bytes);
    if let Ok(slip) = &read {
        assert_eq!(slip.to_bytes(), bytes, "one encoding each");
        round(slip);
        without_length_group(slip);
        let (start, _) = bytes.split_at(bytes.len() - 1);
        assert_eq!(Slip::from_bytes(start), Err(Malformed::TooShort));
        assert_eq!(Slip::from_bytes(&[bytes, &[0]].concat()), Err(Malformed::Surplus));
    }
    read
}

/// What is written, as bytes, as lines and as a run, reads as it was.
fn round(slip: &Slip) {
    assert_eq!(Slip::from_bytes(&slip.to_bytes()).as_ref(), Ok(slip));
    assert!(slip.open_words() >= 1 && slip.open_words() <= slip.n);
    let lines = slip.to_text();
    let run = slip.to_run();
    assert!(lines.split_ascii_whitespace().eq([MARKER].into_iter().chain(groups(&run[MARKER.len()..]))));
    for text in [&lines, &run, &run.to_ascii_uppercase(), &quoted(&lines)] {
        read_as(text, slip, Some(0));
    }
}

/// Without the length group the payload itself says how long it is.
fn without_length_group(slip: &Slip) {
    let (run, lost) = (slip.to_run(), "b".repeat(GROUP));
    if run.len() <= MAX_LETTERS_IN_TEXT {
        let (marker, letters) = run.split_at(MARKER.len());
        read_as(&format!("{marker}{lost}{}", &letters[GROUP..]), slip, None);
        let lines = slip.to_text();
        read_as(&lines.replacen(&letters[..GROUP], &lost, 1), slip, None);
    }
}

fn groups(letters: &str) -> impl Iterator<Item = &str> {
    letters.as_bytes().chunks(GROUP).map(|group| std::str::from_utf8(group).expect("letters are ASCII"))
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> > {line}\r\n")).collect()
}

/// `text` holds one slip, this one, to its last letter.
fn read_as(text: &str, slip: &Slip, repaired: Option<usize>) {
    let found = slips(text);
    let [one] = &found[..] else { panic!("{} slips in {text}", found.len()) };
    match &one.read {
        Some(read) => {
            assert_eq!(read.slip.as_ref(), Ok(slip), "{text}");
            assert!(repaired.is_none_or(|repaired| read.repaired == repaired), "{} repaired in {text}", read.repaired);
            // Letters at the end that are wrong are none of the slip's.
            let rest = text[one.place.end..].chars().filter(char::is_ascii_alphanumeric).count();
            let wrong = if read.repaired > 0 { 8 * GROUP } else { 0 };
            assert!(rest <= wrong, "left over behind {:?} in {text}", one.place);
        }
        None => panic!("damaged: {text}"),
    }
}

/// Letters that hold any payload at all, with a length group, parity and checksum that fit: what is read of them is
/// what is read of the payload.
fn written(payload: &[u8]) {
    let expected = bytes(payload);
    let text = run_of(payload);
    let found = slips(&text);
    let [one] = &found[..] else { panic!("{} slips in {text}", found.len()) };
    let read = one.read.as_ref().unwrap_or_else(|| panic!("damaged: {text}"));
    assert_eq!((&read.slip, read.repaired), (&expected, 0), "{text}");
}

/// A second writing of section 4's letters.
fn run_of(payload: &[u8]) -> String {
    let start = |parts: [&[u8]; 2]| {
        let mut hasher = Sha256::new();
        parts.iter().for_each(|part| hasher.update(part));
        <[u8; 32]>::from(hasher.finalize())
    };
    let length = (payload.len() as u32).to_be_bytes();
    let mut out = MARKER.to_owned();
    out += &base32::encode(&[&length[1..], &start([b"firsthand length", &length[1..]])[..2]].concat());
    let data = [payload, &start([b"firsthand slip", payload])[..4]].concat();
    out += &base32::encode(&data.chunks(DATA).flat_map(|block| [block, &parity(block)].concat()).collect::<Vec<_>>());
    out
}

/// What is wrong with the bytes of a slip that is made.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    Version,
    Flag,
    /// A number in more bytes than it needs.
    LongNumber,
    /// No words, or too many.
    Words,
    /// No enclosures, said to be some.
    Enclosures,
    /// No ranges, said to be some; or more than there can be.
    Ranges,
    /// Ranges that touch.
    Gap,
    EmptyRange,
    /// A range beyond the last word.
    Beyond,
    NothingOpen,
}

/// A slip, made from numbers: nothing in it need be proved. Well formed but for `fault`.
fn made(input: &mut Input, fault: Fault) -> Vec<u8> {
    let number = |out: &mut Vec<u8>, number: usize| put_number(out, number, fault == Fault::LongNumber);
    let filling = input.byte();
    let mut n = 2 + input.below(if filling.is_multiple_of(2) { 40 } else { 0x1_0000 });
    let mut flags = input.byte() & 3;
    match fault {
        Fault::None if flags & 1 == 0 && filling.is_multiple_of(5) => n = 1,
        Fault::None | Fault::Version | Fault::LongNumber | Fault::Words => {}
        Fault::Flag => flags |= 4 << input.below(6),
        Fault::Enclosures => flags |= 2,
        _ => flags |= 1,
    }
    let version = if fault == Fault::Version { filling.saturating_mul(2) } else { 1 };
    let mut out = vec![version, flags];
    out.extend([filling; 96]);
    match fault {
        Fault::Words => number(&mut out, if filling.is_multiple_of(2) { 0 } else { 1 << 24 }),
        _ => number(&mut out, n),
    }
    out.extend([filling; 2]);
    if flags & 2 != 0 {
        number(&mut out, if fault == Fault::Enclosures { 0 } else { 1 + input.below(300) });
        out.extend([filling; 32]);
    }
    if flags & 1 != 0 {
        // From the front, as far as there is room for an open word behind.
        let mut ranges = Vec::new();
        let (count, mut at) = (1 + input.below(12), 0);
        for _ in 0..count {
            let gap = input.below(9) + usize::from(!ranges.is_empty());
            let length = 1 + input.below(5);
            if at + gap + length >= n {
                break;
            }
            ranges.push((gap, length));
            at += gap + length;
        }
        if ranges.is_empty() {
            ranges.push((1, n - 1));
            at = n;
        }
        match fault {
            Fault::Gap => ranges.push((0, 1)),
            Fault::EmptyRange => ranges.push((1, 0)),
            Fault::Beyond => ranges.push((1, n - at)),
            Fault::NothingOpen => ranges = vec![(0, n)],
            _ => {}
        }
        let said = if fault == Fault::Ranges {
            if filling.is_multiple_of(2) { 0 } else { n.div_ceil(2) + 1 }
        } else {
            ranges.len()
        };
        number(&mut out, said);
        for (gap, length) in ranges {
            number(&mut out, gap);
            number(&mut out, length);
        }
    }
    // Items until it is whole: how many, and of which length, is for the reader to say.
    while out.len() < 1 << 16 && Slip::from_bytes(&out) == Err(Malformed::TooShort) {
        out.extend(Sha256::digest([filling, out.len() as u8]).iter().take(16));
    }
    out
}

/// Unsigned LEB128; with a byte more than it needs if it is to be `long`.
fn put_number(out: &mut Vec<u8>, mut number: usize, long: bool) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    if long {
        out.extend([number as u8 | 0x80, 0]);
    } else {
        out.push(number as u8);
    }
}

/// A slip with one fault is refused, for what it is.
fn faulty(mut input: Input) {
    let fault = *input.pick(&[
        Fault::Version,
        Fault::Flag,
        Fault::LongNumber,
        Fault::Words,
        Fault::Enclosures,
        Fault::Ranges,
        Fault::Gap,
        Fault::EmptyRange,
        Fault::Beyond,
        Fault::NothingOpen,
    ]);
    let payload = made(&mut input, fault);
    written(&payload);
    match (fault, bytes(&payload)) {
        (Fault::Version, Err(why)) => assert_eq!(why == Malformed::Number, payload[0] == 0, "{why:?}"),
        (Fault::Flag, Err(why)) => assert_eq!(why, Malformed::Flags),
        (_, Err(why)) => assert_eq!(why, Malformed::Number),
        (_, Ok(slip)) => panic!("accepted: {slip:?}"),
    }
}

/// A slip with as much damage as is always repaired: in each block 5 × unreadable groups + 4 × wrong letters ≤ 16.
fn damaged(mut input: Input) {
    let payload = made(&mut input, Fault::None);
    let slip = bytes(&payload).expect("it was made whole");
    let run = run_of(&payload);
    assert_eq!(run, slip.to_run());
    let mut letters: Vec<u8> = run.into_bytes();
    let mut at = MARKER.len() + GROUP;
    let mut left = payload.len() + 4;
    // Every block but the last is 255 bytes, 408 letters: whole groups.
    while left > 0 {
        let block = left.min(DATA);
        let end = at + base32::length(block + PARITY);
        let mut budget = 16;
        while !input.is_empty() && budget >= 4 {
            let group = at + input.below((end - at).div_ceil(GROUP)) * GROUP;
            if input.byte().is_multiple_of(2) && budget >= 5 {
                letters[group..(group + GROUP).min(end)].fill(b'b');
                budget -= 5;
            } else {
                let place = at + input.below(end - at);
                letters[place] = *input.pick(base32::ALPHABET);
                budget -= 4;
            }
        }
        (at, left) = (end, left - block);
    }
    let run = String::from_utf8(letters).expect("letters are ASCII");
    let lines: Vec<&str> = [MARKER].into_iter().chain(groups(&run[MARKER.len()..])).collect();
    for text in [&run, &lines.join(" "), &lines.join("\n")] {
        read_as(text, &slip, None);
    }
}

/// A slip with anything done to its letters: what is read of it is a slip that can be written, and with more than
/// noise it is the slip that it was.
fn changed(mut input: Input) {
    let payload = made(&mut input, Fault::None);
    let mut letters: Vec<char> = bytes(&payload).expect("it was made whole").to_text().chars().collect();
    while !input.is_empty() && !letters.is_empty() {
        let at = input.below(letters.len());
        match input.byte() % 6 {
            0 => letters[at] = input.character(),
            1 => letters.insert(at, input.character()),
            2 => drop(letters.remove(at)),
            3 => letters[at] = *input.pick(base32::ALPHABET) as char,
            4 => {
                let end = (at + input.below(40)).min(letters.len());
                drop(letters.drain(at..end));
            }
            _ => {
                let end = (at + input.below(40)).min(letters.len());
                let again: Vec<char> = letters[at..end].to_vec();
                letters.splice(at..at, again);
            }
        }
    }
    text(&letters.into_iter().collect::<String>());
}
