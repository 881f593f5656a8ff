// The part for sharing: the sealed account with its slip, to copy, share, save, print, or show as QR codes.
import { $, button, make, note, save, sizeOf } from './dom.mjs';
import { bundle } from './bundle.mjs';
import { codeSvg, parts } from './codes.mjs';
import { onLanguage, say } from './say.mjs';

/** Maximum number of QR codes. Nobody scans more. */
const MAX_CODES = 40;

let given = null, addresses = [];

export const isSealed = () => given !== null;

export function clearSealed() {
  given = null;
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses = [];
  for (const id of ['sealed-text', 'codes', 'sealed-photos']) $(id).replaceChildren();
  for (const id of ['sealed-lead', 'sealed-id', 'sealed-pen']) $(id).textContent = '';
}

/** Takes the result of seal.mjs. */
export function showSealed(made) {
  clearSealed();
  given = made;
  const { text, slip } = made, at = text.includes(slip) ? text.indexOf(slip) : text.length;
  $('sealed-text').replaceChildren(text.slice(0, at), make('span', { className: 'slip' }, text.slice(at)));
  $('sealed-id').textContent = made.id;
  $('sealed-pen').textContent = made.penName;
  $('slip-apart').hidden = at < text.length;
  $('codes-shown').open = false;
  // An account that was sealed for a desk has the step to the desk first.
  $('copy-first').hidden = made.isForDesk;
  const [first, second] = made.isForDesk ? ['desk', 'pass'] : ['pass', 'desk'];
  $(first).after($(second));
  render();
}

export function startSealed() {
  for (const id of ['copy', 'copy-first']) $(id).addEventListener('click', () => copy(given.text));
  $('copy-slip').addEventListener('click', () => copy(given.slip));
  $('save').addEventListener('click', () => saved('notes.txt', given.text, 'text/plain'));
  $('save-slip').addEventListener('click', () => saved('notes.slip.txt', given.slip, 'text/plain'));
  $('save-bundle').addEventListener('click', () => {
    const { text, slip, files } = given;
    saved('notes.tar', bundle({ text, slip, enclosures: files }), 'application/x-tar');
  });
  $('print').addEventListener('click', () => {
    showCodes();
    $('codes-shown').open = true; // the codes are printed too
    window.print();
  });
  $('share').addEventListener('click', () => share({ text: given.text }));
  $('codes-shown').addEventListener('toggle', () => $('codes-shown').open && showCodes());
  onLanguage(() => given && render());
}

function saved(name, content, type) {
  save(name, content, type);
  note(say('pocket-saved', { name }));
}

/** Whether this browser can share `what` with other programs. */
export function canShare(what) {
  try {
    return Boolean(navigator.canShare?.(what));
  } catch {
    return false;
  }
}

export async function share(what) {
  try {
    await navigator.share(what);
    note(say('pocket-shared'));
  } catch (error) {
    // An AbortError means that the person cancelled, so no message is needed.
    if (error?.name !== 'AbortError') note(say('pocket-error-share'));
  }
}

/** Copies a text to the clipboard. If the page may not use the clipboard, it selects and copies as a person would. */
export async function copy(text) {
  let copied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make('textarea', { value: text, readOnly: true, className: 'unseen' });
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    copied = document.execCommand('copy');
    field.remove();
    focused?.focus();
  }
  note(say(copied ? 'pocket-copied' : 'pocket-error-copy'));
}

function render() {
  const { text, withheld, once, again, files } = given;
  $('sealed-lead').textContent = [
    withheld > 0 ? say('pocket-sealed-withheld', { count: withheld }) : say('pocket-sealed-whole'),
    say(once ? 'pocket-sealed-once' : 'pocket-sealed-pen'),
    again && say('pocket-sealed-again'),
  ].filter(Boolean).join(' ');
  const photos = files.filter(({ label }) => label.startsWith('photo/'));
  $('share').hidden = !canShare({ text });
  $('cannot-share').hidden = !$('share').hidden;
  $('cannot-share').textContent = say('pocket-cannot-share');
  // The consent and originals are only for the desk. A bundle with them cannot be saved here, because it must be
  // whole.
  const isPublic = files.every(({ label }) => label.startsWith('photo/'));
  $('save-bundle').hidden = photos.length === 0 || !isPublic;
  $('sealed-photos-hint').hidden = photos.length === 0;
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses = photos.map(({ bytes }) => URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' })));
  $('sealed-photos').replaceChildren(...photos.map(({ bytes }, i) => {
    const name = say('page-photograph', { number: i + 1 });
    const take = button('pocket-save', () => saved(`photo-${i + 1}.jpg`, bytes, 'image/jpeg'));
    take.setAttribute('aria-label', `${take.textContent}: ${name}`);
    return make('li', {}, make('img', { src: addresses[i], alt: name }),
      make('p', { className: 'do' }, `${name} · ${sizeOf(bytes.length)}`, take));
  }));
  if ($('codes').childElementCount > 0) showCodes();
}

function showCodes() {
  const all = parts(given.slip), tooMany = all.length > MAX_CODES;
  $('codes-hint').textContent = say(tooMany ? 'pocket-codes-many' : 'pocket-codes-hint', { count: all.length });
  $('codes').replaceChildren(...(tooMany ? [] : all).map((part, i) => {
    const name = say('page-code', { number: i + 1, count: all.length });
    const drawn = make('div', { className: 'code', role: 'img', 'aria-label': name });
    drawn.innerHTML = codeSvg(part); // codeSvg makes only safe markup
    return make('figure', {}, drawn, ...(all.length > 1 ? [make('figcaption', {}, `${i + 1} / ${all.length}`)] : []));
  }));
}
