//! Some characters of each kind that a seal treats in its own way, so that one byte of input selects one of them.

/// A number is reduced to the length of this table, so the first characters come more often.
#[rustfmt::skip]
pub const CHARACTERS: &[char] = &[
    // Plain, and what stands between words
    'a', 'b', 'z', 'n', 'x', 'A', 'I', 'l', '1', '0', ' ', ' ', ' ', ' ', '\n', '\n', '\r', '\t', '.', ',', '-', '-',
    ':', '/', '@', '>', '"', '\'', '\u{A0}', '\u{2028}', '\u{2029}', '\u{85}', '\u{B}', '\u{C}', '\u{3000}',
    '\u{1680}',
    // Dropped
    '\u{AD}', '\u{200B}', '\u{2060}', '\u{FEFF}', '\u{200E}', '\u{61C}', '\u{FE0E}', '\u{FE0F}',
    // Deleted with a warning
    '\u{202A}', '\u{202C}', '\u{2066}', '\u{2069}',
    // Withheld
    '█',
    // Allowed after a visible character
    '\u{200C}', '\u{200D}', '\u{34F}', '\u{180B}', '\u{180E}', '\u{E0100}', '\u{E01EF}',
    // Refused
    '\u{0}', '\u{7}', '\u{7F}', '\u{202D}', '\u{202E}', '\u{2800}', '\u{FFFD}', '\u{FFFE}', '\u{E0041}', '\u{E000}',
    '\u{378}', '\u{3164}', '\u{115F}', '\u{1160}', '\u{FFA0}', '\u{17B4}', '\u{2065}', '\u{10FFFF}',
    // Folded
    '“', '”', '‘', '’', '«', '»', '„', '–', '—', '―', '−', '\u{2010}', '\u{2011}', '…', '‥', 'ﬁ', 'ﬃ', 'ﷺ', 'ﷻ', 'ﻻ',
    'ﺀ', '\u{FB1D}', '\u{FB2A}', '\u{2126}', '\u{212B}', '\u{212A}', '\u{1FEF}', '\u{37E}', '\u{387}', '\u{F900}',
    '\u{2F800}', '\u{FE33}', '\u{FE64}', '\u{2024}', '\u{2215}', '\u{2236}',
    // Words by themselves
    '我', '说', 'が', 'か', 'ー', '\u{309B}', '\u{FF9E}', 'ｶ', '\u{FF70}', '、', '。', '，', '！', '\u{30FB}', 'ก', 'ั', 'ำ',
    'ไ', '่', 'ລ', 'ຳ', 'ក', '្', 'ာ', '\u{1025}', '\u{102E}', '\u{1026}', '\u{200C}',
    // Joining to others
    '\u{300}', '\u{301}', '\u{308}', '\u{323}', '\u{338}', '\u{344}', '\u{345}', '\u{3099}', '\u{309A}', '\u{20DD}',
    '\u{5BC}', '\u{64B}', '\u{653}', '\u{93C}', '\u{1D165}', '\u{1D15E}', '\u{11127}', '\u{11131}', '\u{1F3FB}',
    // NFC joins them, or takes them apart
    'e', 'i', 'K', '=', '<', 'é', 'Å', 'ǭ', 'ा', 'क', '\u{958}', '\u{9C7}', '\u{9BE}', '\u{9CB}', 'ᄀ', 'ᅡ', 'ᆨ', '가',
    'ا', 'أ', 'ש', '\u{FA0E}', '\u{2ADC}', '\u{F71}', '\u{F72}', '\u{F73}', '\u{F81}', '\u{16D63}', '\u{16D67}',
    '\u{16D69}', '\u{105D2}', '\u{307}', '\u{113C2}', '\u{113C9}',
    // Tibetan syllables and their ends
    'ཀ', 'ཤ', '་', '༌', 'ི',
    // Of a slip
    'f', 'F', 's', 't', 'h', 'd', 'q', 'p', '|', '0', 'o',
    // Others
    'ж', 'я', 'Қ', 'ş', 'م', '👩', '❤', '🇰', '☃',
];
