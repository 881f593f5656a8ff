//! Whether a page is made only of elements that cannot hide, add or reorder words.

use std::collections::HashMap;

use ego_tree::NodeRef;
use html5ever::ns;
use scraper::Html;
use scraper::node::{Element, Node};
use sha2::{Digest, Sha256};

use super::rules::{BLANKS, Released, Rule, Rules, Values, is_like};

/// What is known of a page besides its source.
#[derive(Clone, Copy, Default)]
pub struct Beside<'a> {
    /// Whether its encoding is certain, because of a byte order mark or the mail that holds it.
    pub encoded: bool,
    /// The address and the text of the one style sheet that a web archive holds.
    pub style: Option<(&'a str, &'a str)>,
}

/// Whether a character is a control character other than the blanks of HTML.
pub fn is_strange(character: char) -> bool {
    character.is_control() && !BLANKS.contains(&character)
}

/// Whether every program reads the source alike: as HTML and as XML, and in UTF-8.
pub fn is_one_reading(rules: &Rules, source: &str) -> bool {
    let small = source.to_ascii_lowercase();
    let declares_utf8 = |behind: &str| {
        let value = behind.trim_start_matches(BLANKS).strip_prefix('=').map(|value| value.trim_start_matches(BLANKS));
        value.is_some_and(|value| value.trim_start_matches(['"', '\'']).starts_with("utf-8"))
    };
    !rules.never.iter().any(|never| small.contains(&**never))
        && !source.contains(is_strange)
        && small.split("charset").skip(1).all(declares_utf8)
}

/// The released template of a page's style, or `Some(None)` if the page has no style. `None` if it has another style.
pub fn released<'r>(rules: &'r Rules, page: &Html, beside: Beside) -> Option<Option<&'r Released>> {
    let texts = page.tree.nodes().filter(|node| node.value().as_element().is_some_and(|e| e.name() == "style"));
    let text = |node: NodeRef<Node>| {
        node.children().filter_map(|child| child.value().as_text().map(|text| text.to_string())).collect::<String>()
    };
    let mut styles: Vec<String> =
        texts.map(text).chain(beside.style.map(|(_, text)| text.replace("\r\n", "\n"))).collect();
    styles.retain(|style| !style.trim_matches(BLANKS).is_empty());
    match &styles[..] {
        [] => Some(None),
        [style] => {
            let hash = Sha256::digest(style.trim_matches(BLANKS));
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            rules.released.iter().find(|one| one.styles.iter().any(|style| style.sha256 == hash)).map(Some)
        }
        _ => None,
    }
}

pub struct Judge<'a> {
    pub rules: &'a Rules,
    pub beside: Beside<'a>,
    pub released: Option<Option<&'a Released>>,
}

impl Judge<'_> {
    /// Whether an element cannot hide, add or reorder words in its place and with its attributes.
    pub fn allows(&self, node: NodeRef<Node>, element: &Element) -> bool {
        if element.name.ns != ns!(html) {
            return false;
        }
        match self.released {
            Some(Some(released)) => self.is_in_template(&released.template, node, element),
            Some(None) => self.is_plain(element),
            None => false,
        }
    }

    fn is_plain(&self, element: &Element) -> bool {
        let form = |form: &HashMap<String, Values>| {
            element.attrs().all(|(name, value)| {
                form.get(name).or_else(|| self.rules.anywhere.get(name)).is_some_and(|values| values.allow(value))
            })
        };
        self.rules.plain.get(element.name()).is_some_and(|forms| forms.iter().any(form))
    }

    fn is_in_template(&self, template: &[Rule], node: NodeRef<Node>, element: &Element) -> bool {
        let Some((name, class)) = key(element) else { return false };
        let parent = match node.parent().and_then(|parent| parent.value().as_element()) {
            Some(parent) => key(parent),
            None => Some(("", "")),
        };
        let Some(parent) = parent else { return false };
        let parent = if parent.1.is_empty() { parent.0.to_owned() } else { format!("{}.{}", parent.0, parent.1) };
        let attribute = |rule: &Rule, name: &str, value: &str| match name {
            "class" | "lang" => true,
            _ => rule.attributes.get(name).is_some_and(|values| values.allow(value)),
        };
        // Only the style sheet that came with the page may be linked.
        let linked = || element.attr("href").is_some_and(|at| self.beside.style.is_some_and(|(own, _)| own == at));
        let text = || {
            let own = node.children().filter_map(|child| child.value().as_text().map(|text| text.to_string()));
            own.collect::<String>().trim_matches(BLANKS).to_owned()
        };
        let mut rules = template.iter().filter(|rule| rule.element == name && rule.class == class);
        rules.any(|rule| {
            rule.r#in.contains(&parent)
                && element.attrs().all(|(name, value)| attribute(rule, name, value))
                && rule.text.as_ref().is_none_or(|texts| {
                    let own = text();
                    own.is_empty() || texts.iter().any(|one| is_like(one, &own))
                })
                && rule
                    .children
                    .is_none_or(|count| node.children().filter(|child| child.value().is_element()).count() == count)
                && (name != "link" || linked())
        })
    }
}

/// The name and the class of an element. The class is empty if it has none. `None` if it has several classes.
fn key(element: &Element) -> Option<(&str, &str)> {
    let mut classes = element.attr("class").unwrap_or_default().split(BLANKS).filter(|class| !class.is_empty());
    let class = classes.next().unwrap_or_default();
    classes.next().is_none().then_some((element.name(), class))
}
