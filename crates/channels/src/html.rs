//! What a reader sees of a web page, as text.

use ego_tree::NodeRef;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use scraper::node::{Element, Node};
use scraper::{Html, HtmlTreeSink};

/// Whether a text is a web page: by how it begins, or by its name and a tag.
pub fn is_html(text: &str, named_as_page: bool) -> bool {
    let start: String = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).chars().take(15).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || (named_as_page && text.contains('<'))
}

/// How deep elements may stand in each other: what browsers take. Deeper ones take time with the square of it.
const MAX_DEPTH: usize = 512;
/// How many elements and texts a page may come to. A few bytes can stand for hundreds of them: elements that were left
/// open are opened again in every paragraph (HTML, 13.2.4.3).
const MAX_NODES: usize = 1_000_000;
/// How much is parsed between looks at what it has come to, in bytes.
const PIECE: usize = 256;

/// The page as browsers would have it; `None` if it is too deep, or comes to too much.
fn parse(page: &str) -> Option<Html> {
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let (mut rest, mut known) = (page, 0);
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.ceil_char_boundary(PIECE));
        parser.process(piece.into());
        rest = behind;
        let html = parser.tokenizer.sink.sink.0.borrow();
        let nodes = html.tree.nodes();
        let count = nodes.len();
        if count > MAX_NODES || nodes.rev().take(count - known).any(|new| new.ancestors().nth(MAX_DEPTH).is_some()) {
            return None;
        }
        known = count;
    }
    Some(parser.finish())
}

/// The text that a reader sees: without scripts, styles and what is hidden by the page's own attributes. Style sheets
/// are not applied. `None` where no browser would show the page: elements stand in each other too deep, or there are too
/// many.
pub fn visible(page: &str) -> Option<String> {
    let page = parse(page)?;
    let mut out = String::new();
    // Depth first without recursion: a page may be as deep as it is long.
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
    Some(out)
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
        let words: Vec<String> = visible(page).unwrap().split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["We", "saw", "the", "bridge", "closed.", "at", "\"nine\"", "sharp"]);
        assert!(visible(page).unwrap().contains("bridge\nclosed."));
    }

    #[test]
    fn pages_that_no_browser_shows_are_given_up() {
        let page = |depth: usize| format!("<p>{}deep{}", "<div><b>".repeat(depth), "</b></div>".repeat(depth));
        assert!(visible(&page(200)).unwrap().contains("deep"));
        let flat = format!(
            "<script>{}</script>{}",
            "'<div>'".repeat(1_000),
            "<p>one<li>two<br><div>three</div>".repeat(10_000)
        );
        assert!(visible(&flat).unwrap().contains("three"));
        // Deep, by stray ends, by what looks like ends, in foreign elements.
        let open = |what: &str| what.repeat(200_000);
        let left_open: String = (0..450).map(|at| format!("<b a{at}>")).collect();
        let started = std::time::Instant::now();
        for hostile in [
            page(300),
            open("<div></i>"),
            open("<div a='</i>'>"),
            open("<div><div></body><!---->"),
            format!("<svg><style>{}", open("<g>")),
            format!("<svg>{}", open("<td>")),
            format!("<!doctype html><p>{left_open}{}", open("<p>x")),
        ] {
            assert_eq!(visible(&hostile), None, "{}", &hostile[..40]);
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
