// Mutations of the whole: line ends, blanks, quotes, chats, parts, and signs around it.

import { BLANKS, BREAKS, INVISIBLES, NAMES, QUOTES, lines, putIn, some, someLines, wrapped } from './pieces.mjs';

/** The mutations: { name, weight, change }. `adversarial.mjs` draws them. */
export const layout = [];
const onText = (name, weight, change) =>
  layout.push({
    name,
    weight,
    change: (copy, pick) => {
      copy.text = change(copy.text, pick, copy);
    },
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
