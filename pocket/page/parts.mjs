// Starts all parts of the page, and clears them all with one button.
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
 * Whether a part has anything to show. Nothing is sealed or checked at first, or after everything was cleared. The
 * review is shown only for the text that is in the field now.
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

/** Shows or hides the typed passphrase. A writer who locks something with a mistyped passphrase loses it. */
function showPassphrase(box) {
  $(box.dataset.shows).type = box.checked ? 'text' : 'password';
}

/** Clears everything that the page holds, and everything that it stored on this device. */
async function clear() {
  const work = ended();
  sweep();
  show('cleared');
  if (!work) return;
  // Work that was still going on may have left something, so everything is cleared again.
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
      // An error in one part must not stop the clearing of the others.
    }
  }
  for (const box of document.querySelectorAll('[data-shows]')) {
    box.checked = false;
    showPassphrase(box);
  }
}
