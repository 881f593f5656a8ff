//! Finding copies: the files of an index, and texts that are aligned (`crates/copies`).

use firsthand_copies::align::{Alignment, tokens};
use firsthand_copies::collate::{collate, parallels};
use firsthand_copies::compare;
use firsthand_copies::index::Index;
use firsthand_copies::trace::Tracer;

use crate::input::{Input, utf8};

/// The length of a footer between its version and its checksum, in bytes (`index/segment.rs`).
const FOOTER: usize = 140;
const SUMS: usize = 12;
const BLOCK: usize = 4096;

/// The input: `f` and the bytes of a file, or texts and the damage to the file that they make.
pub fn segment(data: &[u8]) {
    match data.split_first() {
        Some((b'f', file)) => drop(Index::from_bytes(file.to_vec()).map(|index| asked(&index, "the bridge"))),
        Some((_, making)) => made(Input::new(making)),
        None => {}
    }
}

/// Asks an index with any content. It answers or refuses, and always ends.
fn asked(index: &Index, copy: &str) -> Option<Vec<String>> {
    let found = index.find(copy, 5).ok().map(|found| found.matches.iter().map(|found| found.id.to_owned()).collect());
    let _ = index.by_terms(copy, 5);
    let _ = (index.ids(), index.stat(), index.check());
    if let Ok(tracer) = Tracer::new(index) {
        let _ = tracer.hits(copy);
    }
    found
}

/// Changes some bytes of the file that texts make. With the old checksums it gives the same answer or none. With new checksums,
/// as an attacker would write them, it gives any answer or none.
fn made(mut input: Input) {
    let fits = input.below(2) == 1;
    let texts: Vec<String> = (0..1 + input.below(4))
        .map(|_| {
            let length = input.below(600);
            utf8(input.bytes(length)).repeat(1 + input.below(8))
        })
        .collect();
    let ids: Vec<String> = (0..texts.len()).map(|at| at.to_string()).collect();
    let bytes = Index::bytes(ids.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    let copy = &texts[input.below(texts.len())];
    let right = asked(&Index::from_bytes(bytes.clone()).expect("it was written now"), copy);
    let mut damaged = bytes;
    for _ in 0..1 + input.below(4) {
        // The tables that lead to the texts stand after them.
        let from_end = input.below(damaged.len().min(1 << 16));
        let at = damaged.len() - 1 - from_end;
        damaged[at] ^= 1 << input.below(8);
    }
    if fits {
        sum(&mut damaged);
    }
    if let Ok(index) = Index::from_bytes(damaged) {
        let found = asked(&index, copy);
        assert!(fits || found.is_none() || found == right, "what is damaged gives no other answer");
    }
}

/// Writes checksums that fit the changed bytes.
fn sum(bytes: &mut Vec<u8>) {
    let footer = bytes.len() - FOOTER;
    let lengths = bytes[footer + 16 + 24..bytes.len() - 4].chunks_exact(8);
    let lengths = lengths.map(|length| u64::from_le_bytes(length.try_into().expect("there are eight")));
    let body = lengths.fold(0u64, |at, length| at.saturating_add(length).saturating_add(7) & !7) as usize;
    if body + 4 * body.div_ceil(BLOCK) == footer {
        let sums: Vec<u8> =
            bytes[..body].chunks(BLOCK).flat_map(|block| crc32fast::hash(block).to_le_bytes()).collect();
        bytes[body..footer].copy_from_slice(&sums);
        let all = crc32fast::hash(&sums).to_le_bytes();
        bytes[footer + SUMS..footer + SUMS + 4].copy_from_slice(&all);
    }
    let end = bytes.len() - 4;
    let own = crc32fast::hash(&bytes[footer..end]).to_le_bytes();
    bytes[end..].copy_from_slice(&own);
}

/// Up to four texts, each made of pieces of one: aligned, compared, collated, and found.
pub fn versions(data: &[u8]) {
    let mut input = Input::new(data);
    let length = input.below(1024);
    let root = utf8(input.bytes(length));
    let mut texts = vec![root.clone()];
    for _ in 0..input.below(4) {
        let mut text = String::new();
        for _ in 0..input.below(6) {
            let from = root.floor_char_boundary(input.below(root.len() + 1));
            let to = root.ceil_char_boundary((from + input.below(300)).min(root.len()));
            text += &root[from..to];
            let more = input.below(12);
            text += &input.characters(more);
        }
        texts.push(text);
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for pair in texts.windows(2) {
        alignment(pair[0], pair[1]);
        comparison(pair[0], pair[1]);
    }
    let collation = collate(&texts);
    for (at, version) in collation.versions.iter().enumerate() {
        let words: Vec<usize> = collation.segments.iter().flat_map(|segment| segment.words[at].clone()).collect();
        assert_eq!(words, (0..version.words.len()).collect::<Vec<_>>(), "every word stands once and in order");
        collation.segments.iter().for_each(|segment| drop(version.show(segment.words[at].clone())));
    }
    let mut turned = texts.clone();
    turned.reverse();
    let again = collate(&turned);
    assert_eq!(collation.in_common(), again.in_common(), "the order given does not matter");
    assert_eq!(collation.segments.len(), again.segments.len());
    for found in parallels(&texts.concat()) {
        assert!(found.places.len() > 1);
    }
    let ids: Vec<String> = (0..texts.len()).map(|at| at.to_string()).collect();
    let index = Index::of(ids.iter().map(String::as_str).zip(texts.iter().copied()));
    index.check().expect("it was written now");
    index.find(&root, 5).expect("it is whole");
    Tracer::new(&index).and_then(|tracer| tracer.hits(&root).map(drop)).expect("it is whole");
}

fn alignment(text: &str, copy: &str) {
    let (of_text, of_copy) = (tokens(text), tokens(copy));
    let alignment = Alignment::of(text, &of_text, copy, &of_copy);
    let (mut in_text, mut last) = (vec![false; of_text.len()], None);
    for pair in &alignment.pairs {
        assert!(last < Some(pair.copy), "a word of the copy stands in one pair");
        last = Some(pair.copy);
        assert!(!std::mem::replace(&mut in_text[pair.text], true), "and so does one of the text");
        let same = of_text[pair.text].letters == of_copy[pair.copy].letters;
        assert!((pair.alike == 1.0) >= same && (0.5..=1.0).contains(&pair.alike));
    }
    assert!((0.0..=1.0).contains(&alignment.identity()));
}

fn comparison(text: &str, copy: &str) {
    let [text, copy] = [text, copy].map(|text| text.split_whitespace().collect::<Vec<_>>());
    let (mut in_text, mut in_copy) = (vec![0; text.len()], Vec::new());
    let comparison = compare(&text, &copy, |word| word.starts_with('█'));
    let _ = (comparison.quote(), comparison.quoted(), comparison.counts());
    for piece in &comparison.pieces {
        let (of_text, of_copy) = piece.ranges();
        of_text.for_each(|at| in_text[at] += 1);
        in_copy.extend(of_copy);
    }
    assert!(in_text.iter().all(|times| *times == 1), "a comparison holds every word of the text");
    assert!(in_copy.into_iter().eq(0..copy.len()), "and of the copy");
}
