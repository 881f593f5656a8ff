// A pen name: a secret key in a file that is encrypted with a passphrase. The page opens the file and holds the key
// only in memory. `firsthand penname` makes and reads the same file.
import { $, busy, bytesOf, coded, note, onFiles, save, sentenceFor, wrong } from './dom.mjs';
import { lock, penNameFile, readPenNameFile, unlock } from './submission.mjs';
import { say } from './say.mjs';
import { penNameOf } from '../../spec/firsthand.mjs';

const MIN_LETTERS = 12, MAX_BYTES = 10_000;

let secret = null;

/** The secret key of the open pen name, or null. */
export const openSecret = () => secret;

export function closePenName() {
  secret?.fill(0);
  open(null);
  $('pen-passphrase').value = '';
  wrong($('pen'));
}

export function startPenName() {
  for (const choice of document.querySelectorAll('[name=whose]')) {
    choice.addEventListener('change', () => {
      $('pen').hidden = $('whose').querySelector(':checked').value !== 'pen';
    });
  }
  $('pen-form').addEventListener('submit', (event) => event.preventDefault());
  $('pen-new').addEventListener('click', ({ target }) => busy(target, 'pocket-working', makeNew));
  onFiles($('pen-file'), ([file]) => busy($('pen-new'), 'pocket-working', () => read(file)));
}

/** Whether the passphrase in `input` is long enough. If not, says so at `place`. */
export function isLongEnough(input, place) {
  const longEnough = [...input.value].length >= MIN_LETTERS;
  wrong(place, longEnough ? '' : say('pocket-error-passphrase-short', { count: MIN_LETTERS }));
  if (!longEnough) input.focus();
  return longEnough;
}

async function makeNew() {
  const input = $('pen-passphrase');
  if (!isLongEnough(input, $('pen'))) return;
  const made = crypto.getRandomValues(new Uint8Array(32));
  save('notes-key.age', await lock(penNameFile(made), input.value));
  input.value = '';
  open(made);
  note(say('pocket-pen-made'));
}

async function read(file) {
  const input = $('pen-passphrase');
  try {
    const bytes = await bytesOf(file, MAX_BYTES);
    const isLocked = new TextDecoder().decode(bytes.subarray(0, 21)) === 'age-encryption.org/v1';
    if (isLocked && !input.value) throw coded('passphrase-missing');
    open(readPenNameFile(new TextDecoder().decode(isLocked ? await unlock(bytes, input.value) : bytes)));
    wrong($('pen'));
    input.value = '';
    note(say('pocket-pen-opened'));
  } catch (error) {
    wrong($('pen'), sentenceFor(error));
    input.focus();
  }
}

function open(opened) {
  secret = opened;
  $('pen-open').hidden = secret === null;
  $('pen-open').querySelector('code').textContent = secret ? penNameOf(secret) : '';
}
