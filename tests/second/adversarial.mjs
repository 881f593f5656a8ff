// Copies such as an adversary, a mail program or a chat makes of a sealed text. Each is made from a seed and a number
// alone, so that it can be made again: `copyAt(seed, number)` gives { text, slips, base, mutations }.
//
// A copy is at first { body, slip, payload, ... }, see `makeBase` in adversarial/bases.mjs and `copyAt`. One to four
// mutations change it, those of an earlier kind first: the account's words, the slip's letters, how both are arranged, how
// the whole is laid out.

import { arrangement } from './adversarial/arrangement.mjs';
import { baseOf, FORMS, SCRIPTS, SIZES } from './adversarial/bases.mjs';
import { chance, seedOf } from './adversarial/chance.mjs';
import { layout } from './adversarial/layout.mjs';
import { letters } from './adversarial/letters.mjs';
import { words } from './adversarial/words.mjs';

// Which copies a seed gives depends on this order, and on the order within each.
const KINDS = [words, letters, arrangement, layout];
const mutations = KINDS.flatMap((kind, phase) => kind.map((mutation) => ({ ...mutation, phase })));

/** The names of all mutations. */
export const NAMED = mutations.map(({ name }) => name);

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
    if (phase === KINDS.indexOf(layout)) copy.text ??= assembled(copy);
    await change(copy, pick);
  }
  copy.text ??= assembled(copy);
  // A mutation may have cut a character into halves, which no text has.
  const [text, ...slips] = [copy.text, ...copy.apart].map((one) => one.toWellFormed());
  return { text, slips, base: base.name, mutations: chosen.map(({ name }) => name) };
}
