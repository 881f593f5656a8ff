//! Reads web pages to the text that a person sees, and tells whether a browser shows exactly this text.
//!
//! Style sheets, scripts and many elements change what a browser shows. A page is therefore plain only if all its elements,
//! attributes and values are in `spec/pages.json`, and it has no style and no script. These are shown as plain flow by the HTML
//! standard's own style sheet (section 15, Rendering).
//!
//! The pages of our archive have styles. They are known by the hash of their style, and by the elements, classes and fixed
//! sentences of the template with that style. Other pages are read with a doubt.

mod direction;
mod judge;
mod rules;

use ego_tree::NodeRef;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use scraper::node::Node;
use scraper::{Html, HtmlTreeSink};

use crate::limits::{MAX_HTML_ATTRIBUTES, MAX_HTML_DEPTH, MAX_HTML_NODES};
use direction::first_letter;
pub(crate) use direction::{Letter, first_letter_of, is_turned};
pub use judge::Beside;
use judge::{Judge, is_one_reading, is_strange, released};
use rules::{RULES, Rules};

/// A page that was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    pub text: String,
    /// Whether a browser shows exactly these words in this order.
    pub plain: bool,
}

/// Whether a text is a web page: it begins as one, or it is `named_as_page` and has a tag.
pub fn is_html(text: &str, named_as_page: bool) -> bool {
    let start: String = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).chars().take(15).collect();
    let start = start.to_ascii_lowercase();
    let begins = ["<!doctype html", "<html", "<head", "<body", "<?xml", "<svg"];
    begins.iter().any(|begin| start.starts_with(begin)) || (named_as_page && text.contains('<'))
}

/// The bytes that are parsed before the size of the tree is checked again.
const PIECE: usize = 256;

/// The page as browsers parse it. `None` if it is too deep or has too many elements.
fn parse(page: &str) -> Option<Html> {
    if has_a_long_tag(page) {
        return None;
    }
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let (mut rest, mut known) = (page, 0);
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.ceil_char_boundary(PIECE));
        parser.process(piece.into());
        rest = behind;
        let html = parser.tokenizer.sink.sink.0.borrow();
        let nodes = html.tree.nodes();
        let count = nodes.len();
        if count > MAX_HTML_NODES
            || nodes.rev().take(count - known).any(|new| new.ancestors().nth(MAX_HTML_DEPTH).is_some())
        {
            return None;
        }
        known = count;
    }
    Some(parser.finish())
}

/// Whether a tag may have more than [`MAX_HTML_ATTRIBUTES`]. Text that looks like a tag within scripts and comments counts
/// too.
fn has_a_long_tag(page: &str) -> bool {
    let (mut in_tag, mut quote, mut before) = (false, None, b' ');
    let mut attributes = 0;
    page.bytes().any(|byte| {
        let is_blank = byte.is_ascii_whitespace() || byte == b'/';
        match quote {
            Some(end) if byte == end => quote = None,
            Some(_) => {}
            None if !in_tag => {
                in_tag = before == b'<' && (byte.is_ascii_alphabetic() || byte == b'/');
                attributes = 0;
            }
            None if byte == b'>' => in_tag = false,
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None => {
                attributes +=
                    usize::from(!is_blank && (before.is_ascii_whitespace() || matches!(before, b'/' | b'"' | b'\'')))
            }
        }
        // Blanks between "=" and a quotation mark change nothing.
        if !(is_blank && before == b'=') {
            before = byte;
        }
        attributes > MAX_HTML_ATTRIBUTES
    })
}

/// Reads a page. `None` if it is too deep or has too many elements. `beside` is what is known besides its source.
pub fn read(source: &str, beside: Beside) -> Option<Page> {
    let page = parse(source)?;
    let rules = &*RULES;
    let judge = Judge { rules, beside, released: released(rules, &page, beside) };
    let mut plain = is_one_reading(rules, source) && judge.released.is_some();
    let mut declared = false;
    let mut out = Lines::default();
    // Depth first without recursion: a page may be as deep as it is long.
    let mut stack = vec![Step::Open(page.tree.root(), State::default())];
    while let Some(step) = stack.pop() {
        let (node, mut state) = match step {
            Step::Close(after, state) => {
                out.push(after, state);
                continue;
            }
            Step::Open(node, state) => (node, state),
        };
        match node.value() {
            Node::Text(_) if state.unread => {}
            Node::Text(text) if state.preformatted => out.push(text, state),
            Node::Text(text) => out.push(&text.replace(['\n', '\r', '\t', '\u{C}'], " "), state),
            Node::Element(element) => {
                let name = element.name();
                let is = |list: &[String]| list.iter().any(|one| one == name);
                plain = plain && judge.allows(node, element);
                declared |=
                    name == "meta" && element.attrs().any(|(name, _)| name == "charset" || name == "http-equiv");
                state.preformatted |= matches!(name, "pre" | "textarea" | "listing" | "xmp" | "plaintext");
                state.unread |= is(&rules.unread);
                state.indents += usize::from(is(&rules.indents));
                plain = plain && state.indents <= rules.most_indents && !(state.heading && is(&rules.headings));
                state.heading |= is(&rules.headings);
                let outer = state;
                match element.attr("dir").map(str::to_ascii_lowercase).as_deref() {
                    Some("rtl") => state.from_right = true,
                    Some("ltr") => state.from_right = false,
                    Some("auto") => state.from_right = first_letter(rules, node) == Some(Letter::FromRight),
                    _ => {}
                }
                let around = if state.unread { "" } else { around(rules, name) };
                out.push(around, outer);
                if name != "br" {
                    stack.push(Step::Close(around, outer));
                }
                stack.extend(node.children().rev().map(|child| Step::Open(child, state)));
            }
            _ => stack.extend(node.children().rev().map(|child| Step::Open(child, state))),
        }
    }
    // A character reference can stand for a control character, and programs show these differently.
    plain =
        plain && !out.text.contains(is_strange) && (beside.encoded || declared || source.is_ascii()) && !out.turned();
    Some(Page { text: out.text, plain })
}

/// A step of the walk through the tree.
enum Step<'a> {
    Open(NodeRef<'a, Node>, State),
    Close(&'a str, State),
}

/// The effect of the elements around a text.
#[derive(Clone, Copy, Default)]
struct State {
    preformatted: bool,
    unread: bool,
    heading: bool,
    indents: usize,
    /// Whether its lines run from right to left.
    from_right: bool,
}

/// The text, and whether a line in it would be read in another order because of the page.
#[derive(Default)]
struct Lines {
    text: String,
    /// The byte offset where the last line begins.
    start: usize,
    /// Whether that line runs from right to left.
    from_right: bool,
    turned: bool,
}

impl Lines {
    fn push(&mut self, text: &str, state: State) {
        if state.from_right != self.from_right {
            self.end();
            self.from_right = state.from_right;
        }
        let mut lines = text.split('\n');
        self.text.push_str(lines.next().unwrap_or_default());
        for line in lines {
            self.end();
            self.text.push('\n');
            self.start += 1;
            self.text.push_str(line);
        }
    }

    fn end(&mut self) {
        self.turned |= self.from_right && is_turned(&self.text[self.start..]);
        self.start = self.text.len();
    }

    fn turned(&mut self) -> bool {
        self.end();
        self.turned
    }
}

/// The text before and after the text of an element.
fn around<'r>(rules: &'r Rules, element: &str) -> &'r str {
    let found = rules.around.iter().find(|(_, elements)| elements.iter().any(|one| one == element));
    found.map_or("", |(around, _)| around)
}

#[cfg(test)]
mod tests {
    use super::rules::is_like;
    use super::*;

    fn visible(page: &str) -> Option<String> {
        read(page, Beside::default()).map(|page| page.text)
    }

    #[test]
    fn what_a_reader_sees() {
        let page = "<!doctype html><title>no</title><style>p{}</style><p>We saw&nbsp;the <b>bri</b>dge<br>closed.</p>\
            <script>1<2</script><li>at nine\nsharp";
        let words: Vec<String> = visible(page).unwrap().split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["We", "saw", "the", "bridge", "closed.", "at", "nine", "sharp"]);
        assert!(visible(page).unwrap().contains("bridge\nclosed."));
    }

    #[test]
    fn lines_that_run_from_the_right_are_read_alike_or_not() {
        for same in ["שלום 3 + 40", "firsthand1 qqq8d9sr", "9cnwy5un tpm 4", "2022-01-05", "40", "", "(a) 3", "«ABC» 1"]
        {
            assert!(!is_turned(same), "{same}");
        }
        for turned in ["3 + 40", "5 men and 3 women", "5-a 3", "WhatsApp שלום", "3++40", "12 13", "٣ ٤"] {
            assert!(is_turned(turned), "{turned}");
        }
    }

    #[test]
    fn numbers_stand_for_a_sign() {
        assert!(is_like("Code # of #", "code 1 of 12") && is_like("a", "A"));
        for other in ["Code  of 12", "Code 1 of 12 not", "Code 12345678 of 1", "Code 1 of #"] {
            assert!(!is_like("Code # of #", other), "{other}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test has a time limit")]
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
