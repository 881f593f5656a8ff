// The part for writing. Until the words are sealed, they are only in the text field.
import { $, busy, button, make, note, wrong } from './dom.mjs';
import { say } from './say.mjs';
import { clean, findSlips, words } from '../../spec/firsthand.mjs';

/** Maximum length of a text. A phone would need minutes to seal a longer one. */
const MAX_WORDS = 100_000, MAX_LETTERS = 1_000_000;
const LISTED = 5;

export const written = () => $('words').value;

/** Puts a text into the field, as if somebody had typed it. */
export function writeDown(text) {
  $('words').value = text;
  look();
}

export const clearWords = () => writeDown('');

/** Starts the part for writing. `onReview` gets a text that can be sealed. */
export function startWriting(onReview) {
  $('words').addEventListener('input', look);
  $('to-review').addEventListener('click', ({ target }) => busy(target, 'pocket-working', () => {
    const read = readable();
    if (read) onReview(read);
  }));
  // The browser asks before it closes a page with typed words.
  addEventListener('beforeunload', (event) => {
    if (!written().trim()) return;
    event.preventDefault();
    event.returnValue = true; // for older browsers
  });
}

/** Removes the error message, because the writer may have corrected the text. */
function look() {
  wrong($('write'));
  $('refused').hidden = true;
}

/** The words of the text, if it can be sealed. If not, shows the reason. */
function readable() {
  const text = written();
  const problem = (key, values) => {
    wrong($('write'), say(key, values));
    $('words').focus();
  };
  look();
  if (text.length > MAX_LETTERS) return problem('pocket-error-text-long', { count: MAX_WORDS });
  if (findSlips(text).length > 0) return problem('pocket-error-has-slip');
  const read = words(text);
  if (read.words.length > MAX_WORDS) return problem('pocket-error-text-long', { count: MAX_WORDS });
  if (read.sealing === 'no words') return problem('pocket-error-no-words');
  if (read.sealing === 'refused characters') return refuse(text);
  if (read.unknown) return problem('pocket-error-too-new');
  return { text, ...read };
}

/** Shows the characters that cannot be sealed and their places, and offers to remove them. */
function refuse(text) {
  const { text: mended, taken } = clean(text);
  const places = taken.slice(0, LISTED).map(({ line, column, code }) => {
    const number = `U+${code.toUpperCase().padStart(4, '0')}`;
    return make('li', {}, say('pocket-refused-place', { line, column, code: number }));
  });
  if (taken.length > LISTED) places.push(make('li', {}, say('pocket-refused-more', { count: taken.length - LISTED })));
  const takeOut = button('pocket-refused-clean', () => {
    writeDown(mended);
    note(say('pocket-refused-cleaned', { count: taken.length }));
    $('words').focus();
  });
  $('refused').replaceChildren(make('p', {}, say('pocket-refused', { count: taken.length })), make('ul', {}, ...places),
    make('p', { className: 'do' }, takeOut));
  $('refused').className = 'notice';
  $('refused').hidden = false;
  takeOut.focus();
}
