//! The sentences of the page as JSON: `{ language: { key: text } }`. A value in a text is written `{name}`. A sentence
//! that depends on a number is `{ name: { plural: text } }`, with the whole sentence for each plural.

use std::collections::BTreeSet;

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, PatternElement, VariantKey};
use fluent_syntax::parser;
use serde_json::{Map, Value, json};

type Pattern<'s> = ast::Pattern<&'s str>;

/// The sentences that `sources` use, in every language of `locales` (each a tag with its Fluent file). A sentence is
/// used if its key stands in a source. If a source has a word that ends in a hyphen, such as `pocket-error-`, every
/// key that begins with it is used.
pub fn said<'s>(sources: impl Iterator<Item = &'s str>, locales: &[(&str, String)]) -> Value {
    let is_in_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let tokens: BTreeSet<&str> = sources.flat_map(|source| source.split(|c| !is_in_key(c))).collect();
    let starts: Vec<&str> = tokens.iter().copied().filter(|token| token.len() > 1 && token.ends_with('-')).collect();
    let is_said = |key: &str| tokens.contains(key) || starts.iter().any(|start| key.starts_with(start));
    let of = |(tag, locale): &(&str, String)| ((*tag).to_owned(), in_language(locale, is_said));
    Value::Object(locales.iter().map(of).collect())
}

/// The keys in the attributes `data-say` and `data-say-label` of HTML.
pub fn asked(html: &str) -> impl Iterator<Item = &str> {
    let starts = ["data-say=\"", "data-say-label=\""];
    starts.into_iter().flat_map(|start| html.split(start).skip(1)).filter_map(|rest| rest.split('"').next())
}

fn in_language(locale: &str, is_said: impl Fn(&str) -> bool) -> Value {
    let file = parser::parse(locale).expect("a file of sentences is Fluent");
    let said = file.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) if is_said(message.id.name) => {
            let key = message.id.name;
            Some((key.to_owned(), sentence(key, message.value.as_ref()?)))
        }
        _ => None,
    });
    Value::Object(said.collect())
}

fn sentence(key: &str, pattern: &Pattern) -> Value {
    let selects = |element: &&PatternElement<&str>| {
        matches!(element, PatternElement::Placeable { expression: Expression::Select { .. } })
    };
    let Some(PatternElement::Placeable { expression: Expression::Select { selector, variants } }) =
        pattern.elements.iter().find(selects)
    else {
        return text(key, pattern, None).into();
    };
    let mut texts = Map::new();
    for variant in variants {
        let text = text(key, pattern, Some(&variant.value));
        let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
        if variant.default {
            texts.insert("other".to_owned(), text.clone().into());
        }
        texts.insert((*name).to_owned(), text.into());
    }
    json!({ variable(key, selector): texts })
}

/// The text of a pattern. Where the pattern selects by a number, `chosen` is the selected variant.
fn text(key: &str, pattern: &Pattern, chosen: Option<&Pattern>) -> String {
    let element = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => (*value).to_owned(),
        PatternElement::Placeable { expression: Expression::Inline(value) } => format!("{{{}}}", variable(key, value)),
        PatternElement::Placeable { expression: Expression::Select { .. } } => {
            text(key, chosen.unwrap_or_else(|| panic!("{key} selects within a selection")), None)
        }
    };
    pattern.elements.iter().map(element).collect()
}

fn variable(key: &str, value: &InlineExpression<&str>) -> String {
    match value {
        InlineExpression::VariableReference { id } => id.name.to_owned(),
        _ => panic!("{key} holds something else than plain values"),
    }
}
