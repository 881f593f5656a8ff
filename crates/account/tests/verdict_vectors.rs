//! The vectors of `spec/vectors/checks.json`: copies, and the verdicts on them. `tests/vectors.rs` has the other vectors.

mod common;

use common::vectors::{hold, letters, sample};
use common::{Numbers, copy, edition, excerpt, key};
use firsthand_account::check::{Side, SlipKind, Truth, Verdict, check};
use firsthand_account::ranges::Ranges;
use firsthand_account::readings::Hyphens;
use firsthand_account::seal::{seal, sealable};
use firsthand_account::slip::text::Unreadable;
use firsthand_account::slip::{Malformed, Slip};
use firsthand_account::words::Words;
use serde_json::{Value, json};

fn paragraphs(text: &str, before: &str, behind: &str) -> String {
    text.trim().split("\n\n").map(|part| format!("{before}{part}{behind}")).collect::<Vec<_>>().join("\n\n")
}

/// A text with a number before each of its paragraphs, from 1.
fn listed(text: &str, number: &dyn Fn(usize) -> String) -> String {
    let paragraphs = text.trim().split("\n\n").enumerate();
    paragraphs.map(|(at, part)| number(at + 1) + part).collect::<Vec<_>>().join("\n\n")
}

/// A text as messages, each behind a head, and its slip as the last one.
fn messages(text: &str, slip: &Slip, head: &dyn Fn(usize) -> String) -> String {
    let slip = slip.to_text();
    let parts = text.trim().split("\n\n").chain([slip.as_str()]);
    parts.enumerate().map(|(at, part)| format!("{}{part}\n", head(at))).collect()
}

/// The characters within the account that were passed over, each with how often.
fn passed_over(truth: &Truth) -> Vec<(String, usize)> {
    truth.passed_over().iter().map(|(character, count)| (format!("{:x}", *character as u32), *count)).collect()
}

#[test]
fn copies_and_their_verdicts() {
    let (text, slip, _) = sample();
    let few = excerpt(&text, &slip, 30..38);
    let many = excerpt(&text, &slip, 30..90);
    let made = edition(&text, &slip, &Ranges::new(vec![20..21, 50..53])).expect("open");
    let sealed = copy(&text, &slip);
    let wrapped: String = Words::read(&text)
        .expect("short")
        .iter()
        .collect::<Vec<_>>()
        .chunks(9)
        .map(|line| line.join(" ") + "\n")
        .collect();
    let hyphen_at = text.find("baker").or_else(|| text.find("bridge")).map_or(20, |at| at + 3);
    let mut numbers = Numbers::new(3);
    let words: Vec<&str> = text.split_whitespace().collect();
    let change = |change: &dyn Fn(&mut Vec<&str>)| {
        let mut changed = words.clone();
        change(&mut changed);
        copy(&changed.join(" "), &slip)
    };
    let copy_with = |text: &str, letters: &str| format!("{}\n\n{letters}\n", text.trim_end());
    let sealed_with = |slip: &Slip, words: &str| {
        let letters = slip.to_text();
        let (head, rest) = letters.split_once('\n').expect("several lines");
        format!("{text}\n\n{head}{words}{rest}\n")
    };
    let mut copies: Vec<(&str, String)> = vec![
        ("as sealed", sealed.clone()),
        ("wrapped", copy(&wrapped, &slip)),
        ("one line", copy(&text.split_whitespace().collect::<Vec<_>>().join(" "), &slip)),
        ("quoted mail", sealed.lines().map(|line| format!("> {line}\n")).collect()),
        (
            "quoted twice with a remark above",
            format!("Look:\n\n{}", sealed.lines().map(|line| format!(">> {line}\n")).collect::<String>()),
        ),
        ("a compound broken at its own hyphen", copy(&text.replacen("forty-three", "forty-\nthree", 1), &slip)),
        ("a word broken between pages", copy(&format!("{}-\n\u{C}{}", &text[..hyphen_at], &text[hyphen_at..]), &slip)),
        ("a word broken by print", copy(&format!("{}-\n{}", &text[..hyphen_at], &text[hyphen_at..]), &slip)),
        (
            "a word broken by print and quoted",
            copy(&format!("{}-\n{}", &text[..hyphen_at], &text[hyphen_at..]), &slip)
                .lines()
                .map(|line| format!("> {line}\n"))
                .collect(),
        ),
        (
            "text around",
            format!("Read this:\n\n{text}\n\nWhat do you say?\n\n{}\n\nShared by a friend", slip.to_text()),
        ),
        ("text around an edition", format!("Read this: {}\nWhat do you say?\n{}", made.text, made.slip.to_text())),
        ("edition", copy(&made.text, &made.slip)),
        ("edition, a mark missing", copy(&made.text.replacen("█████", "", 1), &made.slip)),
        ("edition, a mark filled in", copy(&made.text.replacen("█████", "Dana", 1), &made.slip)),
        ("edition, a mark doubled", copy(&made.text.replacen("█████", "█ █", 1), &made.slip)),
        ("edition, a mark too many", copy(&format!("{} █ end", made.text), &made.slip)),
        ("excerpt", copy(&many.text, &many.slip)),
        ("excerpt in a line of others", copy(&format!("She said: {} and so on", many.text), &many.slip)),
        (
            "excerpt with marks at its ends in a line of others",
            copy(&format!("She said: █ {} █ and so on", many.text), &many.slip),
        ),
        ("few words", copy(&few.text, &few.slip)),
        ("few words, a heading above", copy(&format!("A heading\n\n{}", few.text), &few.slip)),
        ("few words, others on their line", copy(&format!("Nobody says {}", few.text), &few.slip)),
        ("few words, others below", copy(&format!("{}\n\nA joke.", few.text), &few.slip)),
        ("a word changed", change(&|w| w[40] = "other")),
        ("a word dropped", change(&|w| drop(w.drain(40..41)))),
        ("two words swapped", change(&|w| w.swap(40, 41))),
        ("a word put in", change(&|w| w.insert(40, "not"))),
        ("a hidden character", sealed.replacen("the", "th\u{202E}e", 1)),
        ("an embedding that a messenger put in", sealed.replacen("the", "\u{2068}the\u{2069}", 1)),
        (
            "another account's slip",
            copy(
                &text,
                &seal(&sealable("Some other words of some other account.").expect("words"), &key(4), &[4; 32], None)
                    .slip,
            ),
        ),
        ("no slip", text.clone()),
        ("quoted with a bar", sealed.lines().map(|line| format!("\t│ {line}\n")).collect()),
        ("quoted with initials", sealed.lines().map(|line| format!("DK> {line}\r\n")).collect()),
        ("quoted, escaped for HTML", sealed.lines().map(|line| format!("&gt; {line}\n")).collect()),
        ("a sign before one line only", copy(&text.replacen("\n\n", "\n\n> ", 1), &slip)),
        ("a sign before all lines but one", {
            let quoted: String = wrapped.lines().map(|line| format!("> {line}\n")).collect();
            copy(&quoted.replacen("\n> ", "\n", 1), &slip)
        }),
        ("each paragraph in bold", copy(&paragraphs(&text, "*", "*"), &slip)),
        ("each paragraph with a bullet", copy(&paragraphs(&text, "• ", ""), &slip)),
        ("in quotation marks", copy(&format!("“{}”", text.trim()), &slip)),
        ("an excerpt between dots", copy(&format!("…{}…", many.text.trim()), &many.slip)),
        ("a quotation mark at one end", copy(&format!("{}\"", text.trim()), &slip)),
        ("messages of one program", messages(&text, &slip, &|at| format!("[27/11/2025, 14:0{at}:22] Dana: "))),
        ("messages of another", messages(&text, &slip, &|at| format!("Dana, [27.11.2025 14:0{at}]\n"))),
        (
            "messages, forwarded",
            messages(&text, &slip, &|at| format!("Dana, [27.11.2025 14:0{at}]\n[Forwarded from A channel]\n")),
        ),
        (
            "messages between names and times",
            messages(&text, &slip, &|at| {
                if at == 0 { "Dana\n".into() } else { format!("14:0{at}\nDana\n") }
            }),
        ),
        ("numbered messages", {
            let count = text.trim().split("\n\n").count();
            let numbered = text.trim().split("\n\n").enumerate().map(|(at, part)| format!("{part} {}/{count}", at + 1));
            copy(&numbered.collect::<Vec<_>>().join("\n\n"), &slip)
        }),
        ("messages, numbered out of order", {
            let numbered =
                text.trim().split("\n\n").enumerate().map(|(at, part)| format!("({}/99) {part}", at * 2 + 1));
            copy(&numbered.collect::<Vec<_>>().join("\n\n"), &slip)
        }),
        (
            "messages with Arabic digits",
            messages(&text, &slip, &|at| format!("[٢٧/١١/٢٠٢٥، ٢:٠{}:٢٢ م] D: ", ['٠', '١', '٢'][at % 3])),
        ),
        (
            "messages with the half of the day first",
            messages(&text, &slip, &|at| format!("[2025/11/27 下午2:0{at}:22] D: ")),
        ),
        ("messages with a day without its year", messages(&text, &slip, &|at| format!("[27/11, 14:0{at}] Dana: "))),
        ("messages with words before the dash", messages(&text, &slip, &|at| format!("27/11/25, 2:0{at} p. m. - D: "))),
        ("messages with blanks in the day", messages(&text, &slip, &|at| format!("2025. 11. 27. 오후 2:0{at} - D: "))),
        (
            "sentences that are nearly heads",
            messages(&text, &slip, &|at| format!("27.11.2025, with 14 men - 9:0{at}: ")),
        ),
        (
            "messages between names and times with the half of the day",
            messages(&text, &slip, &|at| {
                if at == 0 { "Dana\n".into() } else { format!("下午2:0{at}\nDana\n") }
            }),
        ),
        ("notes of a chat program", {
            let note = " <This message was edited>\n27/11/2025, 14:08 - Dana: <Media omitted>\n\n";
            messages(&text.replacen("\n\n", note, 1), &slip, &|at| format!("27/11/2025, 14:0{at} - Dana: "))
        }),
        ("notes of a chat program, marked", {
            let note = "\n[27/11/2025, 14:08:22] Dana: \u{200E}image omitted\n\n";
            messages(&text.replacen("\n\n", note, 1), &slip, &|at| format!("[27/11/2025, 14:0{at}:22] Dana: "))
        }),
        ("a note without heads", copy(&text.replacen("\n\n", " <This message was edited>\n\n", 1), &slip)),
        ("a numbered list", copy(&listed(&text, &|at| format!("{at}. ")), &slip)),
        ("a numbered list with a line before it and behind it", {
            copy(&listed(&format!("Ahead\n\n{}\n\nBehind", text.trim()), &|at| format!("{at}) ")), &slip)
        }),
        ("a numbered list that misses a number", copy(&listed(&text, &|at| format!("{}. ", at * at)), &slip)),
        ("a list with Devanagari numbers", {
            let digit = |c: char| char::from_u32(c as u32 - '0' as u32 + '०' as u32).expect("a digit");
            copy(&listed(&text, &|at| format!("({}) ", at.to_string().chars().map(digit).collect::<String>())), &slip)
        }),
        ("quoted with a block", sealed.lines().map(|line| format!("▌{line}\n")).collect()),
        ("quoted with a heavy bar", sealed.lines().map(|line| format!("❙ {line}\n")).collect()),
        ("bullets of the font Symbol", copy(&paragraphs(&text, "\u{F0B7}\t", ""), &slip)),
        ("arrows before paragraphs", copy(&paragraphs(&text, "➤ ", ""), &slip)),
        ("in quotation marks with its slip", format!("She wrote: “{}”\n", copy(&text, &slip).trim())),
        ("in quotation marks with its slip, words behind", format!("«{}» So it was.\n", copy(&text, &slip).trim())),
        ("a quotation mark before, and another behind the slip", format!("\"{}'\n", copy(&text, &slip).trim())),
        ("few words in quotation marks with their slip", format!("“{}\n”\n", copy(&few.text, &few.slip).trim())),
        ("a quotation mark that nothing closes", format!("“{}", copy(&text, &slip))),
        ("a gap of lines that were heads", {
            let heads = "27.11.25, 14:00 - Dana: \n".repeat(200);
            copy(&text.replacen("\n\n", &format!("\n\n{heads}"), 1), &slip)
        }),
        ("a gap behind the sign of a line", {
            let quoted = text.trim().replace('\n', "\n> ");
            copy(&format!("> {}", quoted.replacen("\n> ", &format!("\n> {}", " ".repeat(3000)), 1)), &slip)
        }),
        ("a gap behind a head", {
            let head = format!("[27/11/2025, 14:01:22] Dana: {}", "\u{A0}".repeat(300));
            copy(
                &format!("[27/11/2025, 14:00:22] Dana: {}", text.trim().replacen("\n\n", &format!("\n\n{head}"), 1)),
                &slip,
            )
        }),
        ("a gap where a word was broken", {
            copy(&format!("{}-\n{}{}", &text[..hyphen_at], " ".repeat(400), &text[hyphen_at..]), &slip)
        }),
        ("a gap before the first word", format!("{}{sealed}", " ".repeat(400))),
        ("lines before the first word", format!("{}{sealed}", "\n".repeat(400))),
        ("tabs", sealed.replacen(" the ", &format!(" the{}", "\t".repeat(20)), 1)),
        ("a few tabs", sealed.replacen(" the ", &format!(" the{}", "\t".repeat(15)), 1)),
        ("marks before the lines of a whole account", copy(&paragraphs(&text, "█ ", ""), &slip)),
        ("a line break that does not show where a word was broken", {
            copy(&format!("{}-\u{85}{}", &text[..hyphen_at], &text[hyphen_at..]), &slip)
        }),
        ("a number behind a line break that does not show", {
            copy(&listed(&text, &|at| format!("({at}) ")).replacen("\n\n", "\n\n\u{B}", 1), &slip)
        }),
        ("numbers that signs part", {
            let arabic = "قال الشاهد في 05/06/2025 إن 20-30 رجلا وصلوا في الساعة 10:12 ثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع الجميع";
            let slip = seal(&sealable(arabic).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&arabic.replace('/', "\u{200F}/\u{200F}"), &slip)
        }),
        ("a blank that joins numbers", {
            let arabic = "قال الشاهد في 05 06 2025 إن رجالا وصلوا في الساعة العاشرة ثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع الجميع";
            let slip = seal(&sealable(arabic).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&arabic.replace("05 06", "05\u{A0}06"), &slip)
        }),
        ("tabs between words of two directions", {
            let mixed = "قال الضابط أمام الجميع: Guards killed villagers ثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع كل الجنود الذين كانوا هناك";
            let slip = seal(&sealable(mixed).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&mixed.replace("Guards killed ", "Guards\tkilled\t"), &slip)
        }),
        ("a head that turns a line of two directions", {
            let mixed = "قال الضابط أمام الجميع: Guards killed villagers ثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع كل الجنود الذين كانوا هناك";
            let slip = seal(&sealable(mixed).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&format!("[27/11/2025, 14:00:22] Dana: {mixed}"), &slip)
        }),
        ("a sign that turns lines of two directions", {
            let mixed = "قال الضابط أمام الجميع: Guards killed villagers\nثم ذهبوا جميعا إلى البيت الكبير في آخر الشارع مع كل الجنود الذين كانوا هناك";
            let slip = seal(&sealable(mixed).expect("words"), &key(6), &[6; 32], None).slip;
            copy(&mixed.lines().map(|line| format!("D> {line}\n")).collect::<String>(), &slip)
        }),
        ("messages with the time first", messages(&text, &slip, &|at| format!("14:0{at}, 27/11/2025 - Dana: "))),
        ("messages with signs in the day", {
            messages(&text, &slip, &|at| format!("27\u{200F}/11\u{200F}/2025, 14:0{at} - Dana: "))
        }),
        ("in pointed quotation marks with its slip", format!("‹{}›\n", copy(&text, &slip).trim())),
        ("a list with numbers as in China", copy(&listed(&text, &|at| format!("{at}、 ")), &slip)),
        ("characters that show nothing", sealed.replacen(" the ", " \u{2063}t\u{0}he ", 3)),
        ("characters that show a blank", sealed.replacen(" the ", " \u{FFFC} the\u{3164}", 2)),
        ("a blank within a word", sealed.replacen("the", "t\u{2800}he", 1)),
        ("an override", sealed.replacen(" the ", " \u{202D}the ", 1)),
        ("an override before a line separator", copy(&format!("\u{202E}\u{2028}{text}"), &slip)),
        ("a mark from the right", sealed.replacen(" the ", " \u{200F}the ", 1)),
        ("the slip above", format!("{}\n\n{text}", slip.to_text())),
        ("the slip above, words around", format!("Read this:\n{}\n\nSo:\n{text}\nShared by a friend", slip.to_text())),
        ("few words, the slip above", format!("{}\n\n{}", few.slip.to_text(), few.text)),
        ("a short account, the slip above, others on its line", {
            let short = "Nobody of us had a weapon.";
            let slip = seal(&sealable(short).expect("words"), &key(5), &[5; 32], None).slip;
            format!("{}\n\n{short} Not so.", slip.to_text())
        }),
        ("messages, and a head between the slip's letters", {
            let head = |at: usize| format!("Dana, [27.11.2025 14:0{at}]\n");
            let copied = messages(&text, &slip, &head);
            let letters = slip.to_text();
            copied.replacen(&letters, &letters.replacen('\n', &format!("\n{}", head(9)), 2), 1)
        }),
        ("few words, the slip above, others between", format!("{}\n\nNo:\n{}", few.slip.to_text(), few.text)),
        ("the slip above, a word changed", format!("{}\n\n{}", slip.to_text(), text.replacen(" the ", " a ", 1))),
        ("words between the slip's letters", sealed_with(&slip, "\nI have to say that I lied about it.\n")),
        ("Cyrillic words between the slip's letters", sealed_with(&slip, "\nЯ солгал об этом.\n")),
        ("a head and signs between the slip's letters", {
            let quoted: String = text.trim().lines().map(|line| format!("> {line}\n")).collect();
            let letters = slip.to_text().replacen('\n', "\nDana, [27.11.2025 14:00]\n> ", 1);
            format!("> Dana, [27.11.2025 13:59]\n{quoted}>\n{}\n", letters.replacen('\n', "\nNO> ", 3))
        }),
        ("letters in the sign of another line", {
            let quoted: String = text.trim().lines().map(|line| format!("> {line}\n")).collect();
            copy(&format!("{quoted}NOT> so\n"), &slip)
        }),
        ("200 words between the slip's letters", sealed_with(&slip, &format!("\n{}\n", "не так ".repeat(100)))),
        ("201 words between the slip's letters", sealed_with(&slip, &format!("\n{} не\n", "не так ".repeat(100)))),
        ("an excerpt, and words that go on behind its slip", {
            format!("{}\n\n{}\n\nThen we went home.", many.text, many.slip.to_text())
        }),
        ("a later version in the middle", {
            let mut payload = slip.to_bytes();
            payload[0] = 2;
            copy(&text.replacen("\n\n", &format!("\n{}\n", letters(&payload)), 1), &slip)
        }),
        ("a malformed slip in the middle", {
            let mut payload = slip.to_bytes();
            payload.push(0);
            copy(&text.replacen("\n\n", &format!("\n{}\n", letters(&payload)), 1), &slip)
        }),
        ("a marker alone before the slip", format!("{text}\n\nfirsthand1\n{}\n", slip.to_text())),
        ("short words in place of a slip's letters", {
            let letters = slip.to_text();
            let group = letters.split_whitespace().nth(5).expect("many groups");
            copy(&text, &slip).replacen(group, &format!("{} no", &group[..6]), 1)
        }),
        ("short words in place of a slip's last letters", {
            let letters = slip.to_text();
            format!("{text}\n\n{} no way\n", &letters[..letters.len() - 2])
        }),
        ("a letter of the slip read wrong", {
            let letters = slip.to_text();
            let wrong = if &letters[40..41] == "q" { "p" } else { "q" };
            format!("{text}\n\n{}{wrong}{}\n", &letters[..40], &letters[41..])
        }),
        ("a caption in the slip's first line and in others", {
            format!("{text}\n\n{}\n", slip.to_text().replace('\n', " sealed here it is\n"))
        }),
        ("blanks of no width in the slip", format!("{text}\n\n{}\n", slip.to_text().replace(' ', "\u{200B}"))),
        ("few words behind old and new line ends", format!("From\rAnna\n{}", copy(&few.text, &few.slip))),
        ("a list without a sign where a word was broken", {
            let broken = format!("- {}-\n   {}", &text[..hyphen_at], &text[hyphen_at..]);
            copy(&broken.replacen("\n\n", "\n\n- ", 1), &slip)
        }),
        ("embeddings beside the account", copy(&format!("\u{2068}{}\u{2069}", text.trim()), &slip)),
        ("words behind the slip above and behind the next", {
            let next = Slip { signature: [0; 64], ..few.slip.clone() };
            format!("Ahead.\n{}\n\n{text}\n\nSo.\n{}\n\nEnd.", slip.to_text(), next.to_text())
        }),
        ("a long blank that breaks no line", sealed.replacen(" did ", &format!(" did{}", "\u{A0}".repeat(30)), 1)),
        ("a long blank", sealed.replacen(" the ", &format!(" the{}", " ".repeat(200)), 1)),
        ("a long blank of braille", sealed.replacen(" the ", &format!(" the{}", "\u{2800} ".repeat(30)), 1)),
        ("a long blank with what is dropped in it", {
            sealed.replacen(" the ", &format!(" the{} ", format!("{}\u{200B}", "\u{A0}".repeat(15)).repeat(4)), 1)
        }),
        ("a long blank before the account", format!("Read this:{}\n{sealed}", " ".repeat(300))),
        ("blanks as in print", sealed.replacen(" the ", &format!(" the{}", " ".repeat(100)), 1)),
        ("letters from the right in a head", messages(&text, &slip, &|at| format!("05/01/2022, 14:3{at} - אב: "))),
        ("letters from the right in a sign", sealed.lines().map(|line| format!("אב> {line}\n")).collect()),
        ("letters from the right on the account's first line", format!("אבג {sealed}")),
        ("letters from the right above", format!("אבג\n\n{sealed}")),
        ("a short run between the groups of the slip", {
            let letters = slip.to_text();
            let third: Vec<&str> = letters.split(' ').collect();
            copy_with(&text, &letters.replacen(third[3], &format!("\n\n{}z\n\n", &third[3][..2]), 1))
        }),
        ("a word spelled with wrong letters of a group", {
            let letters = slip.to_text();
            let group = letters.split([' ', '\n']).nth(3).expect("groups");
            let other = |at: usize| if group.as_bytes()[at] == b'l' { 's' } else { 'l' };
            let spelled = format!("{}\n\n{}{}{}\n\n{}", &group[..2], other(2), &group[3..4], other(4), &group[5..]);
            copy_with(&text, &letters.replacen(group, &spelled, 1))
        }),
        ("300 damaged slips", format!("{}{sealed}", "firsthand1 zz\n".repeat(300))),
        ("380 damaged slips before one that lacks a group", {
            let letters = slip.to_text();
            let group = letters.split([' ', '\n']).nth(4).expect("groups");
            let lacking = copy_with(&text, &letters.replacen(&format!("{group} "), "", 1));
            format!("{}{lacking}", "firsthand1 zz\n".repeat(380))
        }),
        ("old line ends", sealed.replace('\n', "\r")),
        ("two slips", format!("{sealed}\n\n{}", copy(&few.text, &few.slip))),
        ("two slips, one not true", format!("{}\n\n{}", sealed.replacen("the", "a", 1), copy(&few.text, &few.slip))),
        (
            "a slip damaged beyond repair",
            format!("{text}\n\n{}\n", slip.to_text().replace(['q', 'p', 'y', '9', 'x', '8'], "z")),
        ),
    ];
    for _ in 0..40 {
        let mut changed: Vec<char> = sealed.chars().collect();
        let at = numbers.below(changed.len());
        changed[at] = ['x', ' ', '\n', '-', '█', '4', '\u{301}', '。'][numbers.below(8)];
        copies.push(("one character changed", changed.into_iter().collect()));
    }
    let cases = copies.into_iter().map(|(name, text)| {
        let report = check(&text, &[]).expect("short");
        let verdicts: Vec<Value> = report.checked.iter().map(|checked| match (&checked.slip, &checked.verdict) {
            (Err(Unreadable::Malformed(Malformed::LaterVersion(_))), _) => json!({ "verdict": "later version" }),
            (Ok(slip), Some(Verdict::True(truth))) => {
                let shown: Vec<&str> = truth.account.clone().map(|at| truth.words.get(at)).collect();
                let kind = match slip.kind() {
                    SlipKind::Whole => json!("whole"),
                    SlipKind::Excerpt { first, last } => json!({ "first": first, "last": last }),
                    SlipKind::Edition { withheld, places } => json!({ "withheld": withheld, "places": places }),
                };
                let hyphens = match truth.reading.hyphens {
                    Hyphens::AsTheyStand => "as they stand",
                    Hyphens::Joined => "kept",
                    Hyphens::Dropped => "dropped",
                };
                let stands = match truth.stands {
                    Side::Before => "before its slip",
                    Side::After => "behind its slip",
                };
                json!({
                    "verdict": "true", "kind": kind, "id": truth.id.to_string(), "pen name": slip.pen_name.to_string(),
                    "stands": stands, "sign": truth.left_out.sign, "around": truth.left_out.around,
                    "heads": truth.left_out.heads, "more heads": truth.left_out.more_heads, "hyphens": hyphens,
                    "reordered": truth.reordered, "gaps": truth.gaps, "words": shown, "words before": truth.account.start,
                    "words after": truth.words.len() - truth.account.end, "among": checked.among,
                    "passed over": passed_over(truth),
                })
            }
            (Ok(_), Some(Verdict::NotTrue(_))) => json!({ "verdict": "not true" }),
            (Ok(_), _) => json!({ "verdict": "cannot judge" }),
            (Err(_), _) => json!({ "verdict": "slip damaged" }),
        }).collect();
        json!({ "name": name, "text": text, "verdicts": verdicts })
    });
    hold("checks", cases.collect());
}
