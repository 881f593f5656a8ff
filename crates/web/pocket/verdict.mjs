// What is said of a copy, as /check says it: how it stands to its slip, and whose slip that is. Never one without the
// other, and green only where both answers are yes.
import { make } from './dom.mjs';
import { counts } from './differences.mjs';
import { say } from './say.mjs';
import { words } from '../../../spec/firsthand.mjs';

const MARKS = { yes: ['right', '✓'], no: ['wrong', '✗'], open: ['notice', '?'] };

/** One of the two answers; `head` is a key, the lines are sentences. */
const answer = (mark, head, ...lines) => ({ mark, head: say(head), lines });

/** An answer as a section of the page, under the question that it answers. */
function half(question, { mark, head, lines }) {
  const [className, sign] = MARKS[mark];
  return make('section', { className: `half ${className}` }, make('p', { className: 'hint' }, say(question)),
    make('h2', {}, `${sign} ${head}`), ...lines.map((line) => make('p', {}, line)));
}

/**
 * Everything that is said of a copy. `judged` is { checked, known, against }: what firsthand.mjs says of its slips,
 * each with `fit` where a bundle came with it; names by letters; and { id, runs, words } of an account that it was held
 * against.
 */
export function said({ checked, known, against }) {
  const made = checked.flatMap((one) => slipSaid(one, known, against));
  if (checked.length === 0) {
    const first = answer('open', 'verdict-no-slip', say('verdict-no-slip-hint'));
    made.push(half('verdict-first', first), half('pocket-second', without(against)));
  }
  const { length: count } = checked;
  if (count > 1) made.unshift(make('p', { className: 'notice' }, say('verdict-several', { count })));
  if (against) made.push(...differencesSaid(against));
  return made;
}

function slipSaid(one, known, against) {
  if (one.verdict !== 'true') return [half('verdict-first', notTrue(one)), half('pocket-second', without(against))];
  if (one.fit === false) {
    const first = answer('no', 'verdict-not-true', say('verdict-why-enclosures'));
    return [half('verdict-first', first), half('pocket-second', without(against))];
  }
  const whose = standing(one, known, against), isKnown = whose.mark === 'yes';
  const head = isKnown ? 'verdict-true' : 'verdict-true-no-more';
  const first = answer(isKnown ? 'yes' : 'open', head, ...linesOf(one));
  return [half('verdict-first', first), half('pocket-second', whose), ...outside(one), ...sealedWords(one)];
}

/** What else a slip may be: a head and why. */
const UNPROVED = {
  'slip damaged': ['verdict-damaged', 'verdict-damaged-hint'],
  'later version': ['verdict-later', 'pocket-later-hint'],
  'cannot judge': ['verdict-cannot-judge', 'verdict-cannot-judge-hint'],
};

function notTrue({ verdict, why }) {
  if (!(verdict in UNPROVED)) return answer('no', 'verdict-not-true', say(`verdict-why-${why ?? 'words'}`));
  const [head, hint] = UNPROVED[verdict];
  return answer('open', head, say(hint));
}

/** Whose slip a true one is, as far as this reader knows. */
function standing({ penName, id }, known, against) {
  const name = known[id] ?? known[penName];
  const how = known[id] ? 'pocket-known-id' : 'pocket-known-pen';
  if (name) return answer('yes', 'pocket-known-seal', say(how, { name }));
  if (against?.isTrue && against.id === id) return answer('open', 'pocket-same-seal', say('pocket-same-seal-hint'));
  if (against?.isTrue && against.isNear) return answer('no', 'verdict-rivalled', say('pocket-rivalled-hint'));
  return answer('open', 'pocket-unknown', say('pocket-unknown-hint'));
}

/** The second half where no seal speaks for the copy. */
function without(against) {
  if (!against?.isNear) return answer('open', 'pocket-unknown', say('pocket-nothing-hint'));
  return answer('open', 'pocket-unknown', say(against.clean ? 'pocket-same-words-hint' : 'pocket-near-hint'));
}

const range = ([start, end]) => (end === start + 1 ? `${end}` : `${start + 1}–${end}`);

function linesOf({ kind, slip, repaired, unquoted, hyphens }) {
  const what = kind === 'whole' ? say('verdict-whole', { count: slip.n })
    : 'first' in kind ? say('verdict-excerpt', { ...kind, count: slip.n })
    : say('verdict-edition', { ...kind, count: slip.n });
  const count = slip.enclosures?.count ?? 0;
  return [
    what,
    slip.withheld.length > 0 && say('verdict-places', { places: slip.withheld.map(range).join(', ') }),
    repaired > 0 && say('verdict-repaired', { count: repaired }),
    unquoted && say('verdict-unquoted'),
    hyphens === 'kept' && say('verdict-joined'),
    hyphens === 'dropped' && say('verdict-dropped'),
    count > 0 && say('page-enclosed', { count }),
  ].filter(Boolean);
}

/** Words that came with the copy and are not sealed. */
function outside({ beforeText, betweenText, after }) {
  const all = [['before', beforeText], ['after', betweenText], ['behind', after]]
    .map(([where, text]) => ({ where, text: text.trim(), count: words(text).words.length }))
    .filter(({ count }) => count > 0);
  if (all.length === 0) return [];
  return [make('h2', {}, say('verdict-outside')), make('p', {}, say('verdict-outside-hint')),
    ...all.map(({ where, text, count }) => make('div', { className: 'outside' },
      make('p', { className: 'hint' }, say(`verdict-outside-${where}`, { count })), make('p', { dir: 'auto' }, text)))];
}

function sealedWords({ words: all, id, penName }) {
  return [
    make('details', {}, make('summary', {}, say('verdict-sealed')),
      make('div', { className: 'account', dir: 'auto' }, all.join(' '))),
    make('dl', {}, make('dt', {}, say('page-id')), make('dd', {}, make('code', {}, id)),
      make('dt', {}, say('page-pen-name')), make('dd', {}, make('code', {}, penName))),
  ];
}

/** The copy beside the account that it was held against, with a few words around what differs. */
function differencesSaid({ runs, words: all, isTrue }) {
  const sums = counts(runs), around = 6, made = [];
  runs.forEach(({ kind, words: run }, i) => {
    if (kind === 'kept') {
      const head = i === 0 ? 0 : around, tail = i === runs.length - 1 ? 0 : around;
      const shown = run.length > head + tail + 3 ? [...run.slice(0, head), '…', ...run.slice(run.length - tail)] : run;
      made.push(shown.join(' '));
    } else if (kind === 'withheld') made.push('█');
    else made.push(signed(kind, run.join(' ')));
    made.push(' ');
  });
  const said = [['verdict-kept', sums.kept], ['verdict-changed', sums.changed], ['verdict-missing', sums.missing],
    ['verdict-moved', sums.moved], ['verdict-withheld', sums.withheld], ['verdict-added', sums.added]];
  const counted = said.filter(([, count], i) => count > 0 || i === 0);
  return [
    make('h2', {}, say('pocket-differs', { count: all })),
    make('p', { className: 'hint' }, say(isTrue ? 'pocket-against-true' : 'pocket-against-bare')),
    make('ul', { className: 'counts' }, ...counted.map(([key, count]) => make('li', {}, say(key, { count })))),
    make('div', { className: 'account', dir: 'auto' }, ...made),
    make('p', { className: 'hint' }, say('verdict-signs'),
      ...Object.keys(SIGNS).flatMap((kind) => [' ', signed(kind, say(`verdict-sign-${kind}`))])),
  ];
}

const SIGNS = { missing: ['del', '[-', '-]'], added: ['ins', '{+', '+}'], moved: ['mark', '{>', '<}'] };

function signed(kind, text) {
  const [element, before, behind] = SIGNS[kind];
  return make(element, {}, before + text + behind);
}
