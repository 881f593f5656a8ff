// The pen names and account ids that the reader knows, and what they call them. They are there for this visit; on the
// device only if asked, and in the clear, which is said.
import { $, button, coded, make, note, sentenceFor, wrong } from './dom.mjs';
import { onLanguage, say } from './say.mjs';
import { parseId, parsePenName } from '../../../spec/firsthand.mjs';

const PLACE = 'notes-names';

/** Letters -> name. */
let known = {};

export const knownNames = () => known;

export function clearKnown() {
  known = {};
  $('known-keep').checked = false;
  $('known-form').reset();
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // Where there is no storage, nothing was kept.
  }
  render();
}

export function startKnown() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE));
    if (kept) {
      const isSound = ([letters, name]) => isKnowable(letters) && typeof name === 'string';
      known = Object.fromEntries(Object.entries(kept).filter(isSound));
      $('known-keep').checked = true;
    }
  } catch {
    // The list is empty then.
  }
  $('known-form').addEventListener('submit', (event) => {
    event.preventDefault();
    try {
      add($('known-letters').value.trim().toLowerCase(), $('known-name').value.trim());
    } catch (error) {
      wrong($('known-part'), sentenceFor(error));
      $('known-letters').focus();
    }
  });
  $('known-keep').addEventListener('change', () => keep(true));
  onLanguage(render);
}

const isKnowable = (letters) => Boolean(parsePenName(letters) || parseId(letters));

function add(letters, name) {
  if (!isKnowable(letters)) throw coded('not-known');
  if (!name) throw coded('known-unnamed');
  known[letters] = name;
  $('known-form').reset();
  wrong($('known-part'));
  keep();
  render();
  note(say('pocket-known-added'));
  $('known-letters').focus();
}

/** Writes the list to the device, or takes it away from there, as it was asked. */
function keep(isAsked = false) {
  const wanted = $('known-keep').checked;
  if (!wanted && !isAsked) return;
  try {
    if (wanted) localStorage.setItem(PLACE, JSON.stringify(known));
    else localStorage.removeItem(PLACE);
  } catch {
    $('known-keep').checked = false;
    wrong($('known-part'), say('pocket-error-no-storage'));
  }
}

function render() {
  $('known').replaceChildren(...Object.entries(known).map(([letters, name]) => {
    const forget = button('pocket-known-remove', () => {
      delete known[letters];
      keep();
      render();
      note(say('pocket-known-removed'));
      $('known-letters').focus();
    });
    forget.setAttribute('aria-label', `${forget.textContent}: ${name}`);
    return make('li', {}, make('p', {}, make('bdi', {}, name)), make('code', {}, letters), ' ', forget);
  }));
}
