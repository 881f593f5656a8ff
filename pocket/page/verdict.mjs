// Shows a verdict of judge.mjs in sentences, like /check. It always gives two answers: whether the copy is true to its
// slip, and whose slip that is. The mark is green only if both answers are yes. Nothing is decided here.
import { comparedOf, exitOfSlip, marked } from './judge.mjs';
import { make } from './dom.mjs';
import { say } from './say.mjs';

const MARKS = { yes: ['right', '✓'], no: ['wrong', '✗'], open: ['notice', '?'] };

/** One of the two answers. `head` is the key of a sentence. The lines are sentences. */
const answer = (mark, head, ...lines) => ({ mark, head: say(head), lines });

/** An answer as a section of the page, below its question. */
function half(question, { mark, head, lines }) {
  const [className, sign] = MARKS[mark];
  return make('section', { className: `half ${className}` }, make('p', { className: 'hint' }, say(question)),
    make('h2', {}, `${sign} ${head}`), ...lines.map((line) => make('p', {}, line)));
}

const notice = (text) => make('p', { className: 'notice' }, text);
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Words of a copy for use in a sentence. They cannot change the direction of the words around them. */
const inSentence = (text) => `\u2068${text.replace(DIRECTION, '')}\u2069`;
/**
 * Each line in an element of its own, so that no line changes the direction of another. Very many lines share elements.
 */
function inLines(text) {
  const lines = text.replace(DIRECTION, '').split('\n'), size = Math.ceil(lines.length / 2000);
  return lines.flatMap((_, i) => (i % size === 0 ? make('bdi', {}, `${lines.slice(i, i + size).join('\n')}\n`) : []));
}
const account = (text) => make('div', { className: 'account' }, ...inLines(text));

const FORMS = {
  page: 'page', 'web archive': 'archive', mail: 'mail', pdf: 'pdf', 'word document': 'word', 'open document': 'odt',
  chat: 'chat',
};
const formSaid = (form) => (form in FORMS ? [say(`verdict-form-${FORMS[form]}`)] : []);

/**
 * All sections about a copy. `verdict` is from judge.mjs. `bare` is the comparison with an account that has no slip, or
 * null. `known` is { name, isStored } by public key or account id. `isListLocked` says whether a locked list is stored.
 */
export function said({ verdict, bare, known, isListLocked }) {
  if (verdict.not_judged) return notJudgedSaid(verdict);
  const { slips, against } = verdict, differences = bare ?? against[0]?.differences ?? null;
  const notices = verdict.came_as === 'chat' ? formSaid('chat') : [];
  if (verdict.twice_encoded) notices.push(say('verdict-twice'));
  if (isListLocked) notices.push(say('pocket-known-stored'));
  if (slips.length > 1) notices.push(say('verdict-several', { count: slips.length }));
  const made = [...notices.map(notice), ...slips.flatMap((found) => slipSaid(found, { known, against, differences }))];
  if (slips.length === 0) {
    const names = verdict.names ? say('pocket-names', { id: verdict.names }) : say('verdict-no-slip-hint');
    made.push(half('verdict-first', answer('open', 'verdict-no-slip', names)));
    made.push(half('pocket-second', without(differences)));
  }
  if (differences) made.push(...differencesSaid(differences, bare ? 'pocket-against-bare' : 'pocket-against-true'));
  return made;
}

function notJudgedSaid({ came_as: form, read }) {
  const why = say(read === null ? 'pocket-unread' : 'pocket-may-hide');
  const lines = [...formSaid(form), why, say('verdict-not-judged-do')];
  const made = half('verdict-first', answer('open', 'verdict-not-judged', ...lines));
  return read === null ? [made] : [made, make('h2', {}, say('verdict-read')), account(read)];
}

function slipSaid(found, { known, against, differences }) {
  const among = found.among_the_letters, stuffed = among ? [outsideSaid('among', among)] : [];
  if (found.verdict !== 'true') {
    return [...stuffed, half('verdict-first', notTrue(found)), half('pocket-second', without(differences))];
  }
  const whose = standing(found, known, against), isGreen = whose.mark === 'yes' && exitOfSlip(found) === 0;
  if (whose.mark === 'yes' && !isGreen) whose.mark = 'open';
  const plain = isGreen ? 'verdict-true' : 'verdict-true-no-more';
  const shaken = found.may_show_another_order ? 'verdict-true-reordered' : 'verdict-true-look';
  const other = among ? 'verdict-true-with-others' : shaken;
  const first = answer(isGreen ? 'yes' : 'open', found.plain ? plain : other, ...linesOf(found));
  // The comparison with the given account stands below all slips, so it is not repeated here.
  const { rival } = found.standing, isBelow = against[0]?.account === rival?.account;
  const rivalSaid = rival && !isBelow ? differencesSaid(rival.differences, 'pocket-against-true') : [];
  return [...stuffed, half('verdict-first', first), half('pocket-second', whose),
    ...outside(found), ...sealedWords(found), ...rivalSaid];
}

/** The verdicts on a slip that is not true: a head and a reason. */
const UNPROVED = {
  'slip damaged': ['verdict-damaged', 'verdict-damaged-hint'],
  'later version': ['verdict-later', 'pocket-later-hint'],
  'cannot judge': ['verdict-cannot-judge', 'verdict-cannot-judge-hint'],
};

const WHY = {
  'end not found': 'end', words: 'words', 'hidden character': 'hidden', 'among others': 'among',
  enclosures: 'enclosures',
};

function notTrue({ verdict, why }) {
  if (!(verdict in UNPROVED)) return answer('no', 'verdict-not-true', say(`verdict-why-${WHY[why]}`));
  const [head, hint] = UNPROVED[verdict];
  return answer('open', head, say(hint));
}

/** The second answer for a true slip: who sealed it, as far as this reader knows. */
function standing({ standing: { is, name }, account: id, pen_name: penName }, known, against) {
  if (is === 'listed') {
    const entry = known[id] ?? known[penName], how = known[id] ? 'pocket-known-id' : 'pocket-known-pen';
    const from = entry?.isStored ? [say('pocket-known-from-storage')] : [];
    return answer('yes', 'pocket-known-seal', say(how, { name }), ...from);
  }
  if (is === 'rivalled') return answer('no', 'verdict-rivalled', say('pocket-rivalled-hint'));
  if (is === 'short form') return answer('open', 'pocket-short-form', say('pocket-short-form-hint'));
  const isSame = against.some(({ account: other }) => other === id);
  if (isSame) return answer('open', 'pocket-same-seal', say('pocket-same-seal-hint'));
  return answer('open', 'pocket-unknown', say('pocket-unknown-hint'));
}

/** The second answer for a copy that is not true to any seal. */
function without(differences) {
  const { pieces, own } = (differences && comparedOf(differences)) ?? { pieces: [], own: [] };
  const { kept = 0, moved = 0, withheld = 0, quoted = null, word_for_word: isSame = false } = differences ?? {};
  const isNear = pieces.length > 0 && kept + moved > 0 && 2 * (kept + moved + withheld) >= own.length;
  const same = quoted ? 'pocket-quote-hint' : 'pocket-same-words-hint';
  const other = isNear || quoted ? 'pocket-near-hint' : 'pocket-nothing-hint';
  return answer('open', 'pocket-unknown', say(isSame ? same : other));
}

const KINDS = { whole: 'verdict-whole', excerpt: 'verdict-excerpt', edition: 'verdict-edition' };
const range = ([first, last]) => (first === last ? `${first}` : `${first}–${last}`);

function linesOf(found) {
  const { kind, first, last, words: count, withheld, places, outside: around, enclosures } = found;
  const isLonger = kind === 'excerpt' && around.behind;
  const goesOn = isLonger ? ` ${say('verdict-excerpt-goes-on', { count: around.behind.words })}` : '';
  const { mixed_alphabets: all } = found, more = all.length > 50 ? ' …' : '';
  const mixed = all.slice(0, 50).map(inSentence).join(' ') + more;
  return [
    say(KINDS[kind], { count, first, last, withheld, places: places.length }) + goesOn,
    places.length > 0 && say('verdict-places', { places: places.map(range).join(', ') }),
    found.repaired > 0 && say('verdict-repaired', { count: found.repaired }),
    ...readingSaid(found),
    found.may_show_another_order && say('verdict-reordered'),
    found.long_gaps && say('verdict-long-gaps'),
    mixed && say('verdict-mixed', { words: mixed }),
    enclosures && say('page-enclosed', { count: enclosures.sealed }),
  ].filter(Boolean);
}

/** Sentences about how the copy was read, and which parts were left out. */
function readingSaid({ side, reading }) {
  const { sign, around, hyphens, more_heads: more } = reading;
  const times = ([head, count]) => `“${inSentence(head)}”${count > 1 ? ` × ${count}` : ''}`;
  const heads = reading.heads.map(times).join(', ');
  const characters = reading.passed_over.map(([code, count]) => `${code} × ${count}`).join(', ');
  return [
    sign === '>' ? say('verdict-unquoted') : sign && say('verdict-sign', { sign: inSentence(sign) }),
    around && say('verdict-around', { sign: inSentence(around) }),
    heads && say(more > 0 ? 'verdict-heads-more' : 'verdict-heads', { heads, count: more }),
    hyphens === 'joined' && say('verdict-joined'),
    hyphens === 'dropped' && say('verdict-dropped'),
    side === 'behind its slip' && say('verdict-slip-above'),
    characters && say('verdict-passed-over', { characters }),
  ];
}

/** The words beside the account that are not sealed. */
function outside({ side, outside: { before, between, behind } }) {
  const [head, tail] = side === 'behind its slip' ? ['before-slip', 'behind-account'] : ['before', 'behind'];
  const all = [[head, before], ['after', between], [tail, behind]].filter(([, one]) => one);
  if (all.length === 0) return [];
  return [make('h2', {}, say('verdict-outside')), make('p', {}, say('verdict-outside-hint')),
    ...all.map(([where, one]) => outsideSaid(where, one))];
}

function outsideSaid(where, { words: count, text }) {
  return make('div', { className: 'outside' },
    make('p', { className: 'hint' }, say(`verdict-outside-${where}`, { count })),
    make('p', { dir: 'auto' }, text.replace(DIRECTION, '')));
}

function sealedWords({ sealed, account: id, pen_name: penName, may_show_another_order: isTurned, long_gaps: hasGaps }) {
  const open = isTurned || hasGaps;
  return [
    make('details', { open }, make('summary', {}, say('verdict-sealed')), account(sealed)),
    make('dl', {}, make('dt', {}, say('page-id')), make('dd', {}, make('code', {}, id)),
      make('dt', {}, say('page-pen-name')), make('dd', {}, make('code', {}, penName))),
  ];
}

/** The comparison of the copy with an account, with a few words around each difference. */
function differencesSaid(differences, taken) {
  const { pieces, own, copied } = comparedOf(differences), { quote, quoted, word_for_word: isSame } = differences;
  const lines = Object.entries(COUNTED).filter(([kind]) => kind === 'kept' || differences[kind] > 0)
    .map(([kind, key]) => say(key, { count: differences[kind] }));
  if (quoted) {
    const [first, last] = quoted;
    const values = { count: last - first + 1, first, last, all: own.length };
    lines.unshift(say(quote ? 'verdict-quote' : 'verdict-quoted', values));
  } else if (differences.every_word_in_order && differences.added + differences.again > 0 && !isSame) {
    lines.push(say('verdict-every-word'));
  }
  lines.push(...alphabetsSaid(pieces, own, copied));
  const isAllSame = isSame && differences.added === 0;
  const shown = marked(pieces, own, copied).flatMap((one) => [...SHOWN[one.kind](one), ' ']);
  const signs = [make('p', { className: 'hint' }, say('verdict-signs'),
    ...Object.keys(SIGNS).flatMap((kind) => [' ', signed(kind, say(`verdict-sign-${kind}`))]))];
  return [
    make('h2', {}, say('pocket-differs', { count: own.length })),
    make('p', { className: 'hint' }, say(taken)),
    make('ul', { className: 'counts' }, ...lines.map((one) => make('li', {}, one))),
    ...(isAllSame ? [] : [make('div', { className: 'account', dir: 'auto' }, ...shown), ...signs]),
  ];
}

const COUNTED = {
  kept: 'verdict-kept', punctuated: 'verdict-punctuated', changed: 'verdict-changed', missing: 'verdict-missing',
  moved: 'verdict-moved', withheld: 'verdict-withheld', added: 'verdict-added', again: 'verdict-again',
};

const SIGNS = {
  missing: ['del', '[-', '-]'], added: ['ins', '{+', '+}'], moved: ['mark', '{>', '<}'], again: ['mark', '{=', '=}'],
  punctuated: ['small', '{~', '~}'],
};

function signed(kind, text) {
  const [element, before, behind] = SIGNS[kind];
  return make(element, {}, before + text + behind);
}

const SHOWN = {
  kept: ({ now }) => [now], beyond: () => ['…'],
  missing: ({ old }) => [signed('missing', old)], added: ({ now }) => [signed('added', now)],
  changed: ({ old, now }) => [signed('missing', old), signed('added', now)],
  moved: ({ now }) => [signed('moved', now)], again: ({ now }) => [signed('again', now)],
  punctuated: ({ old, now }) => [signed('punctuated', `${old}~${now}`)],
};

// Alphabets that have letters like those of another alphabet.
const ALPHABETS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Coptic', 'Cherokee'].map((name) =>
  [new RegExp(`\\p{Script=${name}}`, 'u'), name.toLowerCase()]);

/** Maximum number of pairs of look-alike words that are named. */
const PAIRS = 10;

/** Sentences about words that may only look alike, with their alphabets. */
function alphabetsSaid(pieces, own, copied) {
  const named = ([, name]) => say(`verdict-alphabet-${name}`);
  const of = (word) => ALPHABETS.filter(([letter]) => letter.test(word)).map(named).join(' + ');
  const pairs = pieces.filter(({ kind }) => kind === 'changed')
    .flatMap(({ text, copy }) => own.slice(text.start, text.end).map((old, i) => [old, copied[copy.start + i]]));
  const said = ([old, word]) => {
    const [from, to] = [of(old), of(word)];
    const values = { old: inSentence(old), from, new: inSentence(word), to };
    return from && to && from !== to ? [say('verdict-alphabets', values)] : [];
  };
  return pairs.flatMap(said).slice(0, PAIRS);
}
