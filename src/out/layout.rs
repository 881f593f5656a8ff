//! A line laid out for a terminal: coloured, and broken before it reaches the right edge.

use unicode_width::UnicodeWidthChar;

use super::line::Line;
use super::visible::{Breaks, Visible};

/// `line` as it is written. It has colours if `colours` is set. If `columns` is given, it is broken before it reaches so
/// many columns, and each further row begins with `indent`.
pub fn laid_out(line: &Line, indent: &str, columns: Option<usize>, colours: bool) -> String {
    let mut shown = String::new();
    let mut visible = Visible::new(Breaks::Shown);
    let mut row = columns.map(|columns| Row::new(indent, columns));
    let mut out = String::new();
    for (style, text) in line.pieces() {
        shown.clear();
        visible.push_str(text, &mut shown);
        let code = if colours { style.code() } else { "" };
        out.push_str(code);
        match &mut row {
            Some(row) => shown.chars().for_each(|character| row.push(character, &mut out)),
            None => out.push_str(&shown),
        }
        if !code.is_empty() {
            out.push_str("\x1b[0m");
        }
    }
    out
}

/// A row of the terminal that is being filled.
struct Row<'i> {
    indent: &'i str,
    columns: usize,
    column: usize,
    /// Whether the row holds anything but spaces.
    begun: bool,
    /// The byte after the last space in the row, and its column.
    space: Option<(usize, usize)>,
}

impl<'i> Row<'i> {
    fn new(indent: &'i str, columns: usize) -> Self {
        // In a terminal that is too narrow, rows are not indented.
        let indent = if 2 * indent.chars().count() > columns { "" } else { indent };
        Self { indent, columns, column: 0, begun: false, space: None }
    }

    fn push(&mut self, character: char, out: &mut String) {
        let width = match character {
            '\t' => 8 - self.column % 8,
            // It turns the sign before it into an emoji, which is one column wider.
            '\u{fe0f}' => 1,
            _ => character.width().unwrap_or(0),
        };
        if self.column + width > self.columns && self.begun {
            let indent = self.indent.chars().count();
            match self.space.take() {
                // The text after the last space moves to the next row, if it fits there together with this character.
                Some((byte, column)) if indent + self.column - column + width <= self.columns => {
                    out.replace_range(byte - 1..byte, &format!("\n{}", self.indent));
                    self.column = indent + self.column - column;
                }
                _ => {
                    out.push('\n');
                    out.push_str(self.indent);
                    self.column = indent;
                }
            }
        }
        out.push(character);
        self.column += width;
        if character == ' ' && self.begun {
            self.space = Some((out.len(), self.column));
        }
        self.begun |= character != ' ';
    }
}
