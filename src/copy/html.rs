//! What a reader sees of a web page, as text.

use std::path::Path;

use ego_tree::NodeRef;
use scraper::Html;
use scraper::node::{Element, Node};

/// Whether a file is a web page: by how it begins, or by its name.
pub fn is_html(text: &str, path: &Path) -> bool {
    let start: String = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).chars().take(15).collect();
    let start = start.to_ascii_lowercase();
    let named = path
        .extension()
        .is_some_and(|ending| ["html", "htm", "xhtml"].iter().any(|html| ending.eq_ignore_ascii_case(html)));
    start.starts_with("<!doctype html") || start.starts_with("<html") || (named && text.contains('<'))
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
    use super::visible;

    #[test]
    fn what_a_reader_sees() {
        let page = "<!doctype html><title>no</title><style>p{}</style><p>We saw&nbsp;the <b>bri</b>dge<br>closed.</p>\
            <p hidden>not this</p><div style='display: none'>nor <p>this</p></div><script>1<2</script><li>at <q>nine</q>\nsharp";
        let words: Vec<String> = visible(page).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["We", "saw", "the", "bridge", "closed.", "at", "\"nine\"", "sharp"]);
        assert!(visible(page).contains("bridge\nclosed."));
    }

    #[test]
    fn deep_nesting_is_no_harm() {
        let page = format!("{}deep", "<div>".repeat(200_000));
        assert!(visible(&page).contains("deep"));
    }
}
