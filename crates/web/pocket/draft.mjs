// A locked draft: the words, and what is to be withheld of them, under a passphrase. On the device, or as a file that
// stock `age -d` opens; only if asked. Nothing else of an account is ever stored.
import { $, busy, bytesOf, coded, note, onFiles, save, sentenceFor, show, wrong } from './dom.mjs';
import { lock, unlock } from './parcel.mjs';
import { isLongEnough } from './penname.mjs';
import { say } from './say.mjs';
import { phrases, withholdLater } from './withhold.mjs';
import { writeDown, written } from './write.mjs';

const PLACE = 'notes-draft', NAME = 'notes-draft.age', MOST = 8e6;

/** Whether the draft on this device is the one that is being written: another is not written over. */
let isOurs = false;

export function clearDraft() {
  for (const id of ['draft-passphrase', 'draft-open-passphrase']) $(id).value = '';
  for (const id of ['keep-draft', 'open-draft']) {
    $(id).open = false;
    wrong($(id));
  }
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // Where there is no storage, nothing was kept.
  }
  isOurs = false;
  lookForDraft();
}

export function startDraft() {
  // It stands behind the first screen, which is drawn sooner without it.
  document.querySelector('#start .bar').before($('open-draft'));
  $('open-draft').hidden = false;
  lookForDraft();
  $('draft-form').addEventListener('submit', (event) => {
    event.preventDefault();
    keeping(event.submitter, (bytes) => {
      if (isKept() && !isOurs) throw coded('draft-there');
      try {
        localStorage.setItem(PLACE, letters(bytes));
      } catch {
        throw coded('no-storage');
      }
      isOurs = true;
      lookForDraft();
      return say('pocket-draft-kept');
    });
  });
  $('draft-file').addEventListener('click', ({ target }) => keeping(target, (bytes) => {
    save(NAME, bytes);
    return say('pocket-saved', { name: NAME });
  }));
  $('draft-open-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (isKept()) opening(() => unletters(localStorage.getItem(PLACE)), true);
  });
  onFiles($('draft-open-file'), ([file]) => opening(() => bytesOf(file, MOST), false));
}

function isKept() {
  try {
    return localStorage.getItem(PLACE) !== null;
  } catch {
    return false;
  }
}

/** Offers to open a draft that is on this device. Looking leaves no trace. */
function lookForDraft() {
  $('draft-open-here').hidden = !isKept();
  if (isKept()) $('open-draft').open = true;
}

const letters = (bytes) => btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
const unletters = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function keeping(pressed, keep) {
  const input = $('draft-passphrase'), place = $('keep-draft');
  wrong(place);
  if (!written().trim()) return wrong(place, say('pocket-error-no-words'));
  if (!isLongEnough(input, place)) return undefined;
  return busy(pressed ?? $('draft-file'), 'pocket-locking', async () => {
    try {
      const draft = JSON.stringify({ draft: 1, text: written(), withheld: phrases() });
      const said = keep(await lock(draft, input.value));
      input.value = '';
      note(said);
    } catch (error) {
      wrong(place, sentenceFor(error));
    }
  });
}

/** What was typed meanwhile is not written over. */
function opening(bytes, isHere) {
  const input = $('draft-open-passphrase'), place = $('open-draft');
  wrong(place);
  return busy($('draft-open-here'), 'pocket-unlocking', async () => {
    try {
      if (written().trim()) throw coded('words-there');
      if (!input.value) throw coded('passphrase-missing');
      const opened = new TextDecoder().decode(await unlock(await bytes(), input.value));
      const { draft, text, withheld } = parsed(opened);
      if (draft !== 1 || typeof text !== 'string' || !Array.isArray(withheld)) throw coded('no-draft');
      input.value = '';
      withholdLater(withheld.filter((phrase) => typeof phrase === 'string'));
      writeDown(text);
      isOurs = isHere;
      show('write');
      note(say('pocket-draft-opened'));
    } catch (error) {
      wrong(place, sentenceFor(error));
      input.focus();
    }
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw coded('no-draft');
  }
}
