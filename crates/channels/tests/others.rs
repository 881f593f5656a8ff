//! PDFs, whose words are read and never judged; and files of other kinds, which are named.

use std::io::Write;

use firsthand_channels::{Doubt, Form, NotACopy, ReadCopy};
use flate2::write::ZlibEncoder;

fn why(bytes: &[u8]) -> NotACopy {
    match ReadCopy::read(bytes.to_vec(), false) {
        Ok(copy) => panic!("{:?} {:?}", copy.form, copy.text),
        Err(why) => why,
    }
}

/// A PDF of one page with this content stream.
fn pdf(dictionary: &str, content: &[u8], others: &[&str]) -> Vec<u8> {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>";
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.as_bytes().to_vec(),
        [format!("<<{dictionary}/Length {}>>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ];
    objects.extend(others.iter().map(|other| other.as_bytes().to_vec()));
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{} 0 obj\n", at + 1).as_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(
        format!("{table}trailer <</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", objects.len() + 1).as_bytes(),
    );
    out
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn the_words_of_a_pdf_are_read_and_in_doubt() {
    let content =
        b"BT /F 12 Tf 14 TL 10 700 Td (We did) Tj 40 0 Td (not) Tj 0 -14 Td [(to) -600 (da) 20 (y)] TJ (\\226) ' ET";
    for (dictionary, content) in [("", content.to_vec()), ("/Filter/FlateDecode", packed(content))] {
        let copy = ReadCopy::read(pdf(dictionary, &content, &[]), false).unwrap();
        assert_eq!((copy.form, copy.doubt), (Form::Pdf, Some(Doubt::MayHide)));
        assert_eq!(copy.text.split_whitespace().collect::<Vec<_>>(), ["We", "did", "not", "to", "day", "–"]);
    }
    // Pieces of a line that come in another order are read in the order of their places.
    let content =
        b"BT /F 12 Tf 1 0 0 1 100 700 Tm (second) Tj 1 0 0 1 10 700 Tm (first) Tj 1 0 0 1 10 600 Tm (third) Tj ET";
    let copy = ReadCopy::read(pdf("", content, &[]), false).unwrap();
    assert_eq!(copy.text.split_whitespace().collect::<Vec<_>>(), ["first", "second", "third"]);
    // Letters by a map, and in a form.
    let map = "/x begincmap 1 beginbfchar <01> <0057> endbfchar 2 beginbfrange <02> <03> <0065> <04> <05> [<0021> <00660069>] endbfrange";
    let font = format!("<</Length {}>>\nstream\n{map}\nendstream", map.len());
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 51/Resources<</Font<</G 8 0 R>>>>>>\nstream\n\
        BT /G 9 Tf 5 5 Td <0102> Tj <03> Tj <04> Tj <05> Tj ET   \nendstream";
    let copy = ReadCopy::read(pdf("", b"/X Do", &[form, &font, "<</Type/Font/Subtype/Type1/ToUnicode 7 0 R>>"]), false)
        .unwrap();
    assert_eq!(copy.text.trim(), "Wef!fi");
}

#[test]
fn pdfs_that_cannot_be_read_are_named() {
    assert!(matches!(why(&pdf("", b"0 0 m 9 9 l S", &[])), NotACopy::NoText));
    assert!(matches!(why(b"%PDF-1.4\nand no more"), NotACopy::Damaged));
    let encrypted = String::from_utf8(pdf("", b"", &[])).unwrap().replace("/Root", "/Encrypt 6 0 R/Root");
    assert!(matches!(why(encrypted.as_bytes()), NotACopy::Encrypted));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test has a time limit")]
fn pdf_bombs_are_refused_soon() {
    let started = std::time::Instant::now();
    let bomb = packed(&vec![b' '; 200 << 20]);
    let overfull = |bytes: Vec<u8>| {
        assert!(matches!(why(&bytes), NotACopy::Overfull), "{:?}", String::from_utf8_lossy(&bytes[200..400]))
    };
    overfull(pdf("/Filter/FlateDecode", &bomb, &[]));
    overfull(pdf("/Filter[/FlateDecode/FlateDecode]", &packed(&bomb), &[]));
    overfull(pdf("/Filter 6 0 R", &packed(&bomb), &["[/FlateDecode/FlateDecode]"]));
    overfull(pdf("/Filter/#46lateDecode/F#69lter 1", &[b'x'; 9], &[]));
    overfull(pdf("/Filter/LZWDecode", &vec![b'x'; 1 << 20], &[]));
    // A stream within a stream.
    let inner = [b"1 0 obj <</Filter/FlateDecode>>\nstream\n", &bomb[..]].concat();
    overfull(pdf("/Filter/FlateDecode", &packed(&inner), &[]));
    // A form that is shown again and again, and shows itself.
    let again = "/X Do ".repeat(100);
    let form = format!(
        "<</Type/XObject/Subtype/Form/Length {}/Resources<</XObject<</X 6 0 R>>>>>>\nstream\n{again}\nendstream",
        again.len()
    );
    overfull(pdf("", "/X Do ".repeat(100_000).as_bytes(), &[&form]));
    overfull(pdf("", format!("BT {} ET", "(We did not) Tj ".repeat(1_000_000)).as_bytes(), &[]));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    // Arrays in arrays.
    assert!(matches!(why(&pdf("", &vec![b'['; 1 << 20], &[])), NotACopy::NoText));
}

#[test]
fn other_kinds_are_named() {
    type Is = fn(&NotACopy) -> bool;
    let cases: [(&[u8], Is); 20] = [
        (b"\0\0\0\x20ftypisom\0\0", |why| matches!(why, NotACopy::Video)),
        (b"\0\0\0\x14ftypqt  ", |why| matches!(why, NotACopy::Video)),
        (b"\0\0\0\x18ftypheic", |why| matches!(why, NotACopy::Picture)),
        (b"\0\0\0\x18ftypM4A ", |why| matches!(why, NotACopy::Sound)),
        (b"\x1A\x45\xDF\xA3webm", |why| matches!(why, NotACopy::Video)),
        (b"RIFF\0\0\0\0AVI LIST", |why| matches!(why, NotACopy::Video)),
        (b"RIFF\0\0\0\0WAVEfmt ", |why| matches!(why, NotACopy::Sound)),
        (b"RIFF\0\0\0\0WEBPVP8 ", |why| matches!(why, NotACopy::Picture)),
        (b"ID3\x04\0\0", |why| matches!(why, NotACopy::Sound)),
        (b"\xFF\xFB\x90\x44", |why| matches!(why, NotACopy::Sound)),
        (b"OggS\0\x02", |why| matches!(why, NotACopy::Sound)),
        (b"7z\xBC\xAF\x27\x1C\0", |why| matches!(why, NotACopy::Archive)),
        (b"\x1F\x8B\x08", |why| matches!(why, NotACopy::Archive)),
        (b"Rar!\x1A\x07", |why| matches!(why, NotACopy::Archive)),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", |why| matches!(why, NotACopy::OtherDocument)),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", |why| {
            matches!(why, NotACopy::Encrypted)
        }),
        (b"{\\rtf1 I saw}", |why| matches!(why, NotACopy::OtherDocument)),
        (b"bplist00", |why| matches!(why, NotACopy::OtherDocument)),
        (b"age-encryption.org/v1\n", |why| matches!(why, NotACopy::Encrypted)),
        (b"GIF89a", |why| matches!(why, NotACopy::Picture)),
    ];
    for (bytes, is) in cases {
        assert!(is(&why(bytes)), "{bytes:?}: {}", why(bytes));
    }
    for text in ["ID3 is a tag.", "FORM 27 was signed.", "OggS", "caffeine"] {
        assert_eq!(ReadCopy::read(text.as_bytes().to_vec(), false).unwrap().form, Form::Text, "{text}");
    }
    assert_eq!(ReadCopy::read(b"\xFF\xFEo\0n\0".to_vec(), false).unwrap().text, "on");
}
