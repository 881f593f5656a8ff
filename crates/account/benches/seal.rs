//! How long sealing, checking and withholding take beside the SHA-256 compressions that they cannot do without, in one
//! run on one core. `scripts/bench` calls it; it fails where a bound of the project is missed.

#![expect(clippy::disallowed_methods, reason = "a bench measures time")]

use std::borrow::Cow;
use std::hint::black_box;
use std::time::{Duration, Instant};

use firsthand_account::check::{Verdict, judge};
use firsthand_account::edition::{Account, Ends};
use firsthand_account::identity::SecretKey;
use firsthand_account::ranges::Ranges;
use firsthand_account::seal::{seal, sealable};
use firsthand_account::slip::Slip;

const RUNS: usize = 7;
/// One for each child's seed (two a word), the salt and the leaf; two for the node.
const COMPRESSIONS_A_WORD: usize = 6;

/// The median of [`RUNS`] runs after one to warm up.
fn time(mut act: impl FnMut()) -> Duration {
    act();
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            act();
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

/// Prose of our own making: sentences of words as long as English ones, in lines of a message.
fn text(words: usize) -> String {
    const WORDS: [&str; 24] = [
        "the",
        "bridge",
        "was",
        "closed",
        "at",
        "nine",
        "and",
        "they",
        "did",
        "not",
        "let",
        "ambulance",
        "through",
        "my",
        "neighbour",
        "stood",
        "beside",
        "me",
        "in",
        "water",
        "for",
        "an",
        "hour",
        "nobody",
    ];
    let mut out = String::new();
    let mut number = 1u32;
    for at in 0..words {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        out.push_str(WORDS[(number >> 16) as usize % WORDS.len()]);
        out.push_str(match at % 200 {
            199 => ".\n\n",
            n if n % 17 == 16 => ". ",
            n if n % 11 == 10 => ", ",
            _ => " ",
        });
    }
    out
}

fn key() -> SecretKey {
    SecretKey::from_bytes(&[1; 32])
}

fn seal_text(text: &str) -> Slip {
    seal(&sealable(text).expect("plain words"), &key(), &[2; 32], None).slip
}

fn is_true(text: &str, slip: &Slip) -> bool {
    matches!(judge(Cow::Borrowed(text), slip), Ok(Verdict::True(_)))
}

fn compressions(words: usize) {
    let mut state = [0u32; 8];
    let blocks = [[7u8; 64]; 2];
    for _ in 0..words {
        for _ in 0..COMPRESSIONS_A_WORD - 2 {
            sha2::block_api::compress256(&mut state, &blocks[..1]);
        }
        sha2::block_api::compress256(&mut state, &blocks);
    }
    black_box(state);
}

fn main() {
    let mut missed = 0;
    let mut row = |name: &str, took: Duration, bound: Duration, of: &str| {
        let ok = took <= bound;
        missed += usize::from(!ok);
        let verdict = if ok { "" } else { "  MISSED" };
        println!("{name:<58} {:>9.2} ms   at most {:>9.2} ms ({of}){verdict}", ms(took), ms(bound));
    };

    let million = text(1_000_000);
    println!("1,000,000 words, {} bytes; median of {RUNS} runs, one core", million.len());
    let least = time(|| compressions(1_000_000));
    println!("{:<58} {:>9.2} ms", "the SHA-256 compressions alone (sha2's compress256)", ms(least));
    let sealing = time(|| drop(black_box(seal_text(&million))));
    row("seal", sealing, least.mul_f64(1.5), "1.5 x compressions");
    let slip = seal_text(&million);
    let truth = time(|| assert!(is_true(&million, &slip)));
    row("check a true copy", truth, least.mul_f64(1.5), "1.5 x compressions");

    let middle = million.len() / 2 + million[million.len() / 2..].find(" the ").expect("a common word");
    let changed = format!("{} a {}", &million[..middle], &million[middle + 5..]);
    let quoted = |text: &str| format!("> {}", text.replace("\n", "\n> "));
    let broken = |text: &str| text.replacen("nobody ", "no-\nbody ", 1_000);
    for (name, copy) in [
        ("check a false copy: one word changed", &changed),
        ("check a false copy, 1,000 words broken at line ends", &broken(&changed)),
        ("check a false copy, quoted", &quoted(&changed)),
    ] {
        row(name, time(|| assert!(!is_true(copy, &slip))), truth * 3, "3 x a true one");
    }
    // Quoted and with words broken, a copy is read in six ways, a true one too: like is compared with like.
    let copy = quoted(&broken(&million));
    let truth = time(|| assert!(is_true(&copy, &slip)));
    println!("{:<58} {:>9.2} ms", "check a true copy, quoted and words broken", ms(truth));
    let copy = quoted(&broken(&changed));
    let name = "check a false copy, quoted and words broken";
    row(name, time(|| assert!(!is_true(&copy, &slip))), truth * 3, "3 x a true one");

    let places = Ranges::new((0..1_000).map(|at| at * 997 + 3..at * 997 + 4 + at % 3).collect());
    let withholding = time(|| {
        let Ok(Verdict::True(truth)) = judge(Cow::Borrowed(&million), &slip) else { panic!("it is true") };
        black_box(Account::new(&truth, &slip).withhold(&places, Ends::Marked).expect("words are open"));
    });
    row("check it and withhold 1,000 places", withholding, sealing * 2, "2 x sealing");

    let short = text(5_000);
    let slip = seal_text(&short);
    let changed = short.replacen(" the ", " a ", 1);
    let bound = Duration::from_millis(10);
    row("5,000 words: seal", time(|| drop(black_box(seal_text(&short)))), bound, "10 ms");
    row("5,000 words: check a true copy", time(|| assert!(is_true(&short, &slip))), bound, "10 ms");
    row("5,000 words: check a false copy", time(|| assert!(!is_true(&changed, &slip))), bound, "10 ms");
    if missed > 0 {
        println!("{missed} bounds missed");
        std::process::exit(1);
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}
