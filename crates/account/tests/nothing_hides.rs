//! What programs put around and between a copy's lines is left out in reading. Nothing that is seen may vanish with it:
//! of a true copy every character is among the words that are reported, or is named.

mod common;

use std::collections::HashMap;

use common::{Numbers, copy, edition, excerpt, sealed, trials};
use firsthand_account::check::{Checked, Side, Truth, Verdict, check};
use firsthand_account::ranges::Ranges;
use firsthand_account::readings::Hyphens;
use firsthand_account::slip::Slip;
use firsthand_account::words::Words;

const TEXT: &str = "On the morning of 5 January we stood on the bridge. \"Go home,\" a soldier said.\n\nI counted forty-three of us: \
    my brother, two neighbours and people whom nobody knew.\nAt noon they fired 1/2 of what they had.\n\nThe baker hid us.";
const CHINESE: &str =
    "那天早上我们站在桥上。有人说：“回家吧。”没有人走。\n\n中午他们开枪了，面包师把我们藏了起来。我数了四十三个人。";
/// None of these stands in an account, so each is known again wherever it comes out.
const STRANGE: &str = "ᚠᚢᚦᚨᚱᚲᚷᚹᚺᚾᛁᛃᛇᛈᛉᛊ☢⚠‽①②";
/// What readings take for signs, wherever it stands.
const SIGNS: &str = "&gt;>＞»›|｜¦│┃:：•·◦▪●○‣∙■-–—*+\"'_~`";

fn one<'a>(numbers: &mut Numbers, list: &[&'a str]) -> &'a str {
    list[numbers.below(list.len())]
}

/// A piece of what programs write, with something strange in it.
fn piece(numbers: &mut Numbers, list: &[&str]) -> String {
    let strange: Vec<char> = STRANGE.chars().collect();
    one(numbers, list).replace('%', &strange[numbers.below(strange.len())].to_string())
}

fn put(text: &str, numbers: &mut Numbers, list: &[&str]) -> String {
    let piece = piece(numbers, list);
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let at = places[numbers.below(places.len())];
    [&text[..at], &piece, &text[at..]].concat()
}

fn dressed(text: &str, numbers: &mut Numbers) -> String {
    let signs =
        ["> ", ">", "%> ", "%%>", "• ", "- ", "* ", "| ", "%", "% ", ": ", "&gt; ", ">%> ", "> %", "1. ", "\"%"];
    let heads = [
        "[27/11/2025, 14:00:22] %: ",
        "27.11.25, 14:00 - % %: ",
        "%, [27.11.2025 14:00]\n",
        "%\n14:00\n",
        "14:00\n%\n",
        "[%]\n",
        "@dana\n·\n3h\n",
        "% @dana · 3h\n",
        "@% · 3h\n",
        "@dana · 3%\n",
        "12\n%\n",
        "%\n@dana\n",
        "1.2K\n@dana\n",
        "14:0%\n",
        "%\n",
        "1/4 ",
        "%1/4 ",
        "(1/4)% ",
        "Dana, [27.11.2025 14:00 %]:\n[%]\n",
        "[27/11/2025 14:00] %",
        "\u{2067}%: ",
    ];
    let wraps = ["\"", "*", "**", "_", "~~", "```", "...", "…", "“", "%", "*%", "%*", "\"%\"", "``", "'%"];
    let hidden = [
        "\u{FFFC}",
        "\u{2800}",
        "\u{202E}",
        "\u{2068}",
        "\0",
        "\u{200B}%",
        "%",
        " % ",
        "\n%\n",
        "-\n",
        "-\n> ",
        "\u{3164}%",
    ];
    let count = text.trim_end().lines().count();
    let (which, share) = (numbers.below(4), 1 + numbers.below(4));
    let chosen = numbers.below(count);
    let takes = |numbers: &mut Numbers, at: usize| match which {
        0 | 1 => true,
        2 => at == chosen,
        _ => numbers.below(4) < share,
    };
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let kind = numbers.below(6);
    let fixed = [piece(numbers, &signs), piece(numbers, &heads), piece(numbers, &wraps)];
    let again = numbers.below(3) > 0;
    let each = |numbers: &mut Numbers, at: usize, list: &[&str]| {
        if again { fixed[at].clone() } else { piece(numbers, list) }
    };
    let mut out = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        let changes = (!line.is_empty() || numbers.below(3) == 0) && takes(numbers, at);
        out.push(match kind {
            _ if !changes => line.to_owned(),
            0 => format!("{}{line}", each(numbers, 0, &signs)),
            1 | 2 => format!("{}{line}", each(numbers, 1, &heads)),
            3 => {
                let sign = each(numbers, 2, &wraps);
                format!("{sign}{line}{sign}")
            }
            4 => match numbers.below(2) {
                0 => format!("{}/{count} {line}", at + 1),
                _ => format!("{line} {}({}/{count})", piece(numbers, &["", "", "%", "% "]), at + 1),
            },
            _ if line.is_empty() => line.to_owned(),
            _ => put(line, numbers, &hidden),
        });
    }
    let text = out.join("\n");
    match numbers.below(6) {
        0 => {
            let sign = piece(numbers, &wraps);
            format!("{sign}{}{sign}", text.trim())
        }
        1 => format!("{}\n{text}", piece(numbers, &["%", "% %", "14:00", "x"])),
        2 => format!("{text}\n{}", piece(numbers, &["%", "% %", "14:00", "x"])),
        _ => text,
    }
}

fn dressed_slip(slip: &Slip, numbers: &mut Numbers) -> String {
    let letters = slip.to_text();
    match numbers.below(8) {
        0 => put(&letters, numbers, &["%", " % ", "\n% %\n", " no ", " not so ", "\nI lied %\n"]),
        1 => {
            let at = 10 + numbers.below(letters.len() - 20);
            format!("{}{}{}", &letters[..at], one(numbers, &["no", " no", " I ", " not"]), &letters[at + 3..])
        }
        2 => letters.replace('\n', &piece(numbers, &["\n> ", "\n%> ", " % here\n", "\n%\n", "\n1 "])),
        3 => format!("{} {}", &letters[..letters.len() - 1 - numbers.below(12)], piece(numbers, &["no % at all", "%"])),
        _ => letters,
    }
}

/// How often each character is seen in `text`, as it is sealed.
fn seen(text: &str, times: usize, counts: &mut HashMap<char, usize>) {
    for word in Words::read(text).unwrap().iter() {
        word.chars().for_each(|c| *counts.entry(c).or_default() += times);
    }
}

/// Holds what is said of a true copy against all that is seen in it.
fn hides_nothing(text: &str, checked: &Checked, truth: &Truth) {
    let place = checked.place.clone().expect("its slip stands in it");
    let mut raw = HashMap::new();
    seen(&text[..place.start], 1, &mut raw);
    seen(&text[place.end..], 1, &mut raw);
    // What stands between the slip's letters, as far as the reader of the copy sees words there.
    let strange = text[place.clone()].chars().filter(|c| STRANGE.contains(*c)).collect::<String>();
    seen(&strange, 1, &mut raw);
    let mut said = HashMap::new();
    truth.words.iter().for_each(|word| seen(word, 1, &mut said));
    match truth.stands {
        Side::Before => seen(&text[place.end..], 1, &mut said),
        Side::After => seen(&text[..place.start], 1, &mut said),
    }
    seen(&checked.among, 1, &mut said);
    truth.left_out.heads.iter().for_each(|(head, times)| seen(head, *times, &mut said));
    let named = [truth.left_out.sign.as_deref(), truth.left_out.around].map(Option::unwrap_or_default).concat();
    for (character, count) in raw {
        let is_sign = named.contains(character)
            || (truth.reading.signs && SIGNS.contains(character))
            || (truth.reading.hyphens != Hyphens::AsTheyStand && character == '-')
            || character == '█';
        let known = said.get(&character).copied().unwrap_or(0);
        let is_named = is_sign || count <= known || truth.left_out.more_heads > 0;
        assert!(
            is_named,
            "{character} stands there {count} times, and {known} times are said of it:\n{text}\n{truth:?}"
        );
    }
}

#[test]
fn nothing_that_is_seen_hides_in_a_true_copy() {
    let mut numbers = Numbers::new(7);
    let english = sealed(TEXT, 1);
    let made = edition(TEXT, &english, &Ranges::new(vec![12..14, 30..31])).unwrap();
    let few = excerpt(TEXT, &english, 12..20);
    let most = excerpt(TEXT, &english, 3..35);
    let bases = [
        (TEXT.to_owned(), english),
        (made.text, made.slip),
        (few.text, few.slip),
        (most.text, most.slip),
        (CHINESE.to_owned(), sealed(CHINESE, 2)),
    ];
    let honest: Vec<Vec<String>> = bases.iter().map(|(text, _)| words(text)).collect();
    let (mut readings, mut sides) = ([0; 4], [0; 2]);
    let mut around = 0;
    for _ in 0..trials(30_000) {
        let base = numbers.below(bases.len());
        let (text, slip) = &bases[base];
        let mut dressing = text.clone();
        if numbers.below(2) == 0 {
            let width = 3 + numbers.below(12);
            let words: Vec<&str> = text.split(' ').collect();
            dressing = words.chunks(width).map(|line| line.join(" ") + "\n").collect();
        }
        for _ in 0..=numbers.below(2) {
            dressing = dressed(&dressing, &mut numbers);
        }
        let letters = dressed_slip(slip, &mut numbers);
        let text = match numbers.below(4) {
            0 => format!("{letters}\n\n{dressing}"),
            1 => copy(&dressing, slip),
            _ => format!("{dressing}\n\n{letters}\n"),
        };
        for checked in check(&text, &[]).unwrap().checked {
            let Some(Verdict::True(truth)) = &checked.verdict else { continue };
            let shown = collapsed(truth.account.clone().map(|at| truth.words.get(at).to_owned()).collect());
            assert_eq!(shown, honest[base], "{text}");
            hides_nothing(&text, &checked, truth);
            readings[usize::from(truth.reading.signs) + 2 * usize::from(truth.reading.messages)] += 1;
            sides[usize::from(truth.stands == Side::After)] += 1;
            around += usize::from(truth.left_out.around.is_some());
        }
    }
    println!("true in each reading: {readings:?}, on each side: {sides:?}, with signs around: {around}");
    assert!(readings.iter().chain(&sides).all(|count| *count > 0) && around > 0, "{readings:?} {sides:?} {around}");
}

fn words(text: &str) -> Vec<String> {
    collapsed(Words::read(text).unwrap().iter().map(str::to_owned).collect())
}

/// Marks side by side as one.
fn collapsed(mut words: Vec<String>) -> Vec<String> {
    words.dedup_by(|next, word| next == "█" && word == "█");
    words
}
