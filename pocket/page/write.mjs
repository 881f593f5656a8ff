// The words as they are written. They stand in the field and nowhere else, until they are sealed.
import { $, busy, button, make, note, wrong } from './dom.mjs';
import { say } from './say.mjs';
import { clean, findSlips, words } from '../../spec/firsthand.mjs';

/** Longer texts take a phone minutes to seal. */
const MOST_WORDS = 100_000, MOST_LETTERS = 1_000_000;
const LISTED = 5;

export const written = () => $('words').value;

/** Puts text into the field, as if it had been typed. */
export function writeDown(text) {
  $('words').value = text;
  look();
}

export const clearWords = () => writeDown('');

/** `onReview` takes a text that can be sealed. */
export function startWriting(onReview) {
  $('words').addEventListener('input', look);
  $('to-review').addEventListener('click', ({ target }) => busy(target, 'pocket-working', () => {
    const read = readable();
    if (read) onReview(read);
  }));
  // What was typed is not lost by a slip of the thumb.
  addEventListener('beforeunload', (event) => {
    if (!written().trim()) return;
    event.preventDefault();
    event.returnValue = true; // for older browsers
  });
}

/** What stood there may have been mended. */
function look() {
  wrong($('write'));
  $('refused').hidden = true;
}

/** The words of the text, where it can be sealed; else it is said why not. */
function readable() {
  const text = written();
  const problem = (key, values) => {
    wrong($('write'), say(key, values));
    $('words').focus();
  };
  look();
  if (text.length > MOST_LETTERS) return problem('pocket-error-text-long', { count: MOST_WORDS });
  if (findSlips(text).length > 0) return problem('pocket-error-has-slip');
  const read = words(text);
  if (read.words.length > MOST_WORDS) return problem('pocket-error-text-long', { count: MOST_WORDS });
  if (read.sealing === 'no words') return problem('pocket-error-no-words');
  if (read.sealing === 'refused characters') return refuse(text);
  if (read.unknown) return problem('pocket-error-too-new');
  return { text, ...read };
}

/** Says which characters no seal takes and where they stand, and offers to take them out. */
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
