// What all parts of the page share: finding and making elements, turning between parts, messages about success and
// errors, and files.
import { seen } from './screen.mjs';
import { say } from './say.mjs';

export const $ = (id) => document.getElementById(id);

/** Makes an element with children. Properties named `on…` become listeners; `data-…` and `aria-…` become attributes. */
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

/** A button with the sentence `key`. */
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

/** Shows a part of the page, and moves the focus there for screen readers. The browser's back button leads back. */
export function show(id) {
  if (id === shown) return;
  history.pushState({ part: id }, '');
  turnTo(id);
}

/**
 * Handles the buttons that lead to parts, and the browser's back button. `mayShow` says whether a part has anything to
 * show.
 */
export function followButtons(mayShow) {
  history.replaceState({ part: shown }, '');
  addEventListener('popstate', ({ state }) => turnTo(mayShow(state?.part) ? state.part : 'start'));
  document.addEventListener('click', ({ target }) => {
    const to = target.closest?.('[data-show], [data-part]');
    if (!to) return;
    const { part, show: id } = to.dataset;
    // From another part, the button leads to the last screen of its part. Within the part, it leads to the first
    // screen.
    const there = part && groups[shown] !== part && mayShow(last[part]) ? last[part] : part;
    show(id ?? there);
  });
}

/** Forgets the last screen of each part. */
export function forgetParts() {
  Object.assign(last, { write: 'write', check: 'check' });
}

// Messages

/** Shows a message about success, on the screen or in the open dialog. */
export function note(text) {
  const open = document.querySelector('dialog[open] .said') ?? document.querySelector('.screen:not([hidden]) .said');
  for (const said of document.querySelectorAll('.said')) if (said !== open) said.textContent = '';
  if (open) open.textContent = text;
}

/** Shows an error message in `place`, or in the first alert inside it. An empty text removes the message. */
export function wrong(place, text = '') {
  const alert = place.matches('.wrong') ? place : place.querySelector('.wrong');
  alert.textContent = text;
  alert.hidden = text === '';
  if (text) alert.scrollIntoView({ block: 'nearest' });
}

/** The sentence for an error, by its code. Without a code, it says that something failed and nothing is lost. */
export function sentenceFor(error, values) {
  const key = `pocket-error-${error?.code}`, sentence = say(key, values);
  return sentence === key ? say('pocket-error') : sentence;
}

const underWay = new Set();

/** Waits for work, and remembers that it is going on. */
async function during(work) {
  underWay.add(work);
  try {
    return await work;
  } finally {
    underWay.delete(work);
  }
}

/** A promise that waits for all work that is going on. Null if there is none. */
export const ended = () => (underWay.size === 0 ? null : Promise.allSettled([...underWay]));

/**
 * Does work that takes a while. Meanwhile the button `pressed` shows the sentence `key` and cannot be pressed again.
 */
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

/** Saves a file through the browser. */
export function save(name, bytes, type = 'application/octet-stream') {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The bytes of a file. Throws an error with the code 'too-large' if it has more than `most` bytes, or 'unreadable'. */
export async function bytesOf(file, most) {
  if (file.size > most) throw coded('too-large');
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw coded('unreadable');
  }
}

/** An error with a code, for `sentenceFor`. */
export function coded(code) {
  return Object.assign(new Error(code), { code });
}

/**
 * Decodes UTF-8, or UTF-16 with a byte order mark. Throws an error with the code 'not-text' if the bytes are not text.
 */
export function textOf(bytes) {
  const encoding = { '255,254': 'utf-16le', '254,255': 'utf-16be' }[bytes.subarray(0, 2).join()] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw coded('not-text');
  }
}

/** Passes the chosen files to `take`, and then empties the input, so that the same file can be chosen again. */
export function onFiles(input, take) {
  input.addEventListener('change', async () => {
    const files = [...input.files];
    if (files.length > 0) await during(take(files));
    input.value = '';
  });
}

/** A number of bytes, as people read it. */
export function sizeOf(bytes) {
  const mb = bytes >= 1e6, number = mb ? bytes / 1e6 : Math.max(bytes / 1e3, 0.1);
  return `${number.toFixed(number < 10 ? 1 : 0)} ${say(mb ? 'unit-mb' : 'unit-kb')}`;
}
