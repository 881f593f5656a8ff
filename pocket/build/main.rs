//! Makes the page from `page/`, the second implementation (`spec/firsthand.mjs`), and the sentences of the pages. The
//! same sources always give the same bytes.
//!
//! The policy of the page forbids every network request, and the browser enforces it. Scripts stay readable. Data is
//! compressed, because some people pay for every kilobyte.

#![allow(clippy::disallowed_macros, reason = "cargo reads what a build script prints")]

mod data;
mod modules;
mod sentences;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use data_encoding::{BASE64, HEXLOWER};
use miniz_oxide::deflate::compress_to_vec_zlib;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use sentences::asked;

/// The languages of the page, in the order in which it offers them.
const LANGUAGES: [&str; 4] = ["en", "kk", "ru", "es"];

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let (html, policy) = page(&Sources::read());
    let hash = HEXLOWER.encode(&Sha256::digest(&html));
    for (name, content) in [("page.html", &html), ("policy.txt", &policy), ("sha256.txt", &hash)] {
        fs::write(out.join(name), content).expect("cargo's folder is writable");
    }
}

/// The files that the page is made from.
struct Sources {
    frame: String,
    /// The style of the first screen, and the style of everything after it.
    styles: [String; 2],
    /// The source of every module, by its name. The page begins with the module `first`.
    modules: BTreeMap<String, String>,
    /// The sentences of each language (Fluent), in the order of [`LANGUAGES`].
    locales: Vec<(&'static str, String)>,
    characters: Value,
    hints: Value,
    near: Value,
}

impl Sources {
    fn read() -> Self {
        let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
        let read = |path: &str| read(&root.join(path));
        let json = |path: &str| serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut modules = BTreeMap::from([("firsthand".to_owned(), read("../spec/firsthand.mjs"))]);
        for folder in ["page", "page/vendor"] {
            println!("cargo::rerun-if-changed={}", root.join(folder).display());
            for file in fs::read_dir(root.join(folder)).expect("the folder is there") {
                let path = file.expect("it is readable").path();
                if path.extension().is_some_and(|ending| ending == "mjs") {
                    let name = path.file_stem().expect("a module has a name").to_string_lossy().into_owned();
                    modules.insert(name, self::read(&path));
                }
            }
        }
        Self {
            frame: read("page/page.html"),
            styles: ["page/start.css", "page/style.css"].map(read),
            modules,
            locales: LANGUAGES.map(|tag| (tag, read(&format!("../locales/{tag}.ftl")))).into(),
            characters: json("../spec/characters.json"),
            hints: json("../spec/hints.json"),
            near: json("../spec/near.json"),
        }
    }

    /// Every source that may name the key of a sentence.
    fn speaking(&self) -> impl Iterator<Item = &str> {
        self.modules.values().chain([&self.frame]).map(String::as_str)
    }
}

fn read(path: &Path) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Makes the page, and the policy that a server sends with it.
fn page(sources: &Sources) -> (String, String) {
    let modules = sources.modules.iter().map(|(name, source)| (name.as_str(), source.as_str())).collect();
    let scripts = modules::scripts(&modules, "first").unwrap_or_else(|problem| panic!("pocket/page: {problem}"));
    let [first_script, later] = [scripts.first, scripts.later].map(|script| script_in_ascii(&script));
    let [start_style, style] = &sources.styles;
    let hash = |text: &str| BASE64.encode(&Sha256::digest(text));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}' 'sha256-{}'; style-src 'sha256-{}' 'sha256-{}'; \
         img-src blob: data:; media-src blob:; base-uri 'none'; form-action 'none'",
        hash(&first_script),
        hash(&later),
        hash(start_style),
        hash(style)
    );
    let said = sentences::said(sources.speaking(), &sources.locales);
    let (first, rest) = texts(&sources.frame, &said);
    let data = rest.into_iter().chain([
        ("characters".to_owned(), data::characters(sources.characters.clone())),
        ("lists".to_owned(), data::hints(sources.hints.clone())),
        ("near".to_owned(), data::near(sources.near.clone())),
    ]);
    let mut html = sources.frame.clone();
    for (place, content) in [
        ("<!-- csp -->", format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")),
        ("<!-- start style -->", format!("<style>{start_style}</style>")),
        ("<!-- style -->", format!("<style>{style}</style>")),
        ("<!-- say pocket-no-script -->", no_script(&said)),
        (
            "<!-- first -->",
            inert("first", &script_in_ascii(&first.to_string())) + &format!("<script>{first_script}</script>"),
        ),
        ("<!-- data -->", data.map(|(id, value)| inert(&id, &packed(&value))).collect()),
        ("<!-- later -->", inert("later", &later)),
    ] {
        assert_eq!(html.matches(place).count(), 1, "pocket/page/page.html holds {place} once");
        html = html.replace(place, &content);
    }
    (html_in_ascii(&html), format!("{policy}; frame-ancestors 'none'"))
}

/// The sentences of the page. First those of the first screen, as `[keys, [[language, texts], …]]`. Then all others,
/// by the id of their element: `keys`, and the texts of each language in the order of the keys.
fn texts(frame: &str, said: &Value) -> (Value, Vec<(String, Value)>) {
    let (first_screen, _) = frame.split_once("<!-- first -->").expect("the first script has its place");
    let first: BTreeSet<&str> = asked(first_screen).chain(["language-name"]).collect();
    let (first, rest): (Vec<&str>, Vec<&str>) =
        said["en"].as_object().expect("by key").keys().map(String::as_str).partition(|key| first.contains(key));
    let of = |tag: &str, keys: &[&str]| -> Value { keys.iter().map(|key| said[tag][*key].clone()).collect() };
    let in_all = LANGUAGES.map(|tag| (tag, of(tag, &first)));
    let mut others = vec![("keys".to_owned(), json!(rest))];
    others.extend(LANGUAGES.map(|tag| (format!("sentences-{tag}"), of(tag, &rest))));
    (json!([first, in_all]), others)
}

// The page is ASCII, because Chromium reads ASCII faster, and because a wrong charset (except UTF-16) cannot change
// it.

/// Escapes HTML outside scripts and styles to ASCII.
fn html_in_ascii(html: &str) -> String {
    html.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("&#x{:x};", u32::from(c)) }).collect()
}

/// Escapes a script or JSON to ASCII. Other characters stand only in strings and patterns, where escapes are allowed.
fn script_in_ascii(script: &str) -> String {
    let escaped = |unit: u16| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04x}"),
    };
    script.encode_utf16().map(escaped).collect()
}

/// An element whose content the browser does not run or show.
fn inert(id: &str, content: &str) -> String {
    format!("<script type=\"text/plain\" id=\"{id}\">{content}</script>\n")
}

/// Compresses data for the scripts.
fn packed(value: &Value) -> String {
    BASE64.encode(&compress_to_vec_zlib(value.to_string().as_bytes(), 10))
}

/// The sentence for a browser without scripts. It is there in every language, because without a script nobody can
/// choose one.
fn no_script(said: &Value) -> String {
    let say = |tag: &str| {
        let sentence = said[tag]["pocket-no-script"].as_str().expect("it is said");
        format!("<p lang=\"{tag}\">{}</p>", sentence.replace('&', "&amp;").replace('<', "&lt;"))
    };
    LANGUAGES.map(say).concat()
}
