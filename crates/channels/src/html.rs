//! Web pages: what a reader sees of one, as text, and whether that can be told from its bytes.
//!
//! A browser shows what style sheets, scripts and a hundred elements and attributes make of a page. So a page is judged
//! as text only if it is made of what the HTML standard's own style sheet (section 15, Rendering) shows as plain flow:
//! its elements, their attributes and their values all stand in `spec/pages.json`, and it has no style and no script.
//! The archive's own pages are known by the hash of their style, and then by the elements, classes, places and fixed
//! sentences of that style's template. Of any other page the text is read, and in doubt.

use std::collections::HashMap;
use std::sync::LazyLock;

use ego_tree::NodeRef;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, ns, parse_document};
use scraper::node::{Element, Node};
use scraper::{Html, HtmlTreeSink};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// What was read of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    pub text: String,
    /// Whether a browser shows these words, all of them, in this order, and no others.
    pub plain: bool,
}

/// What stands beside a page's own bytes.
#[derive(Clone, Copy, Default)]
pub struct Beside<'a> {
    /// Whether its encoding is certain: by a byte order mark, or by the mail that it came in.
    pub encoded: bool,
    /// The address and the text of the one style sheet that a web archive holds.
    pub style: Option<(&'a str, &'a str)>,
}

/// Whether a text is a web page: by how it begins, or by its name and a tag.
pub fn is_html(text: &str, named_as_page: bool) -> bool {
    let start: String = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).chars().take(15).collect();
    let start = start.to_ascii_lowercase();
    let begins = ["<!doctype html", "<html", "<head", "<body", "<?xml", "<svg"];
    begins.iter().any(|begin| start.starts_with(begin)) || (named_as_page && text.contains('<'))
}

/// How deep elements may stand in each other: what browsers take. Deeper ones take time with the square of it.
const MAX_DEPTH: usize = 512;
/// How many elements and texts a page may come to. A few bytes can stand for hundreds of them: elements that were left
/// open are opened again in every paragraph (HTML, 13.2.4.3).
const MAX_NODES: usize = 1_000_000;
/// How many attributes a tag may have.
const MAX_ATTRIBUTES: usize = 2_000;
/// How much is parsed between looks at what it has come to, in bytes.
const PIECE: usize = 256;

/// The page as browsers would have it; `None` if it is too deep, or comes to too much.
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
        if count > MAX_NODES || nodes.rev().take(count - known).any(|new| new.ancestors().nth(MAX_DEPTH).is_some()) {
            return None;
        }
        known = count;
    }
    Some(parser.finish())
}

/// Whether a tag may have more than [`MAX_ATTRIBUTES`]: a parser compares each of them with all before it. What looks like
/// tags within scripts and comments counts too.
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
        attributes > MAX_ATTRIBUTES
    })
}

/// `spec/pages.json`.
#[derive(Deserialize)]
struct Rules {
    /// What no page may hold anywhere, in small letters: it would be another page if it were read as XML.
    never: Vec<String>,
    /// Ranges of the characters whose letters are written from the right.
    right_to_left: Vec<[u32; 2]>,
    /// Elements whose text is not read.
    unread: Vec<String>,
    /// What stands before and after the text of elements.
    around: HashMap<String, Vec<String>>,
    /// Elements of which none may stand in another: the letters shrink each time.
    headings: Vec<String>,
    /// Elements that move text to the right, and how many may stand in each other.
    indents: Vec<String>,
    most_indents: usize,
    /// Attributes that any element may have.
    anywhere: HashMap<String, Values>,
    /// The elements of plain pages. The attributes of each must all stand in one of its forms.
    plain: HashMap<String, Vec<HashMap<String, Values>>>,
    released: Vec<Released>,
}

/// What an attribute may be: `"*"` is anything; in a list, `#` is a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Values {
    Any(Anything),
    Of(Vec<String>),
}

#[derive(Deserialize)]
enum Anything {
    #[serde(rename = "*")]
    Anything,
}

/// A released look of the archive's pages.
#[derive(Deserialize)]
struct Released {
    styles: Vec<Style>,
    template: Vec<Rule>,
}

#[derive(Deserialize)]
struct Style {
    /// Of the style sheet without blanks at its ends, in hexadecimal.
    sha256: String,
}

/// An element of a template.
#[derive(Deserialize)]
struct Rule {
    element: String,
    /// Its one class, or none.
    #[serde(default)]
    class: String,
    /// What it may stand in: `element` or `element.class`; nothing, for the root.
    r#in: Vec<String>,
    #[serde(default)]
    attributes: HashMap<String, Values>,
    /// The texts that it may have of its own, beside none; any, if this is not given.
    text: Option<Vec<String>>,
    /// How many elements it must hold.
    children: Option<usize>,
}

static RULES: LazyLock<Rules> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../spec/pages.json")).expect("the tests read it"));

impl Values {
    fn allow(&self, value: &str) -> bool {
        match self {
            Self::Any(Anything::Anything) => true,
            Self::Of(values) => values.iter().any(|one| is_like(one, value.trim_matches(BLANKS))),
        }
    }
}

/// The blanks of HTML.
const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{C}'];

/// Whether `text` is `pattern`, in any case of ASCII, with a number in the place of each `#`.
fn is_like(pattern: &str, text: &str) -> bool {
    let mut rest = text;
    for (at, piece) in pattern.split('#').enumerate() {
        if at > 0 {
            let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.len() - behind.len() > 6 || behind.len() == rest.len() {
                return false;
            }
            rest = behind;
        }
        match rest.split_at_checked(piece.len()) {
            Some((start, behind)) if start.eq_ignore_ascii_case(piece) => rest = behind,
            _ => return false,
        }
    }
    rest.is_empty()
}

/// The text of a page. `None` where no browser would show it: elements stand in each other too deep, or there are too
/// many.
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
    // A reference can name a control character too, of which programs show this or that.
    plain =
        plain && !out.text.contains(is_strange) && (beside.encoded || declared || source.is_ascii()) && !out.turned();
    Some(Page { text: out.text, plain })
}

enum Step<'a> {
    Open(NodeRef<'a, Node>, State),
    Close(&'a str, State),
}

/// What the elements around a text come to.
#[derive(Clone, Copy, Default)]
struct State {
    preformatted: bool,
    unread: bool,
    heading: bool,
    indents: usize,
    /// Whether its lines run from the right.
    from_right: bool,
}

/// The text, and whether a line in it would be read in another order because of the page.
#[derive(Default)]
struct Lines {
    text: String,
    /// Where the line begins that is being written, and whether it runs from the right.
    start: usize,
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

/// How a letter's script is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letter {
    FromLeft,
    FromRight,
}

/// The first letter of a text.
pub(crate) fn first_letter_of(text: &str) -> Option<Letter> {
    text.chars().find_map(|c| letter(&RULES, c))
}

fn letter(rules: &Rules, c: char) -> Option<Letter> {
    let from_right = || rules.right_to_left.iter().any(|&[first, last]| (first..=last).contains(&u32::from(c)));
    c.is_alphabetic().then(|| if from_right() { Letter::FromRight } else { Letter::FromLeft })
}

/// The first letter in an element with `dir="auto"`. Elements inside that have a direction of their own are passed over,
/// so each text is looked at once.
fn first_letter(rules: &Rules, node: NodeRef<Node>) -> Option<Letter> {
    let mut stack: Vec<NodeRef<Node>> = node.children().rev().collect();
    while let Some(node) = stack.pop() {
        match node.value() {
            Node::Text(text) => {
                if let Some(found) = text.chars().find_map(|c| letter(rules, c)) {
                    return Some(found);
                }
            }
            Node::Element(element) if element.attr("dir").is_some() => {}
            _ => stack.extend(node.children().rev()),
        }
    }
    None
}

/// Whether a line that runs from the right may be read in another order than where its first letter says how it runs
/// (UAX #9): then numbers that stand before the first letter, or letters of both kinds, change their places.
pub(crate) fn is_turned(line: &str) -> bool {
    let rules = &*RULES;
    let mut letters = line.chars().filter_map(|c| letter(rules, c));
    match letters.next() {
        Some(Letter::FromRight) => false,
        Some(Letter::FromLeft) => {
            let first = line.trim_start_matches(|c: char| !c.is_alphanumeric());
            let run = first.chars().take_while(|c| c.is_alphanumeric());
            letters.any(|letter| letter == Letter::FromRight) || !run.into_iter().any(char::is_alphabetic)
        }
        // One number, or a date.
        None => {
            let numbers = line.trim_matches(|c: char| !c.is_alphanumeric());
            let separator = |c: char| matches!(c, '+' | '-' | '.' | ',' | '/' | ':');
            let is_number = |number: &str| !number.is_empty() && number.chars().all(char::is_alphanumeric);
            !(numbers.is_empty() || numbers.split(separator).all(is_number))
                || numbers.contains(|c: char| c.is_numeric() && !c.is_ascii_digit())
        }
    }
}

/// Whether a character is a control character, and none of the blanks of pages.
fn is_strange(character: char) -> bool {
    character.is_control() && !BLANKS.contains(&character)
}

/// Whether the source is read alike as HTML and as XML, and in UTF-8 whatever looks for its encoding.
fn is_one_reading(rules: &Rules, source: &str) -> bool {
    let small = source.to_ascii_lowercase();
    let declares_utf8 = |behind: &str| {
        let value = behind.trim_start_matches(BLANKS).strip_prefix('=').map(|value| value.trim_start_matches(BLANKS));
        value.is_some_and(|value| value.trim_start_matches(['"', '\'']).starts_with("utf-8"))
    };
    !rules.never.iter().any(|never| small.contains(&**never))
        && !source.contains(is_strange)
        && small.split("charset").skip(1).all(declares_utf8)
}

/// What a page's style makes of it: none, or that of a released template. `None` if it has another.
fn released<'r>(rules: &'r Rules, page: &Html, beside: Beside) -> Option<Option<&'r Released>> {
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

struct Judge<'a> {
    rules: &'a Rules,
    beside: Beside<'a>,
    released: Option<Option<&'a Released>>,
}

impl Judge<'_> {
    /// Whether an element is one that cannot hide, add or reorder, where it stands and as it is.
    fn allows(&self, node: NodeRef<Node>, element: &Element) -> bool {
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
        // The one style sheet that came with the page.
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

/// An element's name and its one class; `None` if it has several.
fn key(element: &Element) -> Option<(&str, &str)> {
    let mut classes = element.attr("class").unwrap_or_default().split(BLANKS).filter(|class| !class.is_empty());
    let class = classes.next().unwrap_or_default();
    classes.next().is_none().then_some((element.name(), class))
}

/// What stands before and after an element's text.
fn around<'r>(rules: &'r Rules, element: &str) -> &'r str {
    let found = rules.around.iter().find(|(_, elements)| elements.iter().any(|one| one == element));
    found.map_or("", |(around, _)| around)
}

#[cfg(test)]
mod tests {
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
