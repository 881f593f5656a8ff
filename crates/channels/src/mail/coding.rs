//! How the text of a mail's part is typed and coded, and whether every program reads that alike.

use mail_parser::{MessagePart, MimeHeaders};

pub fn is_plain(part: &MessagePart) -> bool {
    part.content_type().is_none_or(|kind| kind.ctype() == "text" && kind.subtype().is_none_or(|sub| sub == "plain"))
}

/// The charset of a part, in small letters. `None` if none is named.
pub fn charset(part: &MessagePart) -> Option<String> {
    part.content_type()?.attribute("charset").map(str::to_ascii_lowercase)
}

pub fn is_utf8(charset: &str) -> bool {
    matches!(charset, "utf-8" | "us-ascii")
}

/// The charsets that all programs decode alike.
pub const CHARSETS: [&str; 25] = [
    "utf-8",
    "us-ascii",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-9",
    "iso-8859-15",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "koi8-r",
    "koi8-u",
    "gb2312",
    "gbk",
    "big5",
    "euc-kr",
    "windows-874",
];

/// Whether a Content-Type is a type and well-known parameters, each once, without comments or parameters in pieces.
pub fn is_plain_type(value: &[u8]) -> bool {
    let Ok(value) = str::from_utf8(value) else { return false };
    let known = [
        "boundary",
        "charset",
        "delsp",
        "format",
        "micalg",
        "name",
        "protocol",
        "report-type",
        "reply-type",
        "start",
        "type",
    ];
    let token =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c));
    let mut pieces = value.split(';');
    let kind = pieces.next().unwrap_or_default().trim();
    let mut names: Vec<String> = Vec::new();
    kind.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype))
        && pieces.map(str::trim).filter(|piece| !piece.is_empty()).all(|piece| {
            let Some((name, value)) = piece.split_once('=') else { return false };
            let name = name.to_ascii_lowercase();
            let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            let value_is_plain = match quoted {
                Some(value) => !value.contains(['"', '\\']),
                None => {
                    !value.is_empty() && value.chars().all(|c| c.is_ascii_graphic() && !"()<>@,;\\\"[]?".contains(c))
                }
            };
            let new = known.contains(&&*name) && !names.contains(&name);
            names.push(name);
            new && value_is_plain
        })
}

/// Whether bytes are lines of base64 with padding only at the end.
pub fn is_base64(bytes: &[u8]) -> bool {
    let letters: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let padding = letters.iter().rev().take_while(|&&byte| byte == b'=').count();
    let (data, _) = letters.split_at(letters.len() - padding);
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    letters.len().is_multiple_of(4) && padding <= 2 && data.iter().all(is_letter)
}

/// Whether each `=` stands before two hexadecimal digits, or at the end of a line.
pub fn is_quoted_printable(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        rest = &rest[at + 1..];
        let held = match rest {
            [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => true,
            _ => {
                let behind = rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
                behind.is_none_or(|&byte| byte == b'\n')
            }
        };
        if !held {
            return false;
        }
    }
    true
}

/// The text of a part. Lines that a program broke within words are joined (RFC 3676, DelSp).
pub fn flowed(part: &MessagePart, text: &str) -> String {
    let has = |name: &str, value: &str| {
        part.content_type().and_then(|kind| kind.attribute(name)).is_some_and(|own| own.eq_ignore_ascii_case(value))
    };
    if has("format", "flowed") && has("delsp", "yes") {
        text.replace("\r\n", "\n").replace(" \n", "")
    } else {
        text.to_owned()
    }
}
