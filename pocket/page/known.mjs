// The list of pen names and account ids that the reader knows, with the reader's names for them. The list is in
// memory. It is stored on this device only if the reader asks, and encrypted. A stored list that is not encrypted
// never counts, because anybody could have written it.
import { $, button, coded, make, note, sentenceFor, wrong } from './dom.mjs';
import { isLongEnough } from './penname.mjs';
import { onLanguage, say } from './say.mjs';
import { onOthers, onRemove, storeAt, textAt, withPassphrase } from './stored.mjs';
import { parseId, parsePenName } from '../../spec/firsthand.mjs';

/**
 * The place where older versions stored the list without encryption, and the maximum number of its entries that are
 * shown.
 */
const CLEAR = 'notes-names', MAX_CLEAR = 100;
const PLACE = 'notes-known', store = storeAt(PLACE, 'known'), clearStore = storeAt(CLEAR);

/** Pen name or account id -> { name, isStored }. `isStored` says whether the entry came from the storage. */
let known = {};
/** The number of changes on this visit, and that number at the time when the list was last stored. */
let changes = 0, kept = 0;

/** The list as it is now. */
export const knownNames = () => ({ ...known });
/** Whether a list is stored that has not been opened. */
export const isListLocked = () => store.isThere() && !store.isOurs();

export function clearKnown() {
  known = {};
  for (const id of ['known-form', 'known-lock']) $(id).reset();
  wrong($('known-part'));
  store.remove();
  clearStore.remove();
  render();
}

export function startKnown() {
  const part = $('known-part');
  $('known-form').addEventListener('submit', (event) => {
    event.preventDefault();
    try {
      add($('known-letters').value.trim().toLowerCase(), $('known-name').value.trim());
    } catch (error) {
      wrong(part, sentenceFor(error));
      $('known-letters').focus();
    }
  });
  $('known-lock').addEventListener('submit', (event) => {
    event.preventDefault();
    // The page never accepted a shorter passphrase. So a list that a shorter one opens is not the reader's.
    if (!isLongEnough($('known-passphrase'), part)) return;
    const [key, work] = isListLocked() ? ['pocket-unlocking', open] : ['pocket-locking', keep];
    withPassphrase($('known-passphrase'), part, $('known-do'), key, work).then(render);
  });
  onRemove($('known-remove'), part, store, render);
  onRemove($('known-clear-remove'), part, clearStore, render);
  $('known-clear').addEventListener('toggle', renderClear);
  for (const place of [PLACE, CLEAR]) onOthers(place, [part], render);
  onLanguage(render);
  part.open = isListLocked() || clearStore.isThere();
}

const isKnowable = (letters) => Boolean(parsePenName(letters) || parseId(letters));
/** The valid ones of the entries of a stored list. */
const sound = (entries) => entries.filter(([letters, name]) => isKnowable(letters) && typeof name === 'string');

function add(letters, name) {
  if (!isKnowable(letters)) throw coded('not-known');
  if (!name) throw coded('known-unnamed');
  known[letters] = { name };
  $('known-form').reset();
  changed('pocket-known-added');
}

/** Shows the list after a change, and the message `key`. */
function changed(key) {
  changes++;
  wrong($('known-part'));
  render();
  note(say(key));
  $('known-letters').focus();
}

/** Opens the stored list. Entries that were made on this visit win over stored ones. */
async function open(passphrase) {
  const content = await store.open(passphrase);
  const read = sound(Object.entries(content.names)).map(([letters, name]) => [letters, { name, isStored: true }]);
  known = { ...Object.fromEntries(read), ...known };
  return content.said;
}

async function keep(passphrase) {
  const names = Object.fromEntries(Object.entries(known).map(([letters, { name }]) => [letters, name]));
  const now = changes;
  const said = await store.keep({ known: 1, names }, passphrase);
  kept = now;
  return said;
}

/** An entry of the list, with its button. */
function row(letters, name, key, onclick) {
  const pressed = button(key, onclick);
  pressed.setAttribute('aria-label', `${pressed.textContent}: ${name}`);
  return make('li', {}, make('p', {}, make('bdi', {}, name)), make('code', {}, letters), ' ', pressed);
}

function render() {
  const isLocked = isListLocked(), names = Object.entries(known), isKept = store.isThere();
  $('known').replaceChildren(...names.map(([letters, { name }]) => row(letters, name, 'pocket-known-remove', () => {
    delete known[letters];
    changed('pocket-known-removed');
  })));
  $('known-stored').hidden = !isLocked;
  $('known-do').textContent = say(isLocked ? 'pocket-draft-open-here' : 'pocket-draft-here');
  // A list that is stored already without later changes need not be stored again.
  $('known-lock').hidden = !isLocked && (names.length === 0 || (isKept && changes === kept));
  $('known-remove').hidden = !isKept;
  $('known-clear').hidden = !clearStore.isThere();
  renderClear();
}

/**
 * Shows the list that is not encrypted, when the reader opens it. A hostile list may be very long, so only some entries
 * are shown.
 */
function renderClear() {
  let entries = [];
  try {
    if ($('known-clear').open) entries = Object.entries(JSON.parse(textAt(CLEAR)));
  } catch {
    // The stored text is not a list.
  }
  const shown = sound(entries.slice(0, MAX_CLEAR)).map(([written, whole]) => {
    const letters = written.toLowerCase(), name = whole.slice(0, 100);
    const made = row(letters, name, 'pocket-known-add', () => {
      known[letters] = { name };
      changed('pocket-known-added');
    });
    made.lastChild.hidden = letters in known;
    return made;
  });
  $('known-clear-list').replaceChildren(...shown);
}
