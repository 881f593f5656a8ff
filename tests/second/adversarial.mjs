// Copies such as an adversary, a mail program or a chat makes of a sealed text. Each is made from a seed and a number
// alone, so that it can be made again: `copyAt(seed, number)` gives { text, slips, base, mutations }.
//
// A copy is at first { body, slip, payload, ... }, see `makeBase` and `copyAt`. One to four mutations change it, those
// of an earlier phase first: the account's words, the slip's letters, how both are arranged, how the whole is laid out.

import { readFileSync } from 'node:fs';
import * as firsthand from '../../spec/firsthand.mjs';

const file = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
firsthand.useCharacters(JSON.parse(file('spec/characters.json')));

// ====== Chance ======

/** Numbers from a seed (mulberry32), and what is drawn with them. */
function chance(seed) {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound) => Math.floor(next() * bound);
  const one = (list) => list[below(list.length)];
  const weighted = (list) => {
    let left = next() * list.reduce((sum, { weight }) => sum + weight, 0);
    return list.find(({ weight }) => (left -= weight) < 0) ?? list.at(-1);
  };
  return { below, one, weighted, happens: (share) => next() < share };
}

const seedOf = (...parts) => new DataView(firsthand.sha256(bytesOf(parts.join(' '))).buffer).getInt32(0);
const bytesOf = (text) => new TextEncoder().encode(text);

// ====== What copies are made of ======

const SCRIPTS = ['en', 'ru', 'kk', 'ar', 'zh', 'th'],
  SIZES = [1, 3, 12, 19, 20, 40, 400];
const FORMS = ['whole', 'edition', 'excerpt', 'marked excerpt', 'long slip'];
const bases = new Map();

/** The first `count` words of an account of tests/data, from word `from` on; it begins again at its end. */
function wordsOf(script, from, count) {
  let text = file(`tests/data/accounts/${script}.txt`).trim();
  while (firsthand.words(text).words.length < from + count) text += `\n\n${text}`;
  const { places } = firsthand.words(text);
  return text.slice(places[from].start, places[from + count - 1].end);
}

/** An account of one script, size and form: { body, slip, payload, id, n, apart }. */
async function baseOf(script, size, form) {
  const name = `${script} ${size} ${form}`;
  if (!bases.has(name)) bases.set(name, makeBase(script, size, form, name));
  return bases.get(name);
}

async function makeBase(script, size, form, name) {
  const key = `${script} ${size}`,
    random = firsthand.sha256(bytesOf(`random of ${key}`));
  const secret = firsthand.sha256(bytesOf(`secret of ${key}`)),
    pick = chance(seedOf(name));
  // Around an excerpt there are as many words again.
  const isExcerpt = form.endsWith('excerpt'),
    n = isExcerpt ? 2 * size + 2 : size;
  const sealed = await firsthand.seal(wordsOf(script, size < 400 ? 5 : 0, n), { secret, random });
  let made = sealed;
  if (isExcerpt) {
    const first = pick.below(size + 2),
      ranges = [
        [0, first],
        [first + size, n],
      ];
    made = await firsthand.withhold(
      sealed.text,
      ranges.filter(([start, end]) => start < end),
    );
  } else if (form === 'edition' && size > 1) {
    const count = 1 + pick.below(Math.min(4, Math.floor(size / 3)));
    const starts = Array.from({ length: count }, () => pick.below(size));
    made = await firsthand.withhold(
      sealed.text,
      starts.map((start) => [start, start + 1]),
    );
  } else if (form === 'long slip' && size === 400) {
    made = await firsthand.withhold(
      sealed.text,
      Array.from({ length: 57 }, (_, i) => [7 * i, 7 * i + 1]),
    );
  }
  const standsApart = made.slip.length > 2900;
  let body = made.text.slice(0, standsApart ? undefined : made.text.lastIndexOf(made.slip)).trim();
  if (form === 'excerpt') body = body.replace(/^█+\s*|\s*█+$/g, '');
  const { payload } = firsthand.findSlips(made.slip)[0].slip;
  return {
    name,
    body,
    slip: standsApart ? '' : made.slip,
    payload,
    id: made.id,
    apart: standsApart ? [made.slip] : [],
  };
}

const others = ['en 12 whole', 'ru 40 whole', 'zh 20 excerpt'];
const otherBase = (pick) => {
  const [script, size, form] = pick.one(others).split(' ');
  return baseOf(script, Number(size), form);
};

// ====== Pieces ======

const BREAKS = ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\n\r', '\r\r\n', '\n\n'];
const BLANKS = [
  '\t',
  '\u00a0',
  '\u3000',
  '\u2003',
  '  ',
  ' \t',
  '\u2009',
  '\u1680',
  '\u202f',
  '\u205f',
  '\u200b',
  '\ufeff',
];
const QUOTES = [
  '>',
  '> ',
  '> > ',
  '>>',
  '>> ',
  '| ',
  '|',
  ': ',
  ':',
  '» ',
  '│ ',
  '＞ ',
  '＞',
  '&gt; ',
  '&gt;',
  'DK> ',
  'A> ',
  'ДК> ',
  '\t> ',
  '\t>',
  '\u00a0> ',
  ' > ',
  '>\t',
  '>\u00a0',
  '\u3000> ',
  '> | ',
  '| > ',
  '>\r',
  '\f> ',
  '\u200b> ',
  '>\u200b ',
  '❙ ',
  '▌',
  '┊ ',
  '\u2223 ',
  '➤ ',
  '\uf0b7\t',
  '⬤ ',
];
const HYPHENS = ['-', '\u2010', '\u00ad', '\u2011', '\u2013', '--', '\u00ad-'];
const INVISIBLES = [
  '\ufffc',
  '\u202d',
  '\u202e',
  '\u3164',
  '\u2800',
  '\u2063',
  '\0',
  '\u200b',
  '\u200e',
  '\u200f',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
  '\u202a',
  '\u202b',
  '\u202c',
  '\u200d',
  '\u200c',
  '\u{e0041}',
  '\u{e007f}',
  '\ufffd',
  '\ue000',
  '\u{f0000}',
  '\u0378',
  '\u{e01ef}',
  '\u034f',
  '\u061c',
  '\ufe0f',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u180e',
  '\u115f',
  '\ufdd0',
  '\u{1fffe}',
  '\u0007',
  '\u007f',
  '\u0080',
  '\u180b',
];
const MARKERS = [
  'firsthandl',
  'firsthandI',
  'FIRSTHAND|',
  'firsthandi',
  'first\u00adhand1',
  'firsthand\u200b1',
  'first hand1',
  'firsthand',
  'firsthand1\u200b',
  'fi\u200drsthand1',
  'ﬁrsthand1',
  'firſthand1',
  'ffirsthand1',
  'firsthandL',
  'firsthand1firsthand1',
];
const SENTENCES = [
  'Forwarded as received, please share.',
  'Переслано без изменений.',
  'Осыны оқыңыздар',
  '请转发',
  'ส่งต่อ',
  'منقول',
  '1',
  'a',
  'б',
  '█████',
];
const WORDS = [
  'not',
  'never',
  'не',
  'емес',
  'لا',
  '不',
  'ไม่',
  '12',
  'abcdefgh',
  'ac2d3e4f',
  'qqqqqqqq',
  'x',
  '█████',
  '-',
  '--',
  'é',
  'e\u0301',
  'ﬁnd',
  'ﷺ',
  '…',
  '"',
  '«',
  'བཀྲ་ཤིས་',
  '가\u11a8',
  '\u0301',
  'ﾊ\uff9e',
  '\u{16d63}\u{16d67}',
  'İ',
  'ſt',
  '\u2126',
  'fh1',
];
const NAMES = ['Dana', 'Айгерим К.', '~ Нурлан', '+7 701 000 00 00', 'محمد', '小李'];

const lines = (text) => text.split('\n');
/** A line break, most often LF or CR: these two together are one. */
const aBreak = (pick) => pick.one(['\n', '\r', pick.one(BREAKS)]);
/** Changes some parts of a list: all of them, each with a chance, or one. */
function some(pick, parts, change, among = ['all', 'some', 'one']) {
  const which = pick.one(among),
    chosen = pick.below(parts.length),
    share = pick.one([0.1, 0.5, 0.9]);
  return parts.map((part, i) => {
    return which === 'all' || (which === 'one' ? i === chosen : pick.happens(share)) ? change(part, i) : part;
  });
}
const someLines = (pick, text, change, among) => some(pick, lines(text), change, among).join('\n');
/** Puts `piece` at a random place, between code points. */
function putIn(pick, text, piece) {
  const chars = [...text];
  chars.splice(pick.below(chars.length + 1), 0, piece);
  return chars.join('');
}
/** Changes the words between blanks by `change`, which gets the list of words and the index of one. */
function atWord(pick, text, change) {
  const parts = text.split(/([ \n]+)/),
    words = Math.ceil(parts.length / 2);
  change(parts, 2 * pick.below(words));
  return parts.join('');
}
function wrapped(text, width) {
  return lines(text)
    .map((line) => {
      let long = 0;
      return line
        .split(' ')
        .map((word, i) => {
          const breaks = i > 0 && long + word.length > width;
          long = breaks ? word.length : long + word.length + 1;
          return (i === 0 ? '' : breaks ? '\n' : ' ') + word;
        })
        .join('');
    })
    .join('\n');
}
function stuffing(pick, count) {
  const words = pick.one([
    ['the', 'seal', 'is', 'void'],
    ['печать', 'снята', 'и'],
    ['1', '22', '2025', '333'],
    ['abcdefgh', 'notsigned', 'qzry'],
    ['这', '是', '假'],
    ['مزور'],
    ['ac2d3e4f'],
    ['…', '—', '*'],
    ['█'],
    ['not\nsealed'],
  ]);
  return Array.from({ length: count }, () => pick.one(words)).join(' ');
}
/** Changes the letters of a slip behind its marker, as a list of groups. */
function inGroups(slip, change) {
  let [marker, ...rest] = slip.split(/([ \n])/);
  // A mutation before may have left one run.
  if (rest.length < 6)
    [marker, ...rest] = `${slip.slice(0, 10)} ${slip.slice(10).replace(/(.{8})/g, '$1 ')} qqqqqqqq q`.split(/([ \n])/);
  const groups = rest.filter((_, i) => i % 2 === 1),
    breaks = rest.filter((_, i) => i % 2 === 0);
  change(groups);
  return marker + groups.map((group, i) => (breaks[i] ?? ' ') + group).join('');
}
function changedPayload(pick, payload, later) {
  const bytes = [...payload];
  if (later) bytes[0] = pick.one([2, 3, 255]);
  else {
    const change = pick.one(['flags', 'short', 'surplus', 'version 0', 'no words', 'empty', 'long number']);
    if (change === 'flags') bytes[1] |= 4 << pick.below(6);
    if (change === 'short') bytes.length -= 1 + pick.below(20);
    if (change === 'surplus') bytes.push(...Array(1 + pick.below(16)).fill(7));
    if (change === 'version 0') bytes[0] = 0;
    if (change === 'no words') bytes[98] = 0;
    if (change === 'empty') bytes.length = pick.one([0, 1, 2, 50]);
    if (change === 'long number') bytes.splice(98, 1, 0x80 | bytes[98], 0);
  }
  return Uint8Array.from(bytes);
}
/** A place for another slip: before everything, within the account, directly before the slip, or behind it. */
function placeSlip(pick, copy, letters, places = ['before', 'inside', 'between', 'behind']) {
  const where = pick.one(places),
    sep = pick.one(['\n', '\n\n', ' ']);
  if (where === 'before') copy.before = letters + sep + copy.before;
  if (where === 'between') copy.between += sep + letters;
  if (where === 'behind') copy.behind += sep + letters;
  if (where === 'inside') {
    copy.body = atWord(pick, copy.body, (parts, i) => {
      parts[i] = pick.one([letters, `\n${letters}\n`]) + sep + parts[i];
    });
  }
}

// ====== Mutations ======

const CONTENT = 0,
  LETTERS = 1,
  ARRANGEMENT = 2,
  LAYOUT = 3;
const mutations = [];
/** `change` gets the copy and chance; one that was laid out is `copy.text`. The weight says how often it is drawn. */
const mutation = (name, phase, weight, change) => mutations.push({ name, phase, weight, change });
const onBody = (name, weight, change) =>
  mutation(name, CONTENT, weight, (copy, pick) => {
    copy.body = change(copy.body, pick, copy);
  });
const onSlip = (name, weight, change) =>
  mutation(name, LETTERS, weight, (copy, pick) => {
    if (copy.slip) copy.slip = change(copy.slip, pick, copy);
    else copy.apart = copy.apart.map((slip) => change(slip, pick, copy));
  });
const onText = (name, weight, change) =>
  mutation(name, LAYOUT, weight, (copy, pick) => {
    copy.text = change(copy.text, pick, copy);
  });

onBody('a word changed', 1, (text, pick) =>
  atWord(pick, text, (parts, i) => {
    parts[i] = pick.one(WORDS);
  }),
);
onBody('a character changed', 1, (text, pick) => {
  const chars = [...text];
  chars[pick.below(chars.length)] = pick.one(['a', 'а', '.', '1', '', ' ', '\n']);
  return chars.join('');
});
onBody('a word left out', 1, (text, pick) =>
  atWord(pick, text, (parts, i) => {
    parts[i] = '';
  }),
);
onBody('a word put in', 1, (text, pick) =>
  atWord(pick, text, (parts, i) => {
    parts[i] += ` ${pick.one(WORDS)}`;
  }),
);
onBody('a word doubled', 1, (text, pick) =>
  atWord(pick, text, (parts, i) => {
    parts[i] += ` ${parts[i]}`;
  }),
);
onBody('a word moved', 1, (text, pick) =>
  atWord(pick, text, (parts, i) => {
    const to = 2 * pick.below(Math.ceil(parts.length / 2));
    [parts[i], parts[to]] = [parts[to], parts[i]];
  }),
);
onBody('a mark put in', 1, (text, pick) =>
  atWord(pick, text, (parts, i) => {
    parts[i] += pick.one([' █████', '█', '\n██']);
  }),
);
onBody('a mark removed', 1, (text) => text.replace('█████', ''));
onBody('all marks removed', 1, (text) => text.replaceAll('█', ''));
onBody('marks doubled', 2, (text, pick) => text.replaceAll('█████', pick.one(['█', '█ █', '██ ██ ██', '█\n█'])));
onBody('truncated', 1, (text, pick) => {
  const chars = [...text],
    cut = 1 + pick.below(chars.length);
  return (pick.happens(0.5) ? chars.slice(cut) : chars.slice(0, -cut)).join('');
});
onBody('invisible characters', 4, (text, pick) => {
  const kind = pick.one(INVISIBLES),
    count = pick.one([1, 1, 2, 5]);
  let made = text;
  for (let i = 0; i < count; i++) {
    const piece = pick.one([kind, kind, `${kind} `, ` ${kind} `]);
    if (pick.happens(0.5)) made = putIn(pick, made, piece);
    else
      made = atWord(pick, made, (parts, k) => {
        parts[k] += pick.one([piece, ` ${piece}`]);
      });
  }
  return made;
});
onBody('a run of combining characters', 1, (text, pick) => {
  const kinds = pick.one([
    ['\u0301'],
    ['\u0301', '\u0323'],
    ['\u0e4d', '\u0e38'],
    ['\u0345', '\u0300'],
    ['\u1161', '\u11a8'],
  ]);
  return putIn(pick, text, Array.from({ length: pick.one([1, 3, 30, 300]) }, () => pick.one(kinds)).join(''));
});
onBody('NFD', 2, (text) => text.normalize('NFD'));
onBody('NFC', 2, (text) => text.normalize('NFC'));
onBody('typography', 3, (text, pick) =>
  text
    .replace(/["“”«»„]/g, pick.one(['"', '“', '«', '″']))
    .replace(/['’]/g, pick.one(['’', "'", 'ʼ']))
    .replace(/[–—]/g, pick.one(['-', '—', '--', '‒']))
    .replace(/\.\.\.|…/g, pick.one(['…', '...']))
    .replace(/fi/g, pick.one(['fi', 'ﬁ'])),
);
onBody('words broken at line ends', 3, (text, pick) => {
  const hyphen = pick.one(HYPHENS),
    behind = pick.one(['', '', ' ', '\t', '\u00a0', '\u200b']);
  const end = pick.one(BREAKS),
    indent = pick.one(['', '', '  ', '\t', '\f', '> ', '\n', '\u3000', '>  ', '\u200b', '\v', '\f ']);
  const broken = (word) => {
    const chars = [...word];
    if (chars.length < 4) return word;
    chars.splice(2 + pick.below(chars.length - 3), 0, hyphen + behind + end + indent);
    return chars.join('');
  };
  return some(pick, text.split(' '), broken, ['one', 'some']).join(' ');
});
onBody('hyphens at line ends', 2, (text, pick) => {
  return text.replace(
    /(\p{L})-(\p{L})/gu,
    `$1${pick.one(HYPHENS)}${pick.one(['', ' '])}${pick.one(BREAKS)}${pick.one(['', ' ', '> '])}$2`,
  );
});
onBody('wrapped', 4, (text, pick) => wrapped(text, pick.one([20, 72])));
onBody('only the account quoted', 3, (text, pick) => {
  const quote = pick.one(QUOTES);
  return someLines(pick, wrapped(text, pick.one([20, 72, 9999])), (line) => quote + line);
});
onBody('lines broken anew', 2, (text, pick) => {
  const share = pick.one([0.1, 0.5, 1]);
  return text.replace(/[ \n]/g, (blank) => (pick.happens(share) ? aBreak(pick) : blank));
});
onBody('the account twice', 1, (text, pick) => text + pick.one(['\n\n', '\n', ' ']) + text);
onBody('empty', 0.5, (text, pick) => pick.one(['', ' ', '\n', '█████', '>']));

const NOT_MARKER = 10;
onSlip('wrong letters', 2, (slip, pick) => {
  const chars = [...slip],
    count = pick.one([1, 2, 4, 8, 9, 20]);
  for (let i = 0; i < count; i++) {
    const at = NOT_MARKER + pick.below(chars.length - NOT_MARKER);
    if (/[a-z0-9]/.test(chars[at])) chars[at] = pick.one([...'qpzry9x8bio1IOL?*é']);
  }
  return chars.join('');
});
onSlip('letters missing or doubled', 2, (slip, pick) => {
  const chars = [...slip],
    count = pick.one([1, 1, 2, 3, 5]),
    twice = pick.happens(0.5);
  for (let i = 0; i < count; i++) {
    const at = NOT_MARKER + pick.below(chars.length - NOT_MARKER);
    chars[at] = twice ? chars[at] + chars[at] : '';
  }
  return chars.join('');
});
onSlip('short words over letters', 2, (slip, pick) =>
  inGroups(slip, (groups) => {
    for (let i = pick.one([1, 1, 2, 4]); i > 0; i--) {
      const at = pick.below(groups.length),
        group = groups[at];
      const size = pick.one([2, 3, 4, 7]),
        wrong = pick.one([1, 1, 2, 3]);
      const word = group.slice(0, Math.max(0, size - wrong)) + 'obi'.slice(0, Math.min(size, wrong));
      groups[at] = pick.one([`${word} ${group.slice(size)}`, `${word}\n${group.slice(size)}`, word]);
    }
  }),
);
onSlip('upper case', 1, (slip, pick) => {
  return pick.one([
    slip.toUpperCase(),
    slip.replace(/^\w+/, (marker) => marker.toUpperCase()),
    slip.replace(/[a-z]/g, (letter) => (pick.happens(0.3) ? letter.toUpperCase() : letter)),
  ]);
});
onSlip('groups lost', 2, (slip, pick) =>
  inGroups(slip, (groups) => {
    for (let i = pick.one([1, 1, 2, 4]); i > 0; i--) groups.splice(pick.below(groups.length), 1);
  }),
);
onSlip('groups put in', 2, (slip, pick) =>
  inGroups(slip, (groups) => {
    for (let i = pick.one([1, 1, 2]); i > 0; i--) {
      groups.splice(
        pick.below(groups.length + 1),
        0,
        pick.one([groups[0], groups.at(-1), 'ac2d3e4f', 'evidence', '20251127', 'x']),
      );
    }
  }),
);
onSlip('groups joined or cut', 1, (slip, pick) =>
  inGroups(slip, (groups) => {
    const at = pick.below(groups.length - 1);
    if (pick.happens(0.5)) groups.splice(at, 2, groups[at] + groups[at + 1]);
    else groups[at] = `${groups[at].slice(0, 3)} ${groups[at].slice(3)}`;
  }),
);
onSlip('the length group damaged', 1, (slip, pick) =>
  inGroups(slip, (groups) => {
    groups[0] = pick.one([groups[0].slice(1), 'qqqqqqqq', 'b'.repeat(8), groups[0].replace(/.$/, 'p'), '????????', '']);
  }),
);
onSlip('the end missing', 1, (slip, pick) => slip.slice(0, -pick.one([1, 2, 8, 9, 31, 36, 60, 200])));
onSlip(
  'the last letter changed',
  1,
  (slip, pick) => slip.slice(0, -1) + pick.one([...'qpzry9x8gf2tvdw0s3jn54khce6mua7l']),
);
onSlip('text stuffed between groups', 4, (slip, pick) =>
  inGroups(slip, (groups) => {
    const count = pick.one([1, 1, 3, 20, 150, 199, 200, 201, 250]),
      at = pick.below(groups.length);
    groups[at] = pick.happens(0.5)
      ? `${stuffing(pick, count)} ${groups[at]}`
      : `\n${stuffing(pick, count)}\n${groups[at]}`;
  }),
);
onSlip('text stuffed into a group', 2, (slip, pick) =>
  inGroups(slip, (groups) => {
    const count = pick.one([1, 3, 150]),
      at = pick.below(groups.length),
      cut = 1 + pick.below(7);
    const sep = pick.one([' ', '', '\n']);
    groups[at] = groups[at].slice(0, cut) + sep + stuffing(pick, count) + sep + groups[at].slice(cut);
  }),
);
onSlip('line numbers', 2, (slip, pick) => {
  const number = pick.one([
    (i) => `${i + 1} `,
    (i) => `${i + 1}. `,
    (i) => `${String(i + 1).padStart(3, '0')}: `,
    (i) => `${12345678 + i} `,
  ]);
  return lines(slip)
    .map((line, i) => (i === 0 ? line : number(i) + line))
    .join('\n');
});
onSlip('captions', 2, (slip, pick) => {
  const caption = pick.one([
    'Page 2 of 3',
    'sealed evidence here',
    'продолжение',
    'continued overleaf',
    'abcdefgh 12',
    '— 2 —',
    'fotograf',
  ]);
  return someLines(pick, slip, (line) => pick.one([`${line}\n${caption}`, `${line} ${caption}`]), ['one', 'some']);
});
onSlip('the slip quoted', 3, (slip, pick) => {
  const quote = pick.one(QUOTES);
  return someLines(pick, slip, (line) => quote + line);
});
onSlip('the slip laid out anew', 3, (slip, pick) => {
  const letters = slip.replace(/\s/g, ''),
    sep = pick.one(['', ' ', '\n', '-', '\u00a0', '\t', '\u200b', '.', ' · ', '\r', '\u2028', '\v']);
  const [marker, rest] = [letters.slice(0, NOT_MARKER), letters.slice(NOT_MARKER)];
  const size = pick.one([8, 8, 4, 12, 64]);
  return [marker, ...(rest.match(new RegExp(`.{1,${size}}`, 'g')) ?? [])].join(sep);
});
onSlip('the marker changed', 1, (slip, pick) => pick.one(MARKERS) + slip.slice(NOT_MARKER));
onSlip('invisible characters in the slip', 1, (slip, pick) => {
  let made = slip;
  for (let i = pick.one([1, 3]); i > 0; i--) made = putIn(pick, made, pick.one([...INVISIBLES, '\u0301', 'é']));
  return made;
});
onSlip('blanks in the slip', 1, (slip, pick) => slip.replaceAll(' ', pick.one(BLANKS)));

mutation('slip above the text', ARRANGEMENT, 2, (copy) => {
  copy.above = true;
});
mutation('two slips', ARRANGEMENT, 1, (copy, pick) => placeSlip(pick, copy, firsthand.slipText(copy)));
mutation('a later slip', ARRANGEMENT, 3, (copy, pick) => {
  placeSlip(pick, copy, firsthand.slipText({ payload: changedPayload(pick, copy.payload, true) }));
});
mutation('a malformed slip', ARRANGEMENT, 3, (copy, pick) => {
  placeSlip(pick, copy, firsthand.slipText({ payload: changedPayload(pick, copy.payload, false) }));
});
mutation('the slip itself later or malformed', ARRANGEMENT, 0.5, (copy, pick) => {
  if (copy.slip) copy.slip = firsthand.slipText({ payload: changedPayload(pick, copy.payload, pick.happens(0.5)) });
});
mutation('a slip of another account', ARRANGEMENT, 2, async (copy, pick) =>
  placeSlip(pick, copy, (await otherBase(pick)).slip),
);
mutation('another account', ARRANGEMENT, 2, async (copy, pick) => {
  const { body, slip } = await otherBase(pick);
  if (pick.happens(0.5)) copy.before = `${body}\n\n${slip}\n\n${copy.before}`;
  else copy.behind += `\n\n${body}\n\n${slip}\n`;
});
mutation('a marker alone', ARRANGEMENT, 1, (copy, pick) => {
  placeSlip(
    pick,
    copy,
    pick.one(['firsthand1', 'firsthand1 is the marker', 'firsthandl qqqqqqqq', 'firsthand|', 'FIRSTHAND1:']),
  );
});
mutation('many damaged slips', ARRANGEMENT, 0.2, (copy, pick) => {
  const markers = 'firsthand1 zz\n'.repeat(pick.one([255, 256, 257, 300]));
  if (pick.happens(0.5)) copy.before = markers;
  else copy.behind += markers;
});
mutation('twenty slips', ARRANGEMENT, 0.4, (copy, pick) => {
  const slips = Array(pick.one([15, 16, 20]))
    .fill(`\n${firsthand.slipText(copy)}`)
    .join('\n');
  if (pick.happens(0.5)) copy.before = `${slips}\n`;
  else copy.behind = slips;
});
mutation('an account id', ARRANGEMENT, 2, async (copy, pick) => {
  const id = pick.one([
    copy.id,
    copy.id.toUpperCase(),
    (await otherBase(pick)).id,
    copy.id.slice(0, -1),
    `${copy.id.slice(0, -1)}b`,
  ]);
  const line =
    pick.one(['', '', '> ', '\t', '\u00a0', '> > ', '| ', 'id: ']) +
    id +
    pick.one(['', '', ' ', '.', '\r', '\u2028', '\t', '\u200b']);
  const where = pick.one(['before', 'between', 'behind']);
  copy[where] = where === 'before' ? `${line}\n${copy.before}` : `${copy[where]}\n${line}`;
});
mutation('the slip apart', ARRANGEMENT, 3, (copy, pick) => {
  if (copy.slip) copy.apart.push(copy.slip);
  copy.slip = '';
  if (pick.happens(0.4))
    copy.body +=
      pick.one(['\n\n', '\n', '\r', '\u2028', '\r\n']) + copy.id + pick.one(['', '\n', '\nand more', '\r', ' ']);
  if (pick.happens(0.1))
    copy.apart.push(pick.one(['', 'no slip', 'firsthand1', firsthand.slipRun(copy).toUpperCase()]));
});
mutation('words around', ARRANGEMENT, 3, (copy, pick) => {
  const said = pick.one(SENTENCES),
    sep = pick.one(['\n\n', '\n', ' ', '\r', '\u2028', '']);
  const where = pick.one(['before', 'between', 'behind']);
  if (where === 'before') copy.before = said + sep + copy.before;
  else copy[where] += sep + said;
});
mutation('short lines around', ARRANGEMENT, 3, (copy, pick) => {
  const where = pick.one(['before', 'between', 'behind']);
  const short = Array.from({ length: 1 + pick.below(3) }, () => pick.one([...WORDS, ...NAMES]) + aBreak(pick));
  copy[where] = where === 'before' ? short.join('') + copy.before : copy[where] + aBreak(pick) + short.join('');
});
mutation('many words between', ARRANGEMENT, 0.5, (copy, pick) => {
  copy.between += `\n${'word '.repeat(pick.one([1990, 2000, 2001, 2100]))}`;
});
mutation('slip on the same line', ARRANGEMENT, 2, (copy, pick) => {
  copy.sep = pick.one([' ', '', '\t', '\n', '\r', '\v', '\u200b']);
});

onText('line ends', 5, (text, pick) => {
  const end = pick.one(BREAKS);
  return pick.happens(0.7)
    ? text.replaceAll('\n', end)
    : some(pick, lines(text), (line) => `${line}${end}`, ['some', 'one']).join('\n');
});
onText('kinds of blanks', 3, (text, pick) => {
  const blank = pick.one(BLANKS);
  return pick.happens(0.5)
    ? text.replaceAll(' ', blank)
    : text.replace(/ /g, (one) => (pick.happens(0.2) ? blank : one));
});
onText('long blanks', 3, (text, pick) => {
  const blank = pick.one([...BLANKS, ...BREAKS]).repeat(pick.one([20, 21, 75, 149, 150, 151]));
  return pick.happens(0.5) ? putIn(pick, text, blank) : text.replace(pick.one([' ', '\n']), blank);
});
onText('blanks that a reading leaves out', 2, (text, pick) => {
  const blank = pick
    .one([' ', '\t', '\u00a0', '\f', '\u2003', '\v', '\u2028'])
    .repeat(pick.one([2, 18, 19, 21, 149, 151, 400]));
  const [sign, behind] = pick.one([
    ['> ', blank],
    [blank + '> ', ''],
    ['• ', blank],
    ['> ' + blank + '> ', ''],
    ['[27/11/2025, 14:00:22] Dana: ', blank],
  ]);
  if (pick.happens(0.3)) return blank + text;
  if (pick.happens(0.2)) return text.replace(/(\p{L}{2})(\p{L}{2})/u, `$1-${pick.one(['\n', '\r\n'])}${blank}$2`);
  return someLines(pick, text, (line) => sign + behind + line);
});
onText('letters from the right', 3, (text, pick) => {
  const letters = pick.one(['אב', 'שكر', '\u061c', '\u{1e900}', '\u0660']);
  const head = pick.one([`${letters} `, `${letters}> `, `05/01/2022, 14:30 - ${letters}: `, `> ${letters}`]);
  const among = pick.one([['all'], ['some'], ['one'], ['one']]);
  if (pick.happens(0.3)) return someLines(pick, text, (line) => `${line} ${letters}`, among);
  return someLines(pick, text, (line) => head + line, among);
});
onText('blanks before lines', 3, (text, pick) => {
  const blank = pick.one(BLANKS);
  return someLines(pick, text, (line) => blank + line);
});
onText('blanks behind lines', 1, (text, pick) => {
  const blank = pick.one(BLANKS);
  return someLines(pick, text, (line) => line + blank);
});
onText('quoted', 7, (text, pick) => {
  const quote = pick.one(QUOTES);
  return someLines(pick, wrapped(text, pick.one([72, 9999])), (line) => quote + line, ['all', 'all', 'some', 'one']);
});
onText('quoted again and again', 0.5, (text, pick) => {
  const quote = pick.one(QUOTES).repeat(pick.one([3, 20, 100]));
  return someLines(pick, text, (line) => quote + line);
});
onText('laid out by a chat program', 4, (text, pick) => {
  const name = pick.one(NAMES),
    minute = 10 + pick.below(40);
  const head = pick.one([
    `[27/11/2025, 14:${minute}:22] ${name}: `,
    `27.11.25, 14:${minute} - ${name}: `,
    `\u200e[27/11/2025, 14:${minute}:22] ${name}: `,
    `11/27/25, 2:${minute}\u202fPM - ${name}: `,
    `${name}, [27.11.2025 14:${minute}]\n`,
    `${name}, [27.11.2025 14:${minute}]\n[Forwarded from ${pick.one(NAMES)}]\n`,
    `[Forwarded from ${name}]\n`,
    `${name}\n14:${minute}\n`,
    `${name}:\n`,
    `${name}\n@dana · 2h\n`,
    `Replying to @dana\n`,
    `[٢٧/١١/٢٠٢٥، ٢:${minute}:٢٢ م] ${name}: `,
    `[2025/11/27 下午2:${minute}:22] ${name}: `,
    `[27/11, 14:${minute}] ${name}: `,
    `14:${minute}, 27/11/2025 - ${name}: `,
    `27\u200f/11\u200f/2025, 14:${minute} - ${name}: `,
    `27/11/25, 2:${minute} p. m. - ${name}: `,
    `2025. 11. 27. 오후 2:${minute} - ${name}: `,
    `${name}\n下午2:${minute}\n`,
    `[27/11/2025, 14:${minute}:22] ${name}: \u200e${pick.one(['image omitted\n', ''])}`,
  ]);
  const tail = pick.one([
    '',
    '',
    '\n12\n3\n45',
    '\nShow more',
    '\n✓✓',
    ' <This message was edited>',
    '\n<Media omitted>',
    ' \u200e<attached: a>',
    '<b>',
  ]);
  const paragraphs = text.split('\n\n');
  return pick.one([
    head + text + tail,
    some(pick, paragraphs, (part) => head + part + tail).join('\n\n'),
    someLines(pick, text, (line) => head + line),
  ]);
});
onText('numbered parts', 3, (text, pick) => {
  const parts = pick.one([text.split('\n\n'), lines(wrapped(text, 200))]),
    all = parts.length;
  const number = pick.one([
    (part, i) => `${part} ${i + 1}/${all}`,
    (part, i) => `(${i + 1}/${all}) ${part}`,
    (part, i) => `${i + 1}/ ${part}`,
    (part, i) => `${part}\n${i + 1}/${all}`,
    (part, i) => `${i + 1}/${all}\n${part}`,
    (part, i) => `${i + 1}. ${part}`,
    (part, i) => `(${i + 1}) ${part}`,
    (part, i) => `${String.fromCharCode(0x661 + (i % 9))}) ${part}`,
  ]);
  const numbered = parts.map(number);
  if (pick.happens(0.3)) numbered.reverse();
  return numbered.join(pick.one(['\n\n', '\n']));
});
onText('wrapping signs', 4, (text, pick) => {
  const [open, close = open] = pick.one([
    ['"'],
    ['*'],
    ['_'],
    ['**'],
    ['“', '”'],
    ['«', '»'],
    ['• ', ''],
    ['- ', ''],
    ['* ', ''],
    ['…'],
    ['... ', ' ...'],
    ['```\n', '\n```'],
    ['<p>', '</p>'],
    ['~'],
    ['1. ', ''],
  ]);
  return pick.one([open + text + close, someLines(pick, text, (line) => open + line + close)]);
});
// What readings look for, put together at random: most of it is nearly what they look for.
const TOKENS = [
  '1',
  '2',
  '3',
  '12',
  '2025',
  '27',
  '1/4',
  '2/4',
  '3/',
  '(1/3)',
  '[2/3]',
  '/',
  '.',
  ':',
  ',',
  '-',
  '–',
  '(',
  ')',
  '[',
  ']',
  'AM',
  'p.m.',
  'P',
  '14:00',
  '2.05',
  '14:00:22',
  '27.11.2025',
  '2025-11-27',
  '27/11/25',
  'Dana',
  'Dana K.',
  '@dana',
  '@',
  '·',
  '1.',
  '2.',
  '2)',
  '(1)',
  '٢٧/١١',
  '下午2:05',
  '<x>',
  '2025. 11. 27.',
  '\u200e<y>',
  '05\u200f/06',
  'اب 05\u00a006',
  'اب\tx',
  '1、',
  '（2）',
  '14:00, 27/11/2025 -',
  '3h',
  'Nov 27',
  '1.2K',
  '12',
  'Forwarded from',
  '>',
  '> ',
  '|',
  '•',
  '*',
  '**',
  '"',
  '“',
  '_',
  '`',
  '&gt;',
  'DK>',
  'ДК>',
  '…',
  'x',
  '█',
  '\n',
  '\u200e',
  '\u200f',
  '\u2063',
  '\u2800',
  '\ufffc',
  '\t',
  '\u00a0',
  ' ',
  '  ',
  '\u00ad',
  '\u{1d7d8}',
  '١',
  'one two three four five six seven',
];
const tokens = (pick) =>
  Array.from({ length: 1 + pick.below(6) }, () => pick.one(TOKENS)).join(pick.one(['', ' ', '']));
onText('lines of what readings look for', 8, (text, pick) => {
  const kinds = [tokens(pick), tokens(pick)],
    isNumbered = pick.happens(0.3);
  const number = (i) => (isNumbered ? `${i + 1}/${pick.one(['', '4', '9'])}` : '');
  const put = (line, i) => {
    const piece = pick.happens(0.7) ? pick.one(kinds) : tokens(pick),
      own = pick.happens(0.3) ? number(i) : '';
    return pick.one([
      `${piece}\n${line}`,
      `${piece}${line}`,
      `${piece} ${line}`,
      `${line} ${piece}`,
      `${line}${piece}`,
      `${own} ${line}`,
      `${line} ${own}`,
      `${piece}${line}${piece}`,
    ]);
  };
  const parts = someLines(pick, wrapped(text, pick.one([40, 72, 9999])), put);
  return pick.happens(0.2) ? `${parts}\n${pick.one(kinds)}` : parts;
});
onText('around the account', 3, (text, pick) => {
  const sign = pick.one([
    '"',
    "'",
    '**',
    '*',
    '__',
    '_',
    '~~',
    '~',
    '```',
    '`',
    '...',
    '…',
    '“',
    '«',
    '\u1fef',
    '*\u200b*',
    '" ',
    '**\u0301',
  ]);
  const at = text.search(/\s*firsthand1/);
  return at < 0
    ? sign + text + sign
    : sign + text.slice(0, at) + pick.one([sign, sign, '”', '"', '..']) + text.slice(at);
});
onText('around the account and its slip', 2, (text, pick) => {
  const [open, close] = pick.one([
    ['"', '"'],
    ['“', '”'],
    ['«', '»'],
    ['‹', '›'],
    ["'", "'"],
    ['**', '**'],
    ['```\n', '\n```'],
    ['"', '*'],
  ]);
  return `${pick.one(['', '', 'She wrote: '])}${open}${text.trimEnd()}${pick.one(['', '', '\n', ' '])}${close}${pick.one(['', '\n', ' More.'])}`;
});
onText('marks of entities', 0.5, (text, pick) =>
  text.replaceAll('"', '&quot;').replaceAll('&', pick.one(['&amp;', '&'])),
);
onText('cut anywhere', 0.5, (text, pick) => [...text].slice(0, pick.below([...text].length + 1)).join(''));
onText('cut in front', 0.5, (text, pick) => [...text].slice(pick.below(40)).join(''));
onText('a character put in anywhere', 2, (text, pick) =>
  putIn(pick, text, pick.one([...INVISIBLES, ...BLANKS, ...BREAKS, '>', '█', 'a', '\u0301'])),
);

/** The names of all mutations. */
export const NAMED = mutations.map(({ name }) => name);

// ====== Copies ======

const assembled = ({ body, slip, above, sep, before, between, behind }) => {
  return above
    ? `${before}${slip}${sep}${body}${between}${behind}`
    : `${before}${body}${between}${sep}${slip}${behind}`;
};

/** Copy `number` of `seed`: { text, slips, base, mutations }, the names of its base and of its mutations in order. */
export async function copyAt(seed, number) {
  const pick = chance(seedOf('copy', seed, number)),
    form = pick.one(FORMS);
  // A long slip takes a long account; otherwise most accounts are short, which shows more and takes less time.
  const size = form === 'long slip' ? 400 : pick.one([...SIZES, ...SIZES.slice(0, -1), 12, 20, 40]);
  const isRare = form === 'long slip' && !pick.happens(0.25);
  const base = await baseOf(pick.one(SCRIPTS), isRare ? 40 : size, isRare ? 'whole' : form);
  const copy = { ...base, apart: [...base.apart], above: false, sep: '\n\n', before: '', between: '', behind: '\n' };
  const count = pick.one([1, 1, 1, 1, 2, 2, 2, 3, 3, 4]);
  const chosen = Array.from({ length: count }, () => pick.weighted(mutations)).sort((a, b) => a.phase - b.phase);
  for (const { phase, change } of chosen) {
    if (phase === LAYOUT) copy.text ??= assembled(copy);
    await change(copy, pick);
  }
  copy.text ??= assembled(copy);
  // A mutation may have cut a character into halves, which no text has.
  const [text, ...slips] = [copy.text, ...copy.apart].map((one) => one.toWellFormed());
  return { text, slips, base: base.name, mutations: chosen.map(({ name }) => name) };
}
