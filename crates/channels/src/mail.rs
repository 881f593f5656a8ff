//! Reads mails (RFC 5322, MIME) and web archives (MHTML, RFC 2557) to the text that a person sees.
//!
//! Mail programs read faulty MIME in different ways. A mail has no doubt only if there is one way to read it: its headers are
//! plain, the lines between its parts are exact, and its letters are coded by the standard. Headers and attachments are not
//! part of the text.

mod coding;

use firsthand_account::words::Words;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;

use crate::form::{Doubt, NotACopy};
use crate::html::{self, Beside};
use crate::limits::{
    MAX_MAIL_BOUNDARIES, MAX_MAIL_DEPTH, MAX_MAIL_HEADERS, MAX_MAIL_MULTIPARTS, MAX_MAIL_PARAMETER_PIECES,
    MAX_MAIL_PARTS,
};
use coding::{CHARSETS, charset, flowed, is_base64, is_plain, is_plain_type, is_quoted_printable, is_utf8};

/// A mail that was read.
#[derive(Debug)]
pub struct Mail {
    pub text: String,
    pub doubt: Option<Doubt>,
    /// Whether it is a page that a browser saved.
    pub is_web_archive: bool,
}

/// Whether bytes begin with the headers of a mail.
pub fn is_mail(bytes: &[u8]) -> bool {
    let mut names = Vec::new();
    for line in bytes.split(|&byte| byte == b'\n').take(200) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match line {
            [] => break,
            [b' ' | b'\t', ..] if !names.is_empty() => {}
            _ if names.is_empty() && line.starts_with(b"From ") => {}
            _ => match header_name(line) {
                Some(name) => names.push(name.to_ascii_lowercase()),
                None => return false,
            },
        }
    }
    let has = |name: &str| names.iter().any(|one| one == name.as_bytes());
    has("mime-version") || has("content-type") || has("message-id") || (has("from") && (has("date") || has("to")))
}

fn header_name(line: &[u8]) -> Option<&[u8]> {
    let end = line.iter().take(100).position(|&byte| byte == b':')?;
    (end > 0 && line[..end].iter().all(|byte| byte.is_ascii_graphic())).then_some(&line[..end])
}

/// Reads a mail. Fails if it is encrypted or has too many parts.
pub fn read(bytes: &[u8]) -> Result<Mail, NotACopy> {
    let starts = memmem::find_iter(bytes, b"\n--").count();
    let multiparts = memmem::find_iter(bytes, b"multipart/").count() + memmem::find_iter(bytes, b"message/").count();
    let headers = bytes
        .split(|&byte| byte == b'\n')
        .filter(|line| header_name(line).is_some())
        .take(MAX_MAIL_HEADERS + 1)
        .count();
    let pieces =
        memchr::memchr_iter(b'*', bytes).filter(|&at| bytes.get(at + 1).is_some_and(u8::is_ascii_digit)).count();
    if starts.max(multiparts) > MAX_MAIL_BOUNDARIES || headers > MAX_MAIL_HEADERS || pieces > MAX_MAIL_PARAMETER_PIECES
    {
        return Err(NotACopy::Overfull);
    }
    let message = MessageParser::new().with_mime_headers().parse(bytes).ok_or(NotACopy::Overfull)?;
    if message.parts.len() > MAX_MAIL_PARTS || count_multiparts(&message) > MAX_MAIL_MULTIPARTS {
        return Err(NotACopy::Overfull);
    }
    let reader = MailReader { bytes, message: &message };
    let mut seen = reader.part(0, 0)?;
    let one_reading = message.parts.iter().all(|part| reader.is_one_reading(part)) && reader.parts_are_exact();
    if !one_reading {
        seen.doubt = seen.doubt.or(Some(Doubt::MayHide));
    }
    let snapshot =
        message.headers().iter().any(|header| header.name().eq_ignore_ascii_case("snapshot-content-location"));
    let saved = || message.header_raw("From").is_some_and(|from| from.to_ascii_lowercase().contains("saved by"));
    Ok(Mail { text: seen.text.unwrap_or_default(), doubt: seen.doubt, is_web_archive: snapshot || saved() })
}

fn count_multiparts(message: &Message) -> usize {
    message.parts.iter().filter(|part| matches!(part.body, PartType::Multipart(_) | PartType::Message(_))).count()
}

/// The text of a part that a person sees.
#[derive(Default)]
struct Seen {
    /// `None` if the part is not text.
    text: Option<String>,
    doubt: Option<Doubt>,
}

struct MailReader<'a> {
    bytes: &'a [u8],
    message: &'a Message<'a>,
}

impl MailReader<'_> {
    fn part(&self, id: u32, depth: usize) -> Result<Seen, NotACopy> {
        if depth > MAX_MAIL_DEPTH {
            return Err(NotACopy::Overfull);
        }
        let Some(part) = self.message.part(id) else { return Ok(Seen::default()) };
        match &part.body {
            PartType::Multipart(inner) => {
                let subtype = part.content_type().and_then(|kind| kind.subtype()).unwrap_or_default();
                match subtype.to_ascii_lowercase().as_str() {
                    "alternative" => self.alternative(inner, depth),
                    "related" => self.related(part, inner, depth),
                    "encrypted" => Err(NotACopy::Encrypted),
                    _ => self.mixed(inner, depth),
                }
            }
            PartType::Text(text) if is_plain(part) => {
                Ok(Seen { text: Some(flowed(part, text)), doubt: self.decoding(part, text) })
            }
            // Some programs show other kinds of text, such as Markdown, in another way.
            PartType::Text(text) => Ok(Seen { text: Some(text.to_string()), doubt: Some(Doubt::MayHide) }),
            PartType::Html(text) => self.page(part, text, None),
            _ => Ok(Seen::default()),
        }
    }

    fn page(&self, part: &MessagePart, text: &str, style: Option<(&str, &str)>) -> Result<Seen, NotACopy> {
        let encoded = charset(part).is_some();
        let page = html::read(text, Beside { encoded, style }).ok_or(NotACopy::TooMuch)?;
        let two_charsets = charset(part).is_some_and(|charset| !is_utf8(&charset)) && text.contains("charset");
        let doubt = self.decoding(part, text).or((!page.plain || two_charsets).then_some(Doubt::MayHide));
        Ok(Seen { text: Some(page.text), doubt })
    }

    /// The text of parts of which a person sees only one. A doubt if their words differ.
    fn alternative(&self, inner: &[u32], depth: usize) -> Result<Seen, NotACopy> {
        let mut first: Option<String> = None;
        let mut doubt = None;
        for &id in inner {
            let seen = self.part(id, depth + 1)?;
            doubt = doubt.or(seen.doubt);
            match (seen.text, &first) {
                // A part that is not read here may be shown by some program.
                (None, _) => doubt = doubt.or(Some(Doubt::MayHide)),
                (Some(text), Some(first)) if !say_the_same(first, &text) => doubt = Some(Doubt::PartsDiffer),
                (Some(_), Some(_)) => {}
                (Some(text), None) => first = Some(text),
            }
        }
        Ok(Seen { text: first, doubt })
    }

    /// The text of a page or text with its pictures and its style.
    fn related(&self, part: &MessagePart, inner: &[u32], depth: usize) -> Result<Seen, NotACopy> {
        let Some((&root, others)) = inner.split_first() else { return Ok(Seen::default()) };
        let mut sheets = others.iter().filter_map(|&id| self.message.part(id)).filter_map(|other| {
            let is_sheet = other.content_type().is_some_and(|kind| kind.subtype() == Some("css"));
            is_sheet.then_some((other.content_location()?, other.text_contents()?))
        });
        let style = sheets.next();
        let mut seen = match self.message.part(root) {
            Some(MessagePart { body: PartType::Html(text), .. }) if style.is_some() => {
                self.page(self.message.part(root).expect("it is there"), text, style)?
            }
            _ => self.part(root, depth + 1)?,
        };
        // If the root is named, another part than the first may be shown.
        let named = part.content_type().is_some_and(|kind| kind.attribute("start").is_some());
        if named || sheets.next().is_some() {
            seen.doubt = seen.doubt.or(Some(Doubt::MayHide));
        }
        Ok(seen)
    }

    /// The text of parts that are shown one after another. Attachments are not read, unless the mail has no other words and
    /// exactly one text is attached.
    fn mixed(&self, inner: &[u32], depth: usize) -> Result<Seen, NotACopy> {
        let mut text = String::new();
        let mut doubt = None;
        let mut attached = Vec::new();
        for &id in inner {
            let Some(part) = self.message.part(id) else { continue };
            let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
            if part.content_disposition().is_some_and(|disposition| !disposition.is_inline()) {
                attached.extend(is_text.then_some(id));
                continue;
            }
            let seen = self.part(id, depth + 1)?;
            doubt = doubt.or(seen.doubt);
            // Some programs show a text that has a name, and others offer it as a file.
            let named = part.attachment_name().is_some() && is_text;
            doubt = doubt.or(named.then_some(Doubt::MayHide));
            if let Some(seen) = seen.text {
                text.push_str(&seen);
                text.push_str("\n\n");
            }
        }
        match attached[..] {
            [one] if text.trim().is_empty() => {
                let seen = self.part(one, depth + 1)?;
                Ok(Seen { doubt: doubt.or(seen.doubt), ..seen })
            }
            _ => Ok(Seen { text: Some(text), doubt }),
        }
    }

    /// A doubt if programs may decode the bytes of a part to different letters.
    fn decoding(&self, part: &MessagePart, text: &str) -> Option<Doubt> {
        let bytes = self.bytes.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize).unwrap_or_default();
        let transfer = part.content_transfer_encoding().map(str::to_ascii_lowercase);
        let coded = match transfer.as_deref() {
            None | Some("7bit" | "8bit" | "binary") => true,
            Some("base64") => is_base64(bytes),
            Some("quoted-printable") => is_quoted_printable(bytes),
            Some(_) => false,
        };
        let known = match charset(part) {
            Some(charset) => CHARSETS.contains(&&*charset),
            None => text.is_ascii() || matches!(part.body, PartType::Html(_)),
        };
        let ascii = charset(part).is_none_or(|charset| charset != "us-ascii") || text.is_ascii();
        let whole = !part.is_encoding_problem && !text.contains('\u{FFFD}');
        (!(coded && known && ascii && whole)).then_some(Doubt::MayHide)
    }

    /// Whether every program reads the headers of a part alike.
    fn is_one_reading(&self, part: &MessagePart) -> bool {
        let head = self.bytes.get(part.raw_header_offset() as usize..part.raw_body_offset() as usize);
        let Some(head) = head else { return false };
        let mut known = [false; 3];
        let mut unfolded: Vec<Vec<u8>> = Vec::new();
        for line in head.split(|&byte| byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.contains(&b'\r') || line.contains(&0) {
                return false;
            }
            match line {
                [] => {}
                [b' ' | b'\t', ..] => match unfolded.last_mut() {
                    Some(last) => last.extend(line),
                    None => return false,
                },
                _ if unfolded.is_empty() && line.starts_with(b"From ") => {}
                _ => unfolded.push(line.to_vec()),
            }
        }
        unfolded.iter().all(|line| {
            let Some(name) = header_name(line) else { return false };
            let value = &line[name.len() + 1..];
            let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_) | PartType::Multipart(_));
            let at = match name.to_ascii_lowercase().as_slice() {
                b"content-type" if is_text && !is_plain_type(value) => return false,
                b"content-type" => 0,
                b"content-transfer-encoding" => 1,
                b"content-disposition" => 2,
                _ => return true,
            };
            !std::mem::replace(&mut known[at], true)
        })
    }

    /// Whether the lines between parts are exact: each boundary stands only on such lines, and the last one is closed.
    fn parts_are_exact(&self) -> bool {
        self.message.parts.iter().all(|part| {
            let PartType::Multipart(inner) = &part.body else { return true };
            let Some(boundary) = part.content_type().and_then(|kind| kind.attribute("boundary")) else { return false };
            let delimiter = [b"--", boundary.as_bytes()].concat();
            let (mut starts, mut ends) = (0, 0);
            for at in memmem::find_iter(self.bytes, &delimiter) {
                let line = self.bytes[at + delimiter.len()..].split(|&byte| byte == b'\n').next().unwrap_or_default();
                match line.trim_ascii_end() {
                    _ if at > 0 && self.bytes[at - 1] != b'\n' => return false,
                    b"" if ends == 0 => starts += 1,
                    b"--" if ends == 0 => ends += 1,
                    _ => return false,
                }
            }
            starts == inner.len() && ends == 1
        })
    }
}

/// Whether two texts have the same words.
fn say_the_same(one: &str, other: &str) -> bool {
    match (Words::read(one), Words::read(other)) {
        (Ok(one), Ok(other)) => one.iter().eq(other.iter()),
        _ => false,
    }
}
