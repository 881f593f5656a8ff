// Mutations of the slip: its marker, groups and letters, and how it is laid out.

import { BLANKS, INVISIBLES, MARKERS, QUOTES, inGroups, lines, putIn, someLines, stuffing } from './pieces.mjs';

/** The mutations: { name, weight, change }. `adversarial.mjs` draws them. */
export const letters = [];
const onSlip = (name, weight, change) =>
  letters.push({
    name,
    weight,
    change: (copy, pick) => {
      if (copy.slip) copy.slip = change(copy.slip, pick, copy);
      else copy.apart = copy.apart.map((slip) => change(slip, pick, copy));
    },
  });

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
