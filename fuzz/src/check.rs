//! Sealing, withholding and checking (`spec/seal.md`, sections 2 to 5).

use std::ops::Range;
use std::sync::OnceLock;

use firsthand_account::characters::{Character, Class, MARK, breaks_line};
use firsthand_account::check::{self, Checked, SlipKind, Report, Truth, Verdict, Side};
use firsthand_account::edition::{Account, CannotWithhold, Edition, Ends, wider};
use firsthand_account::identity::{AccountId, SecretKey};
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{seal, sealable};
use firsthand_account::slip::find::slips;
use firsthand_account::slip::{Enclosed, Slip};
use firsthand_account::tree::SlipItem;
use firsthand_account::words::Words;
use unicode_normalization::UnicodeNormalization;

use crate::input::{Input, utf8};
use crate::proof::{self, Node, each_withheld};

/// The input: a digit and any text, which is checked with one of four slips of a fixed account; `d` and an account that was
/// sealed by a program that breaks the rules; or another byte and the instructions for an honest account.
pub fn check(data: &[u8]) {
    let mut input = Input::new(data);
    match input.byte() {
        b'd' => dishonest(input),
        digit @ b'0'..=b'3' => any_text(usize::from(digit - b'0'), &utf8(input.rest())),
        _ => account(input),
    }
}

/// A sealed account, with which all copies of it are compared.
struct Original {
    words: Vec<String>,
    id: AccountId,
    slip: Slip,
    tree: Node,
}

impl Original {
    /// Seals `text`, and compares the result with the second implementation of the commitment.
    fn new(text: &str, number: u8) -> Self {
        let words = sealable(text).expect("it can be sealed");
        let enclosed = (number % 4 == 3).then_some(Enclosed { count: u32::from(number), root: [number; 32] });
        let sealed = seal(&words, &SecretKey::from_bytes(&[number; 32]), &[number; 32], enclosed);
        let words: Vec<String> = words.iter().map(str::to_owned).collect();
        let slip = sealed.slip;
        let [SlipItem::Open(seed)] = slip.items[..] else { panic!("one seed: {:?}", slip.items) };
        let tree = Node::new(&slip.pen_name.0, 0..words.len(), seed, &words);
        let statement = proof::statement(&slip, &tree.hash);
        assert!(slip.pen_name.verifies(statement.as_bytes(), &slip.signature));
        assert_eq!(sealed.id.0, proof::id(&statement));
        Self { words, id: sealed.id, slip, tree }
    }

    fn n(&self) -> usize {
        self.words.len()
    }

    /// The words, with a mark for each withheld place.
    fn with_marks(&self, withheld: &Ranges, ends: Ends) -> Vec<&str> {
        let mut out = Vec::new();
        for (at, (word, withheld)) in self.words.iter().zip(each_withheld(withheld, self.n())).enumerate() {
            match withheld {
                false => out.push(&**word),
                true if out.last() == Some(&"█") || (at == 0 && ends == Ends::Left) => {}
                true if out.is_empty() && ends == Ends::Left => {}
                true => out.push("█"),
            }
        }
        if ends == Ends::Left && out.last() == Some(&"█") {
            out.pop();
        }
        out
    }

    /// Every text that is called true shows the sealed words, with marks for withheld words.
    fn shown(&self, checked: &Checked) {
        let (Ok(slip), Some(Verdict::True(truth))) = (&checked.slip, &checked.verdict) else { return };
        proved(slip, truth);
        assert_eq!((truth.id, slip.n as usize), (self.id, self.n()), "another account");
        let mut shown: Vec<&str> = truth.account.clone().map(|at| truth.words.get(at)).collect();
        shown.dedup_by(|a, b| a == b && *a == "█");
        let mut expected = &self.with_marks(&slip.withheld, Ends::Marked)[..];
        // A mark may be missing only at an end of the account.
        if shown.first() != Some(&"█") {
            expected = expected.strip_prefix(&["█"]).unwrap_or(expected);
        }
        if shown.last() != Some(&"█") {
            expected = expected.strip_suffix(&["█"]).unwrap_or(expected);
        }
        assert_eq!(shown, expected);
        for (place, word) in Account::new(truth, slip).words() {
            assert_eq!(word, self.words[place as usize], "word {place}");
        }
    }

    fn all_shown(&self, report: &Report) {
        report.checked.iter().for_each(|each| self.shown(each));
    }
}

/// Asserts what must be true of every text that is true to a slip, even if the sealer was dishonest.
fn proved(slip: &Slip, truth: &Truth) {
    let Truth { words, account, spans, .. } = truth;
    let read = Words::read(&truth.text).expect("short");
    assert!(read.iter().eq(words.iter()), "the words are those of the text");
    let open = slip.withheld.open(slip.n);
    assert_eq!(open.len(), spans.len());
    assert!(account.end <= words.len());
    let mut known: Vec<Option<String>> = vec![None; slip.n as usize];
    let mut at = account.start;
    for (span, &start) in open.iter().zip(spans) {
        let start = start as usize;
        let length = (span.end - span.start) as usize;
        assert!((at..start).all(|at| words.is_mark(at)), "only marks stand between open spans");
        let missing = at == start;
        assert!(missing == (span.start == 0) || (span.start > 0 && at == account.start && words.begins_line(at)));
        for place in 0..length {
            assert!(!words.is_mark(start + place), "no mark stands in an open span");
            known[span.start as usize + place] = Some(words.get(start + place).to_owned());
        }
        at = start + length;
    }
    assert!((at..account.end).all(|at| words.is_mark(at)));
    let whole_end = open.iter().next_back().is_some_and(|span| span.end == slip.n);
    assert!((at == account.end) == whole_end || (!whole_end && words.begins_line(at)));
    let inside = |word: u32| account.contains(&(word as usize));
    assert!(!words.suspects().iter().any(|each| each.is_refused() && inside(each.word)), "hidden characters");
    if slip.open_words() < check::FEW_WORDS {
        let alone = match truth.stands {
            Side::Before => account.end == words.len(),
            Side::After => account.start == 0,
        };
        let on_own_lines = words.begins_line(account.start) && words.begins_line(account.end);
        assert!(alone && on_own_lines, "few words among others");
    }
    // The second implementation of the commitment agrees.
    let root = proof::root(slip, &known);
    let statement = proof::statement(slip, &root);
    assert!(slip.pen_name.verifies(statement.as_bytes(), &slip.signature));
    assert_eq!(truth.id.0, proof::id(&statement));
}

fn copy(text: &str, slip: &Slip) -> String {
    format!("{text}\n\n{}\n", slip.to_text())
}

/// Checks `text`, which must be true to the one slip in it and show what was sealed.
fn true_copy<'t>(original: &Original, text: &'t str, what: &str) -> (Slip, Box<Truth<'t>>) {
    let report = check::check(text, &[]).expect("short");
    original.all_shown(&report);
    let [one] = <[Checked; 1]>::try_from(report.checked).unwrap_or_else(|all| panic!("{what}: {} slips", all.len()));
    match (one.slip, one.verdict) {
        (Ok(slip), Some(Verdict::True(truth))) => (slip, truth),
        other => panic!("{what}: {other:?}: {text:?}"),
    }
}

fn account(mut input: Input) {
    let number = input.byte();
    let length = input.below(160);
    let mut text = input.characters(length);
    if sealable(&text).is_err() {
        let kept =
            |c: char| !matches!(Character::of(c).class(), Class::Attach | Class::Embed | Class::Mark | Class::Refuse);
        text = text.chars().filter(|&c| kept(c)).collect();
    }
    // An account cannot contain a text that looks like a slip; `firsthand seal` refuses it.
    if sealable(&text).is_err() || !slips(&text).is_empty() {
        return;
    }
    let original = Original::new(&text, number);
    original.tree.holds(&original.slip, &vec![false; original.n()]);
    let whole = copy(&text, &original.slip);
    let (slip, truth) = true_copy(&original, &whole, "as sealed");
    assert_eq!((&slip, slip.kind()), (&original.slip, SlipKind::Whole));

    let first = ranges(&mut input, original.n());
    let ends = if input.byte().is_multiple_of(2) { Ends::Marked } else { Ends::Left };
    let first_made = Account::new(&truth, &slip).withhold(&first, ends);
    let Some(edition) = edition(&original, &slip, &truth, &first, ends, first_made) else { return };
    let edition_text = edition.text();
    let edition_copy = copy(&edition_text, &edition.slip);

    // Withholding in two steps gives the same edition as withholding all at once.
    let second = ranges(&mut input, original.n());
    let all = first.union(&second);
    let (edition_slip, edition_truth) = true_copy(&original, &edition_copy, "an edition");
    let twice = Account::new(&edition_truth, &edition_slip).withhold(&second, ends);
    let once = Account::new(&truth, &slip).withhold(&all, ends);
    if let (Ok(twice), Ok(once)) = (&twice, &once) {
        assert_eq!(twice.slip, once.slip);
    }
    let third = self::edition(&original, &edition_slip, &edition_truth, &second, ends, twice);

    let apart = check::check(&edition_text, std::slice::from_ref(&edition.slip)).expect("short");
    assert!(matches!(apart.checked[..], [Checked { verdict: Some(Verdict::True(_)), .. }]), "{apart:?}");
    original.all_shown(&apart);

    let mut copies = vec![(text.clone(), original.slip.clone()), (edition.text(), edition.slip)];
    copies.extend(third.map(|made| (made.text(), made.slip)));
    let (text, slip) = input.pick(&copies).clone();
    harmless(&mut input, &original, &text, &slip);
    hostile(input, &original, &text, slip, &copies);
}

/// An account that was sealed without any check of its words. It is never true if its words have a mark or a hidden character,
/// and otherwise it is true.
fn dishonest(mut input: Input) {
    let number = input.byte();
    let length = 1 + input.below(100);
    let text = input.characters(length);
    let words = Words::read(&text).expect("short");
    if words.is_empty() || !slips(&text).is_empty() {
        return;
    }
    let slip = seal(&words, &SecretKey::from_bytes(&[number; 32]), &[number; 32], None).slip;
    let bad = (0..words.len()).any(|at| words.is_mark(at)) || words.suspects().iter().any(|each| each.is_refused());
    for text in [text.clone(), words.show(0..words.len())] {
        let copied = copy(&text, &slip);
        for (report, apart) in
            [(check::check(&copied, &[]), false), (check::check(&text, std::slice::from_ref(&slip)), true)]
        {
            for each in report.expect("short").checked {
                let (Ok(slip), Some(verdict)) = (&each.slip, &each.verdict) else { panic!("{each:?}") };
                match verdict {
                    Verdict::True(truth) => {
                        assert!(!bad, "true: {text:?}, apart: {apart}");
                        proved(slip, truth);
                    }
                    other => assert!(bad, "{other:?}: {text:?}, apart: {apart}"),
                }
            }
        }
    }
}

/// Up to six ranges of words, which may overlap, touch and be empty.
fn ranges(input: &mut Input, n: usize) -> Ranges {
    let count = input.below(7);
    let mut all: Vec<Range<u32>> = Vec::new();
    for _ in 0..count {
        let start = input.below(n);
        let length = input.below(5).min(n - start);
        all.push(start as u32..(start + length) as u32);
    }
    Ranges::new(all)
}

/// Asserts what must be true of an edition, or of the refusal to make one. Returns `None` if there is no edition.
fn edition<'m>(
    original: &Original,
    slip: &Slip,
    truth: &Truth,
    ranges: &Ranges,
    ends: Ends,
    made: Result<Edition<'m>, CannotWithhold>,
) -> Option<Edition<'m>> {
    let withheld = slip.withheld.union(ranges);
    let expected = original.with_marks(&withheld, ends);
    let account = Account::new(truth, slip);
    let made = match made {
        Ok(made) => made,
        Err(CannotWithhold::Everything) => {
            assert_eq!(withheld.words(), slip.n);
            return None;
        }
        Err(CannotWithhold::Inseparable) => {
            // This cannot happen with words that can be written one after another.
            let text = expected.join(" ");
            let read = Words::read(&text).expect("short");
            assert!(!read.suspects().is_empty() || !read.iter().eq(expected), "it can be written: {text:?}");
            return None;
        }
        Err(other) => panic!("{other:?}"),
    };
    assert_eq!(made.id, original.id);
    assert_eq!(made.slip.withheld, withheld);
    original.tree.holds(&made.slip, &each_withheld(&withheld, original.n()));
    assert_eq!(account.payload_length(ranges), made.slip.to_bytes().len());
    if let Some((wide, length)) = wider(&account, ranges) {
        assert_eq!(wide.union(ranges), wide);
        assert_eq!(account.payload_length(&wide), length);
    }
    let read = Words::read(&made.text()).expect("short");
    assert!(read.iter().eq(expected.iter().copied()), "{:?} reads as {read:?}, not {expected:?}", made.text());
    assert!(read.suspects().is_empty());
    // These words look like a slip when they are joined. A text with a slip cannot be sealed.
    if !slips(&made.text()).is_empty() {
        return None;
    }
    let text = copy(&made.text(), &made.slip);
    let (again, _) = true_copy(original, &text, "an edition");
    assert_eq!(again, made.slip);
    Some(made)
}

/// The changes that programs make to a text on its way do no harm.
fn harmless(input: &mut Input, original: &Original, text: &str, slip: &Slip) {
    let kind = input.byte();
    let changed = match kind % 8 {
        0 => text.replace(' ', "\n"),
        1 => text.replace('\n', " "),
        2 => text.replace('\n', "\r\n\r\n"),
        3 => text.replace(' ', " \u{A0}\t"),
        4 => text.nfd().collect(),
        5 => text.chars().flat_map(|c| [c, '\u{200B}']).collect(),
        6 => text.replace('"', "”").replace('\'', "’").replace('-', "–"),
        // A line that begins with a sign of quotation loses it.
        _ if text.contains('>') => return,
        _ => {
            // Every line has the sign, also if it ends with another sign than a line feed.
            let copied = copy(text, slip).replace("\r\n", "\n");
            let quoted: String = copied.split(breaks_line).map(|line| format!("> {line}\n")).collect();
            true_copy(original, &quoted, "quoted");
            return;
        }
    };
    let changed = copy(&changed, slip);
    true_copy(original, &changed, "changed in what is not sealed");
}

/// After any other change to a copy, a copy that is called true still shows the sealed words.
fn hostile(mut input: Input, original: &Original, text: &str, mut slip: Slip, copies: &[(String, Slip)]) {
    let slip_first = input.byte();
    if slip_first.is_multiple_of(4) {
        change_slip(&mut input, &mut slip, copies);
    }
    let mut copied: Vec<char> = match slip_first % 3 {
        // The slip is in a file of its own, so that only the text changes.
        0 => text.chars().collect(),
        _ => copy(text, &slip).chars().collect(),
    };
    for _ in 0..40 {
        if input.is_empty() || copied.is_empty() {
            break;
        }
        change(&mut input, &mut copied, original, copies);
    }
    let changed: String = copied.into_iter().collect();
    let (changed, apart) = match slip_first % 3 {
        0 => (changed, std::slice::from_ref(&slip)),
        // The unchanged slip is added again.
        _ if slip_first.is_multiple_of(2) => (copy(&changed, &slip), &[][..]),
        _ => (changed, &[][..]),
    };
    original.all_shown(&check::check(&changed, apart).expect("short"));
}

fn change_slip(input: &mut Input, slip: &mut Slip, copies: &[(String, Slip)]) {
    let other = &input.pick(copies).1;
    match input.byte() % 9 {
        0 => slip.n = input.below(300) as u32 + 1,
        1 => slip.withheld = ranges(input, slip.n as usize),
        2 => slip.items.rotate_left(1),
        3 => drop(slip.items.pop()),
        4 => slip.items.push(*input.pick(&other.items)),
        5 => slip.tail = [input.byte(), input.byte()],
        6 => {
            let at = input.below(slip.items.len());
            slip.items[at] = *input.pick(&other.items);
        }
        7 => slip.enclosed = Some(Enclosed { count: 1, root: [input.byte(); 32] }),
        _ => {
            let bit = input.below(768);
            let bytes = if bit < 256 { &mut slip.pen_name.0[..] } else { &mut slip.signature[..] };
            let bit = bit % (bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
    }
    // The bytes of a slip are read again. A slip that is not well formed ends the test.
    match Slip::from_bytes(&slip.to_bytes()) {
        Ok(read) => *slip = read,
        Err(_) => *slip = other.clone(),
    }
}

fn change(input: &mut Input, copied: &mut Vec<char>, original: &Original, copies: &[(String, Slip)]) {
    let at = input.below(copied.len());
    let span = |input: &mut Input, copied: &[char]| at..(at + input.below(60)).min(copied.len());
    // The stretch begins at the next space, so that whole words move.
    let after_space = copied[at..].iter().position(|c| c.is_whitespace()).map_or(copied.len(), |space| at + space);
    match input.byte() % 12 {
        0 => copied[at] = input.character(),
        1 => copied.insert(at, input.character()),
        2 => drop(copied.remove(at)),
        3 => drop(copied.drain(span(input, copied))),
        4 => {
            let again = copied[span(input, copied)].to_vec();
            let to = input.below(copied.len());
            copied.splice(to..to, again);
        }
        5 => copied[at..].reverse(),
        6 => {
            let word = input.pick(&original.words).chars();
            copied.splice(after_space..after_space, [' '].into_iter().chain(word));
        }
        7 => {
            let marks = input.below(4);
            copied.splice(after_space..after_space, [' '].into_iter().chain(std::iter::repeat_n(MARK, marks)));
        }
        8 => {
            // A mark is filled in.
            if let Some(mark) = copied[at..].iter().position(|&c| c == MARK).map(|mark| at + mark) {
                let marks = copied[mark..].iter().take_while(|&&c| c == MARK).count();
                let word = input.pick(&original.words).chars().collect::<Vec<_>>();
                copied.splice(mark..mark + marks, word);
            }
        }
        9 => {
            // A word is removed.
            let next = copied[after_space..].iter().skip(1).position(|c| c.is_whitespace());
            copied.drain(after_space..next.map_or(copied.len(), |next| after_space + 1 + next));
        }
        10 => {
            let (text, slip) = input.pick(copies);
            let other = if input.byte().is_multiple_of(2) { text.clone() } else { copy(text, slip) };
            copied.splice(after_space..after_space, other.chars());
        }
        _ => {
            let line = *input.pick(&["\n", "\n\n", "\n> ", "-\n", " ", "\u{AD}\n", "\r\n", "\n firsthand1 "]);
            copied.splice(at..at, line.chars());
        }
    }
}

/// A fixed account: whole, as an edition, as an excerpt, and with few words open.
fn fixed() -> &'static (Original, Vec<(String, Slip)>) {
    static FIXED: OnceLock<(Original, Vec<(String, Slip)>)> = OnceLock::new();
    FIXED.get_or_init(|| {
        let text = "I saw it myself. The bridge was closed at nine and they did not let the ambulance through.\n\n\
            My neighbour Aidar stood beside me, and Aidar's brother was in the water for an hour.";
        // This key is in no vector.
        let original = Original::new(text, 251);
        let whole = copy(text, &original.slip);
        let (slip, truth) = true_copy(&original, &whole, "whole");
        let account = Account::new(&truth, &slip);
        let n = slip.n;
        let made = [
            account.withhold(&Ranges::new(vec![20..21, 25..26]), Ends::Marked),
            account.withhold(&Ranges::new(vec![0..4, 26..n]), Ends::Left),
            account.withhold(&Ranges::new(vec![0..10, 18..n]), Ends::Left),
        ];
        let mut copies = vec![(text.to_owned(), slip.clone())];
        copies.extend(made.into_iter().map(|made| made.map(|made| (made.text(), made.slip)).expect("words are open")));
        (original, copies)
    })
}

/// The texts of [`fixed`], as seeds.
pub fn fixed_copies() -> Vec<String> {
    fixed().1.iter().map(|(text, slip)| copy(text, slip)).collect()
}

/// Any text alone, and with a slip after it or in another file. The text is true to the slip only if it shows the sealed words.
fn any_text(number: usize, text: &str) {
    let alone = check::check(text, &[]).expect("short");
    for each in &alone.checked {
        if let (Ok(slip), Some(Verdict::True(truth))) = (&each.slip, &each.verdict) {
            proved(slip, truth);
        }
    }
    let (original, copies) = fixed();
    let ours = |report: &Report| {
        for each in &report.checked {
            // Other slips may stand in the text, with accounts of their own.
            if each.slip.as_ref().is_ok_and(|slip| slip.pen_name == original.slip.pen_name) {
                original.shown(each);
            }
        }
    };
    ours(&alone);
    let slip = &copies[number].1;
    ours(&check::check(&format!("{text}\n\n{}\n", slip.to_text()), std::slice::from_ref(slip)).expect("short"));
}
