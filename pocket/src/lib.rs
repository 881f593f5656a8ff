//! The page in the pocket: one HTML file that writes, seals and checks accounts without the network.
//!
//! The page is a JavaScript program (`page/`). The build script of this crate (`build/`) makes one file of it. This
//! crate only offers that file. The tests of the page are in `tests/pocket`; they run it in browsers.

/// The page: HTML in ASCII. It needs no other file.
pub const HTML: &str = include_str!(concat!(env!("OUT_DIR"), "/page.html"));
/// The Content-Security-Policy that a server sends with the page.
pub const POLICY: &str = include_str!(concat!(env!("OUT_DIR"), "/policy.txt"));
/// The SHA-256 of the page, as 64 hexadecimal digits.
pub const SHA256: &str = include_str!(concat!(env!("OUT_DIR"), "/sha256.txt"));

#[cfg(test)]
#[path = "../build/modules.rs"]
mod modules;
#[cfg(test)]
#[path = "../build/sentences.rs"]
mod sentences;

#[cfg(test)]
#[allow(clippy::disallowed_macros, reason = "a test says how large the page is")]
mod tests {
    use std::fs;

    use data_encoding::{BASE64, HEXLOWER};
    use sha2::{Digest, Sha256};

    use super::*;

    /// Maximum size of the page, in bytes.
    const MAX_BYTES: usize = 480_000;
    const LANGUAGES: [&str; 4] = ["en", "kk", "ru", "es"];

    fn page_file(name: &str) -> String {
        fs::read_to_string(format!("{}/page/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    #[test]
    fn the_page_is_small_and_asks_for_nothing() {
        println!("the page in the pocket has {} bytes", HTML.len());
        assert!(HTML.len() <= MAX_BYTES, "{}", HTML.len());
        assert_eq!(HEXLOWER.encode(&Sha256::digest(HTML)), SHA256);
        // Styles must be ASCII, because escapes would change them after their hash was taken.
        assert!(HTML.is_ascii() && ["start.css", "style.css"].iter().all(|style| page_file(style).is_ascii()));
        // One script runs at once and one runs later. The policy names both. Nothing else opens or closes a script
        // element.
        let count = |what: &str| HTML.matches(what).count();
        assert_eq!((count("<script>"), count("<style>"), count("</script")), (1, 2, 11));
        for start in ["<script>", "<script type=\"text/plain\" id=\"later\">"] {
            let (_, rest) = HTML.split_once(start).unwrap();
            let (script, _) = rest.split_once("</script>").unwrap();
            let hash = format!("'sha256-{}'", BASE64.encode(&Sha256::digest(script)));
            assert!(HTML.contains(&hash) && POLICY.contains(&hash), "{start}");
        }
        for asks in [" src=", "url(", "@import", "<link rel=\"stylesheet"] {
            assert_eq!(count(asks), 0, "{asks}");
        }
    }

    #[test]
    fn it_has_its_sentences_in_every_language() {
        let modules = fs::read_dir(format!("{}/page", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let modules = modules.map(|file| file.unwrap().path()).filter(|path| path.is_file());
        let sources: Vec<String> = modules.map(|path| fs::read_to_string(path).unwrap()).collect();
        let locale = |tag| (tag, fs::read_to_string(format!("{}/../locales/{tag}.ftl", env!("CARGO_MANIFEST_DIR"))));
        let locales = LANGUAGES.map(locale).map(|(tag, text)| (tag, text.unwrap()));
        let all = sentences::said(sources.iter().map(String::as_str), &locales);
        for language in LANGUAGES {
            assert!(all[language]["verdict-true"].is_string());
            assert!(all[language]["verdict-edition"]["places"]["other"].is_string());
        }
        // Every sentence that a source names by its whole key is in the page.
        let known = all["en"].as_object().unwrap();
        let mut said = 0;
        for source in &sources {
            let in_script = source.split("say('").skip(1).filter_map(|rest| rest.split('\'').next());
            for key in in_script.chain(sentences::asked(source)) {
                assert!(known.contains_key(key), "the page says {key}");
                said += 1;
            }
        }
        assert!(said > 20, "{said}");
    }
}
