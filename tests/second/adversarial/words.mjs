// Mutations of the account: its words, characters and lines.

import {
  BREAKS,
  HYPHENS,
  INVISIBLES,
  QUOTES,
  WORDS,
  aBreak,
  atWord,
  putIn,
  some,
  someLines,
  wrapped,
} from './pieces.mjs';

/** The mutations: { name, weight, change }. `adversarial.mjs` draws them. */
export const words = [];
const onBody = (name, weight, change) =>
  words.push({
    name,
    weight,
    change: (copy, pick) => {
      copy.body = change(copy.body, pick, copy);
    },
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
