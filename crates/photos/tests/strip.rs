//! What is kept, what is left out, what is refused.

mod common;

use common::*;
use firsthand_photos::limits::MAX_PIXELS;
use firsthand_photos::{Format, OtherKind, Photograph, Refused, strip};

#[track_caller]
fn stripped(bytes: &[u8]) -> Photograph {
    let photograph = strip(bytes).unwrap();
    assert!(photograph.bytes.len() <= bytes.len() + 8, "{} bytes of {}", photograph.bytes.len(), bytes.len());
    assert_eq!(strip(&photograph.bytes).as_ref(), Ok(&photograph), "stripped again, it is another");
    photograph
}

fn pixels(bytes: &[u8]) -> image::DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

#[test]
fn pixels_and_sizes_are_kept() {
    for (name, bytes) in clean() {
        let photograph = stripped(&bytes);
        let before = pixels(&bytes);
        assert_eq!(before, pixels(&photograph.bytes), "{name}");
        assert_eq!((before.width(), before.height()), (photograph.width, photograph.height), "{name}");
        assert_eq!(photograph.orientation, 1, "{name}");
        let format = image::guess_format(&bytes).unwrap();
        assert_eq!(format.to_mime_type(), photograph.format.media_type(), "{name}");
        assert!(format.extensions_str().contains(&photograph.format.extension()), "{name}");
    }
}

#[test]
fn nothing_planted_is_kept() {
    let mut canaries = 0;
    for (name, with, without) in planted() {
        assert_ne!(with, without, "{name}: nothing is planted");
        // Some places are too narrow for it; that nothing differs holds for all.
        canaries += usize::from(has(&with, CANARY));
        let photograph = stripped(&with);
        assert!(!has(&photograph.bytes, CANARY), "{name}");
        assert_eq!(photograph, stripped(&without), "{name}");
    }
    assert!(canaries > 700, "{canaries}");
}

#[test]
fn all_at_once() {
    let jpeg = baseline();
    let mut with = jpeg[..20].to_vec();
    for marker in 0xe0..0xff {
        with.extend(segment(marker, CANARY));
    }
    with.extend(segment(0xe1, &join(&[b"Exif\0\0", &exif(6, false)])));
    with.extend(&jpeg[20..]);
    with.extend(CANARY);
    let photograph = stripped(&with);
    assert!(!has(&photograph.bytes, CANARY));
    assert_eq!(photograph.orientation, 6);
    assert_eq!(photograph.bytes.len(), stripped(&jpeg).bytes.len() + 36);
}

/// The same picture with a block of Exif, in each format that has a place for it.
fn with_exif(tiff: &[u8]) -> Vec<Vec<u8>> {
    let (jpeg, png) = (baseline(), rgba());
    let picture = riff_chunk(b"VP8L", content(LOSSLESS, b"VP8L"));
    vec![
        plant(&jpeg, 20, &segment(0xe1, &join(&[b"Exif\0\0", tiff]))),
        plant(&jpeg, 2, &segment(0xe1, &join(&[b"Exif\0\0", tiff]))),
        plant(&png, 33, &chunk(b"eXIf", tiff)),
        plant(&png, png.len() - 12, &chunk(b"eXIf", tiff)),
        riff(&[&vp8x(0x18), &picture, &riff_chunk(b"EXIF", tiff)]),
        riff(&[&vp8x(0x18), &picture, &riff_chunk(b"EXIF", &join(&[b"Exif\0\0", tiff]))]),
        riff(&[
            &vp8x(0x18),
            &riff_chunk(b"ALPH", content(ALPHA, b"ALPH")),
            &riff_chunk(b"VP8 ", content(ALPHA, b"VP8 ")),
            &riff_chunk(b"EXIF", tiff),
        ]),
    ]
}

#[test]
fn the_orientation_is_kept_and_nothing_else_of_exif() {
    for orientation in 1..=8 {
        for (little, big) in with_exif(&exif(orientation, true)).iter().zip(with_exif(&exif(orientation, false))) {
            let photograph = stripped(little);
            assert_eq!(photograph, stripped(&big));
            assert_eq!(u16::from(photograph.orientation), orientation);
            assert!(!has(&photograph.bytes, CANARY));
            let tiff = [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", &[orientation as u8][..], &[0; 6]].concat();
            assert_eq!(has(&photograph.bytes, &tiff), orientation != 1);
            let shown = photograph.shown();
            let (width, height) = (photograph.width, photograph.height);
            assert_eq!(shown, if orientation > 4 { (height, width) } else { (width, height) });
            let mut decoder = image::ImageReader::new(std::io::Cursor::new(&photograph.bytes));
            decoder.set_format(image::guess_format(&photograph.bytes).unwrap());
            let read = image::ImageDecoder::orientation(&mut decoder.into_decoder().unwrap()).unwrap();
            assert_eq!(u16::from(read.to_exif()), orientation, "as another library reads it");
        }
    }
}

#[test]
fn an_orientation_that_is_none_is_dropped() {
    let good = exif(6, true);
    let field = find(&good, &[0x12, 0x01, 3, 0]);
    let changed = |at: usize, value: u8| {
        let mut tiff = good.clone();
        tiff[at] = value;
        tiff
    };
    let mut without = vec![exif(0, true), exif(9, true), exif(0x0600, true), b"II*\0".to_vec(), vec![]];
    // Of another type, or more than one; another tag; a directory beyond the end; no TIFF.
    without.extend([changed(field + 2, 4), changed(field + 4, 2), changed(field, 0x13), changed(7, 1), changed(2, 0)]);
    without.extend((0..field + 10).map(|end| good[..end].to_vec()));
    for tiff in without {
        for bytes in with_exif(&tiff) {
            let photograph = stripped(&bytes);
            assert_eq!(photograph.orientation, 1, "{tiff:?}");
            assert!(!has(&photograph.bytes, b"MM\0*"), "{tiff:?}");
        }
    }
    // The first block counts.
    let two = join(&[&segment(0xe1, &join(&[b"Exif\0\0", &exif(3, true)])), &segment(0xe1, b"Exif\0\0MM\0*")]);
    assert_eq!(stripped(&plant(&baseline(), 20, &two)).orientation, 3);
    // Behind the picture it is none of a JPEG's.
    let jpeg = baseline();
    let late = plant(&jpeg, jpeg.len() - 2, &segment(0xe1, &join(&[b"Exif\0\0", &good])));
    assert_eq!(stripped(&late), stripped(&jpeg));
    // A simple WebP has no place for it.
    let picture = riff_chunk(b"VP8L", content(LOSSLESS, b"VP8L"));
    assert_eq!(stripped(&riff(&[&picture, &riff_chunk(b"EXIF", &good)])).orientation, 1);
}

#[test]
fn what_tells_how_colours_are_coded_is_kept() {
    let jfif = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    assert!(stripped(&baseline()).bytes[2..].starts_with(jfif));
    assert!(stripped(CMYK).bytes[2..].starts_with(b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0"));
    // Red, green and blue instead of brightness and colour: seen otherwise, and kept so.
    let plain = [&baseline()[..2], &baseline()[20..]].concat();
    let rgb = plant(&plain, 2, b"\xff\xee\0\x0eAdobe\0\x65\x80\0\0\0\0");
    assert_ne!(pixels(&rgb), pixels(&plain));
    assert_eq!(pixels(&stripped(&rgb).bytes), pixels(&rgb));
    assert!(!has(&stripped(&plain).bytes, b"JFIF"));
}

#[test]
fn fill_bytes_within_a_scan_are_dropped_and_restarts_kept() {
    let at = find(RESTARTS, &[0xff, 0xd1]);
    let filled = plant(RESTARTS, at, &[0xff; 5]);
    assert_eq!(stripped(&filled), stripped(RESTARTS));
    for marker in [0xd0, 0xd1, 0xd2] {
        assert!(has(&stripped(RESTARTS).bytes, &[0xff, marker]));
    }
    assert!(has(&stripped(RESTARTS).bytes, &[0xff, 0xdd, 0, 4, 0, 1]));
}

#[test]
fn a_file_cut_short_is_refused() {
    let mut all = clean();
    all.push(("turned jpeg", with_exif(&exif(6, true))[0].clone()));
    all.push(("turned png", with_exif(&exif(6, true))[2].clone()));
    all.push(("turned webp", with_exif(&exif(6, true))[6].clone()));
    for (name, bytes) in all {
        for end in 0..bytes.len() {
            let refused = strip(&bytes[..end]).expect_err(name);
            let known = matches!(refused, Refused::NotAPhotograph | Refused::Malformed { .. } | Refused::OtherKind(_));
            assert!(known, "{name} cut at {end}: {refused:?}");
        }
    }
    for (_, bytes, _) in planted() {
        for end in 0..bytes.len() {
            if let Ok(photograph) = strip(&bytes[..end]) {
                assert!(!has(&photograph.bytes, CANARY));
            }
        }
    }
}

#[test]
fn whatever_is_changed_never_panics_and_what_passes_is_stable() {
    let mut seeds: Vec<Vec<u8>> = planted().into_iter().map(|(_, with, _)| with).collect();
    seeds.extend(clean().into_iter().map(|(_, bytes)| bytes));
    (1..=8).for_each(|orientation| seeds.extend(with_exif(&exif(orientation, true))));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % bound as u64) as usize
    };
    let mut passed = 0;
    for round in 0..100_000 {
        let mut bytes = seeds[round % seeds.len()].clone();
        for _ in 0..=below(4) {
            let at = below(bytes.len());
            match below(8) {
                0..=2 => bytes[at] ^= 1 << below(8),
                3 => bytes[at] = below(256) as u8,
                4 => bytes[at] = 0xff,
                5 => _ = bytes.remove(at),
                6 => bytes.insert(at, below(256) as u8),
                _ => {
                    let end = (at + below(60)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    let to = below(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
            if bytes.is_empty() {
                break;
            }
            // Else hardly a changed PNG would be read beyond the first CRC.
            if bytes.starts_with(b"\x89PNG") && below(4) > 0 {
                mend(&mut bytes);
            }
        }
        passed += usize::from(strip(&bytes).is_ok_and(|_| {
            stripped(&bytes);
            true
        }));
    }
    println!("{passed} of 100000 changed files pass");
    assert!(passed > 10_000, "{passed}");
}

/// Rights the CRCs as far as the chunks can be followed.
fn mend(png: &mut [u8]) {
    let mut at = 8;
    while let Some(length) = png.get(at..).and_then(|rest| rest.first_chunk()) {
        let end = at + 8 + u32::from_be_bytes(*length) as usize;
        if end + 4 > png.len() {
            return;
        }
        let crc = crc32fast::hash(&png[at + 4..end]);
        png[end..end + 4].copy_from_slice(&crc.to_be_bytes());
        at = end + 4;
    }
}

#[test]
fn other_kinds_are_named() {
    let brands = |major: &[u8; 4], other: &[u8; 4]| join(&[b"\0\0\0\x18ftyp", major, b"\0\0\0\0mif1", other, &[0; 40]]);
    let cases: [(Vec<u8>, OtherKind); 14] = [
        (brands(b"heic", b"MiHE"), OtherKind::Heic),
        (brands(b"mif1", b"heic"), OtherKind::Heic),
        (brands(b"avif", b"miaf"), OtherKind::Avif),
        (brands(b"mif1", b"avif"), OtherKind::Avif),
        (b"\0\0\0\x14ftypisom\0\0\x02\0mp42".to_vec(), OtherKind::Film),
        (b"\0\0\0\x14ftypcrx \0\0\0\x01isom".to_vec(), OtherKind::Film),
        (b"GIF89a".to_vec(), OtherKind::Gif),
        (b"II*\0\x08\0\0\0".to_vec(), OtherKind::Tiff),
        (b"MM\0*\0\0\0\x08".to_vec(), OtherKind::Tiff),
        (b"MM\0+\0\x08\0\0".to_vec(), OtherKind::Tiff),
        (b"\xff\x0a\0".to_vec(), OtherKind::JpegXl),
        (b"\0\0\0\x0cJXL \r\n\x87\n".to_vec(), OtherKind::JpegXl),
        (b"\0\0\0\x0cjP  \r\n\x87\n".to_vec(), OtherKind::Jpeg2000),
        (b"BM\x10\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), OtherKind::Bmp),
    ];
    for (bytes, kind) in cases {
        assert_eq!(strip(&bytes), Err(Refused::OtherKind(kind)));
    }
    for bytes in [&b""[..], b"<svg/>", b"%PDF-1.7", b"\xff\xd8", b"\0\0\0\x0cftyp", b"RIFF\0\0\0\0WAVE"] {
        let refused = strip(bytes).unwrap_err();
        assert!(matches!(refused, Refused::NotAPhotograph | Refused::OtherKind(OtherKind::Film)), "{refused:?}");
    }
    let picture = riff_chunk(b"VP8L", content(LOSSLESS, b"VP8L"));
    assert_eq!(strip(&riff(&[&vp8x(0x02), &picture])), Err(Refused::Animated));
    assert_eq!(strip(&riff(&[&vp8x(0), &riff_chunk(b"ANMF", b""), &picture])), Err(Refused::Animated));
}

/// `jpeg` with its frame's marker or one byte of the frame changed.
fn frame(jpeg: &[u8], byte: usize, value: u8) -> Vec<u8> {
    let at = find(jpeg, &[0xff, 0xc0]);
    let mut bytes = jpeg.to_vec();
    bytes[at + byte] = value;
    bytes
}

#[test]
fn what_browsers_do_not_show_is_refused() {
    let jpeg = baseline();
    for marker in [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf] {
        assert!(matches!(strip(&frame(&jpeg, 1, marker)), Err(Refused::Coding(_))), "{marker:x}");
    }
    assert!(matches!(strip(&frame(&jpeg, 4, 12)), Err(Refused::Coding(_))));
    assert!(matches!(strip(&frame(&jpeg, 9, 2)), Err(Refused::Coding(_))));
}

#[test]
fn pictures_too_large_are_refused() {
    let jpeg = baseline();
    let sized = |height: u16, width: u16| {
        let at = find(&jpeg, &[0xff, 0xc0]) + 5;
        [&jpeg[..at], &height.to_be_bytes(), &width.to_be_bytes(), &jpeg[at + 4..]].concat()
    };
    assert!(strip(&sized(8192, 16384)).is_ok());
    assert_eq!(u64::from(8192_u32) * 16384, MAX_PIXELS);
    assert_eq!(strip(&sized(8193, 16384)), Err(Refused::TooLarge { width: 16384, height: 8193 }));
    assert!(matches!(strip(&sized(0, 20)), Err(Refused::Malformed { .. })));
    assert!(matches!(strip(&png(70_000, 1, 0, 0, b"", 9)), Err(Refused::TooLarge { .. })));
    let mut line = png(70_000, 1, 0, 0, b"", 9);
    line[20..24].copy_from_slice(&1_u32.to_be_bytes());
    mend(&mut line);
    assert_eq!(strip(&line), Err(Refused::TooLarge { width: 70_000, height: 1 }));
    let mut webp = LOSSY.to_vec();
    webp[26..30].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
    assert_eq!(strip(&webp), Err(Refused::TooLarge { width: 16383, height: 16383 }));
}

#[test]
fn no_viewer_is_worn_out() {
    // A compressed picture of more than its pixels, which ends long after they do.
    assert!(matches!(strip(&png(6, 8, 6, 0, b"", 1 << 24)), Err(Refused::Malformed { .. })));
    assert!(matches!(strip(&png(6, 8, 6, 0, b"", 6 * 25 + 1)), Err(Refused::Malformed { .. })));
    assert!(matches!(strip(&png(6, 8, 6, 0, b"", 6 * 25 - 1)), Err(Refused::Malformed { .. })));
    // Scan upon scan.
    let jpeg = baseline();
    let (scan, end) = (find(&jpeg, &[0xff, 0xda]), jpeg.len() - 2);
    let again = |times| [&jpeg[..scan], &jpeg[scan..end].repeat(times), &jpeg[end..]].concat();
    assert!(strip(&again(100)).is_ok());
    assert!(matches!(strip(&again(101)), Err(Refused::Malformed { .. })));
}

#[test]
fn what_breaks_the_rules_is_refused() {
    let jpeg = baseline();
    let scan = find(&jpeg, &[0xff, 0xda]);
    let table = find(&jpeg, &[0xff, 0xdb]);
    let one_more = |marker: u8| {
        let at = find(&jpeg, &[0xff, marker]);
        let mut bytes = plant(&jpeg, at + 2 + usize::from(jpeg[at + 3]), b"!");
        bytes[at + 3] += 1;
        bytes
    };
    let broken = [
        ("a frame with more in it", one_more(0xc0)),
        ("a scan with more in it", one_more(0xda)),
        ("an interval with more in it", plant(&jpeg, scan, &segment(0xdd, b"\0\0!"))),
        ("no quantisation table", plant(&jpeg, table, &[0xff, 0xd9])),
        ("tables left out", [&jpeg[..table], &jpeg[find(&jpeg, &[0xff, 0xc0])..]].concat()),
        ("two frames", plant(&jpeg, scan, &segment(0xc0, &[8, 0, 18, 0, 20, 1, 1, 0x11, 0]))),
        ("two starts", plant(&jpeg, scan, &[0xff, 0xd8])),
        ("a segment of no length", plant(&jpeg, scan, &[0xff, 0xfe, 0, 1])),
        ("too many codes", plant(&jpeg, scan, &segment(0xc4, &[&[0, 3][..], &[0; 15], b"abc"].concat()))),
        ("a chunk that must be known", plant(&rgba(), 33, &chunk(b"CgBI", b""))),
        ("a picture in two places", in_two(&rgba(), &chunk(b"tEXt", CANARY))),
        ("no palette", png(6, 2, 3, 0, b"", 18)),
        ("a palette too long", png(6, 2, 3, 0, &chunk(b"PLTE", &[0; 15]), 18)),
        ("another size than its header", riff(&[&vp8x(0), &riff_chunk(b"VP8L", b"\x2f\0\0\0\0")])),
        ("no picture", riff(&[&vp8x(0)])),
    ];
    for (name, bytes) in broken {
        assert!(matches!(strip(&bytes), Err(Refused::Malformed { .. })), "{name}: {:?}", strip(&bytes));
    }
    let mut png = rgba();
    png[45] ^= 1;
    assert!(matches!(strip(&png), Err(Refused::Malformed { .. })));
    assert_eq!(stripped(&in_two(&rgba(), b"")), stripped(&rgba()));
    assert_eq!(stripped(&rgba()).format, Format::Png);
}
