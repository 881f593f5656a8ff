//! The direction in which the letters of a line are written.

use ego_tree::NodeRef;
use scraper::node::Node;

use super::rules::{RULES, Rules};

/// The direction in which the script of a letter is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    FromLeft,
    FromRight,
}

/// The direction of the first letter of a text. `None` if the text has no letter.
pub fn first_letter_of(text: &str) -> Option<Letter> {
    text.chars().find_map(|c| letter(&RULES, c))
}

pub fn letter(rules: &Rules, c: char) -> Option<Letter> {
    let from_right = || rules.right_to_left.iter().any(|&[first, last]| (first..=last).contains(&u32::from(c)));
    c.is_alphabetic().then(|| if from_right() { Letter::FromRight } else { Letter::FromLeft })
}

/// The direction of the first letter in an element with `dir="auto"`. Elements in it with a direction of their own are passed
/// over, so that each text is looked at once.
pub fn first_letter(rules: &Rules, node: NodeRef<Node>) -> Option<Letter> {
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

/// Whether the words of a line change their order when the line runs from right to left, and not in the direction of its first
/// letter (UAX #9). This happens to numbers before the first letter, and to letters of both directions.
pub fn is_turned(line: &str) -> bool {
    let rules = &*RULES;
    let mut letters = line.chars().filter_map(|c| letter(rules, c));
    match letters.next() {
        Some(Letter::FromRight) => false,
        Some(Letter::FromLeft) => {
            let first = line.trim_start_matches(|c: char| !c.is_alphanumeric());
            let run = first.chars().take_while(|c| c.is_alphanumeric());
            letters.any(|letter| letter == Letter::FromRight) || !run.into_iter().any(char::is_alphabetic)
        }
        // A single number or a date keeps its order.
        None => {
            let numbers = line.trim_matches(|c: char| !c.is_alphanumeric());
            let separator = |c: char| matches!(c, '+' | '-' | '.' | ',' | '/' | ':');
            let is_number = |number: &str| !number.is_empty() && number.chars().all(char::is_alphanumeric);
            !(numbers.is_empty() || numbers.split(separator).all(is_number))
                || numbers.contains(|c: char| c.is_numeric() && !c.is_ascii_digit())
        }
    }
}
