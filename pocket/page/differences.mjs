// Compares a copy with a text, word by word. It follows crates/copies/src/compare step by step. That code explains
// each step. spec/vectors/comparisons.json tests both implementations.

import { MOVED, SOLID, follows, placesOf, range, runsOf, size } from './aligned.mjs';
import { againOf, movedOf, pairsOf, slide, withoutChance } from './aligned.mjs';

const MARK = '█';

const QUOTES = '"\'“”„‟‘’‚‛«»‹›「」『』﹁﹂﹃﹄〝〞〟＂＇';
const STOPS = '.,…。．｡۔।॥።։،，、､﹐﹑፣';
const LIGHT = new Set(`${QUOTES}()[]{}（）［］｛｝【】〔〕〈〉《》⟨⟩${STOPS}`);

/** A word without the punctuation that does not change the word. */
export function light(word) {
  const letters = Array.from(word);
  if (!letters.some((letter) => LIGHT.has(letter))) return word;
  const isAddress = /[/@\\:]/.test(word), isDigit = (letter) => letter !== undefined && /\p{N}/u.test(letter);
  let kept = '';
  for (let at = 0; at < letters.length; at++) {
    const start = at;
    while (at < letters.length && LIGHT.has(letters[at])) at++;
    const signs = letters.slice(start, at), atEnd = start === 0 || at === letters.length;
    const behindDigit = start > 0 && isDigit(letters[start - 1]);
    const ofNumber = isDigit(letters[at]) && (behindDigit || signs.some((sign) => STOPS.includes(sign)));
    const quotesStay = !atEnd || (behindDigit && !QUOTES.includes(letters[0]));
    const stays = (sign) => ofNumber || (isAddress && !atEnd) || (quotesStay && QUOTES.includes(sign));
    kept += signs.filter(stays).join('') + (letters[at] ?? '');
  }
  return kept;
}

const isEmpty = ({ start, end }) => start >= end;
const isMark = (word) => word.startsWith(MARK);

/** Joins runs of places into ranges. */
const ranges = (places, together = (a, b) => a + 1 === b) =>
  runsOf(places, together).map((run) => range(run[0], run.at(-1) + 1));

/**
 * The differences as pieces { kind, text, copy }, in the order of the copy. `text` and `copy` are ranges { start, end }
 * of words, or null. Kinds are kept, punctuated, changed, moved, withheld, missing, beyond, added and again. A piece of
 * kind again also has `of`.
 */
export function differences(account, copy) {
  const numbers = new Map(), number = (word) => {
    const key = light(word);
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key);
  };
  const ofText = account.map(number), ofCopy = copy.map(number);
  const same = withoutChance(pairsOf(ofText, ofCopy), account.length, copy.length);
  slide(same, { words: account, numbers: ofText }, { words: copy, numbers: ofCopy });
  const free = account.map(() => true), runs = runsOf(same, follows);
  for (const [place] of same) free[place] = false;
  const gaps = gapsOf(runs, account.length, copy.length);

  const added = gaps.map((gap) => gap.copy).filter((one) => !isEmpty(one));
  const moved = movedOf(ofText, ofCopy, free, added);
  const rest = without(added, moved), again = againOf(ofText, ofCopy, free, rest);
  const making = { pieces: [], free, account, copy }, changed = changedWithin(moved, free, rest, again);
  const parts = [
    ...moved.map((one) => ({ kind: 'moved', ...one })),
    ...again.map((one) => ({ kind: 'again', text: null, copy: one.copy, of: one.text })),
    ...changed,
  ].sort((a, b) => a.copy.start - b.copy.start);
  let next = 0;
  gaps.forEach((gap, at) => {
    const here = [];
    while (next < parts.length && parts[next].copy.start < gap.copy.end) here.push(parts[next++]);
    fillGap(making, gap, here, gap.text.start === 0 || gap.text.end === account.length);
    if (at < runs.length) keep(making, runs[at]);
  });
  nameBeyond(making.pieces, account.length, copy.length);
  return making.pieces;
}

function gapsOf(runs, text, copy) {
  const gaps = [];
  let from = [0, 0];
  for (const run of runs) {
    gaps.push({ text: range(from[0], run[0][0]), copy: range(from[1], run[0][1]) });
    from = run.at(-1).map((place) => place + 1);
  }
  gaps.push({ text: range(from[0], text), copy: range(from[1], copy) });
  return gaps;
}

/** The ranges, without the words that are in the passages. */
function without(all, passages) {
  const left = [];
  let next = 0;
  for (const { start, end } of all) {
    let from = start;
    for (; next < passages.length && passages[next].copy.start < end; next++) {
      left.push(range(from, passages[next].copy.start));
      from = passages[next].copy.end;
    }
    left.push(range(from, end));
  }
  return left.filter((one) => !isEmpty(one));
}

function keep({ pieces, account, copy }, run) {
  const same = (pair) => account[pair[0]] === copy[pair[1]];
  for (const part of runsOf(run, (a, b) => same(a) === same(b))) {
    const [text, other] = part[0], { length } = part;
    const kind = same(part[0]) ? 'kept' : 'punctuated';
    pieces.push({ kind, text: range(text, text + length), copy: range(other, other + length) });
  }
}

function changedWithin(moved, free, rest, again) {
  const changed = [], ends = new Map(rest.map((one) => [one.start, one.end]));
  const saidAgain = new Set(again.flatMap(({ copy }) => placesOf(copy)));
  for (let at = 1; at < moved.length; at++) {
    const text = range(moved[at - 1].text.end, moved[at].text.start);
    const copy = range(moved[at - 1].copy.end, moved[at].copy.start), count = size(text);
    if (count < 1 || count >= MOVED || count !== size(copy) || placesOf(text).some((place) => !free[place])) continue;
    // The words of the copy must be added words, and not words that are said again.
    if (ends.get(copy.start) !== copy.end || placesOf(copy).some((place) => saidAgain.has(place))) continue;
    free.fill(false, text.start, text.end);
    changed.push({ kind: 'changed', text, copy });
  }
  return changed;
}

function fillGap(making, gap, parts, atEnd) {
  const missing = ranges(placesOf(gap.text).filter((at) => making.free[at])), copied = [];
  const add = (start, end) => {
    if (start < end) copied.push({ kind: 'added', text: null, copy: range(start, end) });
  };
  let from = gap.copy.start;
  for (const part of parts) {
    add(from, part.copy.start);
    copied.push(part);
    from = part.copy.end;
  }
  add(from, gap.copy.end);
  const place = copied[0]?.kind === 'added' ? 0 : copied.length - 1;
  const text = missing.length === 1 && copied[place]?.kind === 'added' ? missing.pop() : null;
  for (const one of missing) making.pieces.push({ kind: 'missing', text: one, copy: null });
  copied.forEach((piece, at) => {
    if (text && at === place) difference(making, text, piece.copy, atEnd);
    else making.pieces.push(piece);
  });
}

function difference(making, text, copy, atEnd) {
  const marks = (words, one) => {
    const places = placesOf(one).filter((at) => isMark(words[at]));
    return places.length > 0 ? range(places[0], places.at(-1) + 1) : null;
  };
  const inCopy = marks(making.copy, copy), marked = inCopy ?? marks(making.account, text);
  if (!marked) return replaced(making, text, copy, atEnd);
  const [side, other, words] = inCopy ? [copy, text, making.copy] : [text, copy, making.account];
  const head = Math.min(marked.start - side.start, size(other)), tail = Math.min(side.end - marked.end, size(other) - head);
  let covered = range(other.start + head, other.end - tail);
  const sides = (one, another) => (inCopy ? [another, one] : [one, another]);
  const inside = ranges(placesOf(marked), (a, b) => isMark(words[a]) === isMark(words[b]));
  replaced(making, ...sides(range(side.start, marked.start), range(other.start, covered.start)), false);
  const tails = sides(range(marked.end, side.end), range(covered.end, other.end));
  if (isEmpty(covered)) covered = null;
  for (const run of inside) {
    const [own, kind] = inCopy ? ['copy', 'added'] : ['text', 'missing'];
    if (covered && isMark(words[run.start])) {
      const [ofText, ofCopy] = sides(run, covered);
      making.pieces.push({ kind: 'withheld', text: ofText, copy: ofCopy });
      covered = null;
    } else making.pieces.push({ kind, text: null, copy: null, [own]: run });
  }
  replaced(making, ...tails, false);
}

function replaced({ pieces }, text, copy, atEnd) {
  const changed = Math.min(size(text), size(copy)), few = changed < (atEnd ? 3 : MOVED);
  if (changed > 0 && few && (!atEnd || size(text) === size(copy))) {
    const [textEnd, copyEnd] = [text.start + changed, copy.start + changed];
    pieces.push({ kind: 'changed', text: range(text.start, textEnd), copy: range(copy.start, copyEnd) });
    [text, copy] = [range(textEnd, text.end), range(copyEnd, copy.end)];
  }
  if (!isEmpty(text)) pieces.push({ kind: 'missing', text, copy: null });
  if (!isEmpty(copy)) pieces.push({ kind: 'added', text: null, copy });
}

const covering = (all) => (all.length === 0 ? null
  : all.reduce((a, b) => range(Math.min(a.start, b.start), Math.max(a.end, b.end))));
const textsOf = (pieces) => pieces.map(({ text }) => text).filter((text) => text && !isEmpty(text));

function nameBeyond(pieces, text, copy) {
  const taken = covering(textsOf(pieces.filter(({ kind }) => kind !== 'missing')));
  if (!taken || 2 * size(taken) > text) return;
  const { kept } = counts(pieces);
  if ((kept < SOLID && kept < copy) || 2 * kept < copy) return;
  for (const piece of pieces) {
    const isOutside = piece.text && (piece.text.end <= taken.start || piece.text.start >= taken.end);
    if (piece.kind === 'missing' && isOutside) piece.kind = 'beyond';
  }
}

/**
 * The number of words of each kind. Words that are added or said again are counted in the copy, all others in the text.
 */
export function counts(pieces) {
  const sums = {
    kept: 0, punctuated: 0, changed: 0, moved: 0, withheld: 0, missing: 0, beyond: 0, added: 0, again: 0,
  };
  for (const { kind, text, copy } of pieces) {
    sums[kind] += size(text ?? copy);
    if (kind === 'punctuated') sums.kept += size(text);
  }
  return sums;
}

/**
 * The range of the text that the copy quotes, exactly or with changes. Null if the copy has words from the whole text.
 */
export function quoted(pieces) {
  if (!pieces.some(({ kind }) => kind === 'beyond')) return null;
  return covering(textsOf(pieces.filter(({ kind }) => kind !== 'beyond')));
}

/** The range of the text that the copy quotes word for word. Null if it does not, or if it has the whole text. */
export function quote(pieces) {
  const inner = pieces.filter(({ kind }) => kind !== 'beyond' && kind !== 'missing');
  let added = 0;
  if (inner[0]?.kind === 'added') added += size(inner.shift().copy);
  if (inner.at(-1)?.kind === 'added') added += size(inner.pop().copy);
  let found = null;
  for (const { kind, text } of inner) {
    if ((kind !== 'kept' && kind !== 'punctuated') || (found && found.end !== text.start)) return null;
    found = range(found?.start ?? text.start, text.end);
  }
  const ofText = textsOf(pieces).reduce((sum, text) => sum + size(text), 0);
  return found && size(found) < ofText && size(found) >= added ? found : null;
}
