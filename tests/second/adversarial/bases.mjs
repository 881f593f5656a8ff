// What copies are made of: accounts of each script, size and form, sealed.

import { readFileSync } from 'node:fs';
import * as firsthand from '../../../spec/firsthand.mjs';
import { bytesOf, chance, seedOf } from './chance.mjs';

const file = (name) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
firsthand.useCharacters(JSON.parse(file('spec/characters.json')));

export const SCRIPTS = ['en', 'ru', 'kk', 'ar', 'zh', 'th'],
  SIZES = [1, 3, 12, 19, 20, 40, 400];
export const FORMS = ['whole', 'edition', 'excerpt', 'marked excerpt', 'long slip'];
const bases = new Map();

/** The first `count` words of an account of tests/data, from word `from` on; it begins again at its end. */
function wordsOf(script, from, count) {
  let text = file(`tests/data/accounts/${script}.txt`).trim();
  while (firsthand.words(text).words.length < from + count) text += `\n\n${text}`;
  const { places } = firsthand.words(text);
  return text.slice(places[from].start, places[from + count - 1].end);
}

/** An account of one script, size and form: { body, slip, payload, id, n, apart }. */
export async function baseOf(script, size, form) {
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
export const otherBase = (pick) => {
  const [script, size, form] = pick.one(others).split(' ');
  return baseOf(script, Number(size), form);
};
