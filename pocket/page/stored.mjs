// Stores content on this device with a passphrase: a draft, and the list of known pen names. Browsers give all pages
// that were opened from files one shared storage. Each of these pages can read, change and delete everything in it at
// any time. So stored content counts only after a passphrase that the person knows has opened it. Open content is not
// read again.
import { busy, coded, note, sentenceFor, wrong } from './dom.mjs';
import { lock, unlock } from './submission.mjs';
import { languageNow, say } from './say.mjs';

/** The storage of the browser, or undefined if there is none. */
const storage = (() => {
  try {
    return localStorage;
  } catch {
    return null;
  }
})();

/** The text stored at a place, or null. */
export const textAt = (place) => storage?.getItem(place) ?? null;

/**
 * When another page changes a place, calls `follow` and says so in `parts`. It says so only once, even if the other
 * page goes on.
 */
export function onOthers(place, parts, follow) {
  addEventListener('storage', ({ key }) => {
    if (key !== place && key !== null) return;
    const said = say('pocket-stored-changed');
    for (const part of parts) if (part.querySelector('.wrong').textContent !== said) wrong(part, said);
    follow();
  });
}

/** Decrypts an age file with a passphrase. It must hold JSON in which the field named `kind` is 1. */
export async function unlocked(bytes, passphrase, kind) {
  const text = new TextDecoder().decode(await unlock(bytes, passphrase));
  try {
    const content = JSON.parse(text);
    if (content[kind] === 1) return content;
  } catch {
    // The content is not JSON.
  }
  throw coded('other-inside');
}

/** A place in the storage for content of one kind. */
export function storeAt(place, kind) {
  /** The text that this page opened or wrote at the place. Any other text is not overwritten. */
  let ours = null;
  return {
    isThere: () => textAt(place) !== null,
    isOurs: () => ours !== null && textAt(place) === ours,
    /**
     * Stores content with the time. Returns a message. Throws errors with the codes 'stored-there' and 'no-storage'.
     */
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
    /**
     * Opens the content, with a message that says when it was stored. Throws an error with the code 'stored-locked'.
     */
    async open(passphrase) {
      try {
        const text = textAt(place), file = atob(text);
        // A file with a higher work factor than ours could overload a phone.
        if (!/^\S+\n-> scrypt \S+ (\d|1[0-6])\n/.test(file)) throw null;
        const content = await unlocked(Uint8Array.from(file, (letter) => letter.charCodeAt(0)), passphrase, kind);
        ours = text;
        const when = content.kept ? new Date(content.kept).toLocaleString(languageNow()) : '?';
        return { ...content, said: say('pocket-stored-opened', { when }) };
      } catch {
        throw coded('stored-locked');
      }
    },
    /** Forgets that the stored text came from this page, so that it is not overwritten. */
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
 * Does `work` with the passphrase in a field, empties the field, and shows the message that `work` returns. Errors are
 * shown in `part`. Meanwhile the button `pressed` shows the sentence `key`.
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

/** Removes the stored content when somebody presses the button `pressed` in `part` and confirms. */
export function onRemove(pressed, part, { remove }, then) {
  pressed.addEventListener('click', () => {
    if (!confirm(say('pocket-stored-remove'))) return;
    wrong(part);
    remove();
    then();
  });
}
