//! The page in the pocket: one HTML file with which an account is written, sealed and checked with no net.
//!
//! It is put together here from `crates/web/pocket`, the second implementation and the sentences of the pages, the same
//! bytes each time. Its own policy forbids every request, so the browser refuses what the page never asks for.
//! Scripts are left readable; data is packed, for some people pay for every kilobyte.

mod modules;
mod sentences;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};
use data_encoding::{BASE64, HEXLOWER};
use firsthand_desk::hints;
use miniz_oxide::deflate::compress_to_vec_zlib;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::archive::files::{CHARACTERS, SECOND};
use crate::locale::Language;

const FRAME: &str = include_str!("../pocket/page.html");
/// The style of the first screen, and of all that stands behind it.
const STYLES: [&str; 2] = [include_str!("../pocket/start.css"), include_str!("../pocket/style.css")];

/// Every module by its name; `first` is where it begins.
static MODULES: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let own = include!(concat!(env!("OUT_DIR"), "/pocket_modules.rs"));
    own.into_iter().chain([("firsthand", SECOND)]).collect()
});

struct Pocket {
    html: String,
    policy: HeaderValue,
}

static PAGE: LazyLock<Pocket> = LazyLock::new(|| {
    let scripts = modules::scripts(&MODULES, "first").unwrap_or_else(|problem| panic!("crates/web/pocket: {problem}"));
    let [first_script, later] = [scripts.first, scripts.later].map(|script| script_in_ascii(&script));
    let hash = |text: &str| BASE64.encode(&Sha256::digest(text));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}' 'sha256-{}'; style-src 'sha256-{}' 'sha256-{}'; \
         img-src blob: data:; media-src blob:; base-uri 'none'; form-action 'none'",
        hash(&first_script),
        hash(&later),
        hash(STYLES[0]),
        hash(STYLES[1])
    );
    let (first, rest) = texts();
    let data = rest.into_iter().chain([("characters".to_owned(), characters()), ("lists".to_owned(), hints::lists())]);
    let mut html = FRAME.to_owned();
    for (place, content) in [
        ("<!-- csp -->", format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")),
        ("<!-- start style -->", format!("<style>{}</style>", STYLES[0])),
        ("<!-- style -->", format!("<style>{}</style>", STYLES[1])),
        ("<!-- say pocket-no-script -->", no_script()),
        (
            "<!-- first -->",
            inert("first", &script_in_ascii(&first.to_string())) + &format!("<script>{first_script}</script>"),
        ),
        ("<!-- data -->", data.map(|(id, value)| inert(&id, &packed(&value))).collect()),
        ("<!-- later -->", inert("later", &later)),
    ] {
        assert_eq!(html.matches(place).count(), 1, "crates/web/pocket/page.html holds {place} once");
        html = html.replace(place, &content);
    }
    let html = html_in_ascii(&html);
    let policy = HeaderValue::from_str(&format!("{policy}; frame-ancestors 'none'")).expect("ASCII");
    Pocket { html, policy }
});

/// The page: HTML that needs nothing else.
pub fn html() -> &'static str {
    &PAGE.html
}

/// The page's SHA-256.
pub fn hash() -> String {
    HEXLOWER.encode(&Sha256::digest(html()))
}

/// `/page`: the same, to be used here or saved.
pub async fn show() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_SECURITY_POLICY, PAGE.policy.clone()),
    ];
    (headers, html()).into_response()
}

/// All that may say a sentence.
fn sources() -> impl Iterator<Item = &'static str> {
    MODULES.values().copied().chain([FRAME])
}

/// What the page says. First what its first screen does, as `[keys, [[language, texts], …]]`; then all else, by the ids
/// of its elements: `keys`, and the texts of each language in their order.
fn texts() -> (Value, Vec<(String, Value)>) {
    let said = sentences::said(sources());
    let (first_screen, _) = FRAME.split_once("<!-- first -->").expect("the first script has its place");
    let first: BTreeSet<&str> = asked(first_screen).chain(["language-name"]).collect();
    let (first, rest): (Vec<&str>, Vec<&str>) =
        said["en"].as_object().expect("by key").keys().map(String::as_str).partition(|key| first.contains(key));
    let of = |language: Language, keys: &[&str]| -> Value {
        keys.iter().map(|key| said[language.tag()][*key].clone()).collect()
    };
    let in_all = Language::ALL.map(|language| (language.tag(), of(language, &first)));
    let mut others = vec![("keys".to_owned(), json!(rest))];
    others.extend(Language::ALL.map(|language| (format!("sentences-{}", language.tag()), of(language, &rest))));
    (json!([first, in_all]), others)
}

/// The table of characters of `spec/seal.md`, kilobytes smaller: its folds as runs of code points, `{ first: texts }`, and
/// its ranges as distances.
fn characters() -> Value {
    let mut table: Value = serde_json::from_str(CHARACTERS).expect("the table is JSON");
    let fold: BTreeMap<u32, &Value> =
        table["fold"].as_object().expect("by code point").iter().map(|(hex, text)| (code(hex), text)).collect();
    let mut runs: Vec<(u32, Vec<&Value>)> = Vec::new();
    for (code, text) in fold {
        match runs.last_mut() {
            Some((first, texts)) if *first + texts.len() as u32 == code => texts.push(text),
            _ => runs.push((code, vec![text])),
        }
    }
    table["fold"] = runs.iter().map(|(first, texts)| (format!("{first:x}"), json!(texts))).collect();
    for ranges in ["letters", "marks"] {
        table[ranges] = distances(&table[ranges]);
    }
    for ranges in table["classes"].as_object_mut().expect("by class").values_mut() {
        *ranges = distances(ranges);
    }
    table
}

fn code(hex: &str) -> u32 {
    u32::from_str_radix(hex, 16).expect("code points are hexadecimal")
}

/// Of each range how far it begins behind the last one, and how far it goes: `34f 180b-180f` is `34f 14bc-4` then.
fn distances(ranges: &Value) -> Value {
    let mut end = 0;
    let distance = |range: &str| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last) = (code(first), code(last));
        let gap = first - std::mem::replace(&mut end, last);
        if last > first { format!("{gap:x}-{:x}", last - first) } else { format!("{gap:x}") }
    };
    ranges.as_str().expect("ranges are text").split(' ').map(distance).collect::<Vec<_>>().join(" ").into()
}

/// The keys of the sentences that HTML asks for.
fn asked(html: &str) -> impl Iterator<Item = &str> {
    let starts = ["data-say=\"", "data-say-label=\""];
    starts.into_iter().flat_map(|start| html.split(start).skip(1)).filter_map(|rest| rest.split('"').next())
}

// The page is ASCII: Chromium reads it sooner, and a wrong charset on the way, unless it is UTF-16, changes nothing in it.

/// HTML outside scripts and styles, in ASCII.
fn html_in_ascii(html: &str) -> String {
    html.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("&#x{:x};", u32::from(c)) }).collect()
}

/// A script or JSON in ASCII: what is not, stands in its strings and patterns.
fn script_in_ascii(script: &str) -> String {
    let escaped = |unit: u16| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04x}"),
    };
    script.encode_utf16().map(escaped).collect()
}

/// An element that nothing executes or shows.
fn inert(id: &str, content: &str) -> String {
    format!("<script type=\"text/plain\" id=\"{id}\">{content}</script>\n")
}

/// Data for the scripts, small.
fn packed(value: &Value) -> String {
    BASE64.encode(&compress_to_vec_zlib(value.to_string().as_bytes(), 10))
}

/// What stands there where scripts are off: in every language, for nothing can choose.
fn no_script() -> String {
    let say = |language: Language| {
        let sentence = language.say("pocket-no-script").replace('&', "&amp;").replace('<', "&lt;");
        format!("<p lang=\"{}\">{sentence}</p>", language.tag())
    };
    Language::ALL.map(say).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: usize = 480_000;

    #[test]
    fn the_page_is_small_and_asks_for_nothing() {
        println!("the page in the pocket has {} bytes", html().len());
        assert!(html().len() <= MOST, "{}", html().len());
        // No style is escaped behind its hash.
        assert!(html().is_ascii() && STYLES.iter().all(|style| style.is_ascii()));
        // One script runs at once and another later, and the policy names both; nothing else can close or open an element.
        let count = |what: &str| html().matches(what).count();
        assert_eq!((count("<script>"), count("<style>"), count("</script")), (1, 2, 10));
        for start in ["<script>", "<script type=\"text/plain\" id=\"later\">"] {
            let (_, rest) = html().split_once(start).unwrap();
            let (script, _) = rest.split_once("</script>").unwrap();
            assert!(html().contains(&format!("'sha256-{}'", BASE64.encode(&Sha256::digest(script)))), "{start}");
        }
        for asks in [" src=", "url(", "@import", "<link rel=\"stylesheet"] {
            assert_eq!(count(asks), 0, "{asks}");
        }
    }

    #[test]
    fn it_has_its_sentences_in_every_language() {
        let all = sentences::said(sources());
        for language in Language::ALL {
            assert!(all[language.tag()]["verdict-true"].is_string());
            assert!(all[language.tag()]["verdict-edition"]["places"]["other"].is_string());
        }
        // What is asked for by its whole key is there.
        let known = all["en"].as_object().unwrap();
        let mut said = 0;
        for source in sources() {
            let in_script = source.split("say('").skip(1).filter_map(|rest| rest.split('\'').next());
            for key in in_script.chain(asked(source)) {
                assert!(known.contains_key(key), "the page says {key}");
                said += 1;
            }
        }
        assert!(said > 20, "{said}");
    }
}
