//! Writes the inputs that fuzzing starts from, out of our own accounts and vectors, into `corpus/`:
//!
//!     cargo run --manifest-path fuzz/Cargo.toml --example seeds

use std::fs;
use std::path::{Path, PathBuf};

use firsthand_account::bundle::{Bundle, hash, write};
use firsthand_account::enclosures::{Enclosure, enclose};
use firsthand_copies::index::Index;
use serde_json::Value;

/// No seed is longer.
const LONGEST: usize = 3_200;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    words(&root);
    slip(&root);
    bundle();
    check(&root);
    copies(&root);
    chat(&root);
    channels(&root);
}

fn put(target: &str, name: &str, kind: u8, data: &[u8]) {
    if data.len() > LONGEST && target != "bundle" {
        return;
    }
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&directory).expect("it can be made");
    let name = format!("seed-{}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    fs::write(directory.join(name), [&[kind], data].concat()).expect("it can be written");
}

/// The cases of one file of vectors.
fn cases(root: &Path, file: &str) -> Vec<Value> {
    let text = fs::read_to_string(root.join("spec/vectors").join(file)).expect("it can be read");
    let mut json: Value = serde_json::from_str(&text).expect("it is JSON");
    match json["cases"].take() {
        Value::Array(cases) => cases,
        other => panic!("{file}: {other}"),
    }
}

fn text<'v>(case: &'v Value, field: &str) -> &'v str {
    case[field].as_str().expect("it is text")
}

fn accounts(root: &Path) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(root.join("tests/data/accounts"))
        .expect("it can be listed")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.sort();
    let account = |path: &PathBuf| {
        let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        // The start is enough: what is long makes fuzzing slow.
        (name, fs::read_to_string(path).expect("it can be read").chars().take(400).collect())
    };
    paths.iter().map(account).collect()
}

/// Bytes for what is made from numbers, other ones for each `seed`.
fn numbers(seed: u8, count: usize) -> Vec<u8> {
    hash(&[seed][..])
        .expect("in memory")
        .iter()
        .cycle()
        .zip(0u8..=255)
        .map(|(byte, at)| byte.wrapping_add(at.wrapping_mul(seed | 1)))
        .take(count)
        .collect()
}

fn words(root: &Path) {
    for (name, account) in accounts(root) {
        put("words", &name, b't', account.as_bytes());
    }
    for (at, case) in cases(root, "words.json").iter().enumerate() {
        put("words", &format!("vector {at}"), b't', text(case, "text").as_bytes());
    }
    // Folded and then joined by NFC; hyphens that stay; a word within an address; marks, syllables, joiners.
    let others = "\u{FB01}\u{301}nd \u{FDFA}\u{301} \u{2010}\u{2010}help \u{2014}\u{2014}1 a\u{2011}\u{2011}b x://a--b xn--a \
        \u{2588}\u{200B}\u{2588},\u{2588} \u{F40}\u{F0B}\u{F0C}\u{F40} \u{6211}\u{200D}\u{180E}a \u{1025}\u{102E} \u{1025} \u{102E} \u{E01} \u{E31}";
    put("words", "others", b't', others.as_bytes());
    put("words", "every character", 0, &(0..=255).collect::<Vec<u8>>());
    for seed in 0..8 {
        put("words", &format!("numbers {seed}"), 0, &numbers(seed, 60));
    }
}

fn slip(root: &Path) {
    for case in cases(root, "slips.json") {
        let name = text(&case, "name");
        if !name.starts_with("withheld: o") {
            put("slip", name, b't', text(&case, "text").as_bytes());
        }
        for found in case["found"].as_array().into_iter().flatten() {
            if let Some(payload) = found["payload"].as_str() {
                let payload = data_encoding::HEXLOWER.decode(payload.as_bytes()).expect("it is hexadecimal");
                let kind = name.split(':').next().expect("it has a kind");
                put("slip", &format!("{kind} as bytes"), b'b', &payload);
                put("slip", &format!("{kind} payload"), b'w', &payload);
            }
        }
    }
    for seed in 0..12 {
        put("slip", &format!("damaged {seed}"), b'd', &numbers(seed, 80));
        put("slip", &format!("changed {seed}"), b'c', &numbers(seed, 50));
        put("slip", &format!("faulty {seed}"), b'f', &[&[seed], &numbers(seed, 20)[..]].concat());
    }
}

fn bundle() {
    let contents: [(&str, &[u8]); 4] =
        [("claimed-date", b"2022-01-05"), ("language", b"en"), ("photo/1", &[7; 600]), ("photo/2", b"")];
    for count in [0, 1, 4] {
        let mut enclosures: Vec<Enclosure> = contents[..count]
            .iter()
            .map(|(label, content)| Enclosure {
                label: (*label).to_owned(),
                salt: [label.len() as u8; 16],
                content: hash(*content).expect("in memory"),
            })
            .collect();
        enclose(&mut enclosures).expect("good labels");
        let bundle = Bundle { text: "I saw it.\n".to_owned(), slip: "firsthand1\n".to_owned(), enclosures };
        let mut contents = contents.iter();
        let mut out = Vec::new();
        write(&mut out, &bundle, |_| {
            contents.next().map(|(_, c)| (*c, c.len() as u64)).ok_or(std::io::ErrorKind::NotFound.into())
        })
        .expect("in memory");
        put("bundle", &format!("{count} enclosures"), b't', &out);
    }
    // Without enclosures and with two, whole, and with one thing done to one file.
    let two = [2, 2, 4, 1, 0, 3, b'k', b'k', b'\n', 7, 0, 2, b'x', b'y', 8];
    for (name, start) in [("none", &[0, 1][..]), ("two", &two)] {
        let start = [start, &[5], b"I saw"].concat();
        put("bundle", &format!("made {name}"), 0, &start);
        for what in 0..8 {
            for at in [0, 2, 4] {
                let done = [at, what, 1, 2, 3, 4, 5];
                put("bundle", &format!("made {name} {what} {at}"), 0, &[&start[..], &done].concat());
            }
        }
    }
    for seed in 0..8 {
        put("bundle", &format!("made {seed}"), 0, &numbers(seed, 60 + 8 * usize::from(seed)));
    }
}

fn check(root: &Path) {
    for (at, copy) in firsthand_fuzz::fixed_copies().iter().enumerate() {
        let digit = b'0' + at as u8;
        put("check", &format!("ours {at}"), digit, copy.as_bytes());
        put(
            "check",
            &format!("ours {at} without its slip"),
            digit,
            copy.split("\n\nfirsthand1").next().expect("it has a start").as_bytes(),
        );
    }
    for case in cases(root, "checks.json") {
        if text(&case, "name") != "one character changed" {
            put("check", text(&case, "name"), b'0', text(&case, "text").as_bytes());
        }
    }
    for seed in 0..12 {
        put("check", &format!("dishonest {seed}"), b'd', &numbers(seed, 30));
    }
    for seed in 0..24 {
        put("check", &format!("made {seed}"), 0, &numbers(seed, 40 + 9 * usize::from(seed)));
    }
}

/// Texts with how the file that they make is damaged, and texts made of pieces of one.
fn copies(root: &Path) {
    for (at, (name, text)) in accounts(root).into_iter().enumerate() {
        let text = text.as_bytes();
        let [high, low] = (text.len() as u16).to_be_bytes();
        for fits in [0, 1] {
            // Two texts, the account once and twice, and three bytes changed.
            let first = [&[fits, 1, high, low][..], text, &[0]].concat();
            let damage = [0, 0, 2, 0, (1 + 20 * at) as u8, 3, 0, (30 * at) as u8, 5, 1, at as u8, 7];
            put("segment", &format!("{name} {fits}"), 0, &[&first[..], &damage].concat());
        }
        let pieces = numbers(at as u8, 90);
        put("versions", &name, high, &[&[low][..], text, &[3], &pieces].concat());
    }
    let whole = Index::bytes([("bridge", "They closed the bridge at nine, and nobody was let through until ten.")]);
    put("segment", "a file", b'f', &whole);
    put("segment", "a file cut short", b'f', &whole[..whole.len() - 1]);
    put("segment", "nothing", b'f', b"");
    for seed in 0..8 {
        put("versions", &format!("made {seed}"), 0, &numbers(seed, 200 + 40 * usize::from(seed)));
        put("segment", &format!("made {seed}"), 0, &numbers(seed, 60 + 40 * usize::from(seed)));
    }
}

/// The vectors, small exports, and pieces from numbers.
fn chat(root: &Path) {
    for case in cases(root, "chats.json") {
        put("chat", text(&case, "name"), b't', text(&case, "text").as_bytes());
    }
    for name in ["en-tg-ascii.json", "en-signal.jsonl", "kk-fb-pasted.txt"] {
        let export = fs::read(root.join("crates/channels/tests/data").join(name)).expect("it can be read");
        put("chat", name, b't', &export);
    }
    for seed in 0..12 {
        put("chat", &format!("made {seed}"), 0, &numbers(seed, 20 + 12 * usize::from(seed)));
    }
}

/// The smallest files of each kind that hold all that is looked at.
fn channels(root: &Path) {
    let page = "<!doctype html><html lang=en dir=ltr><meta charset=utf-8><title>t</title><body><h1>We</h1><p class=a>did<br><b>not</b> go.\
        <ul><li>a</ul><pre> b</pre><p dir=auto>5 men<div dir=rtl><p>\u{5d0} 3 + 4</div><!-- c --></html>";
    put("page", "plain", 0, page.as_bytes());
    put("copy", "page", 1, page.as_bytes());
    for (at, abuse) in [
        "<i hidden>n</i>",
        "<table><td>n</table>",
        "<svg><text>n</text></svg>",
        "<style>p{}</style>",
        "<bdo dir=rtl>5</bdo>",
    ]
    .iter()
    .enumerate()
    {
        put("page", &format!("abuse {at}"), 1, format!("{page}{abuse}").as_bytes());
    }
    let head = "From: a@b.example\r\nMIME-Version: 1.0\r\n";
    let mails = [
        format!(
            "{head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nWe did=20n=C3=B6t =\r\ngo.\r\n"
        ),
        format!(
            "{head}Content-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\nV2UgZGlkIG5vdA==\r\n"
        ),
        format!(
            "{head}Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nWe did\r\n--b\r\n\
             Content-Type: text/html; charset=utf-8\r\n\r\n<p>We did</p>\r\n--b--\r\n"
        ),
        format!(
            "{head}Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n\r\nWe did\r\n--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b\r\n\
             Content-Type: message/rfc822\r\n\r\nFrom: c\r\n\r\ny\r\n--b--\r\n"
        ),
        format!(
            "{head}Snapshot-Content-Location: a\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\n\
             Content-Type: text/html\r\n\r\n<link rel=stylesheet href=\"cid:a\">We did\r\n--b\r\nContent-Type: text/css\r\nContent-Location: cid:a\r\n\r\n \r\n--b--\r\n"
        ),
    ];
    for (at, mail) in mails.iter().enumerate() {
        put("mail", &format!("mail {at}"), mail.as_bytes()[0], &mail.as_bytes()[1..]);
        put("copy", &format!("mail {at}"), 0, mail.as_bytes());
    }
    let word = "<?xml version=\"1.0\"?><w:document xmlns:w=\"a\"><w:body><w:p><w:pPr><w:jc w:val=\"both\"/><w:bidi/><w:spacing w:line=\"240\"/></w:pPr>\
        <w:r><w:rPr><w:b/><w:sz w:val=\"24\"/><w:color w:val=\"111111\"/><w:rFonts w:ascii=\"Arial\"/></w:rPr><w:t xml:space=\"preserve\">We &amp; </w:t>\
        <w:tab/><w:br/></w:r></w:p><w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/></w:sectPr></w:body></w:document>";
    put("document", "word", b'w', word.as_bytes());
    let styles = "<w:styles xmlns:w=\"a\"><w:docDefaults><w:rPrDefault><w:rPr><w:lang/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" \
        w:default=\"1\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style></w:styles>";
    put("document", "styles", b's', styles.as_bytes());
    let open = "<office:document-content xmlns:office=\"a\"><office:font-face-decls><style:font-face style:name=\"F\" svg:font-family=\"Arial\"/></office:font-face-decls>\
        <office:automatic-styles><style:style style:name=\"P\" style:family=\"paragraph\"><style:text-properties fo:font-size=\"12pt\" fo:color=\"#111111\" \
        style:font-name=\"F\"/></style:style></office:automatic-styles><office:body><office:text><text:p text:style-name=\"P\">We<text:s/>did<text:span>n</text:span>\
        <text:line-break/></text:p></office:text></office:body></office:document-content>";
    put("document", "open", b'o', open.as_bytes());
    for name in ["en.docx", "ar.docx"] {
        let file = fs::read(root.join("crates/channels/tests/data/documents").join(name)).expect("it can be read");
        fs::create_dir_all(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/document")).expect("it can be made");
        let to = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpus/document")
            .join(format!("seed-{}", name.replace('.', "-")));
        fs::write(to, [b"z", &file[..]].concat()).expect("it can be written");
    }
    let content = "BT /F 12 Tf 14 TL 10 700 Td (We did) Tj 0 -14 Td [(n) -600 (ot)] TJ T* <41> ' /X Do ET";
    let map = "begincmap 1 beginbfchar <01> <0057> endbfchar 1 beginbfrange <02> <03> <0065> endbfrange";
    let pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R\
         /MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>endobj\n4 0 obj<</Subtype/Form/Length {}>>stream\n{content}\n\
         endstream endobj\n5 0 obj<</Type/Font/Subtype/Type0/ToUnicode 6 0 R/DescendantFonts[<</DW 900/W[1[500 600]3 4 700]>>]>>endobj\n\
         6 0 obj<</Length {}>>stream\n{map}\nendstream endobj\ntrailer<</Size 7/Root 1 0 R>>\n%%EOF",
        content.len(),
        map.len()
    );
    put("pdf", "pdf", b'%', &pdf.as_bytes()[1..]);
    put("copy", "pdf", 0, pdf.as_bytes());
    for (name, start) in [
        ("video", &b"\0\0\0\x20ftypisom"[..]),
        ("sound", b"RIFF\0\0\0\0WAVE"),
        ("utf-16", b"\xFF\xFEo\0"),
        ("text", b"We did"),
    ] {
        put("copy", name, 0, start);
    }
}
