// Characters and words that are put into copies, and changes that mutations of several kinds make.

export const BREAKS = ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\n\r', '\r\r\n', '\n\n'];
export const BLANKS = [
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
export const QUOTES = [
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
export const HYPHENS = ['-', '\u2010', '\u00ad', '\u2011', '\u2013', '--', '\u00ad-'];
export const INVISIBLES = [
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
export const MARKERS = [
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
export const SENTENCES = [
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
export const WORDS = [
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
export const NAMES = ['Dana', 'Айгерим К.', '~ Нурлан', '+7 701 000 00 00', 'محمد', '小李'];

export const lines = (text) => text.split('\n');
/** A line break, most often LF or CR: these two together are one. */
export const aBreak = (pick) => pick.one(['\n', '\r', pick.one(BREAKS)]);
/** Changes some parts of a list: all of them, each with a chance, or one. */
export function some(pick, parts, change, among = ['all', 'some', 'one']) {
  const which = pick.one(among),
    chosen = pick.below(parts.length),
    share = pick.one([0.1, 0.5, 0.9]);
  return parts.map((part, i) => {
    return which === 'all' || (which === 'one' ? i === chosen : pick.happens(share)) ? change(part, i) : part;
  });
}
export const someLines = (pick, text, change, among) => some(pick, lines(text), change, among).join('\n');
/** Puts `piece` at a random place, between code points. */
export function putIn(pick, text, piece) {
  const chars = [...text];
  chars.splice(pick.below(chars.length + 1), 0, piece);
  return chars.join('');
}
/** Changes the words between blanks by `change`, which gets the list of words and the index of one. */
export function atWord(pick, text, change) {
  const parts = text.split(/([ \n]+)/),
    words = Math.ceil(parts.length / 2);
  change(parts, 2 * pick.below(words));
  return parts.join('');
}
export function wrapped(text, width) {
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
export function stuffing(pick, count) {
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
export function inGroups(slip, change) {
  let [marker, ...rest] = slip.split(/([ \n])/);
  // A mutation before may have left one run.
  if (rest.length < 6)
    [marker, ...rest] = `${slip.slice(0, 10)} ${slip.slice(10).replace(/(.{8})/g, '$1 ')} qqqqqqqq q`.split(/([ \n])/);
  const groups = rest.filter((_, i) => i % 2 === 1),
    breaks = rest.filter((_, i) => i % 2 === 0);
  change(groups);
  return marker + groups.map((group, i) => (breaks[i] ?? ' ') + group).join('');
}
export function changedPayload(pick, payload, later) {
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
export function placeSlip(pick, copy, letters, places = ['before', 'inside', 'between', 'behind']) {
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
