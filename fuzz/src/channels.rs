//! Kinds of files that copies are read from: pages, mails, documents, PDFs and others.

use std::io::{Cursor, Write};

use firsthand_account::words::Words;
use firsthand_channels::html::Beside;
use firsthand_channels::{ReadCopy, Doubt, Form, document, html, mail, pdf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn same_words(one: &str, other: &str) {
    if let (Ok(one), Ok(other)) = (Words::read(one), Words::read(other)) {
        assert!(one.iter().eq(other.iter()), "the words are others");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Any bytes, with the name of a page or without. The reading and the judgement depend on nothing else.
pub fn copy(data: &[u8]) {
    let Some((&named, file)) = data.split_first() else { return };
    let read = || ReadCopy::read(file.to_vec(), named & 1 == 1);
    match (read(), read()) {
        (Ok(one), Ok(other)) => {
            assert_eq!((&one.text, one.form, one.doubt), (&other.text, other.form, other.doubt));
            assert!(one.form != Form::Pdf || one.doubt == Some(Doubt::MayHide), "no PDF is judged");
            assert!(!matches!(one.form, Form::Text | Form::Bundle) || one.doubt.is_none());
        }
        (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
        _ => panic!("read, and not read"),
    }
}

/// If a page is judged, its text in the plainest page reads the same. If something in it is hidden, it is not judged.
pub fn page(data: &[u8]) {
    let Some((&encoded, page)) = data.split_first() else { return };
    let Ok(page) = str::from_utf8(page) else { return };
    let beside = Beside { encoded: encoded & 1 == 1, style: None };
    let Some(read) = html::read(page, beside).filter(|read| read.plain) else { return };
    let plainest = format!("<!doctype html><meta charset=utf-8><pre>\n{}</pre>", escaped(&read.text));
    let again = html::read(&plainest, Beside::default()).expect("it has one element");
    // These words are split in the source. Any page with one of them is in doubt.
    let small = read.text.to_ascii_lowercase();
    assert!(again.plain || small.contains("charset") || small.contains("xmlns"), "a text in an element is plain");
    same_words(&read.text, &again.text);
    let hidden = html::read(&format!("<b hidden>x</b>{page}"), beside).expect("one more element");
    assert!(!hidden.plain, "what is hidden is not plain");
}

/// Any mail, without a panic. If it is judged, its text reads the same as the body of another mail.
pub fn mail(data: &[u8]) {
    let Ok(read) = mail::read(data) else { return };
    if read.doubt.is_none() && !read.text.contains('\0') {
        let head = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n";
        let again = mail::read(format!("{head}{}", read.text).as_bytes()).expect("it has one part");
        assert_eq!(again.doubt, None);
        same_words(&read.text, &again.text);
    }
}

/// The input: `w` and the text of a DOCX, `s` and its styles, `o` and the content of an ODT, or a whole archive.
pub fn document(data: &[u8]) {
    let Some((&kind, part)) = data.split_first() else { return };
    let archive = match kind {
        b'w' => packed(&[("word/document.xml", part)]),
        b's' => packed(&[("word/document.xml", WORD), ("word/styles.xml", part)]),
        b'o' => packed(&[("mimetype", OPEN), ("content.xml", part)]),
        _ => part.to_vec(),
    };
    let Ok(read) = document::read(&archive) else { return };
    if read.doubt.is_none() && !read.text.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
        let text = escaped(&read.text);
        let lines =
            text.split('\n').map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"));
        let again = format!("<w:document><w:body>{}</w:body></w:document>", lines.collect::<String>());
        let again = document::read(&packed(&[("word/document.xml", again.as_bytes())])).expect("it is plain");
        assert_eq!(again.doubt, None);
        same_words(&read.text, &again.text);
    }
}

const WORD: &[u8] = b"<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>";
const OPEN: &[u8] = b"application/vnd.oasis.opendocument.text";

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(*name, options).expect("in memory");
        zip.write_all(content).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

/// Any PDF, without a panic.
pub fn pdf(data: &[u8]) {
    let _ = pdf::read(data.to_vec());
}
