// Mutations of what stands where: the account, its slip, other slips, and what is around them.

import * as firsthand from '../../../spec/firsthand.mjs';
import { otherBase } from './bases.mjs';
import { aBreak, changedPayload, NAMES, placeSlip, SENTENCES, WORDS } from './pieces.mjs';

/** The mutations: { name, weight, change }. `adversarial.mjs` draws them. */
export const arrangement = [];
const mutation = (name, weight, change) => arrangement.push({ name, weight, change });

mutation('slip above the text', 2, (copy) => {
  copy.above = true;
});
mutation('two slips', 1, (copy, pick) => placeSlip(pick, copy, firsthand.slipText(copy)));
mutation('a later slip', 3, (copy, pick) => {
  placeSlip(pick, copy, firsthand.slipText({ payload: changedPayload(pick, copy.payload, true) }));
});
mutation('a malformed slip', 3, (copy, pick) => {
  placeSlip(pick, copy, firsthand.slipText({ payload: changedPayload(pick, copy.payload, false) }));
});
mutation('the slip itself later or malformed', 0.5, (copy, pick) => {
  if (copy.slip) copy.slip = firsthand.slipText({ payload: changedPayload(pick, copy.payload, pick.happens(0.5)) });
});
mutation('a slip of another account', 2, async (copy, pick) => placeSlip(pick, copy, (await otherBase(pick)).slip));
mutation('another account', 2, async (copy, pick) => {
  const { body, slip } = await otherBase(pick);
  if (pick.happens(0.5)) copy.before = `${body}\n\n${slip}\n\n${copy.before}`;
  else copy.behind += `\n\n${body}\n\n${slip}\n`;
});
mutation('a marker alone', 1, (copy, pick) => {
  placeSlip(
    pick,
    copy,
    pick.one(['firsthand1', 'firsthand1 is the marker', 'firsthandl qqqqqqqq', 'firsthand|', 'FIRSTHAND1:']),
  );
});
mutation('many damaged slips', 0.2, (copy, pick) => {
  const markers = 'firsthand1 zz\n'.repeat(pick.one([255, 256, 257, 300]));
  if (pick.happens(0.5)) copy.before = markers;
  else copy.behind += markers;
});
mutation('twenty slips', 0.4, (copy, pick) => {
  const slips = Array(pick.one([15, 16, 20]))
    .fill(`\n${firsthand.slipText(copy)}`)
    .join('\n');
  if (pick.happens(0.5)) copy.before = `${slips}\n`;
  else copy.behind = slips;
});
mutation('an account id', 2, async (copy, pick) => {
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
mutation('the slip apart', 3, (copy, pick) => {
  if (copy.slip) copy.apart.push(copy.slip);
  copy.slip = '';
  if (pick.happens(0.4))
    copy.body +=
      pick.one(['\n\n', '\n', '\r', '\u2028', '\r\n']) + copy.id + pick.one(['', '\n', '\nand more', '\r', ' ']);
  if (pick.happens(0.1))
    copy.apart.push(pick.one(['', 'no slip', 'firsthand1', firsthand.slipRun(copy).toUpperCase()]));
});
mutation('words around', 3, (copy, pick) => {
  const said = pick.one(SENTENCES),
    sep = pick.one(['\n\n', '\n', ' ', '\r', '\u2028', '']);
  const where = pick.one(['before', 'between', 'behind']);
  if (where === 'before') copy.before = said + sep + copy.before;
  else copy[where] += sep + said;
});
mutation('short lines around', 3, (copy, pick) => {
  const where = pick.one(['before', 'between', 'behind']);
  const short = Array.from({ length: 1 + pick.below(3) }, () => pick.one([...WORDS, ...NAMES]) + aBreak(pick));
  copy[where] = where === 'before' ? short.join('') + copy.before : copy[where] + aBreak(pick) + short.join('');
});
mutation('many words between', 0.5, (copy, pick) => {
  copy.between += `\n${'word '.repeat(pick.one([1990, 2000, 2001, 2100]))}`;
});
mutation('slip on the same line', 2, (copy, pick) => {
  copy.sep = pick.one([' ', '', '\t', '\n', '\r', '\v', '\u200b']);
});
