// Seals the account: with a key that is used once, or with a pen name. The photographs are sealed with the words. So
// is the consent, if the account goes to a desk. All words are sealed. Withheld words are removed afterwards from the
// text that is shared, so both texts have the same seal.
import { $, busy, coded, sentenceFor, show, wrong } from './dom.mjs';
import { openSecret } from './penname.mjs';
import { photographs } from './photos.mjs';
import { onLanguage, say } from './say.mjs';
import { isAnyOpen, textLanguage, textRead, withheldRanges } from './withhold.mjs';
import { penNameOf, seal, sha256, withhold } from '../../spec/firsthand.mjs';

/** The last seal, and what it was made from (see `same`); and whether it replaced an earlier seal. */
let whole = null, from = null, again = false;

export function clearSeal() {
  whole = null;
  from = null;
  again = false;
  for (const id of ['consent', 'desk-form']) $(id).reset();
  $('for-desk').checked = false;
  $('whose').querySelector('[value=once]').checked = true;
  $('pen').hidden = true;
  showWishes();
}

/** Starts the part for sealing. `onSealed` gets what `sealed` returns. */
export function startSealing(onSealed) {
  $('for-desk').addEventListener('change', showWishes);
  $('consent').addEventListener('submit', (event) => event.preventDefault());
  onLanguage(showPhotographs);
  $('seal').addEventListener('click', ({ target }) => busy(target, 'pocket-sealing', async () => {
    wrong($('review'));
    try {
      onSealed(await sealed());
      show('sealed');
    } catch (error) {
      wrong($('review'), sentenceFor(error));
    }
  }));
}

/** Shows the choices that make sense with the present photographs and withheld words. */
export function showWishes() {
  $('consent').hidden = !$('for-desk').checked;
  const { originals, withheld } = $('consent').elements;
  $('also-originals').hidden = photographs().length === 0;
  $('also-withheld').hidden = withheldRanges().length === 0;
  if (photographs().length === 0) originals.checked = false;
  if (withheldRanges().length === 0) withheld.checked = false;
  $('also').hidden = $('also-originals').hidden && $('also-withheld').hidden;
  showPhotographs();
}

function showPhotographs() {
  const count = photographs().length;
  $('review-photos').hidden = count === 0;
  $('review-photos').textContent = say('pocket-photos-count', { count });
}

/** The consent, in the form that a desk keeps (crates/desk/src/consent.rs). */
function consent() {
  const { elements } = $('consent'), { words, photographs: pictures, name, day } = elements;
  const nameKind = elements['name-kind'], whenKind = elements['when-kind'];
  if (nameKind.value !== 'none' && !name.value.trim()) throw coded('name-missing');
  if (whenKind.value !== 'any' && !day.value) throw coded('day-missing');
  return JSON.stringify({
    words: words.value,
    photographs: pictures.checked,
    name: nameKind.value === 'none' ? 'none' : { [nameKind.value]: name.value.trim() },
    when: { any: 'any_time', from: { from: day.value }, back: { if_not_back_by: day.value } }[whenKind.value],
  });
}

/** The enclosures that are sealed with the words: [{ label, bytes }]. */
function enclosed() {
  const forDesk = $('for-desk').checked, utf8 = (text) => new TextEncoder().encode(text), all = [];
  photographs().forEach(({ bytes, original }, i) => {
    all.push({ label: `photo/${i + 1}`, bytes });
    if (forDesk && $('consent').elements.originals.checked) all.push({ label: `original/${i + 1}`, bytes: original });
  });
  if (forDesk) {
    all.push({ label: 'consent', bytes: utf8(consent()) });
    if (textLanguage()) all.push({ label: 'language', bytes: utf8(textLanguage()) });
  }
  return all;
}

const sameBytes = (a, b) => a === b || (a.length === b.length && a.every((byte, i) => byte === b[i]));

/**
 * Whether `a` and `b` would get the same seal. Then the last seal is kept, because a second seal over the same words
 * looks like a rival's.
 */
function same(a, b) {
  return b !== null && a.text === b.text && a.penName === b.penName && a.files.length === b.files.length
    && a.files.every(({ label, bytes }, i) => label === b.files[i].label && sameBytes(bytes, b.files[i].bytes));
}

/**
 * Seals the account. Returns `text` and `slip` to share, without the withheld words; `forDesk`, the text for a desk,
 * with the withheld words if the writer chose so; and `files`, the enclosures with their salts.
 */
async function sealed() {
  const once = $('whose').querySelector(':checked').value === 'once';
  if (!once && !openSecret()) throw coded('pen-closed');
  if (!isAnyOpen()) throw coded('all-withheld');
  const text = textRead(), next = { text, penName: once ? null : penNameOf(openSecret()), files: enclosed() };
  if (!same(next, from)) {
    const fresh = (length) => crypto.getRandomValues(new Uint8Array(length));
    const files = next.files.map((file) => ({ ...file, salt: fresh(16) }));
    const enclosures = files.map(({ label, salt, bytes }) => ({ label, salt, content: sha256(bytes) }));
    const secret = once ? fresh(32) : openSecret();
    whole = { ...await seal(text, { secret, random: fresh(32), enclosures }), files };
    if (once) secret.fill(0);
    again = from !== null;
    from = next;
  }
  const ranges = withheldRanges(), apart = whole.text.includes(whole.slip) ? null : whole.slip;
  const edition = ranges.length === 0 ? whole : await withhold(whole.text, ranges, apart);
  return {
    id: whole.id, penName: whole.penName, once, again, text: edition.text, slip: edition.slip, files: whole.files,
    withheld: ranges.reduce((sum, [start, end]) => sum + end - start, 0),
    forDesk: $('consent').elements.withheld.checked ? whole : edition,
    isForDesk: $('for-desk').checked,
  };
}
