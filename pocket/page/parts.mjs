// The parts of the page, each listening; and one tap that clears them all.
import { $, ended, followButtons, forgetParts, make, show } from './dom.mjs';
import { closeCover, startBoxes } from './boxes.mjs';
import { closeCamera, startCamera } from './camera.mjs';
import { clearCheck, isChecked, startCheck } from './check.mjs';
import { characters, data } from './data.mjs';
import { clearDesk, showDesk, startDesk } from './desk.mjs';
import { clearDraft, startDraft } from './draft.mjs';
import { clearKnown, startKnown } from './known.mjs';
import { clearPhotos, startPhotos } from './photos.mjs';
import { closePenName, startPenName } from './penname.mjs';
import { useLists } from './hints.mjs';
import { useNearForms } from './near.mjs';
import { clearSeal, showWishes, startSealing } from './seal.mjs';
import { clearSealed, isSealed, showSealed, startSealed } from './sealed.mjs';
import { clearWithheld, closePlaces, readOnceMore, startWithholding, textRead } from './withhold.mjs';
import { clearWords, startWriting, written } from './write.mjs';
import { languageNames, languageNow, onLanguage, speak, useSentences } from './say.mjs';
import { useCharacters } from '../../spec/firsthand.mjs';

/**
 * Whether a part has anything to show: not what was sealed before it is, nor after all was cleared; and no text to
 * withhold from that is not the one in the field any more.
 */
function mayShow(id) {
  if (id === 'sealed') return isSealed();
  if (id === 'verdict') return isChecked();
  return id !== 'review' || (textRead() !== '' && textRead() === written());
}

export function start() {
  useSentences(data);
  offerLanguages();
  onLanguage(() => { $('unchecked').hidden = languageNow() === 'en'; });
  useCharacters(characters(data('characters')));
  useLists(data('lists'));
  useNearForms(data('near'));
  startWriting((read) => {
    readOnceMore(read);
    showWishes();
    show('review');
  });
  startPhotos(showWishes);
  startBoxes();
  startWithholding(showWishes);
  startPenName();
  startSealing((given) => {
    showSealed(given);
    showDesk(given);
  });
  startSealed();
  startDesk();
  startCheck();
  startCamera();
  startKnown();
  startDraft();
  for (const box of document.querySelectorAll('[data-shows]')) {
    box.addEventListener('change', () => showPassphrase(box));
  }
  $('clear').addEventListener('click', clear);
  followButtons(mayShow);
  speak(languageNow());
}

function offerLanguages() {
  const choices = languageNames().map(([tag, name]) => make('option', { value: tag, selected: tag === languageNow() }, name));
  const select = make('select', { id: 'language', autocomplete: 'off', onchange: () => speak(select.value) }, ...choices);
  $('tongue').after(select);
}

/** Shows what is typed: who locks something under a slip of the finger loses it. */
function showPassphrase(box) {
  $(box.dataset.shows).type = box.checked ? 'text' : 'password';
}

/** Everything that the page holds, and all that it was asked to keep on this device. */
async function clear() {
  const work = ended();
  sweep();
  show('cleared');
  if (!work) return;
  // What was under way leaves nothing behind either.
  await work;
  sweep();
  show('cleared');
}

function sweep() {
  const parts = [closeCover, closeCamera, closePlaces, clearWords, clearPhotos, clearWithheld, closePenName, clearSeal,
    clearSealed, clearDesk, clearCheck, clearKnown, clearDraft, forgetParts];
  for (const part of parts) {
    try {
      part();
    } catch {
      // Whatever one part trips over, the others are cleared.
    }
  }
  for (const box of document.querySelectorAll('[data-shows]')) {
    box.checked = false;
    showPassphrase(box);
  }
}
