// The part for review. Words that may identify a person are underlined. The writer can withhold any words, at every
// place where they stand, in every form. The page only offers; the writer decides.
import { $, button, make, note } from './dom.mjs';
import { occurrences } from './near.mjs';
import { hints } from './hints.mjs';
import { languageNames, languageNow, onLanguage, say } from './say.mjs';

/** The text with its words and their places, as firsthand.mjs reads them. */
let read = { text: '', words: [], places: [] };
/** The withheld phrases: { phrase, places: [{ start, end, exact, on }] }. Places are counted in words. */
let withheld = [];
let offered = null, looked = {}, changed = () => {};

/** The withheld words as sorted ranges [start, end). */
export function withheldRanges() {
  return taken().map(({ start, end }) => [start, end]);
}

/** The text under review. Withheld ranges are counted in it. */
export const textRead = () => read.text;

/** Whether any word is not withheld. */
export const isAnyOpen = () => withheldRanges().reduce((sum, [start, end]) => sum + end - start, 0) < read.words.length;

/** The language of the words as a BCP 47 tag, or null. */
export const textLanguage = () => $('text-language').value || null;

/** The withheld phrases, for a draft. */
export const phrases = () => withheld.map(({ phrase }) => phrase);

export function clearWithheld() {
  read = { text: '', words: [], places: [] };
  withheld = [];
  looked = {};
  offered = null;
  $('places-title').textContent = '';
  $('places-list').replaceChildren();
  $('text-language').dataset.chosen = '';
  $('phrase').value = '';
  render();
}

/** Sets the text to review. Phrases that were withheld before stay withheld if they stand in it. */
export function readOnceMore(next) {
  if (next.text !== read.text) {
    read = next;
    withheld = withheld.map(({ phrase, places }) => {
      const found = occurrences(read.words, phrase), same = found.length === places.length;
      return { phrase, places: found.map((place, i) => ({ ...place, on: same ? places[i].on : true })) };
    }).filter(({ places }) => places.length > 0);
    if (!$('text-language').dataset.chosen) $('text-language').value = guessed(read.text);
  }
  render();
}

/** Takes the phrases of a draft. They are withheld when the text is set. */
export function withholdLater(list) {
  read = { text: '', words: [], places: [] };
  withheld = list.map((phrase) => ({ phrase, places: [] }));
}

export function startWithholding(onChange) {
  changed = onChange;
  $('shown').addEventListener('click', ({ target, clientX, clientY }) => {
    const pointed = target.closest('button')?.dataset;
    if (pointed) return offer(pointed.phrase, wordsIn(Number(pointed.at), Number(pointed.end)), pointed.kind);
    if (String(getSelection()) !== '') return; // a long press selects text
    const at = offsetAt(clientX, clientY), touched = at === null ? null : wordsIn(at, at + 1);
    if (touched) offer(read.words[touched.start], touched);
  });
  $('phrase-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const phrase = $('phrase').value.trim();
    if (phrase) offer(phrase);
  });
  $('text-language').addEventListener('change', () => {
    $('text-language').dataset.chosen = 'yes';
    render();
    changed();
  });
  $('places-all').addEventListener('click', () => keep(offered.places));
  $('places-one').addEventListener('click', () => {
    keep(offered.places.map((place) => ({ ...place, on: meets(place, offered.here) })));
  });
  // The focus goes to a new element, because the pressed words were drawn again.
  $('places').addEventListener('close', () => {
    const at = read.places[offered?.here?.start]?.start ?? -1;
    const pieces = [...$('shown').querySelectorAll('button')].filter((piece) => piece.dataset.at <= at);
    (pieces.at(-1) ?? $('phrase')).focus({ preventScroll: true });
  });
  onLanguage(() => {
    const chosen = $('text-language').value;
    $('text-language').replaceChildren(...languageNames().map(([tag, name]) => make('option', { value: tag }, name)),
      make('option', { value: '' }, say('pocket-other-language')));
    $('text-language').value = read.text ? chosen : languageNow();
    render();
  });
}

export function closePlaces() {
  if ($('places').open) $('places').close();
}

/**
 * Guesses the language. Kazakh has letters that Russian does not have. Spanish has marks that English does not have.
 */
function guessed(text) {
  if (/[әғқңөұү]/i.test(text)) return 'kk';
  if (/\p{Script=Cyrillic}/u.test(text)) return 'ru';
  if (/[ñ¿¡]/i.test(text) || / (el|los|las|que|una) /i.test(text)) return 'es';
  return /[a-z]/i.test(text) ? 'en' : '';
}

const meets = (a, b) => a.start < b.end && a.end > b.start;

/** The withheld places, in order. Places that touch are joined. */
function taken() {
  const all = withheld.flatMap(({ places }) => places.filter(({ on }) => on)).sort((a, b) => a.start - b.start);
  const made = [];
  for (const { start, end } of all) {
    const before = made.at(-1);
    if (before && start <= before.end) before.end = Math.max(before.end, end);
    else made.push({ start, end });
  }
  return made;
}

// Display

function render() {
  const { text, places } = read, hidden = taken();
  const marks = hidden.map(({ start, end }) => {
    const phrase = withheld.find(({ places: all }) => all.some((place) => place.on && meets(place, { start, end })));
    return { start: places[start].start, end: places[end - 1].end, phrase: phrase.phrase, kind: null };
  });
  const found = pointed();
  for (const { start, end, kind } of found) {
    if (marks.some((mark) => mark.kind === null && meets(mark, { start, end }))) continue;
    marks.push({ start, end, kind, phrase: text.slice(start, end) });
  }
  marks.sort((a, b) => a.start - b.start);
  const pieces = [];
  let at = 0;
  const plain = (to) => {
    if (to > at) pieces.push(make('span', { 'data-at': at }, text.slice(at, to)));
    at = to;
  };
  for (const { start, end, kind, phrase } of marks) {
    if (start < at) continue;
    plain(start);
    const shown = text.slice(start, end), about = say(kind ? `kind-${kind}` : 'withhold-withheld');
    const className = kind ? 'pointer' : 'withheld-here';
    const properties = { type: 'button', className, title: about, 'data-at': start, 'data-end': end };
    if (kind) properties['data-kind'] = kind;
    pieces.push(make('button', { ...properties, 'data-phrase': phrase, 'aria-label': `${shown}: ${about}` }, shown));
    at = end;
  }
  plain(text.length);
  $('shown').replaceChildren(...pieces);
  $('pointed-none').hidden = found.length > 0 || text === '';
  const count = hidden.reduce((sum, { start, end }) => sum + end - start, 0);
  $('withheld-hint').textContent = say(count === 0 ? 'pocket-withheld-none' : 'pocket-withheld-count', { count });
  $('withheld').replaceChildren(...withheld.filter(({ places: all }) => all.length > 0).map((one) => {
    const on = one.places.filter((place) => place.on).length;
    return make('li', {}, make('bdi', {}, one.phrase), ` · ${say('pocket-places', { count: on })} `,
      button('pocket-withheld-change', () => offer(one.phrase)));
  }));
}

/** The hints of the text. They are searched once for each text. */
function pointed() {
  const { text } = read, language = textLanguage();
  if (looked.text !== text || looked.language !== language) {
    looked = { text, language, found: hints(text, language) };
  }
  return looked.found;
}

/** The offset in the text of the pressed letter. */
function offsetAt(x, y) {
  const position = document.caretPositionFromPoint?.(x, y);
  const range = position ? null : document.caretRangeFromPoint?.(x, y);
  const node = position?.offsetNode ?? range?.startContainer, piece = node?.parentElement?.closest('[data-at]');
  if (!piece || !$('shown').contains(piece)) return null;
  return Number(piece.dataset.at) + (position?.offset ?? range.startOffset);
}

/** The words between two offsets, or null. */
function wordsIn(from, to) {
  const start = read.places.findIndex(({ end }) => end > from);
  const behind = read.places.findIndex((place) => place.start >= to), end = behind === -1 ? read.places.length : behind;
  return start !== -1 && start < end ? { start, end } : null;
}

// Offers

/** Offers to withhold a phrase at the pressed place `here`, and at every other place where it stands. */
function offer(phrase, here = null, kind = null) {
  const before = withheld.find((one) => one.phrase === phrase);
  const places = before ? before.places.map((place) => ({ ...place }))
    : occurrences(read.words, phrase).map((place) => ({ ...place, on: true }));
  if (here && !places.some((place) => meets(place, here))) places.push({ ...here, exact: true, on: true });
  if (places.length === 0) {
    note(say('withhold-found-none', { phrase }));
    return;
  }
  places.sort((a, b) => a.start - b.start);
  offered = { phrase, here, before, places };
  $('places-title').textContent = say('pocket-withhold-ask', { phrase: short(phrase) });
  $('places-kind').textContent = kind ? say('pocket-may-be', { kind: say(`kind-${kind}`) }) : '';
  $('places-kind').hidden = !kind;
  $('places-list').replaceChildren(...places.map((place) => {
    const box = make('input', { type: 'checkbox', checked: place.on, autocomplete: 'off' });
    box.addEventListener('change', () => {
      place.on = box.checked;
      count();
    });
    const near = place.exact ? [] : [make('span', { className: 'hint' }, ` · ${say('withhold-found-near')}`)];
    return make('li', {}, make('label', {}, box, make('span', { dir: 'auto' }, ...around(place), ...near)));
  }));
  $('places-one').hidden = !here || places.length < 2 || before !== undefined;
  count();
  $('places').showModal();
  $('places-title').focus();
}

function count() {
  const on = offered.places.filter((place) => place.on).length;
  $('places-all').textContent = on === 0 && offered.before
    ? say('pocket-show-again') : say('pocket-withhold-do', { count: on });
  $('places-all').disabled = on === 0 && !offered.before;
}

/** A marked place, with the words around it. */
function around({ start, end }) {
  const { text, places } = read;
  const from = places[Math.max(0, start - 4)].start, to = places[Math.min(places.length, end + 4) - 1].end;
  const [first, last] = [places[start].start, places[end - 1].end];
  return [from > 0 ? '… ' : '', text.slice(from, first), make('mark', {}, text.slice(first, last)),
    text.slice(last, to), to < text.length ? ' …' : ''];
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function keep(places) {
  const { phrase, before } = offered;
  if (before) before.places = places;
  else withheld.push({ phrase, places });
  withheld = withheld.filter(({ places: all }) => all.length === 0 || all.some(({ on }) => on));
  $('places').close();
  $('phrase').value = '';
  render();
  changed();
  note($('withheld-hint').textContent);
}
