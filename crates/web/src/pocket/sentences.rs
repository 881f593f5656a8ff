//! The sentences of the page as JSON: `{ language: { key: text } }`. A value in a text is written `{name}`; a sentence
//! that depends on a number is `{ name: { plural: text } }`, each written out whole.

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, PatternElement, VariantKey};
use fluent_syntax::parser;
use serde_json::{Map, Value, json};

use crate::locale::Language;

type Pattern = ast::Pattern<&'static str>;

/// What the sentences begin with that the page says.
const SAID: [&str; 15] = [
    "check-",
    "consent-",
    "drop-text",
    "kind-",
    "language",
    "name-",
    "not-checked",
    "page-",
    "pocket-",
    "preview-",
    "skip",
    "unit-",
    "verdict-",
    "when-",
    "withhold-",
];

/// All of them, in every language.
pub fn all() -> Value {
    Value::Object(Language::ALL.into_iter().map(|language| (language.tag().to_owned(), of(language))).collect())
}

fn of(language: Language) -> Value {
    let file = parser::parse(language.source()).expect("locale.rs has parsed it");
    let said = file.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) if SAID.iter().any(|start| message.id.name.starts_with(start)) => {
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

/// The text of a pattern, with what was chosen where it selects.
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
