//! What a reader sees of a web page, as text.

use ego_tree::NodeRef;
use scraper::Html;
use scraper::node::{Element, Node};

/// Whether a text is a web page: by how it begins, or by its name and a tag.
pub fn is_html(text: &str, named_as_page: bool) -> bool {
    let start: String = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).chars().take(15).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || (named_as_page && text.contains('<'))
}

/// How deep elements may stand in each other: what browsers take. Parsing deeper ones takes time with the square of it.
const MAX_DEPTH: usize = 512;

/// Whether a page's elements stand in each other deeper than any browser shows them.
pub fn is_too_deep(page: &str) -> bool {
    // Those that have no end, or that the next of their kind ends.
    const ENDLESS: [&str; 27] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
    ];
    let mut depth = 0usize;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.starts_with('/');
        let tag = rest.strip_prefix('/').unwrap_or(rest);
        let length = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = tag[..length].to_ascii_lowercase();
        if !tag.starts_with(|first: char| first.is_ascii_alphabetic()) || ENDLESS.contains(&name.as_str()) {
            continue;
        }
        if name == "script" || name == "style" {
            // What stands in these is no markup.
            let closes = rest.find("</").map_or(rest.len(), |at| at + 2);
            rest = &rest[closes..];
            continue;
        }
        depth = if end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// The text that a reader sees: without scripts, styles and what is hidden by the page's own attributes. Style sheets
/// are not applied.
pub fn visible(page: &str) -> String {
    let page = Html::parse_document(page);
    let mut out = String::new();
    // Depth first without recursion: a page may be nested as deep as it is long.
    let mut stack = vec![Step::Open(page.tree.root())];
    while let Some(step) = stack.pop() {
        match step {
            Step::Close(after) => out.push_str(after),
            Step::Open(node) => match node.value() {
                Node::Text(text) => out.push_str(&flow(text, in_pre(node))),
                Node::Element(element) if is_hidden(element) => {}
                Node::Element(element) => {
                    let (before, after) = around(element.name());
                    out.push_str(before);
                    stack.push(Step::Close(after));
                    stack.extend(node.children().rev().map(Step::Open));
                }
                _ => stack.extend(node.children().rev().map(Step::Open)),
            },
        }
    }
    out
}

enum Step<'a> {
    Open(NodeRef<'a, Node>),
    Close(&'static str),
}

/// Line breaks in a page's source are spaces, but in preformatted text.
fn flow(text: &str, preformatted: bool) -> String {
    if preformatted { text.to_owned() } else { text.replace(['\n', '\r', '\t', '\u{C}'], " ") }
}

fn in_pre(node: NodeRef<Node>) -> bool {
    node.ancestors()
        .take(8)
        .any(|node| node.value().as_element().is_some_and(|e| matches!(e.name(), "pre" | "textarea")))
}

fn is_hidden(element: &Element) -> bool {
    let unseen = [
        "script", "style", "template", "head", "noscript", "iframe", "object", "svg", "video", "audio", "select",
        "datalist",
    ];
    let style = element.attr("style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
    let styles =
        ["display:none", "visibility:hidden", "visibility:collapse", "opacity:0;", "font-size:0;", "font-size:0px"];
    let style = format!("{style};");
    unseen.contains(&element.name())
        || element.attr("hidden").is_some()
        || styles.iter().any(|hidden| style.contains(hidden))
}

/// What stands before and after an element's text.
fn around(element: &str) -> (&'static str, &'static str) {
    match element {
        "br" => ("\n", ""),
        "hr" => ("\n\n", ""),
        "q" => ("\"", "\""),
        "td" | "th" | "option" | "button" => (" ", " "),
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "figure" | "pre" | "ul" | "ol" | "table"
        | "section" | "article" => ("\n\n", "\n\n"),
        "div" | "li" | "tr" | "dt" | "dd" | "header" | "footer" | "main" | "nav" | "aside" | "figcaption"
        | "address" | "details" | "summary" | "form" | "fieldset" | "legend" | "caption" | "body" | "textarea" => {
            ("\n", "\n")
        }
        _ => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_too_deep, visible};

    #[test]
    fn what_a_reader_sees() {
        let page = "<!doctype html><title>no</title><style>p{}</style><p>We saw&nbsp;the <b>bri</b>dge<br>closed.</p>\
            <p hidden>not this</p><div style='display: none'>nor <p>this</p></div><script>1<2</script><li>at <q>nine</q>\nsharp";
        let words: Vec<String> = visible(page).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["We", "saw", "the", "bridge", "closed.", "at", "\"nine\"", "sharp"]);
        assert!(visible(page).contains("bridge\nclosed."));
    }

    #[test]
    fn pages_nested_too_deep_are_known_before_they_are_parsed() {
        let page = |depth: usize| format!("<p>{}deep{}", "<div><b>".repeat(depth), "</b></div>".repeat(depth));
        assert!(!is_too_deep(&page(200)) && visible(&page(200)).contains("deep"));
        assert!(is_too_deep(&page(300)));
        let flat = format!(
            "<script>{}</script>{}",
            "'<div>'".repeat(1_000),
            "<p>one<li>two<br><div>three</div>".repeat(10_000)
        );
        assert!(!is_too_deep(&flat) && visible(&flat).contains("three"));
    }
}
