//! Bundles: what is written is read, stock tar reads it too, and anything unexpected is refused.

use std::io::{Cursor, Read};
use std::process::{Command, Stdio};

use firsthand_account::bundle::{Bundle, BundleReader, LIMITS, Limits, NoBundle, hash, read, write};
use firsthand_account::enclosures::{Enclosure, enclose};

const CONTENTS: [(&str, &[u8]); 3] = [("claimed-date", b"2022-01-05"), ("language", b"en"), ("photo/1", &[7; 100_000])];

fn bundle() -> (Bundle, Vec<u8>) {
    let mut enclosures: Vec<Enclosure> = CONTENTS
        .iter()
        .map(|(label, content)| Enclosure {
            label: (*label).into(),
            salt: [label.len() as u8; 16],
            content: hash(*content).unwrap(),
        })
        .collect();
    enclose(&mut enclosures).unwrap();
    let bundle = Bundle { text: "I saw it.\n".into(), slip: "firsthand1 …\n".into(), enclosures };
    let mut out = Vec::new();
    let content = |each: &Enclosure| {
        let content = CONTENTS.iter().find(|(label, _)| *label == each.label).expect("one of ours").1;
        Ok((content, content.len() as u64))
    };
    write(&mut out, &bundle, content).unwrap();
    (bundle, out)
}

#[test]
fn what_is_written_is_read() {
    let (written, bytes) = bundle();
    let found = read(&bytes[..]).unwrap();
    assert_eq!((found.text, found.slip, found.enclosures), (written.text, written.slip, written.enclosures));
}

#[test]
fn stock_tar_lists_and_extracts_it() {
    let (_, bytes) = bundle();
    let tar = |arguments: &[&str]| {
        let mut child = Command::new("tar")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("tar is there");
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), &bytes).unwrap();
        let mut out = Vec::new();
        child.stdout.take().unwrap().read_to_end(&mut out).unwrap();
        assert!(child.wait().unwrap().success());
        out
    };
    let names = "account.txt\nslip.txt\nmanifest.json\nenclosures/1\nenclosures/2\nenclosures/3\n";
    assert_eq!(String::from_utf8(tar(&["-tf", "-"])).unwrap(), names);
    assert_eq!(tar(&["-xOf", "-", "enclosures/3"]), CONTENTS[2].1);
}

/// The same bundle with its entries passed through `change`.
fn changed(change: impl Fn(&str, &mut Vec<u8>) -> Vec<(String, tar::EntryType)>) -> Result<Bundle, NoBundle> {
    let (_, bytes) = bundle();
    let mut out = tar::Builder::new(Vec::new());
    for entry in tar::Archive::new(Cursor::new(bytes)).entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        for (path, kind) in change(&path, &mut content) {
            let mut header = tar::Header::new_ustar();
            header.as_ustar_mut().unwrap().name[..path.len()].copy_from_slice(path.as_bytes());
            header.set_size(if kind == tar::EntryType::Regular { content.len() as u64 } else { 0 });
            header.set_entry_type(kind);
            header.set_cksum();
            out.append(&header, &content[..if kind == tar::EntryType::Regular { content.len() } else { 0 }]).unwrap();
        }
    }
    read(&out.into_inner().unwrap()[..])
}

fn same(path: &str) -> Vec<(String, tar::EntryType)> {
    vec![(path.to_owned(), tar::EntryType::Regular)]
}

#[test]
fn the_control_is_read() {
    assert!(changed(|path, _| same(path)).is_ok());
}

#[test]
fn missing_changed_and_doubled_enclosures_are_refused() {
    let missing = changed(|path, _| if path == "enclosures/2" { vec![] } else { same(path) });
    assert!(matches!(missing, Err(NoBundle::Unexpected { .. })), "{missing:?}");
    let missing = changed(|path, _| if path == "enclosures/3" { vec![] } else { same(path) });
    assert!(matches!(missing, Err(NoBundle::Missing(_))), "{missing:?}");
    let other = changed(|path, content| {
        if path == "enclosures/2" {
            *content = b"kk".to_vec();
        }
        same(path)
    });
    assert!(matches!(other, Err(NoBundle::Changed(label)) if label == "language"));
    let doubled =
        changed(|path, _| if path == "enclosures/3" { [same(path), same(path)].concat() } else { same(path) });
    assert!(matches!(doubled, Err(NoBundle::Unexpected { .. })), "{doubled:?}");
    let doubled = changed(|path, content| {
        if path == "manifest.json" {
            *content = String::from_utf8(content.clone()).unwrap().replace("claimed-date", "language").into_bytes();
        }
        same(path)
    });
    assert!(matches!(doubled, Err(NoBundle::Enclosures(_))), "{doubled:?}");
}

#[test]
fn anything_unexpected_is_refused() {
    use tar::EntryType::{Directory, Link, Regular, Symlink, XHeader};
    for path in ["../account.txt", "/account.txt", "./account.txt", "extra.txt", "ACCOUNT.TXT"] {
        let other = changed(|at, _| if at == "account.txt" { vec![(path.to_owned(), Regular)] } else { same(at) });
        assert!(matches!(other, Err(NoBundle::Unexpected { .. })), "{path}");
    }
    for kind in [Directory, Link, Symlink, XHeader] {
        let other = changed(|at, _| if at == "slip.txt" { vec![(at.to_owned(), kind)] } else { same(at) });
        assert!(matches!(other, Err(NoBundle::Unexpected { .. })), "{kind:?}");
    }
    let manifest = changed(|path, content| {
        if path == "manifest.json" {
            *content = br#"{"firsthand":"bundle/v1","enclosures":[],"more":1}"#.to_vec();
        }
        same(path)
    });
    assert!(matches!(manifest, Err(NoBundle::Manifest(_))));
    let not_text = changed(|path, content| {
        if path == "account.txt" {
            *content = vec![0xFF, 0xFE];
        }
        same(path)
    });
    assert!(matches!(not_text, Err(NoBundle::NotText(_))));
}

#[test]
fn a_bundle_cut_anywhere_or_with_any_byte_changed_is_never_read_as_another() {
    let (whole, bytes) = bundle();
    for cut in (0..bytes.len() - 1024).step_by(97) {
        assert!(read(&bytes[..cut]).is_err(), "cut to {cut} bytes");
    }
    for at in (0..bytes.len()).step_by(31) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x41;
        if let Ok(found) = read(&changed[..]) {
            let told = found.enclosed().ok() != whole.enclosed().ok();
            assert!(found.enclosures == whole.enclosures || told, "byte {at}: other enclosures under the same root");
        }
    }
}

#[test]
fn content_that_changes_while_it_is_sealed_is_an_error() {
    let (bundle, _) = bundle();
    let result = write(Vec::new(), &bundle, |_| Ok((&b"x"[..], 1)));
    assert!(result.is_err());
}

#[test]
fn a_bundle_is_read_as_far_as_somebody_wants_to() {
    let (whole, bytes) = bundle();
    // What stands behind is missing, and nobody looks there.
    let enclosed = 1024 + 1024 + 512 + 100_352;
    let mut reader = BundleReader::new(&bytes[..bytes.len() - 1024 - enclosed]);
    let mut opened = reader.open(LIMITS).unwrap();
    assert_eq!((&opened.bundle.text, &opened.bundle.enclosures), (&whole.text, &whole.enclosures));
    assert!(opened.enclosure(|_| {}).is_err());
    let mut reader = BundleReader::new(&bytes[..]);
    let mut opened = reader.open(LIMITS).unwrap();
    opened.skip().unwrap();
    for at in 1..whole.enclosures.len() {
        let mut content = Vec::new();
        let size = opened.enclosure(|piece| content.extend_from_slice(piece)).unwrap();
        assert_eq!((size, hash(&content[..]).unwrap()), (content.len() as u64, whole.enclosures[at].content));
    }
    assert!(opened.enclosure(|_| {}).is_err() && opened.skip().is_err(), "there are no more");
    assert!(matches!(reader.open(LIMITS), Err(NoBundle::Read(_))), "once");
    let mut reader = BundleReader::new(&bytes[..]);
    assert!(matches!(reader.open(LIMITS).unwrap().end(), Err(NoBundle::Unexpected { .. })), "more stands there");
    let little = Limits { text: 1, ..LIMITS };
    assert!(
        matches!(BundleReader::new(&bytes[..]).open(little), Err(NoBundle::TooLong(name)) if name == "account.txt")
    );
    let little = Limits { manifest: 10, ..LIMITS };
    assert!(
        matches!(BundleReader::new(&bytes[..]).open(little), Err(NoBundle::TooLong(name)) if name == "manifest.json")
    );
}
