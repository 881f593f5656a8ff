// The first screen: its sentences in each language, and when the browser has drawn it.

// The sentences of the first screen in every language. They are not compressed, so that the screen shows at once.
const [keys, inAll] = JSON.parse(document.getElementById('first').textContent), texts = Object.fromEntries(inAll);

/** An object from a list of keys and a list of values. */
export const byKey = (names, values) => Object.fromEntries(names.map((name, i) => [name, values[i]]));
export const languages = () => Object.keys(texts);
/** The sentences of the first screen in a language, by key. */
export const firstSentences = (tag) => byKey(keys, texts[tag]);

/** Writes the given sentences into the elements that ask for them, as text and as labels. */
export function write(tag, sentences) {
  document.documentElement.lang = tag;
  document.getElementById('tongue').textContent = tag.toUpperCase();
  for (const place of document.querySelectorAll('[data-say], [data-say-label]')) {
    const { say: text, sayLabel: label } = place.dataset;
    if (text in sentences) place.textContent = sentences[text];
    if (label in sentences) place.setAttribute('aria-label', sentences[label]);
  }
}

/**
 * Waits until the browser has drawn the last changes. The wait has a limit, because a page in the background is not
 * drawn.
 */
export function seen() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 300);
  });
}

const liked = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase());
export const likedLanguage = liked.find((tag) => tag in texts) ?? 'en';
