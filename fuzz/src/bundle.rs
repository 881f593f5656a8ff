//! Bundles (`spec/seal.md`, section 7).

use std::io::{Cursor, Read};

use firsthand_account::bundle::{Bundle, hash, is_tar, read, write};
use firsthand_account::enclosures::{Enclosure, is_label};
use tar::{Archive, Builder, EntryType, Header};

use crate::input::{Input, utf8};

/// The input: `t` and the bytes of a file, or another byte and the instructions to make one.
pub fn bundle(data: &[u8]) {
    match data.split_first() {
        Some((b't', file)) => drop(any(file)),
        Some((_, making)) => made(Input::new(making)),
        None => {}
    }
}

/// Any file. If it is accepted and written again, it reads as the same bundle, and a third writing gives the same bytes.
fn any(file: &[u8]) -> Option<Bundle> {
    let bundle = read(file).ok()?;
    assert!(is_tar(file) || file.len() < 512 || gnu_or_old(file), "what is read is known as a tar");
    assert!(bundle.enclosures.iter().all(|each| is_label(&each.label)));
    assert!(bundle.enclosures.is_sorted_by(|a, b| a.label < b.label), "in order, none doubled");
    assert_eq!(bundle.enclosed().expect("it was accepted").map_or(0, |e| e.count as usize), bundle.enclosures.len());
    let contents = contents(file);
    assert_eq!(contents.len(), bundle.enclosures.len());
    let written = written(&bundle, &contents);
    let again = read(&written[..]).expect("it was written so");
    assert_eq!((&again.text, &again.slip, &again.enclosures), (&bundle.text, &bundle.slip, &bundle.enclosures));
    assert_eq!(self::written(&again, &contents), written);
    Some(bundle)
}

/// Headers from before POSIX and those of GNU are read like those of ustar: the type and the name are in the same places.
fn gnu_or_old(file: &[u8]) -> bool {
    Header::from_byte_slice(&file[..512]).as_ustar().is_none()
}

/// The contents of the enclosures, as the tar crate reads them.
fn contents(file: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = Archive::new(Cursor::new(file));
    let entries = archive.entries().expect("it was read").raw(true).skip(3);
    let content = |entry: std::io::Result<tar::Entry<Cursor<&[u8]>>>| {
        let mut content = Vec::new();
        entry.expect("it was read").read_to_end(&mut content).expect("it was read");
        content
    };
    entries.map(content).collect()
}

fn written(bundle: &Bundle, contents: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut contents = contents.iter();
    write(&mut out, bundle, |_| {
        let content = contents.next().expect("one for each");
        Ok((&content[..], content.len() as u64))
    })
    .expect("the contents are those that were hashed");
    out
}

/// One file of the tar to make.
#[derive(Clone, PartialEq)]
struct File {
    path: String,
    kind: EntryType,
    content: Vec<u8>,
}

const LABELS: [&str; 12] = [
    "claimed-date",
    "consent",
    "language",
    "marks",
    "photo/1",
    "photo/10",
    "photo/2",
    "revises",
    "0",
    "Photo",
    "../../x",
    "",
];

const KINDS: [EntryType; 10] = [
    EntryType::Regular,
    EntryType::Link,
    EntryType::Symlink,
    EntryType::Char,
    EntryType::Directory,
    EntryType::Fifo,
    EntryType::Continuous,
    EntryType::GNULongName,
    EntryType::XHeader,
    EntryType::XGlobalHeader,
];

const PATHS: [&str; 10] = [
    "account.txt",
    "slip.txt",
    "manifest.json",
    "enclosures/1",
    "enclosures/2",
    "./account.txt",
    "/slip.txt",
    "../manifest.json",
    "enclosures/01",
    "ACCOUNT.TXT",
];

/// A bundle with its files changed, left out, doubled and moved: it is accepted only if they are, in the end, those of
/// a bundle.
fn made(mut input: Input) {
    let mut labels: Vec<&str> = (0..input.below(5)).map(|_| *input.pick(&LABELS)).collect();
    if !input.byte().is_multiple_of(4) {
        labels.sort_unstable();
        labels.dedup();
        labels.retain(|label| is_label(label));
    }
    let good = labels.is_sorted_by(|a, b| a < b) && labels.iter().all(|label| is_label(label));
    let enclosures: Vec<(Enclosure, Vec<u8>)> = labels
        .iter()
        .map(|label| {
            let length = input.below(700);
            let content = input.bytes(length).to_vec();
            let salt = [input.byte(); 16];
            (Enclosure { label: (*label).to_owned(), salt, content: hash(&content[..]).expect("in memory") }, content)
        })
        .collect();
    let count = input.below(60);
    let text = utf8(input.bytes(count));
    let manifest = manifest(&enclosures);
    let mut files: Vec<File> =
        [("account.txt", text.as_bytes()), ("slip.txt", b"firsthand1"), ("manifest.json", manifest.as_bytes())]
            .into_iter()
            .map(|(path, content)| File { path: path.to_owned(), kind: EntryType::Regular, content: content.to_vec() })
            .collect();
    files.extend(enclosures.iter().enumerate().map(|(at, (_, content))| File {
        path: format!("enclosures/{}", at + 1),
        kind: EntryType::Regular,
        content: content.clone(),
    }));
    let whole = files.clone();
    let mut other_text = false;
    while !input.is_empty() && !files.is_empty() {
        let at = input.below(files.len());
        match input.byte() % 8 {
            0 => drop(files.remove(at)),
            1 => files.insert(at, files[at].clone()),
            2 => {
                let to = input.below(files.len());
                files.swap(at, to);
            }
            3 => files[at].path = (*input.pick(&PATHS)).to_owned(),
            4 => files[at].kind = *input.pick(&KINDS),
            5 => files[at].path = input.characters(9),
            6 => {
                let length = input.below(40);
                let path = (*input.pick(&PATHS)).to_owned();
                let content = input.bytes(length).to_vec();
                files.insert(at, File { path, kind: *input.pick(&KINDS), content });
            }
            _ => {
                let place = input.below(files[at].content.len());
                let byte = input.byte();
                if let Some(changed) = files[at].content.get_mut(place) {
                    *changed ^= byte;
                }
            }
        }
        // A bundle does not protect the text, the slip and the salts. The seal does.
        other_text = true;
    }
    let accepted = any(&tar_of(&files));
    let same = |files: &[File]| -> Vec<(String, EntryType)> {
        files.iter().map(|file| (file.path.clone(), file.kind)).collect()
    };
    match accepted {
        Some(bundle) => {
            assert_eq!(same(&files)[..3], same(&whole)[..3], "the first three, in order");
            for (at, (file, enclosure)) in files[3..].iter().zip(&bundle.enclosures).enumerate() {
                assert_eq!((&*file.path, file.kind), (&*format!("enclosures/{}", at + 1), EntryType::Regular));
                assert_eq!(hash(&file.content[..]).expect("in memory"), enclosure.content);
            }
            assert_eq!(files.len(), 3 + bundle.enclosures.len(), "nothing else");
            if !other_text {
                assert!(good && bundle.enclosures.iter().eq(enclosures.iter().map(|(enclosure, _)| enclosure)));
                assert_eq!(bundle.text, text);
            }
        }
        None => assert!(!(good && files == whole), "a bundle is refused"),
    }
}

/// A second implementation of the manifest.
fn manifest(enclosures: &[(Enclosure, Vec<u8>)]) -> String {
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let entry = |(each, _): &(Enclosure, Vec<u8>)| {
        format!(r#"{{"label":"{}","salt":"{}","sha256":"{}"}}"#, each.label, hex(&each.salt), hex(&each.content))
    };
    let entries: Vec<String> = enclosures.iter().map(entry).collect();
    format!(r#"{{"firsthand":"bundle/v1","enclosures":[{}]}}"#, entries.join(","))
}

fn tar_of(files: &[File]) -> Vec<u8> {
    let mut out = Builder::new(Vec::new());
    for file in files {
        let mut header = Header::new_ustar();
        let path = &file.path.as_bytes()[..file.path.len().min(100)];
        header.as_ustar_mut().expect("it is one").name[..path.len()].copy_from_slice(path);
        header.set_size(file.content.len() as u64);
        header.set_entry_type(file.kind);
        header.set_cksum();
        out.append(&header, &file.content[..]).expect("in memory");
    }
    out.into_inner().expect("in memory")
}
