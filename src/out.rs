//! The one way out: everything that the command says is written here, and nowhere else (`clippy.toml`).
//!
//! What comes from outside is anybody's: words, names, ids, arguments, answers of a server. So nothing is written as it
//! stands. A character that a terminal obeys, that changes the order of others or that cannot be seen is written as its
//! number, `⟨U+202E⟩`, on a terminal and in a pipe alike; in JSON it is written as `\u202e`, which is the same value. A
//! line is one line: a line feed in it is written as its number, too, and on a terminal a long line goes on further in.
//! So only we begin lines. Colours are no part of a text: a [`Line`] is made of pieces, each with its [`Style`].
//!
//! Texts that are made for a file or a pipe (sealed texts, editions, pages) go there byte for byte, see [`product`].

use std::fmt::{self, Display};
use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

use anstream::{AutoStream, ColorChoice};
use firsthand_account::characters::{Character, Class};
use serde::Serialize;
use unicode_width::UnicodeWidthChar;

use crate::error::CliError;

/// How many signs of a name, path or id are shown.
const NAME: usize = 160;
/// How many marks may stand on one letter; more of them would cover the lines around.
const STACKED: u8 = 8;
/// How far in a long line goes on, in columns.
const FURTHER: usize = 4;
/// How wide a terminal is taken to be that does not say it, in columns.
const COLUMNS: usize = 80;

/// Says one line on standard output; takes what `format!` takes.
macro_rules! say {
    () => { $crate::out::say_line("") };
    ($($arguments:tt)*) => { $crate::out::say_line(format!($($arguments)*)) };
}
/// Says one line on standard error; takes what `format!` takes.
macro_rules! warn {
    ($($arguments:tt)*) => { $crate::out::warn_line(format!($($arguments)*)) };
}

/// What a piece of a line looks like where the terminal shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    /// A verdict: yes, no, and what is left open.
    Yes,
    No,
    Open,
    /// Words that a copy lacks, has in addition, or has in another place.
    Missing,
    Added,
    Moved,
    /// Words that differ in punctuation alone.
    Light,
    /// The letters of versions, and what they read.
    Versions,
    Reading,
    /// The dots of a QR code, dark on light.
    Dots,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Yes => "\x1b[1;32m",
            Self::No => "\x1b[1;31m",
            Self::Open => "\x1b[1;33m",
            Self::Missing => "\x1b[31m",
            Self::Added => "\x1b[32m",
            Self::Light => "\x1b[2m",
            Self::Moved | Self::Reading => "\x1b[33m",
            Self::Versions => "\x1b[1m",
            Self::Dots => "\x1b[30;107m",
        }
    }
}

/// One line, in pieces. Its `Display` is the pieces as they came, with no colour.
#[derive(Clone, Debug, Default)]
pub struct Line(Vec<(Style, String)>);

impl Line {
    /// With another piece behind it.
    pub fn and(mut self, style: Style, text: impl Into<String>) -> Self {
        self.0.push((style, text.into()));
        self
    }

    /// With `others` behind it.
    pub fn then(mut self, others: impl IntoIterator<Item = Self>) -> Self {
        self.0.extend(others.into_iter().flat_map(|line| line.0));
        self
    }

    /// The line with each of its pieces in `most` signs or so.
    pub fn shorter(self, most: usize) -> Self {
        Self(self.0.into_iter().map(|(style, text)| (style, shorter(&text, most))).collect())
    }

    /// The line as it is written into a file: no colour, nothing hidden.
    pub fn shown(&self) -> String {
        let (mut out, mut visible) = (String::new(), Visible::new(Breaks::Shown));
        self.0.iter().for_each(|(_, text)| visible.push_str(text, &mut out));
        out
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::default().and(Style::Plain, text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::default().and(Style::Plain, text)
    }
}

impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(_, text)| f.write_str(text))
    }
}

#[derive(Clone, Copy)]
enum Stream {
    Out,
    Err,
}

impl Stream {
    /// Its width in columns, where it is a terminal.
    #[expect(clippy::disallowed_methods, reason = "this module is the way out")]
    fn columns(self) -> Option<usize> {
        let size = match self {
            Self::Out if io::stdout().is_terminal() => rustix::termios::tcgetwinsize(io::stdout()),
            Self::Err if io::stderr().is_terminal() => rustix::termios::tcgetwinsize(io::stderr()),
            _ => return None,
        };
        let columns = size.map_or(0, |size| usize::from(size.ws_col));
        Some(if columns == 0 { COLUMNS } else { columns })
    }

    #[expect(clippy::disallowed_methods, reason = "this module is the way out")]
    fn has_colours(self) -> bool {
        let choice = match self {
            Self::Out => AutoStream::choice(&io::stdout()),
            Self::Err => AutoStream::choice(&io::stderr()),
        };
        choice != ColorChoice::Never
    }

    #[expect(clippy::disallowed_methods, reason = "this module is the way out")]
    fn write(self, text: &str) {
        let written = match self {
            Self::Out => {
                let mut out = io::stdout().lock();
                out.write_all(text.as_bytes()).and_then(|()| out.flush())
            }
            Self::Err => io::stderr().lock().write_all(text.as_bytes()),
        };
        // Where standard error cannot be written, nobody can be told; who closed the pipe has read enough.
        if let (Self::Out, Err(error)) = (self, written)
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            FAILED.lock().unwrap_or_else(|held| held.into_inner()).get_or_insert(error);
        }
    }
}

/// The first error of writing to standard output.
static FAILED: Mutex<Option<io::Error>> = Mutex::new(None);

/// Whether all was written that was said.
pub fn finish() -> Result<(), CliError> {
    match FAILED.lock().unwrap_or_else(|held| held.into_inner()).take() {
        Some(error) => Err(CliError::new(format!("standard output could not be written: {error}"))),
        None => Ok(()),
    }
}

/// Says a line on standard output.
pub fn say_line(line: impl Into<Line>) {
    put(Stream::Out, &line.into(), "\n");
}

/// Says a line on standard error.
pub fn warn_line(line: impl Into<Line>) {
    put(Stream::Err, &line.into(), "\n");
}

fn put(stream: Stream, line: &Line, end: &str) {
    let spaces = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let further = line.0.first().map_or(0, |(_, text)| spaces(text)) + FURTHER;
    let mut text = laid_out(line, &" ".repeat(further), stream.columns(), stream.has_colours());
    text.push_str(end);
    stream.write(&text);
}

/// Asks on standard error; the answer is typed behind it.
pub fn ask(question: &str) {
    put(Stream::Err, &question.into(), "");
}

/// Asks for a passphrase on the terminal, without showing it.
#[expect(clippy::disallowed_methods, reason = "this module is the way out")]
pub fn ask_hidden(question: &str) -> io::Result<String> {
    rpassword::prompt_password(Line::from(question).shown())
}

/// A line that is written over by the next, on a terminal alone.
pub fn progress(what: &str) {
    if Stream::Err.columns().is_some() {
        Stream::Err.write(&format!("\r\x1b[K{}", Line::from(what).shown()));
    }
}

/// Says lines of our own.
pub fn say_text(text: &str) {
    text.lines().for_each(say_line);
}

/// Warns in lines of our own.
pub fn warn_text(text: &str) {
    text.lines().for_each(warn_line);
}

/// Shows somebody's text of many lines: each has a stroke before it, so that none is taken for one of ours.
pub fn show(text: &str) {
    const STROKE: &str = "  \u{2502} ";
    for line in text.split('\n') {
        let line = Line::from(STROKE).and(Style::Plain, line);
        let text = laid_out(&line, STROKE, Stream::Out.columns(), false);
        Stream::Out.write(&format!("{}\n", text.trim_end()));
    }
}

/// Draws rows that must not be broken.
pub fn draw(rows: &str) {
    for row in rows.lines() {
        let row = laid_out(&Line::default().and(Style::Dots, row), "", None, Stream::Out.has_colours());
        Stream::Out.write(&format!("{row}\n"));
    }
}

/// A line with colours or without, broken before it reaches `columns`; what follows stands behind `further`.
fn laid_out(line: &Line, further: &str, columns: Option<usize>, colours: bool) -> String {
    let mut shown = String::new();
    let mut visible = Visible::new(Breaks::Shown);
    let mut row = columns.map(|columns| Row::new(further, columns));
    let mut out = String::new();
    for (style, text) in &line.0 {
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
struct Row<'f> {
    further: &'f str,
    columns: usize,
    column: usize,
    /// Whether something but space stands in it.
    begun: bool,
    /// The byte behind the last space in it, and its column.
    space: Option<(usize, usize)>,
}

impl<'f> Row<'f> {
    fn new(further: &'f str, columns: usize) -> Self {
        // In a terminal too narrow for it, nothing stands further in.
        let further = if 2 * further.chars().count() > columns { "" } else { further };
        Self { further, columns, column: 0, begun: false, space: None }
    }

    fn push(&mut self, character: char, out: &mut String) {
        let width = match character {
            '\t' => 8 - self.column % 8,
            // Asks for the picture of an emoji, which is wider than its sign.
            '\u{fe0f}' => 1,
            _ => character.width().unwrap_or(0),
        };
        if self.column + width > self.columns && self.begun {
            let indent = self.further.chars().count();
            match self.space.take() {
                // What stands behind the space moves down, where it fits there with what comes.
                Some((byte, column)) if indent + self.column - column + width <= self.columns => {
                    out.replace_range(byte - 1..byte, &format!("\n{}", self.further));
                    self.column = indent + self.column - column;
                }
                _ => {
                    out.push('\n');
                    out.push_str(self.further);
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

#[derive(Clone, Copy, PartialEq)]
enum Breaks {
    /// Line feeds are shown as their number.
    Shown,
    /// Line feeds and tabs are shown as their number.
    AndTabs,
    /// Line feeds stay.
    Kept,
}

/// Makes a text visible, character by character.
struct Visible {
    breaks: Breaks,
    /// The character before.
    before: char,
    /// How many marks stand on it.
    stacked: u8,
    /// How many were replaced.
    replaced: usize,
}

impl Visible {
    fn new(breaks: Breaks) -> Self {
        Self { breaks, before: ' ', stacked: 0, replaced: 0 }
    }

    fn push_str(&mut self, text: &str, out: &mut String) {
        text.chars().for_each(|character| self.push(character, out));
    }

    fn push(&mut self, character: char, out: &mut String) {
        if self.stays(character) {
            out.push(character);
            self.before = character;
        } else {
            out.push_str(&format!("\u{27e8}U+{:04X}\u{27e9}", character as u32));
            self.before = '\u{27e9}';
            self.replaced += 1;
        }
    }

    /// Whether a character is written as it stands.
    fn stays(&mut self, character: char) -> bool {
        let of = Character::of(character);
        if of.is_combining() {
            self.stacked = self.stacked.saturating_add(1);
            return !self.before.is_whitespace() && self.stacked <= STACKED && !is_hidden(character)
                || self.joins(character);
        }
        self.stacked = 0;
        match character {
            '\n' => self.breaks == Breaks::Kept,
            '\t' => self.breaks != Breaks::AndTabs,
            _ => !is_hidden(character) || self.joins(character),
        }
    }

    /// Whether this is a joiner or a selector that does its work: behind a letter of a script that has them, or a sign.
    fn joins(&self, character: char) -> bool {
        let joins = Character::of(character).class() == Class::Attach || matches!(character, '\u{fe0e}' | '\u{fe0f}');
        let keycap = character == '\u{fe0f}' && self.before.is_ascii_graphic();
        let in_emoji = character == '\u{200d}' && self.before == '\u{fe0f}';
        let behind = in_emoji || !is_hidden(self.before) && !self.before.is_whitespace();
        joins && behind && (keycap || !self.before.is_ascii())
    }
}

/// Whether a character is obeyed instead of shown, or cannot be seen. It follows the table that a seal goes by.
fn is_hidden(character: char) -> bool {
    match Character::of(character).class() {
        Class::Drop | Class::Embed | Class::Attach => true,
        // U+FFFD is seen, and says that something was lost.
        Class::Refuse => character != char::REPLACEMENT_CHARACTER,
        Class::Space => character.is_control() || matches!(character, '\u{2028}' | '\u{2029}'),
        Class::Plain | Class::Fold | Class::Solo | Class::Mark => false,
    }
}

/// Somebody's text within a page or document of ours: what is hidden in it is shown by its number, lines stay.
pub fn visible(text: &str) -> String {
    let (mut out, mut visible) = (String::with_capacity(text.len()), Visible::new(Breaks::Kept));
    visible.push_str(text, &mut out);
    out
}

/// A name, id or the like within a line of ours: the beginning and end of one that is long.
pub fn short(text: &str) -> String {
    shorter(text, NAME)
}

/// A text within a line of ours, in `most` signs or so: its beginning and end, and how many characters it has.
pub fn shorter(text: &str, most: usize) -> String {
    let one_line = |text: &str| {
        let (mut out, mut visible) = (String::new(), Visible::new(Breaks::AndTabs));
        visible.push_str(text, &mut out);
        out
    };
    // How many bytes of these characters fit into so many signs.
    let fit = |characters: &mut dyn Iterator<Item = char>, signs: usize| {
        let signs_of = |character: char| if is_hidden(character) { "⟨U+0000⟩".chars().count() } else { 1 };
        let mut taken = 0;
        let fitting = characters.take_while(|character| {
            taken += signs_of(*character);
            taken <= signs
        });
        fitting.map(char::len_utf8).sum::<usize>()
    };
    if fit(&mut text.chars(), most) == text.len() {
        return one_line(text);
    }
    let head = fit(&mut text.chars(), most - most / 4);
    let tail = text.len() - fit(&mut text.chars().rev(), most / 4);
    let count = text.chars().count();
    format!("{}\u{2026}{} ({count} characters)", one_line(&text[..head]), one_line(&text[tail..]))
}

/// A name, path or the like in quotation marks, within a line of ours.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", short(&text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// The same, with all of its words and single spaces between them: what a copy shows among sealed words.
pub fn quoted_whole(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", shorter(&words.replace('\\', "\\\\").replace('"', "\\\""), usize::MAX))
}

/// JSON on one line, with everything escaped that is hidden; the values are the same.
pub fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("plain data");
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            // Outside strings alone, where JSON that was handed in is handed on.
            '\t' | '\n' | '\r' => out.push(' '),
            ' '..='~' => out.push(character),
            hidden if is_hidden(hidden) => {
                for unit in hidden.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            other => out.push(other),
        }
    }
    out
}

/// Answers in JSON.
pub fn say_json(value: &impl Serialize) {
    Stream::Out.write(&(json(value) + "\n"));
}

/// Answers in JSON on standard error, where the text goes to standard output.
pub fn warn_json(value: &impl Serialize) {
    Stream::Err.write(&(json(value) + "\n"));
}

/// Writes lines of JSON, made by [`json`], and says what went wrong.
#[expect(clippy::disallowed_methods, reason = "this module is the way out")]
pub fn write_json(lines: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(lines.as_bytes()).and_then(|()| out.flush())
}

/// Writes to standard output what the command was asked to make: byte for byte into a pipe or a file. On a terminal it
/// is made visible, and the person is told if anything was replaced.
#[expect(clippy::disallowed_methods, reason = "this module is the way out")]
pub fn product(fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if !out.is_terminal() {
        return fill(&mut out).and_then(|()| out.flush());
    }
    let mut screen = Screen { out, visible: Visible::new(Breaks::Kept), begun: Vec::new(), replaced: 0 };
    fill(&mut screen)?;
    let replaced = screen.end()?;
    if replaced > 0 {
        let are = if replaced == 1 { "1 character is" } else { &format!("{replaced} characters are") };
        warn!("note: {are} shown as a number, as ⟨U+001B⟩; name a file with -o to have the bytes as they are");
    }
    Ok(())
}

/// Bytes that go to a terminal, shown.
struct Screen<W> {
    out: W,
    visible: Visible,
    /// The first bytes of a character.
    begun: Vec<u8>,
    /// How many stretches were no UTF-8.
    replaced: usize,
}

impl<W: Write> Screen<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut shown = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            self.visible.push_str(chunk.valid(), &mut shown);
            if !chunk.invalid().is_empty() {
                self.visible.push(char::REPLACEMENT_CHARACTER, &mut shown);
                self.replaced += 1;
            }
        }
        self.out.write_all(shown.as_bytes())
    }

    /// Writes what was begun; gives how many characters were replaced.
    fn end(mut self) -> io::Result<usize> {
        let begun = std::mem::take(&mut self.begun);
        self.put(&begun)?;
        self.out.flush()?;
        Ok(self.replaced + self.visible.replaced)
    }
}

/// How many of `bytes` there are without a character at their end that only begins there.
fn whole(bytes: &[u8]) -> usize {
    for back in 1..=bytes.len().min(3) {
        let needs = match bytes[bytes.len() - back] {
            0x80..=0xBF => continue,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        return if needs > back { bytes.len() - back } else { bytes.len() };
    }
    bytes.len()
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        self.begun = all.split_off(whole(&all));
        self.put(&all)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
