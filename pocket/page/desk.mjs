// The part for a submission: it makes one file with everything, which only the desk can open.
import { $, busy, bytesOf, coded, note, onFiles, save, sentenceFor, sizeOf, textOf, wrong } from './dom.mjs';
import { bundle } from './bundle.mjs';
import { codeIn, scan } from './camera.mjs';
import { isRecipient, parcel } from './submission.mjs';
import { kindOf } from './picture.mjs';
import { onLanguage, say } from './say.mjs';
import { canShare, share } from './sealed.mjs';

/** Maximum size of a submission, in bytes, with room for the words and the padding; and the name of its file. */
const MAX = 60e6, NAME = 'notes.age';

let given = null, made = null;

export function clearDesk() {
  given = null;
  forget();
  $('recipient').value = '';
  wrong($('desk'));
}

/** Takes the result of seal.mjs. */
export function showDesk(sealed) {
  given = sealed;
  forget();
  render();
}

export function startDesk() {
  $('desk-form').addEventListener('submit', (event) => {
    event.preventDefault();
    busy(event.submitter ?? $('encrypt'), 'pocket-encrypting', encrypt);
  });
  $('recipient').addEventListener('input', () => {
    wrong($('desk'));
    forget();
  });
  $('recipient-scan').addEventListener('click', () => scan(take));
  onFiles($('recipient-file'), async ([file]) => {
    try {
      const bytes = await bytesOf(file, 25e6);
      take(kindOf(bytes) === null ? textOf(bytes) : await codeIn(file));
    } catch (error) {
      wrong($('desk'), sentenceFor(error, { size: 25, pixels: 60 }));
    }
  });
  $('save-parcel').addEventListener('click', () => {
    save(NAME, made);
    note(say('pocket-saved', { name: NAME }));
  });
  $('share-parcel').addEventListener('click', () => share({ files: [file()] }));
  onLanguage(() => given && render());
}

const file = () => new File([made], NAME, { type: 'application/octet-stream' });

function forget() {
  made?.fill(0);
  made = null;
  showWhatIsNext();
}

/** Shows the next step. An account that was sealed for a desk gets a larger button until its submission is made. */
function showWhatIsNext() {
  const isForDesk = given?.isForDesk === true;
  $('encrypt-first').hidden = !isForDesk || made !== null;
  $('encrypt').hidden = isForDesk;
  $('parcel').hidden = made === null;
}

/** The public key of a desk in a text, or null. */
function recipientIn(text) {
  const letters = text.match(/age1[02-9ac-hj-np-z]{58}(?![0-9a-z])/i)?.[0].toLowerCase();
  return letters && isRecipient(letters) ? letters : null;
}

/** Takes the public key of the desk from a file or a QR code. */
function take(text) {
  const letters = recipientIn(text);
  if (letters === null) throw coded('no-recipient');
  $('recipient').value = letters;
  wrong($('desk'));
  forget();
  note(say('pocket-recipient-taken'));
  return true;
}

async function encrypt() {
  const recipient = recipientIn($('recipient').value);
  wrong($('desk'));
  try {
    if (recipient === null) throw coded($('recipient').value.trim() ? 'not-recipient' : 'recipient-missing');
    const { text, slip } = given.forDesk;
    if (given.files.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX) throw coded('parcel-large');
    const bytes = bundle({ text, slip, enclosures: given.files });
    made = await parcel(bytes, [recipient]);
    bytes.fill(0);
    render();
    $('save-parcel').focus();
  } catch (error) {
    wrong($('desk'), sentenceFor(error, { size: MAX / 1e6 }));
    if (!made) $('recipient').focus();
  }
}

function render() {
  const { forDesk, files, withheld, isForDesk } = given;
  const originals = files.filter(({ label }) => label.startsWith('original/')).length;
  $('desk-gets').textContent = [
    withheld > 0 && say(forDesk.text === given.text ? 'pocket-desk-without' : 'pocket-desk-with', { count: withheld }),
    originals > 0 && say('pocket-desk-originals', { count: originals }),
    !isForDesk && say('pocket-desk-asks'),
  ].filter(Boolean).join(' ');
  showWhatIsNext();
  if (made === null) return;
  $('parcel-ready').textContent = say('pocket-parcel-ready', { size: sizeOf(made.length) });
  $('share-parcel').hidden = !canShare({ files: [file()] });
}
