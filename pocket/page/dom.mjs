// What the parts of the page share: finding and making elements, saying that something is done or went wrong, files.
import { seen } from './screen.mjs';
import { say } from './say.mjs';

export const $ = (id) => document.getElementById(id);

/** An element with properties (`on…` are listeners, `data-…` and `aria-…` attributes) and children. */
export function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-')) made.setAttribute(name, value);
    else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

/** A button that says `key`. */
export function button(key, onclick) {
  return make('button', { type: 'button', className: 'plain', onclick }, say(key));
}

// Parts of the page

const groups = { write: 'write', review: 'write', sealed: 'write', check: 'check', verdict: 'check' };
const last = { write: 'write', check: 'check' };
let shown = 'start';

function turnTo(id) {
  for (const screen of document.querySelectorAll('.screen')) screen.hidden = screen.id !== id;
  for (const tab of document.querySelectorAll('[data-part]')) {
    if (tab.dataset.part === groups[id]) tab.setAttribute('aria-current', 'true');
    else tab.removeAttribute('aria-current');
  }
  shown = id;
  if (groups[id]) last[groups[id]] = id;
  note('');
  window.scrollTo(0, 0);
  $(`${id}-title`).focus({ preventScroll: true });
}

/** Turns to a part of the page, and tells whoever cannot see it. The way back is the browser's own. */
export function show(id) {
  if (id === shown) return;
  history.pushState({ part: id }, '');
  turnTo(id);
}

/** Follows the buttons that lead to parts, and the browser's way back. `mayShow` says what there is to turn to. */
export function followButtons(mayShow) {
  history.replaceState({ part: shown }, '');
  addEventListener('popstate', ({ state }) => turnTo(mayShow(state?.part) ? state.part : 'start'));
  document.addEventListener('click', ({ target }) => {
    const to = target.closest?.('[data-show], [data-part]');
    if (!to) return;
    const { part, show: id } = to.dataset;
    // From one part to the other and back is where one was; a second time leads to its beginning.
    const there = part && groups[shown] !== part && mayShow(last[part]) ? last[part] : part;
    show(id ?? there);
  });
}

/** Forgets where one was in each part. */
export function forgetParts() {
  Object.assign(last, { write: 'write', check: 'check' });
}

// Saying

/** Says what was done, where the screen, or the dialog in front of it, has its place for it. */
export function note(text) {
  const open = document.querySelector('dialog[open] .said') ?? document.querySelector('.screen:not([hidden]) .said');
  for (const said of document.querySelectorAll('.said')) if (said !== open) said.textContent = '';
  if (open) open.textContent = text;
}

/** What went wrong, in `place` or in the first alert inside it; an empty text takes it away. */
export function wrong(place, text = '') {
  const alert = place.matches('.wrong') ? place : place.querySelector('.wrong');
  alert.textContent = text;
  alert.hidden = text === '';
  if (text) alert.scrollIntoView({ block: 'nearest' });
}

/** The sentence for an error: by its code where there is one, else that something failed and nothing is lost. */
export function sentenceFor(error, values) {
  const key = `pocket-error-${error?.code}`, sentence = say(key, values);
  return sentence === key ? say('pocket-error') : sentence;
}

const underWay = new Set();

/** Remembers that work is under way, for what must not be overtaken by it. */
async function during(work) {
  underWay.add(work);
  try {
    return await work;
  } finally {
    underWay.delete(work);
  }
}

/** What is under way, ended; null where there is nothing. */
export const ended = () => (underWay.size === 0 ? null : Promise.allSettled([...underWay]));

/** Does work that takes a while: the button says so, and cannot be pressed twice. */
export async function busy(pressed, key, work) {
  if (pressed.getAttribute('aria-disabled') === 'true') return;
  pressed.setAttribute('aria-disabled', 'true');
  note(say(key));
  try {
    await during(seen().then(work));
  } catch (error) {
    note(sentenceFor(error));
  } finally {
    pressed.removeAttribute('aria-disabled');
    const said = [...document.querySelectorAll('.said')].find((one) => one.textContent === say(key));
    if (said) said.textContent = '';
  }
}

// Files

/** Hands a file to the browser to be saved. */
export function save(name, bytes, type = 'application/octet-stream') {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The bytes of a file that is no larger than `most` bytes; errors have the codes 'too-large' and 'unreadable'. */
export async function bytesOf(file, most) {
  if (file.size > most) throw coded('too-large');
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw coded('unreadable');
  }
}

export function coded(code) {
  return Object.assign(new Error(code), { code });
}

/** The text of bytes in UTF-8, or in UTF-16 with its mark; an error with the code 'not-text' where they are none. */
export function textOf(bytes) {
  const encoding = { '255,254': 'utf-16le', '254,255': 'utf-16be' }[bytes.subarray(0, 2).join()] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw coded('not-text');
  }
}

/** `take` gets the files of an input, which then is empty again: the same one can be chosen twice. */
export function onFiles(input, take) {
  input.addEventListener('change', async () => {
    const files = [...input.files];
    if (files.length > 0) await during(take(files));
    input.value = '';
  });
}

/** Bytes as people say them. */
export function sizeOf(bytes) {
  const mb = bytes >= 1e6, number = mb ? bytes / 1e6 : Math.max(bytes / 1e3, 0.1);
  return `${number.toFixed(number < 10 ? 1 : 0)} ${say(mb ? 'unit-mb' : 'unit-kb')}`;
}
