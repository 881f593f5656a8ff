// What the second implementation says of copies: for each line of JSON on standard input one on standard output.
// `differential.mjs` holds it against what crates/account/examples/verdicts.rs says, which has the same fields and
// says what they are. A field that is to be compared is added to both, here in `said`.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as firsthand from '../../spec/firsthand.mjs';

firsthand.useCharacters(JSON.parse(readFileSync(new URL('../../spec/characters.json', import.meta.url), 'utf8')));

const wordsOf = (text) => firsthand.words(text).words.join(' ');

function said(one) {
  const { verdict, place, repaired, among } = one;
  const always = { verdict, place: place && [place.start, place.end], repaired: repaired > 0, among };
  if (verdict === 'not true') return { ...always, why: one.why };
  if (verdict !== 'true') return always;
  const { kind, id, penName, stands, sign, around, heads, moreHeads, hyphens, reordered, gaps, passedOver } = one;
  const read = { sign, around, heads, moreHeads, hyphens, reordered, gaps, passedOver };
  const shown = { ...always, kind, id, penName, stands, ...read };
  const outside = { before: wordsOf(one.beforeText), between: wordsOf(one.betweenText) };
  if (place) outside.after = wordsOf(one.after);
  if ('ahead' in one) outside.ahead = wordsOf(one.ahead);
  return { ...shown, words: one.words.join(' '), ...outside };
}

/** The verdicts on a copy, { text, slips }. */
export async function verdictsOn({ text, slips = [] }) {
  try {
    const { checked } = await firsthand.check(text, { slips });
    return { slips: checked.map(said) };
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  }
}

/** The lines of a stream. Node's own reader also ends a line at U+2028, which stands in JSON as it is. */
export async function* linesOf(stream) {
  let rest = '';
  for await (const piece of stream.setEncoding('utf8')) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    yield* lines;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.on('error', () => process.exit(1)); // nobody reads any more
  for await (const line of linesOf(process.stdin)) {
    process.stdout.write(`${JSON.stringify(await verdictsOn(JSON.parse(line)))}\n`);
  }
}
