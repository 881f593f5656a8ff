// A locked draft: the words and the phrases to withhold, encrypted with a passphrase. It is stored on this device, or
// saved as a file that the standard program `age -d` opens. This happens only if the writer asks. Nothing else of an
// account is ever stored.
import { $, bytesOf, coded, onFiles, save, show, wrong } from './dom.mjs';
import { lock } from './submission.mjs';
import { isLongEnough } from './penname.mjs';
import { say } from './say.mjs';
import { onOthers, onRemove, storeAt, unlocked, withPassphrase } from './stored.mjs';
import { phrases, withholdLater } from './withhold.mjs';
import { writeDown, written } from './write.mjs';

const PLACE = 'notes-draft', NAME = 'notes-draft.age', MAX = 8e6;
const store = storeAt(PLACE, 'draft');

export function clearDraft() {
  for (const id of ['draft-passphrase', 'draft-open-passphrase']) $(id).value = '';
  for (const id of ['keep-draft', 'open-draft']) {
    $(id).open = false;
    wrong($(id));
  }
  store.remove();
  lookForDraft();
}

export function startDraft() {
  // In the HTML this part stands after the first screen, so that the first screen is drawn sooner.
  document.querySelector('#start .bar').before($('open-draft'));
  $('open-draft').hidden = false;
  lookForDraft();
  $('draft-form').addEventListener('submit', (event) => {
    event.preventDefault();
    keeping(event.submitter, async (draft, passphrase) => {
      const said = await store.keep(draft, passphrase);
      lookForDraft();
      return said;
    });
  });
  $('draft-file').addEventListener('click', ({ target }) => keeping(target, async (draft, passphrase) => {
    save(NAME, await lock(JSON.stringify(draft), passphrase));
    return say('pocket-saved', { name: NAME });
  }));
  $('draft-open-form').addEventListener('submit', (event) => {
    event.preventDefault();
    // The page never accepted a shorter passphrase. So a draft that a shorter one opens is not the writer's.
    if (store.isThere() && isLongEnough($('draft-open-passphrase'), $('open-draft'))) opening(store.open);
  });
  onFiles($('draft-open-file'), ([file]) => opening(async (passphrase) => {
    const draft = await unlocked(await bytesOf(file, MAX), passphrase, 'draft');
    store.leave();
    return { ...draft, said: say('pocket-draft-opened') };
  }));
  onRemove($('draft-remove'), $('open-draft'), store, lookForDraft);
  onOthers(PLACE, [$('keep-draft'), $('open-draft')], lookForDraft);
}

/** Offers to open a draft that is on this device. Looking for one leaves no trace. */
function lookForDraft() {
  for (const id of ['draft-open-here', 'draft-stored', 'draft-remove']) $(id).hidden = !store.isThere();
  if (store.isThere()) $('open-draft').open = true;
}

function keeping(pressed, keep) {
  const input = $('draft-passphrase'), place = $('keep-draft');
  wrong(place);
  if (!written().trim()) return wrong(place, say('pocket-error-no-words'));
  if (!isLongEnough(input, place)) return undefined;
  return withPassphrase(input, place, pressed ?? $('draft-file'), 'pocket-locking', (passphrase) => (
    keep({ draft: 1, text: written(), withheld: phrases() }, passphrase)));
}

/** Opens a draft, and says where it came from. Words that were typed meanwhile are not overwritten. */
function opening(open) {
  const input = $('draft-open-passphrase'), place = $('open-draft');
  wrong(place);
  return withPassphrase(input, place, $('draft-open-here'), 'pocket-unlocking', async (passphrase) => {
    if (written().trim()) throw coded('words-there');
    if (!passphrase) throw coded('passphrase-missing');
    const { text, withheld, said } = await open(passphrase);
    if (typeof text !== 'string' || !Array.isArray(withheld)) throw coded('other-inside');
    withholdLater(withheld.filter((phrase) => typeof phrase === 'string'));
    writeDown(text);
    show('write');
    return said;
  });
}
