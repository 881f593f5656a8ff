//! The one way out: the command prints through this module and nowhere else (`clippy.toml` forbids it).
//!
//! Text from outside can be written by anybody: words, names, ids, arguments, answers of a server. So no such text is
//! printed unchanged. A character that steers a terminal, that reorders other characters or that cannot be seen is printed
//! as its number, `⟨U+202E⟩`, on a terminal and in a pipe alike. In JSON it is written as `\u202e`, which is the same value.
//! A line feed within a line is printed as its number too, and a long line is indented where it goes on, so that text from
//! outside never begins a line. Colours do not come from a text: a [`Line`] is made of pieces, each with its [`Style`].
//!
//! Texts that the command makes for a file or a pipe (sealed texts, editions, pages) are written byte for byte: see
//! [`product`].

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

use anstream::{AutoStream, ColorChoice};
use serde::Serialize;

mod layout;
mod line;
mod screen;
mod visible;

use layout::laid_out;
use screen::Screen;

pub use line::{Line, Style};
pub use visible::{json, quoted, quoted_whole, short, shorter, visible};

/// How far the further rows of a long line are indented, in columns.
const INDENT: usize = 4;
/// The width that a terminal is taken to have if it does not tell it, in columns.
const COLUMNS: usize = 80;

/// Prints one line on standard output; takes the arguments of `format!`.
macro_rules! say {
    () => { $crate::out::say_line("") };
    ($($arguments:tt)*) => { $crate::out::say_line(format!($($arguments)*)) };
}
/// Prints one line on standard error; takes the arguments of `format!`.
macro_rules! warn {
    ($($arguments:tt)*) => { $crate::out::warn_line(format!($($arguments)*)) };
}

#[derive(Clone, Copy)]
enum Stream {
    Out,
    Err,
}

impl Stream {
    /// The width in columns, if this is a terminal.
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
        // If standard error cannot be written, nobody can be told. A reader who closed the pipe has read enough.
        if let (Self::Out, Err(error)) = (self, written)
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            FAILED.lock().unwrap_or_else(|held| held.into_inner()).get_or_insert(error);
        }
    }
}

/// The first error of writing to standard output.
static FAILED: Mutex<Option<io::Error>> = Mutex::new(None);

/// Returns the first error of writing to standard output, if there was one.
pub fn finish() -> io::Result<()> {
    FAILED.lock().unwrap_or_else(|held| held.into_inner()).take().map_or(Ok(()), Err)
}

/// Prints a line on standard output.
pub fn say_line(line: impl Into<Line>) {
    put(Stream::Out, &line.into(), "\n");
}

/// Prints a line on standard error.
pub fn warn_line(line: impl Into<Line>) {
    put(Stream::Err, &line.into(), "\n");
}

fn put(stream: Stream, line: &Line, end: &str) {
    let spaces = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let indent = line.pieces().first().map_or(0, |(_, text)| spaces(text)) + INDENT;
    let mut text = laid_out(line, &" ".repeat(indent), stream.columns(), stream.has_colours());
    text.push_str(end);
    stream.write(&text);
}

/// Prints a question on standard error. The person types the answer on the same line.
pub fn ask(question: &str) {
    put(Stream::Err, &question.into(), "");
}

/// Asks for a passphrase on the terminal, and does not show what is typed.
#[expect(clippy::disallowed_methods, reason = "this module is the way out")]
pub fn ask_hidden(question: &str) -> io::Result<String> {
    rpassword::prompt_password(Line::from(question).shown())
}

/// Prints a line that the next call replaces. It is printed on a terminal only.
pub fn progress(what: &str) {
    if Stream::Err.columns().is_some() {
        Stream::Err.write(&format!("\r\x1b[K{}", Line::from(what).shown()));
    }
}

/// Prints a text of the command's own on standard output, line by line.
pub fn say_text(text: &str) {
    text.lines().for_each(say_line);
}

/// Prints a text of the command's own on standard error, line by line.
pub fn warn_text(text: &str) {
    text.lines().for_each(warn_line);
}

/// Prints a text from outside that may have many lines. A bar stands before each line, so that none looks like a line of
/// the command.
pub fn show(text: &str) {
    const BAR: &str = "  \u{2502} ";
    for line in text.split('\n') {
        let line = Line::from(BAR).and(Style::Plain, line);
        let text = laid_out(&line, BAR, Stream::Out.columns(), false);
        Stream::Out.write(&format!("{}\n", text.trim_end()));
    }
}

/// Prints rows that must not be broken.
pub fn draw(rows: &str) {
    for row in rows.lines() {
        let row = laid_out(&Line::default().and(Style::Dots, row), "", None, Stream::Out.has_colours());
        Stream::Out.write(&format!("{row}\n"));
    }
}

/// Answers in JSON.
pub fn say_json(value: &impl Serialize) {
    Stream::Out.write(&(json(value) + "\n"));
}

/// Answers in JSON on standard error, because standard output has the text.
pub fn warn_json(value: &impl Serialize) {
    Stream::Err.write(&(json(value) + "\n"));
}

/// Writes lines of JSON that [`json`] made. Fails if they could not be written.
#[expect(clippy::disallowed_methods, reason = "this module is the way out")]
pub fn write_json(lines: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(lines.as_bytes()).and_then(|()| out.flush())
}

/// Writes to standard output the text that the command was asked to make: byte for byte into a pipe or a file. On a
/// terminal the text is made visible, and a note says how many characters were replaced.
#[expect(clippy::disallowed_methods, reason = "this module is the way out")]
pub fn product(fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if !out.is_terminal() {
        return fill(&mut out).and_then(|()| out.flush());
    }
    let mut screen = Screen::new(out);
    fill(&mut screen)?;
    let replaced = screen.end()?;
    if replaced > 0 {
        let are = if replaced == 1 { "1 character is" } else { &format!("{replaced} characters are") };
        warn!("note: {are} shown as a number, such as ⟨U+001B⟩; to get the bytes as they are, name a file with -o");
    }
    Ok(())
}
