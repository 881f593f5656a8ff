//! The page in the pocket: one HTML file with which an account is written, sealed and checked with no net.
//!
//! It is put together here from `crates/web/pocket`, the second implementation and the sentences of the pages, the same
//! bytes each time. Its own policy forbids every request, so the browser refuses what the page never asks for.
//! Scripts are left readable; data is packed, for some people pay for every kilobyte.

mod modules;
mod sentences;

use std::collections::BTreeMap;
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
    let script = modules::script(&MODULES, "app").unwrap_or_else(|problem| panic!("crates/web/pocket: {problem}"));
    let hash = |text: &str| BASE64.encode(&Sha256::digest(text));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src blob: data:; media-src blob:; \
         base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(STYLE)
    );
    let characters: Value = serde_json::from_str(CHARACTERS).expect("the table is JSON");
    let said = sentences::said(sources());
    let keys: Vec<&String> = said["en"].as_object().expect("by key").keys().collect();
    let of = |language: Language| {
        let texts: Vec<&Value> = keys.iter().map(|key| &said[language.tag()][*key]).collect();
        let (tag, name) = (language.tag(), language.say("language-name"));
        self::data(&format!("sentences-{tag}\" lang=\"{tag}\" title=\"{name}"), &json!(texts))
    };
    let mut data = vec![self::data("keys", &json!(keys))];
    data.extend(Language::ALL.map(of));
    data.extend([("characters", characters), ("lists", pointers::lists())].map(|(id, value)| self::data(id, &value)));
    let mut html = FRAME.to_owned();
    for (place, content) in [
        ("<!-- csp -->", format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")),
        ("<!-- style -->", format!("<style>{STYLE}</style>")),
        ("<!-- say pocket-no-script -->", no_script()),
        ("<!-- data -->", data.concat()),
        ("<!-- script -->", format!("<script>{script}</script>")),
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

/// Data for the script, which nothing executes; further attributes may stand behind its id.
fn data(id: &str, value: &Value) -> String {
    let packed = compress_to_vec_zlib(value.to_string().as_bytes(), 10);
    format!("<script type=\"text/plain\" id=\"{id}\">{}</script>\n", BASE64.encode(&packed))
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
        // One script runs, and it is the one that the policy names; nothing else can close or open an element.
        let count = |what: &str| html().matches(what).count();
        assert_eq!((count("<script>"), count("<style>"), count("</script")), (1, 1, 8));
        let (_, rest) = html().split_once("<script>").unwrap();
        let (script, _) = rest.split_once("</script>").unwrap();
        assert!(html().contains(&format!("script-src 'sha256-{}'", BASE64.encode(&Sha256::digest(script)))));
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
            let keys =
                ["say('", "data-say=\"", "data-say-label=\""].into_iter().flat_map(|start| source.split(start).skip(1));
            for key in keys.filter_map(|rest| rest.split(['\'', '"']).next()) {
                assert!(known.contains_key(key), "the page says {key}");
                said += 1;
            }
        }
        assert!(said > 20, "{said}");
    }
}
