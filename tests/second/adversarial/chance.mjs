// Chance that a seed alone decides.

import { sha256 } from '../../../spec/firsthand.mjs';

/** Numbers from a seed (mulberry32), and what is drawn with them. */
export function chance(seed) {
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

export const seedOf = (...parts) => new DataView(sha256(bytesOf(parts.join(' '))).buffer).getInt32(0);
export const bytesOf = (text) => new TextEncoder().encode(text);
