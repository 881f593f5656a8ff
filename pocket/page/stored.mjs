// What is kept on this device under a passphrase: a draft, and the list of seals. Browsers share one storage among all
// pages that were opened from files: each of them can read, write, replace and delete what is there at any time. So
// nothing there counts until a passphrase that the person knows has opened it. What is open is not read again.
import { busy, coded, note, sentenceFor, wrong } from './dom.mjs';
import { lock, unlock } from './submission.mjs';
import { languageNow, say } from './say.mjs';

/** The storage, where there is one. */
const storage = (() => {
  try {
    return localStorage;
  } catch {
    return null;
  }
})();

/** The text stored at a place, or null. */
export const textAt = (place) => storage?.getItem(place) ?? null;

/** Says in `parts`, and calls back, when another page changed a place. One that does so without end is named once. */
export function onOthers(place, parts, follow) {
  addEventListener('storage', ({ key }) => {
    if (key !== place && key !== null) return;
    const said = say('pocket-stored-changed');
    for (const part of parts) if (part.querySelector('.wrong').textContent !== said) wrong(part, said);
    follow();
  });
}

/** What an age file under a passphrase holds: JSON whose `kind` is 1. */
export async function unlocked(bytes, passphrase, kind) {
  const text = new TextDecoder().decode(await unlock(bytes, passphrase));
  try {
    const content = JSON.parse(text);
    if (content[kind] === 1) return content;
  } catch {
    // It is something else.
  }
  throw coded('other-inside');
}

/** A place in the storage for content of one kind. */
export function storeAt(place, kind) {
  /** What was opened from there or written there by this page: anything else is not written over. */
  let ours = null;
  return {
    isThere: () => textAt(place) !== null,
    isOurs: () => ours !== null && textAt(place) === ours,
    /** Keeps content, with the time, and says so. Errors have the codes 'stored-there' and 'no-storage'. */
    async keep(content, passphrase) {
      const bytes = await lock(JSON.stringify({ ...content, kept: Date.now() }), passphrase);
      const text = btoa(bytes.reduce((all, byte) => all + String.fromCharCode(byte), ''));
      if (![null, ours].includes(textAt(place))) throw coded('stored-there');
      try {
        storage.setItem(place, text);
      } catch {
        throw coded('no-storage');
      }
      ours = text;
      return say('pocket-stored-kept');
    },
    /** The content, with what is said of where it is from and when it was kept. An error has the code 'stored-locked'. */
    async open(passphrase) {
      try {
        const text = textAt(place), file = atob(text);
        // What would take more work than ours could break a phone.
        if (!/^\S+\n-> scrypt \S+ (\d|1[0-6])\n/.test(file)) throw null;
        const content = await unlocked(Uint8Array.from(file, (letter) => letter.charCodeAt(0)), passphrase, kind);
        ours = text;
        const when = content.kept ? new Date(content.kept).toLocaleString(languageNow()) : '?';
        return { ...content, said: say('pocket-stored-opened', { when }) };
      } catch {
        throw coded('stored-locked');
      }
    },
    /** What is there is another's again. */
    leave() {
      ours = null;
    },
    remove() {
      ours = null;
      storage?.removeItem(place);
    },
  };
}

/**
 * Does `work` with the passphrase in a field, which then is empty, and says what it gives; what goes wrong is said in
 * `part`. `pressed` says `key` meanwhile.
 */
export function withPassphrase(input, part, pressed, key, work) {
  return busy(pressed, key, async () => {
    try {
      const said = await work(input.value);
      input.value = '';
      note(said);
    } catch (error) {
      wrong(part, sentenceFor(error));
      input.focus();
    }
  });
}

/** Removes what is stored when `pressed`, which stands in `part`, is pressed and the question is answered with yes. */
export function onRemove(pressed, part, { remove }, then) {
  pressed.addEventListener('click', () => {
    if (!confirm(say('pocket-stored-remove'))) return;
    wrong(part);
    remove();
    then();
  });
}
