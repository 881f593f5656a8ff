// The first screen: what it says in each language, and when it can be seen.

// What it says, in every language, so that it is seen before anything is unpacked.
const [keys, inAll] = JSON.parse(document.getElementById('first').textContent), texts = Object.fromEntries(inAll);

export const byKey = (names, values) => Object.fromEntries(names.map((name, i) => [name, values[i]]));
export const languages = () => Object.keys(texts);
/** What the first screen says in a language, by its keys. */
export const firstSentences = (tag) => byKey(keys, texts[tag]);

/** Writes the sentences that the page asks for, as far as they are there: as text, and as labels. */
export function write(tag, sentences) {
  document.documentElement.lang = tag;
  document.getElementById('tongue').textContent = tag.toUpperCase();
  for (const place of document.querySelectorAll('[data-say], [data-say-label]')) {
    const { say: text, sayLabel: label } = place.dataset;
    if (text in sentences) place.textContent = sentences[text];
    if (label in sentences) place.setAttribute('aria-label', sentences[label]);
  }
}

/** Waits until what was changed can be seen; not for ever, for a page in the background is not drawn. */
export function seen() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 300);
  });
}

const liked = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase());
export const likedLanguage = liked.find((tag) => tag in texts) ?? 'en';
