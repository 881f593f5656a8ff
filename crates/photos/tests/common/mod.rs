//! Small pictures, and the ways in which something can be planted in them.

/// What no output may hold.
pub const CANARY: &[u8] = b"canary-7f3a91";

pub const PROGRESSIVE: &[u8] = include_bytes!("../data/progressive.jpg");
pub const RESTARTS: &[u8] = include_bytes!("../data/restarts.jpg");
pub const CMYK: &[u8] = include_bytes!("../data/cmyk.jpg");
pub const LOSSY: &[u8] = include_bytes!("../data/lossy.webp");
pub const ALPHA: &[u8] = include_bytes!("../data/alpha.webp");
pub const LOSSLESS: &[u8] = include_bytes!("../data/lossless.webp");

pub fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

pub fn join(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// `bytes` with `planted` at `at`.
pub fn plant(bytes: &[u8], at: usize, planted: &[u8]) -> Vec<u8> {
    join(&[&bytes[..at], planted, &bytes[at..]])
}

pub fn find(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).position(|window| window == wanted).expect("a fixture has what is looked for")
}

/// Exif as a camera writes it: maker, orientation, a directory of GPS, a thumbnail.
pub fn exif(orientation: u16, little: bool) -> Vec<u8> {
    let short = |value: u16| if little { value.to_le_bytes() } else { value.to_be_bytes() };
    let long = |value: u32| if little { value.to_le_bytes() } else { value.to_be_bytes() };
    let field =
        |tag: u16, kind: u16, count: u32, value: [u8; 4]| join(&[&short(tag), &short(kind), &long(count), &value]);
    let length = CANARY.len() as u32;
    let mut value = [0; 4];
    value[..2].copy_from_slice(&short(orientation));
    let fields = [field(0x010f, 2, length, long(200)), field(0x0112, 3, 1, value), field(0x8825, 4, 1, long(100))];
    let mut tiff = join(&[if little { b"II*\0" } else { b"MM\0*" }, &long(8), &short(3)]);
    fields.iter().for_each(|field| tiff.extend(field));
    tiff.extend(long(150));
    tiff.resize(100, 0);
    tiff.extend(join(&[&short(1), &field(0x001d, 2, length, long(200)), &long(0)]));
    tiff.resize(150, 0);
    tiff.extend(join(&[&short(1), &field(0x0201, 4, 1, long(200)), &long(0)]));
    tiff.resize(200, 0);
    tiff.extend(CANARY);
    tiff
}

pub fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    join(&[&[0xff, marker], &(content.len() as u16 + 2).to_be_bytes(), content])
}

/// A baseline JPEG without subsampling, in the order of segments that is usual.
pub fn baseline() -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels: Vec<u8> = (0..20 * 18 * 3).map(|n| (n * 7 % 251) as u8).collect();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 50);
    encoder.encode(&pixels, 20, 18, image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

pub fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = join(&[name, content]);
    join(&[&(content.len() as u32).to_be_bytes(), &named, &crc32fast::hash(&named).to_be_bytes()])
}

/// A PNG of these many pixels to each side, its rows being any bytes; `middle` goes between the header and the picture.
pub fn png(side: u32, depth: u8, colour: u8, interlaced: u8, middle: &[u8], unpacked: usize) -> Vec<u8> {
    // Zeros among them are the filters, in whatever place: 0 to 4 are known.
    let rows: Vec<u8> = (0..unpacked).map(|n| (n % 5) as u8).collect();
    let data = miniz_oxide::deflate::compress_to_vec_zlib(&rows, 6);
    let header = join(&[&side.to_be_bytes(), &side.to_be_bytes(), &[depth, colour, 0, 0, interlaced]]);
    let parts = [chunk(b"IHDR", &header), middle.to_vec(), chunk(b"IDAT", &data), chunk(b"IEND", b"")];
    join(&[b"\x89PNG\r\n\x1a\n", &parts.concat()])
}

/// Eight bits each of red, green, blue and alpha.
pub fn rgba() -> Vec<u8> {
    png(6, 8, 6, 0, b"", 6 * 25)
}

/// Two bits of a palette of four, one of them clear.
pub fn palette() -> Vec<u8> {
    png(6, 2, 3, 0, &join(&[&chunk(b"PLTE", &[9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]), &chunk(b"tRNS", &[255, 0])]), 6 * 3)
}

/// Adam7 on a side of five, each row behind its filter: 1 × 1, 1 × 1, 2 × 1, 1 × 2, 3 × 1, 2 × 3 and 5 × 2 pixels.
pub fn interlaced() -> Vec<u8> {
    png(5, 8, 0, 1, b"", 2 + 2 + 3 + 2 * 2 + 4 + 3 * 3 + 2 * 6)
}

pub fn riff_chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let padding: &[u8] = if content.len() % 2 == 1 { &[0] } else { &[] };
    join(&[name, &(content.len() as u32).to_le_bytes(), content, padding])
}

pub fn riff(chunks: &[&[u8]]) -> Vec<u8> {
    let chunks = chunks.concat();
    join(&[b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes(), b"WEBP", &chunks])
}

/// The content of a WebP's chunk.
pub fn content<'a>(webp: &'a [u8], name: &[u8; 4]) -> &'a [u8] {
    let at = find(webp, name);
    let length = u32::from_le_bytes(webp[at + 4..at + 8].try_into().unwrap()) as usize;
    &webp[at + 8..at + 8 + length]
}

/// The header of an extended WebP of 20 × 18 pixels.
pub fn vp8x(flags: u8) -> Vec<u8> {
    riff_chunk(b"VP8X", &[flags, 0, 0, 0, 19, 0, 0, 17, 0, 0])
}

/// A PNG's picture in two chunks, with something between them.
pub fn in_two(png: &[u8], between: &[u8]) -> Vec<u8> {
    let data = find(png, b"IDAT") - 4;
    let content = &png[data + 8..png.len() - 16];
    let (one, two) = content.split_at(content.len() / 2);
    join(&[&png[..data], &chunk(b"IDAT", one), between, &chunk(b"IDAT", two), &png[png.len() - 12..]])
}

/// Every fixture, nothing planted in it.
pub fn clean() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("baseline", baseline()),
        ("progressive", PROGRESSIVE.to_vec()),
        ("restarts", RESTARTS.to_vec()),
        ("cmyk", CMYK.to_vec()),
        ("rgba", rgba()),
        ("palette", palette()),
        ("interlaced", interlaced()),
        ("lossy", LOSSY.to_vec()),
        ("alpha", ALPHA.to_vec()),
        ("lossless", LOSSLESS.to_vec()),
    ]
}

/// Something planted in each place that a file has for it; beside it the same picture without.
pub fn planted() -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut all = Vec::new();
    let mut add = |name: &str, with: Vec<u8>, without: &[u8]| all.push((name.to_owned(), with, without.to_vec()));
    for (name, jpeg) in clean().into_iter().filter(|(_, bytes)| bytes.starts_with(b"\xff\xd8")) {
        plant_in_jpeg(&jpeg, &mut |place, with| add(&format!("{name}: {place}"), with, &jpeg));
    }
    for (name, png) in clean().into_iter().filter(|(_, bytes)| bytes.starts_with(b"\x89PNG")) {
        plant_in_png(&png, &mut |place, with| add(&format!("{name}: {place}"), with, &png));
    }
    plant_in_webp(&mut add);
    all
}

fn plant_in_jpeg(jpeg: &[u8], add: &mut dyn FnMut(&str, Vec<u8>)) {
    let end = jpeg.len();
    let first = 2;
    let second = first + 2 + usize::from(jpeg[5]);
    let scan = find(jpeg, &[0xff, 0xda]);
    // Where a scan's data ends, or the last one's.
    let tail = end - 2;

    let named: [(&str, u8, &[u8]); 12] = [
        ("JFXX thumbnail", 0xe0, b"JFXX\0\x13\x01\x01"),
        ("Exif", 0xe1, b"Exif\0\0"),
        ("XMP", 0xe1, b"http://ns.adobe.com/xap/1.0/\0"),
        ("extended XMP", 0xe1, b"http://ns.adobe.com/xmp/extension/\0"),
        ("colour profile", 0xe2, b"ICC_PROFILE\0\x01\x01"),
        ("Multi-Picture Format", 0xe2, b"MPF\0MM\0*"),
        ("FLIR", 0xe1, b"FLIR\0"),
        ("Meta", 0xe3, b"Meta\0\0"),
        ("JUMBF", 0xeb, b"JP\0\x01"),
        ("Ducky", 0xec, b"Ducky"),
        ("Photoshop", 0xed, b"Photoshop 3.0\08BIM"),
        ("comment", 0xfe, b""),
    ];
    for (place, marker, head) in named {
        add(place, plant(jpeg, second, &segment(marker, &join(&[head, CANARY]))));
    }
    for marker in (0xe0..=0xff).filter(|marker| *marker != 0xff) {
        for (place, at) in [("first", first), ("before the scan", scan), ("at the end", tail)] {
            add(&format!("marker {marker:x} {place}"), plant(jpeg, at, &segment(marker, CANARY)));
        }
    }
    add("number of lines", plant(jpeg, tail, &segment(0xdc, CANARY)));
    add("expansion", plant(jpeg, scan, &segment(0xdf, CANARY)));
    add("Exif of a camera", plant(jpeg, first, &segment(0xe1, &join(&[b"Exif\0\0", &exif(1, true)]))));
    add("between segments", plant(jpeg, second, CANARY));
    add("fill bytes", plant(jpeg, second, &[0xff; 9]));
    add("fill bytes at the end", plant(jpeg, tail, &[0xff; 9]));
    add("a marker that stands alone", plant(jpeg, scan, &join(&[&[0xff, 0x01], CANARY])));
    add("after the end", join(&[jpeg, CANARY]));
    add("another picture after the end", join(&[jpeg, &plant(jpeg, second, &segment(0xfe, CANARY))]));
    add("film after the end", join(&[jpeg, b"\0\0\0\x18ftypmp42", CANARY]));
    // 64 bytes of a table that no component names, and a Huffman table of as many codes as the canary has bytes.
    let mut quantisation = vec![3];
    quantisation.extend(CANARY);
    quantisation.resize(65, 1);
    add("a quantisation table that is not read", plant(jpeg, scan, &segment(0xdb, &quantisation)));
    let huffman = join(&[&[0x13, 0, 0, 0, CANARY.len() as u8], &[0; 12], CANARY]);
    add("a Huffman table that is not read", plant(jpeg, scan, &segment(0xc4, &huffman)));
    add("a table after the last scan", plant(jpeg, tail, &segment(0xdb, &quantisation)));
    let mut replaced = quantisation.clone();
    replaced[0] = 0;
    add("a table that another replaces", plant(jpeg, second, &segment(0xdb, &replaced)));
    add("after a restart too many", plant(jpeg, tail, &join(&[&[0xff, 0xd3], CANARY, &[0xff, 0xd4], CANARY])));
    add("an interval that is not used", plant(jpeg, tail, &segment(0xdd, &[1, 2])));
    let mut unread = jpeg.to_vec();
    for at in (0..end - 1).filter(|at| jpeg[*at..].starts_with(&[0xff, 0xda])) {
        let count = usize::from(jpeg[at + 4]);
        let spectrum = at + 5 + 2 * count;
        // A scan of a whole picture needs no more than its tables; of a progressive one's tables it reads one or none.
        let mask = match (is_progressive(jpeg), jpeg[spectrum], jpeg[spectrum + 2] >> 4) {
            (false, ..) => {
                unread[spectrum..spectrum + 3].copy_from_slice(b"abc");
                0
            }
            (true, 0, 0) => 0x03,
            (true, 0, _) => 0x33,
            (true, ..) => 0x30,
        };
        (0..count).for_each(|component| unread[at + 6 + 2 * component] |= mask);
    }
    add("what a scan's header has and the scan does not read", unread);
    if jpeg[3] == 0xe0 {
        let mut jfif = jpeg[..20].to_vec();
        jfif[3 + 2] += 3 * 8;
        // Density, and a thumbnail of eight pixels.
        jfif[13..20].copy_from_slice(&[1, 1, 44, 1, 44, 8, 1]);
        let mut thumbnail = CANARY.to_vec();
        thumbnail.resize(24, 0);
        add("JFIF thumbnail", join(&[&jfif, &thumbnail, &jpeg[20..]]));
    }
    if let Some(at) = jpeg.windows(5).position(|window| window == b"Adobe") {
        let mut longer = plant(jpeg, at + 12, CANARY);
        longer[at - 1] += CANARY.len() as u8;
        longer[at + 7] = 77;
        add("after Adobe's transform", longer);
    }
}

fn is_progressive(jpeg: &[u8]) -> bool {
    has(jpeg, &[0xff, 0xc2, 0, 17])
}

fn plant_in_png(png: &[u8], add: &mut dyn FnMut(&str, Vec<u8>)) {
    let data = find(png, b"IDAT") - 4;
    let length = u32::from_be_bytes(png[data..data + 4].try_into().unwrap()) as usize;
    let content = &png[data + 8..data + 8 + length];
    let end = png.len() - 12;
    for name in [
        b"tEXt", b"zTXt", b"iTXt", b"tIME", b"iCCP", b"eXIf", b"pHYs", b"sPLT", b"bKGD", b"hIST", b"sBIT", b"gAMA",
        b"cHRM", b"sRGB", b"cICP", b"mDCV", b"acTL", b"fcTL", b"fdAT", b"caBX", b"dSIG", b"gIFg", b"prVt", b"vpAg",
    ] {
        for (place, at) in [("before the picture", data), ("after it", end), ("first", 33)] {
            add(&format!("{} {place}", String::from_utf8_lossy(name)), plant(png, at, &chunk(name, CANARY)));
        }
    }
    add("a camera's Exif", plant(png, data, &chunk(b"eXIf", &exif(1, false))));
    add("transparency after the picture", plant(png, end, &chunk(b"tRNS", CANARY)));
    add("fitting transparency after the picture", plant(png, end, &chunk(b"tRNS", &[0, 1])));
    add("after the end", join(&[png, CANARY]));
    let with = |content: &[&[u8]]| {
        let chunks: Vec<u8> = content.iter().flat_map(|part| chunk(b"IDAT", part)).collect();
        join(&[&png[..data], &chunks, &png[end..]])
    };
    add("behind the compressed picture", with(&[&join(&[content, CANARY])]));
    add("in a chunk of its own behind it", with(&[content, CANARY]));
    let pieces: Vec<&[u8]> = content.chunks(1).chain([CANARY, b""]).collect();
    add("behind a picture in pieces", with(&pieces));
    if png[25] != 3 {
        add("a palette that is advice", plant(png, data, &chunk(b"PLTE", &join(&[CANARY, &[0, 0]]))));
    }
}

fn plant_in_webp(add: &mut impl FnMut(&str, Vec<u8>, &[u8])) {
    let pictures = [("lossy", b"VP8 ", LOSSY), ("lossless", b"VP8L", LOSSLESS)];
    for (name, kind, webp) in pictures {
        let picture = riff_chunk(kind, content(webp, kind));
        let alpha = if kind == b"VP8L" { 0x10 } else { 0 };
        for other in [b"EXIF", b"XMP ", b"ICCP", b"unkn", b"ALPH"] {
            let planted = riff_chunk(other, CANARY);
            let flags = alpha | 0x20 | 0x08 | 0x04;
            // Transparency before a lossy picture is part of it.
            if (kind, other) != (b"VP8 ", b"ALPH") {
                let place = format!("{name}: {} before the picture", String::from_utf8_lossy(other));
                add(&place, riff(&[&vp8x(flags), &planted, &picture]), webp);
            }
            let place = format!("{name}: {} after the picture", String::from_utf8_lossy(other));
            add(&place, riff(&[&vp8x(flags), &picture, &planted]), webp);
            add(&format!("{place}, without a header"), riff(&[&picture, &planted]), webp);
        }
        let mut padded = riff(&[&vp8x(alpha), &picture, &riff_chunk(b"EXIF", CANARY)]);
        *padded.last_mut().unwrap() = b'!';
        add(&format!("{name}: padding"), padded, webp);
        add(&format!("{name}: after the end"), join(&[webp, CANARY]), webp);
        add(&format!("{name}: a second picture"), riff(&[&vp8x(alpha), &picture, &riff_chunk(kind, CANARY)]), webp);
        let header = join(&[&[alpha | 0xc1, 1, 2, 3, 19, 0, 0, 17, 0, 0], CANARY]);
        add(&format!("{name}: a longer header"), riff(&[&riff_chunk(b"VP8X", &header), &picture]), webp);
    }
    let (alpha, picture) = (content(ALPHA, b"ALPH"), riff_chunk(b"VP8 ", content(ALPHA, b"VP8 ")));
    let odd = join(&[&[alpha[0] | 0xc0], &alpha[1..]]);
    let two = riff(&[&vp8x(0x10), &riff_chunk(b"ALPH", &odd), &riff_chunk(b"ALPH", CANARY), &picture]);
    add("alpha: reserved bits and a second one", two, ALPHA);
    let plain = join(&[&[0], &[128; 20 * 18]]);
    let without = riff(&[&vp8x(0x10), &riff_chunk(b"ALPH", &plain), &picture]);
    let more = join(&[&[0xc0], &plain[1..], CANARY]);
    let with = riff(&[&vp8x(0x10), &riff_chunk(b"ALPH", &more), &picture]);
    add("alpha: reserved bits, and behind plain transparency", with, &without);
}
