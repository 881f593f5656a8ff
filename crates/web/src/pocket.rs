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
use firsthand_desk::pointers;
use miniz_oxide::deflate::compress_to_vec_zlib;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::archive::files::{CHARACTERS, SECOND};
use crate::locale::Language;

const FRAME: &str = include_str!("../pocket/page.html");
const STYLE: &str = include_str!("../pocket/style.css");

/// Every module by its name; `app` is where it begins.
static MODULES: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let own = include!(concat!(env!("OUT_DIR"), "/pocket_modules.rs"));
    own.into_iter().chain([("firsthand", SECOND)]).collect()
});

struct Pocket {
    html: String,
    policy: HeaderValue,
}

static PAGE: LazyLock<Pocket> = LazyLock::new(|| {
    let scripts = modules::scripts(&MODULES, "app").unwrap_or_else(|problem| panic!("crates/web/pocket: {problem}"));
    let hash = |text: &str| BASE64.encode(&Sha256::digest(text));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}' 'sha256-{}'; style-src 'sha256-{}'; img-src blob: data:; \
         media-src blob:; base-uri 'none'; form-action 'none'",
        hash(&scripts.first),
        hash(&scripts.later),
        hash(STYLE)
    );
    let (first, rest) = texts();
    let data =
        rest.into_iter().chain([("characters".to_owned(), characters()), ("lists".to_owned(), pointers::lists())]);
    let mut html = FRAME.to_owned();
    for (place, content) in [
        ("<!-- csp -->", format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")),
        ("<!-- style -->", format!("<style>{STYLE}</style>")),
        ("<!-- say pocket-no-script -->", no_script()),
        ("<!-- first -->", inert("first", &first.to_string()) + &format!("<script>{}</script>", scripts.first)),
        ("<!-- data -->", data.map(|(id, value)| inert(&id, &packed(&value))).collect()),
        ("<!-- later -->", inert("later", &scripts.later)),
    ] {
        assert_eq!(html.matches(place).count(), 1, "crates/web/pocket/page.html holds {place} once");
        html = html.replace(place, &content);
    }
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
    let first: BTreeSet<&str> = asked(first_screen).chain(["pocket-title", "language-name"]).collect();
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

/// The table of characters of `spec/seal.md`, its folds as runs of code points: `{ first: texts }`. Kilobytes smaller.
fn characters() -> Value {
    let mut table: Value = serde_json::from_str(CHARACTERS).expect("the table is JSON");
    let code = |hex: &str| u32::from_str_radix(hex, 16).expect("code points are hexadecimal");
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
    table
}

/// The keys of the sentences that HTML asks for.
fn asked(html: &str) -> impl Iterator<Item = &str> {
    let starts = ["data-say=\"", "data-say-label=\""];
    starts.into_iter().flat_map(|start| html.split(start).skip(1)).filter_map(|rest| rest.split('"').next())
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

    const MOST: usize = 400_000;

    #[test]
    fn the_page_is_small_and_asks_for_nothing() {
        println!("the page in the pocket has {} bytes", html().len());
        assert!(html().len() <= MOST, "{}", html().len());
        // One script runs at once and another later, and the policy names both; nothing else can close or open an element.
        let count = |what: &str| html().matches(what).count();
        assert_eq!((count("<script>"), count("<style>"), count("</script")), (1, 1, 10));
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
