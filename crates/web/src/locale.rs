//! The sentences of the pages, in every language (`locales/*.ftl`).

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A language in which there are pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    Kazakh,
    Russian,
    Spanish,
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<HashMap<Language, Bundle>> =
    LazyLock::new(|| Language::ALL.into_iter().map(|language| (language, bundle(language))).collect());

impl Language {
    /// Every language, in the order in which pages offer them.
    pub const ALL: [Self; 4] = [Self::English, Self::Kazakh, Self::Russian, Self::Spanish];

    /// The language tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::Spanish => "es",
        }
    }

    /// The language with this tag (BCP 47). Only the first part of the tag counts.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The first language of an Accept-Language header (RFC 9110, 12.5.4) in which there are pages. Weights are not
    /// read, because browsers write the languages in the order of their weights.
    pub fn accepted(header: &str) -> Option<Self> {
        header.split(',').find_map(|range| Self::from_tag(range.split(';').next()?.trim()))
    }

    /// The content of the file with its sentences (Fluent).
    pub fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../../../locales/en.ftl"),
            Self::Kazakh => include_str!("../../../locales/kk.ftl"),
            Self::Russian => include_str!("../../../locales/ru.ftl"),
            Self::Spanish => include_str!("../../../locales/es.ftl"),
        }
    }

    /// The sentence with this key.
    pub fn say(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The sentence with this key, with one value.
    pub fn say_with<'a>(self, key: &str, name: &'a str, value: impl Into<FluentValue<'a>>) -> String {
        self.format(key, Some(&FluentArgs::from_iter([(name, value.into())])))
    }

    /// The sentence with this key, with several values.
    pub fn say_all<'a>(self, key: &str, values: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        self.format(key, Some(&FluentArgs::from_iter(values)))
    }

    fn format(self, key: &str, args: Option<&FluentArgs>) -> String {
        // A test checks that every language has every key.
        let found = [self, Self::English].into_iter().find_map(|language| {
            let bundle = &BUNDLES[&language];
            let pattern = bundle.get_message(key)?.value()?;
            Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
        });
        found.unwrap_or_else(|| key.to_owned())
    }
}

fn bundle(language: Language) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language.tag().parse().expect("a fixed tag")]);
    // Values are plain numbers and dates, which need no signs for direction.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(language.source().to_owned());
    let resource = resource.unwrap_or_else(|(_, errors)| panic!("locales/{}.ftl: {errors:?}", language.tag()));
    bundle.add_resource(resource).unwrap_or_else(|errors| panic!("locales/{}.ftl: {errors:?}", language.tag()));
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(language: Language) -> BTreeSet<&'static str> {
        let of = |line: &'static str| {
            let (key, _) = line.split_once(" =")?;
            key.starts_with(|c: char| c.is_ascii_lowercase()).then_some(key)
        };
        language.source().lines().filter_map(of).collect()
    }

    #[test]
    fn every_sentence_stands_in_every_language() {
        for language in Language::ALL {
            assert_eq!(keys(language), keys(Language::English), "{language:?}");
            assert!(BUNDLES[&language].has_message("drop-title"));
        }
    }

    #[test]
    fn every_sentence_that_is_said_is_there() {
        let known = keys(Language::English);
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"))];
        let mut said = 0;
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                let keys = text.split("say(\"").chain(text.split("say_with(\"")).chain(text.split("say_all(\""));
                for key in keys.filter_map(|rest| rest.split_once('"')).map(|(key, _)| key) {
                    let is_key = key.contains('-') && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                    assert!(!is_key || known.contains(key), "{path:?} says {key}");
                    said += usize::from(is_key);
                }
            }
        }
        assert!(said > 20, "{said}");
    }

    #[test]
    fn languages_are_chosen_as_browsers_ask() {
        assert_eq!(Language::accepted("kk-KZ,kk;q=0.9,ru;q=0.8"), Some(Language::Kazakh));
        assert_eq!(Language::accepted("fr, de;q=0.8, es-MX;q=0.5"), Some(Language::Spanish));
        assert_eq!(Language::accepted("fr"), None);
    }
}
